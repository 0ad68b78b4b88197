"""Comparability: how far two figures may be compared, and the reasons against it.

    grade of a pair = the worst grade among its reasons; comparable where there is none

Each pair is examined for these reasons, in this order:

    other_unit         the units differ in more than name
    other_definition   two indicators for which the dataset declares how far they compare; its grade applies
    other_object       two cuts in per cent, of different things
    other_cut          one cut is of what was achieved, the other of a limit, or only claimed
    other_level        both are counts with no better direction, of places of different levels
    other_evaluation   ranks or scores of two evaluations: another province's, or another year's
    other_scope        each is about a different part of its place
    part_and_whole     one is about the whole place, the other about a part
    other_status       an achieved figure, a target and a plan are different things
    limit_and_usual    one is a limit, the other a usual figure: only whether the limit is kept can be told
    no_number          one of them has no number: words only, masked, not applicable
    ambiguous_amount   the amount of one of them cannot be read off
    ambiguous_wording  one of them leaves its kind, scope, unit or period open
    other_length       counts over printed periods of which one is shorter by more than a tenth of the longer
    order_only         days against working days or months: there may be an order, but no distance
    years_apart        the periods end more than the set number of years apart: see `periods`
    far_apart          more than the larger set number of years; then `years_apart` is not named as well

The grades are comparable, with_caution, indicative (shown on request) and not_comparable. The reader's strictness only
decides which grades are let through (`let_through`), so one pair has one verdict, or none.

Two limits (see `limits`) never differ in status, because rules are compared with rules; a limit in force is never apart
from later figures.

Source: European Statistics Code of Practice, principle 14, Coherence and Comparability (common concepts, units, scope
and reference period); the years and grades are the dataset's own settings.
"""

import narwhals as nw

from metrics import Frame, all_codes, first_code, metric
from metrics.durations import are_durations, is_duration
from metrics.intervals import is_known
from metrics.limits import USUAL, both_limits, is_limit, one_limit
from metrics.pairs import BENCHMARK, CUT
from metrics.periods import differ_in_length, is_more_than_years_apart, validity

GRADES = ("comparable", "with_caution", "indicative", "not_comparable")
# All reasons, in the order they are named. Pairs with one of FIXED are never compared; the settings grade those of SET.
REASONS = (
    *("other_unit", "other_definition", "other_object", "other_cut", "other_level", "other_evaluation"),
    *("other_scope", "part_and_whole", "other_status", "limit_and_usual"),
    *("no_number", "ambiguous_amount", "ambiguous_wording", "other_length", "order_only"),
    *("years_apart", "far_apart"),
)
FIXED = ("other_unit", "other_cut", "other_level", "other_evaluation", "no_number", "ambiguous_amount")
SET = tuple(reason for reason in REASONS if reason not in (*FIXED, "other_definition"))


@metric
def comparability(paired: Frame, rules: dict) -> Frame:
    """Add `grade` and `reasons` (codes joined by `|`, empty when there are none) to a frame of pairs.

    `rules` are as `check_rules` wants them: `grades`, one for each reason in `SET`, and `years`, `apart` and `far`.
    """
    check_rules(rules)
    grades = rules["grades"] | dict.fromkeys(FIXED, "not_comparable")
    counted = [reason for reason in REASONS if grades.get(reason) != "comparable"]
    # Each becomes a column before the next uses it: engines re-evaluate an expression wherever it appears.
    rows = paired.with_columns(**read_once()).with_columns(two_limits=both_limits(), one_limit=one_limit())
    rows = rows.with_columns(alike=nw.col("same_status") | nw.col("two_limits"))
    reasons = reasons_of_pairs(rules["years"], far_counts="far_apart" in counted)
    rows = rows.with_columns(**{f"has_{reason}": reasons[reason].fill_null(False) for reason in counted})
    has = {reason: nw.col(f"has_{reason}") for reason in counted}
    of_grade = {
        grade: any_of(nw.col("declared") == grade, *(has[r] for r in counted if grades.get(r) == grade))
        for grade in GRADES[:0:-1]
    }
    graded = rows.with_columns(grade=first_code(of_grade, "comparable"), reasons=all_codes(has))
    return graded.drop(*read_once(), "two_limits", "one_limit", "alike", *(f"has_{reason}" for reason in has))


def read_once() -> dict[str, nw.Expr]:
    """Columns computed once per pair: its limits, its days, and what the two figures share."""
    is_cut = (nw.col("form") == CUT) & (nw.col(BENCHMARK + "form") == CUT)
    usual = [nw.col(prefix + "status").is_in(USUAL) for prefix in ("", BENCHMARK)]
    (since, until), (other_since, other_until) = validity(""), validity(BENCHMARK)
    return {
        "since": since,
        "until": until,
        BENCHMARK + "since": other_since,
        BENCHMARK + "until": other_until,
        "is_limit": is_limit(""),
        BENCHMARK + "is_limit": is_limit(BENCHMARK),
        "is_cut": is_cut,
        "are_durations": are_durations(),
        "other_units": differs("unit") & ~nw.col("one_measure"),
        "other_scopes": differs("scope"),
        "has_whole": (nw.col("scope") == "whole") | (nw.col(BENCHMARK + "scope") == "whole"),
        "same_status": ~differs("status") | (usual[0] & usual[1]) | is_cut,
    }


@metric
def let_through(graded: Frame, worst: str) -> Frame:
    """Pairs graded worse than `worst` become not_comparable; their reasons stay. Raises ValueError for an unknown grade."""
    if worst not in GRADES:
        raise ValueError(f"unknown grade {worst!r}; known: {', '.join(GRADES)}")
    is_in = nw.col("grade").is_in(GRADES[: GRADES.index(worst) + 1])
    return graded.with_columns(grade=nw.when(is_in).then(nw.col("grade")).otherwise(nw.lit("not_comparable")))


def reasons_of_pairs(years: dict, far_counts: bool) -> dict[str, nw.Expr]:
    """Each reason with the condition under which a pair has it."""
    is_apart, is_far = (is_more_than_years_apart("", BENCHMARK, years[limit]) for limit in ("apart", "far"))
    is_cut, durations, one_limit = (nw.col(name) for name in ("is_cut", "are_durations", "one_limit"))
    year, other_year = (nw.col(prefix + "period_end").str.slice(0, 4) for prefix in ("", BENCHMARK))
    return {
        "other_unit": nw.col("other_units") & ~durations,
        "other_definition": nw.col("declared") != "",
        "other_object": is_cut & differs("indicator"),
        "other_cut": is_cut & differs("cut_kind"),
        "other_level": both(is_size) & differs("level"),
        "other_evaluation": both(is_rank) & (differs("part_of") | (year != other_year)),
        "other_scope": nw.col("other_scopes") & ~nw.col("has_whole"),
        "part_and_whole": nw.col("other_scopes") & nw.col("has_whole"),
        "other_status": ~nw.col("alike") & ~one_limit,
        "limit_and_usual": ~nw.col("alike") & one_limit & is_known("") & is_known(BENCHMARK),
        "no_number": either(has_no_number),
        "ambiguous_amount": either(has_ambiguous_amount),
        "ambiguous_wording": either(has_ambiguous_wording),
        "other_length": counts_over_other_lengths(),
        "order_only": nw.col("other_units") & durations,
        "years_apart": is_apart & ~is_far if far_counts else is_apart,
        "far_apart": is_far,
    }


def any_of(*questions: nw.Expr) -> nw.Expr:
    """Does at least one condition hold?"""
    return nw.any_horizontal(*questions, ignore_nulls=True)


def differs(column: str) -> nw.Expr:
    """Do the two figures of a pair disagree in this column?"""
    return nw.col(column) != nw.col(BENCHMARK + column)


def counts_over_other_lengths() -> nw.Expr:
    """Are both counts over a printed period, one much shorter? Rates, durations and ranks are not counts."""
    length, other_length = (
        nw.when(nw.col(prefix + "period_basis") == "printed").then(prefix + "period_days")
        for prefix in ("", BENCHMARK)
    )
    return both(is_count) & differ_in_length(length, other_length)


def is_count(prefix: str) -> nw.Expr:
    """Is the figure with this prefix neither a rate, a rank, a claim nor a duration?"""
    is_percentage = nw.col(prefix + "unit") == "percent"
    return (nw.col(prefix + "form") == "level") & ~is_duration(prefix) & ~is_percentage


def is_size(prefix: str) -> nw.Expr:
    """Is the figure with this prefix a count with no better direction?"""
    return is_count(prefix) & (nw.col(prefix + "direction") == "no_judgement")


def is_rank(prefix: str) -> nw.Expr:
    """Is the figure with this prefix a rank or score of an evaluation?"""
    return nw.col(prefix + "form") == "rank"


def both(question) -> nw.Expr:
    """Does the condition, given a column prefix, hold for both figures of the pair?"""
    return question("") & question(BENCHMARK)


def either(question) -> nw.Expr:
    """Does the condition, given a column prefix, hold for at least one figure of the pair?"""
    return question("") | question(BENCHMARK)


def has_no_number(prefix: str) -> nw.Expr:
    """Is there no number, for a reason other than an ambiguous amount?"""
    return ((nw.col(prefix + "missing") != "") | ~is_known(prefix)) & ~has_ambiguous_amount(prefix)


def has_ambiguous_amount(prefix: str) -> nw.Expr:
    """Is it impossible to read off the amount?"""
    return nw.col(prefix + "ambiguous") == "amount"


def has_ambiguous_wording(prefix: str) -> nw.Expr:
    """Is anything other than the amount left open?"""
    return (nw.col(prefix + "ambiguous") != "") & ~has_ambiguous_amount(prefix)


def check_rules(rules: dict) -> None:
    """Raise ValueError for an unknown or missing rule, an unknown grade, or years that are not 0 <= apart <= far."""
    for part, wanted in (("grades", SET), ("years", ("apart", "far"))):
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
