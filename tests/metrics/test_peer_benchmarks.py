"""Benchmarks among peers: worked by hand, and every level against all that the others may be."""

from itertools import product
from math import inf, isinf
from statistics import median

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.gaps import gaps
from metrics.peer_benchmarks import among_peers
from metrics.verdicts import verdicts
from tests.trying import tried

JUST_INSIDE, FAR_OUT = 1e-6, 1e9
BEST = {"lower_is_better": min, "higher_is_better": max}


@pytest.fixture(scope="module")
def sets(observed):
    """Rows as `peer_sets` gives them; each says its set, and no more than it must."""

    def make(*rows: dict) -> pd.DataFrame:
        named = ("peer_set", "left_out")
        table = observed(*({k: v for k, v in row.items() if k not in named} for row in rows))
        for name in named:
            table[name] = pd.Series([row.get(name, "") for row in rows], dtype="str")
        in_set = table["left_out"] == ""
        table["peers"] = in_set.groupby(table["peer_set"]).transform("sum").where(in_set, 0).astype("int64")
        return table.assign(set_grade="comparable", set_reasons="")

    return make


def test_every_golden_benchmark_is_as_worked_by_hand(golden, sets, computed, interval, interval_in, near):
    worked = golden("peer_benchmarks")
    given = sets(*({name: row[name] for name in ("peer_set", "direction", "figure")} for row in worked))
    for level in ("best", "median"):
        found = computed(among_peers, given, level=level).set_index("id")
        expected = {id_: row for id_, row in zip(given["id"], worked, strict=True) if row[level]}
        assert set(found.index) == set(expected)
        for id_, row in expected.items():
            held = interval_in(found.loc[id_], "benchmark")
            assert held == near(interval(row[level])), (level, row["figure"], row["working"])


def test_the_leader_is_held_against_the_second_and_so_has_a_lead(sets, computed):
    days = [{"id": name, "figure": f"[{days}, {days}]"} for name, days in zip("abc", (3, 5, 8), strict=True)]
    judged = computed(lambda rows: gaps(verdicts(among_peers(rows, "best"))), sets(*days))
    rows = judged.set_index("id")
    assert rows["verdict"].to_dict() == {"a": "surely_better", "b": "surely_worse", "c": "surely_worse"}
    assert rows["gap_low"].to_dict() == {"a": -2, "b": 2, "c": 5}  # 3 − 5, 5 − 3, 8 − 3


@pytest.mark.parametrize("level", ["best", "median"])
def test_a_benchmark_of_many_has_no_place_and_no_id(level, sets, computed):
    row = computed(among_peers, sets({}, {}, {}), level=level).iloc[0]
    assert [row["benchmark_id"], row["benchmark_place"], row["benchmark_bound"]] == ["", "", ""]


def test_the_best_of_what_was_achieved_is_no_limit_whatever_bounds_it_came_from(sets, computed):
    within = sets(*({"figure": f"[0, {days}]", "bound": "at_most"} for days in (30, 50)))
    row = computed(lambda rows: verdicts(among_peers(rows, "best")), within).iloc[0]
    assert (row["verdict"], row["form"], row["benchmark_bound"]) == ("cannot_tell", "level", "")


def test_the_best_of_several_limits_is_a_limit_and_the_strictest_place_has_its_lead(sets, computed):
    limit = {"status": "rule", "bound": "at_most"}
    rows = sets(*(limit | {"figure": f"[0, {days}]"} for days in (30, 50, 20)))
    judged = computed(lambda table: gaps(verdicts(among_peers(table, "best"))), rows).set_index("id")
    assert judged["verdict"].to_dict() == {"a": "looser", "b": "looser", "c": "stricter"}
    assert judged["gap_low"].to_dict() == judged["gap_high"].to_dict() == {"a": 10, "b": 30, "c": -10}
    assert set(judged["form"]) == {"limit"}


def test_the_best_of_several_minimums_is_the_largest_one(sets, computed):
    limit = {"status": "rule", "bound": "at_least", "direction": "higher_is_better"}
    rows = sets(*(limit | {"figure": f"[{share}, 100]"} for share in (80, 95, 90)))
    judged = computed(lambda table: gaps(verdicts(among_peers(table, "best"))), rows).set_index("id")
    assert judged["verdict"].to_dict() == {"a": "looser", "b": "stricter", "c": "looser"}
    assert judged["gap_low"].to_dict() == {"a": -15, "b": 5, "c": -5}  # 80 − 95, 95 − 90, 90 − 95


def test_what_is_left_out_of_a_set_is_neither_held_nor_a_benchmark(sets, computed):
    rows = sets(
        *({"id": name, "figure": f"[{days}, {days}]"} for name, days in (("a", 5), ("b", 8))),
        {"id": "old", "figure": "[1, 1]", "left_out": "far_apart"},
        {"id": "masked", "figure": "", "left_out": "no_number"},
    )
    found = computed(among_peers, rows, level="best").set_index("id")
    assert found["benchmark_low"].to_dict() == {"a": 8, "b": 5}
    assert found["benchmark_of"].to_dict() == {"a": 1, "b": 1}


def test_grade_and_reasons_are_those_of_the_set_and_other_columns_stay_as_they_were(sets, computed):
    rows = sets({}, {}, {}).assign(set_grade="with_caution", set_reasons="years_apart", locator="§ 3")
    found = computed(among_peers, rows, level="median")
    assert set(found["grade"]) == {"with_caution"}
    assert set(found["reasons"]) == {"years_apart"}
    pd.testing.assert_frame_equal(found[list(rows)], rows)


def test_an_unknown_level_is_refused(sets):
    with pytest.raises(ValueError, match="unknown level 'mean'; known: best, median"):
        among_peers(sets({}, {}), level="mean")


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, 3))
    high = draw(st.one_of(st.integers(low, 4), st.just(low), st.just(inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{')' if high == inf else right}"


def points(low: float, high: float, low_open: bool, high_open: bool) -> set[float]:
    """The ends of an interval where it has them, and a point just inside where not."""
    if low == high:
        return {low}
    top = FAR_OUT if isinf(high) else high - JUST_INSIDE * high_open
    return {low + JUST_INSIDE * low_open, top}


def holds_exactly(claimed: tuple, values: list[float]) -> None:
    """Both ends are the outermost of the values: reached where closed, approached where open."""
    low, high, low_open, high_open = claimed
    for end, is_open, value in ((low, low_open, min(values)), (-high, high_open, -max(values))):
        if isinf(end):
            assert is_open and value < -FAR_OUT / 4
        else:
            assert end < value < end + 1e-3 if is_open else value == end


@tried(8)
@given(
    st.lists(st.lists(intervals(), min_size=2, max_size=6), min_size=10, max_size=20),
    st.sampled_from(("best", "median")),
    st.sampled_from(tuple(BEST)),
)
def test_a_benchmark_holds_whatever_the_others_may_be_and_reaches_both_ends(
    sets, computed, interval, interval_in, drawn, level, direction
):
    rows = sets(
        *(
            {"peer_set": f"set {number}", "direction": direction, "figure": figure}
            for number, figures in enumerate(drawn)
            for figure in figures
        )
    )
    found = computed(among_peers, rows, level=level).set_index("id").loc[rows["id"]]
    level_of = median if level == "median" else BEST[direction]
    held = iter(interval_in(row, "benchmark") for _, row in found.iterrows())
    for figures in drawn:
        possible = [points(*interval(figure)) for figure in figures]
        for own in range(len(figures)):
            others = [values for place, values in enumerate(possible) if place != own]
            holds_exactly(next(held), [level_of(values) for values in product(*others)])
    assert list(found["benchmark_of"]) == [len(figures) - 1 for figures in drawn for _ in figures]
