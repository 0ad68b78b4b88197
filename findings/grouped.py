"""Grouped: how many pairs of figures there are of each grade, as `pair_counts` of `metrics/coverage.py` says, at the size of a country.

Figures that are alike are counted together (a kind), kinds are paired and graded, and the numbers are multiplied. In two
cases a grade also depends on whether two figures are kin: ranks, on whether they are of one province, and cuts, on whether
they are of one thing. That is no part of a kind: with it, pairs of kinds would grow with the square of the provinces and of
what was cut. Such pairs are graded twice, as kin and as not kin, and counted apart.
"""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import Frame

from metrics.comparability import both, graded_pairs, is_rank
from metrics.coverage import in_order
from metrics.intervals import is_known
from metrics.limits import is_limit
from metrics.pairs import BENCHMARK, CUT, meets, paired_figures

OF_A_KIND = (
    *("unit", "form", "cut_kind", "level", "scope", "status", "missing", "ambiguous"),
    *("bound", "period_start", "period_end", "period_basis", "period_days"),
)
OTHER = "'"  # ends the id of a kind where it stands on the other side, and is the name of what is not kin
# Among which figures pairs are counted, and what these share; those of one place are then taken off.
EVERYWHERE, IN_PLACE, AS_KIN, AS_KIN_IN_PLACE = "everywhere", "in place", "as kin", "as kin in place"
SHARED = {EVERYWHERE: (), IN_PLACE: ("place",), AS_KIN: ("kin",), AS_KIN_IN_PLACE: ("kin", "place")}
# How often each is counted: for pairs of kinds of whatever figures, of kin alone, and of those that are not kin.
ANY, KIN, NOT_KIN = 0, 1, 2
TIMES = {
    ANY: {EVERYWHERE: 1, IN_PLACE: -1},
    KIN: {AS_KIN: 1, AS_KIN_IN_PLACE: -1},
    NOT_KIN: {EVERYWHERE: 1, IN_PLACE: -1, AS_KIN: -1, AS_KIN_IN_PLACE: 1},
}


@nw.narwhalify
def counted_pairs(observed: Frame, declared: Frame, rules: dict) -> Frame:
    """One row per `indicator`, `other_indicator` (the smaller id first), `grade` and `reasons`, with `pairs`."""
    figures = of_kinds(observed)
    kinds = numbered(figures)
    figures = figures.join(kinds.select("kind", number="id"), on="kind")
    numbers = nw.concat([counted(figures, among) for among in SHARED])
    return pairs_of(numbers, graded_kinds(kinds, declared, rules))


def of_kinds(observed: Frame) -> Frame:
    """Figures with their kind, and with what of theirs can change a grade; all else is as of one figure."""
    alike = observed.select(
        *("place", "indicator", "unit", "form", "cut_kind", "scope", "status", "ambiguous"),
        *("period_start", "period_end", "period_basis"),
        **{name: nw.when(is_limit("")).then(nw.col(name)).otherwise(nw.lit("")) for name in ("bound", "level")},
        missing=nw.when(nw.col("missing") != "").then(nw.lit("-")).otherwise(nw.lit("")),
        period_days=nw.when(nw.col("period_basis") == "printed").then(nw.col("period_days")),
        is_read=is_known("").cast(nw.Int64),
        meets=meets(),
        kin=kin(),
    )
    length = nw.col("period_days").fill_null(0).cast(nw.String)
    named = [name if name != "period_days" else length for name in OF_A_KIND]
    return alike.with_columns(kind=nw.concat_str("meets", *named, nw.col("is_read").cast(nw.String), separator="|"))


def kin() -> nw.Expr:
    """What two figures that meet must share for them to be kin: the province of ranks, what cuts are of; of others nothing."""
    of_rank = nw.when(is_rank("")).then(nw.col("part_of")).otherwise(nw.lit(""))
    return nw.when(nw.col("form") == CUT).then(nw.col("indicator")).otherwise(of_rank)


def numbered(figures: Frame) -> Frame:
    """Every kind once, as a figure without a place; `id` is its number."""
    end = nw.when(nw.col("is_read") == 1).then(nw.lit(0.0))
    kinds = figures.group_by("kind", "meets", "is_read", *OF_A_KIND).agg(one=nw.len())
    kinds = kinds.with_columns(one=nw.lit(1)).with_columns(
        id=nw.col("one").cum_sum().over("one", order_by="kind"), indicator="meets", place=nw.lit(""), part_of=nw.lit(""),
        low=end, high=end, low_open=nw.lit(False), high_open=nw.lit(False),
    )  # fmt: skip
    return kinds.with_columns(nw.col("id").cast(nw.Int64))


def counted(figures: Frame, among: str) -> Frame:
    """How many figures there are of each kind and indicator, apart by what they share."""
    asked = figures.filter(nw.col("kin") != "") if "kin" in SHARED[among] else figures
    shared = nw.concat_str(nw.lit(""), *SHARED[among], separator="|")
    found = asked.select("number", "indicator", shared=shared).group_by("number", "indicator", "shared").agg(n=nw.len())
    return found.with_columns(among=nw.lit(among), n=nw.col("n").cast(nw.Int64))


def graded_kinds(kinds: Frame, declared: Frame, rules: dict) -> Frame:
    """Pairs of kinds with their grade, and in `of` the figures it goes for: kin, those that are not, or any."""
    met = paired_figures(kinds, kinds.with_columns(id=-nw.col("id")), declared)
    of_cuts = (nw.col("form") == CUT) & (nw.col(BENCHMARK + "form") == CUT)
    depends = of_cuts | both(is_rank)
    other_object = nw.when(of_cuts).then(nw.lit(OTHER)).otherwise(nw.col(BENCHMARK + "indicator"))
    apart = {BENCHMARK + "indicator": other_object, BENCHMARK + "part_of": nw.lit(OTHER), "of": nw.lit(NOT_KIN)}
    of = nw.when(depends).then(nw.lit(KIN)).otherwise(nw.lit(ANY))
    each = nw.concat([met.with_columns(of=of), met.filter(depends).with_columns(**apart)])
    numbers = {"number": nw.col("id"), "other_number": -nw.col(BENCHMARK + "id")}
    return graded_pairs(each, rules).select("grade", "reasons", "of", **numbers)


def pairs_of(numbers: Frame, met: Frame) -> Frame:
    """How many pairs of two places there are of some pairs of kinds."""
    times = nw.lit(0)
    for of, counts in TIMES.items():
        for among, n in counts.items():
            times = nw.when((nw.col("of") == of) & (nw.col("among") == among)).then(nw.lit(n)).otherwise(times)
    other = numbers.select("among", "shared", other_number="number", benchmark_indicator="indicator", m="n")
    both_sides = numbers.join(met, on="number").join(other, on=["among", "shared", "other_number"])
    both_sides = both_sides.select(
        "grade", "reasons", **in_order("indicator", "other_indicator"), n=nw.col("n") * nw.col("m") * times
    )
    summed = both_sides.group_by("indicator", "other_indicator", "grade", "reasons").agg(nw.col("n").sum())
    # Every pair of figures was met from either side.
    found = summed.with_columns(pairs=(nw.col("n") // 2).cast(nw.Int64))
    return found.filter(nw.col("pairs") > 0).drop("n")
