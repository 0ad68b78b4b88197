"""Pairs: every figure beside every figure it could be compared with.

A figure is paired with those of its own indicator, and with those of other indicators of its matter for which the
dataset declares a comparison (loans in renminbi and loans in all currencies); `declared` is then the declared grade.
Cuts in per cent are paired whatever was cut. No figure is paired with itself.

    pairs of an indicator = its figures × those of the benchmark

Two places compared with each other give every pair twice, once from either side. The number of pairs grows with the
product: choose a benchmark, or a few places.
"""

import narwhals as nw

from metrics import Frame, metric
from metrics.intervals import Interval

BENCHMARK = "benchmark_"
CUT = "cut"
BENCHMARK_COLUMNS = (
    *("id", "place", "level", "part_of", "indicator", "direction", "unit", "form", "cut_kind", "scope"),
    *("status", "missing", "ambiguous", "bound", "period_start", "period_end", "period_basis", "period_days"),
    *Interval._fields,
)


@metric
def pairs(observed: Frame, benchmark: Frame, declared: Frame) -> Frame:
    """One row per observation and benchmark observation of the same indicator, or of two declared comparable.

    `benchmark` is a long table like `observed` and may be the same one; its columns arrive as `benchmark_id`,
    `benchmark_place` and so on. `declared` has `indicator`, `other`, `grade` and `one_measure` ("true" where the units
    of the two differ in name only: 宗 and 件次), with every two indicators once from either side.
    """
    against = benchmark.select(
        *(nw.col(column).alias(BENCHMARK + column) for column in BENCHMARK_COLUMNS), meets=meets()
    )
    figures, is_one = observed.with_columns(meets=meets()), nw.col("one_measure") == "true"
    others = declared.select("indicator", "other", declared="grade", one_measure=is_one)
    # Kept apart, each join is on equal columns; a database that joins both kinds at once may plan a cross product.
    met = (
        figures.join(against, on="meets").with_columns(declared=nw.lit(""), one_measure=nw.lit(False)),
        figures.filter(nw.col("form") != CUT)
        .join(others, on="indicator")
        .join(against, left_on="other", right_on="meets"),
    )
    of_benchmark = (BENCHMARK + column for column in BENCHMARK_COLUMNS)
    columns = [*observed.columns, *of_benchmark, "declared", "one_measure"]
    return nw.concat([rows.select(columns) for rows in met]).filter(nw.col("id") != nw.col("benchmark_id"))


def meets() -> nw.Expr:
    """The join key of figures that may be paired: their indicator, or `cut` for all cuts."""
    return nw.when(nw.col("form") == CUT).then(nw.lit(CUT)).otherwise(nw.col("indicator"))
