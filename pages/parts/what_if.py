"""What if: the parts of the page that simulates – the numbers chosen, and what changes, in words, charts and rows.

The numbers are kept in the address like every other choice (see `selection`).
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from charts.what_if import simulated_marks, simulated_scores
from findings import kept, simulations
from findings.simulations import Asked, Span
from findings.standing import Weights
from metrics.shares import OVERALL
from pages.parts import addresses, blocks, cached, figures, selection
from pages.parts.blocks import Block
from pages.parts.figures import Composed
from words import View, in_both, numbers, takeaways
from words import what_if as words
from words.cells import cell

COLUMNS = ("simulated", "indicator", "value", "link")  # of the figures changed
PAIR_COLUMNS = (
    "simulated", "indicator", "value", "other_place", "other_value", "verdict_between", "grade", "reasons", "link",
)  # fmt: skip
STANDING_COLUMNS = ("composite", "simulated", "own_value", "score", "rank", "tier", "why_none")
ATTAINABLE_COLUMNS = ("simulated", "other_place", "verdict_between", "always", "range")
BEST_COLUMNS = ("indicator", "value", "simulated", "from_place")
PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")  # a number in the address
WEIGHTS_IN_A_ROW = 4
RANK_WIDTH = 240  # pixels: a rank range is a whole sentence


def chosen_number(name: str, label: str, typed: str, span: Span) -> float:
    """One number, set with a slider or typed into the box beside it, whose label is `typed`."""
    selection.keeps(name)
    given = st.query_params.get(name, "")
    chosen = _within(given, span)
    if given and chosen is None:
        selection.reject(name, given)
    shown = span.start if chosen is None else chosen

    def changed(key: str) -> None:
        picked = st.session_state[key]
        selection.put(name, "" if picked == span.start else plain(picked))

    for column, widget, said, form in zip(
        st.columns([4, 1]), (st.slider, st.number_input), (label, typed), ("plain", "%g"), strict=True
    ):
        key = f"{name}:{widget.__name__}:{selection.language()}"
        st.session_state[key] = shown
        limits = {"min_value": span.least, "max_value": span.most, "step": span.step}
        with column:
            widget(said, key=key, format=form, on_change=changed, args=(key,), **limits)
    return shown


def chosen_weights(
    name: str, options: Mapping[str, str], spans: Mapping[str, Span]
) -> tuple[tuple[str, float], ...]:
    """A number for each code in `options` (code → label), in the address as `code:number`; returns those not at their start."""
    selection.keeps(name)
    given = {}
    for part in selection.codes_given(name):
        code, _, said = part.partition(":")
        if code in options and (chosen := _within(said, spans[code])) is not None:
            given[code] = chosen
        else:
            selection.reject(name, part)

    def changed(code: str, key: str) -> None:
        picked = given | {code: st.session_state[key]}
        moved = [
            f"{c}:{plain(picked[c])}" for c in options if picked.get(c, spans[c].start) != spans[c].start
        ]
        selection.put(name, ",".join(moved))

    columns = st.columns(WEIGHTS_IN_A_ROW)
    for at, (code, label) in enumerate(options.items()):
        span = spans[code]
        key = f"{name}:{code}:{selection.language()}"
        st.session_state[key] = given.get(code, span.start)
        limits = {"min_value": span.least, "max_value": span.most, "step": span.step}
        with columns[at % WEIGHTS_IN_A_ROW]:
            st.number_input(label, key=key, format="%g", on_change=changed, args=(code, key), **limits)
    return tuple((code, chosen) for code, chosen in given.items() if chosen != spans[code].start)


def plain(amount: float) -> str:
    """A number as written in the address: 12.5, 50."""
    return f"{Decimal(repr(amount)).normalize():f}"


def _within(given: str, span: Span) -> float | None:
    """The number given; None if it is not a number or outside the span."""
    if not PLAIN.fullmatch(given):
        return None
    return float(given) if span.least <= float(given) <= span.most else None


@cached.part
def scenario_headline(view: View, asked: Asked) -> str:
    """What is changed, and how many verdicts change with it; or that nothing is changed yet."""
    own, pairs = _changed(view, asked)
    place = kept.labels(view.snapshot, "places", view.language)[asked[0]]
    return words.headline(place, asked[1] == simulations.BEST, own, pairs, view)


def show_counterparts(asked: Asked, view: View) -> None:
    """What is changed beside the figures of other places; with a chart if it is one figure."""
    own, pairs = _changed(view, asked)
    is_one = own["changes"].nunique() == 1
    said = view.text("what_if.against_said" if is_one else "what_if.against_rows")
    rows, columns = (own, COLUMNS) if pairs.empty else (pairs, PAIR_COLUMNS)
    _section("what_if.against", said, rows, view, columns, _marks(view, asked) if is_one else None)


@cached.part
def _marks(view: View, asked: Asked) -> Composed:
    """One figure of a place, as it is and simulated, beside those of other places."""
    own, pairs = _changed(view, asked)
    chart = simulated_marks(own, pairs, view.language, addresses.source_address(view.language))
    told = {
        "heading": view.text("what_if.against"),
        "takeaway": f"{scenario_headline(view, asked)}\n{words.turns(pairs, view)}",
        "finding": None if own["simulated"].any() else "",  # that nothing is simulated is no finding
    }
    return figures.composed(chart, own if pairs.empty else pairs, view, **told)


def _changed(view: View, asked: Asked) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures changed, and their pairs with those of other places."""
    own = simulations.simulated_figures(view.snapshot, asked)
    return own, simulations.simulated_pairs(view.snapshot, asked)


def show_standings(asked: Asked, weights: Weights, view: View) -> None:
    """Scores, ranks and composites as they are and simulated, or why there are none."""
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    st.header(view.text("what_if.standings"), anchor=False)
    if rows["rank_best"].isna().all():
        st.text(_reasons(view))
    has_scores = rows["score_low"].notna().any()
    chart = _scores(view, asked, weights) if has_scores else None
    figures.show(chart, rows, view, name="standings", title=in_both("what_if.standings"))
    blocks.show_blocks("table:standings", *_standings(view, asked, weights))


@cached.part
def _reasons(view: View) -> str:
    return words.reasons_counted(simulations.as_it_is(view.snapshot), view)


@cached.part
def _scores(view: View, asked: Asked, weights: Weights) -> Composed:
    """The scores of the figures changed and the composites of their place, as they are and simulated."""
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    heading, takeaway = view.text("what_if.standings"), words.scores_in_words(rows, view)
    chart = simulated_scores(rows, view.language)
    return figures.composed(chart, rows, view, heading=heading, takeaway=takeaway)


@cached.part
def _standings(view: View, asked: Asked, weights: Weights) -> list[Block]:
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    told = rows.to_dict("records")
    said = [c for c in STANDING_COLUMNS if any(cell(row, c, view.language) for row in told)]
    return figures.sheet(rows, view, said, {"rank": RANK_WIDTH})


def show_attainable(asked: Asked, weights: Weights, view: View) -> None:
    """The ranks of the overall composite that all weights allow, and the verdicts that hold under all of them."""
    st.header(view.text("what_if.attainable"), anchor=False)
    rows = simulations.attainable_frames(view.snapshot, asked, weights)
    if rows.empty:
        st.text(_why_no_ranks(view, asked, weights))
        return
    st.text(words.ranks_in_words(rows, view))
    figures.show_rows(rows, view, ATTAINABLE_COLUMNS, key="table:attainable")
    figures.under(rows, view, name="attainable", title=in_both("what_if.attainable"))


@cached.part
def _why_no_ranks(view: View, asked: Asked, weights: Weights) -> str:
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


def show_best_city(weights: Weights, view: View) -> None:
    """The city made of all best figures, or why there is none."""
    rows, said = simulations.best_city_frames(view.snapshot), _best_city(view, weights)
    if rows.empty:
        name, said = view.text("what_if.best_city"), takeaways.on_one_line(said)
        st.text(view.text("card.fact", name=name, said=said))
    else:
        _section("what_if.best_city", said, rows, view, BEST_COLUMNS)


@cached.part
def _best_city(view: View, weights: Weights) -> str:
    n = len(simulations.best_city_frames(view.snapshot))
    said = view.text("what_if.best_city_said" if n else "what_if.no_best_city", n=n)
    for row in simulations.best_composite(view.snapshot, weights).to_dict("records"):
        said += "\n" + view.text("what_if.best_composite", score=cell(row, "score", view.language))
    return said


def _section(
    heading: str,
    said: str,
    rows: pd.DataFrame,
    view: View,
    columns: Sequence[str],
    chart: Composed | None = None,
) -> None:
    """A heading, a sentence or two, the chart if there is one, and the rows in a collapsed table."""
    st.header(view.text(heading), anchor=False)
    st.text(said)
    figures.show(chart, rows, view, name=heading, title=in_both(heading), columns=columns)
