"""Heat: a table of verdicts, one row per indicator and one column per place; each field has sign, words and colour."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from charts.positions import verdict_in_words
from charts.style import FIELD_TEXT, VERDICT_FIELDS
from findings import comparisons
from pages.parts import cached, selection
from pages.parts.cached import Codes
from pages.parts.frame import View
from pages.parts.tables import cell, readable

ROW, ROWS_AT_ONCE = 94, 7  # pixels of a row (four lines of text), and rows in sight without scrolling
NAME, FIELD, LINK = 150, 160, 100  # pixels of a column, so that a telephone shows the indicator and a place


def show(chosen: tuple[Codes, Codes, str], view: View) -> None:
    """Show what was asked for: indicators, places and a benchmark."""
    shown, looks = table(view.snapshot, *chosen, view.language)
    name, *places, link = shown.columns
    labels = cached.labels(view.snapshot, "places", view.language)
    columns = {code: st.column_config.TextColumn(labels[code], width=FIELD) for code in places}
    columns[name] = st.column_config.TextColumn(pinned=True, width=NAME)
    columns[link] = st.column_config.LinkColumn(display_text=view.text("column.link_open"), width=LINK)
    st.dataframe(
        coloured(shown, looks),
        hide_index=True,
        key="table:heat",
        row_height=ROW,
        height=ROW * min(len(shown), ROWS_AT_ONCE) + 40,
        alt=view.text("heat.name"),
        column_config=columns,
    )


@cached.answer
def table(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, language: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table in words (name, places, link) and the verdicts of its fields: a row each indicator, in their order."""
    view, cells = (
        View("compare", language, snapshot_id),
        comparisons.cells(snapshot_id, indicators, places, benchmark),
    )
    said = [field(row, view) for row in cells.to_dict("records")]
    every = cells.assign(said=said).set_index(["indicator", "place"])
    shown, looks = (
        every[column].unstack("place").loc[list(indicators), list(places)] for column in ("said", "verdict")
    )
    name, link = view.text("column.indicator"), view.text("column.link")
    return shown.assign(**{name: _names(cells, view), link: _links(cells, view)})[
        [name, *places, link]
    ], looks


@cached.answer
def listed(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, columns: Codes, language: str
) -> pd.DataFrame:
    """Every figure of the comparison and every blank, in words."""
    rows = comparisons.compared(snapshot_id, indicators, places, benchmark)
    return readable(rows, columns, language, selection.source_address(language))


def field(row: dict, view: View) -> str:
    """One field: the figure, the verdict on it and the first reason against comparing it, or why there is no figure."""
    if row["row"] == "no_figure":
        return view.text("heat.blank", why=view.text(f"missing.{row['missing']}"))
    is_open = row["ambiguous"] == "amount"
    value = (
        view.text("heat.printed", words=row["as_printed"]) if is_open else cell(row, "value", view.language)
    )
    if row["others"]:
        value = view.text("heat.others", value=value, n=row["others"])
    first, *further = row["reasons"].split("|")
    verdict = verdict_in_words(row | {"reasons": first}, view.language).replace(" ", "\u00a0", 1)
    if further:
        verdict = view.text("heat.reasons", verdict=verdict, n=len(further))
    return view.text("heat.field", value=value, verdict=verdict)


def coloured(shown: pd.DataFrame, looks: pd.DataFrame) -> Styler:
    """The table with the colour of its verdicts; what has no verdict keeps the colours of the page."""
    css = {code: f"background-color: {tint}; color: {FIELD_TEXT}" for code, tint in VERDICT_FIELDS.items()}
    styles = looks.map(lambda code: css.get(code, "")).reindex(columns=shown.columns, fill_value="")
    return shown.style.apply(lambda _: styles, axis=None)


def _names(cells: pd.DataFrame, view: View) -> pd.Series:
    """What stands at the head of each row: the indicator and which direction is better."""
    every = (
        cached.table(view.snapshot, "indicators").set_index("id").loc[list(dict.fromkeys(cells["indicator"]))]
    )
    better = every["direction"].map(
        lambda code: "" if code == "no_judgement" else f" · {view.text(f'direction.{code}')}"
    )
    return every[f"name_{view.language}"] + better


def _links(cells: pd.DataFrame, view: View) -> pd.Series:
    """The way from each row to the words of all its figures."""
    ids = cells[cells["ids"] != ""].groupby("indicator", sort=False)["ids"].agg(",".join)
    return ids.map(selection.source_address(view.language)).reindex(list(dict.fromkeys(cells["indicator"])))
