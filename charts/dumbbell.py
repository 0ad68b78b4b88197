"""Dumbbell: before and after of every figure that prints both, one panel per unit, the largest cut first."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts import marks, panels, style
from charts.marks import Interval
from words import numbers, wording
from words.cuts import change, cut, is_own_past

LINE, BAR, LABEL_WIDTH = 18, 34, 48  # pixels, and columns of text
LOOKS = {
    "before": {"colour": style.BEFORE, "filled": False, "width": 4},
    "after": {"colour": style.AFTER, "filled": True, "width": 11},
}


def dumbbell(cuts: pd.DataFrame, language: str, source_address: Callable[[str], str]) -> go.Figure:
    """Draw reductions (as `metrics.reductions` gives them); each row's name links to `source_address(id)`.

    Units never share an axis. A bound is a bar that ends in a cap at the printed number, never a dot.
    """
    figure, text = go.Figure(), wording(language)
    cuts = cuts.assign(shown_cut=cuts["limit_cut_percent"].fillna(cuts["cut_percent_low"]))
    cuts = cuts.sort_values(["shown_cut", "id"], na_position="first")
    groups = [group for _, group in cuts.groupby("unit", sort=False)][::-1]
    labels = [[_label(row, language, source_address) for row in group.to_dict("records")] for group in groups]
    heights = [sum(BAR + LINE * (label.count("<br>") + 1) for label in panel) for panel in labels]
    axes = panels.stacked(figure, heights, [_x_axis(group, language) for group in groups])
    for group, named, axes_of in zip(groups, labels, axes, strict=True):
        y = 0
        for row, label in zip(group.to_dict("records"), named, strict=True):
            _row(figure, row, label, y + BAR / 2, axes_of, _widest(group), language)
            y += BAR + LINE * (label.count("<br>") + 1)
    marks.legend(figure, _legend(text), {"xaxis": "x1", "yaxis": "y1"})
    return style.framed(figure, panels.height_of(heights) + 60)


def _label(row: dict, language: str, address: Callable[[str], str]) -> str:
    name = f"{row[f'place_{language}']} · {row[f'indicator_{language}']}"
    parts = style.folded(name, LABEL_WIDTH).split("<br>")
    pieces = (style.folded(style.escaped(piece), LABEL_WIDTH) for piece in _pieces(row, language))
    said = style.beside(pieces, LABEL_WIDTH)
    return "<br>".join(style.linked(part, address(row["id"])) for part in parts) + f"<br><b>{said}</b>"


def _row(
    figure: go.Figure, row: dict, label: str, y: float, axes: dict, widest: float, language: str
) -> None:
    before, after = Interval(row["before_low"], row["before_high"]), Interval(row["low"], row["high"])
    if before.is_known and after.is_known:
        ends = [before.printed_end(0), after.printed_end(0)]
        line = {"color": style.RULE, "width": 3}
        figure.add_trace(
            go.Scatter(x=ends, y=[y, y], mode="lines", line=line, showlegend=False, hoverinfo="skip", **axes)
        )
    hover = marks.hover(row, language)
    for side, at in (("before", before), ("after", after)):
        marks.draw(figure, at, y, LOOKS[side], hover, widest, axes)
    marks.label(figure, label, y + BAR / 2 - 3, axes["yaxis"])


def _x_axis(group: pd.DataFrame, language: str) -> dict:
    said = wording(language)("chart.unit", unit=group[f"unit_{language}"].iloc[0])
    title = {"text": style.escaped(said), "standoff": 8}
    return {"range": [0, _widest(group) * 1.06], "title": title, "nticks": 6}


def _widest(panel: pd.DataFrame) -> float:
    ends = panel[["low", "high", "before_low", "before_high"]].to_numpy().ravel()
    return max((e for e in ends if math.isfinite(e)), default=1.0)


def _legend(text: Callable[..., str]) -> list[tuple[str, dict]]:
    hollow = {"size": 12, "symbol": "circle-open", "color": style.BEFORE, "line": {"width": 2.5}}
    cap = {"symbol": "line-ns", "size": 18, "line": {"color": style.AFTER, "width": 3}}
    return [
        (text("legend.before"), {"mode": "markers", "marker": hollow}),
        (text("legend.after"), {"mode": "markers", "marker": {"size": 12, "color": style.AFTER}}),
        (
            text("legend.bound"),
            {"mode": "lines+markers", "marker": cap, "line": {"color": style.AFTER, "width": 8}},
        ),
    ]


def summary(row: dict, language: str) -> str:
    """A reduction in words: 22 → 9 documents, cut 59.1 %, 2.44 times as much before."""
    return " · ".join(_pieces(row, language))


def _pieces(row: dict, language: str) -> list[str]:
    said = (change(row, language), cut(row, language), times(row, language))
    return [piece for piece in said if piece]


def times(row: dict, language: str) -> str:
    """How many times as much it was before; nothing where that may be any number."""
    says_something = is_own_past(row) and (row["ratio_low"] > 0 or math.isfinite(row["ratio_high"]))
    return (
        wording(language)("cut.times", times=numbers.interval_of(row, "ratio", "", language))
        if says_something
        else ""
    )
