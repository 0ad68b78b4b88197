"""Gaps to a benchmark, worked by hand."""

from math import nan

import pytest

from metrics.gaps import gaps


def test_every_golden_gap_is_as_worked_by_hand(golden, side, opposite, computed, interval, interval_in, near):
    worked = golden("gaps")
    sides = opposite([(side(row["observed"]), side(row["benchmark"])) for row in worked])
    found = computed(gaps, sides).set_index("id").loc[sides["id"]]
    for expected, (_, row) in zip(worked, found.iterrows(), strict=True):
        for name in ("gap", "gap_percent"):
            assert interval_in(row, name) == near(interval(expected[name])), (name, expected["working"])


@pytest.mark.parametrize("figure", ["[9, 9]", "(7, inf)", ""])
@pytest.mark.parametrize("status", ["achieved", "rule"])
def test_what_is_not_comparable_has_no_gap(figure, status, opposite, computed, interval_in, near):
    limit = {"status": status, "bound": "at_most"}
    sides = [({"figure": figure} | limit, {"figure": "[0, 8]"} | limit)]
    row = computed(gaps, opposite(sides, grade="not_comparable")).iloc[0]
    for name in ("gap", "gap_percent"):
        assert interval_in(row, name) == near((nan, nan, False, False))


@pytest.mark.parametrize("grade", ["comparable", "with_caution", "indicative"])
def test_what_may_be_compared_has_a_gap_whatever_the_caution(grade, opposite, computed):
    sides = [({"figure": "[9, 9]"}, {"figure": "[8, 8]"})]
    assert computed(gaps, opposite(sides, grade=grade))["gap_low"].item() == 1
