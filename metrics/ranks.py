"""Ranks: which ranks a figure can have, given the printed bounds.

    rank_best     1 + how many others are surely better
    rank_worst    n − how many others are surely worse, with n figures in the set
    tied          how many others are the same single number
    tier          counted from the best one, up to `tiers`

Between two tiers there is a border: every figure on one side is surely better than every one on the other.

Figures are not compared in pairs. The ends of all figures are put in one order, from the better side: a figure begins
at its near end and is over at its far end. At equal values open far ends come first, then closed near ends, closed far
ends, open near ends. Those that are over before a figure begins are surely better than it; those that begin before it
is over are not surely worse. There is a border wherever all figures that have begun are over.

Sources: P. C. Fishburn, Interval Orders and Interval Graphs (Wiley, 1985), for "surely"; H. Goldstein and D. J.
Spiegelhalter, League Tables and Their Limitations (Journal of the Royal Statistical Society A 159, 1996), for giving no
rank without its range.
"""

import narwhals as nw

from metrics import Frame, metric
from metrics.intervals import either, ends, is_known

RANKS = ("rank_best", "rank_worst", "ranked", "tied", "tier", "tiers")


@metric
def ranks(figures: Frame) -> Frame:
    """Add `rank_best`, `rank_worst`, `tied`, `tier`, `tiers` and `ranked`: how many of the set have a rank.

    `figures` are those in the peer sets, each with `id`, `peer_set`, `direction` and its ends; all figures of a set
    have the same direction. All six are null for figures that are unknown or have no direction.
    """
    facing = from_the_better_side(figures)
    # The numbers give the order of ends at equal values.
    nears = one_kind_of_end(facing, "near", opened=3, closed=1)
    fars = one_kind_of_end(facing, "far", opened=0, closed=2)
    passed = nw.concat([nears, fars]).with_columns(nears=so_far("is_near"), fars=so_far("is_far"))
    passed = passed.with_columns(is_border=(nw.col("nears") == nw.col("fars")).cast(nw.Int64))
    passed = passed.with_columns(
        borders=so_far("is_border"),
        ranked=nw.col("is_near").sum().over("peer_set"),
        tiers=nw.col("is_border").sum().over("peer_set"),
    )
    # The counts at the near end of each figure are the smaller ones.
    counted = passed.group_by("id").agg(
        nw.col("fars", "borders").min(), nw.col("nears", "ranked", "tied", "tiers").max()
    )
    counts = {"rank_best": 1 + nw.col("fars"), "rank_worst": nw.col("nears"), "tier": 1 + nw.col("borders")}
    found = counted.with_columns(**counts).select("id", nw.col(*RANKS).cast(nw.Int64))
    return figures.drop(*RANKS, strict=False).join(found, on="id", how="left")


def from_the_better_side(figures: Frame) -> Frame:
    """The figures that can be ranked, with a `near` (better) and a `far` end, turned so that smaller is better."""
    judged = figures.filter(is_known(""), nw.col("direction").is_in(("lower_is_better", "higher_is_better")))
    facing = judged.select("id", "peer_set", **near_and_far())
    alike = nw.col("id").count().over("peer_set", "near", "far")
    is_one_number = nw.col("near") == nw.col("far")
    return facing.with_columns(tied=nw.when(is_one_number).then(alike - 1).otherwise(nw.lit(0)))


def near_and_far() -> dict[str, nw.Expr]:
    """The ends of a figure from the better side, turned so that smaller is better, and whether each is open."""
    figure = ends("")
    facing = either(nw.col("direction") == "lower_is_better", figure, figure.turned(lambda end: -end))
    return dict(zip(("near", "far", "near_open", "far_open"), facing, strict=True))


def one_kind_of_end(facing: Frame, kind: str, opened: int, closed: int) -> Frame:
    """The near or the far ends of all figures, as rows to be put in order by `value` and `at_equal`."""
    return facing.select(
        *("id", "peer_set", "tied"),
        value=kind,
        at_equal=nw.when(nw.col(f"{kind}_open")).then(nw.lit(opened)).otherwise(nw.lit(closed)),
        is_near=nw.lit(int(kind == "near")),
        is_far=nw.lit(int(kind == "far")),
    )


def so_far(column: str) -> nw.Expr:
    """The running total of a column in the order of its set, this row included."""
    # Rows equal in both keys are all near or all far ends; only the count of the other kind is read there, so any order will do.
    return nw.col(column).cum_sum().over("peer_set", order_by=["value", "at_equal"])
