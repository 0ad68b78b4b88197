"""Task list: where a peer of one place is surely ahead, how far, and what it carries out that the place does not."""

import streamlit as st

from pages.parts import cached, figures, frame, own_account, selection, tasks

TASK_COLUMNS = (
    "order", "indicator", "value", "other_place", "other_value", "gap", "basis", "grade", "measure", "own_status",
)  # fmt: skip
ACCOUNT_COLUMNS = ("indicator", "value", "task", "reasons", "status", "scope", "period", "link")

view = frame.open_page("tasks")
text = view.text
places = cached.reporting_places(view.snapshot, view.language)
place = selection.one("place", text("select.place"), places, own_account.first_place(view.snapshot))

rows = tasks.listed(view.snapshot, place)
account = tasks.account(view.snapshot, place)
st.text(tasks.headline(rows, account, view))
if not rows.empty:
    each = tasks.with_measures(view.snapshot, place)
    tasks.cards(each, view)
    title = {"zh": "对标任务清单", "en": "task-list"}
    figures.under(each, view, name="tasks", title=title, columns=TASK_COLUMNS)
st.header(text("task.account"), anchor=False)
st.text(text("task.account_said"))
title = {"zh": "对标任务清单_逐个数字", "en": "task-list_every-figure"}
figures.under(account, view, name="account", title=title, columns=ACCOUNT_COLUMNS)
