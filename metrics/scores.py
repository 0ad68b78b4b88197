"""Scores: figures in different units on one scale of 0 to 100.

    score = 100 × (worst − value) ÷ (worst − best), held within 0 to 100

`best` and `worst` are the goalposts of the indicator: levels fixed in the dataset, with their source, and not
the smallest and largest figure on the table. So a score never moves when another place joins or leaves.
Where lower is better `best` is simply the smaller number; the formula is the same.

A figure is an interval, and so is its score. Where lower is better the ends swap: at most 50 days, with best
0 and worst 200, is a score of 75 to 100. An end beyond a goalpost becomes the goalpost, and is then reached
even if it was open: more than 70 with worst 50 is exactly 0. An end at a goalpost is reached if it was
before.

An indicator without goalposts has no scores, and an unknown figure has none.

Sources: World Bank, Doing Business 2020, "Ease of doing business score and ease of doing business ranking";
OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5, min-max normalisation, here with
fixed ends.
"""

import narwhals as nw

from metrics import Frame
from metrics.intervals import Interval, ends, is_known


@nw.narwhalify
def scores(observed: Frame, goalposts: Frame) -> Frame:
    """Add `score_low`, `score_high`, `score_low_open`, `score_high_open` (0 to 100, null where unknown).

    `goalposts` has `indicator`, `best` and `worst`: two different numbers, or null for an indicator without.
    """
    posts = goalposts.select("indicator", "best", "worst")
    has_score = is_known("") & ~nw.col("best").is_null() & ~nw.col("worst").is_null()
    return (
        observed.join(posts, on="indicator", how="left")
        .with_columns(**score().only_where(has_score).columns("score"))
        .drop("best", "worst")
    )


def score() -> Interval:
    """The score of a figure beside its goalposts."""
    figure, is_lower_better = ends(""), nw.col("best") < nw.col("worst")
    of_low, of_high = unbounded_score(figure.low), unbounded_score(figure.high)
    low, low_open = swapped(is_lower_better, (of_low, figure.low_open), (of_high, figure.high_open))
    high, high_open = swapped(is_lower_better, (of_high, figure.high_open), (of_low, figure.low_open))
    is_single = held(low) == held(high)
    return Interval(
        held(low),
        held(high),
        low_open & (low >= 0) & ~is_single,
        high_open & (high <= 100) & ~is_single,
    )


def unbounded_score(value: nw.Expr) -> nw.Expr:
    """The formula: divided before it is multiplied, so that `best` itself is 100 to the last digit."""
    return 100 * ((nw.col("worst") - value) / (nw.col("worst") - nw.col("best")))


def swapped(condition: nw.Expr, one: tuple, other: tuple) -> tuple[nw.Expr, ...]:
    """The second end where the condition holds, else the first; an end is a number and whether it is open."""
    return tuple(
        nw.when(condition).then(theirs).otherwise(ours) for ours, theirs in zip(one, other, strict=True)
    )


def held(score: nw.Expr) -> nw.Expr:
    """Held within 0 to 100; `abs` makes 0 of the −0 that a figure exactly at `worst` would give."""
    return score.clip(0, 100).abs()
