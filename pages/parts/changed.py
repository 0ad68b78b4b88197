"""Changed: what differs between another snapshot and the one on the air, in words, in tables and as a file."""

import pandas as pd
import streamlit as st

from pages.parts import cached, figures, versions
from pages.parts.frame import View
from words.choices import file_title

ENTRY_COLUMNS = ("entries", "added", "changed", "withdrawn")
DIFFERENCE_COLUMNS = (
    "difference", "place", "indicator", "column", "old", "new", "difference_reason", "id", "source", "locator",
)  # fmt: skip
WIDTHS = {"old": 200, "new": 200, "difference_reason": 260}  # pixels; notes and reasons are sentences
AT_ONCE = 12  # most reasons, and most figures per reason, told in full before the table


def show_changes(since: str, view: View) -> None:
    """The number of entries of each kind that differ, and every figure that does."""
    now, text = cached.on_the_air().snapshot, view.text
    between = versions.differences_since(since, now)
    if between is None:
        st.info(text("version.unreadable", old=since))
        return
    differing, entries = between
    st.text(text("version.since", old=since, new=now, **versions.differences_counted(differing)))
    if entries.empty:
        st.text(text("version.order_only"))
    else:
        figures.show_rows(entries, view, ENTRY_COLUMNS, key="table:entries")
    if not differing.empty:
        st.header(text("heading.differences"), anchor=False)
        if reasons := _reasons(differing, view):
            st.text(reasons)
        figures.show_rows(differing, view, DIFFERENCE_COLUMNS, "table:differences", WIDTHS)
        title = file_title("changes")
        figures.under(differing, view, name="differences", title=title)


def _reasons(differing: pd.DataFrame, view: View) -> str:
    """Every reason once, in full, with the figures it applies to; '' if there are too many to read."""
    column = f"difference_reason_{view.language}"
    explained = differing[differing[column] != ""].groupby(column)["id"].unique()
    if len(explained) > AT_ONCE:
        return ""
    told = []
    for reason, ids in explained.items():
        named = [*ids[:AT_ONCE], *(["…"] if len(ids) > AT_ONCE else [])]
        told.append(
            view.text("version.reason", reason=reason, figures=view.text("list.separator").join(named))
        )
    return "\n".join(told)
