"""Composites, worked by hand, checked on points and against plain arithmetic."""

from fractions import Fraction
from itertools import permutations, product
from math import isnan, nan, prod

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.composites import MEANS, comparable_scores, composites
from metrics.ranks import ranks
from tests.trying import tried

PARTS = ("low", "high", "low_open", "high_open")
TINY = 1e-7


@pytest.fixture(scope="module")
def score_rows(interval):
    """Score rows as from `scores`; each is a place, an indicator and an interval, without a text unknown."""

    def rows(*given: tuple[str, str, str]) -> pd.DataFrame:
        kinds = {"place": "str", "indicator": "str"}
        kinds |= {f"score_{part}": bool if part.endswith("open") else float for part in PARTS}
        return pd.DataFrame([(p, i, *interval(text)) for p, i, text in given], columns=list(kinds)).astype(
            kinds
        )

    return rows


def weight_rows(*given: tuple[str, str, float]) -> pd.DataFrame:
    kinds = {"composite": "str", "indicator": "str", "weight": float}
    return pd.DataFrame(list(given), columns=list(kinds)).astype(kinds)


@pytest.fixture(scope="module")
def many(score_rows, computed):
    """Composites, each of its own place and name: a list of (intervals, weights) each."""

    def composed(given: list[tuple], mean: str, threshold: float = 0) -> pd.DataFrame:
        scored, weights = [], []
        for number, (intervals, shares) in enumerate(given):
            names = [f"{number:03}-{part}" for part in range(len(intervals))]
            scored += [(f"{number:03}", *pair) for pair in zip(names, intervals, strict=True)]
            weights += [(f"{number:03}", *pair) for pair in zip(names, shares, strict=True)]
        frames = score_rows(*scored), weight_rows(*weights)
        found = computed(composites, *frames, mean=mean, threshold=threshold)
        own = found[found["place"] == found["composite"]]
        return own.sort_values("id", ignore_index=True)

    return composed


@pytest.mark.parametrize("mean", MEANS)
def test_every_golden_composite_is_as_worked_by_hand(mean, golden, many, interval, near):
    worked = [row for row in golden("composites") if row["mean"] == mean]
    for expected in worked:
        weights = [float(Fraction(weight)) for weight in expected["weights"].split("|")]
        given = [(expected["scores"].split("|"), weights)]
        row = many(given, mean, float(expected["threshold"])).iloc[0]
        assert tuple(row[list(PARTS)]) == near(interval(expected["composite"])), expected["working"]
        facts = row["covered"], row["withheld"], row["left_out"]
        assert facts == (int(expected["covered"]), expected["withheld"], expected["left_out"])
        assert row["of"] == sum(weight > 0 for weight in weights)


@st.composite
def intervals(draw) -> str:
    low, high = sorted(draw(st.sampled_from((0, 0, 10, 40, 90, 100))) for _ in range(2))
    if low == high:
        return draw(st.sampled_from((f"[{low}, {low}]", "")))
    return f"{draw(st.sampled_from('[('))}{low}, {high}{draw(st.sampled_from('])'))}"


mostly_exact = st.one_of(st.integers(0, 100).map("[{0}, {0}]".format), intervals())


@st.composite
def made_of(draw) -> tuple[list[str], list[float]]:
    size = draw(st.integers(1, 3))
    raw = draw(st.lists(st.integers(1, 4), min_size=size, max_size=size))
    return [draw(intervals()) for _ in raw], [weight / sum(raw) for weight in raw]


def mean_of(values: tuple[float, ...], weights: list[float], mean: str) -> float:
    if mean == "arithmetic":
        return sum(weight * value for value, weight in zip(values, weights, strict=True))
    return prod(value**weight for value, weight in zip(values, weights, strict=True))


def points(interval: tuple) -> set[float]:
    low, high, low_open, high_open = (0, 100, False, False) if isnan(interval[0]) else interval
    if low == high:
        return {low}
    return {low + TINY if low_open else low, (low + high) / 2, high - TINY if high_open else high}


@tried(12)
@given(st.lists(made_of(), min_size=20, max_size=40), st.sampled_from(MEANS))
def test_a_composite_holds_every_point_and_reaches_its_closed_ends_only(many, interval, drawn, mean):
    for (given_scores, weights), (_, row) in zip(drawn, many(drawn, mean).iterrows(), strict=True):
        if row["withheld"]:
            assert not any(given_scores) and isnan(row["low"]) and isnan(row["high"])
            continue
        inside = [points(interval(score)) for score in given_scores]
        values = [mean_of(chosen, weights, mean) for chosen in product(*inside)]
        # An open end is approached: with the geometric mean and a weight of 1/9, slowly.
        for end, is_open, value in (
            (row["low"], row["low_open"], min(values)),
            (-row["high"], row["high_open"], -max(values)),
        ):
            close = 20 if mean == "geometric" and end == 0 else 1e-3
            assert (0 < value - end < close) if is_open else abs(value - end) < 1e-9, (given_scores, weights)


def test_equal_places_tie_whatever_the_order_of_their_sum(score_rows, computed):
    thirds = weight_rows(*(("all", indicator, 1 / 6) for indicator in "uvwxyz"))
    values = (97.3, 11.1, 70.7, 33.3, 0.1, 8.9)
    assert len({sum(value / 6 for value in order) for order in permutations(values)}) > 1
    turned = {place: values[n:] + values[:n] for n, place in enumerate("abcdef")}
    rows = ((p, i, f"[{v}, {v}]") for p in turned for i, v in zip("uvwxyz", turned[p], strict=True))
    found = computed(composites, score_rows(*rows), thirds, mean="arithmetic", threshold=0)
    assert list(computed(ranks, found)["tied"]) == [5] * 6


def test_every_place_has_every_composite(score_rows, computed):
    rows = score_rows(("a", "x", "[10, 10]"), ("b", "y", "[20, 20]"), ("c", "elsewhere", "[5, 5]"))
    weights = weight_rows(("one", "x", 1), ("both", "x", 0.5), ("both", "y", 0.5))
    found = computed(composites, rows, weights, mean="arithmetic", threshold=0)
    assert list(found["id"]) == ["both|a", "both|b", "both|c", "one|a", "one|b", "one|c"]
    assert list(found["peer_set"]) == list(found["composite"]) == ["both"] * 3 + ["one"] * 3
    assert list(found["low"].fillna(-1)) == [5, 10, -1, 10, -1, -1]
    assert list(found["covered"]) == [1, 1, 0, 1, 0, 0]
    assert set(found["direction"]) == {"higher_is_better"}


@tried(6)
@given(
    st.lists(st.tuples(*[mostly_exact] * 3), min_size=3, max_size=3),
    st.sampled_from(MEANS),
)
def test_leaving_a_figure_out_never_improves_a_rank(score_rows, computed, drawn, mean):
    thirds = weight_rows(*(("all", indicator, 1 / 3) for indicator in "xyz"))

    def ranked(scored, weights):
        composed = nw.from_native(composites(scored, weights, mean, 0))
        return ranks(composed.filter(nw.col("left_out") == "").to_native())

    def best_ranks(rows: list[tuple]) -> dict[str, int]:
        return computed(ranked, score_rows(*rows), thirds).set_index("place")["rank_best"].to_dict()

    rows = [(str(p), i, s) for p, three in enumerate(drawn) for i, s in zip("xyz", three, strict=True)]
    before = best_ranks(rows)
    for place in before:
        for silent in "xyz":
            after = best_ranks([row for row in rows if row[:2] != (place, silent)])
            assert after.get(place, len(drawn) + 1) >= before[place]


def test_a_mean_that_is_not_known_is_refused(score_rows):
    with pytest.raises(ValueError, match="unknown mean 'median'; known: arithmetic, geometric"):
        composites(score_rows(), weight_rows(), "median", 0)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, nan, 50])
def test_a_threshold_that_is_no_share_is_refused(threshold, score_rows):
    with pytest.raises(ValueError, match="threshold: a share from 0 to 1 is wanted"):
        composites(score_rows(), weight_rows(), "arithmetic", threshold)


@pytest.fixture(scope="module")
def kept(score_rows, computed):
    """The ids kept of rows, each an indicator, a peer set, its peers and why the row is left out."""

    def ids(*rows: tuple[str, str, int, str]) -> list[str]:
        frame = score_rows(*((str(n), row[0], "[5, 5]") for n, row in enumerate(rows)))
        columns = {
            name: [row[at] for row in rows] for at, name in enumerate(("peer_set", "peers", "left_out"), 1)
        }
        frame = frame.assign(id=[f"{n}" for n in range(len(rows))], **columns)
        return list(computed(comparable_scores, frame)["id"])

    return ids


def test_of_each_indicator_the_largest_set_enters(kept):
    small, large = ("x", "x|pilot", 2, ""), ("x", "x|whole", 3, "")
    other = ("y", "y|pilot", 2, "")
    assert kept(small, large, other, large, small, large, other) == ["1", "2", "3", "5", "6"]


def test_of_two_equal_sets_the_first_by_alphabet_enters(kept):
    assert kept(*[("x", "x|whole", 2, ""), ("x", "x|pilot", 2, "")] * 2) == ["1", "3"]


def test_what_is_left_out_or_alone_in_its_set_does_not_enter(kept):
    assert kept(("x", "x|whole", 2, ""), ("x", "x|whole", 2, ""), ("x", "x|whole", 0, "no_number")) == [
        "0",
        "1",
    ]
    assert kept(("x", "x|whole", 1, ""), ("x", "x|pilot", 1, "")) == []
