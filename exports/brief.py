"""Brief 对标简报: a paper of one place, or of one held against another – first what is certain in a minute's reading,

then charts and tables, at the end every figure with the words it was printed in. It needs no server and no network.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from exports import brief_charts, brief_tables, brief_words
from exports.brief_html import page
from exports.brief_parts import Brief, Counts, Facts, Heading, Part, Said, Table
from exports.brief_tables import table
from findings import kept
from findings.brief import Frames
from findings.kept import Codes
from words import wording
from words.view import View

FORMS = ("html", "docx")
TITLE = {"zh": "对标简报", "en": "brief"}  # what the file is called


def brief_bytes(form: str, frames: Frames, address: str, language: str) -> bytes:
    """The file of a brief, one that opens in a browser or one that an office edits; `address` is that of the view."""
    brief = composed(frames, address, language)
    if form == "html":
        return page(brief).encode("utf-8")
    from exports.brief_docx import document  # on first use: what draws its pictures takes 80 MB

    return document(brief)


def view_path(snapshot_id: str, places: Codes) -> str:
    """The page that shows the same as a brief, with the snapshot it is made from."""
    several = {"benchmark": places[1]} if len(places) > 1 else {}
    asked = {"place": ",".join(places), **several, "snapshot": snapshot_id}
    return f"{'compare' if several else 'city'}?{urlencode(asked, safe=',')}"


def composed(frames: Frames, address: str, language: str) -> Brief:
    """The brief in its parts."""
    view = View("city", language, frames.snapshot)
    parts = [*_first_page(frames, view)]
    for n, (heading, of_section) in enumerate(_sections(frames, view, address), 1):
        named = view.text("brief.section", n=_numeral(n, language), heading=heading)
        parts += [Heading(named, begins_page=n == 1), *of_section]
    parts += _appendix(frames, view)
    name = brief_words.title(frames.snapshot, frames.places, language)
    return Brief(name, brief_words.about(frames, view), parts, language)


def _first_page(frames: Frames, view: View) -> Iterator[Part]:
    known = [brief_words.known(frames, place, view.text) for place in frames.places]
    if frames.is_pair:
        names = kept.labels(frames.snapshot, "places", view.language)
        heads = [view.text("column.place"), *(name for name, _ in known[0])]
        rows = [[names[place], *(n for _, n in of)] for place, of in zip(frames.places, known, strict=True)]
        yield Table(heads, rows, [1] * len(heads))
    else:
        yield Counts(known[0])
    yield Heading(view.text("brief.in_short"))
    yield Facts(brief_words.in_short(frames, view))


def _sections(frames: Frames, view: View, address: str) -> Iterator[tuple[str, list[Part]]]:
    """Each heading with what stands under it; what there is nothing of was said on the first page."""
    text, language = view.text, view.language
    compared = frames.compared
    # Of a pair all that both report is worth seeing, of all other places only what compares.
    if not frames.is_pair:
        compared = compared[compared["side"] != "not_comparable"]
    ranked = frames.ranking[frames.ranking["row"] == "drawn"]
    funnels = frames.funnels[frames.funnels["row"] == "drawn"]
    failing = frames.checks[frames.checks["outcome"] != "holds"]
    if len(compared):
        counted = [brief_words.verdicts(frames, view)] if frames.is_pair else []
        drawn = brief_charts.held(frames, view)
        yield (
            text("city.strengths"),
            [Said(counted), *drawn, table(compared, brief_tables.COMPARED, language)],
        )
    for heading, rows, columns, pictures in (
        ("city.among_peers", ranked, brief_tables.RANKS, None),
        ("city.cuts", frames.cuts, brief_tables.CUTS, brief_charts.cuts),
        ("city.changes", frames.changed, brief_tables.CHANGED, None),
        ("city.aims", frames.aims, brief_tables.AIMS, None),
        ("city.funnels", funnels, brief_tables.FUNNELS, brief_charts.funnels),
    ):
        if len(rows):
            drawn = pictures(frames, view) if pictures else ()
            yield text(heading), [*drawn, table(rows, columns, language, frames.is_pair)]
    if len(frames.tasks):
        yield text("page.tasks"), [brief_words.task_cards(frames, view)]
    if len(failing):
        yield text("brief.failing"), [table(failing, brief_tables.CHECKS, language, frames.is_pair)]
    yield text("heading.documents"), [Said(brief_words.documents(frames, language), is_small=True)]
    yield text("page.methods"), [Said(text("brief.method").split("\n"), is_small=True)]
    yield text("about.cite"), [Said(brief_words.cited(frames, address, language), is_small=True)]


def _appendix(frames: Frames, view: View) -> Iterator[Part]:
    yield Heading(view.text("brief.figures"), begins_page=True)
    yield Said([view.text("brief.read_sources")], is_small=True)
    yield from brief_tables.every_figure(frames, view.language)
    apart = frames.compared[frames.compared["side"] == "not_comparable"]
    if len(apart) and not frames.is_pair:
        yield Heading(view.text("brief.apart"))
        yield table(apart, brief_tables.APART, view.language)


def _numeral(n: int, language: str) -> str:
    return wording(language)("brief.numerals").split(" ")[n - 1]
