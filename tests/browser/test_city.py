"""The reader's city: chosen once it is kept by the browser and in every link, and a link that names another one wins."""

import pytest
from playwright.sync_api import expect

from pages.parts.frame import REMEMBERED

KEPT = f"localStorage.getItem('{REMEMBERED}')"


@pytest.fixture
def reader(reads):
    return reads("zh")


def test_a_city_chosen_once_is_in_every_link_and_there_again_where_the_address_says_nothing(reader, pages):
    reader.opens("/compare?topic=property")
    reader.chooses_city("xiangtan")
    assert (reader.code, reader.asked["topic"]) == ("compare", "property")  # the same view from another side
    assert reader.page.evaluate(KEPT) == "xiangtan"
    for links in (reader.band, reader.page.locator(".foot"), reader.page.locator(".tabs")):
        ways = links.get_by_role("link").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert ways and all("city=xiangtan" in way for way in ways if "/api/" not in way)
    reader.page.get_by_role("link", name="≤").first.click()  # to the words of a figure
    reader.stands("indicators")
    assert reader.asked["city"] == "xiangtan" and reader.asked["figure"]
    for address in pages.values():
        reader.opens(address)
        reader.asks("[?&]city=xiangtan")
        reader.sees_city("xiangtan")


def test_a_link_that_names_another_city_wins_and_takes_nothing_away(reader):
    reader.opens("/")
    reader.chooses_city("anyang")
    reader.opens("/compare?city=hengyang")
    reader.sees_city("hengyang")
    assert reader.page.evaluate(KEPT) == "anyang"
    reader.opens("/compare")
    reader.asks("[?&]city=anyang")


def test_all_cities_forgets_the_city(reader):
    reader.opens("/")
    reader.chooses_city("anyang")
    reader.chooses_city("")
    assert not reader.page.evaluate(KEPT)
    reader.opens("/reforms")
    reader.sees_city("")
    assert "city" not in reader.asked


def test_back_and_forward_show_the_view_of_each_address(reader):
    reader.opens("/")
    title = reader.page.get_by_role("heading", level=1)
    reader.chooses_city("anyang")
    reader.follows(reader.text("page.compare"), "compare")
    reader.page.locator(".tabs").get_by_role("link").nth(3).click()
    reader.asks("topic=")
    topic = reader.asked["topic"]
    reader.page.go_back()
    reader.asks("/compare\\?city=anyang$")
    expect(reader.page.locator(".tabs [aria-current]")).to_have_text(reader.text("compare.shared"))
    reader.page.go_back()
    reader.stands("home")
    expect(title).to_have_text(reader.server.names("places", "zh")["anyang"])
    reader.page.go_back()
    expect(title).to_have_text(reader.text("home.title"))
    reader.sees_city("")
    reader.page.go_forward()
    reader.sees_city("anyang")
    reader.page.go_forward()
    reader.stands("compare")
    reader.page.go_forward()
    reader.asks(f"topic={topic}")
    reader.sees_city("anyang")
