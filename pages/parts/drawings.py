"""Drawings: the charts of the pages with their words, each composed once per snapshot and choice, for all readers."""

from collections.abc import Callable

import pandas as pd

from charts.funnel import funnels
from charts.positions import positions
from charts.ranked_bars import ranked_bars
from charts.what_if import simulated_marks, simulated_scores
from findings import compare, one_indicator, rectification, simulations, speed
from findings.simulations import Asked
from findings.standing import Weights
from pages.parts import cached, levels
from pages.parts.addresses import source_address
from pages.parts.cached import Codes
from pages.parts.figures import Composed, composed, place_colours
from pages.parts.frame import View
from words import approval_times as speech
from words import cells, takeaways
from words import one_indicator as indicator_words
from words import what_if as scenario_words
from words.compare import board_takeaway, label


@cached.part
def funnels_of(view: View, topic: str, places: Codes) -> Composed:
    """What part of what was found, promised or due is done: one bar per funnel, place and scope with an amount."""
    rows = rectification.of_topic(view.snapshot, topic, places)
    chart = funnels(rows, view.language, source_address(view.language))
    takeaway = takeaways.each_funnel(rows, view)
    return composed(chart, rows, view, heading=view.text("compare.done"), takeaway=takeaway)


@cached.part
def of_board(view: View, indicator: str, places: Codes, topic: str, mine: str, rule: str) -> Composed:
    """The figures of one indicator of the board that share its axis."""
    rows = compare.chart_rows(view.snapshot, indicator, places, topic, mine, rule)
    own = cached.labels(view.snapshot, "places", view.language).get(mine, "")
    each, colours = rows.to_dict("records"), place_colours(view.snapshot)
    drawn = [row | {"said": label(row, view.language, own), "colour": colours[row["place"]]} for row in each]
    chart = positions(drawn, view.language, source_address(view.language))
    return composed(chart, rows, view, heading="", takeaway=board_takeaway(each, view.language))


@cached.part
def cuts_ranked(view: View, places: Codes) -> Composed:
    """The first cuts of the places, at most MOST_BARS: the largest first, mere claims last."""
    return _ranked(levels.cuts(view.snapshot, places, view.language), "cuts", speech.cuts_headline, "", view)


@cached.part
def limits_ranked(view: View, places: Codes, rule: str) -> Composed:
    """The first limits of the places, at most MOST_BARS, the strictest first, as shares of the limit required."""
    rows = levels.limits(view.snapshot, places, rule, view.language)
    return _ranked(rows, "limits", speech.limits_headline, view.text("speed.of_the_law"), view)


def _ranked(
    rows: pd.DataFrame, name: str, headline: Callable[[pd.DataFrame, str], str], line: str, view: View
) -> Composed:
    finding, first = headline(rows, view.language), rows.head(speed.MOST_BARS)
    if len(rows) > len(first):
        finding = view.text("list.sentences").join((finding, view.text("speed.first_ones", n=len(first))))
    chart = ranked_bars(_coloured(first, view), view.language, source_address(view.language), line)
    words = {"heading": view.text(f"speed.{name}"), "takeaway": speech.bars_takeaway(first, view.language)}
    return composed(chart, first, view, finding=finding, **words)


def _coloured(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    return rows.assign(colour=rows["place"].map(place_colours(view.snapshot)))


@cached.part
def panel_chart(view: View, indicator: str, number: int) -> Composed:
    """The figures in one panel of an indicator, any two of which may be compared, with what each is about."""
    rows = one_indicator.figures_in_panels(view.snapshot, indicator)
    drawn = rows[rows["panel"] == number]
    each = drawn.to_dict("records")
    told = [row | {"verdict": "", "said": cells.about(row, view.language)} for row in each]
    chart = positions(told, view.language, source_address(view.language))
    pairs = one_indicator.pairs_of_indicator(view.snapshot, indicator)
    words = {
        "heading": drawn[f"indicator_{view.language}"].iloc[0],
        "takeaway": indicator_words.panel_takeaway(drawn, view),
        "remark": indicator_words.shared_axis(drawn, pairs, view),
    }
    return composed(chart, drawn, view, **words)


@cached.part
def scenario_headline(view: View, asked: Asked) -> str:
    """What is changed, and how many verdicts change with it; or that nothing is changed yet."""
    own, pairs = (
        answer(view.snapshot, asked)
        for answer in (simulations.simulated_figures, simulations.simulated_pairs)
    )
    place = cached.labels(view.snapshot, "places", view.language)[asked[0]]
    return scenario_words.headline(place, asked[1] == simulations.BEST, own, pairs, view)


@cached.part
def what_if(view: View, asked: Asked) -> Composed:
    """One figure of a place, as it is and simulated, beside those of other places."""
    own, pairs = (
        simulations.simulated_figures(view.snapshot, asked),
        simulations.simulated_pairs(view.snapshot, asked),
    )
    chart = simulated_marks(own, pairs, view.language, source_address(view.language))
    words = {
        "heading": view.text("what_if.against"),
        "takeaway": f"{scenario_headline(view, asked)}\n{scenario_words.turns(pairs, view)}",
        "finding": None if own["simulated"].any() else "",  # that nothing is simulated is no finding
    }
    return composed(chart, own if pairs.empty else pairs, view, **words)


@cached.part
def what_if_scores(view: View, asked: Asked, weights: Weights) -> Composed:
    """The scores of the figures changed and the composites of their place, as they are and simulated."""
    rows = simulations.simulated_standings(view.snapshot, asked, weights)
    words = {
        "heading": view.text("what_if.standings"),
        "takeaway": scenario_words.scores_in_words(rows, view),
    }
    return composed(simulated_scores(rows, view.language), rows, view, **words)
