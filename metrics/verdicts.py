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

MIRRORED = {
    "surely_better": "surely_worse",
    "surely_higher": "surely_lower",
    "stricter": "looser",
    "within": "limit_kept",
    "beyond": "limit_exceeded",
    "same_limit": "same_limit",
    "equal": "equal",
    "cannot_tell": "cannot_tell",
    "not_comparable": "not_comparable",
}
MIRRORED |= {other: one for one, other in MIRRORED.items()}
AHEAD = ("surely_better", "stricter", "within")
BEHIND = ("surely_worse", "looser", "beyond")


@metric
def verdicts(paired: Frame) -> Frame:
    """Add `verdict` (a key of `MIRRORED`) and the `form` of the comparison to graded pairs."""
    # Each becomes a column before the next uses it: engines re-evaluate an expression wherever it appears.
    rows = with_limits(paired).with_columns(two_limits=both_limits(), one_limit=one_limit(), **order())
    as_limits = nw.col("two_limits") | nw.col("one_limit")
    judged = rows.with_columns(verdict=verdict(), form=first_code({"limit": as_limits}, nw.col("form")))
    return judged.drop(*ASIDE, "two_limits", "one_limit", "is_below", "is_above")


def verdict() -> nw.Expr:
    """The verdict on the observed figure against the benchmark."""
    of_limits = nw.when(nw.col("two_limits")).then(between_limits())
    of_any = of_limits.otherwise(nw.when(nw.col("one_limit")).then(against_limit()).otherwise(of_figures()))
    return first_code({"not_comparable": nw.col("grade") == "not_comparable"}, of_any)


def order() -> dict[str, nw.Expr]:
    """Is the observed figure surely below, or surely above, the other? In the unit of both, or in days."""
    return {"is_below": _is_before("", BENCHMARK), "is_above": _is_before(BENCHMARK, "")}


def _is_before(a: str, b: str) -> nw.Expr:
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
