"""Task list: where a peer of one place is surely ahead, how far, and what it carries out that the place does not."""

import streamlit as st

from exports import task_words
from findings import own_account, tasks
from pages.parts import cached, cards, figures, frame, selection

TASK_COLUMNS = (
    "order", "indicator", "value", "other_place", "other_value", "gap", "basis", "grade", "measure", "own_status",
)  # fmt: skip
ACCOUNT_COLUMNS = ("indicator", "value", "task", "reasons", "status", "scope", "period", "link")

view = frame.open_page("tasks")
text = view.text
places = cached.reporting_places(view.snapshot, view.language)
place = selection.one("place", text("select.place"), places, own_account.first_place(view.snapshot))
st.text(task_words.everywhere(tasks.counts(view.snapshot), tasks.prospects(view.snapshot), places, view))
with st.container(horizontal=True):
    kept = selection.kept_language()
    st.page_link("indicators.py", label=text("way.shared_indicators"), query_params={"reported": "2", **kept})
    st.page_link("city.py", label=text("way.blanks"), query_params={"place": place, **kept})

rows = tasks.listed(view.snapshot, place)
account = tasks.account(view.snapshot, place)
st.text(task_words.headline(rows, account, view))
if not rows.empty:
    each = tasks.with_measures(view.snapshot, place)
    cards.tasks(each, view)
    title = {"zh": "对标任务清单", "en": "task-list"}
    figures.under(each, view, name="tasks", title=title, columns=TASK_COLUMNS)
st.header(text("task.account"), anchor=False)
st.text(text("task.account_said"))
title = {"zh": "对标任务清单_逐个数字", "en": "task-list_every-figure"}
figures.under(account, view, name="account", title=title, columns=ACCOUNT_COLUMNS)
