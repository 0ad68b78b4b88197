"""Charts of a workbook: native ones, drawn from the cells below them, so that they can be edited wherever they are pasted.

A bar that stands for a bound is hatched, its error bar spans the possible range, and its label says so.
"""

import math
from collections.abc import Sequence

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from exports.native_chart import NativeBar, NativeChart
from words import wording
from words.numbers import rounded
from words.sources import documents_in_words, period_of, sources_of

FONT = {"name": "Microsoft YaHei", "size": 10}
BAR, LINE, FRAME, WIDTH, ROW = (
    16,
    17,
    170,
    900,
    20,
)  # pixels: a bar, a line of its label, around them, the chart, a row
NAMES = 64  # text columns
BEYOND = 1.15  # how far the axis extends beyond the largest number if a bar is unbounded
DIGITS = 4  # after the decimal point
Column = tuple[str, Sequence[float]]  # its heading and its numbers, NaN where there is none


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
        if not chart.has_pairs:
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
