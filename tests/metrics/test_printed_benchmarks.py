"""Printed benchmarks: which figures have one, and how they are held against it."""

import pandas as pd
import pytest

from metrics.comparability import comparability
from metrics.gaps import gaps
from metrics.pairs import BENCHMARK_COLUMNS
from metrics.printed_benchmarks import printed_beside
from metrics.verdicts import verdicts
from tests.metrics.rules import RULES

AVERAGE = {"before": "[15.79, 15.79]", "before_bound": "exact", "before_kind": "provincial_average"}


@pytest.fixture
def judged(observed, computed):
    """Rows with what is printed beside them, graded and judged, by id."""

    def judge(*rows: dict) -> pd.DataFrame:
        def metric(figures):
            return gaps(verdicts(comparability(printed_beside(figures), rules=RULES)))

        return computed(metric, observed(*rows)).set_index("id")

    return judge


def test_10_days_against_an_average_of_15_79_is_better_by_5_79(judged, near):
    row = judged({"figure": "[10, 10]"} | AVERAGE).iloc[0]
    assert [row["grade"], row["verdict"]] == ["comparable", "surely_better"]
    assert row["gap_low"] == row["gap_high"] == near(-5.79)
    assert [row["benchmark_kind"], row["benchmark_id"], row["benchmark_place"]] == [
        "provincial_average", "", "",
    ]  # fmt: skip


def test_a_limit_of_5_days_is_stricter_than_the_statutory_one_of_20(judged):
    limits = {"figure": "[0, 5]", "bound": "at_most", "before": "[0, 20]", "before_bound": "at_most"}
    row = judged(limits | {"before_kind": "statutory_limit", "status": "rule"}).iloc[0]
    assert [row["grade"], row["verdict"], row["form"]] == ["comparable", "stricter", "limit"]
    assert (row["gap_low"], row["gap_high"]) == (-15, -15)
    assert row["gap_percent_low"] == row["gap_percent_high"] == -75  # 5 ÷ 20 − 1


@pytest.mark.parametrize(("days", "verdict"), [(5, "within"), (20, "within"), (21, "beyond")])
def test_what_was_achieved_keeps_the_statutory_limit_printed_beside_it_or_breaks_it(days, verdict, judged):
    beside = {"before": "[0, 20]", "before_bound": "at_most", "before_kind": "statutory_limit"}
    row = judged({"figure": f"[{days}, {days}]"} | beside).iloc[0]
    assert [row["benchmark_status"], row["reasons"], row["grade"]] == [
        "rule",
        "limit_and_usual",
        "indicative",
    ]
    assert [row["verdict"], row["form"]] == [verdict, "limit"]


def test_an_average_has_the_status_of_its_figure_and_a_statutory_limit_is_a_rule(judged):
    rows = judged({"id": "average"} | AVERAGE, {"id": "law"} | AVERAGE | {"before_kind": "statutory_limit"})
    assert rows["benchmark_status"].to_dict() == {"average": "achieved", "law": "rule"}


def test_only_a_figure_beside_a_limit_or_an_average_is_kept(judged):
    rows = judged(
        {"id": "statute"} | AVERAGE | {"before_kind": "statutory_limit"},
        {"id": "province"} | AVERAGE,
        {"id": "country"} | AVERAGE | {"before_kind": "national_average"},
        {"id": "earlier"} | AVERAGE | {"before_kind": "earlier_level"},
        {"id": "alone"},
        {"id": "masked", "missing": "masked", "figure": ""} | AVERAGE,
    )
    assert set(rows.index) == {"statute", "province", "country"}


def test_the_wording_of_the_sentence_counts_as_in_any_pair(judged):
    rows = judged(
        {"id": "kind", "ambiguous": "kind"} | AVERAGE,
        {"id": "amount", "ambiguous": "amount", "figure": ""} | AVERAGE | {"before": ""},
    )
    assert rows["grade"].to_dict() == {"kind": "with_caution", "amount": "not_comparable"}
    assert rows["reasons"].to_dict() == {"kind": "ambiguous_wording", "amount": "ambiguous_amount"}


def test_the_level_is_of_the_same_time_unless_it_has_a_day_of_its_own(judged):
    rows = judged(
        {"id": "same", "period_end": "2023-12-31"} | AVERAGE,
        {"id": "old", "period_end": "2023-12-31", "before_end": "2021-12-31"} | AVERAGE,
    )
    assert rows["benchmark_period_end"].to_dict() == {"same": "2023-12-31", "old": "2021-12-31"}
    assert rows["reasons"].to_dict() == {"same": "", "old": "years_apart"}


def test_it_has_every_column_of_a_pair(observed):
    columns = {*(f"benchmark_{name}" for name in BENCHMARK_COLUMNS), "declared"}
    assert columns <= set(printed_beside(observed(AVERAGE)))
