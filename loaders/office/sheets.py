"""Sheets: an office's file opened as sheets of text, within limits; nothing in it is run or fetched."""

import csv
import io
import re
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 5 * 2**20
MOST_UNPACKED = 60 * 2**20
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 10_000, 1_000, 100_000
SEPARATORS = ",\t;|，；"
Spot = tuple[int, int]  # row and column of a cell, from 1
Cells = list[tuple[int, str]]  # column, or row, and text


class Unreadable(Exception):
    """A file that cannot be read; `why` is a code."""

    def __init__(self, why: str):
        self.why = why
        super().__init__(why)


@dataclass
class Sheet:
    """One sheet: its rows as text, and what else is known about some cells."""

    name: str
    rows: list[list[str]]
    is_hidden: bool = False
    merged: dict[Spot, Spot] = field(default_factory=dict)  # cell → the first cell of its merged area
    texts: set[Spot] = field(default_factory=set)  # cells of a workbook that hold text
    dates: set[Spot] = field(default_factory=set)
    shares: dict[Spot, str] = field(default_factory=dict)  # cells formatted as percentages → what they hold
    uncomputed: list[Spot] = field(default_factory=list)  # formulas whose value the file does not hold

    def text(self, row: int, column: int) -> str:
        """The text of a cell; '' where there is none."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else []
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def cells(self, row: int) -> Cells:
        """Column and text of the cells of a row that hold text; of merged cells only the first does."""
        return [(column, text) for column, text in enumerate(self.rows[row - 1], 1) if text]

    def is_merged(self, row: int, column: int) -> bool:
        """Does a cell belong to a merged area whose text stands in another?"""
        return self.merged.get((row, column), (row, column)) != (row, column)


def open_sheets(content: bytes) -> tuple[list[Sheet], str]:
    """The sheets of a file and its encoding, `xlsx` of workbooks; raises `Unreadable`.

    The type of the file is told by its content and not by its name.
    """
    if not content.strip(b"\0\r\n\t ,;"):
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    if content.startswith(b"PK"):
        return _workbook(content), "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_excel")
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        raise Unreadable("no_table_file")
    try:
        text, encoding = decoded(content)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None
    rows = _separated(text)
    while rows and not any(rows[-1]):
        rows.pop()
    _check_size(len(rows), max(map(len, rows), default=0), sum(map(len, rows)))
    return [Sheet("", rows)], encoding


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding; raises `UnicodeDecodeError`.

    UTF-8 is told from GB18030 by its form, never by frequencies, so that a short Chinese file is not read as something
    else.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding), encoding
    if b"\0" in content:
        encoding = "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"
        return content.decode(encoding), encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030"), "gb18030"
    # Some Chinese words in GBK are valid UTF-8 too, but only as pairs of bytes that are text in no language.
    runs = re.findall(r"[^\x00-\x7f]+", text)
    if runs and all(max(run) < "\u0800" and (len(run) > 1 or run > "\u0400") for run in runs):
        with suppress(UnicodeDecodeError):
            chinese = content.decode("gb18030")
            if all("\u3000" <= c <= "\u9fff" or c < "\x80" or c >= "\uff00" for c in chinese):
                return chinese, "gb18030"
    return text, "utf-8"


def _separated(text: str) -> list[list[str]]:
    """Rows of cells, by the separator that gives the most cells in rows of equal width."""
    named = re.match(r"sep=(.)\r?\n", text)
    text = text[named.end() :] if named else text
    most, best = -1, list[list[str]]()
    for separator in named[1] if named else SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if len(row) > 1]
        alike = max((widths.count(width) * (width - 1) for width in set(widths)), default=0)
        if alike > most:
            most, best = alike, rows
    return [[]] * bool(named) + [[cell.replace("\r\n", "\n").strip() for cell in row] for row in best]


def _check_size(rows: int, columns: int, cells: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise Unreadable("too_long")


def _workbook(content: bytes) -> list[Sheet]:
    formulas = _checked_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        with_formulas = load_workbook(io.BytesIO(content), keep_links=False) if formulas else None
    except Exception:  # a damaged workbook fails in as many ways as it has parts
        raise Unreadable("broken_workbook") from None
    sheets = [
        _sheet(sheet, with_formulas[sheet.title] if with_formulas else None) for sheet in book.worksheets
    ]
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        raise Unreadable("empty")
    return sheets


def _checked_parts(content: bytes) -> bool:
    """Whether a workbook has formulas; raises `Unreadable` for a file packed to do harm, or one that is no workbook."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 2_000:
            raise Unreadable("too_large")
        if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
            raise Unreadable("no_table_file")
        cells, has_formulas = 0, False
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                xml = packed.read(part)
                if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                    raise Unreadable("broken_workbook")
                if part.filename.startswith("xl/worksheets/"):
                    cells += len(re.findall(rb"<v>|<is>", xml))
                    has_formulas = has_formulas or b"<f" in xml
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise Unreadable("broken_workbook") from None
    _check_size(0, 0, cells)
    return has_formulas


def _sheet(sheet: Worksheet, with_formulas: Worksheet | None) -> Sheet:
    # Only cells that exist: one cell in the last row must not make a million rows.
    cells = {spot: cell for spot, cell in sheet._cells.items() if cell.value is not None}
    height, width = (max((spot[n] for spot in cells), default=0) for n in (0, 1))
    _check_size(height, width, 0)
    read = Sheet(sheet.title, [[""] * width for _ in range(height)], sheet.sheet_state != "visible")
    for (row, column), cell in cells.items():
        read.rows[row - 1][column - 1] = _text(cell, read)
    for area in sheet.merged_cells.ranges:
        if area.max_row <= MOST_ROWS and area.size["rows"] * area.size["columns"] <= MOST_CELLS:
            read.merged |= {
                (row, column): (area.min_row, area.min_col)
                for row in range(area.min_row, area.max_row + 1)
                for column in range(area.min_col, area.max_col + 1)
            }
    if with_formulas is not None:
        formulas = {spot for spot, cell in with_formulas._cells.items() if cell.data_type == "f"}
        read.uncomputed = sorted(formulas - set(cells))
    return read


def _text(cell: Cell, read: Sheet) -> str:
    """A cell's text: numbers as digits, dates as 2020-12-31, percentages as displayed."""
    value, spot = cell.value, (cell.row, cell.column)
    if isinstance(value, str):
        read.texts.add(spot)
        return value.replace("_x000D_", "").strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        read.dates.add(spot)
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        if "%" in str(cell.number_format):
            read.shares[spot] = digits(value)
            return f"{digits(value * 100)}%"
        return digits(value)
    return str(value)


def digits(value: float) -> str:
    """A number as Excel shows it: fifteen significant digits and no exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return f"{float(text):.20f}".rstrip("0").rstrip(".") if "e" in text else text
