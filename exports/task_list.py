"""Task list: a city's tasks as a workbook to fill in, or as a document to hand on."""

from collections.abc import Sequence

from exports.brief import Brief, Part
from exports.chart_ready import FileColumn
from exports.xlsx_file import Book, write_table
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
    return document(Brief(title, [], [Part("", (), heads, numbered, WIDTHS)], language, is_wide=True))


def _workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> bytes:
    cells = [list(map(float, range(1, len(rows) + 1))), *map(list, zip(*rows, strict=True))]
    columns = [FileColumn("", head, column) for head, column in zip(heads, cells, strict=True)]
    with Book(title) as book:
        sheet = write_table(book, wording(language)("sheet.tasks"), columns)
        sheet.set_header(f"&C{title.replace('&', '&&')}")
    return book.written.getvalue()
