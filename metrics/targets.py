"""Targets: does a place keep its own limit or reach its own target?

    asked             the printed number, for a limit the limit itself; an approximate target stays an interval
    gap               figure − asked

The wording of a limit says on which side of it the figure must be; for a target, the direction of its indicator does.

                   attained: every possible value   not attained: every possible value
    at most        is not above what is asked       is above it
    less than      is below it                      is not below it
    at least       is not below it                  is below it
    more than      is above it                      is not above it

Where some possible values would do and others not, it is unknown. A figure is compared with the latest target and with
the latest rule.

Source: interval arithmetic, see `intervals`.
"""

import narwhals as nw

from metrics import Frame, first_code, first_rows, metric
from metrics.comparability import any_of
from metrics.intervals import (
    LOWER_LIMITS,
    UPPER_LIMITS,
    Interval,
    difference,
    ends,
    is_below,
    is_known,
    is_never_below,
)
from metrics.periods import as_number

CELL = ("place", "indicator", "scope")
TARGET = "target_"
OF_TARGET = ("id", "status", "ambiguous", "bound", "period_end", *Interval._fields)


@metric
def targets(observed: Frame) -> Frame:
    """The latest achieved figure beside the latest target, and beside the latest rule, of its own place.

    Both are of one indicator and scope, and the target has a number. Adds `target_id` and the other `target_…` columns,
    `asks` (at_most, less_than, at_least, more_than, or empty where nothing can be said), `asked_…` and `target_gap_…`
    (`low`, `high`, `low_open`, `high_open` each, in the indicator's unit) and `attained` (yes, no, unknown).
    """
    achieved = latest(observed.filter(nw.col("status") == "achieved"))
    aims = latest(observed.filter(nw.col("status").is_in(("target", "rule")), is_known("")))
    aims = aims.select(*CELL, *(nw.col(name).alias(TARGET + name) for name in OF_TARGET))
    target, bound, direction = ends(TARGET), nw.col("target_bound"), nw.col("direction")
    is_upper, is_lower = bound.is_in(UPPER_LIMITS), bound.is_in(LOWER_LIMITS)
    by_direction = {"at_most": direction == "lower_is_better", "at_least": direction == "higher_is_better"}
    # The printed number of a limit is one of its ends.
    low = nw.when(is_upper).then(target.high).otherwise(target.low)
    high = nw.when(is_lower).then(target.low).otherwise(target.high)
    asked = Interval(low, high, nw.lit(False), nw.lit(False))
    beside = achieved.join(aims, on=[*CELL]).with_columns(
        asks=nw.when(is_upper | is_lower).then(bound).otherwise(first_code(by_direction)),
        **asked.columns("asked"),
    )
    return beside.with_columns(**difference("", "asked_").columns("target_gap"), attained=attainment())


def latest(figures: Frame) -> Frame:
    """One figure for each place, indicator, scope and status: the one whose period ends last."""
    aside = figures.with_columns(newest_first=-as_number("period_end"))
    return first_rows(aside, [*CELL, "status"], ["newest_first", "id"]).drop("newest_first")


def attainment() -> nw.Expr:
    """yes, no or unknown: is the figure on the side of what is asked that `asks` names?"""
    not_above, above = is_never_below("asked_", ""), is_below("asked_", "")
    not_below, below = is_never_below("", "asked_"), is_below("", "asked_")
    yes = {"at_most": not_above, "less_than": below, "at_least": not_below, "more_than": above}
    no = {"at_most": above, "less_than": not_below, "at_least": below, "more_than": not_above}
    is_yes, is_no = (
        any_of(*((nw.col("asks") == side) & answer[side] for side in yes)) for answer in (yes, no)
    )
    return first_code({"yes": is_yes, "no": is_no}, "unknown")
