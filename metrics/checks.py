"""Checks: does what a document claims follow from its own figures?

Each check names a claimed figure and the figures it should follow from, in order (a, b …):

    sum                   Σ of all figures named           equal       a
    difference            a − b                            increase    a − its own level before
    share                 100 × a ÷ b                      ratio       a ÷ b
    growth                100 × (a ÷ b − 1)                reduction   100 × (1 − a ÷ its own level before)
    growth_from_increase  100 × b ÷ (a − b), where b is the increase within a
    duration              the days from the first to the last day of a's printed period
    part_of               a is not more than the claimed figure

    holds         everything the printed figures allow is something the claim allows
    fails         nothing the figures allow, as they may have been rounded, is something the claim allows
    cannot tell   neither, or a figure is unknown or not printed

A number with decimals was rounded to its last digit, a claimed percentage without decimals to whole percent;
whole counts are exact. Two limits are held by the limits: "from within 3 days to within 1 day" is a cut of the
limit by two thirds. Figures in different units of one dimension are brought to the unit of the claim.

Source: interval containment and disjointness, see `intervals`; 勾稽关系 is the auditors' term for such relations.
"""

import narwhals as nw

from metrics import Frame
from metrics.intervals import (
    UPPER_LIMITS,
    Interval,
    difference,
    ends,
    is_below,
    is_known,
    is_upper_limit,
    quotient,
)
from metrics.periods import day_number

PERCENTAGES = ("share", "growth", "growth_from_increase", "reduction")
PARTS = Interval._fields
KEPT = ("bound", "before_bound", "unit_factor", "period_start", "period_end")


@nw.narwhalify
def checked(checks: Frame, parts: Frame, observed: Frame) -> Frame:
    """`checks` (`id`, `kind`, `claim`) with `computed_…` (four parts, in the claim's unit) and `outcome`.

    `parts` has `check_id`, `position` (1, 2 …) and `figure`; `observed` the long table with `precision` and
    `before_precision`, half of the last printed digit of the figure and of its level before, and `unit_factor`, what one
    unit is in the base of its dimension.
    """
    claims = observed.select(
        *PARTS, "precision", claim="id", claim_bound="bound", claim_factor="unit_factor"
    ).rename({part: f"claim_{part}" for part in PARTS})
    both = checks.join(claims, on="claim").with_columns(**claim_as_rounded().columns("claimed"))
    as_printed = with_computed(both, parts, observed.select("id", *KEPT, *in_base_units(as_rounded=False)))
    rounded = with_computed(both, parts, observed.select("id", *KEPT, *in_base_units(as_rounded=True)))
    rounded = rounded.select("id", *(nw.col(f"computed_{p}").alias(f"rounded_{p}") for p in PARTS))
    judged = as_printed.join(rounded, on="id").with_columns(outcome=outcome())
    return judged.select(*checks.columns, *(f"computed_{p}" for p in PARTS), "outcome")


def with_computed(both: Frame, parts: Frame, figures: Frame) -> Frame:
    """Checks with what follows from `figures`."""
    for position, prefix in ((1, "a_"), (2, "b_")):
        at = parts.filter(nw.col("position") == position).select(figure="figure", id="check_id")
        both = both.join(
            at.join(renamed(figures, prefix, "figure"), on="figure").drop("figure"), on="id", how="left"
        )
    both = both.join(totals(parts, figures), on="id", how="left")
    both = both.with_columns(**difference("a_", "b_").columns("rest"))
    return both.with_columns(**computed().columns("computed"))


def in_base_units(as_rounded: bool) -> list[nw.Expr]:
    """The ends of a figure and of its level before in base units; as they may have been rounded, each by its own digits."""
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
    """Every column with a prefix, the id under a name of its own."""
    return figures.select(*(nw.col(c).alias(id_ if c == "id" else prefix + c) for c in figures.columns))


def totals(parts: Frame, figures: Frame) -> Frame:
    """The sum of all figures of each check; unknown where one of them is."""
    each = parts.select(id="check_id", figure="figure").join(
        renamed(figures, "", "figure"), on="figure", how="left"
    )
    each = each.with_columns(
        is_unknown=(~is_known("")).cast(nw.Int64), low_open=nw.col("low_open").cast(nw.Int64)
    )
    each = each.with_columns(high_open=nw.col("high_open").cast(nw.Int64))
    summed = each.group_by("id").agg(*(nw.col(c).sum() for c in (*PARTS, "is_unknown")))
    known = nw.col("is_unknown") == 0
    low, high = (nw.when(known).then(nw.col(end)) for end in ("low", "high"))
    low_open, high_open = (nw.col(end) > 0 for end in ("low_open", "high_open"))
    return summed.select("id", **Interval(low, high, low_open, high_open).columns("sum"))


def claim_as_rounded() -> Interval:
    """The claim in its own unit as it was rounded; a derived percentage without decimals to whole percent."""
    claim, is_exact = ends("claim_"), nw.col("claim_bound") == "exact"
    is_whole = nw.col("kind").is_in(PERCENTAGES) & (nw.col("precision") == 0)
    half = (
        nw.when(is_exact & is_whole).then(0.5).otherwise(nw.when(is_exact).then("precision").otherwise(0.0))
    )
    return Interval(claim.low - half, claim.high + half, claim.low_open, claim.high_open)


def computed() -> Interval:
    """What follows from the figures, by the kind of the check, in the claim's unit."""
    in_unit = {
        "sum": ends("sum_"),
        "equal": ends("a_"),
        "difference": ends("rest_"),
        "increase": difference("a_", "a_before_"),
        "part_of": ends("a_"),
    }
    forms = {kind: scaled(interval, 1 / nw.col("claim_factor")) for kind, interval in in_unit.items()}
    forms |= {
        "ratio": quotient("a_", "b_"),
        "share": scaled(quotient("a_", "b_"), nw.lit(100.0)),
        "growth": scaled(quotient("a_", "b_"), nw.lit(100.0), -100.0),
        "growth_from_increase": scaled(quotient("b_", "rest_"), nw.lit(100.0)),
        "reduction": reduction(),
        "duration": duration(),
    }
    unknown, no = nw.lit(None).cast(nw.Float64), nw.lit(False)
    by_part = ({kind: form[part] for kind, form in forms.items()} for part in range(len(PARTS)))
    return Interval(
        *(chosen(by_kind, end) for by_kind, end in zip(by_part, (unknown, unknown, no, no), strict=True))
    )


def chosen(by_kind: dict[str, nw.Expr], otherwise: nw.Expr) -> nw.Expr:
    """The expression of the check's kind."""
    choice = otherwise
    for kind, value in by_kind.items():
        choice = nw.when(nw.col("kind") == kind).then(value).otherwise(choice)
    return choice


def scaled(interval: Interval, factor: nw.Expr, shift: float = 0.0) -> Interval:
    """factor × interval + shift, for a positive factor."""
    return Interval(
        interval.low * factor + shift, interval.high * factor + shift, interval.low_open, interval.high_open
    )


def reduction() -> Interval:
    """100 × (1 − a ÷ its level before); for two limits, of the limits."""
    remaining = quotient("a_", "a_before_")
    both_limits = is_upper_limit("a_") & is_upper_limit("a_before_")
    of_limit = 100 * (1 - nw.col("a_high") / nw.col("a_before_high"))
    low = nw.when(both_limits).then(of_limit).otherwise(100 * (1 - remaining.high))
    high = nw.when(both_limits).then(of_limit).otherwise(100 * (1 - remaining.low))
    return Interval(low, high, remaining.high_open & ~both_limits, remaining.low_open & ~both_limits)


def duration() -> Interval:
    """Days from the first to the last day of a's printed period."""
    days = (day_number("a_period_end") - day_number("a_period_start")).cast(nw.Float64)
    return Interval(days, days, nw.lit(False), nw.lit(False))


def outcome() -> nw.Expr:
    """holds, fails or cannot_tell: the figures as printed inside the claim, or as rounded outside it, or neither."""
    claimed, found = ends("claimed_"), ends("computed_")
    reaches_down = (claimed.low < found.low) | (
        (claimed.low == found.low) & (~claimed.low_open | found.low_open)
    )
    reaches_up = (claimed.high > found.high) | (
        (claimed.high == found.high) & (~claimed.high_open | found.high_open)
    )
    is_part = nw.col("kind") == "part_of"
    limit = nw.when(nw.col("claim_bound").is_in(UPPER_LIMITS)).then(claimed.high).otherwise(claimed.low)
    holds = (is_part & (found.high <= limit)) | (~is_part & reaches_down & reaches_up)
    fails = is_below("claimed_", "rounded_") | (~is_part & is_below("rounded_", "claimed_"))
    known = is_known("claimed_") & is_known("computed_")
    return (
        nw.when(known & holds)
        .then(nw.lit("holds"))
        .when(known & fails)
        .then(nw.lit("fails"))
        .otherwise(nw.lit("cannot_tell"))
    )
