"""Figures: from a mark to the words it was printed in, and from a chart to a file that says as much."""

import csv
import io
import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PAINTED

ONE = "drawing_review_days"  # Hunan and Xiangtan report it and may share an axis, Hengyang does not
NUMBERS = ("value", "low", "high", "before", "before_low", "before_high")
TEXTS = (
    "indicator", "place", "scope", "period_start", "period_end", "status", "bound", "unit", "before_bound",
    "before_kind", "ambiguous", "source", "locator", "as_printed", "note_zh", "note_en",
)  # fmt: skip


def sees_cards(reader, figures):
    """The page of sources shows the card of each figure: what it is and the words it was printed in."""
    reader.asks("figure=")
    assert reader.path == "/indicators"
    assert reader.asked["figure"].split(",") == list(figures["id"])
    language, text = reader.language, reader.text
    expect(reader.page.get_by_text(text("select.figures", n=len(figures)), exact=True)).to_be_visible()
    for figure in figures.to_dict("records"):
        named = f"{figure[f'place_{language}']} · {figure[f'indicator_{language}']}\n"
        card = reader.page.get_by_test_id("stVerticalBlock").filter(has=reader.page.get_by_text(named)).last
        for column in ("as_printed", "locator", f"source_{language}"):
            assert figure[column]
            name = text(f"column.{column.removesuffix(f'_{language}')}")
            expect(card).to_contain_text(text("card.fact", name=name, said=figure[column]))


@pytest.mark.parametrize(
    ("language", "address", "id_"),
    [
        ("en", f"/indicators?indicator={ONE}&lang=en", "hunan-001"),
        ("zh", "/approval-times?lang=zh", "xiangtan-010"),
    ],
)
def test_a_label_of_a_chart_leads_to_the_words_of_its_figure(language, address, id_, reads, server):
    reader = reads({"zh": "en", "en": "zh"}[language])
    reader.opens(address)
    reader.page.wait_for_function(PAINTED)
    now = server.health()["snapshot"]
    reader.clicks_in_chart(f"indicators?figure={id_}&lang={language}&snapshot={now}")
    sees_cards(reader, server.figures().loc[[id_]])
    assert reader.asked["lang"] == language


def first_number(text):
    """The first number of a cell: 约 1.57 万家 is 15,700."""
    digits, times = re.search(r"(\d[\d,]*(?:\.\d+)?)\s*([万亿]?)", text).groups()
    return float(digits.replace(",", "")) * {"": 1, "万": 1e4, "亿": 1e8}[times]


def test_a_table_is_sorted_by_number_copied_with_its_headings_and_its_links_open_in_tabs_of_their_own(reads):
    reader = reads("zh")
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.opens("/indicators?part=figures")
    name = reader.text("column.value")
    at = reader.page.get_by_role("columnheader", name=name, exact=True).evaluate("cell => cell.cellIndex")
    values = reader.page.locator(f"tbody tr td:nth-child({at + 1})")
    press = reader.page.get_by_role("button", name=name, exact=True)
    press.click()
    upwards = [first_number(text) for text in values.all_inner_texts()]
    press.click()
    downwards = [first_number(text) for text in values.all_inner_texts()]
    assert len(upwards) == 100 and upwards == sorted(upwards) and downwards == sorted(downwards, reverse=True)
    assert downwards[0] > 1e11  # 亿 counts; by words 9 would stand above 2,408.01 亿

    first, second = values.nth(0).bounding_box(), values.nth(1).bounding_box()
    reader.page.mouse.move(first["x"] + 4, first["y"] + 12)
    reader.page.mouse.down()
    reader.page.mouse.move(second["x"] + 40, second["y"] + 12, steps=5)
    reader.page.mouse.up()
    reader.page.keyboard.press("Control+c")
    lines = reader.page.evaluate("() => navigator.clipboard.readText()").splitlines()
    assert len(lines) == 3 and lines[0].split("\t")[at] == name
    assert [first_number(line.split("\t")[at]) for line in lines[1:]] == downwards[:2]

    reader.page.get_by_role("button", name=reader.text("figure.copy")).first.click()
    expect(reader.page.get_by_role("button", name=reader.text("figure.copied"))).to_be_visible()
    copied = reader.page.evaluate("() => navigator.clipboard.readText()").splitlines()
    assert copied[:3] == lines and len(copied) > 400

    reader.opens("/indicators")
    link = reader.page.locator("tbody a").first
    with reader.page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    assert link.get_attribute("href").split("?")[1].split("&")[0] in opened.value.url


def test_sources_of_these_figures_leads_to_their_cards_and_from_there_to_all_figures(reads, server):
    reader = reads("en")
    reader.opens(f"/indicators?indicator={ONE}&lang=zh")
    [chart] = reader.charts(1)
    shown = server.figures([ONE]).loc[lambda rows: rows.index.isin(chart["figures"])]
    reader.page.get_by_role("button", name=reader.text("figure.sources", n=len(shown))).first.click()
    sees_cards(reader, shown)
    assert reader.asked["lang"] == "zh"

    reader.page.get_by_role("button", name=reader.text("select.every_figure")).click()
    every = len(server.figures())
    expect(
        reader.page.get_by_text(reader.text("sources.count", n=every, all=every), exact=True)
    ).to_be_visible()
    assert reader.asked == {"part": "figures", "lang": "zh", "snapshot": server.health()["snapshot"]}


def rows_of(content):
    """The rows of a file made for Excel: UTF-8 with BOM, every line ended by CRLF."""
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def number(text):
    """A cell's number; NaN where it is empty."""
    return math.nan if text == "" else float(text)


def unarmed(text):
    """A cell as it was before a leading apostrophe kept it from running as a formula."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip()[:1] in tuple("=+-@＝＋－＠") else text


def is_as_in_snapshot(row, figure):
    """Every number, bound, word and note of a row is that of the snapshot."""
    for column in NUMBERS:
        held = figure[column]
        held = math.nan if math.isinf(held) else held
        assert number(row[column]) == pytest.approx(held, nan_ok=True), (row["id"], column)
    for column in TEXTS:
        assert unarmed(row[column]) == figure[column], (row["id"], column)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_file_of_a_chart_says_what_the_chart_says_and_leads_back_to_it(language, reads, server):
    reader, another = reads(language), reads(language)
    reader.opens(f"/approval-times?place=anyang,xiangtan&lang={language}")
    cuts, limits = reader.charts(2)
    taken = reader.takes("complete", of=1)
    name, now = taken.suggested_filename, server.health()["snapshot"]
    assert name.endswith(".csv") and name.isascii() == (language == "en")
    rows = rows_of(taken.path().read_bytes())
    for row in rows:
        assert row["snapshot"] == now
        is_as_in_snapshot(row, server.figures().loc[row["id"]])
    assert [row["id"] for row in rows if row["row"] == "drawn"] == limits["figures"]

    [address] = {row["address"] for row in rows} - {""}  # once in a file
    another.opens(address)
    assert another.asked == reader.asked | {"snapshot": now}
    same = another.charts(2)
    assert [(c["texts"], c["data"]) for c in same] == [(c["texts"], c["data"]) for c in (cuts, limits)]
