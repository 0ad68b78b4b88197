"""Changed: what differs between another snapshot and the one on the air, in words, as tables and as a file."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, figures, versions
from pages.parts.frame import View

ENTRY_COLUMNS = ("entries", "added", "changed", "withdrawn")
DIFFERENCE_COLUMNS = ("difference", "place", "indicator", "column", "old", "new", "id", "source", "locator")


def show(since: str, view: View) -> None:
    """How many entries of each kind differ, and every figure that does."""
    now, text = cached.on_the_air().snapshot, view.text
    between = versions.between(since, now)
    if between is None:
        st.info(text("version.unreadable", old=since))
        return
    differing, entries = between
    st.text(text("version.since", old=since, new=now, **versions.counted(differing)))
    if entries.empty:
        st.text(text("version.order_only"))
    else:
        figures.table(entries, view, ENTRY_COLUMNS, key="table:entries")
    if not differing.empty:
        st.header(text("heading.differences"), anchor=False)
        figures.table(differing, view, DIFFERENCE_COLUMNS, key="table:differences")
        title = {"zh": "数字变化", "en": "changes"}
        figures.under(differing, view, name="differences", title=title, columns=())
