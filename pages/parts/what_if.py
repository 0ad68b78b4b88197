"""What if: the parts of the page that simulates – what changes, in words, in a chart and in rows."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from findings import simulations
from findings.simulations import Asked
from findings.standing import Weights
from metrics.shares import OVERALL
from pages.parts import blocks, cached, drawings, figures, tables
from pages.parts.blocks import Block
from pages.parts.cached import Codes
from pages.parts.figures import Composed
from pages.parts.frame import View
from words import LANGUAGES, numbers, takeaways, wording
from words import what_if as words
from words.cells import cell

RANK_WIDTH = 240  # pixels: a rank range is a whole sentence


def show_counterparts(asked: Asked, columns: Sequence[str], view: View) -> None:
    """What is changed beside the figures of other places; with a chart if it is one figure."""
    own = simulations.simulated_figures(view.snapshot, asked)
    pairs = simulations.simulated_pairs(view.snapshot, asked)
    is_one = own["changes"].nunique() == 1
    chart = drawings.what_if(view, asked) if is_one else None
    said = view.text("what_if.against_said" if is_one else "what_if.against_rows")
    rows = own if pairs.empty else pairs
    shown = [c for c in columns if pairs.size or not c.startswith(("other", "verdict", "grade", "reasons"))]
    section("what_if.against", said, rows, view, shown, chart)


def show_standings(asked: Asked, weights: Weights, columns: Sequence[str], view: View) -> None:
    """Scores, ranks and composites as they are and simulated, or why there are none."""
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    st.header(view.text("what_if.standings"), anchor=False)
    if rows["rank_best"].isna().all():
        st.text(_reasons(view))
    shown = {"name": "standings", "title": {x: wording(x)("what_if.standings") for x in LANGUAGES}}
    has_scores = rows["score_low"].notna().any()
    chart = drawings.what_if_scores(view, asked, weights) if has_scores else None
    figures.show(chart, rows, view, **shown)
    blocks.show_blocks("table:standings", *_standings(view, asked, weights, tuple(columns)))


@cached.part
def _reasons(view: View) -> str:
    return words.reasons_counted(simulations.as_it_is(view.snapshot), view)


@cached.part
def _standings(view: View, asked: Asked, weights: Weights, columns: Codes) -> list[Block]:
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    told = rows.to_dict("records")
    said = [c for c in columns if any(cell(row, c, view.language) for row in told)]
    readable = tables.readable(rows, said, view.language, lambda _: None)
    return tables.sheet(readable, said, view.text, {"rank": RANK_WIDTH}, len(rows))


def show_attainable(asked: Asked, weights: Weights, columns: Sequence[str], view: View) -> None:
    """The ranks of the overall composite that all weights allow, and the verdicts that hold under all of them."""
    st.header(view.text("what_if.attainable"), anchor=False)
    rows = simulations.attainable_frames(view.snapshot, asked, weights)
    if rows.empty:
        st.text(why_no_ranks(view, asked, weights))
        return
    st.text(words.ranks_in_words(rows, view))
    figures.show_rows(rows, view, columns, key="table:attainable")
    title = {x: wording(x)("what_if.attainable") for x in LANGUAGES}
    figures.under(rows, view, name="attainable", title=title)


@cached.part
def why_no_ranks(view: View, asked: Asked, weights: Weights) -> str:
    """How many overall composites are complete, and the coverage of the place's own; or that a score has no logarithm."""
    complete = simulations.complete(view.snapshot, asked, weights)
    if len(complete) > 1 and asked[0] in complete:
        return view.text("what_if.no_logarithm")
    said = view.text("what_if.few_complete", n=len(complete))
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    own = rows[rows["composite"] == OVERALL]
    if own.empty:
        return said
    covered, of = (numbers.number(own[name].iloc[-1], view.language) for name in ("covered", "of"))
    place = own[f"place_{view.language}"].iloc[0]
    return f"{said}\n{view.text('what_if.coverage', place=place, k=covered, m=of)}"


def show_best_city(weights: Weights, columns: Sequence[str], view: View) -> None:
    """The city made of all best figures, or why there is none."""
    rows = simulations.best_city_frames(view.snapshot)
    if nothing := section("what_if.best_city", _best_city(view, weights), rows, view, columns):
        st.text(nothing)


@cached.part
def _best_city(view: View, weights: Weights) -> str:
    n = len(simulations.best_city_frames(view.snapshot))
    said = view.text("what_if.best_city_said" if n else "what_if.no_best_city", n=n)
    for row in simulations.best_composite(view.snapshot, weights).to_dict("records"):
        said += "\n" + view.text("what_if.best_composite", score=cell(row, "score", view.language))
    return said


def section(
    heading: str,
    said: str,
    rows: pd.DataFrame,
    view: View,
    columns: Sequence[str],
    chart: Composed | None = None,
) -> str:
    """A heading, a sentence or two, the chart if there is one, and the rows in a collapsed table.

    `heading` is its catalogue key. Without rows, it shows nothing and returns the line to show instead.
    """
    if rows.empty:
        return view.text("card.fact", name=view.text(heading), said=takeaways.on_one_line(said))
    st.header(view.text(heading), anchor=False)
    st.text(said)
    shown = {"name": heading, "title": {x: wording(x)(heading) for x in LANGUAGES}, "columns": columns}
    figures.show(chart, rows, view, **shown)
    return ""
