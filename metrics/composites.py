"""Composites: several scores of a place combined into one number, as wide as unknown scores make it.

    arithmetic mean   Σ weight × score
    geometric mean    Π score ^ weight        weights are shares: in each composite they sum to one

Both means grow with every score, so the low ends give the low end and the high ends the high end. An end is open when
one of the ends it is made of is; but 0 × anything is 0, so a geometric mean reaches 0 where one of its scores does.

    covered     how many of the composite's `of` scores are known
    withheld    why no number is shown: no_scores, or under_threshold when covered ÷ of is below the threshold
    left_out    incomplete unless all are known; only complete composites are ranked

Nothing is imputed: with equal weights, scores of 80 and 60 and an unknown third give a mean of 46.7 to 80 (COINr would
rescale the weights and give 70). Only scores of one peer set per indicator may enter, the largest, if it has two places
or more: see `peer_sets`. An indicator of weight 0 is not part of the composite.

Sources: OECD and JRC, Handbook on Constructing Composite Indicators (2008), steps 3 and 6; W. Becker and others, COINr,
Journal of Open Source Software 7 (2022), 4567, for what is done differently.
"""

import narwhals as nw

from metrics import Frame, first_code, first_rows, metric
from metrics.intervals import Interval, ends, is_known

CELL = ("composite", "place")
MEANS = ("arithmetic", "geometric")
DECIMALS = 10  # the order of summing changes the fifteenth digit, and equal places must stay equal


@metric
def composites(scored: Frame, weights: Frame, mean: str, threshold: float) -> Frame:
    """One row per composite and place, with `low`, `high`, `low_open`, `high_open` (0 to 100).

    `scored` has at most one row per `place` and `indicator`, with `score_…` as from `scores`; `weights` has
    `composite`, `indicator` and `weight`. `mean` is arithmetic or geometric, `threshold` a share from 0 to 1.
    `peer_set`, `direction` and `left_out` are added for `ranks`. Raises ValueError for another mean or threshold.
    """
    check_choices(mean, threshold)
    cells = every_cell(scored, weights)
    parts = part_columns("low", mean) | part_columns("high", mean)
    summed = (
        cells.with_columns(**parts, of=nw.lit(1))
        .group_by(CELL)
        .agg(nw.col("covered", "of", *parts).sum())
        .with_columns(nw.col("covered", "of").cast(nw.Int64))
    )
    is_under = nw.col("covered") / nw.col("of") < threshold
    named = summed.with_columns(
        id=nw.concat_str("composite", "place", separator="|"),
        peer_set=nw.col("composite"),
        direction=nw.lit("higher_is_better"),
        withheld=first_code({"no_scores": nw.col("covered") == 0, "under_threshold": is_under}),
        left_out=first_code({"": nw.col("covered") == nw.col("of")}, "incomplete"),
    )
    (low, low_open), (high, high_open) = (composite_end(end, mean) for end in ("low", "high"))
    shown = Interval(low, high, low_open, high_open).only_where(nw.col("withheld") == "")
    names = ("id", "peer_set", *CELL, "direction", *Interval._fields, "covered", "of", "withheld", "left_out")
    return named.with_columns(**shown._asdict()).select(names)


@metric
def comparable_scores(scored_sets: Frame) -> Frame:
    """The scores that may enter a composite: for each indicator, those of its largest peer set of two places or more.

    `scored_sets` are scores that also carry `peer_set`, `peers` and `left_out`, see `peer_sets`. Of two sets of the
    same size, the first alphabetically is taken.
    """
    in_a_set = scored_sets.filter(nw.col("left_out") == "", nw.col("peers") >= 2)
    sets = in_a_set.select("indicator", "peer_set", size=-nw.col("peers")).unique()
    largest = first_rows(sets, ["indicator"], ["size", "peer_set"])
    return in_a_set.join(largest.select("peer_set"), on="peer_set")


def check_choices(mean: str, threshold: float) -> None:
    """Raise ValueError for an unknown mean or a threshold that is not a share."""
    if mean not in MEANS:
        raise ValueError(f"unknown mean {mean!r}; known: {', '.join(MEANS)}")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold: a share from 0 to 1 is wanted, not {threshold!r}")


def every_cell(scored: Frame, weights: Frame) -> Frame:
    """Every place × composite × indicator, with its score, or 0 to 100 where that is unknown."""
    known = scored.filter(is_known("score_"))
    known = known.select("place", "indicator", **ends("score_")._asdict(), covered=nw.lit(1))
    parts = weights.filter(nw.col("weight") > 0).select("composite", "indicator", "weight")
    cells = scored.select("place").unique().join(parts, how="cross")
    return cells.join(known, on=["place", "indicator"], how="left").with_columns(
        nw.col("covered", "low").fill_null(0),
        nw.col("high").fill_null(100),
        nw.col("low_open", "high_open").fill_null(False).cast(nw.Boolean),
    )


def part_columns(end: str, mean: str) -> dict[str, nw.Expr]:
    """What each score contributes to one end of its composite; the sums make up that end."""
    score, is_open, is_zero = nw.col(end), nw.col(end + "_open"), nw.col(end) == 0
    # 0 has no logarithm; `composite_end` gives a mean that contains a 0 the value 0.
    term = score if mean == "arithmetic" else nw.when(is_zero).then(1.0).otherwise(score).log()
    return {
        end + "_part": nw.col("weight") * term,
        end + "_opens": is_open.cast(nw.Int64),
        end + "_zeros": is_zero.cast(nw.Int64),
        end + "_closed_zeros": (is_zero & ~is_open).cast(nw.Int64),
    }


def composite_end(end: str, mean: str) -> tuple[nw.Expr, nw.Expr]:
    """One end, made of the summed parts, and whether it is open."""
    value, is_open = nw.col(end + "_part"), nw.col(end + "_opens") > 0
    if mean == "geometric":
        has_zero = nw.col(end + "_zeros") > 0
        value = nw.when(has_zero).then(0.0).otherwise(value.exp())
        is_open = nw.when(has_zero).then(nw.col(end + "_closed_zeros") == 0).otherwise(is_open)
    return value.round(DECIMALS), is_open
