"""Charts of a workbook: native ones, drawn from the cells below them, so that they can be edited where they are pasted.

A bar that stands for a bound is hatched, its error bar goes from end to end of what is possible, and its words say so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from exports.spans import Chart, Span
from words import wording
from words.sources import period_of, sources_of

FONT = {"name": "Microsoft YaHei", "size": 10}
BAR, SEVERAL, FRAME, WIDTH, ROW = 16, 14, 160, 860, 20  # pixels: per series, per line, around the lines
NAMES = 64  # columns of text
BEYOND = 1.15  # how far the axis goes beyond the largest number where a bar has no end
PARTS = ("at", "minus", "plus")


def draw(
    book: Workbook,
    sheet: Worksheet,
    charts: Sequence[Chart],
    snapshot: str,
    language: str,
    looks: dict[str, Format],
) -> None:
    """Draw every chart, the numbers it is drawn from below it, one under the other."""
    sheet.set_column(0, 0, NAMES)
    sheet.set_column(1, 30, 14)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, wording(language)("sheet.how_drawn"), looks["text"])
    top = 2
    for chart in charts:
        lines = BAR * (1 if chart.is_stacked else len(chart.series)) + SEVERAL
        height = FRAME + lines * len(chart.bars)
        cells = top + height // ROW + 2
        drawn = _drawn(book, sheet.get_name(), chart, cells)
        _labelled(drawn, chart, snapshot, language)
        drawn.set_size({"width": WIDTH, "height": height})
        sheet.insert_chart(top, 0, drawn, {"object_position": 2, "x_offset": 4})
        _cells(sheet, chart, cells, language, looks)
        top = cells + len(chart.bars) + 3


def _cells(sheet: Worksheet, chart: Chart, top: int, language: str, looks: dict[str, Format]) -> None:
    """One row per bar: its words, and for each series the number and, of ranges, how far it may be less or more."""
    text, parts, most = wording(language), _parts(chart), _most(chart)
    sheet.set_row(top, 2 * ROW)
    sheet.write_string(top, 0, chart.axis, looks["head"])
    for s, name in enumerate(chart.series):
        heads = (name, text("sheet.minus", name=name), text("sheet.plus", name=name))
        for part in range(parts):
            sheet.write_string(top, 1 + s * parts + part, heads[part], looks["head"])
    for down, bar in enumerate(chart.bars, top + 1):
        sheet.write_string(down, 0, bar.said, looks["folded"])
        for s, span in enumerate(bar.spans):
            for part, number in enumerate((span.at, *_reach(span, most))[:parts]):
                if math.isfinite(number):
                    look = looks["text" if number.is_integer() else "number"]
                    sheet.write_number(down, 1 + s * parts + part, number, look)


def _drawn(book: Workbook, sheet: str, chart: Chart, top: int) -> Drawn:
    kind = {"type": "bar", "subtype": "stacked"} if chart.is_stacked else {"type": "bar"}
    drawn, parts, most = book.add_chart(kind), _parts(chart), _most(chart)

    def cells(column: int) -> str:
        name = xl_col_to_name(column)
        return f"='{sheet}'!${name}${top + 2}:${name}${top + 1 + len(chart.bars)}"

    for s, colour in enumerate(chart.series.values()):
        spans, column = [bar.spans[s] for bar in chart.bars], 1 + s * parts
        series = {
            "name": f"='{sheet}'!${xl_col_to_name(column)}${top + 1}",
            "categories": cells(0),
            "values": cells(column),
            "fill": {"color": colour},
            "gap": 60,
            "points": [_hatched(colour) if span.is_range else None for span in spans],
        }
        if parts > 1:
            less, more = zip(*(_reach(span, most) for span in spans), strict=True)
            series["y_error_bars"] = {
                "type": "custom",
                "minus_values": cells(column + 1),
                "plus_values": cells(column + 2),
                "minus_data": [_finite(n) for n in less],
                "plus_data": [_finite(n) for n in more],
                "end_style": 0,  # a number without a range has no mark at all
                "line": {"color": "#1a1a1a", "width": 1.5},
            }
        drawn.add_series(series)
    return drawn


def _labelled(drawn: Drawn, chart: Chart, snapshot: str, language: str) -> None:
    """Title, unit, period, source and snapshot, inside the picture."""
    text, sources = wording(language), sources_of(chart.rows, language)
    source = text("sheet.sources", first=sources[0], n=len(sources)) if len(sources) > 1 else "".join(sources)
    foot = [chart.axis, period_of(chart.rows), source, text("sheet.snapshot", snapshot=snapshot)]
    drawn.set_title({"name": chart.title, "name_font": FONT | {"size": 13}, "overlay": False})
    # A bar chart of Excel begins at its foot; the rows begin at their head.
    drawn.set_y_axis({"reverse": True, "num_font": FONT, "crossing": "max"})
    axis = {"name": " · ".join(part for part in foot if part), "name_font": FONT | {"bold": False}}
    axis |= {"num_font": FONT, "major_gridlines": {"visible": True, "line": {"color": "#d9d9d9"}}}
    if min(_numbers(chart), default=0) >= 0:
        axis["min"] = 0
    if any(math.isinf(span.high) for span in chart.spans) or math.isfinite(chart.most):
        axis["max"] = _most(chart)
    drawn.set_x_axis(axis)
    drawn.set_legend({"position": "top", "font": FONT} if len(chart.series) > 1 else {"none": True})


def _parts(chart: Chart) -> int:
    """How many cells a bar has of each series: the number alone, or also how far it may be less or more."""
    return len(PARTS) if any(span.is_range for span in chart.spans) else 1


def _hatched(colour: str) -> dict:
    pattern = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#ffffff"}
    return {"pattern": pattern, "border": {"color": colour}}


def _reach(span: Span, most: float) -> tuple[float, float]:
    """How far the number may be less and more than where its bar ends; without a bound to the end of the axis."""
    if not span.is_range:
        return math.nan, math.nan
    low = 0.0 if math.isinf(span.low) else span.low
    return span.at - low, (most if math.isinf(span.high) else span.high) - span.at


def _finite(number: float) -> float:
    return number if math.isfinite(number) else 0


def _numbers(chart: Chart) -> list[float]:
    return [n for span in chart.spans for n in span if math.isfinite(n)]


def _most(chart: Chart) -> float:
    """Where the axis ends if a bar has no end."""
    return chart.most if math.isfinite(chart.most) else max(_numbers(chart), default=1.0) * BEYOND
