"""Searching: words people type find figures, measures and problems, and nothing that does not hold them."""

import pytest

from findings import searching


@pytest.mark.parametrize(
    "sought", ["拿地即开工", "一网通办", "帮办代办", "企业开办时间", "审批时间", "容缺", "gcsp"]
)
def test_what_people_type_is_found(sought, shipped):
    hits = (
        len(searching.found(shipped.id, sought))
        + len(searching.figures_with_words(shipped.id, sought))
        + sum(
            len(searching.entries_with_words(shipped.id, kind, sought)) for kind in ("measures", "problems")
        )
    )
    assert hits


def test_a_measure_is_found_by_its_name_with_the_places_that_carry_it_out(shipped):
    [row] = searching.entries_with_words(shipped.id, "measures", "帮办代办").to_dict("records")
    assert row["name_zh"] == "帮办代办" and "anyang" in row["places"].split("|")


def test_what_stands_nowhere_finds_nothing(shipped):
    for kind in ("measures", "problems"):
        assert searching.entries_with_words(shipped.id, kind, "甲乙丙丁").empty
    assert searching.figures_with_words(shipped.id, "甲乙丙丁").empty


def test_figures_in_whose_own_words_it_stands_come_first(shipped):
    rows = searching.figures_with_words(shipped.id, "一日办结")
    assert rows["id"].iloc[0] == "anyang-002"
