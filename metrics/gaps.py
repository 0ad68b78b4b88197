"""Gaps: how far a figure is from the one it is compared with.

    gap         observed − benchmark             in [low − benchmark_high, high − benchmark_low]
    gap_percent 100 × (observed ÷ benchmark − 1) in 100 × [low ÷ benchmark_high − 1, high ÷ benchmark_low − 1]

A gap above zero means more than the benchmark, not better. The gap between two limits is that of the limits themselves,
a single number; between an upper and a lower limit there is none. Between a limit and a usual figure, and between days
and working days, there is an order but no gap; a pair that is not comparable has none. Ranks have no percentage gap. It
reaches ∞ where the benchmark may be 0; where the benchmark is exactly 0 or the quantity can be negative, there is none.

Source: interval arithmetic, see `intervals`.
"""

import narwhals as nw

from metrics import Frame, metric
from metrics.intervals import difference, either, ends, number, quotient
from metrics.limits import ASIDE, both_limits, one_limit, with_limits
from metrics.pairs import BENCHMARK


@metric
def gaps(paired: Frame) -> Frame:
    """Add `gap_…` and `gap_percent_…` (`low`, `high`, `low_open`, `high_open` each) to graded pairs."""
    has_gap = (nw.col("grade") != "not_comparable") & nw.col("one_unit") & (~one_limit() | both_limits())
    # Each becomes a column before the next uses it: engines re-evaluate an expression wherever it appears.
    laid_aside = {"two_limits": both_limits(), "has_gap": has_gap, **quotient("", BENCHMARK).columns("times")}
    rows = with_limits(paired).with_columns(**laid_aside)
    limit, other = nw.col("limit"), nw.col(BENCHMARK + "limit")
    are_alike = nw.col("is_upper") == nw.col(BENCHMARK + "is_upper")
    of_limits = number(limit - other).only_where(are_alike)
    gap = either(nw.col("two_limits"), of_limits, difference("", BENCHMARK))
    share_of_limits = number(100 * (limit / other - 1)).only_where(are_alike & (other > 0) & (limit >= 0))
    share_of_figures = ends("times_").mapped(lambda end: 100 * (end - 1)).only_where(nw.col("form") != "rank")
    percent = either(nw.col("two_limits"), share_of_limits, share_of_figures)
    rows = rows.with_columns(**gap.columns("gap"), **percent.columns("gap_percent"))
    for name in ("gap", "gap_percent"):
        rows = rows.with_columns(**ends(f"{name}_").only_where(nw.col("has_gap")).columns(name))
    return rows.drop(*ASIDE, *laid_aside)
