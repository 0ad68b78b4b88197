"""Files read back."""

import csv
import io
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest

NO_OFFICE = (
    "no LibreOffice here that opens spreadsheets; install it, on Debian: apt-get install libreoffice-calc"
)


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


@cache
def opens_spreadsheets(office: str) -> bool:
    """Does this LibreOffice open a spreadsheet? Its writer alone does not."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tried.csv").write_text("1\n", "utf-8")
        return in_an_office(Path(folder) / "tried.csv", office=office).is_file()


def in_an_office(file: Path, *asked: str, office: str = "") -> Path:
    """The workbook that LibreOffice makes of a file; the test is skipped where there is none that could."""
    if not office:
        office = shutil.which("soffice") or pytest.skip(NO_OFFICE)
        if not opens_spreadsheets(office):
            pytest.skip(NO_OFFICE)
    profile, made = file.parent / "profile", file.parent / "made"
    form = "xlsx:Calc MS Excel 2007 XML"
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        *asked,
        "--convert-to",
        form,
    ]
    subprocess.run([*command, "--outdir", str(made), str(file)], check=True, capture_output=True, timeout=120)
    return made / f"{file.stem}.xlsx"
