"""The three journeys that the dashboard is for, walked as its readers walk them: from the first page, in either language."""

import csv
import io
import math
import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from words import LANGUAGES

ENDS = ("before_low", "before_high", "low", "high")
# The cells of a table below its headings; the canvas holds as text what it paints.
ROWS = """table => [...table.querySelectorAll('canvas tr')].slice(1)
    .map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"""
HEADER, ROW = 35, 35  # pixels


def bare(text):
    """Text without spaces and line breaks, which the width of a label decides."""
    return re.sub(r"\s+", "", text)


def permits(server):
    """What places report on construction permits where two may be compared: (indicator, figures, is less better)."""
    indicators = server.snapshot().table("indicators").set_index("id")
    asked = indicators[indicators["national_indicator"] == "construction_permits"]
    figures = server.figures(asked.index)
    exact = figures[(figures["low"] == figures["high"]) & (figures["scope"] == "whole")]
    for indicator, rows in exact.groupby("indicator"):
        direction = indicators.loc[indicator, "direction"]
        if rows["place"].nunique() >= 2 and rows["status"].nunique() == 1 and direction != "no_judgement":
            yield indicator, rows.drop_duplicates("place"), direction == "lower_is_better"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_official_learns_whether_one_city_is_surely_faster_at_permits_and_who_says_so(
    language, reads, server
):
    indicator, figures, less_is_better = next(permits(server))
    quick, slow = (figures.loc[id_] for id_ in figures["high"].sort_values().index[[0, -1]])
    assert less_is_better and quick["high"] < slow["low"]  # so the first is surely better
    places = server.names("places", language)
    topic = server.snapshot().table("indicators").set_index("id").loc[indicator, "topic"]

    reader = reads(language)
    reader.opens("/")
    reader.follows(reader.text("page.compare"), "compare")
    reader.picks("select.places", places[quick["place"]])
    reader.picks("select.places", places[slow["place"]])
    reader.picks("select.topics", server.names("topics", language)[topic])
    reader.picks("select.benchmark", places[slow["place"]])
    expect(reader.page).to_have_url(re.compile(f"benchmark={slow['place']}"))
    [chart] = reader.charts(1, [quick["id"], slow["id"]])

    [said] = [text for text in chart["texts"] if text.startswith(places[quick["place"]])]
    verdict = f"▲ {reader.text('verdict.surely_better')}"
    if quick["ambiguous"] or slow["ambiguous"]:
        why = reader.text(f"unclear.{quick['ambiguous'] or slow['ambiguous']}")
        verdict = reader.text("chart.why.with_caution", verdict=verdict, why=why)
    assert bare(verdict) in bare(said)

    [link] = re.findall(rf"sources\?figure={quick['id']}[^\"]*", str(chart["annotations"]))
    reader.clicks_in_chart(link.replace("&amp;", "&"))
    reader.stands("sources")
    for column in ("as_printed", "locator", f"source_{language}"):
        expect(reader.page.get_by_text(quick[column]).first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reformer_finds_which_of_the_eighteen_can_be_compared_and_why_the_others_cannot(
    language, reads, server
):
    reader = reads(language)
    reader.opens("/")
    reader.follows(reader.text("page.indicators"), "indicators")
    reader.page.get_by_role(
        "heading", name=reader.text("heading.national_compared")
    ).scroll_into_view_if_needed()
    table = reader.page.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas tr")).to_have_count(1 + 18)
    shown = table.evaluate(ROWS)

    asked = server.snapshot().table("indicators").set_index("id")["national_indicator"]
    reporting = server.figures()["place"].groupby(server.figures()["indicator"].map(asked)).nunique()
    unexplained = []
    for address, grade, _, comparable_on, why, places, *_ in shown:
        national = re.search(r"national=(\w+)", address)[1]
        assert int(places) <= reporting.get(national, 0)
        if grade in (reader.text("grade.with_caution"), reader.text("grade.comparable")):
            assert int(places) >= 2 and comparable_on
        elif not why:
            unexplained.append(national)
        if national not in reporting:
            assert why == reader.text("missing.not_reported")
    assert not unexplained
    sentence = reader.page.get_by_test_id("stText").filter(has_text="18").text_content()
    can = [row for row in shown if not row[2].startswith("0 /")]
    assert 0 < len(can) < 18 and all(unquote(row[0].split("#")[1]) in sentence for row in can)

    at = next(n for n, row in enumerate(shown) if row[1] == reader.text("grade.not_comparable"))
    painted, name = table.locator(".dvn-scroller"), {"x": 30, "y": HEADER + ROW * at + ROW / 2}
    painted.hover(position=name)
    expect(painted).to_have_css("cursor", "pointer")
    with reader.page.context.expect_page() as opened:
        painted.click(position=name)
    reader.page = opened.value
    reader.stands("indicators")
    assert reader.asked["national"] == re.search(r"national=(\w+)", shown[at][0])[1]


def number(text):
    return math.nan if text == "" else float(text)


def ends_drawn(chart):
    """Every end of every before and after that a chart of dumbbells draws: those of dots and of bars."""
    drawn = []
    for trace in chart["data"]:
        at = [x for x in trace["x"] if x is not None]
        is_cap = trace.get("marker", {}).get("symbol") == "line-ns"
        if at and trace.get("hoverinfo") != "skip" and not is_cap:  # a cap stands at the end of its bar
            drawn += at * (2 if trace["mode"] == "markers" else 1)
    return sorted(drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_leave_with_a_file_that_redraws_the_chart_and_says_next_year_what_it_was(
    language, reads, server
):
    reader, next_year = reads(language), reads(language)
    places = server.names("places", language)
    reader.opens("/")
    reader.follows(reader.text("page.approval_times"), "approval_times")
    figures = server.figures()
    pairs = figures[(figures["before_bound"] != "") & figures["low"].notna()]
    for place in pairs["place"].drop_duplicates()[:2]:
        reader.picks("select.places", places[place])
        expect(reader.page).to_have_url(re.compile(f"place=.*{place}"))
    reader.stands("approval_times")
    content = reader.takes().path().read_bytes().decode("utf-8")
    assert content.startswith("\ufeff") and content.count("\n") == content.count("\r\n")  # as Excel wants it
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    drawn = [row for row in rows if row["row"] == "drawn"]
    [chart] = reader.charts(1, [row["id"] for row in drawn])

    ends = [number(row[end]) for row in drawn for end in ENDS]
    assert len(drawn) >= 2 and not any(map(math.isnan, ends))
    assert ends_drawn(chart) == pytest.approx(sorted(ends))
    for row in rows:
        figure = figures.loc[row["id"]]
        for column in ("as_printed", "locator", f"source_{language}", "period_start", "period_end", "bound"):
            assert row[column].removeprefix("'") == figure[column]
        assert row["snapshot"] == server.health()["snapshot"]

    [address] = {row["address"] for row in rows}
    next_year.opens(address)
    assert next_year.path == "/approval-times" and next_year.asked["snapshot"] == rows[0]["snapshot"]
    [same] = next_year.charts(1, [row["id"] for row in drawn])
    assert (same["data"], same["texts"]) == (chart["data"], chart["texts"])
