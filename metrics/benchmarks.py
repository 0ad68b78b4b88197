"""Benchmarks: the one figure of a chosen place that each figure is held against.

A place may print several figures on one matter. Held against an observation is the one that compares best:
by the grade of the pair, then the same indicator before another one of the matter, then a period that had begun when
the figure's own ended, so that a limit is held against the law in force then; then the latest period. An observation
of the benchmark itself has the verdict `benchmark`; one that the benchmark has no figure for has `no_figure`.

A province or a country is a place too: its average, where it is printed, is chosen like any other. The best
and the median of all others are in `peer_benchmarks`, limits and averages printed beside a figure in
`printed_benchmarks`, a place's own limits and targets in `targets`.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), distance to a reference.
"""

import narwhals as nw

from metrics import Frame
from metrics.comparability import GRADES
from metrics.pairs import BENCHMARK
from metrics.periods import span

TEXTS = ("benchmark_id", "benchmark_place", "benchmark_indicator", "grade", "reasons", "form")
HELD = (
    *TEXTS,
    "verdict",
    *("gap_low", "gap_high", "gap_low_open", "gap_high_open"),
    *("gap_percent_low", "gap_percent_high", "gap_percent_low_open", "gap_percent_high_open"),
)


@nw.narwhalify
def against(observed: Frame, judged: Frame, benchmark: str) -> Frame:
    """`observed` with one pair of `judged` each (pairs with grade, verdict and gap); `benchmark` is a place."""
    since, (_, until) = span(BENCHMARK)[0], span("")
    ordered = judged.with_columns(
        rank=grade_rank(),
        is_other=(nw.col("indicator") != nw.col("benchmark_indicator")).cast(nw.Int64),
        is_later=(since > until).cast(nw.Int64),
        age=-since,
    )
    is_first = (
        nw.col("id")
        .is_first_distinct()
        .over(order_by=["rank", "is_other", "is_later", "age", "benchmark_id"])
    )
    held = ordered.with_columns(is_first=is_first).filter("is_first").select("id", *HELD)
    is_own = nw.col("place") == benchmark
    verdict = nw.when(is_own).then(nw.lit("benchmark")).otherwise(nw.coalesce("verdict", nw.lit("no_figure")))
    filled = {name: nw.coalesce(name, nw.lit("")) for name in TEXTS}
    filled |= {
        name: nw.col(name).fill_null(False).cast(nw.Boolean) for name in HELD if name.endswith("_open")
    }
    observed = observed.drop("form", strict=False)
    return observed.join(held, on="id", how="left").with_columns(**filled | {"verdict": verdict})


def grade_rank() -> nw.Expr:
    """0 for comparable, up to 3 for not comparable."""
    rank = nw.lit(len(GRADES) - 1)
    for n, grade in enumerate(GRADES[:-1]):
        rank = nw.when(nw.col("grade") == grade).then(nw.lit(n)).otherwise(rank)
    return rank
