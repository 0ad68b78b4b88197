"""Brief 对标简报: one city on one page – findings, strengths, gaps, what others do, own problems, tasks; optional annex.

Also the list of a city's tasks, as a workbook to fill in, or as a document to hand on.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from exports.chart_ready import FileColumn
from exports.svg import FONT
from exports.xlsx_file import Book, write_table
from findings import home, kept, reforms
from loaders.snapshot import built_snapshots
from words import LANGUAGES, numbers, wording
from words import brief as words
from words.choices import file_title
from words.home import counts_in_words

FORMS = ("html", "docx")
TITLE = file_title("brief")  # the title of the file
# Relative column widths of the measures of others, the annex and the list of tasks.
MEASURE, ANNEX, TASKS = (20, 12, 34, 34), (26, 14, 14, 26, 20), (9, 34, 44, 16, 34, 34, 18)
# The fonts of the DOCX. In a Chinese font, English quotation marks are as wide as a character.
SONG = "FangSong, STFangsong, 'Noto Serif CJK SC', serif"
FONTS = {"zh": f"'Times New Roman', 'Liberation Serif', {SONG}", "en": f"Arial, 'Liberation Sans', {FONT}"}
# One file without scripts or external resources, for the screen and for A4.
PAGE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
).get_template("brief.html.j2")


class Part(NamedTuple):
    """A heading, lines and a table, each if there is one, with the relative width of each column.

    Small lines explain how to read what is near them; with `begins_page`, the heading starts a new page on paper.
    """

    heading: str
    lines: Sequence[str] = ()
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()
    is_small: bool = False
    begins_page: bool = False


class Brief(NamedTuple):
    """A whole paper: its title, its opening lines (the date first), its parts and its language; a wide one is in landscape."""

    title: str
    about: list[str]
    parts: list[Part]
    language: str
    is_wide: bool = False


def brief_bytes(
    form: str, snapshot_id: str, place: str, language: str, rule: str = "", has_annex: bool = False
) -> bytes:
    """The file of a brief: one that opens in a browser, or one that an office suite edits."""
    brief = composed_brief(snapshot_id, place, language, rule, has_annex)
    if form == "html":
        tag = LANGUAGES[language].replace("_", "-")
        return PAGE.render(brief=brief, tag=tag, fonts=FONTS[language]).encode("utf-8")
    return _document(brief)


def task_list_bytes(
    form: str, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], language: str
) -> bytes:
    """The list as docx or xlsx; `rows` are cells in words under `headings`, and are numbered in the file."""
    text, lines = wording(language), range(1, len(rows) + 1)
    heads = [text("reform.number"), *headings]
    if form == "docx":
        numbered = [[str(n), *row] for n, row in zip(lines, rows, strict=True)]
        return _document(Brief(title, [], [Part("", (), heads, numbered, TASKS)], language, is_wide=True))
    cells = [[float(n) for n in lines], *([row[n] for row in rows] for n in range(len(headings)))]
    columns = [FileColumn("", head, column) for head, column in zip(heads, cells, strict=True)]
    with Book(title) as book:
        write_table(book, text("sheet.tasks"), columns).set_header(f"&C{title.replace('&', '&&')}")
    return book.written.getvalue()


def _document(brief: Brief) -> bytes:
    from exports.brief_docx import document  # on first use: slow to load, and few ask for it

    return document(brief)


def view_path(snapshot_id: str, place: str) -> str:
    """The address of the page that shows what a brief shows, with the brief's snapshot."""
    return f"?{urlencode({'city': place, 'snapshot': snapshot_id})}"


def brief_title(snapshot_id: str, place: str, language: str) -> str:
    """The title of the brief."""
    return wording(language)("brief.title", place=kept.labels(snapshot_id, "places", language)[place])


def composed_brief(
    snapshot_id: str, place: str, language: str, rule: str = "", has_annex: bool = False
) -> Brief:
    """The brief as a list of parts, as strict as `rule` says (empty: as the settings say)."""
    books = reforms.books(snapshot_id, language)
    rows = (
        home.highlights(snapshot_id, place, rule),
        home.measures_to_learn(snapshot_id, place),
        home.own_problems(snapshot_id, place),
        reforms.tasks_of_place(snapshot_id, place, rule),
    )
    parts = [Part(*section, MEASURE) for section in words.sections(*rows, books, language)]
    sources = home.documents_of_place(snapshot_id, place)
    parts.append(Part("", [words.documents_cited(sources, language)], is_small=True))
    if has_annex:
        figures = kept.observations(snapshot_id, None, (place,))
        parts.append(Part(*words.annex(figures, language), ANNEX, begins_page=True))
    written = built_snapshots(kept.settings().build_folder).get(snapshot_id)
    lead = counts_in_words(books.places[place], home.standing_counts(snapshot_id, place, rule), language)
    about = [line for line in (written and numbers.day(written, language), lead) if line]
    return Brief(brief_title(snapshot_id, place, language), about, parts, language)
