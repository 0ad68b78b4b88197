"""Drawings: the charts of the pages, each drawn once per snapshot, choice and language, then cached for all readers."""

import pandas as pd

from charts.funnel import funnels
from charts.positions import positions
from charts.ranked_bars import ranked_bars
from charts.style import Chart
from charts.what_if import simulated_marks, simulated_scores
from findings import compare, one_indicator, rectification, simulations, speed
from findings.standing import Weights
from pages.parts import cached
from pages.parts.addresses import source_address
from pages.parts.cached import Codes
from pages.parts.figures import place_colours
from words import approval_times as speech
from words import cells, wording
from words.compare import label


@cached.answer
def funnels_of(snapshot_id: str, topic: str, places: Codes, language: str) -> Chart:
    """What part of what was found, promised or due is done: one bar per funnel, place and scope with an amount."""
    return funnels(rectification.of_topic(snapshot_id, topic, places), language, source_address(language))


@cached.answer
def of_board(
    snapshot_id: str, indicator: str, places: Codes, topic: str, mine: str, rule: str, language: str
) -> Chart:
    """The figures of one indicator of the board that share its axis."""
    rows = compare.chart_rows(snapshot_id, indicator, places, topic, mine, rule)
    colours, names = (
        rows["place"].map(place_colours(snapshot_id)),
        cached.labels(snapshot_id, "places", language),
    )
    said = [label(row, language, names.get(mine, "")) for row in rows.to_dict("records")]
    return positions(rows.assign(colour=colours, said=said), language, source_address(language))


@cached.answer
def cuts_ranked(snapshot_id: str, places: Codes, language: str) -> Chart:
    """The first cuts of the places, at most MOST_BARS: the largest first, mere claims last."""
    cuts = speed.cuts_with_levels(snapshot_id, places).head(speed.MOST_BARS)
    rows = speech.cuts_in_words(cuts, language)
    return ranked_bars(_coloured(snapshot_id, rows), language, source_address(language))


@cached.answer
def limits_ranked(snapshot_id: str, places: Codes, rule: str, language: str) -> Chart:
    """The first limits of the places, at most MOST_BARS, the strictest first, as shares of the limit required."""
    limits = speed.against_the_law(snapshot_id, places, rule).head(speed.MOST_BARS)
    rows = speech.limits_in_words(limits, language)
    line = wording(language)("speed.of_the_law")
    return ranked_bars(_coloured(snapshot_id, rows), language, source_address(language), line)


def _coloured(snapshot_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(colour=rows["place"].map(place_colours(snapshot_id)))


@cached.answer
def panel_chart(snapshot_id: str, indicator: str, number: int, language: str) -> Chart:
    """The figures in one panel of an indicator, any two of which may be compared, with what each is about."""
    rows = one_indicator.figures_in_panels(snapshot_id, indicator)
    drawn = rows[rows["panel"] == number]
    about = [cells.about(row, language) for row in drawn.to_dict("records")]
    return positions(drawn.assign(verdict="", said=about), language, source_address(language))


@cached.answer
def what_if(snapshot_id: str, place: str, scenario: str, figure: str, by: str, language: str) -> Chart:
    """One figure of a place, as it is and simulated, beside those of other places."""
    asked = (place, scenario, figure, by)
    own, against = (
        simulations.simulated_figures(snapshot_id, asked),
        simulations.simulated_pairs(snapshot_id, asked),
    )
    return simulated_marks(own, against, language, source_address(language))


@cached.answer
def what_if_scores(
    snapshot_id: str, place: str, scenario: str, figure: str, by: str, weights: Weights, language: str
) -> Chart:
    """The scores of the figures changed and the composites of their place, as they are and simulated."""
    return simulated_scores(
        simulations.simulated_standings(snapshot_id, (place, scenario, figure, by), weights), language
    )
