"""Scores between fixed goalposts, worked by hand and checked on points."""

from math import copysign, inf

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.scores import scores
from tests.trying import tried

JUST_INSIDE, FAR_OUT = 1e-6, 1e9


def posts(*rows: tuple) -> pd.DataFrame:
    kinds = {"indicator": "str", "best": float, "worst": float}
    return pd.DataFrame(list(rows), columns=list(kinds)).astype(kinds)


@st.composite
def intervals(draw) -> str:
    low = draw(st.one_of(st.integers(-2, 6), st.just(-inf)))
    high = draw(st.one_of(st.integers(max(low, -2), 7), st.just(inf)))
    if low == high:
        return f"[{low}, {high}]"
    left = "(" if low == -inf else draw(st.sampled_from("[("))
    right = ")" if high == inf else draw(st.sampled_from("])"))
    return f"{left}{low}, {high}{right}"


goalposts = st.lists(st.integers(-1, 6), min_size=2, max_size=2, unique=True)


@pytest.fixture(scope="module")
def scored(observed, computed):
    """The scores of figures, each an indicator of its own with its own best and worst level."""

    def score(drawn: list[tuple]) -> pd.DataFrame:
        ids = [f"{number:03}" for number in range(len(drawn))]
        rows = (
            {"id": i, "indicator": i, "figure": figure} for i, (figure, *_) in zip(ids, drawn, strict=True)
        )
        levels = ((i, best, worst) for i, (_, best, worst) in zip(ids, drawn, strict=True))
        return computed(scores, observed(*rows), posts(*levels))

    return score


def test_every_golden_score_is_as_worked_by_hand(golden, scored, interval, interval_in, near):
    worked = golden("scores")
    found = scored([(row["figure"], *(float(row[p] or "nan") for p in ("best", "worst"))) for row in worked])
    assert len(found) == len(worked)
    for expected, (_, row) in zip(worked, found.iterrows(), strict=True):
        assert interval_in(row, "score") == near(interval(expected["score"])), expected["working"]


def points(interval: tuple, best: int, worst: int) -> set[float]:
    """Closed ends, points just inside the ends, and the goalposts where they are inside."""
    low, high, low_open, high_open = interval
    if low == high:
        return {low}
    start, stop = max(low, -FAR_OUT), min(high, FAR_OUT)
    tried = {
        start + JUST_INSIDE,
        stop - JUST_INSIDE,
        *(level for level in (best, worst) if low < level < high),
    }
    return tried | (set() if low_open else {low}) | (set() if high_open else {high})


@tried(15)
@given(st.lists(st.tuples(intervals(), goalposts), min_size=30, max_size=60))
def test_a_score_holds_every_point_and_reaches_its_closed_ends_only(scored, interval, interval_in, drawn):
    found = scored([(figure, *levels) for figure, levels in drawn])
    for (figure, (best, worst)), (_, row) in zip(drawn, found.iterrows(), strict=True):
        values = [
            min(max(100 * (worst - value) / (worst - best), 0), 100)
            for value in points(interval(figure), best, worst)
        ]
        low, high, low_open, high_open = interval_in(row, "score")
        for end, is_open, value in ((low, low_open, min(values)), (-high, high_open, -max(values))):
            assert (0 < value - end < 1e-3) if is_open else abs(value - end) < 1e-9, (figure, best, worst)


@tried(15)
@given(st.lists(st.tuples(intervals(), goalposts), min_size=2, max_size=30))
def test_another_place_never_changes_a_score(observed, computed, interval_in, drawn):
    levels = posts(("permit_days", *drawn[0][1]))
    rows = observed(*({"figure": figure} for figure, _ in drawn))
    alone, together = (computed(scores, some, levels).iloc[0] for some in (rows.head(1), rows))
    assert interval_in(alone, "score") == interval_in(together, "score")


def test_an_indicator_that_is_not_among_the_goalposts_has_no_score(observed, computed):
    rows = observed({"indicator": "permit_days"}, {"indicator": "permit_steps", "figure": "(2, 3)"})
    found = computed(scores, rows, posts(("permit_days", 0, 10)))
    assert list(found["score_low"].isna()) == list(found["score_high"].isna()) == [False, True]
    assert not found[["score_low_open", "score_high_open"]].any(axis=None)


def test_every_row_stays_and_only_the_score_is_added(observed, computed):
    rows = observed({"figure": "[0, 50)"}, {"figure": ""})
    found = computed(scores, rows, posts(("permit_days", 0, 100)))
    pd.testing.assert_frame_equal(found[list(rows)], rows)
    assert set(found) - set(rows) == {"score_low", "score_high", "score_low_open", "score_high_open"}


def test_the_worst_level_is_zero_without_a_sign(scored):
    assert copysign(1, scored([("[5, 5]", 25, 5)])["score_low"].item()) == 1


@pytest.mark.parametrize(("best", "worst"), [(0.1, 0.8), (0.1, 5.4), (7.3, 90.9)])
def test_the_best_level_is_a_hundred_to_the_last_digit(best, worst, scored):
    assert scored([(f"[{best}, {best}]", best, worst)])["score_high"].item() == 100
