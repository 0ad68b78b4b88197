"""In an office: what LibreOffice makes of the files – no formulas, negative numbers are numbers, Chinese is intact."""

from pathlib import Path

import openpyxl
import pytest

from exports.csv_file import columns_of, csv_bytes, csv_cell, worded
from exports.xlsx_file import xlsx_bytes
from findings import comparisons
from tests.exports.reading import in_an_office
from words import wording

pytestmark = pytest.mark.slow  # LibreOffice starts anew for each
COMMA, QUOTE, UTF_8 = 44, 34, 76  # as its filter numbers them


def opened(file: Path, *asked: str) -> openpyxl.Workbook:
    """The workbook that LibreOffice makes of a file."""
    return openpyxl.load_workbook(in_an_office(file, *asked))


@pytest.fixture
def difficult(shipped):
    """Figures with negative gaps, and words that a spreadsheet would take for formulas."""
    rows = comparisons.of_choices(shipped.id, asked=("drawing_review_days",), benchmark="hunan")
    rows = rows[rows["gap_low"] < 0].copy()
    rows["as_printed"] = "=1+1"
    rows["note_zh"] = "-5，减少"
    assert len(rows)
    return rows


def formulas(book: openpyxl.Workbook) -> list[str]:
    """The cells that an office computes."""
    return [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_an_office_reads_the_csv_as_it_was_written(difficult, tmp_path):
    file = tmp_path / "对比.csv"
    file.write_bytes(csv_bytes(difficult, "abc", "http://example/"))
    book = opened(file, f"--infilter=Text - txt - csv (StarCalc):{COMMA},{QUOTE},{UTF_8},1")
    assert not formulas(book)
    header, *read = book.worksheets[0].iter_rows(values_only=True)
    assert list(header) == columns_of(difficult)
    rows = worded(difficult)
    for found, row in zip(read, rows.to_dict("records"), strict=True):
        told = dict(zip(header, found, strict=True))
        assert isinstance(told["gap_low"], int | float) and told["gap_low"] == pytest.approx(row["gap_low"])
        assert told["as_printed"] == csv_cell("=1+1") and told["note_zh"] == csv_cell("-5，减少")
        assert told["place_zh"] == row["place_zh"] and told["verdict_zh"] == row["verdict_zh"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_office_reads_the_workbook_as_it_was_written(difficult, taken, language, tmp_path):
    file = tmp_path / "对比.xlsx"
    file.write_bytes(xlsx_bytes(difficult, taken, language))
    before, after = openpyxl.load_workbook(file), opened(file)
    assert not formulas(after)
    name = wording(language)("sheet.data")
    written, read = ([*book[name].iter_rows(values_only=True)] for book in (before, after))
    assert len(written) == len(difficult) + 1
    for one, other in zip(written, read, strict=True):
        assert [c for c in one if c is not None] == [c for c in other if c is not None]
    assert any(c in ("=1+1", "'=1+1") for row in read for c in row)
