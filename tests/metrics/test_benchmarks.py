"""Benchmarks: which figure of the benchmark place each figure is held against."""

import pandas as pd
import pytest

from metrics.benchmarks import against
from metrics.comparability import comparability
from metrics.gaps import gaps
from metrics.pairs import pairs
from metrics.verdicts import verdicts

RULES = {
    "grades": {
        **dict.fromkeys(("other_unit", "other_definition", "other_scope", "other_status"), "not_comparable"),
        **dict.fromkeys(("no_number", "ambiguous_amount", "far_apart"), "not_comparable"),
        **dict.fromkeys(("ambiguous_wording", "years_apart"), "with_caution"),
    },
    "years": {"apart": 1, "far": 3},
}


@pytest.fixture
def held(observed, related, on_both_engines):
    """Rows held against the benchmark place `b`, by id, the same on both engines."""

    def hold(*rows: dict, two: tuple[str, str] = ("one", "other")) -> pd.DataFrame:
        figures = observed(*rows)
        benchmark = figures[figures["place"] == "b"]

        def metric(own, others, relations):
            judged = gaps(verdicts(comparability(pairs(own, others, relations), rules=RULES)))
            return against(own, judged, benchmark="b")

        return on_both_engines(metric, figures, benchmark, related(two)).set_index("id")

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
        {"id": "undated", "place": "b", "period_end": ""},
    )
    assert rows.loc["own", "benchmark_id"] == "new"


def test_the_same_indicator_comes_before_a_related_one_and_a_related_one_says_why_not(held):
    days = {"place": "b", "indicator": "other", "unit": "day"}
    both = held({"id": "own", "place": "a", "indicator": "one", "status": "rule"}, {"id": "same", "place": "b"}
                | {"indicator": "one"}, {"id": "related"} | days)  # fmt: skip
    assert both.loc["own", "benchmark_id"] == "same"
    only_related = held({"id": "own", "place": "a", "indicator": "one"}, {"id": "related"} | days)
    assert only_related.loc["own", "verdict"] == "not_comparable"
    assert only_related.loc["own", "reasons"] == "other_unit"


def test_every_observation_comes_back_exactly_once(held):
    rows = held(*({"place": p} for p in "aabbcc"))
    assert len(rows) == 6
    assert rows.index.is_unique
