"""Intervals of observations: what the snapshot keeps beside each figure; by hand in golden/intervals.csv."""

import csv
from itertools import product
from math import inf, isnan
from pathlib import Path

import pytest

from loaders.contract import BOUNDS, COLUMNS
from loaders.reading import Snapshot
from loaders.snapshot import build_snapshot, snapshot_file

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
def observed(settings):
    """The observations of a folder's snapshot, by id."""

    def read(folder: Path):
        snapshot = Snapshot(snapshot_file(settings.build_folder, build_snapshot(folder, settings)))
        return snapshot.observations().set_index("id")

    return read


@pytest.fixture
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


def test_a_printed_period_is_kept_and_called_printed(seen):
    assert tuple(seen.loc["linhe-001", PERIOD]) == ("2020-01-01", "2020-12-31", "printed")


def test_a_printed_date_has_an_end_only(seen):
    assert tuple(seen.loc["linhe-004", PERIOD]) == ("", "2020-06-30", "printed")


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
