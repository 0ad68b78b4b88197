"""Briefs: each says what the frames say, to the last number, note and bound, on screen, on paper and in an office's document."""

import io
import math
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from exports import brief_charts, brief_words
from exports.brief import FORMS, brief_bytes, composed, view_path
from exports.brief_charts import CUTS_AT_ONCE, FUNNELS_AT_ONCE
from exports.brief_html import page
from exports.brief_parts import Brief, Facts, Heading, Picture, Said, Table
from exports.profile_takeaways import LINES_AT_ONCE
from findings import judging, kept, profile
from findings.brief import frames as frames_of
from words import LANGUAGES, wording
from words.cells import cell
from words.funnels import rates_in_words
from words.view import View

ADDRESS = "http://example/city?place=anyang"
PAIR = ("anyang", "xiangtan")
EVERY = [*((place,) for place in ("anyang", "xiangtan", "qiandongnan", "hengyang")), PAIR]
FEW = [("anyang",), ("qiandongnan",), PAIR]  # limits and cuts; funnels and tasks; two places
HELD = ("indicator", "value", "against", "other_value")
NO_WORD = re.compile(r"\b(nan|NaN|NaT|inf)\b")


class Read(HTMLParser):
    """The text of a page, table row by table row and line by line, and its tags."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.rows, self.lines = [], [], []
        self.is_hidden = self.is_in_table = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.is_hidden = tag in ("style", "title")
        self.is_in_table = self.is_in_table or tag == "table"
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "br" or (tag == "p" and self.is_in_table and self.rows[-1][-1]):
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag):
        self.is_hidden = False
        self.is_in_table = self.is_in_table and tag != "table"

    def handle_data(self, data):
        if self.is_hidden or not data.strip():
            return
        self.lines.append(data)
        if self.is_in_table:
            self.rows[-1][-1] += data


@cache
def built(form: str, snapshot: str, places: tuple[str, ...], language: str) -> bytes:
    """The brief of some places."""
    return brief_bytes(form, frames_of(snapshot, places), ADDRESS, language)


def opened(content: bytes) -> docx.document.Document:
    """A document read back."""
    return docx.Document(io.BytesIO(content))


def rows_of_docx(content: bytes) -> list[list[str]]:
    """Its table rows; a merged cell stands once."""
    rows = [row for table in opened(content).tables for row in table.rows]
    return [list(dict.fromkeys(c.text for c in row.cells)) if is_group(row) else texts(row) for row in rows]


def is_group(row) -> bool:
    """Is all of the row one cell?"""
    return len(row._tr.tc_lst) == 1


def texts(row) -> list[str]:
    """The cells of a row."""
    return [c.text for c in row.cells]


def rows_of(content: bytes) -> list[list[str]]:
    """The table rows of a brief in either form."""
    return rows_of_docx(content) if content.startswith(b"PK") else Read(content.decode("utf-8")).rows


@pytest.mark.parametrize("places", EVERY, ids="-".join)
def test_every_verdict_in_it_is_the_one_of_the_judge(places, shipped):
    found, every = frames_of(shipped.id, places), tuple(kept.reporting_places(shipped.id, "zh"))
    compared = found.compared[found.compared["benchmark_kind"] == ""]
    side_by_side = found.held[found.held["row"] == "drawn"].rename(columns={"panel": "benchmark_id"})
    own = [id_.removesuffix(f"/{of}") for id_, of in found.tasks[["id", "benchmark_id"]].to_numpy()]
    assert len(compared) > 5 and len(side_by_side)
    for rows, rule in ((compared, ""), (side_by_side, ""), (found.tasks.assign(id=own), "open")):
        pairs = judging.between(shipped.id, every, rule).set_index(["id", "benchmark_id"])[
            ["verdict", "grade"]
        ]
        said = rows.set_index(["id", "benchmark_id"])[["verdict", "grade"]]
        assert said.equals(pairs.loc[said.index])
    stands = found.compared[found.compared["side"] != "not_comparable"]
    for language in LANGUAGES:
        html = built("html", shipped.id, places, language)
        assert not NO_WORD.search("\n".join(Read(html.decode("utf-8")).lines))
        in_it(stands, (*HELD, "verdict", "reasons"), rows_of(html), language)


@pytest.mark.parametrize("place", ["hunan", "district"])
def test_of_a_place_with_no_funnel_there_is_a_brief_too(place, shipped):
    found = frames_of(shipped.id, (place,))
    assert (found.funnels["row"] == "no_figure").all()
    for language in LANGUAGES:
        said = Read(page(composed(found, ADDRESS, language))).lines
        assert not NO_WORD.search("\n".join(said)) and wording(language)("city.no_funnels") in said


def in_it(told, columns: tuple[str, ...], rows: list[list[str]], language: str) -> None:
    """Do these cells of all rows that are told stand in a brief, each in one row and in this order?"""
    for row in told.to_dict("records"):
        wanted = [cell(row, column, language) for column in columns]
        assert any(is_part(wanted, shown) for shown in rows), wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("places", FEW, ids="-".join)
def test_every_figure_stands_in_it_with_its_bound_its_words_its_section_and_its_notes(
    places, form, language, shipped
):
    found = frames_of(shipped.id, places)
    shown = {
        row[0].split("\n")[1].split(" · ")[0]: row
        for row in figures_in(built(form, shipped.id, places, language), language)
    }
    assert set(shown) == set(found.figures["id"])
    numbers = {id_: n for n, id_ in enumerate(found.sources["id"], 1)}
    for row in found.figures.to_dict("records"):
        name, value, about, printed, where = shown[row["id"]]
        assert name.startswith(row[f"indicator_{language}"])
        assert all(row[f"{column}_{language}"] in name for column in ("note", "caveats"))
        assert value.startswith(cell(row, "value", language))
        assert not row["before_bound"] or cell(row, "before", language) in value
        assert cell(row, "status", language) in about
        assert (printed, where) == (row["as_printed"], f"[{numbers[row['source']]}] {row['locator']}")


def figures_in(content: bytes, language: str) -> list[list[str]]:
    """The rows of the appendix."""
    rows = rows_of(content)
    text = wording(language)
    head = [text(f"column.{name}") for name in ("indicator", "value", "status", "as_printed", "locator")]
    return [row for row in rows if len(row) == len(head) and "\n" in row[0] and not is_counts(row)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("places", FEW, ids="-".join)
def test_comparisons_funnels_cuts_aims_and_claims_stand_in_it_as_in_the_frames(
    places, form, language, shipped
):
    found = frames_of(shipped.id, places)
    rows = rows_of(built(form, shipped.id, places, language))
    asked = {
        "compared": HELD,
        "cuts": ("indicator", "change", "cut"),
        "changed": ("indicator", "earlier", "value", "moved"),
        "aims": ("indicator", "target", "value", "attained"),
        "funnels": ("total", "done", "pending", "rate", "full_rate"),
        "checks": ("claimed", "computed", "outcome", "follows_from"),
    }
    for name, columns in asked.items():
        told = getattr(found, name)
        told = told[told["row"] == "drawn"] if name == "funnels" else told
        told = told[told["outcome"] != "holds"] if name == "checks" else told
        in_it(told, columns, rows, language)


def is_part(wanted: list[str], shown: list[str]) -> bool:
    """Do the cells stand in a row in this order?"""
    rest = iter(shown)
    return all(any(cell_ == one for cell_ in rest) for one in wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("places", FEW, ids="-".join)
def test_the_page_and_the_document_say_the_same(places, language, shipped):
    html, office = (built(form, shipped.id, places, language) for form in FORMS)
    read, document = Read(html.decode("utf-8")), opened(office)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == sum(tag == "h2" for tag, _ in read.tags)
    assert [row for row in read.rows] == [row for row in rows_of_docx(office) if not is_counts(row)]
    for paragraph in document.paragraphs:
        assert not paragraph.text or paragraph.text in "\n".join(read.lines)
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert pictures == [dict_["aria-label"] for tag, dict_ in read.tags if tag == "svg"]


def is_counts(row: list[str]) -> bool:
    """Is it the row of large numbers, which is no table on a page?"""
    return len(row) > 2 and all(re.fullmatch(r"\d+( / \d+)?\n.+", said) for said in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_runs_nothing_and_is_made_for_a4(language, shipped):
    html = built("html", shipped.id, ("qiandongnan",), language).decode("utf-8")
    read = Read(html)
    assert {tag for tag, _ in read.tags} & {"script", "link", "img", "iframe", "object", "a"} == set()
    assert not {name for _, named in read.tags for name in named} & {"src", "href", "xlink:href", "onload"}
    assert not re.search(r"url\(|@import", html)
    outside = {address for address in re.findall(r"https?://[^\s\"'<]+", html)}
    assert outside == {"http://www.w3.org/2000/svg", ADDRESS}
    assert read.tags[0] == ("html", {"lang": LANGUAGES[language].replace("_", "-")})
    assert ("meta", {"charset": "utf-8"}) in read.tags
    assert "size: A4" in html and "break-inside: avoid" in html


def test_the_document_is_a4_with_repeated_heads_page_numbers_and_a_font_for_chinese(shipped):
    document = opened(built("docx", shipped.id, ("anyang",), "zh"))
    [section] = document.sections
    assert abs(section.page_width - Mm(210)) < 1000 and abs(section.page_height - Mm(297)) < 1000
    assert "PAGE" in section.footer._element.xml and "NUMPAGES" in section.footer._element.xml
    for name in ("Normal", "Heading 1", "Title"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "微软雅黑" and fonts.get(qn("w:asciiTheme")) is None
    assert {x.get(qn("w:eastAsia")) for x in document.styles.element.iter(qn("w:lang"))} == {"zh-CN"}
    longest = max(document.tables, key=lambda table: len(table.rows))
    assert longest.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(shape.width <= Mm(174) and shape.height <= Mm(225) for shape in document.inline_shapes)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_give_the_same_bytes(form, shipped):
    again = brief_bytes(form, frames_of(shipped.id, ("anyang",)), ADDRESS, "zh")
    assert built(form, shipped.id, ("anyang",), "zh") == again


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("places", FEW, ids="-".join)
def test_the_first_page_says_what_is_certain_and_why_the_rest_cannot_be_compared(places, language, shipped):
    found, text = frames_of(shipped.id, places), wording(language)
    brief = composed(found, ADDRESS, language)
    at = next(n for n, part in enumerate(brief.parts) if isinstance(part, Heading) and part.begins_page)
    [facts] = [part for part in brief.parts[:at] if isinstance(part, Facts)]
    said, side = dict(facts.rows), found.compared["side"]
    first, *sure, last = said[text("city.strengths")]
    apart = side == "not_comparable"
    assert re.findall(r"\d+", first) == [
        str(int((~apart).sum())),
        *(str(found.compared[side == one]["indicator"].nunique()) for one in ("strength", "gap")),
        str(int((side == "neither").sum())),
    ]
    told = found.compared[side.isin(("strength", "gap"))].to_dict("records")
    assert len(sure) == min(len(told), LINES_AT_ONCE)
    for line, row in zip(sure, told, strict=False):
        assert all(cell(row, name, language) in line for name in (*HELD, "verdict", "reasons"))
    assert_reasons(found.compared[apart], last, language)
    assert shipped.id in brief.about[1] and text("page.tasks") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_compares_the_first_page_says_so_and_why(language, shipped):
    found = frames_of(shipped.id, ("anyang",))
    apart = found.compared[found.compared["side"] == "not_comparable"]
    said = dict(facts_of(replace(found, compared=apart), language))[wording(language)("city.strengths")]
    assert said[0] == wording(language)("city.no_comparison") and len(said) == 2
    assert_reasons(apart, said[1], language)


def assert_reasons(apart, line: str, language: str) -> None:
    """Every reason is told with how often it stands against a comparison."""
    text = wording(language)
    assert str(len(apart)) in line
    for code, n in apart["reasons"].str.split("|").explode().value_counts().items():
        assert text("takeaway.counted", what=text(f"reason.{code}"), n=n) in line


def test_two_of_different_levels_have_the_tasks_that_a_limit_above_makes_or_none(shipped):
    view, found = View("city", "en", shipped.id), frames_of(shipped.id, ("xiangtan", "hunan"))
    assert found.account.groupby("place")["level"].first().nunique() == 2
    without = replace(found, tasks=found.tasks.head(0))
    assert brief_words.of_tasks(without, view) == wording("en")("brief.other_level")
    one = frames_of(shipped.id, ("xiangtan",)).tasks.head(1)
    said = brief_words.of_tasks(replace(found, tasks=one.assign(benchmark_place="hunan")), view).split("\n")
    assert said[0] == wording("en")("brief.tasks", place="Xiangtan", other="Hunan", n=1) and len(said) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failing_claim_is_told_on_the_first_page_and_both_rates_stand_together(language, shipped):
    text = wording(language)
    found = frames_of(shipped.id, ("xiangtan",))
    failing = found.checks[found.checks["outcome"] == "fails"][f"claim_{language}"]
    said = "\n".join(line for _, lines in facts_of(found, language) for line in lines)
    assert len(failing) and all(claim in said for claim in failing)
    found = frames_of(shipped.id, ("qiandongnan",))
    drawn = found.funnels[found.funnels["row"] == "drawn"]
    lowest = drawn.loc[drawn["rate_high"].idxmin()].to_dict()
    said = dict(facts_of(found, language))[text("city.funnels")]
    assert rates_in_words(lowest, language) in said[0]


def facts_of(found, language: str) -> list[tuple[str, list[str]]]:
    """What the first page says."""
    return next(p for p in composed(found, ADDRESS, language).parts if isinstance(p, Facts)).rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_holds_title_source_and_snapshot_and_draws_a_bound_as_no_point(language, shipped):
    view = View("city", language, shipped.id)
    for place in ("anyang", "xiangtan", "district"):
        found = frames_of(shipped.id, (place,))
        for picture in (*brief_charts.cuts(found, view), *brief_charts.held(found, view)):
            said = "".join(Read(picture.svg).lines)
            assert shipped.id in said and wording(language)("sheet.snapshot", snapshot=shipped.id) in said
            assert any(title[:10] in said for title in found.sources[f"title_{language}"])
            assert 'role="img"' in picture.svg and "Noto Sans CJK SC" in picture.svg
        [picture] = brief_charts.cuts(found, view)
        ends = [
            (row[f"{side}low"], row[f"{side}high"])
            for row in found.cuts.to_dict("records")
            for side in ("", "before_")
        ]
        exact = sum(low == high for low, high in ends)
        assert picture.svg.count("<circle") == exact + 2  # and the two of the legend


def test_a_pair_holds_the_first_against_the_second_and_nobody_else(shipped):
    found = frames_of(shipped.id, ("xiangtan", "hunan"))
    assert set(found.compared["place"]) == {"xiangtan"}
    assert set(found.compared["benchmark_place"]) == {"hunan"}
    whole = profile.compared(shipped.id, "xiangtan")
    assert len(found.compared) == (whole["benchmark_place"] == "hunan").sum()
    assert set(found.figures["place"]) == {"xiangtan", "hunan"}
    every = kept.figures(shipped.id, None, ("xiangtan", "hunan"))
    assert {"xiangtan-004", "hunan-001"} <= set(found.figures["id"]) < set(every["id"])


def test_its_address_is_that_of_the_page_that_shows_the_same():
    assert view_path("ab", ("anyang",)) == "city?place=anyang&snapshot=ab"
    assert view_path("ab", ("a", "b")) == "compare?place=a,b&benchmark=b&snapshot=ab"


def test_text_from_data_is_no_markup():
    evil = '<script src="http://x">&amp;\'"'
    parts = [
        Heading(evil),
        Said([evil]),
        Facts([(evil, [evil])]),
        Table([evil, evil], [[evil], [f"{evil}\n{evil}", evil]], [1, 1]),
    ]
    html = page(Brief(evil, [evil], parts, "en"))
    read = Read(html)
    assert not any(tag == "script" for tag, _ in read.tags)
    assert read.lines.count(evil) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_read_back_from_the_document(language, shipped):
    found = frames_of(shipped.id, ("qiandongnan",))
    brief = composed(found, ADDRESS, language)
    document = opened(built("docx", shipped.id, ("qiandongnan",), language))
    assert document.core_properties.title == brief.title == document.paragraphs[0].text
    pictures = [part for part in brief.parts if isinstance(part, Picture)]
    drawn = found.funnels[found.funnels["row"] == "drawn"]
    sheets = math.ceil(len(found.cuts) / CUTS_AT_ONCE) + math.ceil(len(drawn) / FUNNELS_AT_ONCE)
    assert len(document.inline_shapes) == len(pictures) == found.held["panel"].nunique() + sheets > 3
    for row in drawn.to_dict("records"):
        assert any(rates_in_words(row, language) in picture.alt for picture in pictures)
