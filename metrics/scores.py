"""Scores: figures in different units on one scale of 0 to 100.

    score = 100 × (worst − value) ÷ (worst − best), held within 0 to 100

`best` and `worst` are the goalposts of the indicator, fixed in the dataset; where lower is better `best` is the smaller
number. A figure is an interval, and so is its score. An end beyond a goalpost becomes the goalpost, and is then closed
even if it was open.

Sources: World Bank, Doing Business 2020, "Ease of doing business score and ease of doing business ranking"; OECD and
JRC, Handbook on Constructing Composite Indicators (2008), step 5, min-max normalisation, here with fixed ends.
"""

import narwhals as nw

from metrics import Frame, metric
from metrics.intervals import Interval, either, ends, is_known


@metric
def scores(observed: Frame, goalposts: Frame) -> Frame:
    """Add `score_low`, `score_high`, `score_low_open`, `score_high_open` (0 to 100, null where unknown).

    `goalposts` has `indicator`, `best` and `worst`: two different numbers, or null for an indicator without goalposts.
    """
    posts = goalposts.select("indicator", "best", "worst")
    has_score = is_known("") & ~nw.col("best").is_null() & ~nw.col("worst").is_null()
    return (
        observed.join(posts, on="indicator", how="left")
        .with_columns(**score().only_where(has_score).columns("score"))
        .drop("best", "worst")
    )


def score() -> Interval:
    """The score of a figure, given its goalposts."""
    figure, is_lower_better = ends(""), nw.col("best") < nw.col("worst")
    of_low, of_high = unbounded_score(figure.low), unbounded_score(figure.high)
    of_figure = Interval(of_low, of_high, figure.low_open, figure.high_open)
    turned = Interval(of_high, of_low, figure.high_open, figure.low_open)
    low, high, low_open, high_open = either(is_lower_better, turned, of_figure)
    is_single = clamped(low) == clamped(high)
    low_open, high_open = low_open & (low >= 0) & ~is_single, high_open & (high <= 100) & ~is_single
    return Interval(clamped(low), clamped(high), low_open, high_open)


def unbounded_score(value: nw.Expr) -> nw.Expr:
    """The formula, dividing before it multiplies, so that `best` itself gives exactly 100."""
    return 100 * ((nw.col("worst") - value) / (nw.col("worst") - nw.col("best")))


def clamped(score: nw.Expr) -> nw.Expr:
    """Held within 0 to 100; `abs` turns the −0 of a figure exactly at `worst` into 0."""
    return score.clip(0, 100).abs()
