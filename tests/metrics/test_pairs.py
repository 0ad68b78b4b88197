"""Which figures meet."""

from metrics.pairs import BENCHMARK_COLUMNS, pairs


def ids(paired) -> list[tuple[str, str]]:
    return list(zip(paired["id"], paired["benchmark_id"], strict=True))


def test_figures_of_one_indicator_meet_once_from_either_side_and_never_themselves(
    observed, related, on_both_engines
):
    rows = observed({"id": "a1", "place": "a"}, {"id": "a2", "place": "a"}, {"id": "b1", "place": "b"})
    paired = on_both_engines(pairs, rows, rows, related())
    assert ids(paired) == [("a1", "a2"), ("a1", "b1"), ("a2", "a1"), ("a2", "b1"), ("b1", "a1"), ("b1", "a2")]


def test_figures_of_different_indicators_do_not_meet(observed, related, on_both_engines):
    rows = observed({"indicator": "permit_days"}, {"indicator": "permit_steps"})
    assert on_both_engines(pairs, rows, rows, related()).empty


def test_related_indicators_meet_from_either_side_however_they_are_listed(observed, related, on_both_engines):
    rows = observed(
        {"indicator": "permit_days"}, {"indicator": "permit_limit_days"}, {"indicator": "permit_steps"}
    )
    once = related(("permit_limit_days", "permit_days"))
    twice = related(("permit_limit_days", "permit_days"), ("permit_days", "permit_limit_days"))
    with_itself = related(("permit_limit_days", "permit_days"), ("permit_days", "permit_days"))
    for listed in (once, twice, with_itself):
        assert ids(on_both_engines(pairs, rows, rows, listed)) == [("a", "b"), ("b", "a")]


def test_a_benchmark_of_its_own_is_met_from_the_observed_side_only(observed, related, on_both_engines):
    cities = observed({"id": "city-1"}, {"id": "city-2"})
    province = observed({"id": "province-1"})
    paired = on_both_engines(pairs, cities, province, related())
    assert ids(paired) == [("city-1", "province-1"), ("city-2", "province-1")]


def test_the_benchmark_arrives_prefixed_and_the_observation_unchanged(observed, related, on_both_engines):
    ours = observed({"id": "ours", "figure": "[1, 2)", "before": "[7, 7]"}).assign(locator="§ 3")
    theirs = observed({"id": "theirs", "indicator": "other", "figure": "(3, inf)", "unit": "day"})
    paired = on_both_engines(pairs, ours, theirs, related(("permit_days", "other")))
    assert set(paired) == {*ours, *(f"benchmark_{column}" for column in BENCHMARK_COLUMNS)}
    for column in ours:
        assert paired[column].item() == ours[column].item(), column
    for column in BENCHMARK_COLUMNS:
        assert paired[f"benchmark_{column}"].item() == theirs[column].item(), column


def test_no_benchmark_gives_no_pairs(observed, related, on_both_engines):
    assert on_both_engines(pairs, observed({}), observed(), related()).empty
