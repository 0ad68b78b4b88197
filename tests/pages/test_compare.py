"""Compare and Speed as they are shown: from the reader's side, each figure with the way to its words."""

from itertools import product

import pytest

from findings import kept
from loaders.settings import STRICTNESS
from tests.pages.opening import blocks, hrefs, seen
from words import wording

pytestmark = pytest.mark.slow  # whole pages run


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_verdict_is_told_from_the_side_of_the_readers_city(language, shipped):
    told = blocks(seen("compare", lang=language, city="anyang"), "compare:board")
    # Xiangtan registers property within 5 working days, Anyang within 3.
    mine = kept.labels(shipped.id, "places", language)["anyang"]
    assert wording(language)("mine.looser", mine=mine) in told


def test_every_topic_has_a_tab_that_keeps_the_city(shipped):
    ways = hrefs(seen("compare", lang="en", city="anyang"), "compare:head")
    assert any("topic=innovation" in way and "city=anyang" in way for way in ways)


TOPICS = ("starting_business", "innovation", "rectification", "utilities")


@pytest.mark.parametrize(
    ("topic", "rule"),
    [("starting_business", "strict"), ("innovation", "usual"), ("rectification", "open")]
    + [pytest.param(*both, marks=pytest.mark.slow) for both in product(TOPICS, STRICTNESS)],
)
def test_every_topic_opens_under_every_strictness(topic, rule, shipped):
    seen("compare", lang="zh", topic=topic, rule=rule, city="xiangtan")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_speed_names_cuts_limits_claims_and_levels(language, shipped):
    app, text = seen("approval_times", lang=language, city="anyang"), wording(language)
    told = blocks(app, "speed")
    for part in ("speed.title", "speed.limits", "heading.claims", "speed.levels"):
        assert text(part) in told
    assert "36.67%" in told  # 1 − 10 ÷ 15.79, where the document claims about 50 %


def test_figures_in_the_board_lead_to_their_words(shipped):
    ways = hrefs(seen("compare", lang="en", city="anyang"), "compare:board")
    assert any("figure=anyang-001" in way for way in ways)
