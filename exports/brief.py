"""Brief 对标简报: one city on one page – findings, strengths, gaps, what others do, own problems, tasks; optional annex."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from exports.svg import FONT
from findings import kept
from findings.brief import Frames
from loaders.snapshot import built_snapshots
from words import LANGUAGES, home, numbers, wording
from words import brief as words
from words.choices import file_title

FORMS = ("html", "docx")
TITLE = file_title("brief")  # the title of the file
MEASURE, ANNEX = (20, 12, 34, 34), (26, 14, 14, 26, 20)  # relative column widths
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


def brief_bytes(form: str, frames: Frames, language: str, has_annex: bool = False) -> bytes:
    """The file of a brief: one that opens in a browser, or one that an office suite edits."""
    brief = composed_brief(frames, language, has_annex)
    if form == "html":
        tag = LANGUAGES[language].replace("_", "-")
        return PAGE.render(brief=brief, tag=tag, fonts=FONTS[language]).encode("utf-8")
    from exports.brief_docx import document  # on first use: slow to load, and few ask for it

    return document(brief)


def view_path(snapshot_id: str, place: str) -> str:
    """The address of the page that shows what a brief shows, with the brief's snapshot."""
    return f"?{urlencode({'city': place, 'snapshot': snapshot_id})}"


def brief_title(snapshot_id: str, place: str, language: str) -> str:
    """The title of the brief."""
    return wording(language)("brief.title", place=kept.labels(snapshot_id, "places", language)[place])


def composed_brief(frames: Frames, language: str, has_annex: bool = False) -> Brief:
    """The brief as a list of parts."""
    places = kept.labels(frames.snapshot, "places", language)
    sources, indicators = (
        kept.table(frames.snapshot, name).set_index("id") for name in ("sources", "indicators")
    )
    titles, departments = (
        sources[f"title_{language}"].to_dict(),
        indicators[f"department_{language}"].to_dict(),
    )
    rows = words.Rows(frames.highlights, frames.to_learn, frames.problems, frames.tasks)
    sections = words.sections(rows, words.Books(places, titles, departments), language)
    parts = [Part(*section, MEASURE) for section in sections]
    parts.append(Part("", [words.documents_cited(frames.sources, language)], is_small=True))
    if has_annex:
        parts.append(Part(*words.annex(frames.figures, language), ANNEX, begins_page=True))
    written = built_snapshots(kept.settings().build_folder).get(frames.snapshot)
    about = [
        written and numbers.day(written, language),
        home.counts_in_words(places[frames.place], frames.counts, language),
    ]
    title = brief_title(frames.snapshot, frames.place, language)
    return Brief(title, [line for line in about if line], parts, language)
