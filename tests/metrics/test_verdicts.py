"""Verdicts, worked by hand; against brute force see test_intervals_by_points.py, test_limits.py and test_durations.py."""

import pytest

from metrics.verdicts import AHEAD, BEHIND, verdicts
from tests.metrics.rules import MIRRORED


@pytest.fixture(scope="module")
def judged(golden, side, opposite, computed):
    """The golden rows, and the computed row of each."""
    worked = golden("verdicts")
    sides = opposite([(side(row["observed"]), side(row["benchmark"])) for row in worked])
    found = computed(verdicts, sides).set_index("id").loc[sides["id"]]
    return list(zip(worked, found.to_dict("records"), strict=True))


def test_every_golden_verdict_is_as_worked_by_hand(judged):
    for expected, row in judged:
        assert row["verdict"] == expected["verdict"], (
            expected["observed"],
            expected["benchmark"],
            expected["working"],
        )
        assert row["form"] == expected["form"], (expected["observed"], expected["benchmark"])


def test_every_verdict_occurs_in_the_golden_file(judged):
    assert {expected["verdict"] for expected, _ in judged} == set(MIRRORED) - {"not_comparable"}


def test_a_verdict_mirrored_twice_is_itself_and_ahead_turns_into_behind_or_a_limit():
    assert all(MIRRORED[MIRRORED[verdict]] == verdict for verdict in MIRRORED)
    assert [MIRRORED[verdict] for verdict in AHEAD] == ["surely_worse", "looser", "limit_kept"]
    assert [MIRRORED[verdict] for verdict in BEHIND] == ["surely_better", "stricter", "limit_exceeded"]


@pytest.mark.parametrize("direction", ["lower_is_better", "higher_is_better", "no_judgement"])
def test_within_50_days_is_not_surely_better_than_48(direction, opposite, computed):
    within_50 = {"figure": "[0, 50]", "bound": "at_most", "direction": direction}
    exactly_48 = {"figure": "[48, 48]", "direction": direction}
    judged = computed(verdicts, opposite([(within_50, exactly_48), (exactly_48, within_50)]))
    assert list(judged["verdict"]) == ["cannot_tell", "cannot_tell"]


def test_an_interval_without_any_number_equals_nothing(opposite, computed):
    sides = [({"figure": "[5, 5)"}, {"figure": "[5, 5)"}), ({"figure": "[5, 5]"}, {"figure": "(5, 5]"})]
    assert "equal" not in set(computed(verdicts, opposite(sides))["verdict"])


def test_what_is_not_comparable_gets_no_other_verdict(opposite, computed):
    limit = {"bound": "at_most", "figure": "[0, 50]", "status": "rule"}
    sides = [({"figure": "[1, 1]"}, {"figure": "[2, 2]"}), ({}, {}), (limit, limit), ({}, limit)]
    judged = computed(verdicts, opposite(sides, grade="not_comparable"))
    assert set(judged["verdict"]) == {"not_comparable"}


@pytest.mark.parametrize("grade", ["comparable", "with_caution", "indicative"])
def test_what_may_be_compared_gets_its_verdict_whatever_the_caution(grade, opposite, computed):
    sides = [({"figure": "[1, 1]"}, {"figure": "[2, 2]"})]
    assert list(computed(verdicts, opposite(sides, grade=grade))["verdict"]) == ["surely_better"]
