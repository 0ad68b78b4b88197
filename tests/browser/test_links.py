"""Links: the address holds the whole view, whoever opens it, however it was made, and nothing that is not there."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

OTHER = {"zh": "en", "en": "zh"}
VIEW = "/compare?city=anyang&place=anyang,xiangtan&topic=property&rule=strict"
# Addresses of the first version, where they lead and what stands there.
MOVED = {
    "/overview": ("home", {}),
    "/city?place=xiangtan": ("home", {"city": "xiangtan"}),
    "/measures?topic=property": ("reforms", {"only": "all", "topic": "property"}),
    "/tasks?place=anyang": ("reforms", {"part": "tasks", "city": "anyang"}),
    "/rectification": ("compare", {"topic": "rectification"}),
    "/checks?outcome=fails": ("indicators", {"part": "checks", "outcome": "fails"}),
    "/sources?figure=anyang-001,xiangtan-001": (
        "indicators",
        {"part": "figures", "figure": "anyang-001,xiangtan-001"},
    ),
}


def sees_view(reader):
    """What `VIEW` asks for stands on the page, in the reader's language."""
    names, text = reader.server.names("places", reader.language), reader.text
    reader.sees_city("anyang")
    here = reader.page.locator(".tabs [aria-current]")
    expect(here).to_have_text(reader.server.names("topics", reader.language)["property"])
    headings = reader.page.get_by_role("table").first.get_by_role("columnheader")
    wanted = [text("compare.matter"), f"●{names['anyang']}", f"●{names['xiangtan']}", text("compare.above")]
    expect(headings).to_have_text(wanted)
    expect(reader.chosen("select.places")).to_have_text([names["anyang"], names["xiangtan"]])
    expect(reader.box("select.rule")).to_have_value(text("rule.strict"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_deep_link_opens_the_whole_view_for_the_first_visitor_of_a_server(language, fresh_server, reads):
    reader = reads(OTHER[language], fresh_server)
    reader.opens(f"{VIEW}&lang={language}")
    sees_view(reader)
    expect(reader.band.locator("[aria-current]")).to_have_text(reader.text("page.compare"))


def test_every_page_tells_the_browser_its_language_and_not_to_translate_it(reads, pages):
    reader, told = reads("en"), {}
    for language in ("en", "zh"):
        for address in pages.values():
            reader.page.goto(f"{reader.server.url}{address}?lang={language}", wait_until="domcontentloaded")
            told[f"{address}?lang={language}"] = reader.page.evaluate("document.documentElement.lang")
            assert reader.page.evaluate("document.documentElement.translate") is False
    assert told == {address: {"zh": "zh-CN", "en": "en"}[address[-2:]] for address in told}


def test_switching_the_language_twice_keeps_every_choice_and_the_address(reads):
    reader = reads("en")
    reader.opens(VIEW)
    asked = reader.asked
    for language in ("zh", "en"):
        reader.switches_to(language)
        assert reader.asked == asked | {"lang": language}
        sees_view(reader)


def test_a_choice_is_written_to_the_address_as_codes_and_defaults_are_left_out(reads, server):
    reader, names = reads("zh"), server.names("places", "zh")
    reader.opens("/compare")
    reader.picks("select.places", names["hengyang"])
    reader.asks("place=hengyang$")
    reader.picks("select.places", names["xiangtan"])
    reader.asks("place=hengyang(,|%2C)xiangtan$")
    reader.picks("select.rule", reader.text("rule.open"))
    reader.asks("rule=open")
    reader.picks("select.rule", reader.text("rule.usual"))
    reader.asks("^(?!.*rule)")
    for place in ("hengyang", "xiangtan"):
        reader.drops("select.places", names[place])
    reader.asks("/compare$")


@pytest.mark.parametrize("old", MOVED)
def test_an_old_address_leads_to_the_page_that_answers_it_now(old, reads):
    page, asked = MOVED[old]
    reader = reads("zh")
    reader.opens(old)
    reader.stands(page)
    assert reader.asked == asked
    expect(reader.page.get_by_text("⚠")).to_have_count(0)


SCRIPT = "<script>window.ran = 1</script>"
IMAGE = "<img src=x onerror=window.ran=1>"
LONG = "x" * 5000
# What a link asks for, and which values and names of it the page must name as left out.
TAMPERED = {
    "values and names that do not exist": (
        {"place": "anyang,nowhere", "city": SCRIPT, "foo": "1", "lang": "xx"},
        [("place", "nowhere"), ("city", SCRIPT), ("lang", "xx")],
        ["foo"],
    ),
    "a value without end and a number too large": (
        {"place": LONG, "topic": "1e400"},
        [("place", LONG[:60]), ("topic", "1e400")],
        [],
    ),
    "markup": (
        {"rule": "$x$", "place": f"{IMAGE},**b**,[a](b)", IMAGE: "1"},
        [("rule", "$x$"), ("place", IMAGE), ("place", "**b**"), ("place", "[a](b)")],
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
