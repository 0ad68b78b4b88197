"""Native charts: a chart of `charts/` as labelled bars that an office suite redraws from the cells of a workbook.

So they can be edited wherever they are pasted. A bar that stands for a bound is hatched, its error bar spans the possible
range, and its label says so.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

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
from words.numbers import rounded
from words.sources import documents_in_words, period_of, sources_of

FONT = {"name": "Microsoft YaHei", "size": 10}
# Pixels: a bar, a line of its label, around them, the chart, a row.
BAR, LINE, FRAME, WIDTH, ROW = 16, 17, 170, 900, 20
NAMES = 64  # text columns
BEYOND = 1.15  # how far the axis extends beyond the largest number if a bar is unbounded
DIGITS = 4  # after the decimal point
Column = tuple[str, Sequence[float]]  # its heading and its numbers, NaN where there is none


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
    rows.sort(key=lambda row: not first or not any(line.startswith(first) for line in row.label.split("\n")))
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


def draw_charts(
    book: Workbook,
    sheet: Worksheet,
    charts: Sequence[NativeChart],
    foot: str,
    language: str,
    looks: dict[str, Format],
) -> None:
    """Draw the charts one below the other, each above the numbers it is drawn from and with `foot` under it."""
    sheet.set_column(0, 0, NAMES)
    sheet.set_column(1, 30, 14)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, wording(language)("sheet.how_drawn"), looks["text"])
    top = 2
    for chart in charts:
        lines = max(2 + row.label.count("\n") for row in chart.rows)  # an office suite wraps them differently
        height = FRAME + len(chart.rows) * max(LINE * lines, BAR * len(chart.series))
        cells, columns = top + height // ROW + 2, _columns(chart, language)
        drawn = _drawn_chart(book, sheet.get_name(), chart, columns, cells)
        _labelled(drawn, chart, foot)
        drawn.set_size({"width": WIDTH, "height": height})
        sheet.insert_chart(top, 0, drawn, {"object_position": 2, "x_offset": 4})
        _write_cells(sheet, chart, columns, cells, looks)
        top = cells + len(chart.rows) + 3


def foot_of(rows: pd.DataFrame, snapshot: str, language: str) -> str:
    """Period, source and snapshot of some rows."""
    text, sources = wording(language), sources_of(rows, language)
    source = documents_in_words(sources[:1], language)
    if len(sources) > 1:
        source = text("sheet.sources", first=source, n=len(sources))
    foot = (period_of(rows), source, text("sheet.snapshot", snapshot=snapshot))
    return " · ".join(part for part in foot if part)


def _columns(chart: NativeChart, language: str) -> list[Column]:
    """For each series the ends of its bars and, if there are ranges, how far each number may fall and rise."""
    text, columns = wording(language), []
    for name in chart.series:
        bars = [row.bars.get(name) for row in chart.rows]
        columns.append((name, [bar.at if bar else math.nan for bar in bars]))
        if chart.has_ranges:
            less, more = zip(*(_reach(bar, chart) for bar in bars), strict=True)
            columns += [(text("sheet.minus", name=name), less), (text("sheet.plus", name=name), more)]
    return columns


def _write_cells(
    sheet: Worksheet, chart: NativeChart, columns: Sequence[Column], top: int, looks: dict[str, Format]
) -> None:
    """The cells that a chart is drawn from: one row per bar, with its label."""
    sheet.set_row(top, 2 * ROW)
    sheet.write_string(top, 0, chart.axis, looks["head"])
    for at, (heading, numbers) in enumerate(columns, 1):
        sheet.write_string(top, at, heading, looks["head"])
        for down, number in enumerate(numbers, top + 1):
            if math.isfinite(number):
                sheet.write_number(down, at, float(rounded(number, DIGITS)), looks["any"])
    for down, row in enumerate(chart.rows, top + 1):
        sheet.set_row(down, LINE * (1 + row.label.count("\n")))
        sheet.write_string(down, 0, row.label, looks["folded"])


def _drawn_chart(
    book: Workbook, sheet: str, chart: NativeChart, columns: Sequence[Column], top: int
) -> Drawn:
    drawn = book.add_chart({"type": "bar", "subtype": "stacked"} if chart.is_stacked else {"type": "bar"})
    step = len(columns) // len(chart.series)

    def cells(column: int) -> str:
        name = xl_col_to_name(column)
        return f"='{sheet}'!${name}${top + 2}:${name}${top + 1 + len(chart.rows)}"

    for (name, colour), at in zip(chart.series.items(), range(1, len(columns) + 1, step), strict=True):
        series = {
            "name": f"='{sheet}'!${xl_col_to_name(at)}${top + 1}",
            "categories": cells(0),
            "values": cells(at),
            "fill": {"color": colour},
            "gap": 60,
            "points": [_point(row.bars.get(name)) for row in chart.rows],
        }
        if all(len(row.bars) <= 1 for row in chart.rows):
            series["overlap"] = 100  # each row has a bar of one series only: this centres it on its label
        if chart.has_ranges:
            (_, less), (_, more) = columns[at : at + 2]
            series["y_error_bars"] = {
                "type": "custom",
                "minus_values": cells(at + 1),
                "plus_values": cells(at + 2),
                "minus_data": [n if math.isfinite(n) else 0 for n in less],
                "plus_data": [n if math.isfinite(n) else 0 for n in more],
                "end_style": 0,  # a number without a range gets no mark at all
                "line": {"color": "#1a1a1a", "width": 1.5},
            }
        drawn.add_series(series)
    return drawn


def _labelled(drawn: Drawn, chart: NativeChart, foot: str) -> None:
    """Write title, axis title, period, source and snapshot inside the chart, so that they are pasted with it."""
    drawn.set_title({"name": chart.title, "name_font": FONT | {"size": 13}, "overlay": False})
    # Excel draws a bar chart from the bottom, while the rows run from the top.
    drawn.set_y_axis({"reverse": True, "num_font": FONT, "crossing": "max", "interval_unit": 1})
    axis = {"name": f"{chart.axis}\n{foot}", "name_font": FONT | {"bold": False}}
    axis |= {"num_font": FONT, "major_gridlines": {"visible": True, "line": {"color": "#d9d9d9"}}}
    if min(_numbers(chart), default=0) >= 0:
        axis["min"] = 0
    if math.isfinite(chart.most):
        axis["max"] = chart.most
    drawn.set_x_axis(axis)
    drawn.set_legend({"position": "top", "font": FONT} if len(chart.series) > 1 else {"none": True})


def _point(bar: NativeBar | None) -> dict | None:
    """The look of one bar: in the colour of its place, hatched for a bound, outlined for a claim."""
    if bar is None:
        return None
    if bar.look == "hatched":
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": bar.colour, "bg_color": "#ffffff"}
        return {"pattern": pattern, "border": {"color": bar.colour}}
    if bar.look == "outline":
        return {"fill": {"none": True}, "border": {"color": bar.colour, "width": 1.5}}
    return {"fill": {"color": bar.colour}}


def _reach(bar: NativeBar | None, chart: NativeChart) -> tuple[float, float]:
    """How far the number may lie below and above the end of its bar; if unbounded, up to the end of the axis."""
    if bar is None or bar.low == bar.high:
        return math.nan, math.nan
    most = chart.most if math.isfinite(chart.most) else max(_numbers(chart), default=1.0) * BEYOND
    return bar.at - bar.low, (most if math.isinf(bar.high) else bar.high) - bar.at


def _numbers(chart: NativeChart) -> list[float]:
    ends = (end for row in chart.rows for bar in row.bars.values() for end in (bar.at, bar.low, bar.high))
    return [end for end in ends if math.isfinite(end)]
