"""Grouped: how many pairs of figures of two places there are per grade, without pairing the figures.

Figures that are alike are counted together (a kind), kinds are paired and graded, and their counts multiplied. In two cases
a grade also depends on whether two figures are kin: for ranks, whether they are of one province; for cuts, whether they are
of one indicator. Kinship is not part of a kind, or pairs of kinds would grow with the square of the number of provinces and
of indicators cut. Such pairs are graded twice, as kin and as not kin, and counted separately.

The frames may be those of any engine. They come in `steps`, so that a database can materialise each before the next.
"""

from functools import partial

import narwhals as nw

from loaders.reading import Steps
from metrics import Frame
from metrics.comparability import both, comparability, is_rank, is_size
from metrics.intervals import is_known
from metrics.limits import is_limit
from metrics.pairs import BENCHMARK, CUT, meets, pairs

OF_A_KIND = (
    *("unit", "form", "cut_kind", "direction", "level", "scope", "status", "missing", "ambiguous"),
    *("bound", "period_start", "period_end", "period_basis", "period_days", "is_read"),
)
NOBODY = "'"  # kin of nothing
# The figures among which pairs are counted, and the columns they share; pairs within one place are subtracted later.
EVERYWHERE, IN_PLACE, AS_KIN, AS_KIN_IN_PLACE = range(4)
SHARED = {EVERYWHERE: (), IN_PLACE: ("place",), AS_KIN: ("kin",), AS_KIN_IN_PLACE: ("place", "kin")}
# How often each count is added: for pairs of kinds whatever their figures, for kin only, and for figures that are not kin.
ANY, KIN, NOT_KIN = range(3)
TIMES = {
    ANY: {EVERYWHERE: 1, IN_PLACE: -1},
    KIN: {AS_KIN: 1, AS_KIN_IN_PLACE: -1},
    NOT_KIN: {EVERYWHERE: 1, IN_PLACE: -1, AS_KIN: -1, AS_KIN_IN_PLACE: 1},
}
# Several numbers are packed into one: there are fewer places and kinds than this.
AT_PLACE, AT_KIND, AT_KIN = len(SHARED), 10_000_000, 4_000_000


def steps(figures: str, rules: dict) -> Steps:
    """How the pairs of some figures are counted; the last step has one row per two indicators, grade and reasons."""
    return {
        "alike": (of_kinds, (figures,)),
        "kinds": (kinds_of, ("alike",)),
        "numbered_indicators": (partial(each_once, columns=["indicator"], number="number"), ("alike",)),
        "numbers": (numbers_of, ("alike", "kinds", "numbered_indicators")),
        "graded_kinds": (partial(graded, rules=rules), ("kinds", "declared")),
        "gradings": (partial(each_once, columns=["grade", "reasons"], number="grading"), ("graded_kinds",)),
        "counted_pairs": (counted_pairs, ("numbers", "graded_kinds", "gradings", "numbered_indicators")),
    }


@nw.narwhalify
def of_kinds(observed: Frame) -> Frame:
    """Figures with their kind, reduced to what can change a grade; everything else is the same for all."""
    alike = observed.select(
        *("place", "indicator", "unit", "form", "cut_kind", "scope", "status", "ambiguous"),
        *("period_start", "period_end", "period_basis"),
        bound=nw.when(is_limit("")).then(nw.col("bound")).otherwise(nw.lit("")),
        level=nw.when(is_limit("") | is_size("")).then(nw.col("level")).otherwise(nw.lit("")),
        direction=nw.when(is_size("")).then(nw.col("direction")).otherwise(nw.lit("")),
        missing=nw.when(nw.col("missing") != "").then(nw.lit("-")).otherwise(nw.lit("")),
        period_days=nw.when(nw.col("period_basis") == "printed").then(nw.col("period_days")),
        is_read=is_known("").cast(nw.Int64),
        meets=meets(),
        kin=kin(),
    )
    as_text = {name: nw.col(name).fill_null(0).cast(nw.String) for name in ("period_days", "is_read")}
    named = (as_text.get(name, nw.col(name)) for name in OF_A_KIND)
    return alike.with_columns(kind=nw.concat_str("meets", *named, separator="|"))


def kin() -> nw.Expr:
    """What two figures that meet must share to be kin: the province for ranks, the indicator for cuts, nothing for others."""
    of_rank = nw.when(is_rank("")).then(nw.col("part_of")).otherwise(nw.lit(""))
    return nw.when(nw.col("form") == CUT).then(nw.col("indicator")).otherwise(of_rank)


@nw.narwhalify
def kinds_of(figures: Frame) -> Frame:
    """Every kind once, in the form of a figure without a place; `id` is its number."""
    end = nw.when(nw.col("is_read") == 1).then(nw.lit(0.0))
    kinds = figures.group_by("kind").agg(nw.col("meets", *OF_A_KIND).min())
    return numbered(kinds, ["kind"], "id").with_columns(
        indicator="meets", place=nw.lit(""), part_of=nw.lit(""), low=end, high=end,
        low_open=nw.lit(False), high_open=nw.lit(False),
    )  # fmt: skip


def numbered(rows: Frame, columns: list[str], number: str) -> Frame:
    """Rows with a number from 1 up, in the order of some columns."""
    line = nw.col("one").cum_sum().over("one", order_by=columns).cast(nw.Int64)
    return rows.with_columns(one=nw.lit(1)).with_columns(**{number: line}).drop("one")


@nw.narwhalify
def each_once(rows: Frame, columns: list[str], number: str) -> Frame:
    """Every combination of some columns once, with its number."""
    return numbered(rows.select(columns).unique(), columns, number)


@nw.narwhalify
def numbers_of(figures: Frame, kinds: Frame, indicators: Frame) -> Frame:
    """How many figures `n` there are per `kind` and indicator `of` (both as numbers), separately by what they share."""
    places, kin = (
        numbered(figures.select(name).unique(), [name], f"{name}_number") for name in ("place", "kin")
    )
    named = figures.join(kinds.select("kind", "id"), on="kind").join(indicators, on="indicator")
    named = named.join(places, on="place").join(kin, on="kin")
    is_kin = (nw.col("kin") != "").cast(nw.Int64)
    named = named.select(kind="id", of="number", place="place_number", kin=is_kin * nw.col("kin_number"))
    return nw.concat([counted_among(named, among) for among in SHARED])


def counted_among(figures: Frame, among: int) -> Frame:
    """As `numbers_of`, among figures that share something; `share` is the number of what they share."""
    asked = figures.filter(nw.col("kin") > 0) if "kin" in SHARED[among] else figures
    places, kin = (nw.col(name) if name in SHARED[among] else nw.lit(0) for name in ("place", "kin"))
    share = (among + AT_PLACE * places + AT_KIN * kin).cast(nw.Int64)
    found = asked.select("kind", "of", share=share).group_by("kind", "of", "share").agg(n=nw.len())
    return found.with_columns(nw.col("n").cast(nw.Int64), among=nw.lit(among))


@nw.narwhalify
def graded(kinds: Frame, declared: Frame, rules: dict) -> Frame:
    """Pairs of kinds (by number) with their grade, and in `goes_for` the figures it applies to: kin, not kin, or any."""
    met = pairs(kinds, kinds.with_columns(id=-nw.col("id")), declared)
    of_cuts = (nw.col("form") == CUT) & (nw.col(BENCHMARK + "form") == CUT)
    depends = of_cuts | both(is_rank)
    other_object = nw.when(of_cuts).then(nw.lit(NOBODY)).otherwise(nw.col(BENCHMARK + "indicator"))
    apart = {BENCHMARK + "indicator": other_object, BENCHMARK + "part_of": nw.lit(NOBODY)}
    goes_for = nw.when(depends).then(nw.lit(KIN)).otherwise(nw.lit(ANY))
    each = nw.concat(
        [
            met.with_columns(goes_for=goes_for),
            met.filter(depends).with_columns(**apart, goes_for=nw.lit(NOT_KIN)),
        ]
    )
    numbers = {"kind": nw.col("id"), "other_kind": -nw.col(BENCHMARK + "id")}
    return comparability(each, rules).select("grade", "reasons", "goes_for", **numbers)


@nw.narwhalify
def counted_pairs(numbers: Frame, met: Frame, gradings: Frame, indicators: Frame) -> Frame:
    """One row per `indicator`, `other_indicator` (the smaller id first), `grade` and `reasons`, with `pairs`."""
    met = met.join(gradings, on=["grade", "reasons"]).select("kind", "other_kind", "goes_for", "grading")
    facing = numbers.join(met, on="kind").with_columns(n=nw.col("n") * times(), at=at("other_kind"))
    other = numbers.select(other="of", m="n", at=at("kind"))
    # Every pair is met from both sides: between indicators one side is dropped, within one the count is halved.
    both_ways = facing.join(other, on="at").filter(nw.col("of") <= nw.col("other"))
    both_ways = both_ways.select("of", "other", "grading", n=nw.col("n") * nw.col("m"))
    summed = both_ways.group_by("of", "other", "grading").agg(nw.col("n").sum())
    halved = nw.when(nw.col("of") == nw.col("other")).then(nw.col("n") // 2).otherwise(nw.col("n"))
    found = summed.with_columns(pairs=halved.cast(nw.Int64)).filter(nw.col("pairs") > 0)
    own = indicators.select("indicator", of="number")
    others = indicators.select(other_indicator="indicator", other="number")
    named = found.join(own, on="of").join(others, on="other").join(gradings, on="grading")
    return named.select("indicator", "other_indicator", "grade", "reasons", "pairs")


def times() -> nw.Expr:
    """How often a count is added for a pair of kinds."""
    found = nw.lit(0)
    for goes_for, counts in TIMES.items():
        for among, n in counts.items():
            is_it = (nw.col("goes_for") == goes_for) & (nw.col("among") == among)
            found = nw.when(is_it).then(nw.lit(n)).otherwise(found)
    return found


def at(kind: str) -> nw.Expr:
    """A kind and what is shared as one number, so that a database joins matching kinds before it looks up their figures."""
    return nw.col("share") * AT_KIND + nw.col(kind)
