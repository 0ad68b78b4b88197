"""The league of the made-up index, whose scores are worked out in `made_up_index`: Home, Compare and a place's own page."""

import pytest

from findings import home, standing
from tests.pages.opening import blocks, opened

pytestmark = pytest.mark.slow  # whole pages run


def test_places_stand_by_their_overall_score_with_the_ranks_that_bounds_leave_open(index):
    rows = standing.league_rows(index)
    # third is 65 – 77.5, so it may be before second (75) or behind first (68.75).
    assert rows[["place", "rank_best", "rank_worst"]].values.tolist() == [
        ["second", 1, 2],
        ["third", 1, 3],
        ["first", 2, 3],
        ["fourth", 4, 4],
        ["fifth", 5, 5],
    ]
    assert rows.set_index("place").loc["first", "score_low"] == 68.75


def test_a_topic_has_a_league_of_its_own(index):
    rows = standing.league_rows(index, "services")
    assert rows["place"].tolist() == ["second", "third", "first", "fourth", "fifth"]
    assert rows["score_low"].tolist() == [90, 80, 60, 50, 40]


def test_a_front_topic_is_a_strength_of_a_place_and_a_last_one_a_gap(index):
    # of five places the first third is rank 1 (1 × 3 ≤ 5), the last third begins behind rank 4 ((5 − 1) × 3 ≥ 5 × 2).
    sides = {
        place: standing.place_in_league(index, place).set_index("composite")["side"]
        for place in ("second", "fifth")
    }
    assert sides["second"]["services"] == "strength"
    assert set(sides["fifth"]) == {"gap"}
    told = home.highlights(index, "fifth")
    assert set(told[told["highlight"] == "score"]["side"]) == {"gap"}


def test_data_without_scores_have_no_league(shipped):
    assert standing.league_rows(shipped.id).empty
    assert standing.place_in_league(shipped.id, "anyang").empty


def test_compare_shows_the_overall_league(index):
    assert "Scores and ranks" in blocks(opened("compare", lang="en"), "league")


def test_home_and_a_topic_show_the_league_and_a_place_its_overall_rank(index):
    for page, asked in (("home", {}), ("compare", {"topic": "services"})):
        assert "Scores and ranks" in blocks(opened(page, lang="en", **asked), "league"), page
    own = blocks(opened("home", lang="en", city="fourth"))
    assert "Overall score 45: Rank 4 of 5 places." in own
