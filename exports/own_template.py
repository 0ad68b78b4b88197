"""Own template: a workbook to fill in – figures, measures, problems – with drop-down lists, examples and a guide."""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from exports.xlsx_file import Book
from words import wording

ROWS = 500  # rows with drop-down lists
WIDTHS = {"indicator": 40, "as_printed": 30, "note": 30, "measure": 40, "problem": 40, "what": 50}
SHEETS = {
    "fill": ("indicator", "value", "unit", "bound", "status", "period", "scope", "as_printed", "note"),
    "measures": ("measure", "what", "year", "measure_status", "topic"),
    "problems": ("problem", "topic"),
}
NEEDED = {"indicator", "value", "unit", "status", "period", "measure", "year", "problem"}
GUIDE = ("file", "rows", "needed", "bounds", "periods", "units", "names", "sheets")


def template_bytes(
    language: str, choices: Mapping[str, Sequence[str]], examples: Sequence[Sequence[str]]
) -> bytes:
    """The workbook in one language; `choices` are the words a column may hold, `examples` rows like those of the first sheet.

    Words outside a list are allowed all the same: the reader is asked about them when the file is read.
    """
    text, names = wording(language), (*SHEETS, "examples", "guide", "lists")
    with Book(text("own.template_name")) as book:
        looks = book.looks
        sheets = {name: book.add_worksheet(text(f"template.{name}")) for name in names}
        ranges = _lists(book, sheets["lists"], choices)
        for name, columns in SHEETS.items():
            _heads(sheets[name], columns, language, looks)
            for at, column in enumerate(columns):
                if column in ranges:
                    rule = {"validate": "list", "source": ranges[column], "show_error": False}
                    sheets[name].data_validation(1, at, ROWS, at, rule)
        _heads(sheets["examples"], SHEETS["fill"], language, looks)
        for down, row in enumerate(examples, 1):
            for at, cell in enumerate(row):
                sheets["examples"].write_string(down, at, cell, looks["text"])
        sheets["guide"].set_column(0, 0, 110)
        guide = [text(f"template.guide.{name}") for name in GUIDE]
        sheets["guide"].write_column(0, 0, guide, looks["folded"])
    return book.written.getvalue()


def _heads(sheet: Worksheet, columns: Sequence[str], language: str, looks: Mapping[str, Format]) -> None:
    text = wording(language)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTHS.get(column, 16))
        look = looks["head" if column in NEEDED else "heading"]
        sheet.write_string(0, at, text(f"template.head.{column}"), look)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _lists(book: Book, sheet: Worksheet, choices: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the lists, one per column; returns column → the range of its list."""
    ranges = {}
    for at, (column, words) in enumerate(choices.items()):
        sheet.write_column(0, at, words, book.looks["text"])
        ranges[column] = f"='{sheet.get_name()}'!{xl_range_abs(0, at, max(len(words) - 1, 0), at)}"
    sheet.hide()
    return ranges
