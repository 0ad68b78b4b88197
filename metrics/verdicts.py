"""Verdicts: is a figure better or worse than the one it is compared with, or is that impossible to tell?

    surely better   every possible value of the figure is better than every possible value of the benchmark
    surely worse    every one is worse
    equal           both are the same exact number
    cannot tell     neither: the two intervals overlap, or one of them is unknown
    not comparable  the grade of the pair says so

The direction of the observed figure's indicator says whether lower or higher is better. Without a judgement of
direction, and between the cuts of two different things, the verdict is surely higher or surely lower.

Two limits are compared as rules, and a usual figure with a limit: see `limits`. For days against working days or months
see `durations`. `form` is limit where the pair is judged as one, else the form of the observed figure.

Seen from the other side better becomes worse, higher lower, stricter looser, within limit_kept and beyond
limit_exceeded; nothing else changes.

Source: "surely" is the interval order, see `intervals`.
"""

import narwhals as nw

from metrics import Frame, first_code, metric
from metrics.durations import are_durations
from metrics.intervals import is_equal, is_known
from metrics.limits import ASIDE, against_limit, between_limits, both_limits, one_limit, with_limits
from metrics.pairs import BENCHMARK, CUT

AHEAD = ("surely_better", "stricter", "within")
BEHIND = ("surely_worse", "looser", "beyond")


@metric
def verdicts(paired: Frame) -> Frame:
    """Add `verdict` (one of those above, such as `surely_better`) and the `form` of the comparison to graded pairs."""
    # Each becomes a column before the next uses it: engines re-evaluate an expression wherever it appears.
    laid_aside = {
        "two_limits": both_limits(),
        "one_limit": one_limit(),
        "is_below": is_before("", BENCHMARK),
        "is_above": is_before(BENCHMARK, ""),
    }
    of_any = nw.when(nw.col("one_limit")).then(against_limit()).otherwise(of_figures())
    of_any = nw.when(nw.col("two_limits")).then(between_limits()).otherwise(of_any)
    rows = with_limits(paired).with_columns(**laid_aside)
    judged = rows.with_columns(
        verdict=first_code({"not_comparable": nw.col("grade") == "not_comparable"}, of_any),
        form=first_code({"limit": nw.col("two_limits") | nw.col("one_limit")}, nw.col("form")),
    )
    return judged.drop(*ASIDE, *laid_aside)


def is_before(a: str, b: str) -> nw.Expr:
    """Is the figure with prefix `a` surely below the other, in the unit of both or in days?"""
    one, other = nw.col(a + "to"), nw.col(b + "from")
    touching = (one == other) & (nw.col(a + "high_open") | nw.col(b + "low_open"))
    in_order = (nw.col("one_unit") | are_durations()) & ((one < other) | touching)
    return is_known(a) & is_known(b) & in_order


def of_figures() -> nw.Expr:
    """The verdict on two figures that are not limits."""
    below, above = nw.col("is_below"), nw.col("is_above")
    # A larger cut of one thing is not better than a smaller one of another.
    of_one_thing = (nw.col("form") != CUT) | (nw.col("indicator") == nw.col(BENCHMARK + "indicator"))
    lower, higher = (
        of_one_thing & (nw.col("direction") == better) for better in ("lower_is_better", "higher_is_better")
    )
    verdicts = {
        "equal": nw.col("one_unit") & is_equal("", BENCHMARK),
        "surely_better": (lower & below) | (higher & above),
        "surely_worse": (lower & above) | (higher & below),
        "surely_lower": below,
        "surely_higher": above,
    }
    return first_code(verdicts, "cannot_tell")
