"""Dumbbell: before and after of every figure that prints both, one panel per unit, the largest cut first."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts import marks, style
from charts.marks import Interval
from locales import numbers, words

LINE, BAR, PANEL_FOOT, LABEL_WIDTH = 18, 34, 58, 48  # pixels, and columns of text
LOOKS = {
    "before": {"colour": style.BEFORE, "filled": False, "width": 4},
    "after": {"colour": style.AFTER, "filled": True, "width": 11},
}


def dumbbell(cuts: pd.DataFrame, language: str, source_address: Callable[[str], str]) -> go.Figure:
    """Draw reductions (as `metrics.reductions` gives them); each row's name links to `source_address(id)`.

    Units never share an axis. A bound is a bar that ends in a cap at the printed number, never a dot.
    """
    figure, text = go.Figure(), words(language)
    cuts = cuts.assign(shown_cut=cuts["limit_cut_percent"].fillna(cuts["cut_percent_low"]))
    cuts = cuts.sort_values(["shown_cut", "id"], na_position="first")
    panels = [panel for _, panel in cuts.groupby("unit", sort=False)][::-1]
    labels = [[_label(row, language, source_address) for row in panel.to_dict("records")] for panel in panels]
    heights = [sum(BAR + LINE * (label.count("<br>") + 1) for label in panel) for panel in labels]
    whole = sum(heights) + PANEL_FOOT * len(panels)
    top = whole
    for n, (panel, names, height) in enumerate(zip(panels, labels, heights, strict=True), 1):
        axes = {"xaxis": f"x{n}", "yaxis": f"y{n}"}
        _panel_axes(figure, n, panel, ((top - height) / whole, top / whole), height, language)
        y = 0
        for row, label in zip(panel.to_dict("records"), names, strict=True):
            _row(figure, row, label, y + BAR / 2, axes, _widest(panel), language)
            y += BAR + LINE * (label.count("<br>") + 1)
        top -= height + PANEL_FOOT
    marks.legend(figure, _legend(text), {"xaxis": "x1", "yaxis": "y1"})
    return style.framed(figure, whole + 60)


def _label(row: dict, language: str, address: Callable[[str], str]) -> str:
    name = f"{row[f'place_{language}']} · {row[f'indicator_{language}']}"
    parts = style.folded(name, LABEL_WIDTH).split("<br>")
    said = style.folded(style.escaped(summary(row, language)), LABEL_WIDTH)
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
    marks.label(figure, label, y + BAR / 2 - 6, axes["yaxis"])


def _panel_axes(
    figure: go.Figure, n: int, panel: pd.DataFrame, domain: tuple[float, float], height: float, language: str
) -> None:
    unit, text = panel[f"unit_{language}"].iloc[0], words(language)
    title = {"text": style.escaped(text("chart.unit", unit=unit)), "standoff": 8}
    x = {
        "range": [0, _widest(panel) * 1.06],
        "anchor": f"y{n}",
        "title": title,
        "fixedrange": True,
        "nticks": 6,
    }
    y = {"domain": [max(domain[0], 0), domain[1]], "range": [0, height], "anchor": f"x{n}"}
    y |= {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    figure.update_layout({f"xaxis{n}": x, f"yaxis{n}": y})


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
    """A reduction in words: 22 → 9 documents, cut 59.1%; for limits what is known of the limit."""
    text, unit = words(language), row[f"unit_{language}"]
    before = numbers.printed(row["before_amount"], row["before_bound"], "", language)
    after = numbers.printed(row["amount"], row["bound"], unit, language)
    if row["before_kind"] != "earlier_level":
        before = text("cut.compared", kind=text(f"before_kind.{row['before_kind']}"), before=before)
    change = text("cut.change", before=before, after=after)
    if not math.isnan(row["limit_cut_percent"]):
        return (
            f"{change} · {text('cut.limit', cut=numbers.number(row['limit_cut_percent'], language, 1) + '%')}"
        )
    cut = numbers.interval(
        row["cut_percent_low"],
        row["cut_percent_high"],
        row["cut_percent_low_open"],
        row["cut_percent_high_open"],
        "%",
        language,
        digits=1,
    )
    return f"{change} · {text('cut.cut', cut=cut)}"
