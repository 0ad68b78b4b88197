"""Verdicts: is a figure better or worse than the one it is compared with, or can that not be told?

    surely better   every number the figure may be is better than every number the benchmark may be
    surely worse    every one is worse
    equal           both are one and the same exact number
    cannot tell     neither: the two intervals overlap, or one of them is unknown
    not comparable  the grade of the pair says so

Better is lower or higher as the direction of the observed figure's indicator has it. Without a judgement of
direction the verdict is surely higher or surely lower. Seen from the other side better turns into worse,
higher into lower and stricter into looser; nothing else changes.

A limit says little about the figure under it: within 50 days may well be 10, so it is not surely better or
worse than 48. But two limits can be held against each other: within 30 days is the stricter limit than within
50, whatever the days really taken. For two upper limits in one unit, `limits` says which is stricter; less
than 50 is stricter than at most 50.

Source: "surely" is the interval order, see `intervals`.
"""

import narwhals as nw
from narwhals.typing import Frame

from metrics.intervals import is_below, is_equal, is_upper_limit
from metrics.pairs import BENCHMARK


@nw.narwhalify
def verdicts(paired: Frame) -> Frame:
    """Add `verdict` and `limits` to graded pairs.

    `verdict`: surely_better, surely_worse, surely_higher, surely_lower, equal, cannot_tell or not_comparable.
    `limits`: stricter, looser or same for the observed limit; empty unless both are comparable upper limits.
    """
    return paired.with_columns(verdict=verdict(), limits=limits())


def verdict() -> nw.Expr:
    """The verdict on the observed figure against the benchmark."""
    below, above = is_below("", BENCHMARK), is_below(BENCHMARK, "")
    lower, higher = (nw.col("direction") == better for better in ("lower_is_better", "higher_is_better"))
    return (
        nw.when(nw.col("grade") == "not_comparable")
        .then(nw.lit("not_comparable"))
        .when(is_equal("", BENCHMARK))
        .then(nw.lit("equal"))
        .when((lower & below) | (higher & above))
        .then(nw.lit("surely_better"))
        .when((lower & above) | (higher & below))
        .then(nw.lit("surely_worse"))
        .when(below)
        .then(nw.lit("surely_lower"))
        .when(above)
        .then(nw.lit("surely_higher"))
        .otherwise(nw.lit("cannot_tell"))
    )


def limits() -> nw.Expr:
    """Which of two upper limits is the stricter one."""
    limit, limit_open = nw.col("high"), nw.col("high_open")
    other, other_open = nw.col(BENCHMARK + "high"), nw.col(BENCHMARK + "high_open")
    both_limits = is_upper_limit("") & is_upper_limit(BENCHMARK)
    in_one_unit = nw.col("unit") == nw.col(BENCHMARK + "unit")
    return (
        nw.when(~both_limits | ~in_one_unit | (nw.col("grade") == "not_comparable"))
        .then(nw.lit(""))
        .when((limit < other) | ((limit == other) & limit_open & ~other_open))
        .then(nw.lit("stricter"))
        .when((limit > other) | ((limit == other) & ~limit_open & other_open))
        .then(nw.lit("looser"))
        .otherwise(nw.lit("same"))
    )
