"""Grouped: pairs counted from groups of like figures are the pairs counted one by one."""

from collections import Counter

import duckdb
import pytest
from hypothesis import given

from findings import grouped
from metrics.comparability import comparability
from metrics.pairs import pairs
from tests.metrics.drawn import declarations, tables
from tests.metrics.rules import RULES
from tests.trying import tried


def in_steps(figures, declared):
    """All steps in DuckDB, each laid down before the next as the pages do."""
    tables = {"figures": duckdb.from_df(figures), "declared": duckdb.from_df(declared)}
    for name, (compute, needed) in grouped.steps("figures", RULES).items():
        laid_down = compute(*(tables[one] for one in needed)).to_arrow_table()
        tables[name] = duckdb.from_arrow(laid_down)
    return laid_down.to_pandas()


@pytest.fixture(scope="module")
def counted(observed, declared):
    """How many pairs there are, by indicators, grade and reasons; counted where the pages count them, in DuckDB."""

    def count(rows, said=()) -> dict[tuple, int]:
        found = in_steps(observed(*rows), declared(*said))
        assert list(found) == ["indicator", "other_indicator", "grade", "reasons", "pairs"]
        assert not found.duplicated(["indicator", "other_indicator", "grade", "reasons"]).any()
        return {tuple(row[:4]): row[4] for row in found.itertuples(index=False, name=None)}

    return count


def test_of_four_figures_alike_in_two_places_four_pairs_are_of_two_places(counted):
    # a1 with b1 and b2, a2 with b1 and b2; a1 with a2 and b1 with b2 are of one place
    assert counted([{"place": place} for place in "aabb"]) == {
        ("permit_days", "permit_days", "comparable", ""): 4
    }


def test_figures_of_one_place_are_no_pair(counted):
    assert counted([{"place": "a"}, {"place": "a"}, {"place": "a", "scope": "zone"}]) == {}


def test_declared_indicators_are_counted_once_under_the_smaller_id(counted):
    rows = [
        {"place": "a", "indicator": "one"},
        {"place": "b", "indicator": "other"},
        {"place": "b", "indicator": "third"},
    ]
    assert counted(rows, [("other", "one", "indicative")]) == {
        ("one", "other", "indicative", "other_definition"): 1
    }


def test_figures_that_differ_in_their_numbers_only_are_alike(counted):
    rows = [
        {"place": place, "figure": figure} for place, figure in (("a", "[1, 1]"), ("b", "[7, 7]"), ("c", ""))
    ]
    same = ("permit_days", "permit_days")
    assert counted(rows) == {(*same, "comparable", ""): 1, (*same, "not_comparable", "no_number"): 2}


@tried(12)
@given(tables(least=8, most=40), declarations)
def test_pairs_counted_from_groups_are_those_of_two_places_counted_one_by_one(
    observed, declared, computed, counted, rows, said
):
    def metric(figures, comparisons):
        return comparability(pairs(figures, figures, comparisons), RULES)

    graded = computed(metric, observed(*rows), declared(*said))
    one_by_one = Counter(
        (*sorted((row["indicator"], row["benchmark_indicator"])), row["grade"], row["reasons"])
        for _, row in graded.iterrows()
        if row["place"] != row["benchmark_place"] and row["id"] < row["benchmark_id"]
    )
    assert counted(rows, said) == dict(one_by_one)
