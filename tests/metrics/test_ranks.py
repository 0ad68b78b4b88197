"""Rank ranges and tiers: worked by hand, and against brute force over every two figures and every value."""

from itertools import product
from math import isinf, nan

import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.ranks import RANKS, ranks
from tests.trying import tried

DIRECTIONS = ("lower_is_better", "higher_is_better")
TOP = 6


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, TOP - 1))
    high = draw(st.one_of(st.integers(low, TOP - 1), st.just(low), st.just(np.inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{')' if isinf(high) else right}"


one_set = st.tuples(st.sampled_from(DIRECTIONS), st.lists(intervals(), min_size=1, max_size=7))
several_sets = st.lists(one_set, min_size=4, max_size=10)


@pytest.fixture(scope="module")
def ranked(observed, computed):
    """Ranks of several sets, each a direction and its figures; one frame per set, in the order of the figures."""

    def in_floats(figures):
        # Whole numbers beside unknown ones are floats in pandas and whole numbers in DuckDB.
        return nw.from_native(ranks(figures)).with_columns(nw.col(*RANKS).cast(nw.Float64)).to_native()

    def rank(sets: list[tuple[str, list[str]]]) -> list[pd.DataFrame]:
        rows = [(str(number), *one, figure) for number, one in enumerate(sets) for figure in one[1]]
        table = observed(*({"direction": row[1], "figure": row[3]} for row in rows))
        table["peer_set"] = pd.Series([row[0] for row in rows], dtype="str")
        found = computed(in_floats, table).set_index("id").loc[table["id"]]
        return [found[found["peer_set"] == str(number)] for number in range(len(sets))]

    return rank


@pytest.fixture(scope="module")
def is_better(interval):
    """Is the one surely better than the other, as defined in the method?"""

    def below(one: str, other: str) -> bool:
        (_, high, _, high_open), (low, _, low_open, _) = interval(one), interval(other)
        return high < low or (high == low and (high_open or low_open))

    return lambda direction, one, other: (
        below(one, other) if direction == "lower_is_better" else below(other, one)
    )


def test_every_golden_rank_is_as_worked_by_hand(golden, ranked):
    worked = golden("ranks")
    sets = list(dict.fromkeys((row["set"], row["direction"]) for row in worked))
    rows = [[row for row in worked if row["set"] == name] for name, _ in sets]
    found = ranked([(d, [row["figure"] for row in r]) for (_, d), r in zip(sets, rows, strict=True)])
    for of_set, frame in zip(rows, found, strict=True):
        for expected, (_, row) in zip(of_set, frame.iterrows(), strict=True):
            wanted = [float(expected[name] or nan) for name in RANKS]
            assert list(row[list(RANKS)]) == pytest.approx(wanted, nan_ok=True), expected["working"]


def test_ranks_are_whole_numbers_and_replace_outdated_ones(observed, computed):
    figures = observed({"figure": "[5, 5]"}, {"figure": "[8, 8]"}).assign(peer_set="one", rank_best=9, tier=9)
    found = computed(ranks, figures)
    assert list(found["rank_best"]) == list(found["tier"]) == [1, 2]
    assert {str(found[name].dtype) for name in RANKS} == {"int64"}
    assert set(found) == {*figures, *RANKS}


@tried(8)
@given(several_sets)
def test_ranks_are_what_counting_every_two_figures_gives(ranked, is_better, interval, drawn):
    for (direction, figures), found in zip(drawn, ranked(drawn), strict=True):
        for own, (_, row) in zip(figures, found.iterrows(), strict=True):
            better = sum(is_better(direction, other, own) for other in figures)
            worse = sum(is_better(direction, own, other) for other in figures)
            alike = figures.count(own) - 1 if interval(own)[0] == interval(own)[1] else 0
            expected = (1 + better, len(figures) - worse, len(figures), alike)
            assert tuple(row[["rank_best", "rank_worst", "ranked", "tied"]]) == expected, (own, figures)


def values(low: float, high: float, low_open: bool, high_open: bool) -> list[float]:
    """The whole and half numbers in an interval, up to TOP where it has no end; each is one it may be."""
    halves = np.arange(0, TOP + 0.5, 0.5)
    return [
        v for v in halves if (v > low if low_open else v >= low) and (v < high if high_open else v <= high)
    ]


@tried(8)
@given(
    st.lists(
        st.tuples(st.sampled_from(DIRECTIONS), st.lists(intervals(), min_size=1, max_size=4)), max_size=8
    )
)
def test_a_rank_range_is_attained_at_both_ends_by_values_the_figures_may_have(ranked, interval, drawn):
    for (direction, figures), found in zip(drawn, ranked(drawn), strict=True):
        worlds = np.array(list(product(*(values(*interval(figure)) for figure in figures))))
        worlds = worlds if direction == "lower_is_better" else -worlds
        own, others = worlds[:, :, None], worlds[:, None, :]
        best = 1 + (others < own).sum(axis=2).min(axis=0)
        worst = len(figures) - (others > own).sum(axis=2).min(axis=0)
        assert list(found["rank_best"]) == list(best), (direction, figures)
        assert list(found["rank_worst"]) == list(worst), (direction, figures)


@tried(8)
@given(several_sets)
def test_tiers_are_the_groups_linked_by_overlaps_and_ties(ranked, is_better, drawn):
    for (direction, figures), found in zip(drawn, ranked(drawn), strict=True):
        count = len(figures)
        linked = np.array(
            [
                [not is_better(direction, a, b) and not is_better(direction, b, a) for b in figures]
                for a in figures
            ]
        )
        for _ in range(count):
            linked = linked @ linked
        groups = {tuple(row) for row in linked}
        tier = found["tier"].to_numpy()
        assert ((tier[:, None] == tier) == linked).all(), (direction, figures)
        assert set(tier) == set(range(1, len(groups) + 1)) and set(found["tiers"]) == {len(groups)}
        for one, other in product(range(count), repeat=2):
            if tier[one] < tier[other]:
                assert is_better(direction, figures[one], figures[other])


@tried(8)
@given(several_sets)
def test_the_other_direction_turns_the_ranking_round(ranked, drawn):
    turned = {"lower_is_better": "higher_is_better", "higher_is_better": "lower_is_better"}
    there, back = ranked(drawn), ranked([(turned[direction], figures) for direction, figures in drawn])
    for one, other in zip(there, back, strict=True):
        assert list(one["rank_best"]) == list(one["ranked"] + 1 - other["rank_worst"])
        assert list(one["tier"]) == list(one["tiers"] + 1 - other["tier"])
        assert list(one["tied"]) == list(other["tied"])


@tried(8)
@given(several_sets)
def test_a_set_is_ranked_as_if_there_were_no_other(ranked, drawn):
    together, alone = ranked(drawn), ranked(drawn[:1])
    assert together[0][list(RANKS)].equals(alone[0][list(RANKS)])


@tried(8)
@given(several_sets, st.integers(0, 6), st.integers(0, 6))
def test_a_wider_figure_never_has_fewer_ranks(ranked, interval, drawn, less, more):
    def widened(text: str) -> str:
        low, high, *_ = interval(text)
        return f"[{low - less}, {high + more}{')' if isinf(high) else ']'}"

    wider = [(direction, [widened(figures[0]), *figures[1:]]) for direction, figures in drawn]
    for narrow, wide in zip(ranked(drawn), ranked(wider), strict=True):
        assert wide["rank_best"].iloc[0] <= narrow["rank_best"].iloc[0]
        assert wide["rank_worst"].iloc[0] >= narrow["rank_worst"].iloc[0]


@tried(8)
@given(several_sets)
def test_the_best_rank_of_others_improves_only_when_a_surely_better_figure_goes(ranked, is_better, drawn):
    sets = [(direction, figures) for direction, figures in drawn if len(figures) > 1]
    without_first = ranked([(direction, figures[1:]) for direction, figures in sets])
    for (direction, figures), every, fewer in zip(sets, ranked(sets), without_first, strict=True):
        gained = every["rank_best"].to_numpy()[1:] - fewer["rank_best"].to_numpy()
        assert list(gained) == [is_better(direction, figures[0], other) for other in figures[1:]]


def test_withholding_a_figure_takes_the_rank_away_and_gives_nobody_else_a_worse_one(ranked):
    (every,) = ranked([("lower_is_better", ["[5, 5]", "[8, 8]", "[12, 12]"])])
    (fewer,) = ranked([("lower_is_better", ["[5, 5]", "[8, 8]", ""])])
    assert list(every["rank_best"]) == [1, 2, 3]
    assert fewer["rank_best"].tolist()[:2] == [1, 2] and fewer[list(RANKS)].iloc[2].isna().all()
