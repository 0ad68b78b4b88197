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
    is_lower_better, figure = nw.col("best") < nw.col("worst"), ends("")
    of_figure = either(is_lower_better, figure.turned(unbounded_score), figure.mapped(unbounded_score))
    # `abs` turns the −0 of a figure exactly at `worst` into 0.
    low, high = (end.clip(0, 100).abs() for end in (of_figure.low, of_figure.high))
    low_open = of_figure.low_open & (of_figure.low >= 0) & (low != high)
    high_open = of_figure.high_open & (of_figure.high <= 100) & (low != high)
    score = Interval(low, high, low_open, high_open).only_where(has_score)
    rows = observed.join(posts, on="indicator", how="left").with_columns(**score.columns("score"))
    return rows.drop("best", "worst")


def unbounded_score(value: nw.Expr) -> nw.Expr:
    """The formula, dividing before it multiplies, so that `best` itself gives exactly 100."""
    return 100 * ((nw.col("worst") - value) / (nw.col("worst") - nw.col("best")))
