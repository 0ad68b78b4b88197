"""Grouped: how many pairs of figures there are of each grade, as `pair_counts` of `metrics/coverage.py` says, at the size of a country.

Figures that are alike are counted together (a kind), kinds are paired and graded, and the numbers are multiplied. In two
cases a grade also depends on whether two figures are kin: ranks, on whether they are of one province, and cuts, on whether
they are of one thing. That is no part of a kind: with it, pairs of kinds would grow with the square of the provinces and of
what was cut. Such pairs are graded twice, as kin and as not kin, and counted apart.
"""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import Frame

from metrics.comparability import BENCHMARK, CUT, both, graded_pairs, is_rank
from metrics.coverage import in_order
from metrics.intervals import is_known
from metrics.pairs import meets, paired_figures

OF_A_KIND = (
    *("unit", "form", "cut_kind", "level", "scope", "status", "missing", "ambiguous"),
    *("bound", "period_start", "period_end", "period_basis"),
)
NAMES = ("indicator", "other_indicator", "grade", "reasons")
OTHER = "'"  # ends the id of a kind where it stands on the other side, and is the name of what is not kin


@nw.narwhalify
def counted_pairs(observed: Frame, declared: Frame, rules: dict) -> Frame:
    """One row per `indicator`, `other_indicator` (the smaller id first), `grade` and `reasons`, with `pairs`."""
    figures = observed.select(
        *("place", "indicator", "part_of", "period_days", *OF_A_KIND),
        meets=meets(),
        is_read=is_known("").cast(nw.Int64),
    )
    figures = figures.with_columns(kind=kind(), kin=kin(), one=nw.lit(1))
    met = graded_kinds(figures, declared, rules)
    always, as_kin, as_strangers = (met.filter(nw.col("if_kin") == n) for n in (-1, 1, 0))
    numbers = [
        between(figures, always, ()),
        between(figures, as_kin, ("kin",)),
        between(figures, as_strangers, ()),
        negative(between(figures, as_strangers, ("kin",))),
    ]
    return summed(numbers)


def kind() -> nw.Expr:
    """What a figure shares with all that are alike: its attributes as texts."""
    length = nw.col("period_days").fill_null(0).cast(nw.String)
    return nw.concat_str("meets", *OF_A_KIND, length, nw.col("is_read").cast(nw.String), separator="|")


def kin() -> nw.Expr:
    """What two figures that meet must share for them to be kin: the province of ranks, what cuts are of; of others nothing."""
    of_rank = nw.when(is_rank("")).then(nw.col("part_of")).otherwise(nw.lit(""))
    return nw.when(nw.col("form") == CUT).then(nw.col("indicator")).otherwise(of_rank)


def graded_kinds(figures: Frame, declared: Frame, rules: dict) -> Frame:
    """Pairs of kinds with their grade: `if_kin` is 1 and 0 where it depends on whether two figures are kin, else -1."""
    end = nw.when(nw.col("is_read") == 1).then(nw.lit(0.0))
    kinds = figures.group_by("kind", "meets", "period_days", "is_read", *OF_A_KIND).agg(n=nw.len())
    kinds = kinds.with_columns(
        id="kind", indicator="meets", place=nw.lit(""), part_of=nw.lit(""),
        low=end, high=end, low_open=nw.lit(False), high_open=nw.lit(False),
    )  # fmt: skip
    others = kinds.with_columns(id=nw.concat_str("id", nw.lit(OTHER)))
    met = paired_figures(kinds, others, declared)
    of_cuts = (nw.col("form") == CUT) & (nw.col(BENCHMARK + "form") == CUT)
    depends = of_cuts | both(is_rank)
    strangers = {
        BENCHMARK + "indicator": nw.when(of_cuts).then(nw.lit(OTHER)).otherwise(nw.col(BENCHMARK + "indicator")),
        BENCHMARK + "part_of": nw.lit(OTHER),
    }
    each = nw.concat(
        [
            met.with_columns(if_kin=nw.when(depends).then(nw.lit(1)).otherwise(nw.lit(-1))),
            met.filter(depends).with_columns(**strangers, if_kin=nw.lit(0)),
        ]
    )
    named = {"kind": nw.col("id"), "other_kind": nw.col("benchmark_id").str.replace_all(OTHER, "", literal=True)}
    return graded_pairs(each, rules).select("grade", "reasons", "if_kin", **named)


def between(figures: Frame, met: Frame, shared: tuple[str, ...]) -> Frame:
    """How many pairs of two places there are of some pairs of kinds, among the figures that share something."""
    everywhere, within = (pairs_of(figures, met, of) for of in (shared, (*shared, "place")))
    return nw.concat([everywhere, negative(within)])


def pairs_of(figures: Frame, met: Frame, shared: tuple[str, ...]) -> Frame:
    """How many pairs there are of some pairs of kinds, from either side, a figure with itself included."""
    own = figures.group_by("kind", "indicator", *shared).agg(n=nw.col("one").sum())
    # First all kinds that one kind meets with one grade, then what these meet: far fewer rows than all at once.
    facing = own.join(met, on="kind").group_by("indicator", "other_kind", "grade", "reasons", *shared)
    facing = facing.agg(n=nw.col("n").sum())
    other = own.select(
        *shared, other_kind="kind", benchmark_indicator="indicator", m="n"
    )
    both_sides = facing.join(other, on=["other_kind", *shared])
    return both_sides.select("grade", "reasons", **in_order("indicator", "other_indicator"), n=nw.col("n") * nw.col("m"))


def negative(counted: Frame) -> Frame:
    """Numbers that are to be taken off."""
    return counted.with_columns(n=-nw.col("n"))


def summed(numbers: list[Frame]) -> Frame:
    """Numbers put together; every pair of figures was met from either side."""
    both_ways = nw.concat(numbers).group_by(NAMES).agg(nw.col("n").sum())
    found = both_ways.with_columns(pairs=(nw.col("n") // 2).cast(nw.Int64))
    return found.filter(nw.col("pairs") > 0).drop("n")
