"""Cuts in per cent: worked by hand, of which kind they are, and with which others they are compared."""

import pandas as pd

from metrics.comparability import comparability
from metrics.cuts import KINDS, cuts
from metrics.pairs import pairs
from metrics.verdicts import verdicts
from tests.metrics.rules import RULES

EARLIER = {"before_kind": "earlier_level"}
HALVED = {"before": "[20, 20]", "before_bound": "exact", "figure": "[10, 10]"} | EARLIER  # 50 %
LIMIT_HALVED = {
    "before": "[0, 20]",
    "before_bound": "at_most",
    "figure": "[0, 10]",
    "bound": "at_most",
} | EARLIER
LIMIT_HALVED |= {"status": "rule"}
CLAIM = {"form": "claim", "unit": "percent", "figure": "[50, 50]"}


def test_every_golden_cut_is_as_worked_by_hand(golden, side, printed, computed, interval, interval_in, near):
    worked = golden("cuts")
    rows = printed(*(EARLIER | side(row["figure"]) for row in worked))
    found = computed(cuts, rows).set_index("id")
    assert set(found.index) == {
        f"{id_}/cut" for id_, row in zip(rows["id"], worked, strict=True) if row["cut"]
    }
    for id_, expected in zip(rows["id"], worked, strict=True):
        if expected["cut"]:
            row = found.loc[f"{id_}/cut"]
            assert row["cut_kind"] == expected["cut_kind"], expected["working"]
            assert interval_in(row.rename(lambda c: f"c_{c}"), "c") == near(interval(expected["cut"])), (
                expected["working"]
            )
            assert row["value"] == row["amount"] == near(float(expected["value"])), expected["working"]
            assert row["bound"] == expected["bound"], expected["working"]


def test_every_kind_occurs_in_the_golden_file(golden):
    assert {row["cut_kind"] for row in golden("cuts")} == {*KINDS, ""}


def test_a_cut_is_a_figure_in_per_cent_that_keeps_its_place_words_and_period(printed, computed):
    rows = printed(
        HALVED | {"as_printed": "20天减至10天", "printed_unit": "day", "unit_factor": 1000, "scope": "zone"}
    )
    row = computed(cuts, rows).iloc[0]
    expected = {
        **{
            "id": "a/cut",
            "matter": "cuts",
            "form": "cut",
            "unit": "percent",
            "direction": "higher_is_better",
        },
        **{"status": "derived", "precision": 0, "printed_unit": "", "unit_factor": 1},
        **{"indicator": "permit_days", "place": "a", "scope": "zone", "as_printed": "20天减至10天"},
        **{"period_end": "2023-12-31", "source": "report"},
    }
    assert {name: row[name] for name in expected} == expected


def test_a_claim_is_kept_as_it_was_printed_in_the_form_of_a_cut(printed, computed):
    row = computed(cuts, printed(CLAIM | {"printed_unit": "third", "status": "rule"})).iloc[0]
    expected = {"id": "a/cut", "form": "cut", "matter": "cuts", "printed_unit": "third", "status": "rule"}
    assert {name: row[name] for name in expected} == expected


def test_a_cut_has_no_level_before_as_that_is_in_another_unit(printed, computed):
    rows = computed(cuts, printed(HALVED))
    assert len(rows) == 1
    for name in (name for name in rows if name.startswith("before")):
        assert rows[name].isna().all() or set(rows[name]) <= {"", False}, name


def test_by_how_much_a_limit_was_cut_is_no_limit_to_be_kept(printed, declared, computed):
    def judged(figures: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
        rows = cuts(figures)
        return verdicts(comparability(pairs(rows, rows, comparisons), RULES))

    third = CLAIM | {
        "id": "third",
        "indicator": "claimed_cut",
        "status": "rule",
        "bound": "at_least",
        "figure": "[33, 100]",
    }
    half = CLAIM | {"id": "half", "indicator": "other_claimed_cut", "figure": "[50, 50]"}
    found = computed(judged, printed(third, half), declared())
    assert set(found["verdict"]) == {"cannot_tell"} and set(found["form"]) == {"cut"}


def test_a_claim_with_a_level_before_it_is_one_cut_and_claimed(printed, computed):
    rows = computed(cuts, printed(CLAIM | {"before": "[80, 80]", "before_bound": "exact"} | EARLIER))
    assert list(rows["cut_kind"]) == ["claimed"]


def test_a_table_keeps_its_columns_and_without_cuts_has_no_rows(printed, computed):
    rows = printed({}, HALVED, CLAIM)
    assert list(computed(cuts, rows)) == list(rows)
    nothing = computed(cuts, printed({}, {"before": "[2, 2]", "before_bound": "exact"} | EARLIER))
    assert nothing.empty and list(nothing) == list(rows)


def test_only_cuts_of_one_kind_are_compared_and_of_different_things_only_looked_at(
    printed, declared, computed
):
    def judged(figures: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
        rows = cuts(figures)
        return verdicts(comparability(pairs(rows, rows, comparisons), RULES))

    rows = printed(
        {"id": "days"} | HALVED,
        {"id": "more_days"} | HALVED | {"figure": "[5, 5]"},  # 75 %
        {"id": "documents", "indicator": "documents"} | HALVED,
        {"id": "steps", "indicator": "steps"} | HALVED | {"figure": "[5, 5]"},  # 75 %
        {"id": "limit"} | LIMIT_HALVED,
        {"id": "claim", "indicator": "claimed_cut"} | CLAIM,
    )
    found = computed(judged, rows, declared()).set_index(["id", "benchmark_id"])
    told = {
        (one.removesuffix("/cut"), other.removesuffix("/cut")): (row["grade"], row["reasons"], row["verdict"])
        for (one, other), row in found.iterrows()
    }
    assert len(told) == 30
    assert told["days", "more_days"] == ("comparable", "", "surely_worse")
    assert told["more_days", "days"] == ("comparable", "", "surely_better")
    assert told["days", "documents"] == ("indicative", "other_object", "equal")
    # Of two things more is cut of one; neither is better for it.
    assert told["steps", "days"] == ("indicative", "other_object", "surely_higher")
    assert told["days", "limit"] == ("not_comparable", "other_cut", "not_comparable")
    assert told["claim", "days"] == ("not_comparable", "other_object|other_cut", "not_comparable")
