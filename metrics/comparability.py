"""Comparability: how far two figures may be compared, and what speaks against it.

    grade of a pair = the worst grade among its reasons; comparable where there is none

Each pair is examined for these reasons, in this order:

    other_unit         the units differ and have no common measure
    other_definition   two indicators, of which the dataset says how far they compare; the grade is its own
    other_object       two cuts in per cent, of different things
    other_cut          one cut is of what was achieved, the other of a limit, or only claimed
    other_level        both are counts of which neither more nor less is better, of places of different levels
    other_evaluation   ranks or scores of two evaluations: another province's, or another year's
    other_scope        two different parts of two places
    part_and_whole     one is about the whole place, the other about a part
    other_status       what was achieved, a target and a plan are different things
    limit_and_usual    one is a limit, the other what is usual: only whether the limit is kept can be told
    no_number          either has no number: only words, masked, not applicable
    ambiguous_amount   either is printed so that the amount itself cannot be read off
    ambiguous_wording  either leaves its kind, scope, unit or period open
    other_length       counts over printed periods of which one is shorter by more than a tenth of the longer
    order_only         days beside working days or months: an order may follow, no distance
    years_apart        the periods end further apart than the years set for it: see `periods`
    far_apart          further apart than the larger number of years set; then `years_apart` is not named too

The grades are comparable, with_caution, indicative (shown where a reader asks for it) and not_comparable. How strict
the reader is changes only which grades are let through (`let_through`), so one pair has one verdict, or none.

Two limits (see `limits`) have no other status, as rules are held against rules; those in force are not apart from later
figures.

Source: European Statistics Code of Practice, principle 14, Coherence and Comparability (common concepts, units,
scope and reference period); the years and grades are the dataset's own settings.
"""

import narwhals as nw

from metrics import Frame, all_codes, first_code, metric
from metrics.durations import are_durations, is_duration
from metrics.intervals import is_known
from metrics.limits import USUAL, both_limits, is_limit, one_limit
from metrics.pairs import BENCHMARK, CUT
from metrics.periods import is_more_than_years_apart, validity

GRADES = ("comparable", "with_caution", "indicative", "not_comparable")
# Every reason in the order in which they are named; those of FIXED are never compared, SET has a grade in the settings.
REASONS = (
    *("other_unit", "other_definition", "other_object", "other_cut", "other_level", "other_evaluation"),
    *("other_scope", "part_and_whole", "other_status", "limit_and_usual"),
    *("no_number", "ambiguous_amount", "ambiguous_wording", "other_length", "order_only"),
    *("years_apart", "far_apart"),
)
FIXED = ("other_unit", "other_cut", "other_level", "other_evaluation", "no_number", "ambiguous_amount")
SET = tuple(reason for reason in REASONS if reason not in (*FIXED, "other_definition"))
LENGTH_TOLERANCE = 0.1


@metric
def comparability(paired: Frame, rules: dict) -> Frame:
    """Add `grade` and `reasons` (codes joined by `|`, empty when there are none) to a frame of pairs.

    `rules` holds `grades`, a grade for each reason of `SET` (those of `FIXED` are never compared), and `years`, the
    whole numbers `apart` and `far`. Raises ValueError naming what is unknown, missing or out of order in them.
    """
    return graded_pairs(paired, rules)


def graded_pairs(paired: Frame, rules: dict) -> Frame:
    """As `comparability`, inside another metric."""
    check_rules(rules)
    grades = rules["grades"] | dict.fromkeys(FIXED, "not_comparable")
    counted = [reason for reason in REASONS if grades.get(reason) != "comparable"]
    # Each is laid aside before the next asks for it: engines evaluate an expression anew wherever it stands.
    rows = paired.with_columns(**read_once()).with_columns(two_limits=both_limits(), one_limit=one_limit())
    rows = rows.with_columns(alike=nw.col("same_status") | nw.col("two_limits"))
    reasons = reasons_of_pairs(rules["years"], far_counts="far_apart" in counted)
    rows = rows.with_columns(**{f"has_{reason}": reasons[reason].fill_null(False) for reason in counted})
    of_grade = {
        grade: any_of(
            [nw.col(f"has_{r}") for r in counted if grades.get(r) == grade] + [nw.col("declared") == grade]
        )
        for grade in GRADES[:0:-1]
    }
    graded = rows.with_columns(
        grade=first_code(of_grade, "comparable"),
        reasons=all_codes({reason: nw.col(f"has_{reason}") for reason in counted}),
    )
    laid_aside = (*read_once(), "two_limits", "one_limit", "alike")
    return graded.drop(*laid_aside, *(f"has_{reason}" for reason in counted))


def read_once() -> dict[str, nw.Expr]:
    """What is read off a pair once: its limits, its days, and what the two have in common."""
    is_cut = (nw.col("form") == CUT) & (nw.col(BENCHMARK + "form") == CUT)
    usual = [nw.col(prefix + "status").is_in(USUAL) for prefix in ("", BENCHMARK)]
    days = {
        p + name: day
        for p in ("", BENCHMARK)
        for name, day in zip(("since", "until"), validity(p), strict=True)
    }
    return days | {
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
    """Pairs with a grade beyond `worst` become not_comparable; their reasons stay. Raises ValueError for no grade."""
    if worst not in GRADES:
        raise ValueError(f"unknown grade {worst!r}; known: {', '.join(GRADES)}")
    is_in = nw.col("grade").is_in(GRADES[: GRADES.index(worst) + 1])
    return graded.with_columns(grade=nw.when(is_in).then(nw.col("grade")).otherwise(nw.lit("not_comparable")))


def reasons_of_pairs(years: dict, far_counts: bool) -> dict[str, nw.Expr]:
    """Each reason with the question whether a pair has it."""
    is_apart, is_far = (is_more_than_years_apart("", BENCHMARK, years[limit]) for limit in ("apart", "far"))
    is_cut, durations, one_limit = (nw.col(name) for name in ("is_cut", "are_durations", "one_limit"))
    return {
        "other_unit": nw.col("other_units") & ~durations,
        "other_definition": nw.col("declared") != "",
        "other_object": is_cut & differs("indicator"),
        "other_cut": is_cut & differs("cut_kind"),
        "other_level": both(is_size) & differs("level"),
        "other_evaluation": both(is_rank) & (differs("part_of") | differs_in_year()),
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


def any_of(questions: list[nw.Expr]) -> nw.Expr:
    """Is at least one answered yes? No when there are none."""
    return nw.any_horizontal(nw.lit(False), *questions, ignore_nulls=True)


def differs(column: str) -> nw.Expr:
    """Do the two figures of a pair disagree in this column?"""
    return nw.col(column) != nw.col(BENCHMARK + column)


def differs_in_year() -> nw.Expr:
    """Do the periods of the two end in different calendar years?"""
    year, benchmark_year = (nw.col(prefix + "period_end").str.slice(0, 4) for prefix in ("", BENCHMARK))
    return year != benchmark_year


def counts_over_other_lengths() -> nw.Expr:
    """Are both counted over a period in print, and is one period much shorter? Rates, durations and ranks are no counts."""
    length, benchmark_length = (
        nw.when(nw.col(prefix + "period_basis") == "printed").then(nw.col(prefix + "period_days"))
        for prefix in ("", BENCHMARK)
    )
    longer = nw.max_horizontal(length, benchmark_length)
    differ = (length - benchmark_length).abs() > LENGTH_TOLERANCE * longer
    are_known = ~length.is_null() & ~benchmark_length.is_null()
    return both(is_count) & (differ & are_known).fill_null(False)


def is_count(prefix: str) -> nw.Expr:
    """Is the figure with this prefix neither a rate, a rank, a claim nor a duration?"""
    is_level = nw.col(prefix + "form") == "level"
    return is_level & ~is_duration(prefix) & (nw.col(prefix + "unit") != "percent")


def is_size(prefix: str) -> nw.Expr:
    """Is the figure with this prefix a count of which neither more nor less is better?"""
    return is_count(prefix) & (nw.col(prefix + "direction") == "no_judgement")


def is_rank(prefix: str) -> nw.Expr:
    """Is the figure with this prefix a rank or score of an evaluation?"""
    return nw.col(prefix + "form") == "rank"


def both(question) -> nw.Expr:
    """Is the question, asked of a column prefix, answered yes for both figures of the pair?"""
    return question("") & question(BENCHMARK)


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
