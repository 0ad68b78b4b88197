"""Attainable ranks and flips, worked by hand and against every corner of the weights in exact arithmetic."""

from collections.abc import Iterator
from itertools import combinations, permutations
from math import exp, log

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.composites import composites
from metrics.ranks import ranks
from metrics.weights import attainable_ranks, flips
from tests.trying import tried

INDICATORS = ("x", "y", "z")
WHOLE = 12  # the bounds of the weights are twelfths


def score_rows(places: list[tuple]) -> pd.DataFrame:
    """Scores of places p0, p1 …: of each place an interval for x, y, and z."""
    rows = [
        (f"p{number}", indicator, *interval)
        for number, three in enumerate(places)
        for indicator, interval in zip(INDICATORS, three, strict=False)
    ]
    return pd.DataFrame(rows, columns=["place", "indicator", "score_low", "score_high"]).astype(
        {"place": "str", "indicator": "str", "score_low": float, "score_high": float}
    )


def admissible_rows(bounds: list[tuple[float, float]]) -> pd.DataFrame:
    lowest, highest = zip(*bounds, strict=True)
    return pd.DataFrame({"indicator": INDICATORS[: len(bounds)], "lowest": lowest, "highest": highest})


def rank_table(found: pd.DataFrame) -> dict[tuple[str, str], int]:
    return found.groupby(["place", "end"])["rank"].first().to_dict()


def test_every_golden_rank_is_as_worked_by_hand(golden, interval):
    worked = pd.DataFrame(golden("weights"))
    for _, world in worked.groupby("world"):
        low, high = (float(world[f"x_{end}"].iloc[0]) for end in ("lowest", "highest"))
        scores = [(interval(x)[:2], interval(y)[:2]) for x, y in zip(world["x"], world["y"], strict=True)]
        bounds = admissible_rows([(low, high), (1 - high, 1 - low)])
        found = rank_table(attainable_ranks(score_rows(scores), bounds, "arithmetic"))
        for number, (_, row) in enumerate(world.iterrows()):
            reached = found[f"p{number}", "best"], found[f"p{number}", "worst"]
            assert reached == (int(row["best"]), int(row["worst"])), (row["world"], row["working"])


# The oracle: the least count of rows above 0 is found where enough of them are exactly 0 or a weight is at
# its bound. All such corners are tried, in whole numbers: weights are numerators over one denominator.

Weights = tuple[int, int, int]


def corners(rows: list[tuple], bounds: list[tuple[int, int]]) -> Iterator[Weights]:
    unit = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    planes = [(row, 0) for row in rows]
    planes += [(axis, bound) for axis, both in zip(unit, bounds, strict=True) for bound in both]
    for (one, p), (other, q) in combinations(planes, 2):
        normal = np.cross(one, other)
        if (whole := int(normal.sum())) == 0:
            continue
        # Cramer's rule for: sum = WHOLE, one · weights = p, other · weights = q.
        ones = (1, 1, 1)
        found = WHOLE * normal + p * np.cross(other, ones) + q * np.cross(ones, one)
        found = found * (1 if whole > 0 else -1)
        if all(
            low * abs(whole) <= n <= high * abs(whole) for n, (low, high) in zip(found, bounds, strict=True)
        ):
            yield tuple(int(n) for n in found)


def dot(row: tuple, weights: Weights) -> int:
    return sum(int(a) * b for a, b in zip(row, weights, strict=True))


def fewest_above(rows: list[tuple], bounds: list[tuple[int, int]]) -> int:
    return min(sum(dot(row, weights) > 0 for row in rows) for weights in corners(rows, bounds))


def minus(ours: tuple, theirs: tuple, our_end: int, their_end: int) -> tuple:
    return tuple(a[our_end] - b[their_end] for a, b in zip(ours, theirs, strict=True))


def ranks_by_corners(places: list[tuple], bounds: list[tuple[int, int]]) -> dict[tuple[str, str], int]:
    found = {}
    for number, mine in enumerate(places):
        rivals = [other for n, other in enumerate(places) if n != number]
        ahead = fewest_above([minus(other, mine, 0, 1) for other in rivals], bounds)
        behind = fewest_above([minus(mine, other, 0, 1) for other in rivals], bounds)
        found |= {(f"p{number}", "best"): 1 + ahead, (f"p{number}", "worst"): len(places) - behind}
    return found


intervals = st.tuples(st.integers(0, 6), st.sampled_from((0, 0, 0, 1, 3))).map(lambda d: (d[0], d[0] + d[1]))


@st.composite
def bounds_of_weights(draw) -> list[tuple[int, int]]:
    """Bounds in twelfths; those of 0 for z make a world of two indicators."""
    lows = draw(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)))
    bounds = [(low, draw(st.integers(low, WHOLE))) for low in lows]
    return bounds[:2] + draw(st.sampled_from(([(0, 0)], bounds[2:])))


def can_sum_to_one(bounds: list[tuple[int, int]]) -> bool:
    return sum(low for low, _ in bounds) <= WHOLE <= sum(high for _, high in bounds)


places_of_three = st.lists(st.tuples(intervals, intervals, intervals), min_size=2, max_size=5)
worlds = st.tuples(places_of_three, bounds_of_weights().filter(can_sum_to_one))


def as_frames(places: list[tuple], bounds: list[tuple[int, int]], mean: str = "arithmetic"):
    """The geometric mean of powers of 2 is the arithmetic mean of their exponents, exactly."""
    if mean == "geometric":
        places = [tuple((2.0**low, 2.0**high) for low, high in three) for three in places]
    shares = [(low / WHOLE, high / WHOLE) for low, high in bounds]
    return score_rows(places), admissible_rows(shares)


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
@tried(35)
@given(worlds)
def test_no_weights_give_a_rank_beyond_the_attainable_ones(mean, drawn):
    places, bounds = drawn
    found = rank_table(attainable_ranks(*as_frames(places, bounds, mean), mean))
    assert found == ranks_by_corners(places, bounds)


@tried(35)
@given(worlds)
def test_the_weights_shown_are_admissible_and_give_the_rank(drawn):
    places, bounds = drawn
    found = attainable_ranks(*as_frames(places, bounds), "arithmetic")
    low, high = (np.array(places, dtype=float)[..., end] for end in (0, 1))
    for (place, end), rows in found.groupby(["place", "end"]):
        assert list(rows["indicator"]) == list(INDICATORS)
        weights, number = rows["weight"].to_numpy(), int(place[1:])
        assert weights.sum() == pytest.approx(1, abs=1e-12)
        assert all(a / WHOLE <= w <= b / WHOLE for w, (a, b) in zip(weights, bounds, strict=True))
        ahead = low @ weights > high[number] @ weights + 1e-9
        behind = high @ weights < low[number] @ weights - 1e-9
        rank = 1 + ahead.sum() if end == "best" else len(places) - behind.sum()
        assert set(rows["rank"]) == {rank}


@tried(15)
@given(places_of_three, st.permutations((2, 4, 6)), st.sampled_from(("arithmetic", "geometric")))
def test_with_one_choice_of_weights_the_attainable_ranks_are_the_ranks(computed, places, parts, mean):
    scored, admissible = as_frames(places, [(part, part) for part in parts], mean)
    weights = admissible.assign(composite="all", weight=admissible["lowest"])
    closed = scored.assign(score_low_open=False, score_high_open=False)
    ranked = computed(lambda rows, of: ranks(composites(rows, of, mean, 0)), closed, weights)
    ranked = ranked.set_index("place")
    for (place, end), rank in rank_table(attainable_ranks(scored, admissible, mean)).items():
        assert ranked.loc[place, f"rank_{end}"] == rank


def test_a_near_tie_is_not_taken_for_a_tie():
    # Two copies of b are ahead where x weighs more, two of c where it weighs less, and at equal weights
    # all four by a ten-millionth: nearer than solvers look, and yet two of them are always ahead.
    near = 1e-7
    a, b, c = ((50, 50), (51 + near, 49 + near), (49 + near, 51 + near))
    scored = score_rows([tuple((value, value) for value in two) for two in (a, b, b, c, c)])
    found = rank_table(attainable_ranks(scored, admissible_rows([(0, 1), (0, 1)]), "arithmetic"))
    assert found["p0", "best"] == 3


# Flips


def verdict_of(ours: tuple, theirs: tuple, weights: Weights) -> str:
    low, high = (dot(minus(ours, theirs, *ends), weights) for ends in ((0, 1), (1, 0)))
    if low > 0:
        return "surely_better"
    if high < 0:
        return "surely_worse"
    return "equal" if low == high == 0 else "cannot_tell"


def verdicts_by_corners(ours: tuple, theirs: tuple, bounds: list[tuple[int, int]]) -> set[str]:
    """At all corners, and between every two and three of them: so in every cell, on every edge of one."""
    lows, highs = minus(ours, theirs, 0, 1), minus(ours, theirs, 1, 0)
    width = tuple(high - low for low, high in zip(lows, highs, strict=True))
    found = {tuple(n / sum(w) for n in w): w for w in corners([lows, highs, width], bounds)}
    tried = list(found.values())
    between = [*combinations(tried, 2), *combinations(tried, 3)]
    return {verdict_of(ours, theirs, w) for w in tried} | {
        verdict_of(ours, theirs, tuple(map(sum, zip(*map(in_one_measure(some), some), strict=True))))
        for some in between
    }


def in_one_measure(some: tuple[Weights, ...]):
    """Brings weights to one sum, so that adding them gives a point between them."""
    whole = 1
    for weights in some:
        whole *= sum(weights)
    return lambda weights: tuple(n * (whole // sum(weights)) for n in weights)


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
@tried(25)
@given(worlds)
def test_a_verdict_is_always_so_when_no_corner_says_otherwise(mean, drawn):
    places, bounds = drawn
    scored, admissible = as_frames(places, bounds, mean)
    given = next(corners([], bounds))
    shares = pd.DataFrame({"indicator": INDICATORS, "weight": [n / sum(given) for n in given]})
    found = flips(scored, admissible, shares, mean).set_index(["place", "benchmark_place"])
    assert len(found) == len(places) * (len(places) - 1)
    for one, other in permutations(range(len(places)), 2):
        row, two = found.loc[(f"p{one}", f"p{other}")], (places[one], places[other])
        assert row["verdict"] == verdict_of(*two, given)
        assert row["always"] == (verdicts_by_corners(*two, bounds) == {row["verdict"]})
        for name, ends, choose in (("range_low", (0, 1), min), ("range_high", (1, 0), max)):
            difference = minus(*two, *ends)
            reached = choose(dot(difference, w) / sum(w) for w in corners([], bounds))
            expected = exp(reached * log(2)) if mean == "geometric" else reached
            assert row[name] == pytest.approx(expected, abs=1e-12)


def test_a_verdict_turns_where_another_indicator_weighs_more():
    scored = score_rows([((80, 80), (20, 20)), ((50, 50), (60, 60))])
    shares = pd.DataFrame({"indicator": ["x", "y"], "weight": [0.7, 0.3]})
    wide, narrow = ([(low, 0.7), (0.3, 1 - low)] for low in (0.3, 0.6))
    found = flips(scored, admissible_rows(wide), shares, "arithmetic").iloc[0]
    assert list(found) == ["p0", "p1", "surely_better", False, pytest.approx(-19), pytest.approx(9)]
    found = flips(scored, admissible_rows(narrow), shares, "arithmetic").iloc[0]
    assert list(found) == ["p0", "p1", "surely_better", True, pytest.approx(2), pytest.approx(9)]


# Frames and refusals

SCORED = score_rows([((80, 80), (20, 20)), ((50, 70), (60, 60)), ((0, 10), (40, 50))])
BOUNDS = admissible_rows([(0.3, 0.7), (0.3, 0.7)])
SHARES = pd.DataFrame({"indicator": ["x", "y"], "weight": [0.5, 0.5]})


def test_a_relation_gives_what_a_frame_gives():
    relations = [duckdb.from_df(frame) for frame in (SCORED, BOUNDS, SHARES)]
    found = attainable_ranks(*relations[:2], "arithmetic")
    pd.testing.assert_frame_equal(found, attainable_ranks(SCORED, BOUNDS, "arithmetic"))
    found = flips(*relations, "arithmetic")
    pd.testing.assert_frame_equal(found, flips(SCORED, BOUNDS, SHARES, "arithmetic"))


def test_indicators_without_admissible_weights_are_passed_over():
    more = pd.concat([SCORED, SCORED.assign(indicator="elsewhere", score_low=99.0, score_high=99.0)])
    found = attainable_ranks(more, BOUNDS, "arithmetic")
    pd.testing.assert_frame_equal(found, attainable_ranks(SCORED, BOUNDS, "arithmetic"))


def test_the_ranks_of_some_places_are_those_they_have_among_all():
    every = attainable_ranks(SCORED, BOUNDS, "arithmetic")
    some = attainable_ranks(SCORED, BOUNDS, "arithmetic", ["p1"])
    assert set(some["place"]) == {"p1"}
    pd.testing.assert_frame_equal(some, every[every["place"] == "p1"].reset_index(drop=True))


def test_one_place_alone_is_first_and_last():
    alone = SCORED[SCORED["place"] == "p0"]
    assert rank_table(attainable_ranks(alone, BOUNDS, "arithmetic")) == {
        ("p0", "best"): 1,
        ("p0", "worst"): 1,
    }
    assert list(flips(alone, BOUNDS, SHARES, "arithmetic").columns)[:2] == ["place", "benchmark_place"]


def test_without_places_there_are_no_ranks():
    for found in (
        attainable_ranks(SCORED[:0], BOUNDS, "geometric"),
        flips(SCORED[:0], BOUNDS, SHARES, "geometric"),
    ):
        assert found.empty and "place" in found


@pytest.mark.parametrize(
    ("scored", "bounds", "mean", "words"),
    [
        (SCORED, BOUNDS, "median", "unknown mean 'median'"),
        (SCORED, BOUNDS, "geometric", "the score of p2 for x may be 0, which has no logarithm"),
        (SCORED[1:], BOUNDS, "arithmetic", "p0 has no score for x: ranks need complete composites"),
        (SCORED.replace(80, np.nan), BOUNDS, "arithmetic", "p0 has no score for x"),
        (SCORED, admissible_rows([(0.1, 0.4)] * 2), "arithmetic", "cannot sum to 1: from 0.2 to 0.8"),
        (SCORED, BOUNDS[:0], "arithmetic", "cannot sum to 1: from 0 to 0"),
        (SCORED, admissible_rows([(0.6, 0.7)] * 2), "arithmetic", "cannot sum to 1: from 1.2 to 1.4"),
        (SCORED, admissible_rows([(0.7, 0.6), (0, 1)]), "arithmetic", "0 <= lowest <= highest <= 1"),
        (SCORED, admissible_rows([(-0.1, 0.6), (0, 1)]), "arithmetic", "0 <= lowest <= highest <= 1"),
        (SCORED, admissible_rows([(0, 60), (0, 100)]), "arithmetic", "0 <= lowest <= highest <= 1"),
    ],
)
def test_what_cannot_be_answered_is_refused(scored, bounds, mean, words):
    with pytest.raises(ValueError, match=words):
        attainable_ranks(scored, bounds, mean)
    with pytest.raises(ValueError, match=words):
        flips(scored, bounds, SHARES, mean)


@pytest.mark.parametrize("weights", [[0.8, 0.2], [0.5, 0.4]])
def test_shares_that_are_not_admissible_are_refused(weights):
    with pytest.raises(ValueError, match="not among the admissible weights"):
        flips(SCORED, BOUNDS, SHARES.assign(weight=weights), "arithmetic")


def test_bounds_that_sum_to_1_but_for_the_last_digit_are_not_refused():
    fixed = [0.7, 0.2, 0.1]
    assert sum(fixed) < 1
    scored = score_rows([((50, 60),) * 3])
    found = attainable_ranks(scored, admissible_rows([(share, share) for share in fixed]), "arithmetic")
    assert list(found["weight"]) == fixed * 2
