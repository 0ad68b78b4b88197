"""Positions: one indicator's figures side by side, with the verdict of each against the benchmark in words."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts import marks, style
from charts.marks import Interval
from locales import numbers, words

LINE, BAR, LABEL_WIDTH = 18, 32, 42  # pixels, and columns of text


def positions(compared: pd.DataFrame, language: str, source_address: Callable[[str], str]) -> go.Figure:
    """Draw one row per figure of one indicator: a dot for a number, a bar with a cap for a bound.

    `compared` has the observation's columns, `verdict` (`benchmark` on the benchmark's own row) and `reasons`.
    A figure whose level cannot be read off has its words and no mark.
    """
    figure, axes, y = go.Figure(), {"xaxis": "x", "yaxis": "y"}, 0.0
    widest = _widest(compared)
    for row in compared.iloc[::-1].to_dict("records"):
        colour = style.BENCHMARK if row["verdict"] == "benchmark" else style.OWN
        hover = marks.hover(row, language)
        look = {"colour": colour, "filled": True, "width": 11}
        marks.draw(figure, Interval(row["low"], row["high"]), y + BAR / 2, look, hover, widest, axes)
        label = _label(row, language, source_address)
        marks.label(figure, label, y + BAR - 5, "y")
        y += BAR + LINE * (label.count("<br>") + 1)
    unit = words(language)("chart.unit", unit=compared[f"unit_{language}"].iloc[0])
    x_axis = {
        "range": [0, widest * 1.06],
        "title": {"text": style.escaped(unit), "standoff": 10},
        "nticks": 6,
    }
    y_axis = {
        "range": [0, y],
        "showticklabels": False,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    figure.update_layout(xaxis=x_axis | {"fixedrange": True}, yaxis=y_axis)
    return style.framed(figure, y + 72).update_layout(margin={"t": 8, "b": 56})


def _label(row: dict, language: str, address: Callable[[str], str]) -> str:
    text = words(language)
    value = numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)
    if row["ambiguous"] == "amount":
        value = text("chart.level_unknown", printed=row["as_printed"])
    verdict = f"{style.VERDICT_SIGNS[row['verdict']]} {text('verdict.' + row['verdict'])}"
    if row["limits"]:
        verdict += f" · {text('limits.' + row['limits'])}"
    if row["reasons"]:
        why = text("list.separator").join(text(f"reason.{code}") for code in row["reasons"].split("|"))
        verdict = text(f"chart.why.{row['grade']}", verdict=verdict, why=why)
    place = row[f"place_{language}"]
    fits = style.columns(f"{place} · {value}") <= LABEL_WIDTH
    said = f"<b>{style.folded(style.escaped(value), LABEL_WIDTH)}</b>"
    named = style.linked(place, address(row["id"])) + (" · " if fits else "<br>") + said
    return f"{named}<br>{style.folded(style.escaped(verdict), LABEL_WIDTH)}"


def _widest(compared: pd.DataFrame) -> float:
    ends = [e for e in compared[["low", "high"]].to_numpy().ravel() if math.isfinite(e)]
    return max([e for e in ends if e > 0], default=1.0) * (
        1.25 if compared["high"].isin([math.inf]).any() else 1
    )
