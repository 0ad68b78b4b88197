"""Benchmarks: the one figure of a chosen place that each figure is compared with.

    order    grade of the pair, then the same indicator before another one of its matter,
             then a period that had begun by the end of the figure's own, then the latest period

So a limit is compared with the law in force at the time. A province or a country is a place too, and can be chosen like
any other.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), distance to a reference.
"""

import narwhals as nw

from metrics import Frame, first_code, first_rows, metric
from metrics.comparability import GRADES
from metrics.intervals import Interval
from metrics.pairs import BENCHMARK
from metrics.periods import validity

TEXTS = ("benchmark_id", "benchmark_place", "benchmark_indicator", "grade", "reasons", "form")
OF_PAIR = (*TEXTS, "verdict", *(f"{of}_{part}" for of in ("gap", "gap_percent") for part in Interval._fields))
OPEN = tuple(name for name in OF_PAIR if name.endswith("_open"))


@metric
def best_counterparts(observed: Frame, judged: Frame, benchmark: str) -> Frame:
    """Each figure of `observed` with its best pair in `judged` (pairs with grade, verdict and gap); `benchmark` is a place.

    The benchmark's own figures get the verdict `benchmark`, those without a counterpart `no_figure`.
    """
    since, (_, until) = validity(BENCHMARK)[0], validity("")
    ordered = judged.with_columns(
        rank=grade_rank(),
        is_other=(nw.col("indicator") != nw.col("benchmark_indicator")).cast(nw.Int64),
        is_later=(since > until).cast(nw.Int64),
        age=-since,
    )
    best = first_rows(ordered, ["id"], ["rank", "is_other", "is_later", "age", "benchmark_id"])
    is_own = nw.col("place") == benchmark
    verdict = nw.when(is_own).then(nw.lit("benchmark")).otherwise(nw.coalesce("verdict", nw.lit("no_figure")))
    filled = {name: nw.coalesce(name, nw.lit("")) for name in TEXTS}
    filled |= {name: nw.col(name).fill_null(False).cast(nw.Boolean) for name in OPEN}
    paired = observed.drop("form", strict=False).join(best.select("id", *OF_PAIR), on="id", how="left")
    return paired.with_columns(**filled, verdict=verdict)


def grade_rank() -> nw.Expr:
    """0 for comparable, up to 3 for not comparable, 4 for no grade."""
    return first_code({n: nw.col("grade") == grade for n, grade in enumerate(GRADES)}, nw.lit(len(GRADES)))
