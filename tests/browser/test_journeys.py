"""The three journeys that the dashboard is for, walked as its readers walk them: from the first page, in either language."""

import csv
import io
import re

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import expect

from words import LANGUAGES

CUT = "anyang-006"  # documents for registering property: 22 to 9
LIMIT = "property_registration_time"  # the matter on which Xiangtan allows longer than Anyang


def sees_words(reader, id_):
    """The page of data shows a figure with the words it was printed in, its document and section."""
    reader.stands("indicators")
    assert reader.asked["figure"] == id_
    for figure in reader.server.figures().loc[id_.split(",")].to_dict("records"):
        for column in ("as_printed", "locator", f"source_{reader.language}"):
            expect(reader.page.get_by_text(figure[column]).first).to_be_visible()
    expect(reader.page.get_by_text("⚠")).to_have_count(0)


def takes_by(reader, button):
    """A file, by the words on its button."""
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=button).click()
    return download.value


def workbook(taken):
    return openpyxl.load_workbook(io.BytesIO(taken.path().read_bytes()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_official_reads_what_stands_out_of_anyang_takes_the_brief_and_sees_whose_limit_is_looser(
    language, reads, server
):
    reader = reads(language)
    places = server.names("places", language)
    reader.opens("/")
    reader.chooses_city("anyang")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(places["anyang"])
    first = (
        reader.page.get_by_role("list").filter(has=reader.page.locator(".fact-words")).get_by_role("listitem")
    )
    expect(first).to_have_count(5)
    source = first.nth(0).get_by_role("link", name=reader.text("fact.source"))
    id_ = re.search("figure=([^&]+)", source.get_attribute("href"))[1]
    source.click()
    sees_words(reader, id_)
    reader.sees_city("anyang")
    reader.page.go_back()
    reader.stands("home")
    for form in ("html", "docx"):
        taken = takes_by(reader, reader.text(f"brief.take_{form}"))
        assert taken.suggested_filename.endswith(f".{form}")

    reader.follows(reader.text("page.compare"), "compare")
    reader.sees_city("anyang")
    row = reader.row(reader.text("compare.board"), server.names("matters", language)[LIMIT])
    headings = reader.page.get_by_role("table").first.get_by_role("columnheader").all_text_contents()
    at = next(n for n, heading in enumerate(headings) if places["xiangtan"] in heading)
    limit = server.figures().loc["xiangtan-002"]
    field = row.locator("th, td").nth(at)
    expect(field).to_contain_text(f"≤ {limit['amount']:g}")
    expect(field).to_contain_text(reader.text("mine.looser", mine=places["anyang"]))
    reasons = field.get_by_role("group").locator("> span").first
    expect(reasons).to_be_hidden()
    field.locator("summary").first.click()
    expect(reasons).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reformer_sees_who_cut_what_and_leaves_with_two_tasks(language, reads, server):
    reader = reads(language)
    reader.opens("/")
    reader.follows(reader.text("page.approval_times"), "approval_times")
    cuts = next(chart for chart in reader.charts(2) if CUT in chart["figures"])
    [label] = [text for text in cuts["texts"] if "22 → 9" in text]
    assert server.names("places", language)["anyang"] in label
    reader.clicks_in_chart(next(link for link in cuts["links"] if f"figure={CUT}&" in link))
    sees_words(reader, CUT)

    reader.chooses_city("anyang")
    reader.follows(reader.text("page.reforms"), "reforms")
    others = reader.page.get_by_role("table").first
    mine = others.locator("tbody td:nth-child(2)")
    assert {text.strip() for text in mine.all_text_contents()} == {""}  # what its documents do not mention
    field = others.locator("tbody summary").first
    what = field.locator("xpath=following-sibling::span")
    expect(what).to_be_hidden()
    field.press("Enter")
    expect(what).to_be_visible()

    reader.page.get_by_role("link", name=reader.text("reform.part.tasks"), exact=True).click()
    reader.asks("part=tasks")
    tasks = []
    for n in (1, 2):
        row = reader.page.get_by_role("row").filter(has_text="☐").first
        tasks.append(row.locator("td, th").nth(1).text_content())
        row.get_by_text("☐").click()
        reader.asks("tick=[^,&]+" + "(,|%2C)[^,&]+" * (n - 1))
    expect(reader.page.get_by_text("☑")).to_have_count(2)
    word = takes_by(reader, reader.text("reform.take_docx", n=2)).path()
    told = [cell.text for table in Document(word).tables for row in table.rows for cell in row.cells]
    excel = workbook(takes_by(reader, reader.text("reform.take_xlsx", n=2)))
    held = [cell for sheet in excel for row in sheet.iter_rows(values_only=True) for cell in row]
    for task in tasks:
        assert any(task in text for text in told) and task in held


@pytest.mark.parametrize("sought", ["帮办代办", "一网通办"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_searches_in_the_band_and_leaves_with_the_data(language, sought, reads, server):
    reader = reads(language)
    reader.opens("/compare")
    reader.band.get_by_role("searchbox").fill(sought)
    reader.band.get_by_role("searchbox").press("Enter")
    reader.stands("indicators")
    assert reader.asked["q"] == sought
    hits = reader.page.get_by_role("table").first
    measures = server.snapshot().table("measures")
    named = measures[measures["name_zh"].str.contains(sought)][f"name_{language}"].iloc[0]
    expect(reader.page.get_by_role("link", name=named, exact=True)).to_be_visible()
    way = hits.locator("tbody tr").first.get_by_role("link").first
    indicator = re.search("indicator=([a-z_0-9]+)", way.get_attribute("href"))[1]
    way.click()
    reader.asks(f"indicator={indicator}")
    expect(reader.page.get_by_text(server.names("indicators", language)[indicator]).first).to_be_visible()
    taken = reader.takes()
    rows = list(csv.DictReader(io.StringIO(taken.path().read_text("utf-8-sig"), newline="")))
    name = server.names("indicators", language)[indicator]
    assert {row[{"zh": "指标", "en": "Indicator"}[language]] for row in rows} == {name}
    assert len(rows) >= len(server.figures([indicator]))
    book = workbook(reader.takes("xlsx"))
    assert book.worksheets[0].max_row == len(rows) + 1

    reader.page.get_by_role("link", name=reader.text("part.figures"), exact=True).click()
    reader.asks("part=figures")
    whole = takes_by(reader, re.compile(re.escape(reader.text("file.figures")) + " · "))
    assert whole.path().read_text("utf-8-sig").count("\n") > len(server.figures())
