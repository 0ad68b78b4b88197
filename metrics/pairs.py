"""Pairs: every figure beside every figure it could be held against.

A figure meets the figures of its own indicator and those of related indicators (the same matter on another
basis), so that what cannot be compared is shown with its reason instead of being left out. No figure meets
itself. Two places compared with each other meet twice, once from either side; whether a pair is comparable is
for `comparability` to say.

Ten thousand figures of one indicator make a hundred million pairs: choose the places or the benchmark first.
"""

import narwhals as nw
from narwhals.typing import Frame

BENCHMARK = "benchmark_"
BENCHMARK_COLUMNS = (
    *("id", "place", "indicator", "unit", "scope", "status", "missing", "ambiguous", "bound"),
    *("period_start", "period_end", "low", "high", "low_open", "high_open"),
)


@nw.narwhalify
def pairs(observed: Frame, benchmark: Frame, related: Frame) -> Frame:
    """One row per observation and benchmark observation of the same or a related indicator.

    `benchmark` is a long table like `observed` and may be the same one; its columns arrive as `benchmark_id`,
    `benchmark_place` and so on. `related` has `indicator` and `other`; either order of the two means both.
    """
    against = benchmark.select(nw.col(column).alias(BENCHMARK + column) for column in BENCHMARK_COLUMNS)
    others = both_ways(related).filter(nw.col("indicator") != nw.col("benchmark_indicator")).unique()
    same = observed.with_columns(benchmark_indicator="indicator")
    # Apart, each join is on equal columns; a database that joins both kinds at once may plan a cross product.
    meets = (
        same.join(against, on="benchmark_indicator"),
        observed.join(others, on="indicator").join(against, on="benchmark_indicator"),
    )
    return nw.concat(meets).filter(nw.col("id") != nw.col("benchmark_id"))


def both_ways(related: Frame) -> Frame:
    """Related indicators from either side, as `indicator` and `benchmark_indicator`."""
    forth = related.select("indicator", benchmark_indicator="other")
    back = related.select(indicator="other", benchmark_indicator="indicator")
    return nw.concat([forth, back])
