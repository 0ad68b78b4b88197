"""Home: the cities side by side, and one city from its own side."""

from urllib.parse import unquote_plus

import pytest

from findings import home, kept, speed
from tests.pages.opening import blocks, hrefs, opened, seen
from words import wording
from words.facts import bars_of_figure

pytestmark = pytest.mark.slow  # whole pages run

FIGURES_IN_SIGHT, DRAWN = 300, 120  # of the pages of all cities together
# What the documents of each city lead with: 1, 3 and 10 days and 220 items; 84 second-level indicators, 339 tasks, 50 days and
# 45 problems; 153 promised items and four ranks in the province; 13 documents and 12 days
# less, 62 and 202 joint procedures, 96.21 points and rank 5, two better than before;
# the district a third below the statutory limit.
LEADS = {
    "hengyang": (1, 2, 3, 14),
    "anyang": (10, 14, 16, 107),
    "xiangtan": (31, 17, 92, 93, 94, 95),
    "qiandongnan": (4, 6, 12, 14, 16, 26, 40),
    "district": (4,),
}


IN_EITHER = pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.slow)])


@IN_EITHER
def test_every_city_has_a_card_and_a_way_to_its_page(language, shipped):
    app = seen("home", lang=language)
    names = kept.labels(shipped.id, "places", language)
    told, ways = blocks(app, "home:cities"), hrefs(app, "home:cities")
    for city in home.reporting_cities(shipped.id):
        assert names[city] in told
        assert any(f"city={city}" in way for way in ways)


@IN_EITHER
def test_a_city_shows_its_findings_its_tiles_its_figures_its_problems_and_its_documents(language, shipped):
    text, in_sight, drawn = wording(language), 0, set()
    for city in home.reporting_cities(shipped.id):
        told = blocks(seen("home", lang=language, city=city), "home")
        for part in ("findings", "good", "poor", "learn", "topics", "problems", "documents"):
            assert text(f"home.{part}") in told, (city, part)
        figures = home.figures_by_topic(shipped.id, city)
        assert all(name in told for name in figures[f"indicator_{language}"])
        in_sight += len(figures)
        beside = home.figures_beside(shipped.id, city)
        beside = {id_: rows.to_dict("records") for id_, rows in beside.groupby("figure")}
        for row in figures.to_dict("records"):
            drawn |= {row["id"]} if bars_of_figure(row, beside.get(row["id"], ()), language) else set()
    assert in_sight >= FIGURES_IN_SIGHT
    cuts = speed.ranked_cuts(shipped.id, speed.places_with_times(shipped.id))
    assert len(drawn | set(cuts["id"].str.removesuffix("/cut"))) >= DRAWN


@pytest.mark.parametrize("city", LEADS)
def test_every_problem_of_a_city_and_measure_to_learn_leads_to_its_place_in_a_document(city, shipped):
    ways = {unquote_plus(way) for way in hrefs(seen("home", lang="zh", city=city), "home:first")}
    rows = [*home.own_problems(shipped.id, city).to_dict("records")]
    rows += home.measures_to_learn(shipped.id, city).to_dict("records")
    for row in rows:
        assert any(f"source={row['source']}&at={row['locator']}&part=documents" in way for way in ways)


@pytest.mark.parametrize("city", LEADS)
def test_what_the_documents_of_a_city_lead_with_is_in_sight_with_its_words(city, shipped):
    ways = "\n".join(hrefs(seen("home", lang="zh", city=city), "home:topics"))
    assert [number for number in LEADS[city] if f"figure={city}-{number:03}" not in ways] == []


def test_every_link_carries_the_city_the_strictness_and_the_language(shipped):
    for way in hrefs(seen("home", lang="en", city="qiandongnan", rule="open"), "frame:band"):
        assert "city=qiandongnan" in way and "rule=open" in way
        assert "lang=" in way


def test_a_city_that_does_not_exist_is_announced_and_all_cities_are_shown(shipped):
    app = opened("home", lang="en", city="nowhere")
    assert "city=nowhere" in "\n".join(text.value for text in app.text)
    assert wording("en")("home.title") in blocks(app)


def test_the_open_rule_shows_what_is_only_indicative_and_says_so(shipped):
    usual = blocks(seen("home", lang="zh", city="qiandongnan"))
    open_ = blocks(seen("home", lang="en", city="qiandongnan", rule="open"))
    assert wording("zh")("grade.indicative") not in usual
    assert wording("en")("grade.indicative") in open_
