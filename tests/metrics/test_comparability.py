"""Reasons and grades, worked by hand, and rules that are refused."""

import pytest

from metrics.comparability import GRADES, REASONS, comparability

RULES = {
    "grades": dict.fromkeys(REASONS, "not_comparable")
    | {"ambiguous_wording": "with_caution", "years_apart": "with_caution"},
    "years": {"apart": 1, "far": 3},
}


def graded_as(**grades) -> dict:
    return RULES | {"grades": RULES["grades"] | grades}


def side(text: str) -> dict:
    return dict(part.split("=") for part in text.split())


@pytest.fixture(scope="module")
def grade(opposite, on_both_engines):
    """Grades (observed, benchmark) pairs; an outdated grade in the frame is replaced."""
    return lambda sides, rules=RULES: on_both_engines(
        comparability, opposite(sides, grade="outdated"), rules=rules
    )


def test_every_golden_grade_is_as_worked_by_hand(golden, grade):
    worked = golden("comparability")
    graded = grade([(side(row["observed"]), side(row["benchmark"])) for row in worked])
    assert len(graded) == len(worked)
    for expected, (_, row) in zip(worked, graded.iterrows(), strict=True):
        assert (row["grade"], row["reasons"]) == (expected["grade"], expected["reasons"]), expected["working"]


def test_a_grade_is_the_same_from_either_side(golden, grade):
    sides = [(side(row["observed"]), side(row["benchmark"])) for row in golden("comparability")]
    there, back = grade(sides), grade([(benchmark, observed) for observed, benchmark in sides])
    assert list(there["grade"]) == list(back["grade"])
    assert list(there["reasons"]) == list(back["reasons"])


def test_every_reason_occurs_in_the_golden_file(golden):
    assert {code for row in golden("comparability") for code in row["reasons"].split("|")} == {"", *REASONS}


def test_a_rule_graded_comparable_is_switched_off_and_not_named(grade):
    sides = [({"unit": "day", "scope": "pilot"}, {"unit": "hour"}), ({"scope": "pilot"}, {})]
    graded = grade(sides, graded_as(other_scope="comparable"))
    assert list(graded["reasons"]) == ["other_unit", ""]
    assert list(graded["grade"]) == ["not_comparable", "comparable"]


def test_with_far_apart_switched_off_figures_far_apart_are_still_years_apart(grade):
    sides = [({"period_end": "2010-12-31"}, {"period_end": "2023-12-31"})]
    graded = grade(sides, graded_as(far_apart="comparable"))
    assert (graded["grade"].item(), graded["reasons"].item()) == ("with_caution", "years_apart")


def test_with_every_rule_switched_off_everything_is_comparable(golden, grade):
    sides = [(side(row["observed"]), side(row["benchmark"])) for row in golden("comparability")]
    graded = grade(sides, graded_as(**dict.fromkeys(REASONS, "comparable")))
    assert set(graded["grade"]) == {"comparable"}
    assert set(graded["reasons"]) == {""}


def test_the_grades_of_the_rules_decide_not_the_reasons(grade):
    sides = [({"unit": "day"}, {"unit": "hour"}), ({"ambiguous": "kind"}, {})]
    graded = grade(sides, graded_as(other_unit="with_caution", ambiguous_wording="not_comparable"))
    assert list(graded["grade"]) == ["with_caution", "not_comparable"]


def test_the_years_of_the_rules_decide(grade):
    sides = [({"period_end": "2022-12-31"}, {"period_end": "2023-01-01"})]
    assert grade(sides, RULES | {"years": {"apart": 0, "far": 0}})["reasons"].item() == "far_apart"
    assert grade(sides, RULES | {"years": {"apart": 0, "far": 1}})["reasons"].item() == "years_apart"


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        (graded_as(other_colour="comparable"), "other_colour"),
        (graded_as(other_unit="hopeless"), "hopeless.*other_unit"),
        (RULES | {"years": {"apart": 1, "far": 3, "away": 9}}, "away"),
        (RULES | {"years": {"apart": 1}}, "far"),
        (RULES | {"years": {"apart": 4, "far": 3}}, "4 and 3"),
        (RULES | {"years": {"apart": 0.5, "far": 3}}, "0.5"),
        (RULES | {"grades": {"other_unit": GRADES[0]}}, "other_scope"),
    ],
)
def test_rules_that_mean_nothing_are_refused_by_name(rules, named, opposite):
    with pytest.raises(ValueError, match=named):
        comparability(opposite([({}, {})]), rules)
