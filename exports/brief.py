"""Brief 对标简报: one city on one page – findings, strengths, gaps, what others do, own problems, tasks; optional annex."""

from collections.abc import Iterator
from urllib.parse import urlencode

from exports.brief_html import page
from exports.brief_parts import Brief, Heading, Part, Said, Table
from findings import kept
from findings.brief import Frames
from loaders.snapshot import built_snapshots
from words import brief as words
from words import home, numbers, wording
from words.choices import file_title

FORMS = ("html", "docx")
TITLE = file_title("brief")  # the title of the file
MEASURE, ANNEX = [20, 12, 34, 34], [26, 14, 14, 26, 20]  # relative column widths


def brief_bytes(form: str, frames: Frames, language: str, has_annex: bool = False) -> bytes:
    """The file of a brief: one that opens in a browser, or one that an office suite edits."""
    brief = composed_brief(frames, language, has_annex)
    if form == "html":
        return page(brief).encode("utf-8")
    from exports.brief_docx import document  # on first use: slow to load, and few ask for it

    return document(brief)


def view_path(snapshot_id: str, place: str) -> str:
    """The address of the page that shows what a brief shows, with the brief's snapshot."""
    return f"?{urlencode({'city': place, 'snapshot': snapshot_id})}"


def composed_brief(frames: Frames, language: str, has_annex: bool = False) -> Brief:
    """The brief as a list of parts."""
    place = kept.labels(frames.snapshot, "places", language)[frames.place]
    written = built_snapshots(kept.settings().build_folder).get(frames.snapshot)
    about = [numbers.day(written, language)] if written else []
    if lead := home.counts_in_words(place, frames.counts, language):
        about.append(lead)
    return Brief(
        brief_title(frames.snapshot, frames.place, language),
        about,
        list(_parts_of_brief(frames, language, has_annex)),
        language,
    )


def brief_title(snapshot_id: str, place: str, language: str) -> str:
    """The title of the brief."""
    return wording(language)("brief.title", place=kept.labels(snapshot_id, "places", language)[place])


def _parts_of_brief(frames: Frames, language: str, has_annex: bool) -> Iterator[Part]:
    tables = (kept.table(frames.snapshot, name).set_index("id") for name in ("sources", "indicators"))
    sources, indicators = tables
    books = words.Books(
        kept.labels(frames.snapshot, "places", language),
        sources[f"title_{language}"].to_dict(),
        indicators[f"department_{language}"].to_dict(),
    )
    rows = words.Rows(frames.highlights, frames.to_learn, frames.problems, frames.tasks)
    for section in words.sections(rows, books, language):
        yield from _parts_of_section(section, MEASURE)
    yield Said([words.documents_cited(frames.sources, language)], is_small=True)
    if has_annex:
        yield from _parts_of_section(words.annex(frames.figures, language), ANNEX, begins_page=True)


def _parts_of_section(
    section: words.BriefSection, widths: list[int], begins_page: bool = False
) -> Iterator[Part]:
    yield Heading(section.heading, begins_page)
    if section.lines:
        yield Said(section.lines)
    if section.rows:
        yield Table(section.headings, section.rows, widths)
