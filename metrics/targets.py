"""Targets: does a place keep its own limit or reach its own target, and is it on pace to?

    asked      the number in print: 50 of at most 50; an approximate target stays an interval
    gap        figure − asked

A limit says itself on which side of it the figure must be. An exact or approximate target is a mark: asked
as at most where lower is better, as at least where higher is better; without a judgement of direction nothing
can be said.

                   attained: every number the figure may be   not attained: every one
    at most        is not above what is asked                 is above it
    less than      is below it                                is not below it
    at least       is not below it                            is below it
    more than      is above it                                is not above it

Where some of the numbers would do and others not, it is unknown. About 100 is asked as any number from 90 to
110: 90 attains it where lower is better, 111 does not, and of 100 it cannot be said.

    needed_per_year   (asked − figure) ÷ years from the end of the figure's period to the end of the target's
    on_pace           the change per year so far (see `changes`) held against the one needed, on the same side

60 days at the end of 2022 against at most 50 at the end of 2024: 10 less within 731 days, so −4.997 a year.
The pace is a straight line and says nothing of how hard the next step is. It is unknown where the target's
period does not end after the figure's.

The case people trip over: a rule in force is kept or not, just as a target is attained or not, but it is no
goal for later and needs no pace. Where a place has both, its figure is held against the latest of each.

Sources: interval arithmetic, see `intervals`; Eurostat, Sustainable development in the European Union,
monitoring report: the growth observed against the growth required to meet a target (there compounded, here a
plain change per year, which exists from 0 too).
"""

import narwhals as nw

from metrics import Frame
from metrics.changes import DAYS_PER_YEAR, with_ends
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
from metrics.periods import day_number, end_as_number

CELL = ("place", "indicator", "scope")
TARGET = "target_"
OF_TARGET = ("id", "status", "ambiguous", "bound", "period_end", *Interval._fields)


@nw.narwhalify
def targets(observed: Frame) -> Frame:
    """The latest achieved figure beside the latest target, and beside the latest rule, of its own place.

    Both are of one indicator and scope, and the target has a number. Adds `target_id` and what else there is
    of the target, `asks` (at_most, less_than, at_least, more_than, or empty where nothing can be said),
    `asked_…` and `target_gap_…` (`low`, `high`, `low_open`, `high_open` each, in the indicator's unit) and
    `attained` (yes, no, unknown).
    """
    achieved = latest(observed.filter(nw.col("status") == "achieved"))
    held = latest(observed.filter(nw.col("status").is_in(("target", "rule")), is_known("")))
    aims = held.select(*CELL, *(nw.col(name).alias(TARGET + name) for name in OF_TARGET))
    beside = achieved.join(aims, on=[*CELL]).with_columns(asks=asks(), **asked().columns("asked"))
    gap = difference("", "asked_").columns("target_gap")
    return beside.with_columns(**gap, attained=meets("", "asked_"))


@nw.narwhalify
def pace(held: Frame, changed: Frame) -> Frame:
    """Add `years_left`, `needed_per_year_…` and `on_pace` (yes, no, unknown) to rows of `targets`.

    `changed` is what `changes` gives; a figure that is not in it has no pace so far: unknown.
    """
    so_far = changed.select("id", *(f"per_year_{part}" for part in Interval._fields))
    both = held.join(so_far, on="id", how="left").with_columns(
        nw.col("per_year_low_open", "per_year_high_open").fill_null(False).cast(nw.Boolean)
    )
    is_dated = (nw.col("period_end") != "") & (nw.col("target_period_end") > nw.col("period_end"))
    is_ahead = is_dated & (nw.col("target_status") == "target")
    years = (day_number("target_period_end") - day_number("period_end")) / DAYS_PER_YEAR
    needed = with_ends(difference("asked_", ""), lambda end: end / nw.col("years_left")).only_where(is_ahead)
    return (
        both.with_columns(years_left=nw.when(is_ahead).then(years))
        .with_columns(**needed.columns("needed_per_year"))
        .with_columns(on_pace=meets("per_year_", "needed_per_year_"))
    )


def latest(figures: Frame) -> Frame:
    """One figure for each place, indicator, scope and status: the one whose period ends last."""
    aside = figures.with_columns(one=nw.lit(1), newest_first=-end_as_number(""))
    in_line = aside.with_columns(
        place_in_line=nw.col("one").cum_sum().over(*CELL, "status", order_by=["newest_first", "id"])
    )
    return in_line.filter(nw.col("place_in_line") == 1).drop("one", "newest_first", "place_in_line")


def asks() -> nw.Expr:
    """On which side of what is asked the figure must be: by the wording of a limit, else by the direction."""
    bound, direction = nw.col("target_bound"), nw.col("direction")
    return (
        nw.when(bound.is_in((*UPPER_LIMITS, *LOWER_LIMITS)))
        .then(bound)
        .when(direction == "lower_is_better")
        .then(nw.lit("at_most"))
        .when(direction == "higher_is_better")
        .then(nw.lit("at_least"))
        .otherwise(nw.lit(""))
    )


def asked() -> Interval:
    """What is asked: the number in print of a limit, which is one of its ends, else the whole interval."""
    target, bound = ends(TARGET), nw.col("target_bound")
    low = nw.when(bound.is_in(UPPER_LIMITS)).then(target.high).otherwise(target.low)
    high = nw.when(bound.is_in(LOWER_LIMITS)).then(target.low).otherwise(target.high)
    return Interval(low, high, nw.lit(False), nw.lit(False))


def meets(figure: str, mark: str) -> nw.Expr:
    """yes, no or unknown: is the figure with this prefix on the side of the mark that `asks` says?"""
    not_above, above = is_never_below(mark, figure), is_below(mark, figure)
    not_below, below = is_never_below(figure, mark), is_below(figure, mark)
    yes = {"at_most": not_above, "less_than": below, "at_least": not_below, "more_than": above}
    no = {"at_most": above, "less_than": not_below, "at_least": below, "more_than": not_above}
    is_yes, is_no = (
        any_of([(nw.col("asks") == side) & holds for side, holds in answer.items()]) for answer in (yes, no)
    )
    return nw.when(is_yes).then(nw.lit("yes")).when(is_no).then(nw.lit("no")).otherwise(nw.lit("unknown"))
