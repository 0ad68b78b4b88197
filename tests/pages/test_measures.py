"""Measures: those of several places first, then the others; none stands twice."""

import pytest

from locales import LANGUAGES, words
from pages.parts import cached
from tests.pages.opening import opened, said


def test_a_reform_of_several_places_is_one_measure():
    table = opened("measures", lang="en").dataframe[0].value
    lists = table[table["Measure"] == "Task lists"]
    assert set(lists["Place"]) >= {"Anyang", "Xiangtan", "Qiandongnan"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_several_places_describe_stands_first_and_nothing_twice(language, shipped):
    app, text = opened("measures", lang=language), words(language)
    shared, others = (table.value for table in app.dataframe)
    measure, place = text("column.measure"), text("column.place")
    assert (shared.groupby(measure)[place].nunique() > 1).all()
    assert (others.groupby(measure)[place].nunique() == 1).all()
    assert set(shared[measure]).isdisjoint(others[measure])
    reporting = cached.reporting_places(shipped.id, "zh")
    done = cached.table(shipped.id, "measures_done")
    assert len(shared) + len(others) == done["place"].isin(reporting).sum()
    counted = {"shared": shared[measure].nunique(), "alone": others[measure].nunique()}
    assert text("takeaway.measures", n=sum(counted.values()), **counted) in said(app)


def test_of_one_place_alone_there_are_only_the_others():
    app = opened("measures", lang="zh", place="anyang")
    assert len(app.dataframe) == 1
    assert words("zh")("heading.shared_measures") not in said(app)
