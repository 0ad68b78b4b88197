"""Intervals of observations: what the snapshot keeps beside each figure; by hand in golden/intervals.csv."""

import csv
from itertools import product
from math import inf, isnan
from pathlib import Path

import pytest

from loaders.contract import BOUNDS, COLUMNS
from loaders.reading import Snapshot

pytestmark = pytest.mark.slow  # examples by the hundred

with (Path(__file__).parent / "golden" / "intervals.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = {f"linhe-{n:03}": row for n, row in enumerate(csv.DictReader(file), 101)}
ENDS = ["low", "high", "before_low", "before_high"]
PERIOD = ["period_start", "period_end", "period_basis"]
PLAIN = dict.fromkeys(COLUMNS, "") | {
    "place": "linhe",
    "scope": "whole",
    "before_kind": "earlier_level",
    "status": "achieved",
    "source": "linhe-2021-report",
    "locator": "一",
    "as_printed": "一",
}


@pytest.fixture
def observed(written):
    """The observations of a folder's snapshot, by id."""
    return lambda folder: Snapshot(written(folder)).observations().set_index("id")


@pytest.fixture(scope="module")
def seen(built_sound):
    """The observations of the sound world, by id."""
    return Snapshot(built_sound).observations().set_index("id")


def test_every_figure_is_the_interval_worked_by_hand(sound, change, observed):
    """Each golden figure is given as the level reached and as the level before at once."""
    change(sound / "checks.yaml", "linhe-002", "linhe-101")
    change(sound / "checks.yaml", "linhe-001", "linhe-102")
    with (sound / "observations" / "linhe.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for id_, row in GOLDEN.items():
            given = {column: row[column] for column in ("indicator", "value", "unit", "bound")}
            writer.writerow(PLAIN | given | {"id": id_, "before": row["value"], "before_bound": row["bound"]})
    figures = observed(sound)
    for (id_, golden), prefix in product(GOLDEN.items(), ("", "before_")):
        figure, what = figures.loc[id_], f"{prefix}{golden['bound']} {golden['value']}: {golden['working']}"
        assert figure[f"{prefix}low"] == pytest.approx(float(golden["low"])), what
        assert figure[f"{prefix}high"] == pytest.approx(float(golden["high"])), what
        assert figure[f"{prefix}low"] <= figure[f"{prefix}high"], what
        assert figure[f"{prefix}low_open"] == (golden["low_open"] == "yes"), what
        assert figure[f"{prefix}high_open"] == (golden["high_open"] == "yes"), what


def test_every_bound_is_worked_by_hand():
    assert {row["bound"] for row in GOLDEN.values()} == set(BOUNDS)


def test_about_is_held_at_the_minimum_too(sound, change, observed):
    change(sound / "indicators" / "approvals.yaml", 'minimum: "0"', 'minimum: "20"')
    change(sound / "observations" / "qiushan.csv", ",40,percent,exact", ",21,percent,about")
    # 21 - 2.1 = 18.9 held at the minimum 20; 21 + 2.1 = 23.1
    assert tuple(observed(sound).loc["qiushan-003", ["low", "high"]]) == (20, pytest.approx(23.1))


def test_nearly_is_held_at_the_minimum_too(sound, change, observed):
    change(sound / "indicators" / "approvals.yaml", 'minimum: "0"', 'minimum: "20"')
    change(sound / "observations" / "qiushan.csv", ",40,percent,exact", ",21,percent,nearly")
    # 21 - 2.1 = 18.9 held at the minimum 20
    assert tuple(observed(sound).loc["qiushan-003", ["low", "high", "high_open"]]) == (20, 21, True)


def test_the_printed_value_is_kept_as_printed_beside_the_converted_amount(seen):
    third = seen.loc["linhe-002"]
    assert (third["value"], third["printed_unit"], third["bound"]) == (1, "third", "at_least")
    assert (third["unit"], third["amount"]) == ("percent", pytest.approx(100 / 3))


def test_at_least_a_third_is_a_third_to_the_whole(seen):
    third = seen.loc["linhe-002"]
    assert (third["low"], third["high"]) == (pytest.approx(100 / 3), 100)
    assert not third["low_open"] and not third["high_open"]


def test_a_level_before_has_its_own_bound(seen):
    assert tuple(seen.loc["linhe-001", ENDS]) == (0, 9, 22, 22)  # from exactly 22 to within 9
    assert tuple(seen.loc["qiushan-002", ENDS]) == (20, inf, 27, 33)  # more than 20, against about 30


def test_an_ambiguous_amount_is_unknown(seen):
    by_or_to_3 = seen.loc["qiushan-001"]
    assert by_or_to_3["value"] == 3
    assert isnan(by_or_to_3["low"]) and isnan(by_or_to_3["high"])
    assert not by_or_to_3["low_open"] and not by_or_to_3["high_open"]


def test_another_ambiguity_leaves_the_amount_known(sound, change, observed):
    change(sound / "observations" / "qiushan.csv", "amount", "kind")
    assert tuple(observed(sound).loc["qiushan-001", ["low", "high"]]) == (3, 3)


def test_a_figure_that_is_not_printed_is_unknown_and_says_why(seen):
    masked = seen.loc["linhe-003"]
    assert masked["missing"] == "masked"
    assert isnan(masked["value"]) and isnan(masked["low"]) and isnan(masked["high"])
    assert not masked["low_open"] and not masked["high_open"]


def test_what_about_means_is_a_setting(sound, settings, observed):
    settings.about_band_percent = 25
    # 12 - 25 % of 12 = 9; 12 + 3 = 15
    assert tuple(observed(sound).loc["linhe-004", ["low", "high"]]) == (9, 15)


def test_what_nearly_means_is_the_same_setting(sound, change, settings, observed):
    settings.about_band_percent = 25
    change(sound / "observations" / "linhe.csv", ",12,percent,about", ",12,percent,nearly")
    assert tuple(observed(sound).loc["linhe-004", ["low", "high"]]) == (9, 12)


def test_a_printed_period_is_kept_and_called_printed(seen):
    assert tuple(seen.loc["linhe-001", PERIOD]) == ("2020-01-01", "2020-12-31", "printed")


def test_a_printed_date_has_an_end_only(seen):
    assert tuple(seen.loc["linhe-004", PERIOD]) == ("", "2020-06-30", "printed")


@pytest.mark.parametrize("status", ["rule", "target"])
def test_what_is_in_force_since_a_day_has_no_end_and_not_the_period_of_its_document(
    status, sound, change, observed
):
    change(
        sound / "observations" / "linhe.csv",
        "permit_claimed_cut,whole,,",
        "permit_claimed_cut,whole,2020-03-01,",
    )
    change(sound / "observations" / "linhe.csv", ",at_least,,,,,achieved", f",at_least,,,,,{status}")
    assert tuple(observed(sound).loc["linhe-002", PERIOD]) == ("2020-03-01", "", "printed")


def test_what_is_in_force_since_a_day_may_stand_beside_a_level_of_any_day(sound, change, observed):
    change(sound / "observations" / "linhe.csv", "2020-01-01,2020-12-31,9", "2020-01-01,,9")
    assert observed(sound).loc["linhe-001", "before_end"] == "2019-12-31"


def test_a_figure_without_a_date_has_the_period_of_its_document_and_says_so(seen):
    assert tuple(seen.loc["linhe-002", PERIOD]) == ("2020-01-01", "2020-12-31", "source")
    assert tuple(seen.loc["qiushan-001", PERIOD]) == ("2021-07-01", "2021-12-31", "source")


def test_observations_are_read_by_indicator_and_place(built_sound):
    snapshot, days = Snapshot(built_sound), ["permit_working_days"]
    assert list(snapshot.observations(days)["id"]) == ["linhe-001", "qiushan-001"]
    assert list(snapshot.observations(days, ["qiushan"])["id"]) == ["qiushan-001"]
    assert snapshot.observations(places=[]).empty


def test_a_missing_text_is_empty_and_never_nan(seen):
    texts = seen.select_dtypes(exclude=["number", "bool"])
    assert not texts.isna().any().any()
    assert seen.loc["linhe-001", "missing"] == ""


def test_the_view_itself_holds_no_missing_text_so_that_every_engine_compares_alike(built_sound):
    """`printed` is what the metrics take; a text that is NULL is neither equal to another nor unequal."""
    snapshot = Snapshot(built_sound)
    (printed,) = snapshot.relations("printed")
    texts = [
        name for name, kind in zip(printed.columns, printed.types, strict=True) if str(kind) == "VARCHAR"
    ]
    assert {
        "period_start",
        "period_end",
        "bound",
        "before_kind",
        "missing",
        "printed_unit",
        "note_en",
    } <= set(texts)
    for name in texts:
        assert not printed.filter(f'"{name}" IS NULL').fetchall(), name


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("9", 0),
        ("9.0", 0.05),
        ("9.5", 0.05),
        ("9.25", 0.005),
    ],  # half of the last digit; whole numbers are exact
)
def test_what_rounding_in_print_leaves_open_is_kept_of_both_levels(value, precision, sound, change, observed):
    change(
        sound / "observations" / "linhe.csv",
        ",9,working_day,at_most,22,",
        f",{value},working_day,at_most,{value},",
    )
    figure = observed(sound).loc["linhe-001"]
    assert (figure["precision"], figure["before_precision"]) == pytest.approx((precision, precision))
