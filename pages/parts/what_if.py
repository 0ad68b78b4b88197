"""What if: the parts of the page that simulates – what changes, in words, in a chart and in rows."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts.what_if import score_in_words, turn_in_words
from findings import simulations
from findings.simulations import Asked
from findings.standing import Weights
from metrics.shares import OVERALL
from pages.parts import blocks, cached, drawings, figures, tables
from pages.parts.blocks import Block
from pages.parts.cached import Codes
from pages.parts.frame import View
from words import LANGUAGES, numbers, takeaways, wording
from words.cells import cell

RANK_WIDTH = 240  # pixels: a rank range is a whole sentence


def scenario_headline(asked: Asked, view: View) -> str:
    """What is changed, and how many verdicts change with it; or that nothing is changed yet."""
    own, pairs = (
        answer(view.snapshot, asked)
        for answer in (simulations.simulated_figures, simulations.simulated_pairs)
    )
    new, text = own[own["simulated"]], view.text
    place = cached.labels(view.snapshot, "places", view.language)[asked[0]]
    if new.empty:
        return text(
            "what_if.nothing_best" if asked[1] == simulations.BEST else "what_if.nothing", place=place
        )
    if len(new) > 1:
        said = text("what_if.several", place=place, n=len(new))
    else:
        before, after = (cell(row, "value", view.language) for row in own.to_dict("records"))
        indicator = new[f"indicator_{view.language}"].iloc[0]
        said = text("what_if.one", place=place, indicator=indicator, before=before, after=after)
    others = pairs[~pairs["simulated"]]
    if others.empty:
        return f"{said}\n{text('what_if.no_others')}"
    comparable = int((pairs[pairs["simulated"]]["grade"] != "not_comparable").sum())
    return f"{said}\n{text('what_if.turned', n=len(others), comparable=comparable, turned=turned(pairs))}"


def turned(pairs: pd.DataFrame) -> int:
    """The number of verdicts that differ from before."""
    each = pairs.groupby(["changes", "benchmark_id"])["verdict"]
    return int((each.nunique() > 1).sum())


def show_counterparts(asked: Asked, columns: Sequence[str], view: View) -> None:
    """What is changed beside the figures of other places; with a chart if it is one figure."""
    own, pairs = (
        answer(view.snapshot, asked)
        for answer in (simulations.simulated_figures, simulations.simulated_pairs)
    )
    is_one = own["changes"].nunique() == 1
    figure = drawings.what_if(view.snapshot, *asked, view.language) if is_one else None
    said = view.text("what_if.against_said" if is_one else "what_if.against_rows")
    each: dict[tuple, list[dict]] = {}
    for row in pairs.to_dict("records"):
        each.setdefault((row["changes"], row["benchmark_id"]), []).append(row)
    clauses = view.text("list.clauses")
    takeaway = "\n".join(clauses.join(turn_in_words(pair, view.language)) for pair in each.values())
    rows = own if pairs.empty else pairs
    shown = [c for c in columns if pairs.size or not c.startswith(("other", "verdict", "grade", "reasons"))]
    told = f"{scenario_headline(asked, view)}\n{takeaway}"
    finding = None if own["simulated"].any() else ""  # that nothing is simulated is no finding
    section("what_if.against", said, rows, view, shown, figure, told, finding)


def show_standings(asked: Asked, weights: Weights, columns: Sequence[str], view: View) -> None:
    """Scores, ranks and composites as they are and simulated, or why there are none."""
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    st.header(view.text("what_if.standings"), anchor=False)
    if rows["rank_best"].isna().all():
        st.text(reasons_counted(view))
    shown = {
        "name": "standings",
        "title": {x: wording(x)("what_if.standings") for x in LANGUAGES},
        "columns": (),
    }
    if rows["score_low"].notna().any():
        figure = drawings.what_if_scores(view.snapshot, *asked, weights, view.language)
        heading, told = view.text("what_if.standings"), scores_in_words(rows, view)
        figures.show(figure, rows, view, heading=heading, takeaway=told, **shown)
    else:
        figures.under(rows, view, **shown)
    blocks.show_blocks("table:standings", *_standings(view, asked, weights, tuple(columns)))


@cached.part
def _standings(view: View, asked: Asked, weights: Weights, columns: Codes) -> list[Block]:
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    told = rows.to_dict("records")
    said = [c for c in columns if any(cell(row, c, view.language) for row in told)]
    readable = tables.readable(rows, said, view.language, lambda _: None)
    return tables.sheet(readable, said, view.text, {"rank": RANK_WIDTH}, len(rows))


def scores_in_words(rows: pd.DataFrame, view: View) -> str:
    """Every score as it is and simulated."""
    known = rows[rows["score_low"].notna()]
    lines = []
    for name, each in known.groupby(f"composite_{view.language}", sort=False):
        said = " → ".join(score_in_words(row, view.language) for row in each.to_dict("records"))
        lines.append(view.text("card.fact", name=name, said=said))
    return "\n".join(lines)


def reasons_counted(view: View) -> str:
    """How many figures with a direction share a peer set with another place, and why the others do not."""
    every = simulations.as_it_is(view.snapshot)
    judged = every[every["direction"] != "no_judgement"]
    counted = judged[judged["left_out"] != ""]["left_out"].value_counts()
    reasons = [
        view.text("takeaway.counted", what=view.text(f"left_out.{c}"), n=n) for c, n in counted.items()
    ]
    return view.text(
        "what_if.reasons",
        n=len(judged),
        ranked=int((judged["left_out"] == "").sum()),
        reasons=view.text("list.separator").join(reasons),
    )


def show_attainable(asked: Asked, weights: Weights, columns: Sequence[str], view: View) -> None:
    """The ranks of the overall composite that all weights allow, and the verdicts that hold under all of them."""
    st.header(view.text("what_if.attainable"), anchor=False)
    rows = simulations.attainable_frames(view.snapshot, asked, weights)
    if rows.empty:
        st.text(why_no_ranks(asked, weights, view))
        return
    st.text(ranks_in_words(rows, view))
    figures.show_rows(rows, view, columns, key="table:attainable")
    title = {x: wording(x)("what_if.attainable") for x in LANGUAGES}
    figures.under(rows, view, name="attainable", title=title, columns=())


def why_no_ranks(asked: Asked, weights: Weights, view: View) -> str:
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


def ranks_in_words(rows: pd.DataFrame, view: View) -> str:
    """The best and the worst rank over all weights, as it is and simulated, with weights that produce each."""
    lines = []
    for row in rows.drop_duplicates("simulated").to_dict("records"):
        ranks = {end: numbers.number(row[f"attainable_{end}"], view.language) for end in ("best", "worst")}
        given = {name: row[f"{name}_{view.language}"] for name in ("best_with", "worst_with")}
        key = "what_if.one_rank" if ranks["best"] == ranks["worst"] else "what_if.ranks"
        lines.append(view.text(key, state=row[f"simulated_{view.language}"], **ranks, **given))
    return "\n".join(lines)


def show_best_city(weights: Weights, columns: Sequence[str], view: View) -> None:
    """The city made of all best figures, or why there is none."""
    rows, composite = (
        simulations.best_city_frames(view.snapshot),
        simulations.best_composite(view.snapshot, weights),
    )
    said = view.text("what_if.best_city_said" if len(rows) else "what_if.no_best_city", n=len(rows))
    for row in composite.to_dict("records"):
        said += "\n" + view.text("what_if.best_composite", score=cell(row, "score", view.language))
    if nothing := section("what_if.best_city", said, rows, view, columns):
        st.text(nothing)


def section(
    heading: str,
    said: str,
    rows: pd.DataFrame,
    view: View,
    columns: Sequence[str],
    figure: dict | None = None,
    takeaway: str = "",
    finding: str | None = None,
) -> str:
    """A heading, a sentence or two, the chart if there is one, and the rows in a collapsed table.

    `heading` is its catalogue key, `takeaway` the text alternative of the chart if `said` is not enough, and `finding`
    the title of its picture if that is not its first line.
    Without rows, it shows nothing and returns the line to show instead.
    """
    if rows.empty:
        return view.text("card.fact", name=view.text(heading), said=takeaways.on_one_line(said))
    st.header(view.text(heading), anchor=False)
    st.text(said)
    name, title = heading, {x: wording(x)(heading) for x in LANGUAGES}
    if figure:
        shown = {"name": name, "title": title, "takeaway": takeaway or said, "finding": finding}
        figures.show(figure, rows, view, heading=view.text(heading), columns=columns, **shown)
    else:
        figures.under(rows, view, name=name, title=title, columns=columns)
    return ""
