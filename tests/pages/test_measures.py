"""Measures: those of several places first, then the others; none stands twice."""

from pathlib import Path

import pytest
import yaml

from pages.parts import cached
from tests.pages.opening import opened, said
from words import LANGUAGES, wording

HOME = Path(__file__).resolve().parents[2]


def test_a_reform_of_several_places_is_one_measure(shipped):
    table = opened("measures", lang="en").dataframe[0].value
    lists = table[table["Measure"] == cached.labels(shipped.id, "measures", "en")["task_lists"]]
    assert set(lists["Place"]) >= {"Anyang", "Xiangtan", "Qiandongnan"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_several_places_describe_stands_first_and_nothing_twice(language, shipped):
    app, text = opened("measures", lang=language), wording(language)
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


@pytest.mark.parametrize("place", ["anyang", "xiangtan"])
def test_with_one_place_chosen_a_measure_is_shared_where_any_other_place_describes_it_too(place):
    described = yaml.safe_load((HOME / "data" / "measures.yaml").read_text(encoding="utf-8"))
    by = {measure: {done["place"] for done in entry["done_by"]} for measure, entry in described.items()}
    own = [places for places in by.values() if place in places]
    shared = sum(len(places) > 1 for places in own)
    app, text = opened("measures", lang="zh", place=place), wording("zh")
    assert 0 < shared < len(own)
    assert text("takeaway.measures", n=len(own), shared=shared, alone=len(own) - shared) in said(app)
    first, others = (table.value for table in app.dataframe)
    measure = text("column.measure")
    assert (first[measure].nunique(), others[measure].nunique()) == (shared, len(own) - shared)
    assert set(first[text("column.place")]) == {
        cached.labels(cached.on_the_air().snapshot, "places", "zh")[place]
    }


def test_a_place_whose_documents_describe_no_measure_says_so():
    app = opened("measures", lang="zh", place="china")
    assert not app.exception and not app.dataframe
    assert wording("zh")("empty.measures") in said(app)
