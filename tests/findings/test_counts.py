"""Counts: what `python -m findings counts` prints, and on how many matters the shipped cities compare."""

import json
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from itertools import combinations

import pytest

from findings import judging, kept
from findings.__main__ import main
from loaders.settings import STRICTNESS


@pytest.fixture(scope="module")
def printed(shipped) -> str:
    """The standard output of the command."""
    written = BytesIO()
    with redirect_stdout(TextIOWrapper(written, encoding="ascii")) as console:
        assert main(["counts"]) == 0
        console.flush()
    return written.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def counted(printed) -> dict:
    """What is printed, read."""
    return json.loads(printed)


def test_it_prints_what_is_counted_and_nothing_else(shipped, printed, counted):
    assert counted == judging.counted_pairs_of_cities(shipped.id)
    assert printed == json.dumps(counted, ensure_ascii=False, indent=1) + "\n"


def test_every_strictness_has_the_same_shape(shipped, counted):
    assert tuple(counted) == STRICTNESS
    cities = list(judging.counted_cities(shipped.id))
    for of_rule in counted.values():
        assert list(of_rule) == ["city_pairs", "told", "by_form", "per_city", "between"]
        assert list(of_rule["per_city"]) == cities
        assert list(of_rule["between"]) == [f"{a}|{b}" for a, b in combinations(sorted(cities), 2)]


def test_the_numbers_of_a_strictness_agree_with_each_other(counted):
    for of_rule in counted.values():
        assert sum(of_rule["between"].values()) == of_rule["city_pairs"]
        assert sum(of_rule["per_city"].values()) == 2 * of_rule["city_pairs"]
        assert 0 <= of_rule["told"] <= of_rule["city_pairs"] <= sum(of_rule["by_form"].values())
        for city, n in of_rule["per_city"].items():
            assert n == sum(m for two, m in of_rule["between"].items() if city in two.split("|"))


def test_what_a_strict_reader_compares_an_open_one_does_too(shipped):
    strict, usual, every = (
        {(row["id"], row["benchmark_id"]) for row in judging.comparable(shipped.id, rule).to_dict("records")}
        for rule in STRICTNESS
    )
    assert strict <= usual <= every
    assert strict < every


def test_two_cities_count_once_and_never_with_themselves(shipped):
    rows = judging.comparable(shipped.id, "open")
    assert (rows["place"] < rows["benchmark_place"]).all()
    assert not rows.duplicated(["id", "benchmark_id"]).any()


def test_an_open_reader_finds_twenty_matters_and_the_usual_one_ten(counted):
    assert counted["open"]["city_pairs"] >= 20
    assert counted["usual"]["city_pairs"] >= 10


def test_every_city_compares_on_five_matters_for_an_open_reader(counted):
    assert min(counted["open"]["per_city"].values()) >= 5


def test_the_command_ends_with_two_for_a_command_there_is_not(capsys):
    assert main(["count"]) == 2
    assert capsys.readouterr().out == ""


def test_units_of_one_dimension_never_stand_between_two_figures(shipped):
    pairs = judging.every_pair(shipped.id, "open")
    dimensions = kept.table(shipped.id, "units").set_index("id")["dimension"]
    of_one = pairs["unit"].map(dimensions) == pairs["benchmark_unit"].map(dimensions)
    differ = pairs["unit"] != pairs["benchmark_unit"]
    assert (of_one & differ).any()
    assert not pairs[of_one]["reasons"].str.split("|").map(set).map({"other_unit"}.issubset).any()
