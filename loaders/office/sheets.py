"""Sheets: an office's file opened as sheets of text, within limits; nothing in it is run or fetched."""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 5 * 2**20
MOST_UNPACKED = 60 * 2**20
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 10_000, 1_000, 100_000
SEPARATORS = ",\t;|，；"
Spot = tuple[int, int]  # row and column of a cell, from 1


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


@dataclass
class Opened:
    """A file's sheets, its encoding (`xlsx` of workbooks) and what separates its cells."""

    sheets: list[Sheet]
    encoding: str
    separator: str = ""


def open_sheets(content: bytes) -> Opened:
    """The sheets of a file, whose type is told by its content and not by its name; raises `Unreadable`."""
    if not content.strip(b"\0\r\n\t ,;"):
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    if content.startswith(b"PK"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_excel")
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        raise Unreadable("no_table_file")
    text, encoding = decoded(content)
    rows, separator = _separated(text)
    return Opened([Sheet("", _within_limits(rows))], encoding, separator)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding.

    UTF-8 is told from GB18030 by its form, never by frequencies, so that a short Chinese file is not read as something
    else.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding), encoding
    if b"\0" in content:
        odd = content[1::2].count(0) >= content[::2].count(0)
        encoding = "utf-16-le" if odd else "utf-16-be"
        return _strictly(content, encoding), encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030"), "gb18030"
    # Some Chinese words in GBK are valid UTF-8 too, but only as pairs of bytes that are text in no language.
    runs = re.findall(r"[^\x00-\x7f]+", text)
    if runs and all(max(run) < "\u0800" and (len(run) > 1 or run > "\u0400") for run in runs):
        try:
            chinese = content.decode("gb18030")
        except UnicodeDecodeError:
            return text, "utf-8"
        if all("\u3000" <= c <= "\u9fff" or c < "\x80" or c >= "\uff00" for c in chinese):
            return chinese, "gb18030"
    return text, "utf-8"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None


def _separated(text: str) -> tuple[list[list[str]], str]:
    """Rows of cells and their separator: the one that gives the most cells in rows of equal width."""
    named = re.match(r"sep=(.)\r?\n", text)
    text = text[named.end() :] if named else text
    best: tuple[int, list[list[str]], str] = (-1, [], ",")
    for separator in named[1] if named else SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if len(row) > 1]
        alike = max((widths.count(width) * (width - 1) for width in set(widths)), default=0)
        if alike > best[0]:
            best = (alike, rows, separator)
    rows = [[]] * bool(named) + [[cell.replace("\r\n", "\n").strip() for cell in row] for row in best[1]]
    return rows, best[2]


def _within_limits(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    if (
        len(rows) > MOST_ROWS
        or max(map(len, rows), default=0) > MOST_COLUMNS
        or sum(map(len, rows)) > MOST_CELLS
    ):
        raise Unreadable("too_long")
    return rows


def _workbook(content: bytes) -> Opened:
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
    return Opened(sheets, "xlsx")


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
    if cells > MOST_CELLS:
        raise Unreadable("too_long")
    return has_formulas


def _sheet(sheet: Worksheet, with_formulas: Worksheet | None) -> Sheet:
    # Only cells that exist: one cell in the last row must not make a million rows.
    cells = {spot: cell for spot, cell in sheet._cells.items() if cell.value is not None}
    if (
        max((row for row, _ in cells), default=0) > MOST_ROWS
        or max((c for _, c in cells), default=0) > MOST_COLUMNS
    ):
        raise Unreadable("too_long")
    width = max((column for _, column in cells), default=0)
    read = Sheet(sheet.title, [[""] * width for _ in range(max((row for row, _ in cells), default=0))])
    read.is_hidden = sheet.sheet_state != "visible"
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
    return value.isoformat() if isinstance(value, time) else str(value)


def digits(value: float) -> str:
    """A number as Excel shows it: fifteen significant digits and no exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return f"{float(text):.20f}".rstrip("0").rstrip(".") if "e" in text else text
