"""Gaps: how far a figure is from the one it is compared with.

    gap         observed − benchmark             in [low − benchmark_high, high − benchmark_low]
    gap_percent 100 × (observed ÷ benchmark − 1) in 100 × [low ÷ benchmark_high − 1, high ÷ benchmark_low − 1]

12 days against 8 is a gap of 4 days, or 50 %. A gap above zero means more than the benchmark, not better:
that is for `verdicts` to say. The two percentages of a pair are not mirror images: 12 is 50 % above 8, and 8
is 33.3 % below 12.

The gap between two limits is that of the limits themselves, one number: within 50 days against within 120 is 70 days or
58.3 % less. Between a limit and what is usual, and between days and working days, there is an order but no gap.

Ranks differ by places and have no percentage. Where the benchmark may be 0, the percentage reaches ∞; against a
benchmark of exactly 0, and for quantities that can be negative, there is no percentage. A pair that is not comparable has
no gap.

Source: interval arithmetic, see `intervals`.
"""

import narwhals as nw

from metrics import Frame
from metrics.intervals import Interval, difference, ends, quotient
from metrics.limits import ASIDE, both_limits, gap_of_limits, gap_percent_of_limits, one_limit, with_limits
from metrics.pairs import BENCHMARK


@nw.narwhalify
def gaps(paired: Frame) -> Frame:
    """Add `gap_…` and `gap_percent_…` (`low`, `high`, `low_open`, `high_open` each) to graded pairs."""
    has_gap = (nw.col("grade") != "not_comparable") & nw.col("one_unit") & (~one_limit() | both_limits())
    # Each is laid aside before the next asks for it: engines evaluate an expression anew wherever it stands.
    laid_aside = {"two_limits": both_limits(), "has_gap": has_gap, **quotient("", BENCHMARK).columns("times")}
    gap = either_way(gap_of_limits(), difference("", BENCHMARK))
    percent = either_way(gap_percent_of_limits(), gap_percent().only_where(nw.col("form") != "rank"))
    found = (
        with_limits(paired)
        .with_columns(**laid_aside)
        .with_columns(**gap.columns("gap"), **percent.columns("gap_percent"))
    )
    only = {
        name: part
        for of in ("gap", "gap_percent")
        for name, part in ends(f"{of}_").only_where(nw.col("has_gap")).columns(of).items()
    }
    return found.with_columns(**only).drop(
        *ASIDE, "two_limits", "has_gap", *(f"times_{p}" for p in Interval._fields)
    )


def either_way(of_limits: Interval, of_figures: Interval) -> Interval:
    """The first between two limits, else the second."""
    both = zip(of_limits, of_figures, strict=True)
    return Interval(*(nw.when(nw.col("two_limits")).then(one).otherwise(other) for one, other in both))


def gap_percent() -> Interval:
    """The gap as a share of the benchmark."""
    times = ends("times_")
    return Interval(100 * (times.low - 1), 100 * (times.high - 1), times.low_open, times.high_open)
