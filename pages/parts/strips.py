"""Strips: the figures of one indicator side by side on one axis, with everything that belongs to a chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from findings import comparisons
from pages.parts import addresses, cached, drawings, figures, tables
from pages.parts.cached import Codes
from pages.parts.frame import View
from words import takeaways

Chosen = tuple[
    Codes, Codes, str, str
]  # indicators, places, benchmark and how strict: what a comparison is asked for


def show(indicator: str, chosen: Chosen, benchmark: str, columns: Sequence[str], view: View) -> None:
    """Show the figures of one indicator of a comparison; `benchmark` is the name of what they are held against."""
    rows = comparisons.of_indicator(view.snapshot, indicator, *chosen)
    asked = (view.snapshot, indicator, *chosen, view.language)
    said = in_words(*asked, benchmark)
    in_text = said.pop("in_text")
    title = figures.title_of(rows)
    if (rows["row"] == "no_figure").all():
        st.info(view.text("empty.indicator"))
        figures.under(rows, view, name=indicator, title=title, columns=())
    elif in_text:
        lines = (in_text, said["remark"], figures.source_line(said["drawn"], view))
        st.text("\n".join(line for line in lines if line))
        figures.under(rows, view, name=indicator, title=title, columns=(), drawn=said["drawn"])
    else:
        heading = rows[f"indicator_{view.language}"].iloc[0]
        named = {"name": indicator, "title": title, "heading": heading, "columns": ()}
        figures.show(drawings.positions_of(*asked), rows, view, **named, **said)
    key = f"table:{indicator}"
    figures.folded(
        indicator, len(rows), view, lambda: figures.lay(table(*asked, columns), view, columns, key)
    )


@cached.answer
def in_words(
    snapshot_id: str,
    indicator: str,
    indicators: Codes,
    places: Codes,
    benchmark: str,
    rule: str,
    language: str,
    name: str,
) -> dict[str, str | pd.DataFrame]:
    """What is said of the figures of one indicator: the takeaway, the notes, what is left out and why, and what is drawn.

    `in_text` is all of it where no figure has a mark: an axis without any says nothing.
    """
    rows = comparisons.of_indicator(snapshot_id, indicator, indicators, places, benchmark, rule)
    view = View("compare", language, snapshot_id)
    lines = (takeaways.notes(rows, view), takeaways.apart(rows, view), takeaways.blanks(rows, view))
    has_marks = (rows["on_axis"] & rows["low"].notna()).any()
    return {
        "in_text": "" if has_marks else takeaways.without_marks(rows, view),
        "takeaway": takeaways.positions(rows, name, view),
        "remark": "\n".join(line for line in lines if line),
        "drawn": figures.in_chart(rows, language),
    }


@cached.answer
def table(
    snapshot_id: str,
    indicator: str,
    indicators: Codes,
    places: Codes,
    benchmark: str,
    rule: str,
    language: str,
    columns: Codes,
) -> pd.DataFrame:
    """The figures of one indicator as a reader reads them."""
    rows = comparisons.of_indicator(snapshot_id, indicator, indicators, places, benchmark, rule)
    return tables.readable(rows, columns, language, addresses.source_address(language))
