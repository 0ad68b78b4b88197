"""What the tests of office files share: the shipped dictionary, and files as offices make them."""

import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook

from loaders.__main__ import dictionary
from loaders.office.account import Account
from loaders.office.figures import read_office
from loaders.office.matching import Known


@pytest.fixture(scope="session")
def known() -> Known:
    """The dictionary of the shipped data."""
    return dictionary()


@pytest.fixture
def read(known) -> Callable[..., Account]:
    """Reads a file: bytes, or text in UTF-8."""

    def reading(content: bytes | str, **given) -> Account:
        return read_office(content.encode() if isinstance(content, str) else content, known, **given)

    return reading


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Makes a workbook of sheets: name, rows, and what is done to the sheet."""

    def made(*sheets: tuple[str, Sequence[Sequence], Callable] | tuple[str, Sequence[Sequence]]) -> bytes:
        book = Workbook()
        book.remove(book.active)
        for name, rows, *changes in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for change in changes:
                change(sheet)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    return made


def merging(*areas: str) -> Callable:
    """Merges areas of a sheet."""

    def merged(sheet) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return merged
