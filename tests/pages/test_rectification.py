"""Rectification: both rates side by side, as ranges; every amount leads to its figures; who has none and why."""

import csv

import pytest

from exports.csv_file import csv_bytes
from findings import rectification
from pages.parts import cached
from tests.pages.opening import opened, said, unfolded


def rows_of(**chosen):
    """The page's rows of all kinds and places of the dataset on the air, or of some places."""
    snapshot = cached.pointer().snapshot
    places = chosen.get("places") or tuple(cached.reporting_places(snapshot, "zh"))
    return rectification.funnels(snapshot, rectification.kinds(snapshot), places)


def test_the_rate_and_the_rate_in_full_stand_side_by_side(shipped):
    table = unfolded(opened("rectification", lang="zh", kind="commitments")).dataframe[0].value
    row = table.set_index("总数").loc["260"]
    # 257 of 260 kept, 166 of them in full
    assert row[["完成", "全部完成", "部分完成", "未结", "完成率", "全部完成率"]].tolist() == [
        *("257", "166", "91", "3"),
        *("98.8%", "63.8%"),
    ]
    # Where the document is silent on what is done in full, the second rate says so.
    assert table.set_index("总数").loc["20", "全部完成率"] == "未说明"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_place_without_such_figures_is_named_with_why(language, shipped):
    told = said(opened("rectification", lang=language))
    rows = rows_of()
    silent = rows[rows["row"] == "no_figure"]
    assert set(silent["missing"]) == {"masked", "not_reported"}
    for name in silent[f"place_{language}"]:
        assert name in told
    assert set(rows["place"]) == set(cached.reporting_places(cached.pointer().snapshot, "zh"))


def test_a_choice_without_figures_says_so_and_keeps_the_table(shipped):
    app = opened("rectification", lang="en", place="xiangtan", kind="money")
    assert "None of the places chosen has figures of these kinds" in said(app)
    assert unfolded(app).dataframe[0].value["Why blank"].tolist() == ["no figure in the document"]


def test_a_kind_that_does_not_exist_is_announced(shipped):
    assert "kind=nonsense" in said(opened("rectification", lang="en", kind="nonsense"))


def test_every_row_leads_to_the_figures_it_comes_from(shipped):
    rows = rows_of()
    known = set(cached.observations(cached.pointer().snapshot)["id"])
    for row in rows[rows["row"] == "drawn"].to_dict("records"):
        ids = row["id"].split("/")
        assert set(ids) <= known
        assert {row["total_id"], row["done_id"]} - {""} <= set(ids)
    promises = rows[rows["funnel_kind"] == "commitments"].iloc[0]
    assert len(promises["id"].split("/")) == 5


def test_rates_with_bounds_are_ranges_and_what_is_not_printed_is_not_said(made_up):
    app = opened("rectification", lang="en")
    assert not app.exception
    table = unfolded(app).dataframe[0].value.set_index("Place")
    # about 100 of 200 is 90 to 110, at least 60 in full
    assert table.loc["First", ["Done", "Rate done", "Rate in full"]].tolist() == [
        "90 – 110",
        "45 – 55%",
        "30 – 100%",
    ]
    # no total is printed: 30 done and 10 pending
    assert table.loc["Second", ["In all", "Rate done", "Rate in full"]].tolist() == ["40", "75%", "not said"]
    assert table.loc["Third", ["In all", "Rate done"]].tolist() == ["50", "not said"]
    assert table.loc["Fourth", "Why blank"] == "masked in the document"
    assert table.loc["Fifth", "Why blank"] == "no figure in the document"


def test_the_file_has_both_rates_and_why_others_are_blank(made_up):
    rows = list(csv.DictReader(csv_bytes(rows_of(), "x", "y").decode("utf-8-sig").splitlines()))
    first = next(row for row in rows if row["place"] == "first")
    rates = ("rate_low", "rate_high", "full_rate_low", "full_rate_high")
    assert [float(first[name]) for name in rates] == pytest.approx([45, 55, 30, 100])
    assert (first["funnel_kind_en"], first["done_means_zh"]) == ("Problems put right", "已整改")
    assert {row["place"]: row["missing"] for row in rows if row["row"] == "no_figure"} == {
        "fourth": "masked",
        "fifth": "not_reported",
        "province": "not_reported",
    }


def test_a_row_has_the_period_and_words_of_all_its_figures(made_up):
    first = rows_of(places=("first",)).iloc[0]
    assert (first["period_start"], first["period_end"]) == ("2023-01-01", "2023-12-31")
    assert first["as_printed"] == "200; 100; 60"
    assert first["source_en"] == "Yearbook"
