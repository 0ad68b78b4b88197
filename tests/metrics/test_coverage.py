"""Which cells are blank and why; who reports what; which places can be compared."""

import pandas as pd
import pytest

from metrics.coverage import comparable_counts, coverage


@pytest.fixture(scope="module")
def cells(observed, computed):
    """The coverage of places a and b × permit_days, permit_working_days (of one matter) and permit_steps."""
    places = pd.DataFrame({"place": ["a", "b"], "level": ["prefecture", "county"]})
    indicators = pd.DataFrame(
        {
            "indicator": ["permit_days", "permit_working_days", "permit_steps"],
            "matter": ["permits", "permits", "steps"],
            "topic": ["time", "time", "steps"],
        }
    )
    return lambda *rows: computed(coverage, observed(*rows), places, indicators)


def blanks(covered: pd.DataFrame, place: str) -> dict[str, str]:
    return covered[covered["place"] == place].set_index("indicator")["blank"].to_dict()


def test_every_place_and_indicator_is_one_cell_with_its_topic(cells):
    covered = cells(
        {"place": "a"}, {"place": "a"}, {"place": "elsewhere"}, {"place": "b", "indicator": "unlisted"}
    )
    assert list(covered) == ["place", "indicator", "topic", "figures", "blank"]
    assert len(covered) == len(covered.drop_duplicates(["place", "indicator"])) == 6
    assert dict(zip(covered["indicator"], covered["topic"], strict=True))["permit_steps"] == "steps"


def test_figures_are_the_observations_with_a_number(cells):
    in_words = {"missing": "in_words", "figure": ""}
    given = ({}, {"figure": "(7, inf)"}, in_words, {"figure": ""}, {"missing": "masked", "figure": "[5, 5]"})
    covered = cells(*({"place": "a"} | row for row in given))
    assert list(covered["figures"]) == [2, 0, 0, 0, 0, 0]
    assert blanks(covered, "a")["permit_days"] == ""


def test_nothing_found_is_not_reported(cells):
    assert set(cells()["blank"]) == {"not_reported"}


def test_a_number_on_another_indicator_of_the_matter_is_another_basis_in_either_direction(cells):
    assert blanks(cells({"place": "a"}), "a") == {
        "permit_days": "",
        "permit_working_days": "other_basis",
        "permit_steps": "not_reported",
    }
    other_way = cells({"place": "a", "indicator": "permit_working_days"})
    assert blanks(other_way, "a")["permit_days"] == "other_basis"
    assert blanks(other_way, "b")["permit_days"] == "not_reported"


def test_several_numbers_of_the_matter_give_a_blank_cell_one_reason(cells):
    covered = cells({"place": "a"}, {"place": "a"}, {"place": "a", "indicator": "unlisted"})
    assert len(covered) == 6
    assert blanks(covered, "a")["permit_working_days"] == "other_basis"


def test_words_on_another_indicator_of_the_matter_are_no_other_basis(cells):
    covered = cells({"place": "a", "missing": "in_words", "figure": ""})
    assert blanks(covered, "a")["permit_working_days"] == "not_reported"


def test_a_reason_of_its_own_comes_before_another_basis(cells):
    masked = {"place": "a", "indicator": "permit_working_days", "missing": "masked", "figure": ""}
    assert blanks(cells({"place": "a"}, masked), "a")["permit_working_days"] == "masked"


def test_of_several_reasons_the_first_by_alphabet_is_given(cells):
    rows = (
        {"place": "a", "missing": missing, "figure": ""}
        for missing in ("masked", "in_words", "not_applicable")
    )
    assert blanks(cells(*rows), "a")["permit_days"] == "in_words"


def test_a_row_without_number_and_without_missing_code_still_has_a_reason(cells):
    covered = cells({"place": "a", "ambiguous": "amount", "figure": ""}, {"place": "b", "figure": ""})
    assert blanks(covered, "a")["permit_days"] == "ambiguous_amount"
    assert blanks(covered, "b")["permit_days"] == "no_number"


@pytest.fixture(scope="module")
def counts(opposite, computed):
    """Comparable counts from (observed, benchmark, grade, reasons)."""

    def count(*graded: tuple[dict, dict, str, str]) -> list[tuple]:
        rows = opposite([(observed, benchmark) for observed, benchmark, _, _ in graded])
        rows["benchmark_id"] = [benchmark["id"] for _, benchmark, _, _ in graded]
        rows = rows.assign(grade=[row[2] for row in graded], reasons=[row[3] for row in graded])
        return list(computed(comparable_counts, rows).itertuples(index=False, name=None))

    return count


A1, A2 = {"id": "a1", "place": "a"}, {"id": "a2", "place": "a"}
B1, B2 = {"id": "b1", "place": "b"}, {"id": "b2", "place": "b"}


def test_a_pair_seen_from_both_sides_is_one_pair(counts):
    both = counts((A1, B1, "comparable", ""), (B1, A1, "comparable", ""))
    assert both == [("a", "b", "permit_days", "permit_days", 1, "comparable", "")]


def test_the_best_pair_speaks_for_two_places(counts):
    best = counts(
        (A1, B1, "not_comparable", "other_unit"),
        (A2, B1, "with_caution", "years_apart"),
        (A2, B2, "with_caution", "ambiguous_wording|years_apart"),
    )
    assert best == [
        ("a", "b", "permit_days", "permit_days", 3, "with_caution", "ambiguous_wording|years_apart")
    ]
    worst = counts((B2, A1, "not_comparable", "other_unit"))
    assert worst == [("a", "b", "permit_days", "permit_days", 1, "not_comparable", "other_unit")]


def test_two_figures_of_one_place_are_no_pair_of_places(counts):
    assert counts((A1, A2, "comparable", "")) == []


def test_two_declared_indicators_are_counted_apart_and_in_one_order(counts):
    limit = {"indicator": "a_limit"}
    apart = counts(
        (A1, B1, "comparable", ""),
        (A1, B2 | limit, "not_comparable", "other_definition"),
        (B2 | limit, A1, "not_comparable", "other_definition"),
        (A2 | limit, B1, "not_comparable", "other_definition"),
    )
    assert apart == [
        ("a", "b", "a_limit", "permit_days", 2, "not_comparable", "other_definition"),
        ("a", "b", "permit_days", "permit_days", 1, "comparable", ""),
    ]


def test_the_best_grade_comes_before_every_worse_one(counts):
    grades = ("not_comparable", "indicative", "with_caution", "comparable")
    for number, best in enumerate(grades, 1):
        figures = [B1 | {"id": f"b{n}"} for n in range(number)]
        (*_, found, _), *more = counts(*((A1, b, g, "") for b, g in zip(figures, grades, strict=False)))
        assert (found, more) == (best, [])
