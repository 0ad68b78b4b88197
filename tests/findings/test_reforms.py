"""Reforms: who carries out what, and tasks that each rest on something that exists."""

import pytest

from findings import answers, home, kept, reforms

CITIES = ("hengyang", "anyang", "xiangtan", "qiandongnan")


def test_measures_that_most_places_carry_out_come_first(shipped):
    rows = reforms.measures_of_topic(shipped.id, CITIES, "")
    assert rows["carriers"].is_monotonic_decreasing
    done = reforms.carried_out(shipped.id, CITIES)
    first = done[
        (done["measure"] == rows["measure"].iloc[0]) & done["measure_status"].isin(reforms.CARRIED_OUT)
    ]
    assert first["place"].nunique() == rows["carriers"].iloc[0]


@pytest.mark.parametrize("city", CITIES)
def test_what_a_city_lacks_is_carried_out_by_another_and_not_mentioned_by_it(city, shipped):
    rows = reforms.measures_of_topic(shipped.id, CITIES, "", city, reforms.LACKING)
    mentioned = reforms.carried_out(shipped.id, (city,))["measure"]
    assert set(rows["measure"]).isdisjoint(mentioned) and (rows["carriers"] > 0).all()
    assert len(rows) < len(reforms.measures_of_topic(shipped.id, CITIES, "", city, reforms.ALL))


@pytest.mark.parametrize("city", CITIES)
def test_tasks_come_from_what_exists_in_the_order_of_their_origins_each_once(city, shipped):
    rows = reforms.tasks_of_place(shipped.id, city)
    order = rows["origin"].map(reforms.ORIGINS.index)
    assert order.is_monotonic_increasing and not rows["task"].duplicated().any()
    problems, lacking = home.own_problems(shipped.id, city), home.measures_to_learn(shipped.id, city)
    counts = rows["origin"].value_counts()
    assert counts[reforms.PROBLEM] == len(problems) and counts[reforms.MEASURE] == len(lacking)


def test_registration_within_5_working_days_against_3_is_a_looser_limit_of_xiangtan(shipped):
    rows = reforms.tasks_of_place(shipped.id, "xiangtan").set_index("indicator")
    row = rows.loc[["registration_working_days"]].iloc[0]
    assert (row["origin"], row["benchmark_place"]) == (reforms.LOOSER, "anyang")


def test_a_target_that_has_a_result_makes_no_task(shipped):
    for city in CITIES:
        rows = reforms.tasks_of_place(shipped.id, city)
        targets = rows[rows["origin"] == reforms.TARGET]
        assert (targets["row"] == "no_figure").all()


def test_every_problem_that_a_place_names_is_listed_under_its_topic(shipped):
    rows = answers.problems_of_topic(shipped.id, CITIES, "")
    named = kept.table(shipped.id, "problems_named")
    assert len(rows) == named["place"].isin(CITIES).sum()
