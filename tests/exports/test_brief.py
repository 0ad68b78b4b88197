"""The brief: one city on a page or two, numbered as an office numbers, the same in both forms, an annex only if asked."""

import io
import re
from html.parser import HTMLParser
from itertools import product

import docx
import pytest

from exports.brief import FORMS, brief_bytes, composed_brief, view_path
from findings import home, kept
from tests.exports.reading import is_docx
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole briefs

CITIES = ("anyang", "xiangtan", "qiandongnan")
MOST = 8  # measures of others, and own problems


class Texts(HTMLParser):
    """The words of a page, style aside."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.is_style = False

    def handle_starttag(self, tag, attrs):
        self.is_style = tag == "style"

    def handle_data(self, data):
        if data.strip() and not self.is_style:
            self.words.append(data.strip())


def words_of(brief) -> list[str]:
    """Every text of a brief, in reading order."""
    told = [brief.title, *brief.about]
    for part in brief.parts:
        told += [part.heading, *part.lines, *part.headings, *(cell for row in part.rows for cell in row)]
    return [text for text in told if text]


@pytest.mark.parametrize(("city", "language"), product(CITIES, LANGUAGES))
def test_both_forms_hold_every_word_of_the_brief(city, language, shipped):
    gathered = (shipped.id, city)
    words = words_of(composed_brief(*gathered, language))
    page = Texts()
    page.feed(brief_bytes("html", *gathered, language).decode("utf-8"))
    assert [text for text in page.words if text != page.words[0]] == [
        text for text in words if text != words[0]
    ]
    content = brief_bytes("docx", *gathered, language)
    assert is_docx(content)
    document = docx.Document(io.BytesIO(content))
    read = [p.text for p in document.paragraphs]
    read += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert not [text for text in words if text not in read]


@pytest.mark.parametrize("city", CITIES)
def test_findings_problems_and_measures_are_named_up_to_eight_of_each(city, shipped):
    parts = composed_brief(shipped.id, city, "zh").parts
    text = wording("zh")
    after = {part.heading.split("、", 1)[1]: part for part in parts if part.heading}
    assert len(after[text("brief.findings")].lines) == 5
    learn, own = home.measures_to_learn(shipped.id, city), home.own_problems(shipped.id, city)
    assert [row[0] for row in after[text("brief.learn")].rows] == list(learn["measure_zh"].head(MOST))
    problems = after[text("brief.own_problem")].lines
    assert len(problems) == min(len(own), MOST)
    assert all(name in line for name, line in zip(own["name_zh"], problems, strict=False))


def test_sections_are_numbered_and_empty_ones_left_out(shipped, monkeypatch):
    problems = home.own_problems(shipped.id, "anyang")
    for own, numbers in ((problems, "一二三四五"), (problems.head(0), "一二三四")):
        monkeypatch.setattr(home, "own_problems", lambda *_, own=own: own)
        parts = composed_brief(shipped.id, "anyang", "zh").parts
        assert [part.heading[0] for part in parts if part.heading] == list(numbers)


def test_no_hash_is_told_and_the_documents_are_cited_by_title_and_date(shipped):
    words = "\n".join(words_of(composed_brief(shipped.id, "anyang", "zh")))
    assert shipped.id not in words and not re.search(r"[0-9a-f]{16}", words)
    assert "安阳市人民政府，2021" in words


def test_every_figure_stands_in_the_annex_if_it_is_asked_for(shipped):
    gathered = (shipped.id, "anyang")
    *_, annex = composed_brief(*gathered, "en", has_annex=True).parts
    assert len(annex.rows) == len(kept.observations(shipped.id, None, ("anyang",)))
    assert not any("Annex" in text for text in words_of(composed_brief(*gathered, "en")))


def test_the_same_snapshot_gives_the_same_bytes(shipped):
    for form in FORMS:
        made = [brief_bytes(form, shipped.id, "xiangtan", "zh") for _ in range(2)]
        assert made[0] == made[1]


def test_its_page_is_that_of_the_city(shipped):
    assert view_path("ab", "anyang") == "?city=anyang&snapshot=ab"
