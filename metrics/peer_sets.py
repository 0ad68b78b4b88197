"""Peer sets: which figures of one indicator may stand in one ranking.

Comparability is not transitive: A may compare with B and B with C, yet not A with C. A ranking needs a set in which
every two figures may be compared, at worst with the grade that is let through. It is found without examining pairs, in
this order:

    sets of    indicator, level of place, scope and status; for printed ranks and scores also province and year
    out        ambiguous_amount, no_number, ambiguous_wording
    out        far_apart, years_apart: the period ends too long before the latest end of those left
    out        other_figure: another figure represents the place, the one whose wording leaves least open,
               then the one with the latest end, then the smallest id

A reason leaves a figure out if its grade is worse than the worst let through; no_number and ambiguous_amount always do.
A reason that is let through applies to the set as a whole:

    set_reasons    ambiguous_wording when one figure has it; years_apart, far_apart when the ends are that far apart
    set_grade      the worst grade of the reasons of the set, comparable where there is none

The latest figure sets the date: one that is much newer than all others leaves them out as far_apart. A rule in force
counts as of the day it took effect. A period without a day is not apart from any.

Source: the reasons and their grades are those of `comparability`, the years those of `periods`.
"""

import narwhals as nw

from metrics import Frame, all_codes, first_code, joined, line, metric
from metrics.comparability import GRADES, check_rules, has_ambiguous_amount, has_ambiguous_wording
from metrics.intervals import is_known
from metrics.periods import LASTING, validity

# Figures left out for one reason form a group of their own, so a window over SET never mixes them with the set.
SET = ("peer_set", "left_out")
IS_IN = nw.col("left_out") == ""
END = validity("")[0]
# Windows take columns, not expressions: these are added first and dropped at the end.
ASIDE = {
    "end": END,
    # Later than every date, so that a period without an end is never the earliest.
    "end_or_never": nw.when(END > 0).then(END).otherwise(nw.lit(LASTING)),
    "newest_first": -END,
    "unclear_amount": has_ambiguous_amount("").cast(nw.Int64),
    "unclear_wording": has_ambiguous_wording("").cast(nw.Int64),
    # A simulated figure keeps the position of the one it replaces: see `scenarios`.
    "printed_id": nw.col("id").str.replace_all("^simulated/", ""),
}


@metric
def peer_sets(observed: Frame, rules: dict, worst: str = "with_caution") -> Frame:
    """Add `peer_set`, `left_out`, `peers`, `set_grade` and `set_reasons`; no set holds a place twice.

    `observed` also has the place's `level` and `part_of`. `peer_set` is a text key, given to figures left out too;
    `left_out` is the reason, empty for those in the set. `peers` counts the places in the set, the figure's own
    included; for a figure left out it is 0, and `set_grade` and `set_reasons` are empty. `rules` are those of
    `comparability`, `worst` is the worst grade let through.
    """
    check_rules(rules)
    of_evaluation = joined("|", "part_of", nw.col("period_end").str.slice(0, 4))
    evaluation = nw.when(nw.col("form") == "rank").then(of_evaluation).otherwise(nw.lit(""))
    key = joined("|", "indicator", "level", "scope", "status", evaluation)
    rows = observed.with_columns(**ASIDE, peer_set=key, left_out=nw.lit(""))
    order = ["unclear_amount", "unclear_wording", "newest_first", "printed_id"]
    another = {"other_figure": line((*SET, "place"), order) > 1}
    for reasons in (unusable(rules, worst), outdated(rules, worst), another):
        left_out = nw.when(IS_IN).then(first_code(reasons)).otherwise("left_out")
        rows = rows.with_columns(left_out=left_out)
    return with_grade(rows, rules, worst).drop(*ASIDE)


def is_out(grade: str, worst: str) -> bool:
    """Is a grade worse than the worst let through?"""
    return GRADES.index(grade) > GRADES.index(worst)


def unusable(rules: dict, worst: str) -> dict[str, nw.Expr]:
    """The reasons against a figure, whatever the others are."""
    reasons = {
        "ambiguous_amount": has_ambiguous_amount(""),
        "no_number": (nw.col("missing") != "") | ~is_known(""),
    }
    if is_out(rules["grades"]["ambiguous_wording"], worst):
        reasons["ambiguous_wording"] = has_ambiguous_wording("")
    return reasons


def outdated(rules: dict, worst: str) -> dict[str, nw.Expr]:
    """The reasons against a figure, given the latest one of its set."""
    behind = nw.col("end").max().over(*SET) - nw.col("end")
    return {
        reason: (nw.col("end") > 0) & (behind > rules["years"][limit] * 10000)
        for reason, limit in (("far_apart", "far"), ("years_apart", "apart"))
        if is_out(rules["grades"][reason], worst)
    }


def with_grade(rows: Frame, rules: dict, worst: str) -> Frame:
    """Add the columns that all figures of a set share; 0 and empty for figures left out."""
    counted = rows.with_columns(
        peers=nw.col("id").count().over(*SET),
        spread=nw.col("end").max().over(*SET) - nw.col("end_or_never").min().over(*SET),
        unclear=nw.col("unclear_wording").max().over(*SET),
    )
    reasons, grade = cautions(rules, worst), nw.lit("comparable")
    for reason in sorted(reasons, key=lambda r: GRADES.index(rules["grades"][r])):
        grade = first_code({rules["grades"][reason]: reasons[reason]}, grade)
    return counted.with_columns(
        peers=nw.when(IS_IN).then(nw.col("peers")).otherwise(nw.lit(0)).cast(nw.Int64),
        set_grade=nw.when(IS_IN).then(grade).otherwise(nw.lit("")),
        set_reasons=nw.when(IS_IN).then(all_codes(reasons)).otherwise(nw.lit("")),
    ).drop("spread", "unclear")


def cautions(rules: dict, worst: str) -> dict[str, nw.Expr]:
    """The reasons that are let through and apply to a set, in the order below."""
    is_apart, is_far = (nw.col("spread") > rules["years"][limit] * 10000 for limit in ("apart", "far"))
    grades = rules["grades"]
    reasons = {
        "ambiguous_wording": nw.col("unclear") == 1,
        "years_apart": is_apart & ~is_far if grades["far_apart"] != "comparable" else is_apart,
        "far_apart": is_far,
    }
    counted = (r for r in reasons if grades[r] != "comparable" and not is_out(grades[r], worst))
    return {reason: reasons[reason] for reason in counted}
