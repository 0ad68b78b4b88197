"""Task list: a city's tasks as a workbook to fill in, or as a document to hand on."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from exports.brief_parts import Brief, Table
from exports.chart_ready import FileColumn
from exports.xlsx_file import MADE, SAFE, Looks, write_table
from words import wording

WIDTHS = (9, 34, 44, 16, 34, 34, 18)  # relative column widths


def file_bytes(
    form: str, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], language: str
) -> bytes:
    """The list as docx or xlsx; `rows` are cells in words under `headings`, and are numbered in the file."""
    heads = [wording(language)("reform.number"), *headings]
    if form == "xlsx":
        return _workbook(title, heads, rows, language)
    from exports.brief_docx import document  # on first use: slow to load, and few ask for it

    numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
    return document(Brief(title, [], [Table(heads, numbered, list(WIDTHS))], language, is_wide=True))


def _workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> bytes:
    content = io.BytesIO()
    cells = [list(map(float, range(1, len(rows) + 1))), *map(list, zip(*rows, strict=True))]
    with Workbook(content, SAFE) as book:
        book.set_properties({"title": title, "created": MADE})
        columns = [FileColumn("", head, column) for head, column in zip(heads, cells, strict=True)]
        sheet = write_table(book, wording(language)("sheet.tasks"), columns, Looks(book))
        sheet.set_header(f"&C{title.replace('&', '&&')}")
    return content.getvalue()
