"""Cuts from the level before, worked by hand."""

import pandas as pd

from metrics.reductions import reductions


def test_every_golden_reduction_is_as_worked_by_hand(golden, observed, computed, interval, interval_in, near):
    worked = golden("reductions")
    given = ("direction", "before", "before_bound", "figure", "bound")
    rows = observed(*({name: row[name] for name in given} for row in worked))
    cuts = computed(reductions, rows)
    assert len(cuts) == len(worked)
    for expected, (_, cut) in zip(worked, cuts.iterrows(), strict=True):
        for name in ("cut", "cut_percent", "ratio"):
            assert interval_in(cut, name) == near(interval(expected[name])), (name, expected["working"])
        limit_cut = float(expected["limit_cut_percent"] or "nan")
        assert cut["limit_cut_percent"] == near(limit_cut), expected["working"]
        assert cut["is_improvement"] == expected["is_improvement"], expected["working"]


def test_only_figures_with_a_number_and_a_level_before_are_kept(observed, computed):
    with_before = {"before": "[22, 22]", "before_bound": "exact"}
    cuts = computed(
        reductions,
        observed(
            {"id": "kept"} | with_before,
            {"id": "without level before"},
            {"id": "in words", "missing": "in_words", "figure": ""} | with_before,
        ),
    )
    assert list(cuts["id"]) == ["kept"]


def test_no_level_before_anywhere_gives_no_rows_and_all_columns(observed, computed):
    cuts = computed(reductions, observed({}, {}))
    assert cuts.empty
    assert {"cut_low", "cut_percent_high_open", "ratio_high", "limit_cut_percent", "is_improvement"} <= set(
        cuts
    )


def test_columns_that_are_not_used_stay_as_they_were(observed, computed):
    rows = observed({"before": "[22, 22]", "before_bound": "exact"}).assign(
        locator="§ 3", as_printed="由22减至9"
    )
    cuts = computed(reductions, rows)
    pd.testing.assert_frame_equal(cuts[list(rows)], rows)


def test_within_3_days_to_within_1_day_is_a_cut_of_the_limit_by_two_thirds_and_of_the_time_by_nobody_knows(
    observed, computed, near
):
    limits = {"before": "[0, 3]", "before_bound": "at_most", "figure": "[0, 1]", "bound": "at_most"}
    cut = computed(reductions, observed(limits)).iloc[0]
    assert cut["limit_cut_percent"] == near(100 * 2 / 3)
    assert (cut["cut_percent_low"], cut["is_improvement"]) == (float("-inf"), "unknown")


def test_a_limit_against_a_time_taken_is_no_cut_of_a_limit(observed, computed):
    mixed = (("exact", "at_most"), ("at_most", "exact"), ("at_least", "at_most"), ("about", "less_than"))
    rows = ({"bound": now, "before_bound": before, "before": "[0, 9]"} for now, before in mixed)
    assert computed(reductions, observed(*rows))["limit_cut_percent"].isna().all()
