"""Gaps: how far a figure is from the one it is compared with.

    gap         observed − benchmark             in [low − benchmark_high, high − benchmark_low]
    gap_percent 100 × (observed ÷ benchmark − 1) in 100 × [low ÷ benchmark_high − 1, high ÷ benchmark_low − 1]

12 days against 8 is a gap of 4 days, or 50 %. A gap above zero means more than the benchmark, not better:
that is for `verdicts` to say. The two percentages of a pair are not mirror images: 12 is 50 % above 8, and 8
is 33.3 % below 12.

Where the benchmark may be 0, the percentage reaches ∞; against a benchmark of exactly 0, and for quantities
that can be negative, there is no percentage. A pair that is not comparable has no gap.

Source: interval arithmetic, see `intervals`.
"""

import narwhals as nw
from narwhals.typing import Frame

from metrics.intervals import Interval, difference, quotient
from metrics.pairs import BENCHMARK


@nw.narwhalify
def gaps(paired: Frame) -> Frame:
    """Add `gap_…` and `gap_percent_…` (`low`, `high`, `low_open`, `high_open` each) to graded pairs."""
    may_be_compared = nw.col("grade") != "not_comparable"
    return paired.with_columns(
        **difference("", BENCHMARK).only_where(may_be_compared).columns("gap"),
        **gap_percent().only_where(may_be_compared).columns("gap_percent"),
    )


def gap_percent() -> Interval:
    """The gap as a share of the benchmark."""
    times = quotient("", BENCHMARK)
    return Interval(100 * (times.low - 1), 100 * (times.high - 1), times.low_open, times.high_open)
