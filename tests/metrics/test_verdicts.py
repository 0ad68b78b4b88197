"""Verdicts, worked by hand; the brute-force check is in test_intervals_by_points.py."""

import pytest

from metrics.verdicts import verdicts

BENCHMARKS = {"benchmark": "figure", "benchmark_bound": "bound"}


def test_every_golden_verdict_is_as_worked_by_hand(golden, opposite, on_both_engines):
    worked = golden("verdicts")
    sides = [
        (
            {name: row[name] for name in ("direction", "figure", "bound")},
            {column: row[name] for name, column in BENCHMARKS.items()},
        )
        for row in worked
    ]
    judged = on_both_engines(verdicts, opposite(sides))
    assert len(judged) == len(worked)
    for expected, (_, row) in zip(worked, judged.iterrows(), strict=True):
        assert (row["verdict"], row["limits"]) == (expected["verdict"], expected["limits"]), expected[
            "working"
        ]


@pytest.mark.parametrize("direction", ["lower_is_better", "higher_is_better", "no_judgement"])
def test_within_50_days_is_not_surely_better_than_48(direction, opposite, on_both_engines):
    within_50 = {"figure": "[0, 50]", "bound": "at_most", "direction": direction}
    exactly_48 = {"figure": "[48, 48]", "direction": direction}
    judged = on_both_engines(verdicts, opposite([(within_50, exactly_48), (exactly_48, within_50)]))
    assert list(judged["verdict"]) == ["cannot_tell", "cannot_tell"]
    assert list(judged["limits"]) == ["", ""]


def test_an_interval_without_any_number_equals_nothing(opposite, on_both_engines):
    sides = [({"figure": "[5, 5)"}, {"figure": "[5, 5)"}), ({"figure": "[5, 5]"}, {"figure": "(5, 5]"})]
    assert "equal" not in set(on_both_engines(verdicts, opposite(sides))["verdict"])


def test_what_is_not_comparable_gets_no_other_verdict(opposite, on_both_engines):
    limits = {"bound": "at_most", "figure": "[0, 50]"}
    sides = [({"figure": "[1, 1]"}, {"figure": "[2, 2]"}), ({}, {}), (limits, limits)]
    judged = on_both_engines(verdicts, opposite(sides, grade="not_comparable"))
    assert set(judged["verdict"]) == {"not_comparable"}
    assert set(judged["limits"]) == {""}


def test_what_is_compared_with_caution_gets_its_verdict(opposite, on_both_engines):
    sides = [({"figure": "[1, 1]"}, {"figure": "[2, 2]"})]
    assert list(on_both_engines(verdicts, opposite(sides, grade="with_caution"))["verdict"]) == [
        "surely_better"
    ]


def test_limits_in_different_units_are_not_held_against_each_other(opposite, on_both_engines):
    limit = {"figure": "[0, 50]", "bound": "at_most"}
    judged = on_both_engines(verdicts, opposite([(limit, limit | {"unit": "day"}), (limit, limit)]))
    assert list(judged["limits"]) == ["", "same"]
