"""Files read back."""

import csv
import io
import zipfile

import openpyxl


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV, as text."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(content: bytes) -> openpyxl.Workbook:
    """A workbook read back."""
    return openpyxl.load_workbook(io.BytesIO(content))


def texts_of(book: openpyxl.Workbook) -> list[str]:
    """Every text of a workbook."""
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return [value for value in cells if isinstance(value, str) and value]


def is_docx(content: bytes) -> bool:
    """Is it a document that an office opens?"""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.testzip() is None and "word/document.xml" in archive.namelist()
