"""Coverage: which place reports what, and why a cell is blank.

Every place × indicator is one cell; a cell without any number gets the first of these reasons that holds:

    in_words, masked …   the place reports it without a number: the reason kept with the figure, else
                         `ambiguous_amount` (an amount that cannot be read off) or `no_number`
    other_basis          the place has a number for another indicator of the matter: the same thing, counted differently
    not_reported         nothing was found

A blank is never zero, and "not reported" is a statement about the documents read, not about the place.

Source: the idea is that of SDMX's code list for observation status: a missing value says why it is missing.
"""

import narwhals as nw

from metrics import Frame, first_code, metric
from metrics.benchmarks import grade_rank
from metrics.comparability import GRADES, has_ambiguous_amount
from metrics.intervals import is_known

CELL = ("place", "indicator")
SIDES = ("place", "other_place", "indicator", "other_indicator")


@metric
def coverage(observed: Frame, places: Frame, indicators: Frame) -> Frame:
    """Every place × indicator once, with `topic`, `figures` (how many numbers) and `blank` (why none).

    `places` has `place`, `indicators` has `indicator`, `matter` and `topic`. Of several reasons for one cell, the first
    alphabetically is given.
    """
    has_number = (nw.col("missing") == "") & is_known("")
    figures = observed.filter(has_number).group_by(CELL).agg(figures=nw.len())
    reason = first_code({"ambiguous_amount": has_ambiguous_amount("")}, "no_number")
    reason = nw.when(nw.col("missing") != "").then("missing").otherwise(reason)
    reasons = observed.filter(~has_number).select(*CELL, reason=reason)
    reasons = reasons.group_by(CELL).agg(nw.col("reason").min())
    of_matter = observed.filter(has_number).select("place", "matter").unique()
    elsewhere = of_matter.join(indicators.select("indicator", "matter"), on="matter")
    elsewhere = elsewhere.select("place", "indicator", elsewhere=nw.lit("other_basis"))
    cells = places.select("place").join(indicators.select("indicator", "topic"), how="cross")
    for part in (figures, reasons, elsewhere):
        cells = cells.join(part, on=[*CELL], how="left")
    why = nw.coalesce("reason", "elsewhere", nw.lit("not_reported"))
    blank = nw.when(nw.col("figures").is_null()).then(why).otherwise(nw.lit(""))
    count = nw.col("figures").fill_null(0).cast(nw.Int64)
    return cells.with_columns(figures=count, blank=blank).select(*CELL, "topic", "figures", "blank")


@metric
def comparable_counts(graded: Frame) -> Frame:
    """How well two places compare at best: one row per pair of places and indicator, or pair of declared indicators.

    `place` < `other_place`, `indicator` <= `other_indicator`, `pairs` (how many pairs of figures there are), the best
    `grade` among them and the `reasons` of a pair with that grade (of several, the first alphabetically).
    """
    between_places = graded.filter(nw.col("place") != nw.col("benchmark_place"))
    sides = between_places.select(
        **ordered_sides("place", "other_place"),
        **ordered_sides("indicator", "other_indicator"),
        pair=nw.concat_str(*ordered_sides("id", "other_id").values(), separator="|"),
        graded=nw.concat_str(grade_rank().cast(nw.String), nw.col("reasons")),
    )
    best = sides.group_by(SIDES).agg(pairs=nw.col("pair").n_unique(), best=nw.col("graded").min())
    rank, reasons = nw.col("best").str.slice(0, 1), nw.col("best").str.slice(1)
    grade = first_code({grade: rank == str(n) for n, grade in enumerate(GRADES)})
    return best.select(*SIDES, nw.col("pairs").cast(nw.Int64), grade=grade, reasons=reasons)


def ordered_sides(one: str, other: str) -> dict[str, nw.Expr]:
    """A column and its benchmark's, the smaller value first, so that A with B is the same pair as B with A."""
    both = (one, "benchmark_" + one)
    return {one: nw.min_horizontal(*both), other: nw.max_horizontal(*both)}
