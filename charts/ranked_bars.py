"""Ranked bars: shares in per cent, the largest first; solid was achieved, hatched is a limit, outlined a claim."""

import math
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts import marks, style
from words import wording

BAR, THICK, LABEL_WIDTH = 26, 14, 44  # pixels; LABEL_WIDTH in text columns
HATCHED = {"shape": "/", "size": 6, "solidity": 0.6}
LEAST = 0.4  # per cent: the thinnest bar that can be seen


def ranked_bars(
    rows: pd.DataFrame, language: str, source_address: Callable[[str], str], rule: str = ""
) -> go.Figure:
    """Draw one bar per row, the first at the top.

    `rows` have `share_low` and `share_high` in per cent (`share_high` is infinite where only the minimum is known), `look`
    (actual, limit, claimed), `colour`, `id`, the name of the place, and the words of the bar in `bar_name` and `bar_value`.
    `rule` names the line at 100 %, if there is one.
    """
    figure, y, text = go.Figure(), 0.0, wording(language)
    for row in rows.iloc[::-1].to_dict("records"):
        figure.add_trace(_bar(row, y + BAR / 2, language))
        y = marks.write(figure, _bar_label(row, language, source_address), y + BAR - 4) + 4
    for look in dict.fromkeys(rows["look"]):
        name, marker = text(f"look.{look}"), _marker(look, style.BEFORE)
        figure.add_trace(go.Bar(orientation="h", x=[None], y=[None], width=THICK, marker=marker, name=name))
    longest = max([100.0, *(high for high in rows["share_high"] if math.isfinite(high))])
    if rule:
        figure.add_vline(x=100, line={"color": style.BEFORE, "width": 2, "dash": "dash"})
    title = {"text": rule or text("chart.cut_percent"), "standoff": 10}
    figure.update_layout(
        barmode="overlay",
        xaxis={"range": [0, longest * 1.02], "ticksuffix": "%", "title": title, "fixedrange": True},
        yaxis={"range": [0, y], **marks.FLAT},
    )
    return style.framed(figure, y + 110).update_layout(margin={"t": 40, "b": 56})


def _bar(row: dict, y: float, language: str) -> go.Bar:
    length = row["share_low"] if math.isinf(row["share_high"]) else (row["share_low"] + row["share_high"]) / 2
    return go.Bar(
        orientation="h",
        x=[max(length, LEAST)],
        y=[y],
        width=THICK,
        marker=_marker(row["look"], row["colour"]),
        showlegend=False,
        hovertext=marks.hover(row, language),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _marker(look: str, colour: str) -> dict:
    """Solid, hatched or outlined."""
    if look == "claimed":
        return {"color": "rgba(0,0,0,0)", "line": {"color": colour, "width": 2}}
    hatched = {"pattern": {**HATCHED, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"}}
    return {"color": colour, "line": {"color": colour, "width": 0}} | (hatched if look == "limit" else {})


def _bar_label(row: dict, language: str, address: Callable[[str], str]) -> str:
    place = style.linked(row[f"place_{language}"], address(row["id"]))
    value = f"<b>{style.escaped(row['bar_value'])}</b>"
    return f"{place} · {value}<br>{style.folded(style.escaped(row['bar_name']), LABEL_WIDTH)}"
