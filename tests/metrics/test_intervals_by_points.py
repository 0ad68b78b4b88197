"""Intervals against brute force: every claim about two figures is checked on the points they may be.

The ends are small whole numbers. The points of an interval are its closed ends, points just inside its ends,
its middle, and far out where it has no end, be that marked as open or not. More points show nothing new, as
all that is computed is monotone.
"""

from itertools import product
from math import inf, isinf, isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reductions import reductions
from metrics.verdicts import verdicts
from tests.trying import tried

JUST_INSIDE, FAR_OUT = 1e-6, 1e9
DIRECTIONS = ("lower_is_better", "higher_is_better", "no_judgement")


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, 4))
    high = draw(st.one_of(st.integers(low, 5), st.just(low), st.just(inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{right}"


sides = st.lists(st.tuples(intervals(), intervals()), min_size=20, max_size=50)


@pytest.fixture(scope="module")
def points(interval):
    def inside(text: str) -> set[float]:
        low, high, low_open, high_open = interval(text)
        if low == high:
            return {low}
        top = {low + 1, FAR_OUT} if isinf(high) else {high - JUST_INSIDE, (low + high) / 2}
        return (
            top
            | {low + JUST_INSIDE}
            | ({low} - {low if low_open else None})
            | (set() if high_open or isinf(high) else {high})
        )

    return inside


def verdict_by_points(direction: str, ours: set[float], theirs: set[float]) -> str:
    lower, higher = {
        "lower_is_better": ("surely_better", "surely_worse"),
        "higher_is_better": ("surely_worse", "surely_better"),
        "no_judgement": ("surely_lower", "surely_higher"),
    }[direction]
    if all(our < their for our, their in product(ours, theirs)):
        return lower
    if all(our > their for our, their in product(ours, theirs)):
        return higher
    return "equal" if len(ours) == 1 and ours == theirs else "cannot_tell"


@tried(12)
@given(sides, st.sampled_from(DIRECTIONS))
def test_a_verdict_holds_for_every_two_points(opposite, computed, points, drawn, direction):
    rows = opposite(
        [({"figure": ours, "direction": direction}, {"figure": theirs}) for ours, theirs in drawn]
    )
    judged = computed(verdicts, rows).set_index("id")["verdict"]
    for name, (ours, theirs) in zip(rows["id"], drawn, strict=True):
        assert judged[name] == verdict_by_points(direction, points(ours), points(theirs)), (ours, theirs)


def check_ends(claimed: tuple, values: list[float], knows_nothing=(False, False)) -> None:
    """All values lie between the ends, and the ends are reached where closed, approached where open."""
    if not values:
        assert isnan(claimed[0]) and isnan(claimed[1])
        return
    low, high, low_open, high_open = claimed
    for end, is_open, value, unknown in (
        (low, low_open, min(values), knows_nothing[0]),
        (-high, high_open, -max(values), knows_nothing[1]),
    ):
        assert value > end if is_open else value >= end - 1e-9
        if unknown:
            assert end == -inf and is_open
        elif isinf(end):
            assert is_open and value < -1e5
        else:
            assert value - end < (1e-3 if is_open else 1e-9)


@pytest.fixture(scope="module")
def cuts(observed, computed):
    def cut(drawn: list[tuple[str, str]], direction: str = "lower_is_better"):
        rows = ({"before": b, "figure": f, "before_bound": "exact", "direction": direction} for b, f in drawn)
        table = observed(*rows)
        return computed(reductions, table).set_index("id").loc[table["id"]]

    return cut


@tried(12)
@given(sides)
def test_a_cut_holds_every_difference_and_reaches_both_ends(cuts, interval_in, points, drawn):
    for (before, now), (_, row) in zip(drawn, cuts(drawn).iterrows(), strict=True):
        values = [b - n for b, n in product(points(before), points(now))]
        check_ends(interval_in(row, "cut"), values)


@tried(12)
@given(sides)
def test_a_percentage_holds_every_cut_and_reaches_both_ends(cuts, interval_in, interval, points, drawn):
    for (before, now), (_, row) in zip(drawn, cuts(drawn).iterrows(), strict=True):
        values = [100 * (1 - n / b) for b, n in product(points(before) - {0}, points(now))]
        before_may_be_nothing = interval(before)[0] == 0 and interval(now)[1] == 0
        check_ends(interval_in(row, "cut_percent"), values, (before_may_be_nothing, False))


@tried(12)
@given(sides)
def test_a_ratio_holds_every_quotient_and_reaches_both_ends(cuts, interval_in, interval, points, drawn):
    for (before, now), (_, row) in zip(drawn, cuts(drawn).iterrows(), strict=True):
        values = [b / n for b, n in product(points(before), points(now) - {0})]
        now_may_be_nothing = interval(now)[0] == 0 and interval(before)[1] == 0
        check_ends(interval_in(row, "ratio"), values, (False, now_may_be_nothing))


@tried(12)
@given(sides, st.sampled_from(DIRECTIONS))
def test_an_improvement_is_one_for_every_two_points(cuts, points, drawn, direction):
    for (before, now), (_, row) in zip(drawn, cuts(drawn, direction).iterrows(), strict=True):
        better = {
            (n < b if direction == "lower_is_better" else n > b)
            for b, n in product(points(before), points(now))
        }
        expected = {(True,): "yes", (False,): "no"}.get(tuple(better), "unknown")
        assert row["is_improvement"] == ("unknown" if direction == "no_judgement" else expected), (
            before,
            now,
        )
