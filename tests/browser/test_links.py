"""Links: the address holds the whole view, whoever opens it, however it was made, and nothing that is not there."""

import math
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from words import wording

OTHER = {"zh": "en", "en": "zh"}
TWO = ("hunan", "xiangtan")
ONE = "drawing_review_days"  # these two report it, and may share an axis
IN_TEXT = "registration_working_days"  # Anyang and Xiangtan report it, and strictly read they may not
BOXES = {"place": ("select.places", "places"), "topic": ("select.topics", "topics")}
BOXES["indicator"] = ("select.indicators", "indicators")


def marks(row):
    """(dots and caps, bars) of a figure: a number is a dot, a limit a bar with a cap, an unknown level nothing."""
    low, high = row["low"], row["high"]
    if math.isnan(low):
        return 0, 0
    if low == high:
        return 1, 0
    return sum(end != 0 for end in (low, high)), 1  # an end at infinity has an arrow in place of a cap


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_deep_link_opens_the_whole_view_for_the_first_visitor_of_a_server(
    language, fresh_server, reads, pages
):
    reader = reads(OTHER[language], fresh_server)
    few, two = (IN_TEXT, ONE, "startup_days"), ("anyang", "xiangtan")
    reader.opens(
        f"/compare?place=anyang,xiangtan&indicator={','.join(few)}&benchmark=xiangtan&rule=strict&lang={language}"
    )

    text = wording(language)
    for page in pages:
        expect(reader.page.get_by_role("link", name=text(f"page.{page}"), exact=True)).to_be_visible()
    switch = {"zh": "中文", "en": "English"}[language]
    expect(reader.page.get_by_role("radio", name=switch)).to_have_attribute("aria-checked", "true")
    expect(reader.page).to_have_title(f"{text('page.compare')} · {text('frame.title')}")

    places = fresh_server.names("places", language)
    expect(reader.chosen("select.places")).to_have_text([places[place] for place in two])
    expect(reader.box("select.benchmark")).to_have_value(places["xiangtan"])
    expect(reader.box("select.rule")).to_have_value(text("rule.strict"))

    assert set(reader.chosen_codes("select.indicators", "indicators")) == set(few)
    drawn = [rows for _, rows in fresh_server.figures(few, two).groupby("indicator")]
    assert len(drawn) == len(few)
    charts = {frozenset(chart["figures"]): chart for chart in reader.charts(len(drawn) - 1)}
    for rows in drawn:
        if (
            len(rows) > 1
        ):  # these two may not be compared: an axis would say nothing, so their words stand alone
            for row in rows.to_dict("records"):
                expect(
                    reader.page.get_by_text(re.compile(f"{re.escape(places[row['place']])} · .* · [⊘◆]"))
                ).to_be_visible()
            continue
        chart = charts[frozenset(rows["id"])]
        assert (chart["points"], chart["lines"]) == marks(rows.iloc[0]), chart["alt"]
        [shown] = chart["texts"]
        assert shown.startswith(places[rows["place"].iloc[0]])


def test_every_page_tells_the_browser_its_language(reads, pages):
    reader, told = reads("en"), {}
    for language in ("en", "zh"):
        for address in pages.values():
            reader.page.goto(f"{reader.server.url}{address}?lang={language}", wait_until="domcontentloaded")
            told[f"{address}?lang={language}"] = reader.page.evaluate("document.documentElement.lang")
    assert told == {address: {"zh": "zh-CN", "en": "en"}[address[-2:]] for address in told}


@pytest.mark.parametrize(
    "address",
    [
        f"/compare?place=anyang,xiangtan&indicator={ONE},{IN_TEXT}&benchmark=anyang",
        "/approval-times?place=anyang,district&topic=property",
    ],
)
def test_switching_the_language_twice_keeps_every_choice_and_the_address(address, reads, server):
    reader = reads("en")
    reader.opens(address)
    asked = reader.asked
    for language in ("en", "zh", "en"):
        if language != reader.language:
            reader.switches_to(language)
        assert reader.asked == asked | ({"lang": "zh"} if language == "zh" else {})
        for parameter in BOXES.keys() & asked.keys():
            box, table = BOXES[parameter]
            names, codes = server.names(table, language), asked[parameter].split(",")
            expect(reader.chosen(box)).to_have_text([names[code] for code in names if code in codes])
        if "benchmark" in asked:
            benchmark = server.names("places", language)[asked["benchmark"]]
            expect(reader.box("select.benchmark")).to_have_value(benchmark)


def blank_place(server, indicator):
    """A place with figures, but none on an indicator: as a benchmark it adds nothing to the chart."""
    return next(
        place for place in server.figures()["place"] if place not in set(server.figures([indicator])["place"])
    )


def test_a_choice_is_written_to_the_address_as_codes_and_defaults_are_left_out(reads, server):
    reader = reads("zh")
    names, blank = server.names("places", "zh"), blank_place(server, ONE)
    reader.opens("/compare")
    default = next(
        code for code, name in names.items() if name == reader.box("select.benchmark").input_value()
    )

    def sees(*places, **others):
        """The chart and the number of rows of its table are those of the places; so is the address."""
        rows = server.figures([ONE], places or None)
        blanks = (
            len({*places} - {*rows["place"]})
            if places
            else server.figures()["place"].nunique() - rows["place"].nunique()
        )
        expect(table).to_contain_text(reader.text("figure.table", n=len(rows) + blanks))
        assert reader.asked == {"indicator": ONE, **({"place": ",".join(places)} if places else {}), **others}
        reader.charts(1, rows["id"])

    table = reader.page.get_by_test_id("stExpander").locator("summary").first
    reader.opens(f"/compare?indicator={ONE}&benchmark={blank}")
    sees(benchmark=blank)
    reader.picks("select.places", names["hunan"])
    sees("hunan", benchmark=blank)
    table.click()
    cells = reader.page.locator("[data-testid=stExpander] [data-testid=stDataFrame] canvas td")
    expect(cells.nth(1)).to_have_text(names["hunan"])
    expect(cells.nth(2)).to_have_text("15.79 天")
    reader.picks("select.places", names["xiangtan"])
    sees("hunan", "xiangtan", benchmark=blank)
    reader.picks("select.benchmark", names["hunan"])
    expect(reader.page).to_have_url(re.compile("benchmark=hunan"))
    reader.picks("select.benchmark", names[default])
    expect(reader.page).not_to_have_url(re.compile("benchmark"))
    for place in TWO:
        reader.drops("select.places", names[place])
    sees()

    reader.opens("/compare")
    reported = set(server.figures()["indicator"])
    first = next(name for code, name in server.names("indicators", "zh").items() if code in reported)
    reader.picks("select.indicators", first)
    expect(reader.page).to_have_url(re.compile("indicator="))
    reader.drops("select.indicators", first)
    expect(reader.page).not_to_have_url(re.compile("indicator"))
    assert reader.asked == {}


def test_back_and_forward_show_the_view_of_each_address(reads, server):
    reader = reads("en")
    names, blank = server.names("places", "en"), blank_place(server, ONE)

    def sees(*places):
        reader.stands("compare")
        expect(reader.chosen("select.places")).to_have_text([names[place] for place in places])
        assert reader.asked.get("place", "") == ",".join(places)
        reader.charts(1, server.figures([ONE], places or None)["id"])

    reader.opens(f"/compare?indicator={ONE}&benchmark={blank}")
    reader.picks("select.places", names["hunan"])
    sees("hunan")
    reader.picks("select.places", names["xiangtan"])
    sees("hunan", "xiangtan")
    reader.page.go_back()
    sees("hunan")
    reader.page.go_back()
    sees()
    reader.page.go_forward()
    sees("hunan")
    reader.page.go_forward()
    sees("hunan", "xiangtan")

    reader.follows(reader.text("page.approval_times"), "approval_times")
    # Between pages that ask for places in the same way the frame's links carry them on.
    expect(reader.chosen("select.places")).to_have_count(2)
    assert (reader.path, reader.asked) == ("/approval-times", {"place": ",".join(TWO)})
    reader.page.go_back()
    sees("hunan", "xiangtan")
    reader.page.go_back()
    sees("hunan")
    reader.page.go_forward()
    sees("hunan", "xiangtan")
    reader.page.go_forward()
    reader.stands("approval_times")
    assert (reader.path, reader.asked) == ("/approval-times", {"place": ",".join(TWO)})


SCRIPT = "<script>window.ran = 1</script>"
IMAGE = "<img src=x onerror=window.ran=1>"
LONG = "x" * 5000
# What a link asks for, and which values and names of it the page must name as left out.
TAMPERED = {
    "values and names that do not exist": (
        {"place": "anyang,nowhere", "benchmark": SCRIPT, "foo": "1", "lang": "xx"},
        [("place", "nowhere"), ("benchmark", SCRIPT), ("lang", "xx")],
        ["foo"],
    ),
    "a value without end and a number too large": (
        {"place": LONG, "indicator": "1e400"},
        [("place", LONG[:60]), ("indicator", "1e400")],
        [],
    ),
    "markup": (
        {"benchmark": "$x$", "place": f"{IMAGE},**b**,[a](b)", IMAGE: "1"},
        [("benchmark", "$x$"), ("place", IMAGE), ("place", "**b**"), ("place", "[a](b)")],
        [IMAGE],
    ),
}


@pytest.mark.parametrize(("asked", "rejected", "unknown"), TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_link_opens_says_what_it_left_out_and_runs_nothing(asked, rejected, unknown, reads):
    reader = reads("zh")
    reader.opens("/compare?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in asked.items()))
    said = reader.page.get_by_text("⚠ ").all_text_contents()
    for name, value in rejected:
        start, end = reader.text("address.rejected", name=name, value=value).split(value)
        assert any(start + value in line and line.endswith(end) for line in said), (name, value, said)
    for name in unknown:
        assert f"⚠ {reader.text('address.unknown', name=name)}" in said
    assert len(said) == len(rejected) + len(unknown)
    expect(reader.page.get_by_test_id("stPlotlyChart").first).to_be_visible()
    assert reader.page.evaluate("window.ran") is None
    assert reader.page.locator("img, main script").count() == 0
