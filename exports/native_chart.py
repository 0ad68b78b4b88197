"""Native charts: what a chart of `charts/` draws, as labelled bars that an office suite redraws from the cells of a workbook."""

import math
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

import pandas as pd

from charts import style
from charts.funnel import funnels
from charts.positions import positions
from charts.ranked_bars import ranked_bars
from exports.plots import Chart as Figure
from exports.plots import DrawnMark, panel_of
from exports.svg import Look, runs_of
from findings.answers import latest_of
from findings.compare import SEVERAL
from words import wording
from words.approval_times import cuts_in_words


class NativeBar(NamedTuple):
    """A bar: where it ends, the range in which the number may lie, its colour, and its look (solid, hatched, outline)."""

    at: float
    low: float
    high: float
    colour: str
    look: str = "solid"


class NativeRow(NamedTuple):
    """The label of a row, and its bar in each series that has one."""

    label: str
    bars: dict[str, NativeBar]


class NativeChart(NamedTuple):
    """A chart: its title, axis title, upper end of the axis (if fixed), series with their colours, and rows."""

    title: str
    axis: str
    most: float
    series: dict[str, str]
    rows: list[NativeRow]
    is_stacked: bool

    @property
    def has_ranges(self) -> bool:
        """Does any bar stand for a range?"""
        return any(bar.low != bar.high for row in self.rows for bar in row.bars.values())

    @property
    def has_pairs(self) -> bool:
        """Do bars of several series stand in one row?"""
        return any(len(row.bars) > 1 for row in self.rows)


def native_charts(figure: Figure, title: str, first: str, language: str) -> list[NativeChart]:
    """The chart of a figure, if it has a mark; rows as on screen, except that those of the place named `first` come first."""
    text, panel = wording(language), panel_of(figure)
    named = {_sign(trace): trace["name"] for trace in figure["data"] if trace.get("name")}
    heading, rows, series = "", [], dict[str, str]()
    for label, drawn in panel.rows[: panel.last + 1]:
        lines = ["".join(run.text for run in line) for line in label]
        if not drawn:
            heading = f"{lines[0]} · "
            continue
        bars: dict[str, NativeBar] = {}
        for name, bar in _bars(drawn, named):
            # Without a legend, the last mark is the figure's own; those before it are what the figure is compared with.
            key = name or text("field.benchmark" if text("ready.value") in bars else "ready.value")
            bars[key] = bar
            series.setdefault(key, bar.colour)
        rows.append(NativeRow(heading + "\n".join(lines), bars))
    if not rows:
        return []
    rows.sort(key=lambda row: not _is_of(row, first))
    end, most = panel.axis["range"][1], math.nan
    if any(math.isinf(bar.high) for row in rows for bar in row.bars.values()):
        most = end
    elif panel.axis.get("ticksuffix") == "%" and end <= 102:
        most = 100.0
    order = {name: series[name] for name in (*named.values(), *series) if name in series}
    axis = "".join(run.text for run in runs_of(panel.axis["title"]["text"])[0])
    return [NativeChart(title, axis, most, order, rows, any("base" in trace for trace in figure["data"]))]


def charts_of_rows(rows: pd.DataFrame, language: str) -> Iterator[tuple[str, Figure]]:
    """Charts, with titles, for rows that have none on screen: figures that may share an axis, shares done, and cuts."""
    text, places = wording(language), dict.fromkeys(rows.get("place", ()))
    colours = dict(zip(places, cycle(style.PLACES), strict=False))
    if {"funnel", "rate_low"} <= set(rows):
        yield text("file.completion"), funnels(rows[rows["rate_low"].notna()], language, str)
    elif {"cut_kind", "rank_best"} <= set(rows):
        cuts = cuts_in_words(rows[rows["cut_kind"] != ""], language)
        if len(cuts):
            coloured = cuts.assign(colour=cuts["place"].map(colours))
            yield text("speed.title"), ranked_bars(coloured, language, str)
    elif {"on_axis", "low", "verdict"} <= set(rows):
        shared = rows[rows["on_axis"].fillna(False).astype(bool) & rows["low"].notna()]
        for _, of_one in latest_of(shared, "indicator", "place").groupby("indicator", sort=False):
            if of_one["place"].nunique() >= SEVERAL:
                coloured = of_one.assign(colour=of_one["place"].map(colours))
                ordered = coloured.sort_values("high", ascending=False, kind="stable").to_dict("records")
                drawn = positions(ordered, language, str)
                yield of_one[f"indicator_{language}"].iloc[0], drawn


def _is_of(row: NativeRow, place: str) -> bool:
    return bool(place) and any(line.startswith(place) for line in row.label.split("\n"))


def _sign(trace: Look) -> tuple[object, ...]:
    """What tells the traces of one legend entry from those of another."""
    marker = trace.get("marker") or {}
    if trace["type"] == "bar":
        if "base" in trace:  # each part of a stacked bar is a trace of its own
            return ("part", trace["name"])
        return (bool(marker.get("pattern")), str(marker["color"]).startswith("rgba"))
    return ((trace.get("line") or {}).get("color") or marker.get("color") or marker["line"]["color"],)


def _bars(drawn: Sequence[DrawnMark], named: dict[tuple[object, ...], str]) -> list[tuple[str, NativeBar]]:
    """The bars of a row, each with its series; for figures, the last mark first."""
    bars: list[tuple[str, NativeBar]] = []
    for trace, points in drawn:
        name, ends = named.get(_sign(trace), ""), [end for _, end in points]
        if trace["type"] == "bar":
            length = sum(end - start for start, end in points)
            bars.append((name, NativeBar(length, length, length, *_bar_look(trace["marker"]))))
            continue
        symbol, mode = (trace.get("marker") or {}).get("symbol", "circle"), trace["mode"]
        if "lines" in mode:
            bars.append((name, NativeBar(math.nan, ends[0], ends[-1], trace["line"]["color"], "hatched")))
        elif symbol == "line-ns":
            bars[-1] = (bars[-1][0], bars[-1][1]._replace(at=sum(ends) / len(ends)))
        elif symbol == "triangle-right":
            bars[-1] = (bars[-1][0], bars[-1][1]._replace(high=math.inf))
        else:
            bars.append((name, NativeBar(ends[0], ends[0], ends[0], trace["marker"]["color"])))
    return bars if trace["type"] == "bar" else bars[::-1]


def _bar_look(marker: Look) -> tuple[str, str]:
    if marker.get("pattern"):
        return marker["pattern"]["fgcolor"], "hatched"
    if str(marker["color"]).startswith("rgba"):
        return marker["line"]["color"], "outline"
    return marker["color"], "solid"
