"""Strips: the figures of one indicator side by side on one axis, with everything that belongs to a chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from findings import comparisons
from pages.parts import cached, drawings, figures, selection, tables, takeaways
from pages.parts.cached import Codes
from pages.parts.frame import View

Chosen = tuple[Codes, Codes, str]  # indicators, places and benchmark: what a comparison is asked for


def show(indicator: str, chosen: Chosen, benchmark: str, columns: Sequence[str], view: View) -> None:
    """Show the figures of one indicator of a comparison; `benchmark` is the name of what they are held against."""
    rows = comparisons.of_indicator(view.snapshot, indicator, *chosen)
    asked = (view.snapshot, indicator, *chosen, view.language)
    said = in_words(*asked, benchmark, tuple(columns))
    title = figures.title_of(rows)
    if (rows["row"] == "no_figure").all():
        st.info(view.text("empty.indicator"))
        figures.under(rows, view, name=indicator, title=title, columns=())
    else:
        remark, takeaway = said["remark"], said["takeaway"]
        drawing = drawings.positions_of(*asked)
        figures.show(
            drawing, rows, view, name=indicator, title=title, takeaway=takeaway, columns=(), remark=remark
        )
    with st.expander(view.text("figure.table", n=len(rows))):
        figures.lay(said["table"], view, columns, key=f"table:{indicator}")


@cached.answer
def in_words(
    snapshot_id: str,
    indicator: str,
    indicators: Codes,
    places: Codes,
    benchmark: str,
    language: str,
    name: str,
    columns: Codes,
) -> dict[str, str | pd.DataFrame]:
    """What is said of the figures of one indicator: takeaway, what is left out and why, and the table."""
    rows = comparisons.of_indicator(snapshot_id, indicator, indicators, places, benchmark)
    view = View("compare", language, snapshot_id)
    left_out = (takeaways.apart(rows, view), takeaways.blanks(rows, view))
    return {
        "takeaway": takeaways.positions(rows, name, view),
        "remark": "\n".join(line for line in left_out if line),
        "table": tables.readable(rows, columns, language, selection.source_address(language)),
    }
