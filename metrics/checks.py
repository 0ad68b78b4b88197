"""Checks: does what a document claims follow from its own figures?

A claimed reduction is held against the reduction computed from the figure it is about and the level before:

    holds         every reduction the figures allow is one the claim allows
    fails         no reduction the figures allow is one the claim allows
    cannot tell   some are and some are not, or a figure is unknown or not printed

Two limits are held by their limits: "from 3 days to 1 day at most" is a cut of the limit by two thirds.

Source: interval containment and disjointness, see `intervals`; 勾稽关系 is the auditors' term for such relations.
"""

import narwhals as nw
from narwhals.typing import Frame

from metrics.intervals import is_below

COMPUTED = (
    "cut_percent_low",
    "cut_percent_high",
    "cut_percent_low_open",
    "cut_percent_high_open",
    "limit_cut_percent",
)


@nw.narwhalify
def reduction_checks(checks: Frame, observed: Frame, cuts: Frame) -> Frame:
    """One row per check of kind `reduction`: the claim's interval, `computed_…`, and `outcome`.

    `checks` has `id`, `kind`, `claim`, `follows_from`; `observed` the claims; `cuts` is what `reductions` gives.
    """
    ends = ("low", "high", "low_open", "high_open")
    claims = observed.select(*ends, claim="id")
    computed = cuts.select(*COMPUTED, follows_from="id")
    limit = nw.col("limit_cut_percent")
    return (
        checks.filter(nw.col("kind") == "reduction")
        .join(claims, on="claim")
        .join(computed, on="follows_from", how="left")
        .with_columns(
            computed_low=nw.coalesce(limit, "cut_percent_low"),
            computed_high=nw.coalesce(limit, "cut_percent_high"),
            computed_low_open=nw.col("cut_percent_low_open").fill_null(False) & limit.is_null(),
            computed_high_open=nw.col("cut_percent_high_open").fill_null(False) & limit.is_null(),
        )
        .with_columns(outcome=outcome())
        .drop(*COMPUTED)
    )


def outcome() -> nw.Expr:
    """holds, fails or cannot_tell for a claim beside what is computed."""
    low, high = nw.col("computed_low"), nw.col("computed_high")
    reaches_down = (nw.col("low") < low) | (
        (nw.col("low") == low) & (~nw.col("low_open") | nw.col("computed_low_open"))
    )
    reaches_up = (nw.col("high") > high) | (
        (nw.col("high") == high) & (~nw.col("high_open") | nw.col("computed_high_open"))
    )
    apart = is_below("", "computed_") | is_below("computed_", "")
    unknown = low.is_null() | high.is_null()
    return (
        nw.when(unknown)
        .then(nw.lit("cannot_tell"))
        .when(apart)
        .then(nw.lit("fails"))
        .when(reaches_down & reaches_up)
        .then(nw.lit("holds"))
        .otherwise(nw.lit("cannot_tell"))
    )
