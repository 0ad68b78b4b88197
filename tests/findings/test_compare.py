"""The board: one row a matter, one column a place, the reader's own city first, one verdict a pair."""

import pytest

from findings import compare, home, judging
from loaders.settings import STRICTNESS

WITHOUT_A_VALUE = 0.35  # of the fields in sight, four cities


def test_the_readers_own_city_stands_first_and_every_place_once(shipped):
    assert compare.columns(shipped.id, (), "xiangtan") == ("xiangtan", "hengyang", "anyang", "qiandongnan")
    assert compare.columns(shipped.id, ("anyang", "hengyang"), "hengyang") == ("hengyang", "anyang")


def test_matters_that_most_places_report_come_first_and_size_of_places_is_no_matter_to_compare(shipped):
    places = compare.columns(shipped.id, (), "")
    rows = compare.matters(shipped.id, places, compare.SHARED)
    assert rows["reported_by"].is_monotonic_decreasing and rows["reported_by"].min() == 2
    assert not (rows["kind"] == compare.SIZE).any()


@pytest.mark.parametrize("mine", ["", "hengyang", "anyang", "xiangtan", "qiandongnan"])
def test_at_most_a_third_of_the_fields_in_sight_have_no_value(mine, shipped):
    places = compare.columns(shipped.id, (), mine)
    rows = compare.board_rows(shipped.id, places, compare.SHARED, mine)
    matters = compare.matters(shipped.id, places, compare.SHARED)["matter"].head(compare.FIRST_ROWS)
    filled = set(map(tuple, rows[["matter", "place"]].to_numpy()))
    blank = [(matter, place) for matter in matters for place in places if (matter, place) not in filled]
    assert len(blank) / (len(matters) * len(places)) <= WITHOUT_A_VALUE


@pytest.mark.parametrize("rule", STRICTNESS)
def test_the_board_gives_no_verdict_that_the_one_judge_does_not(rule, shipped):
    places = compare.columns(shipped.id, (), "anyang")
    rows = compare.board_rows(shipped.id, places, compare.SHARED, "anyang", rule)
    pairs = judging.every_pair(shipped.id, rule).set_index(["id", "benchmark_id"])["verdict"]
    told = rows[rows["verdict"].isin(["stricter", "looser", "same_limit", "surely_better", "surely_worse"])]
    assert len(told)
    for row in told.to_dict("records"):
        assert pairs[row["id"], row["benchmark_id"]] == row["verdict"]


def test_every_chart_has_two_places_or_more_each_once_on_one_axis(shipped):
    for city in home.reporting_cities(shipped.id):
        places = compare.columns(shipped.id, (), city)
        for indicator in compare.charts(shipped.id, places, compare.SHARED, city):
            rows = compare.chart_rows(shipped.id, indicator, places, compare.SHARED, city)
            assert rows["place"].nunique() == len(rows) >= 2
            assert rows["unit"].nunique() == 1


def test_the_latest_figures_are_drawn_where_several_sets_of_figures_compare(shipped):
    places = compare.columns(shipped.id, (), "hengyang")
    rows = compare.chart_rows(shipped.id, "valid_invention_patents_per_10k", places, "innovation", "hengyang")
    # July 2025: 31.84 in Xiangtan, 7.08 in Hengyang; 2020 and 2021 are older.
    assert set(rows[rows["place"].isin(places)]["period_end"]) == {"2025-07-31"}


def test_a_place_without_a_figure_is_told_with_the_measures_it_carries_out_on_the_matter(shipped):
    rows = compare.mentioned(shipped.id, ("xiangtan",))
    assert "random_inspection" in set(rows["matter"])
    assert not rows.duplicated(["place", "matter", "measure"]).any()
