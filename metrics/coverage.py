"""Coverage: which place reports what, and why a cell is blank.

Every place × indicator is one cell. A cell with at least one number has no reason to give. A blank cell gives
the first of these that holds:

    in_words, masked …   the place says something without a number: the reason kept with the figure, else
                         `ambiguous_amount` (an amount that cannot be read off) or `no_number`
    other_basis          the place has a number for another indicator of the matter: the same, counted differently
    not_reported         nothing was found

A blank is never zero, and "not reported" is a statement about the documents read, not about the place.

Source: the idea is that of SDMX's code list for observation status: a missing value says why it is missing.
"""

import narwhals as nw

from metrics import Frame
from metrics.benchmarks import grade_rank
from metrics.comparability import GRADES, graded_pairs
from metrics.intervals import is_known
from metrics.pairs import paired_figures

CELL = ("place", "indicator")
SIDES = ("place", "other_place", "indicator", "other_indicator")


@nw.narwhalify
def coverage(observed: Frame, places: Frame, indicators: Frame) -> Frame:
    """Every place × indicator once, with `topic`, `figures` (how many numbers) and `blank` (why none).

    `places` has `place`, `indicators` has `indicator`, `matter` and `topic`. Of several reasons in one cell it is the first
    by alphabet.
    """
    has_number = (nw.col("missing") == "") & is_known("")
    figures = observed.filter(has_number).group_by(CELL).agg(figures=nw.len())
    reasons = observed.filter(~has_number).select(*CELL, reason=reason_without_number())
    reasons = reasons.group_by(CELL).agg(nw.col("reason").min())
    of_matter = observed.filter(has_number).select("place", "matter").unique()
    elsewhere = of_matter.join(indicators.select("indicator", "matter"), on="matter")
    elsewhere = elsewhere.select("place", "indicator", elsewhere=nw.lit("other_basis"))
    cells = places.select("place").join(indicators.select("indicator", "topic"), how="cross")
    for found in (figures, reasons, elsewhere):
        cells = cells.join(found, on=[*CELL], how="left")
    why = nw.coalesce("reason", "elsewhere", nw.lit("not_reported"))
    blank = nw.when(nw.col("figures").is_null()).then(why).otherwise(nw.lit(""))
    count = nw.col("figures").fill_null(0).cast(nw.Int64)
    return cells.with_columns(figures=count, blank=blank).select(*CELL, "topic", "figures", "blank")


def reason_without_number() -> nw.Expr:
    """Why an observation has no number; never empty."""
    missing, has_ambiguous_amount = nw.col("missing"), nw.col("ambiguous") == "amount"
    unreadable = nw.when(has_ambiguous_amount).then(nw.lit("ambiguous_amount"))
    return nw.when(missing != "").then(missing).otherwise(unreadable.otherwise(nw.lit("no_number")))


@nw.narwhalify
def reported_by(cells: Frame) -> Frame:
    """Per indicator the number of places that give a number: `indicator`, `topic`, `reported_by`."""
    reporting = cells.with_columns(reported_by=(nw.col("figures") > 0).cast(nw.Int64))
    per_indicator = reporting.group_by("indicator", "topic").agg(nw.col("reported_by").sum())
    return per_indicator.with_columns(nw.col("reported_by").cast(nw.Int64))


@nw.narwhalify
def comparable_counts(graded: Frame) -> Frame:
    """How well two places compare at best: one row per two places and one indicator, or two declared ones.

    `place` < `other_place`, `indicator` <= `other_indicator`, `pairs` (how many pairs of figures there are),
    the best `grade` among them and the `reasons` of such a pair (of several, the first by alphabet).
    """
    between_places = graded.filter(nw.col("place") != nw.col("benchmark_place"))
    sides = between_places.select(
        **in_order("place", "other_place"),
        **in_order("indicator", "other_indicator"),
        pair=nw.concat_str(*in_order("id", "other_id").values(), separator="|"),
        graded=nw.concat_str(grade_rank().cast(nw.String), nw.col("reasons")),
    )
    best = sides.group_by(SIDES).agg(pairs=nw.col("pair").n_unique(), best=nw.col("graded").min())
    rank, reasons = nw.col("best").str.slice(0, 1), nw.col("best").str.slice(1)
    return best.select(*SIDES, nw.col("pairs").cast(nw.Int64), grade=grade_of_rank(rank), reasons=reasons)


@nw.narwhalify
def pair_counts(observed: Frame, declared: Frame, rules: dict) -> Frame:
    """How many pairs of figures of two places there are of each grade, without pairing them.

    Whether two figures compare depends on nothing but their attributes (`ALIKE`), so figures that are alike are counted
    together, the groups are paired and graded as figures would be, and what lies within one place is taken off. One row per
    `indicator`, `other_indicator` (the smaller id first), `grade` and `reasons`, with `pairs`.
    """
    figures = observed.with_columns(is_read=is_known("").cast(nw.Int64), one=nw.lit(1))
    groups = figures.group_by(*ALIKE, "is_read").agg(figures=nw.col("one").sum())
    groups = groups.with_columns(**as_figures(), place=nw.lit(""))
    paired = paired_figures(groups, groups.with_columns(id=nw.concat_str("id", nw.lit("'"))), declared)
    graded = graded_pairs(paired, rules).with_columns(
        other_id=nw.col("benchmark_id").str.replace_all("'", "")
    )
    named = groups.select(other_id="id", other_figures="figures")
    counted = graded.join(named, on="other_id").join(
        within_places(figures, graded.select("id", "other_id")), on=["id", "other_id"], how="left"
    )
    between = nw.col("figures") * nw.col("other_figures") - nw.col("within").fill_null(0)
    sides = counted.select("grade", "reasons", **in_order("indicator", "other_indicator"), between=between)
    summed = sides.group_by("indicator", "other_indicator", "grade", "reasons").agg(nw.col("between").sum())
    # Every pair of groups is met from either side, and so is every pair of figures within one group.
    halves = summed.with_columns(pairs=(nw.col("between") // 2).cast(nw.Int64))
    return halves.filter(nw.col("pairs") > 0).drop("between")


ALIKE = (
    *(
        "indicator",
        "direction",
        "unit",
        "form",
        "cut_kind",
        "level",
        "part_of",
        "scope",
        "status",
        "missing",
        "ambiguous",
    ),
    *("bound", "period_start", "period_end", "period_basis", "period_days"),
)


def named_by() -> list[nw.Expr]:
    """What a group is named by: its attributes as texts."""
    texts = [nw.col(name) for name in ALIKE if name != "period_days"]
    return [*texts, nw.col("period_days").fill_null(0).cast(nw.String)]


def as_figures() -> dict[str, nw.Expr]:
    """What a group needs to be paired and graded as a figure is; its numbers do not matter, only whether it has any."""
    end = nw.when(nw.col("is_read") == 1).then(nw.lit(0.0))
    return {
        "id": nw.concat_str(*named_by(), nw.col("is_read").cast(nw.String), separator="|"),
        **{name: end for name in ("low", "high")},
        **{name: nw.lit(False) for name in ("low_open", "high_open")},
    }


def within_places(figures: Frame, met: Frame) -> Frame:
    """How many pairs of figures of two groups belong to one place, a figure with itself included."""
    key = nw.concat_str(*named_by(), nw.col("is_read").cast(nw.String), separator="|")
    own = figures.with_columns(id=key).group_by("place", "id").agg(n=nw.col("one").sum())
    other = own.select("place", other_id="id", m="n")
    both = own.join(met.unique(), on="id").join(other, on=["place", "other_id"])
    return (
        both.with_columns(within=nw.col("n") * nw.col("m"))
        .group_by("id", "other_id")
        .agg(nw.col("within").sum())
    )


def in_order(one: str, other: str) -> dict[str, nw.Expr]:
    """A column and its benchmark's, smaller name first, so that A with B is the same pair as B with A."""
    mine, theirs = nw.col(one), nw.col("benchmark_" + one)
    is_ordered = mine <= theirs
    return {
        one: nw.when(is_ordered).then(mine).otherwise(theirs),
        other: nw.when(is_ordered).then(theirs).otherwise(mine),
    }


def grade_of_rank(rank: nw.Expr) -> nw.Expr:
    """The way back from `grade_rank`."""
    grade = nw.lit(GRADES[-1])
    for n, name in enumerate(GRADES[:-1]):
        grade = nw.when(rank == str(n)).then(nw.lit(name)).otherwise(grade)
    return grade
