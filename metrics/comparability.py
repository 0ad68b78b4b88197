"""Comparability: which two figures may share an axis, and what speaks against it.

Each pair is examined for these reasons, in this order:

    other_unit         the units differ; working days and days do too
    other_definition   same unit, but two indicators: related, differently defined
    other_scope        one is about the whole place, the other about a part, or about another part
    other_status       what was achieved, a rule in force, a target and a plan are four different things
    no_number          either has no number: only words, masked, not applicable
    ambiguous_amount   either is printed so that the amount itself cannot be read off
    ambiguous_wording  either leaves its kind, scope, unit or period open
    years_apart        the periods end further apart than the years set for it, counted on the calendar: see `periods`
    far_apart          the periods end further apart than the larger number of years set; then `years_apart` is not named too

The rules give every reason a grade: comparable (it does not count and is not named), with_caution or
not_comparable. A pair has the worst grade of its reasons, from either side; without any it is comparable.

Source: the reasons follow European Statistics Code of Practice, principle 14, Coherence and Comparability
(common concepts, units, scope and reference period); the years and grades are the dataset's own settings.
"""

import narwhals as nw
from narwhals.typing import Frame

from metrics.intervals import is_known
from metrics.pairs import BENCHMARK
from metrics.periods import is_more_than_years_apart

GRADES = ("comparable", "with_caution", "not_comparable")
REASONS = (
    *("other_unit", "other_definition", "other_scope", "other_status", "no_number"),
    *("ambiguous_amount", "ambiguous_wording", "years_apart", "far_apart"),
)


@nw.narwhalify
def comparability(paired: Frame, rules: dict) -> Frame:
    """Add `grade` and `reasons` (codes joined by `|`, empty when there are none) to a frame of pairs.

    `rules` holds `grades`, a grade for each of the nine reasons, and `years`, the whole numbers `apart` and
    `far`. Raises ValueError naming what is unknown, missing or out of order in them.
    """
    check_rules(rules)
    grades = rules["grades"]
    counted = [reason for reason in REASONS if grades[reason] != "comparable"]
    found = reasons_found(rules["years"], far_counts="far_apart" in counted)
    cautions = [found[reason] for reason in counted if grades[reason] == "with_caution"]
    obstacles = [found[reason] for reason in counted if grades[reason] == "not_comparable"]
    named = (nw.when(found[reason]).then(nw.lit("|" + reason)).otherwise(nw.lit("")) for reason in counted)
    return paired.with_columns(
        grade=nw.when(any_of(obstacles))
        .then(nw.lit("not_comparable"))
        .when(any_of(cautions))
        .then(nw.lit("with_caution"))
        .otherwise(nw.lit("comparable")),
        reasons=nw.concat_str(nw.lit(""), *named).str.slice(1),
    )


def reasons_found(years: dict, far_counts: bool) -> dict[str, nw.Expr]:
    """Each reason with the question whether a pair has it."""
    is_apart, is_far = (is_more_than_years_apart("", BENCHMARK, years[limit]) for limit in ("apart", "far"))
    return {
        "other_unit": differs("unit"),
        "other_definition": differs("indicator") & ~differs("unit"),
        "other_scope": differs("scope"),
        "other_status": differs("status"),
        "no_number": either(has_no_number),
        "ambiguous_amount": either(has_ambiguous_amount),
        "ambiguous_wording": either(has_ambiguous_wording),
        "years_apart": is_apart & ~is_far if far_counts else is_apart,
        "far_apart": is_far,
    }


def any_of(questions: list[nw.Expr]) -> nw.Expr:
    """Is at least one answered yes? No when there are none."""
    return nw.any_horizontal(nw.lit(False), *questions, ignore_nulls=True)


def differs(column: str) -> nw.Expr:
    """Do the two figures of a pair disagree in this column?"""
    return nw.col(column) != nw.col(BENCHMARK + column)


def either(question) -> nw.Expr:
    """Is the question, asked of a column prefix, answered yes for at least one figure of the pair?"""
    return question("") | question(BENCHMARK)


def has_no_number(prefix: str) -> nw.Expr:
    """Is there no number, for another reason than an ambiguous amount?"""
    return ((nw.col(prefix + "missing") != "") | ~is_known(prefix)) & ~has_ambiguous_amount(prefix)


def has_ambiguous_amount(prefix: str) -> nw.Expr:
    """Can the amount not be read off?"""
    return nw.col(prefix + "ambiguous") == "amount"


def has_ambiguous_wording(prefix: str) -> nw.Expr:
    """Is something else than the amount left open?"""
    return (nw.col(prefix + "ambiguous") != "") & ~has_ambiguous_amount(prefix)


def check_rules(rules: dict) -> None:
    """Refuse rules with an unknown name, without a needed one, or with years that cannot be."""
    for part, wanted in (("grades", REASONS), ("years", ("apart", "far"))):
        given = rules.get(part, {})
        if unknown := sorted(set(given) - set(wanted)):
            known = ", ".join(wanted)
            raise ValueError(f"unknown comparability rule in {part}: {', '.join(unknown)}; known: {known}")
        if absent := [name for name in wanted if name not in given]:
            raise ValueError(f"comparability rule missing in {part}: {', '.join(absent)}")
    for reason, grade in rules["grades"].items():
        if grade not in GRADES:
            raise ValueError(f"unknown grade {grade!r} for {reason}; known: {', '.join(GRADES)}")
    apart, far = rules["years"]["apart"], rules["years"]["far"]
    if not (isinstance(apart, int) and isinstance(far, int) and 0 <= apart <= far):
        raise ValueError(f"years: whole numbers with 0 <= apart <= far are wanted, not {apart!r} and {far!r}")
