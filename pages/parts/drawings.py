"""Drawings: the charts of the pages, each drawn once per snapshot, choice and language and kept for the next reader."""

from __future__ import annotations

import plotly.graph_objects as go

from charts.dumbbell import dumbbell
from charts.funnel import funnels
from charts.matrix import matrix
from charts.positions import positions
from charts.ranks import rank_ranges
from charts.what_if import figures, scores
from findings import answers, comparisons, one_indicator, profile, rectification
from findings.standing import Weights
from pages.parts import approvals, cached, front, simulations
from pages.parts.addresses import source_address
from pages.parts.cached import Codes
from words import cells


@cached.drawing
def approval_times(snapshot_id: str, topics: Codes, places: Codes, language: str) -> go.Figure:
    """Before and after of every figure that prints both."""
    cuts, _ = answers.approval_times(snapshot_id, topics, places)
    return dumbbell(cuts, language, source_address(language))


@cached.drawing
def ranks_of_approvals(snapshot_id: str, topics: Codes, places: Codes, language: str) -> go.Figure:
    """Rank ranges and tiers of the figures about approval times."""
    rows = approvals.ranking(snapshot_id, topics, places)
    return rank_ranges(rows[rows["row"] == "drawn"], language, source_address(language))


@cached.drawing
def funnels_of(snapshot_id: str, kinds: Codes, places: Codes, language: str) -> go.Figure:
    """What part of what was found, promised or due is done; one bar per funnel, place and scope with an amount."""
    rows = rectification.funnels(snapshot_id, kinds, places)
    return funnels(rows[rows["row"] == "drawn"], language, source_address(language))


@cached.drawing
def positions_of(
    snapshot_id: str,
    indicator: str,
    indicators: Codes,
    places: Codes,
    benchmark: str,
    rule: str,
    language: str,
) -> go.Figure:
    """The figures of one of the indicators compared, side by side."""
    rows = comparisons.of_indicator(snapshot_id, indicator, indicators, places, benchmark, rule)
    return positions(rows[rows["row"] != "no_figure"], language, source_address(language))


@cached.drawing
def panel(snapshot_id: str, indicator: str, number: int, language: str) -> go.Figure:
    """Figures of one indicator of which every two may be compared, with what each is about."""
    rows = one_indicator.figures(snapshot_id, indicator)
    drawn = rows[rows["panel"] == number]
    about = [cells.about(row, language) for row in drawn.to_dict("records")]
    return positions(drawn.assign(verdict="", said=about), language, source_address(language))


@cached.drawing
def cuts_of_place(snapshot_id: str, place: str, language: str) -> go.Figure:
    """What one place has cut from an earlier level."""
    return dumbbell(profile.cuts(snapshot_id, place), language, source_address(language))


@cached.drawing
def strip(snapshot_id: str, place: str, peer_set: str, language: str) -> go.Figure:
    """The figures of one peer set side by side, against that of the place."""
    rows = profile.strips(snapshot_id, place)
    return positions(rows[rows["peer_set"] == peer_set], language, source_address(language))


@cached.drawing
def what_if(snapshot_id: str, place: str, scenario: str, figure: str, by: str, language: str) -> go.Figure:
    """One figure of a place, as it is and simulated, beside those of other places."""
    asked = (place, scenario, figure, by)
    own, against = simulations.figures(snapshot_id, asked), simulations.against(snapshot_id, asked)
    return figures(own, against, language, source_address(language))


@cached.drawing
def what_if_scores(
    snapshot_id: str, place: str, scenario: str, figure: str, by: str, weights: Weights, language: str
) -> go.Figure:
    """The scores of the figures that are changed and the composites of their place, as they are and simulated."""
    return scores(simulations.standings(snapshot_id, (place, scenario, figure, by), weights), language)


@cached.drawing
def topic_matrix(snapshot_id: str, language: str) -> go.Figure:
    """How many figures each place gives on each topic."""
    counts = front.matrix(snapshot_id, language)
    # A link in a chart is opened anew, in a session that has not got a reader's own figures.
    return matrix(counts.assign(link=None) if cached.own() else counts, language)
