"""Checks: does what a document claims follow from its own figures?

Each check names a claimed figure and, in order (a, b …), the figures it should follow from:

    sum                   Σ of all figures named           equal       a
    difference            a − b                            increase    a − its own earlier level
    share                 100 × a ÷ b                      ratio       a ÷ b
    growth                100 × (a ÷ b − 1)                reduction   100 × (1 − a ÷ its own earlier level)
    growth_from_increase  100 × b ÷ (a − b), where b is the increase within a
    duration              the days from the first to the last day of a's printed period
    part_of               a is not more than the claimed figure

    holds         every value the printed figures allow is one the claim allows
    fails         no value the figures allow, however they were rounded, is one the claim allows
    cannot tell   neither, or a figure is unknown or not printed

A number with decimals is taken as rounded to its last digit, a claimed percentage without decimals to whole percent;
whole counts are exact. A cut between two limits is that of the limits. All figures are converted to the claim's unit.

Source: interval containment and disjointness, see `intervals`; 勾稽关系 is the auditors' term for such relations.
"""

import narwhals as nw

from metrics import Frame, first_code, metric
from metrics.intervals import (
    UPPER_LIMITS,
    Interval,
    difference,
    either,
    ends,
    is_below,
    is_known,
    number,
    quotient,
)
from metrics.periods import day_number
from metrics.reductions import are_limits, cut_percent

PERCENTAGES = ("share", "growth", "growth_from_increase", "reduction")
PARTS = Interval._fields
CARRIED = ("bound", "before_bound", "unit_factor", "period_start", "period_end")


@metric
def checked(checks: Frame, parts: Frame, observed: Frame) -> Frame:
    """`checks` (`id`, `kind`, `claim`) with `computed_…` (four parts, in the claim's unit) and `outcome`.

    `parts` has `check_id`, `position` (1, 2 …) and `figure`; `observed` is the long table with `precision` and
    `before_precision`, half of the last printed digit of the figure and of its earlier level, and `unit_factor`, the
    size of its unit in the base unit of the dimension.
    """
    claims = observed.select(
        "precision", claim="id", claim_bound="bound", claim_factor="unit_factor", **ends("").columns("claim")
    )
    # A derived percentage without decimals is rounded to whole percent.
    is_whole = nw.col("kind").is_in(PERCENTAGES) & (nw.col("precision") == 0)
    claimed = widened("claim_", nw.when(is_whole).then(0.5).otherwise(nw.col("precision")))
    both = checks.join(claims, on="claim").with_columns(**claimed.columns("claimed"))
    as_printed = with_computed(both, parts, in_base_units(observed, 0.0, 0.0))
    rounded = with_computed(both, parts, in_base_units(observed, "precision", "before_precision"))
    values = ends("computed_")
    judged = as_printed.join(rounded.select("id", **values.columns("rounded")), on="id")
    return judged.with_columns(outcome=outcome()).select(
        *checks.columns, *values.columns("computed"), "outcome"
    )


def widened(prefix: str, half: nw.Expr | float | str) -> Interval:
    """The interval with this prefix, wider by `half` at either end where the figure is exact."""
    figure = ends(prefix)
    by = nw.when(nw.col(prefix + "bound") == "exact").then(half).otherwise(0.0)
    return figure._replace(low=figure.low - by, high=figure.high + by)


def in_base_units(observed: Frame, half: float | str, before_half: float | str) -> Frame:
    """Figures and their earlier levels in base units, where exact each wider by its half."""
    base = nw.col("unit_factor")
    figure, before = (
        widened(prefix, by).mapped(lambda end: end * base)
        for prefix, by in (("", half), ("before_", before_half))
    )
    return observed.select("id", *CARRIED, **figure._asdict(), **before.columns("before"))


def with_computed(both: Frame, parts: Frame, figures: Frame) -> Frame:
    """Checks with the values that follow from `figures`."""
    for position, prefix in ((1, "a_"), (2, "b_")):
        at = parts.filter(nw.col("position") == position).select(
            nw.col("figure").alias(prefix + "id"), id="check_id"
        )
        named = figures.rename({name: prefix + name for name in figures.columns})
        both = both.join(at.join(named, on=prefix + "id"), on="id", how="left")
    both = both.join(totals(parts, figures), on="id", how="left")
    both = both.with_columns(**difference("a_", "b_").columns("rest"))
    return both.with_columns(**computed().columns("computed"))


def totals(parts: Frame, figures: Frame) -> Frame:
    """The sum of all figures of each check; unknown if one of them is."""
    each = parts.select("figure", id="check_id").join(
        figures.rename({"id": "figure"}), on="figure", how="left"
    )
    each = each.with_columns(
        nw.col("low_open", "high_open").cast(nw.Int64), unknown=(~is_known("")).cast(nw.Int64)
    )
    summed = each.group_by("id").agg(nw.col(*PARTS, "unknown").sum())
    low, high = (nw.when(nw.col("unknown") == 0).then(end) for end in ("low", "high"))
    total = Interval(low, high, nw.col("low_open") > 0, nw.col("high_open") > 0)
    return summed.select("id", **total.columns("sum"))


def computed() -> Interval:
    """The value that follows from the figures, by kind of check, in the claim's unit."""
    a, factor, times = ends("a_"), nw.col("claim_factor"), quotient("a_", "b_")
    of_limits = number(100 * (1 - nw.col("a_high") / nw.col("a_before_high")))
    days = day_number("a_period_end") - day_number("a_period_start")
    forms = {
        "sum": ends("sum_").mapped(lambda end: end / factor),
        "equal": a.mapped(lambda end: end / factor),
        "difference": ends("rest_").mapped(lambda end: end / factor),
        "increase": difference("a_", "a_before_").mapped(lambda end: end / factor),
        "part_of": a.mapped(lambda end: end / factor),
        "ratio": times,
        "share": times.mapped(lambda end: 100 * end),
        "growth": times.mapped(lambda end: 100 * end - 100),
        "growth_from_increase": quotient("b_", "rest_").mapped(lambda end: 100 * end),
        "reduction": either(are_limits("a_"), of_limits, cut_percent("a_")),
        "duration": number(days.cast(nw.Float64)),
    }
    chosen = number(nw.lit(None).cast(nw.Float64))
    for kind, interval in forms.items():
        chosen = either(nw.col("kind") == kind, interval, chosen)
    return chosen


def outcome() -> nw.Expr:
    """holds, fails or cannot_tell: the figures lie inside the claim as printed, or outside it as rounded, or neither."""
    claim, (low, high, low_open, high_open) = ends("claimed_"), ends("computed_")
    reaches_down = (claim.low < low) | ((claim.low == low) & (~claim.low_open | low_open))
    reaches_up = (claim.high > high) | ((claim.high == high) & (~claim.high_open | high_open))
    is_part = nw.col("kind") == "part_of"
    limit = nw.when(nw.col("claim_bound").is_in(UPPER_LIMITS)).then(claim.high).otherwise(claim.low)
    holds = (is_part & (high <= limit)) | (~is_part & reaches_down & reaches_up)
    fails = is_below("claimed_", "rounded_") | (~is_part & is_below("rounded_", "claimed_"))
    known = is_known("claimed_") & is_known("computed_")
    return first_code({"holds": known & holds, "fails": known & fails}, "cannot_tell")
