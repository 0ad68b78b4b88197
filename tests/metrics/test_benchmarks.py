"""Benchmarks: which figure of the benchmark place each figure is held against."""

import pandas as pd
import pytest

from metrics.benchmarks import best_counterparts
from metrics.comparability import comparability
from metrics.gaps import gaps
from metrics.pairs import pairs
from metrics.verdicts import verdicts
from tests.metrics.rules import RULES


@pytest.fixture
def held(observed, declared, computed):
    """Rows held against the benchmark place `b`, by id."""

    def hold(*rows: dict, grade: str = "with_caution") -> pd.DataFrame:
        figures = observed(*rows)
        benchmark = figures[figures["place"] == "b"]

        def metric(own, others, comparisons):
            judged = gaps(verdicts(comparability(pairs(own, others, comparisons), rules=RULES)))
            return best_counterparts(own, judged, benchmark="b")

        said = declared(("one", "other", grade))
        return computed(metric, figures, benchmark, said).set_index("id")

    return hold


def test_a_figure_gets_its_verdict_against_the_benchmark_and_the_benchmark_is_named(held):
    rows = held({"place": "a", "figure": "[3, 3]"}, {"place": "b", "figure": "[5, 5]"})
    assert rows["verdict"].to_dict() == {"a": "surely_better", "b": "benchmark"}
    assert rows.loc["a", "benchmark_id"] == "b"
    assert (rows.loc["a", "gap_low"], rows.loc["a", "gap_high"]) == (-2, -2)  # 3 − 5


def test_a_benchmark_without_a_figure_on_the_matter_gives_no_figure(held):
    rows = held({"place": "a"}, {"place": "b", "indicator": "something_else"})
    assert rows.loc["a", "verdict"] == "no_figure"
    assert rows.loc["a", "reasons"] == ""


def test_of_several_benchmark_figures_the_one_that_compares_best_is_held(held):
    rows = held(
        {"id": "own", "place": "a", "figure": "[3, 3]"},
        {"id": "rule", "place": "b", "status": "rule", "period_end": "2024-12-31"},
        {"id": "plain", "place": "b", "period_end": "2022-12-31"},
        {"id": "unclear", "place": "b", "ambiguous": "kind", "period_end": "2023-12-31"},
    )
    assert rows.loc["own", "benchmark_id"] == "plain"
    assert rows.loc["own", "grade"] == "comparable"


def test_of_two_that_compare_alike_the_latest_is_held(held):
    rows = held(
        {"id": "own", "place": "a"},
        {"id": "old", "place": "b", "period_end": "2022-12-31"},
        {"id": "new", "place": "b", "period_end": "2023-12-31"},
        {"id": "undated", "place": "b", "period_start": "", "period_end": ""},
    )
    assert rows.loc["own", "benchmark_id"] == "new"


def test_a_better_grade_comes_before_the_same_indicator_and_that_before_another_one(held):
    own = {"id": "own", "place": "a", "indicator": "one"}
    other = {"id": "other", "place": "b", "indicator": "other", "period_end": "2024-12-31"}
    same = {"id": "same", "place": "b", "indicator": "one"}
    assert held(own, same, other, grade="comparable").loc["own", "benchmark_id"] == "same"
    assert (
        held(own, same | {"ambiguous": "kind"}, other, grade="with_caution").loc["own", "benchmark_id"]
        == "same"
    )
    assert (
        held(own, same | {"ambiguous": "kind"}, other, grade="comparable").loc["own", "benchmark_id"]
        == "other"
    )
    assert (
        held(own, same | {"scope": "zone"}, other, grade="with_caution").loc["own", "benchmark_id"] == "other"
    )


def test_another_indicator_that_is_not_comparable_says_why_not(held):
    hours = {"id": "other", "place": "b", "indicator": "other", "unit": "hour"}
    own = held({"id": "own", "place": "a", "indicator": "one"}, hours).loc["own"]
    assert (own["verdict"], own["reasons"]) == ("not_comparable", "other_unit|other_definition")


def test_a_limit_is_held_against_the_law_in_force_when_its_period_ended(held):
    law = {"place": "b", "status": "rule", "bound": "at_most", "period_end": ""}
    limit = {"id": "own", "place": "a", "status": "rule", "bound": "at_most", "figure": "[0, 20]"}
    laws = (
        law | {"id": "first", "period_start": "2005-01-01", "figure": "[0, 100]"},
        law | {"id": "second", "period_start": "2019-01-01", "figure": "[0, 50]"},
        law | {"id": "third", "period_start": "2024-06-01", "figure": "[0, 10]"},
    )
    row = held(limit, *laws).loc["own"]
    assert (row["benchmark_id"], row["verdict"], row["form"]) == ("second", "stricter", "limit")
    assert (row["gap_low"], row["gap_high"]) == (-30, -30)  # 20 − 50
    later = held(limit | {"period_end": "2024-12-31"}, *laws).loc["own"]
    assert (later["benchmark_id"], later["verdict"]) == ("third", "looser")
    lasting = held(limit | {"period_start": "2020-01-01", "period_end": ""}, *laws).loc["own"]
    assert lasting["benchmark_id"] == "third"


def test_where_every_law_is_later_the_latest_is_held(held):
    law = {"place": "b", "status": "rule", "bound": "at_most", "period_end": "", "figure": "[0, 50]"}
    limit = {"id": "own", "place": "a", "status": "rule", "bound": "at_most", "figure": "[0, 20]"}
    laws = (law | {"id": f"in {year}", "period_start": f"{year}-01-01"} for year in (2024, 2025))
    row = held(limit | {"period_end": "2023-12-31"}, *laws).loc["own"]
    # 20250101 − 20231231 = 18870 is more than a year, 20240101 − 20231231 is not: the better grade decides first.
    assert (row["benchmark_id"], row["grade"]) == ("in 2024", "comparable")


def test_form_is_that_of_the_comparison(held):
    limit = {"status": "rule", "bound": "at_most", "figure": "[0, 50]"}
    rows = held({"id": "usual", "place": "a"}, {"id": "limit", "place": "b"} | limit)
    assert rows["form"].to_dict() == {"usual": "limit", "limit": ""}
    assert rows.loc["usual", "verdict"] == "within"


def test_every_observation_comes_back_exactly_once(held):
    rows = held(*({"place": p} for p in "aabbcc"))
    assert len(rows) == 6
    assert rows.index.is_unique
