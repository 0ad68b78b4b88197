"""Which figures meet."""

import pytest

from metrics.pairs import BENCHMARK_COLUMNS, pairs

CUT = {"form": "cut", "unit": "percent", "status": "derived"}


def ids(paired) -> list[tuple[str, str]]:
    return list(zip(paired["id"], paired["benchmark_id"], strict=True))


def test_figures_of_one_indicator_meet_once_from_either_side_and_never_themselves(
    observed, declared, computed
):
    rows = observed({"id": "a1", "place": "a"}, {"id": "a2", "place": "a"}, {"id": "b1", "place": "b"})
    paired = computed(pairs, rows, rows, declared())
    assert ids(paired) == [("a1", "a2"), ("a1", "b1"), ("a2", "a1"), ("a2", "b1"), ("b1", "a1"), ("b1", "a2")]
    assert set(paired["declared"]) == {""}


def test_figures_of_different_indicators_do_not_meet_though_they_are_of_one_matter(
    observed, declared, computed
):
    rows = observed({"indicator": "permit_days"}, {"indicator": "permit_steps"})
    assert set(rows["matter"]) == {"permits"}
    assert computed(pairs, rows, rows, declared()).empty


@pytest.mark.parametrize("grade", ["comparable", "with_caution", "indicative", "not_comparable"])
def test_what_the_dataset_says_something_about_meets_from_either_side_and_brings_its_grade(
    grade, observed, declared, computed
):
    rows = observed(*({"indicator": i} for i in ("permit_days", "permit_working_days", "permit_steps")))
    paired = computed(pairs, rows, rows, declared(("permit_working_days", "permit_days", grade)))
    assert ids(paired) == [("a", "b"), ("b", "a")]
    assert list(paired["declared"]) == [grade, grade]
    assert list(paired["benchmark_indicator"]) == ["permit_working_days", "permit_days"]


def test_a_declared_comparison_takes_nothing_from_those_of_one_indicator(observed, declared, computed):
    rows = observed({"indicator": "one"}, {"indicator": "one"}, {"indicator": "other"})
    paired = computed(pairs, rows, rows, declared(("one", "other", "indicative")))
    assert ids(paired) == [("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"), ("c", "a"), ("c", "b")]
    assert list(paired["declared"]) == ["", "indicative", "", "indicative", "indicative", "indicative"]


def test_cuts_meet_each_other_whatever_was_cut_and_nothing_else(observed, declared, computed):
    rows = observed(
        {"id": "days", "indicator": "one"},
        {"id": "days/cut", "indicator": "one"} | CUT,
        {"id": "documents/cut", "indicator": "other"} | CUT,
        {"id": "steps/cut", "indicator": "third"} | CUT,
    )
    paired = computed(pairs, rows, rows, declared())
    assert ids(paired) == [
        ("days/cut", "documents/cut"),
        ("days/cut", "steps/cut"),
        ("documents/cut", "days/cut"),
        ("documents/cut", "steps/cut"),
        ("steps/cut", "days/cut"),
        ("steps/cut", "documents/cut"),
    ]


def test_two_cuts_of_declared_indicators_still_meet_once(observed, declared, computed):
    rows = observed({"indicator": "one"} | CUT, {"indicator": "other"} | CUT)
    paired = computed(pairs, rows, rows, declared(("one", "other", "indicative")))
    assert ids(paired) == [("a", "b"), ("b", "a")]
    assert set(paired["declared"]) == {""}


def test_a_cut_does_not_meet_the_figures_of_a_declared_indicator(observed, declared, computed):
    rows = observed({"indicator": "one"} | CUT, {"indicator": "other"})
    assert computed(pairs, rows, rows, declared(("one", "other", "indicative"))).empty


def test_a_benchmark_of_its_own_is_met_from_the_observed_side_only(observed, declared, computed):
    cities = observed({"id": "city-1"}, {"id": "city-2"})
    province = observed({"id": "province-1"})
    paired = computed(pairs, cities, province, declared())
    assert ids(paired) == [("city-1", "province-1"), ("city-2", "province-1")]


def test_the_benchmark_arrives_prefixed_and_the_observation_unchanged(observed, declared, computed):
    ours = observed({"id": "ours", "figure": "[1, 2)", "before": "[7, 7]"}).assign(locator="§ 3")
    theirs = observed({"id": "theirs", "indicator": "other", "figure": "(3, inf)", "unit": "day"})
    paired = computed(pairs, ours, theirs, declared(("permit_days", "other", "with_caution")))
    assert set(paired) == {
        *ours,
        *(f"benchmark_{column}" for column in BENCHMARK_COLUMNS),
        "declared",
        "one_measure",
    }
    for column in ours:
        assert paired[column].item() == ours[column].item(), column
    for column in BENCHMARK_COLUMNS:
        assert paired[f"benchmark_{column}"].item() == theirs[column].item(), column


def test_no_benchmark_gives_no_pairs(observed, declared, computed):
    assert computed(pairs, observed({}), observed(), declared()).empty
