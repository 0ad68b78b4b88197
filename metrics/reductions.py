"""Reductions: how far a figure has fallen from the level it is printed with.

    cut          before − after                 in [before_low − high, before_high − low]
    cut_percent  100 × (1 − after ÷ before)     in 100 × [1 − high ÷ before_low, 1 − low ÷ before_high]
    ratio        before ÷ after, "times"        in [before_low ÷ high, before_high ÷ low]

    limit_cut_percent  100 × (1 − high ÷ before_high)    where before and after are both upper limits

`before_kind` says what kind of level the cut starts from; cuts from different kinds do not form one series. Where the
level before may be 0, the percentage starts at −∞; where the figure itself may be 0, the ratio reaches ∞; at exactly 0,
and for quantities that can be negative, there is none.

A limit is not a duration: "within 3 days" cut to "within 1 day" says nothing certain about the time actually taken, so
`cut_percent` is (−∞, 100]; but the limit itself fell by two thirds.

`is_improvement`, where lower is better: yes when the figure is surely below the level before, no when it surely is not
(no change is no improvement), else unknown; mirrored where higher is better; unknown without a direction.

Source: interval arithmetic, see `intervals`; the percentage is the one the documents print (压减 …%).
"""

import narwhals as nw

from metrics import Frame, first_code, metric
from metrics.intervals import Interval, difference, is_below, is_never_below, is_upper_limit, quotient


@metric
def reductions(observed: Frame) -> Frame:
    """Keep the observations printed beside another level, and add how far they fell from it.

    `cut_…`, `cut_percent_…` and `ratio_…` (`low`, `high`, `low_open`, `high_open` each), `limit_cut_percent` (null
    unless both are upper limits), `is_improvement` (yes, no, unknown). Unknown figures give unknown results.
    """
    # The fall of the limit itself is one number: both limits are exact.
    limit, before = nw.col("high"), nw.col("before_high")
    of_limits = nw.when(are_limits() & (limit >= 0) & (before > 0)).then(100 * (1 - limit / before))
    with_before = observed.filter(nw.col("before_bound") != "", nw.col("missing") == "")
    return with_before.with_columns(
        **difference("before_", "").columns("cut"),
        **cut_percent().columns("cut_percent"),
        **quotient("before_", "").columns("ratio"),
        limit_cut_percent=of_limits,
        is_improvement=is_improvement(),
    )


def cut_percent(prefix: str = "") -> Interval:
    """The share of the level before that is gone, from the figure with this prefix."""
    return quotient(prefix, prefix + "before_").turned(lambda end: 100 * (1 - end))


def are_limits(prefix: str = "") -> nw.Expr:
    """Are the figure with this prefix and its level before printed as limits not to be exceeded?"""
    return is_upper_limit(prefix) & is_upper_limit(prefix + "before_")


def is_improvement(before: str = "before_") -> nw.Expr:
    """yes, no or unknown, by the direction of the indicator; `before` is the prefix of the level before."""
    lower, higher = (nw.col("direction") == better for better in ("lower_is_better", "higher_is_better"))
    better = (lower & is_below("", before)) | (higher & is_below(before, ""))
    no_better = (lower & is_never_below("", before)) | (higher & is_never_below(before, ""))
    return first_code({"yes": better, "no": no_better}, "unknown")
