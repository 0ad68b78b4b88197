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
    is_upper_limit,
    number,
    quotient,
)
from metrics.periods import day_number

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
        *PARTS, "precision", claim="id", claim_bound="bound", claim_factor="unit_factor"
    ).rename({part: f"claim_{part}" for part in PARTS})
    both = checks.join(claims, on="claim").with_columns(**claim_as_rounded().columns("claimed"))
    as_printed = with_computed(both, parts, observed.select("id", *CARRIED, *in_base_units(as_rounded=False)))
    rounded = with_computed(both, parts, observed.select("id", *CARRIED, *in_base_units(as_rounded=True)))
    rounded = rounded.select("id", *(nw.col(f"computed_{p}").alias(f"rounded_{p}") for p in PARTS))
    judged = as_printed.join(rounded, on="id").with_columns(outcome=outcome())
    return judged.select(*checks.columns, *(f"computed_{p}" for p in PARTS), "outcome")


def with_computed(both: Frame, parts: Frame, figures: Frame) -> Frame:
    """Checks with the values that follow from `figures`."""
    for position, prefix in ((1, "a_"), (2, "b_")):
        at = parts.filter(nw.col("position") == position).select(figure="figure", id="check_id")
        both = both.join(
            at.join(renamed(figures, prefix, "figure"), on="figure").drop("figure"), on="id", how="left"
        )
    both = both.join(totals(parts, figures), on="id", how="left")
    both = both.with_columns(**difference("a_", "b_").columns("rest"))
    return both.with_columns(**computed().columns("computed"))


def in_base_units(as_rounded: bool) -> list[nw.Expr]:
    """The ends of a figure and of its earlier level in base units; if `as_rounded`, each widened by half its last digit."""
    columns = []
    for prefix, bound in (("", "bound"), ("before_", "before_bound")):
        figure = ends(prefix)
        half = (
            nw.when(nw.col(bound) == "exact").then(prefix + "precision").otherwise(0.0) if as_rounded else 0.0
        )
        low, high = ((end * nw.col("unit_factor")) for end in (figure.low - half, figure.high + half))
        columns += [low.alias(prefix + "low"), high.alias(prefix + "high"), figure.low_open, figure.high_open]
    return columns


def renamed(figures: Frame, prefix: str, id_: str) -> Frame:
    """Every column with a prefix, except the id, which gets a name of its own."""
    return figures.select(*(nw.col(c).alias(id_ if c == "id" else prefix + c) for c in figures.columns))


def totals(parts: Frame, figures: Frame) -> Frame:
    """The sum of all figures of each check; unknown if one of them is."""
    each = parts.select(id="check_id", figure="figure").join(
        renamed(figures, "", "figure"), on="figure", how="left"
    )
    flags = {"low_open": nw.col("low_open"), "high_open": nw.col("high_open"), "is_unknown": ~is_known("")}
    each = each.with_columns(**{name: flag.cast(nw.Int64) for name, flag in flags.items()})
    summed = each.group_by("id").agg(*(nw.col(c).sum() for c in (*PARTS, "is_unknown")))
    total = Interval(nw.col("low"), nw.col("high"), nw.col("low_open") > 0, nw.col("high_open") > 0)
    known = nw.col("is_unknown") == 0
    ends_of = {end: nw.when(known).then(nw.col(end)) for end in ("low", "high")}
    return summed.select("id", **total._replace(**ends_of).columns("sum"))


def claim_as_rounded() -> Interval:
    """The claim in its own unit, widened by its rounding; a derived percentage without decimals by half a percent."""
    claim, is_exact = ends("claim_"), nw.col("claim_bound") == "exact"
    is_whole = nw.col("kind").is_in(PERCENTAGES) & (nw.col("precision") == 0)
    half = (
        nw.when(is_exact & is_whole).then(0.5).otherwise(nw.when(is_exact).then("precision").otherwise(0.0))
    )
    return Interval(claim.low - half, claim.high + half, claim.low_open, claim.high_open)


def computed() -> Interval:
    """The value that follows from the figures, by kind of check, in the claim's unit."""
    in_unit = {
        "sum": ends("sum_"),
        "equal": ends("a_"),
        "difference": ends("rest_"),
        "increase": difference("a_", "a_before_"),
        "part_of": ends("a_"),
    }
    forms = {
        kind: interval.mapped(lambda end: end / nw.col("claim_factor")) for kind, interval in in_unit.items()
    }
    forms |= {
        "ratio": quotient("a_", "b_"),
        "share": quotient("a_", "b_").mapped(lambda end: 100 * end),
        "growth": quotient("a_", "b_").mapped(lambda end: 100 * end - 100),
        "growth_from_increase": quotient("b_", "rest_").mapped(lambda end: 100 * end),
        "reduction": reduction(),
        "duration": duration(),
    }
    chosen = number(nw.lit(None).cast(nw.Float64))
    for kind, interval in forms.items():
        chosen = either(nw.col("kind") == kind, interval, chosen)
    return chosen


def reduction() -> Interval:
    """100 × (1 − a ÷ its earlier level); between two limits, that of the limits."""
    remaining = quotient("a_", "a_before_")
    of_limits = number(100 * (1 - nw.col("a_high") / nw.col("a_before_high")))
    of_figures = Interval(
        100 * (1 - remaining.high), 100 * (1 - remaining.low), remaining.high_open, remaining.low_open
    )
    return either(is_upper_limit("a_") & is_upper_limit("a_before_"), of_limits, of_figures)


def duration() -> Interval:
    """Days from the first to the last day of a's printed period."""
    return number((day_number("a_period_end") - day_number("a_period_start")).cast(nw.Float64))


def outcome() -> nw.Expr:
    """holds, fails or cannot_tell: the figures lie inside the claim as printed, or outside it as rounded, or neither."""
    claim, computable = ends("claimed_"), ends("computed_")
    reaches_down = (claim.low < computable.low) | (
        (claim.low == computable.low) & (~claim.low_open | computable.low_open)
    )
    reaches_up = (claim.high > computable.high) | (
        (claim.high == computable.high) & (~claim.high_open | computable.high_open)
    )
    is_part = nw.col("kind") == "part_of"
    limit = nw.when(nw.col("claim_bound").is_in(UPPER_LIMITS)).then(claim.high).otherwise(claim.low)
    holds = (is_part & (computable.high <= limit)) | (~is_part & reaches_down & reaches_up)
    fails = is_below("claimed_", "rounded_") | (~is_part & is_below("rounded_", "claimed_"))
    known = is_known("claimed_") & is_known("computed_")
    return first_code({"holds": known & holds, "fails": known & fails}, "cannot_tell")
