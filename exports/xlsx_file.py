"""XLSX: a workbook that stands on its own – its rows, a table with one column per place, native charts, and what it is.

Numbers are numbers and dates are dates; a number with a bound shows it (≤ 50) and stays a number. Text never becomes a
formula or a link.
"""

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from charts.style import columns as columns_of_text
from exports.chart_ready import DIGITS, FileColumn, readable_columns, wide_columns
from exports.native_chart import charts_of_rows, draw_charts, foot_of, native_charts
from exports.package import MADE
from exports.pictures import Picture
from exports.taken import Taken, about_file
from words import wording
from words.numbers import rounded

FONT = "Microsoft YaHei"  # if not installed, the system's own Chinese font is used
MOST_ROWS = 2**20 - 1  # the rows of an Excel sheet, less the headings
MOST_CHARACTERS = 32767  # the most that Excel holds in a cell
MOST_TITLE = 120  # text columns: a longer finding is not used as a chart title
A4, WIDTH, LINE = 9, 74, 17  # Excel's code for the paper, text columns, points
NARROW, WIDE, MEASURED = 8, 32, 300  # text columns, and the number of rows that are measured
MOST_LINES = 12  # per row; longer text is read by clicking on the cell
PLAIN = {"year"}  # numbers that are not amounts
SAFE = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
CELL = {"font_name": FONT, "font_size": 11, "valign": "top"}
LOOKS = {
    "text": {"indent": 1},
    "any": {"num_format": "General"},
    "day": {"num_format": "yyyy-mm-dd", "align": "center"},
    "folded": {"text_wrap": True, "indent": 1},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_color": "#0072b2"},
    "head": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#cfe3f1", "border": 1},
}


class Book(Workbook):
    """A workbook in memory, and the formats of its cells."""

    def __init__(self, title: str, **told: str):
        self.written = io.BytesIO()
        super().__init__(self.written, SAFE | {"in_memory": True})
        self.set_properties({"title": title, "created": datetime(*MADE), **told})
        self.looks = {name: self.add_format(CELL | look) for name, look in LOOKS.items()}

    def look(self, number: str) -> Format:
        """The format of a number (`0.00`, `≤ 0`), made when first needed."""
        if number not in self.looks:
            self.looks[number] = self.add_format(CELL | {"num_format": number})
        return self.looks[number]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, printed as wide as the paper."""
        sheet = self.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet


def xlsx_bytes(
    shown: pd.DataFrame, taken: Taken, language: str, picture: Picture | None = None, first: str = ""
) -> bytes:
    """The workbook of some rows in one language, with the chart of `picture`, else with those that the rows allow.

    Bars of the place named `first` come first. Raises ValueError if a sheet cannot hold the rows.
    """
    text = wording(language)
    if len(shown) > MOST_ROWS:
        raise ValueError(text("sheet.too_many", n=len(shown), most=MOST_ROWS))
    drawn = charts_of_rows(shown, language)
    if picture:
        is_short = picture.finding and columns_of_text(picture.finding) <= MOST_TITLE
        drawn = iter([(picture.finding if is_short else picture.heading or picture.finding, picture.chart)])
    charts = [chart for title, figure in drawn for chart in native_charts(figure, title, first, language)]
    with Book(taken.title[language], comments=taken.snapshot) as book:
        write_table(book, text("sheet.data"), readable_columns(shown, language))
        if wide := wide_columns(shown, language):
            write_table(book, text("sheet.wide"), wide)
        if charts:
            foot = foot_of(shown, taken.snapshot, language)
            draw_charts(book, book.sheet(text("sheet.chart")), charts, foot, language, book.looks)
        _write_sections(book, text("sheet.about"), taken.title[language], about_file(shown, taken, language))
    return book.written.getvalue()


def has_chart(shown: pd.DataFrame, language: str) -> bool:
    """Can a workbook of these rows hold a chart, without a picture of one?"""
    return any(True for _ in charts_of_rows(shown, language))


def write_table(book: Book, name: str, columns: Sequence[FileColumn]) -> Worksheet:
    """A sheet with columns under their headings: filtered, frozen, as wide as needed, and printed across A4."""
    sheet, looks = book.sheet(name), book.looks
    sheet.set_landscape()
    # Set explicitly, as not every office suite fits row heights to wrapped text when it opens a file.
    rows = list(zip(*(one.cells for one in columns), strict=True))
    for down, row in enumerate(rows, 1):
        lines = max(math.ceil(columns_of_text(str(cell)) / WIDE) for cell in row)
        sheet.set_row(down, LINE * min(max(lines, 1), MOST_LINES))
    for at, (code, heading, cells, signs) in enumerate(columns):
        sheet.write_string(0, at, heading, looks["head"])
        longest = max(
            [columns_of_text(str(cell)) for cell in cells[:MEASURED] if cell is not None], default=0
        )
        is_number = any(isinstance(cell, float) for cell in cells)
        needed = max(min(longest, WIDE), columns_of_text(heading) / (2 if is_number else 1), NARROW)
        sheet.set_column(at, at, needed + 3)
        look = looks["folded" if longest > WIDE else "text"]
        for down, (cell, sign) in enumerate(zip(cells, signs or [""] * len(cells), strict=True), 1):
            if isinstance(cell, date):
                sheet.write_datetime(down, at, datetime(cell.year, cell.month, cell.day), looks["day"])
            elif isinstance(cell, int | float):
                sheet.write_number(down, at, cell, book.look(_number_look(cell, code, sign)))
            elif cell:
                sheet.write_string(down, at, cell[:MOST_CHARACTERS], look)
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
    return sheet


def _number_look(number: float, code: str, sign: str) -> str:
    """The format of a number: as many decimal places as it has, preceded by its bound."""
    places = max(-int(rounded(number, DIGITS).normalize().as_tuple().exponent), 0)
    whole = "0" if code in PLAIN else "#,##0"
    sign = f'"{sign}"' if sign else ""
    form = f"{whole}.{'0' * places}" if places else whole
    return f"{sign}{form};{sign}-{form}"


def _write_sections(book: Book, name: str, title: str, sections: Mapping[str, Sequence[str]]) -> None:
    """A sheet with a title, and headings with lines under them."""
    sheet = book.sheet(name)
    sheet.set_column(0, 0, WIDTH)
    sheet.hide_gridlines(2)
    lines = [(title, "title"), ("", "text")]
    for heading, said in sections.items():
        lines += [(heading, "heading"), *((line, "folded") for line in said), ("", "text")]
    for at, (line, look) in enumerate(lines):
        sheet.write_string(at, 0, line[:MOST_CHARACTERS], book.looks[look])
        if look == "folded":
            sheet.set_row(at, LINE * math.ceil(columns_of_text(line) / WIDTH))
