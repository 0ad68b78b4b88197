"""XLSX: a workbook that stands on its own – what it is, its rows, its charts drawn from cells, its notes.

Numbers are numbers; beside the two ends of an interval stand its words (≤ 50). Text is never a formula or a link.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.bars import charts
from exports.taken import Section, Taken, about
from exports.xlsx_chart import draw
from exports.xlsx_table import MOST_CHARACTERS, columns_of, write_table
from words import wording

FONT = "Microsoft YaHei"  # where it is not installed, the system's own Chinese font is taken
MOST_ROWS = 2**20 - 1  # a sheet of Excel holds so many, and the headings
MADE = datetime(1980, 1, 1)  # the same rows give the same bytes whenever they are taken
A4, WIDTH, LINE = 9, 74, 17  # Excel's number of the paper, columns of text, points
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
LOOKS = {
    "text": {"valign": "top", "indent": 1},
    "number": {"valign": "top", "num_format": "0.0#"},
    "folded": {"valign": "top", "text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_color": "#0072b2"},
    "head": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#cfe3f1", "border": 1},
}


def xlsx_bytes(shown: pd.DataFrame, taken: Taken, language: str) -> bytes:
    """The workbook of some rows, in one language; raises ValueError where a sheet cannot hold them."""
    text, written = wording(language), io.BytesIO()
    if len(shown) > MOST_ROWS:
        raise ValueError(text("sheet.too_many", n=len(shown), most=MOST_ROWS))
    told, drawn = about(shown, taken, language), charts(shown, language)
    notes = [section for section in told if section.heading in (text("about.caveats"), text("about.notes"))]
    cover = [section for section in told if section not in notes]
    if not drawn:
        cover.append(Section(text("sheet.chart"), [text("sheet.no_chart")]))
    with Workbook(written, SAFE) as book:
        book.set_properties({"title": taken.title[language], "created": MADE, "comments": taken.snapshot})
        base = {"font_name": FONT, "font_size": 11}
        looks = {name: book.add_format(base | look) for name, look in LOOKS.items()}
        _sections(_sheet(book, text("sheet.about")), taken.title[language], cover, looks)
        table = _sheet(book, text("sheet.data"))
        table.set_landscape()
        write_table(table, shown, language, looks)
        if drawn:
            draw(book, _sheet(book, text("sheet.chart")), drawn, taken.snapshot, language, looks)
        if notes:
            _sections(_sheet(book, text("sheet.notes")), text("sheet.notes"), notes, looks)
    return written.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet that is printed as wide as the paper."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    return sheet


def _sections(sheet: Worksheet, title: str, sections: Sequence[Section], looks: dict[str, Format]) -> None:
    """A title, and headings with lines under them."""
    sheet.set_column(0, 0, WIDTH)
    sheet.hide_gridlines(2)
    lines = [(title, "title"), ("", "text")]
    for heading, said in sections:
        lines += [(heading, "heading"), *((line, "folded") for line in said), ("", "text")]
    for at, (line, look) in enumerate(lines):
        sheet.write_string(at, 0, line[:MOST_CHARACTERS], looks[look])
        if look == "folded":
            sheet.set_row(at, LINE * math.ceil(columns_of(line) / WIDTH))
