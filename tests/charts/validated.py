"""The charts as Plotly's own figures: Plotly refuses what its schema does not know, which a browser would pass over."""

from collections.abc import Callable
from functools import wraps

import pandas as pd
import plotly.graph_objects as go

from charts import funnel, what_if
from charts import positions as of_positions
from charts import ranked_bars as of_bars
from charts.style import Chart


def _validated(draw: Callable[..., Chart]) -> Callable[..., go.Figure]:
    @wraps(draw)
    def drawn(*given: object) -> go.Figure:
        return go.Figure(draw(*given))

    return drawn


def positions(rows: pd.DataFrame, language: str, address: Callable[[str], str]) -> go.Figure:
    """The chart of some rows of a frame."""
    return go.Figure(of_positions.positions(rows.to_dict("records"), language, address))


ranked_bars = _validated(of_bars.ranked_bars)
funnels = _validated(funnel.funnels)
simulated_marks, simulated_scores = _validated(what_if.simulated_marks), _validated(what_if.simulated_scores)
