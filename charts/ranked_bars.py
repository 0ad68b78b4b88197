"""Ranked bars: shares in per cent, the largest first; solid was achieved, hatched is a limit, outlined a claim."""

import math
from collections.abc import Callable

import pandas as pd

from charts import style
from charts.style import Chart
from words import wording

BAR, THICK, LABEL_WIDTH = 26, 14, 44  # pixels; LABEL_WIDTH in text columns
HATCHED = {"shape": "/", "size": 6, "solidity": 0.6}
LEAST = 0.4  # per cent: the thinnest bar that can be seen
FLAT_BAR = {"type": "bar", "orientation": "h", "width": THICK}
WHOLE = {
    "type": "line", "xref": "x", "yref": "y domain", "x0": 100, "x1": 100, "y0": 0, "y1": 1,
    "line": {"color": style.BEFORE, "width": 2, "dash": "dash"},
}  # fmt: skip


def ranked_bars(
    rows: pd.DataFrame, language: str, source_address: Callable[[str], str], rule: str = ""
) -> Chart:
    """Draw one bar per row, the first at the top.

    `rows` have `share_low` and `share_high` in per cent (`share_high` is infinite where only the minimum is known), `look`
    (actual, limit, claimed), `colour`, `id`, the name of the place, and the words of the bar in `bar_name` and `bar_value`.
    `rule` names the line at 100 %, if there is one.
    """
    chart, y, text = style.blank(), 0.0, wording(language)
    for row in rows.iloc[::-1].to_dict("records"):
        chart["data"].append(_bar(row, y + BAR / 2, language))
        y = style.write(chart, _bar_label(row, language, source_address), y + BAR - 4) + 4
    for look in dict.fromkeys(rows["look"]):
        named = {"name": text(f"look.{look}"), "marker": _marker(look, style.BEFORE)}
        chart["data"].append(FLAT_BAR | {"x": [None], "y": [None]} | named)
    longest = max([100.0, *(high for high in rows["share_high"] if math.isfinite(high))])
    x_axis, shapes = {"range": [0, longest * 1.02], "ticksuffix": "%"}, [WHOLE] if rule else []
    look = {"margin": {"t": 40}, "barmode": "overlay", "shapes": shapes}
    return style.framed(chart, y, 110, x_axis, rule or text("chart.cut_percent"), **look)


def _bar(row: dict, y: float, language: str) -> dict:
    length = row["share_low"] if math.isinf(row["share_high"]) else (row["share_low"] + row["share_high"]) / 2
    look = {"marker": _marker(row["look"], row["colour"]), "hovertext": style.hover(row, language)}
    return FLAT_BAR | style.HOVER | look | {"x": [max(length, LEAST)], "y": [y]}


def _marker(look: str, colour: str) -> dict:
    """Solid, hatched or outlined."""
    if look == "claimed":
        return {"color": style.CLEAR, "line": {"color": colour, "width": 2}}
    hatched = {"pattern": {**HATCHED, "fgcolor": colour, "bgcolor": style.CLEAR}}
    return {"color": colour, "line": {"color": colour, "width": 0}} | (hatched if look == "limit" else {})


def _bar_label(row: dict, language: str, address: Callable[[str], str]) -> str:
    place = style.linked(row[f"place_{language}"], address(row["id"]))
    value = f"<b>{style.escaped(row['bar_value'])}</b>"
    return f"{place} · {value}<br>{style.folded(row['bar_name'], LABEL_WIDTH)}"
