"""Panels: charts under each other in one figure, each with axes of its own, for what must not share an axis."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

FOOT = 58  # pixels under each panel, for its axis


def stacked(figure: go.Figure, heights: Sequence[float], x_axes: Sequence[dict]) -> list[dict]:
    """Give every panel its axes, the first on top; returns the axes of each, as a trace names them.

    A panel's y axis runs from 0 to its height in pixels.
    """
    whole, names = height_of(heights), []
    top = whole
    for n, (height, x_axis) in enumerate(zip(heights, x_axes, strict=True), 1):
        y_axis = {"domain": [max((top - height) / whole, 0), top / whole], "range": [0, height]}
        y_axis |= {"anchor": f"x{n}", "showticklabels": False, "showgrid": False, "zeroline": False}
        fixed = {"fixedrange": True}
        figure.update_layout({f"xaxis{n}": fixed | {"anchor": f"y{n}"} | x_axis, f"yaxis{n}": fixed | y_axis})
        names.append({"xaxis": f"x{n}", "yaxis": f"y{n}"})
        top -= height + FOOT
    return names


def height_of(heights: Sequence[float]) -> float:
    """Pixels that panels of these heights take together."""
    return sum(heights) + FOOT * len(heights)
