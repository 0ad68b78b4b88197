"""Figures: from a mark to the words it was printed in, and from a chart to a file that says as much."""

import csv
import io
import math

import pytest
from playwright.sync_api import expect

ONE = "drawing_review_days"  # Hunan and Xiangtan report it and may share an axis, Hengyang does not
NUMBERS = ("value", "low", "high", "before", "before_low", "before_high")
TEXTS = (
    "indicator", "place", "scope", "period_start", "period_end", "status", "bound", "unit", "before_bound",
    "before_kind", "ambiguous", "source", "locator", "as_printed", "note_zh", "note_en",
)  # fmt: skip


def sees_cards(reader, figures):
    """The page of sources shows the card of each figure: what it is and the words it was printed in."""
    reader.stands("sources")
    assert reader.path == "/sources"
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
        ("en", f"/compare?indicator={ONE}&lang=en", "hunan-001"),
        ("zh", "/approval-times?lang=zh", "xiangtan-010"),
    ],
)
def test_a_label_of_a_chart_leads_to_the_words_of_its_figure(language, address, id_, reads, server):
    reader = reads({"zh": "en", "en": "zh"}[language])
    reader.opens(address)
    reader.charts(1)
    now = server.health()["snapshot"]
    reader.clicks_in_chart(f"sources?figure={id_}&lang={language}&snapshot={now}")
    sees_cards(reader, server.figures().loc[[id_]])
    assert reader.asked["lang"] == language


def test_sources_of_these_figures_leads_to_their_cards_and_from_there_to_all_figures(reads, server):
    reader = reads("en")
    reader.opens(f"/compare?place=hunan,xiangtan&indicator={ONE}&lang=zh")
    reader.charts(1)
    shown = server.figures([ONE], ["hunan", "xiangtan"])
    reader.follows(reader.text("figure.sources", n=len(shown)), "sources")
    sees_cards(reader, shown)
    assert reader.asked["lang"] == "zh"

    reader.page.get_by_role("button", name=reader.text("select.every_figure")).click()
    every = len(server.figures())
    expect(
        reader.page.get_by_text(reader.text("sources.count", n=every, all=every), exact=True)
    ).to_be_visible()
    assert reader.asked == {"lang": "zh", "snapshot": server.health()["snapshot"]}


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


@pytest.mark.parametrize(
    ("page", "asked", "titles"),
    [
        ("compare", {"place": "hunan,hengyang,xiangtan", "indicator": ONE}, {"en": ONE.replace("_", "-")}),
        ("approval_times", {"place": "anyang,xiangtan"}, {"en": "approval-times", "zh": "审批提速"}),
    ],
)
def test_the_file_of_a_chart_says_what_the_chart_says_and_leads_back_to_it(
    page, asked, titles, reads, server
):
    titles = {"zh": server.names("indicators", "zh")[ONE]} | titles
    reader, another = reads("en"), reads("en")
    places = asked["place"].split(",")
    for language in ("en", "zh"):
        asked = asked | ({"lang": "zh"} if language == "zh" else {})
        query = "&".join(f"{name}={codes}" for name, codes in asked.items())
        reader.opens(f"/{page.replace('_', '-')}?{query}")
        [chart] = reader.charts(1)
        taken = reader.takes(
            of=1 if page == "compare" else 0
        )  # there the first file is that of the table above
        name = taken.suggested_filename
        assert name.startswith(f"{titles[language]}_") and name.endswith(".csv")
        assert name.isascii() == (language == "en")

        rows = rows_of(taken.path().read_bytes())
        figures = server.figures()
        for row in rows:
            assert row["snapshot"] == server.health()["snapshot"]
            if row["id"]:
                is_as_in_snapshot(row, figures.loc[row["id"]])
            else:
                assert (row["row"], row["value"], row["low"]) == ("no_figure", "", "")
                assert row["missing"] and row["place"] in places
        drawn = [row["id"] for row in rows if row["row"] in ("drawn", "benchmark")]
        assert sorted(drawn) == sorted(chart["figures"])
        assert {row["place"] for row in rows} == (
            {*places} if page == "compare" else {*places} & {*figures["place"]}
        )

        [address] = {row["address"] for row in rows}
        another.opens(address)
        assert (reader.path, reader.asked) == (another.path, asked)
        assert another.asked == asked | {"snapshot": server.health()["snapshot"]}
        names = server.names("places", language)
        expect(another.chosen("select.places")).to_have_text([names[c] for c in names if c in places])
        [same] = another.charts(1)
        assert (same["texts"], same["data"]) == (chart["texts"], chart["data"])
