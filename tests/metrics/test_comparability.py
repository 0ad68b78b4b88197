"""Reasons and grades, worked by hand; rules that are refused; how strict a reader is."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given

from metrics.comparability import FIXED, GRADES, REASONS, SET, comparability, let_through
from metrics.pairs import pairs
from metrics.verdicts import verdicts
from tests.metrics.drawn import declarations, tables
from tests.metrics.rules import RULES, graded_as
from tests.trying import tried


@pytest.fixture(scope="module")
def grade(opposite, computed):
    """Grades (observed, benchmark) pairs, of what is declared of their indicators; an outdated grade is replaced."""

    def graded(sides, rules=RULES, declared=None) -> pd.DataFrame:
        rows = opposite(sides, grade="outdated")
        rows["declared"] = pd.Series(declared or [""] * len(rows), dtype="str")
        return computed(comparability, rows, rules=rules)

    return graded


@pytest.fixture(scope="module")
def worked(golden, side):
    """The golden pairs, and what is declared of each."""
    rows = golden("comparability")
    sides = [(side(row["observed"]), side(row["benchmark"])) for row in rows]
    return rows, sides, [row["declared"] for row in rows]


def test_every_golden_grade_is_as_worked_by_hand(worked, grade):
    rows, sides, declared = worked
    graded = grade(sides, declared=declared)
    assert len(graded) == len(rows)
    by_id = graded.set_index("id").loc[ids(len(rows))]
    for expected, (_, row) in zip(rows, by_id.iterrows(), strict=True):
        assert (row["grade"], row["reasons"]) == (expected["grade"], expected["reasons"]), expected["working"]


def ids(count: int) -> list[str]:
    """The ids that `observed` gives so many rows."""
    return [chr(ord("a") + n % 26) + str(n // 26 or "") for n in range(count)]


def test_a_golden_grade_is_the_same_from_either_side(worked, grade):
    _, sides, declared = worked
    there, back = grade(sides, declared=declared), grade([pair[::-1] for pair in sides], declared=declared)
    assert list(there["grade"]) == list(back["grade"])
    assert list(there["reasons"]) == list(back["reasons"])


def test_every_reason_and_every_grade_occur_in_the_golden_file(worked):
    rows, *_ = worked
    assert {code for row in rows for code in row["reasons"].split("|")} == {"", *REASONS}
    assert {row["grade"] for row in rows} == set(GRADES)


def test_a_reason_is_fixed_or_set_or_the_datasets_own():
    assert set(REASONS) == {*FIXED, *SET, "other_definition"}
    assert not set(FIXED) & set(SET)


def test_a_rule_graded_comparable_is_switched_off_and_not_named(grade):
    sides = [({"unit": "day", "scope": "zone"}, {"unit": "hour"}), ({"scope": "zone"}, {})]
    graded = grade(sides, graded_as(part_and_whole="comparable"))
    assert list(graded["reasons"]) == ["other_unit", ""]
    assert list(graded["grade"]) == ["not_comparable", "comparable"]


def test_with_far_apart_switched_off_figures_far_apart_are_still_years_apart(grade):
    sides = [({"period_end": "2010-12-31"}, {"period_end": "2023-12-31"})]
    graded = grade(sides, graded_as(far_apart="comparable"))
    assert (graded["grade"].item(), graded["reasons"].item()) == ("with_caution", "years_apart")


def test_with_every_rule_switched_off_only_what_is_never_compared_and_what_is_declared_is_left(worked, grade):
    rows, sides, declared = worked
    graded = grade(sides, graded_as(**dict.fromkeys(SET, "comparable")), declared)
    assert {code for reasons in graded["reasons"] for code in reasons.split("|")} == {
        "",
        *FIXED,
        "other_definition",
    }
    assert set(graded["grade"]) == set(GRADES)


def test_the_grades_of_the_rules_decide_not_the_reasons(grade):
    sides = [({"status": "target"}, {}), ({"ambiguous": "kind"}, {}), ({"unit": "day"}, {})]
    rules = graded_as(
        other_status="with_caution", ambiguous_wording="not_comparable", order_only="indicative"
    )
    assert list(grade(sides, rules)["grade"]) == ["with_caution", "not_comparable", "indicative"]


def test_units_that_differ_in_name_only_are_one_unit(declared, printed, computed):
    def judged(rows, said):
        return verdicts(comparability(pairs(rows, rows, said), RULES))

    parcels = {"id": "a", "unit": "parcel", "figure": "[3, 3]"}
    approvals = {"id": "b", "place": "b", "indicator": "other", "unit": "visit", "figure": "[5, 5]"}
    said = declared(("permit_days", "other", "with_caution"))
    apart, one = (
        computed(judged, printed(parcels, approvals), said.assign(one_measure=measure)).set_index("id")
        for measure in ("false", "true")
    )
    assert list(apart.loc["a", ["reasons", "verdict"]]) == ["other_unit|other_definition", "not_comparable"]
    assert list(one.loc["a", ["reasons", "verdict"]]) == ["other_definition", "surely_better"]


def test_the_years_of_the_rules_decide(grade):
    sides = [({"period_end": "2022-12-31"}, {"period_end": "2023-01-01"})]
    assert grade(sides, RULES | {"years": {"apart": 0, "far": 0}})["reasons"].item() == "far_apart"
    assert grade(sides, RULES | {"years": {"apart": 0, "far": 1}})["reasons"].item() == "years_apart"


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        (graded_as(other_colour="comparable"), "other_colour"),
        *((graded_as(**{reason: "comparable"}), reason) for reason in (*FIXED, "other_definition")),
        (graded_as(other_scope="hopeless"), "hopeless.*other_scope"),
        (RULES | {"years": {"apart": 1, "far": 3, "away": 9}}, "away"),
        (RULES | {"years": {"apart": 1}}, "far"),
        (RULES | {"years": {"apart": 4, "far": 3}}, "4 and 3"),
        (RULES | {"years": {"apart": 0.5, "far": 3}}, "0.5"),
        (RULES | {"grades": {"other_scope": GRADES[0]}}, "other_status"),
    ],
)
def test_rules_that_mean_nothing_are_refused_by_name(rules, named, opposite):
    with pytest.raises(ValueError, match=named):
        comparability(opposite([({}, {})]), rules)


@pytest.fixture(scope="module")
def of_every_grade(opposite):
    """One pair of each grade, with a reason kept from before."""
    rows = opposite([({}, {"figure": "[8, 8]"})] * len(GRADES))
    return rows.assign(grade=pd.Series(GRADES, dtype="str"), reasons="years_apart")


@pytest.mark.parametrize("worst", GRADES)
def test_what_is_beyond_the_worst_grade_is_not_comparable_and_keeps_its_reasons(
    worst, of_every_grade, computed
):
    passed = computed(let_through, of_every_grade, worst=worst)
    kept = GRADES[: GRADES.index(worst) + 1]
    assert list(passed["grade"]) == [grade if grade in kept else "not_comparable" for grade in GRADES]
    assert set(passed["reasons"]) == {"years_apart"}


def test_a_grade_that_is_none_is_refused(of_every_grade):
    with pytest.raises(ValueError, match="unknown grade 'open'; known: comparable, with_caution"):
        let_through(of_every_grade, worst="open")


@tried(12)
@given(tables(), declarations)
def test_a_looser_reader_sees_every_pair_of_a_stricter_one_with_the_same_grade_and_verdict(
    observed, declared, computed, rows, said
):
    def judged(figures, comparisons, worst):
        graded = comparability(pairs(figures, figures, comparisons), RULES)
        return verdicts(let_through(graded, worst))

    both = observed(*rows), declared(*said)
    seen = {worst: computed(judged, *both, worst=worst) for worst in GRADES[:-1]}
    for strict, loose in combinations(GRADES[:-1], 2):
        let_in = seen[strict]["grade"] != "not_comparable"
        for name in ("id", "benchmark_id", "grade", "reasons", "verdict", "form"):
            assert list(seen[strict].loc[let_in, name]) == list(seen[loose].loc[let_in, name])
    for worst, rows_of in seen.items():
        assert set(rows_of["grade"]) <= {*GRADES[: GRADES.index(worst) + 1], "not_comparable"}
        assert list(rows_of["verdict"] == "not_comparable") == list(rows_of["grade"] == "not_comparable")


@tried(12)
@given(tables(), declarations)
def test_a_grade_is_the_worst_of_the_reasons_named(observed, declared, computed, rows, said):
    def metric(figures, comparisons):
        return comparability(pairs(figures, figures, comparisons), RULES)

    graded = computed(metric, observed(*rows), declared(*said))
    grades = RULES["grades"] | dict.fromkeys(FIXED, "not_comparable") | {"": "comparable"}
    grades["other_definition"] = said[0][2] if said else ""
    for _, row in graded.iterrows():
        named = [grades[reason] for reason in row["reasons"].split("|")]
        assert row["grade"] == max(named, key=GRADES.index), row["reasons"]
        assert [r for r in REASONS if r in row["reasons"].split("|")] == [
            r for r in row["reasons"].split("|") if r
        ]
