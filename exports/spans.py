"""Spans: what the bars of a chart stand for. A bar ends at the printed number, its range at what is possible."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd

from words.numbers import UPPER_BOUNDS


class Span(NamedTuple):
    """What one bar stands for: where it ends, and from where to where the number may be; infinite where unbounded."""

    at: float
    low: float
    high: float

    @property
    def is_range(self) -> bool:
        """True for a bound, false for one exact number and for none."""
        return not math.isnan(self.at) and self.low != self.high


UNKNOWN = Span(math.nan, math.nan, math.nan)


class Bar(NamedTuple):
    """One line of a chart: its words, the bounds among them, and a span for every series."""

    said: str
    spans: tuple[Span, ...]


class Chart(NamedTuple):
    """A chart: title, what its axis measures, series with their colours, lines, the rows it is drawn from.

    `most` is where the axis ends where that is fixed, as for a share of all.
    """

    title: str
    axis: str
    series: dict[str, str]
    bars: list[Bar]
    rows: pd.DataFrame
    most: float = math.nan
    is_stacked: bool = False

    @property
    def spans(self) -> list[Span]:
        """Every span of every series."""
        return [span for bar in self.bars for span in bar.spans]


def span(row: dict, prefix: str = "", bound: str = "") -> Span:
    """The span of an interval: its bar ends at the printed number, where none is printed at what is certain."""
    low, high = float(row[f"{prefix}low"]), float(row[f"{prefix}high"])
    if math.isnan(low) or math.isnan(high):
        return UNKNOWN
    if bound == "about":  # where the printed number is not there: the band lies evenly round it
        return Span(float(row.get(f"{prefix}amount", (low + high) / 2)), low, high)
    return Span(high if bound in UPPER_BOUNDS or math.isinf(low) else low, low, high)


def count(n: float | None) -> Span:
    """The span of an exact number, or of none."""
    return UNKNOWN if n is None else Span(float(n), float(n), float(n))
