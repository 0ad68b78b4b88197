"""Gaps to a benchmark, worked by hand."""

from math import nan

import pytest

from metrics.gaps import gaps


def test_every_golden_gap_is_as_worked_by_hand(
    golden, opposite, on_both_engines, interval, interval_in, near
):
    worked = golden("gaps")
    sides = [({"figure": row["figure"]}, {"figure": row["benchmark"]}) for row in worked]
    found = on_both_engines(gaps, opposite(sides))
    assert len(found) == len(worked)
    for expected, (_, row) in zip(worked, found.iterrows(), strict=True):
        for name in ("gap", "gap_percent"):
            assert interval_in(row, name) == near(interval(expected[name])), (name, expected["working"])


@pytest.mark.parametrize("figure", ["[9, 9]", "(7, inf)", ""])
def test_what_is_not_comparable_has_no_gap(figure, opposite, on_both_engines, interval_in, near):
    sides = [({"figure": figure}, {"figure": "[8, 8]"})]
    row = on_both_engines(gaps, opposite(sides, grade="not_comparable")).iloc[0]
    for name in ("gap", "gap_percent"):
        assert interval_in(row, name) == near((nan, nan, False, False))


def test_what_is_compared_with_caution_has_a_gap(opposite, on_both_engines):
    sides = [({"figure": "[9, 9]"}, {"figure": "[8, 8]"})]
    assert on_both_engines(gaps, opposite(sides, grade="with_caution"))["gap_low"].item() == 1
