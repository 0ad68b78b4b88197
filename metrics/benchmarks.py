"""Benchmarks: the one figure of a chosen place that each figure is held against.

A place may print several figures on one matter. Held against an observation is the one that compares best:
by the grade of the pair, then the same indicator before a related one, then the latest period. An observation
of the benchmark itself has the verdict `benchmark`; one that the benchmark has no figure for has `no_figure`.

A province or a country is a place too: its average, where it is printed, is chosen like any other. The best
and the median of all others are in `peer_benchmarks`, limits and averages printed beside a figure in
`printed_benchmarks`, a place's own limits and targets in `targets`.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), distance to a reference.
"""

import narwhals as nw
from narwhals.typing import Frame

from metrics.comparability import GRADES
from metrics.pairs import BENCHMARK
from metrics.periods import end_as_number

TEXTS = ("benchmark_id", "benchmark_place", "benchmark_indicator", "grade", "reasons", "limits")
HELD = (
    *TEXTS,
    "verdict",
    *("gap_low", "gap_high", "gap_low_open", "gap_high_open"),
    *("gap_percent_low", "gap_percent_high", "gap_percent_low_open", "gap_percent_high_open"),
)


@nw.narwhalify
def against(observed: Frame, judged: Frame, benchmark: str) -> Frame:
    """`observed` with one pair of `judged` each (pairs with grade, verdict and gap); `benchmark` is a place."""
    ordered = judged.with_columns(
        rank=grade_rank(),
        is_other=(nw.col("indicator") != nw.col("benchmark_indicator")).cast(nw.Int64),
        age=-end_as_number(BENCHMARK),
    )
    is_first = nw.col("id").is_first_distinct().over(order_by=["rank", "is_other", "age", "benchmark_id"])
    held = ordered.with_columns(is_first=is_first).filter("is_first").select("id", *HELD)
    is_own = nw.col("place") == benchmark
    verdict = nw.when(is_own).then(nw.lit("benchmark")).otherwise(nw.coalesce("verdict", nw.lit("no_figure")))
    filled = {name: nw.coalesce(name, nw.lit("")) for name in TEXTS}
    filled |= {
        name: nw.col(name).fill_null(False).cast(nw.Boolean) for name in HELD if name.endswith("_open")
    }
    return observed.join(held, on="id", how="left").with_columns(**filled | {"verdict": verdict})


def grade_rank() -> nw.Expr:
    """0 for comparable, 1 with caution, 2 for not comparable."""
    comparable, with_caution, _ = (nw.col("grade") == grade for grade in GRADES)
    return nw.when(comparable).then(nw.lit(0)).when(with_caution).then(nw.lit(1)).otherwise(nw.lit(2))
