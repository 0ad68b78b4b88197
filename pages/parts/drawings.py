"""Drawings: the charts of the pages, each drawn once per snapshot, choice and language and kept for the next reader."""

from __future__ import annotations

import plotly.graph_objects as go

from charts.dumbbell import dumbbell
from charts.matrix import matrix
from charts.positions import positions
from pages.parts import answers, cached
from pages.parts.cached import Codes
from pages.parts.selection import source_address


@cached.drawing
def approval_times(snapshot_id: str, topics: Codes, places: Codes, language: str) -> go.Figure:
    """Before and after of every figure that prints both."""
    cuts, _ = answers.approval_times(snapshot_id, topics, places)
    return dumbbell(cuts, language, source_address(language))


@cached.drawing
def positions_of(
    snapshot_id: str, indicator: str, indicators: Codes, places: Codes, benchmark: str, language: str
) -> go.Figure:
    """The figures of one of the indicators compared, side by side."""
    rows = answers.compared(snapshot_id, indicators, places, benchmark)
    drawn = rows[(rows["indicator"] == indicator) & (rows["row"] != "no_figure")]
    return positions(drawn, language, source_address(language))


@cached.drawing
def topic_matrix(snapshot_id: str, language: str) -> go.Figure:
    """How many figures each place gives on each topic."""
    return matrix(answers.topic_counts(snapshot_id), language)
