"""Printed benchmarks: a figure beside the limit or the average that its own sentence holds it against.

    15.79 days on average in the province, 10 here    10 against 15.79, of the kind provincial_average

A level printed beside a figure is a benchmark where its kind is a statutory limit, a provincial average or a
national average. An earlier level is not: that is the figure's own past, see `reductions`.

The document itself puts the two side by side, so they agree in indicator, unit, scope and status, and also in
period unless the level has a day of its own in print. What the sentence leaves open it leaves open for both.
The pair is then graded as any other: see `comparability`.

The case people trip over: the level has no place, as a sentence that says "the average of the province" does
not say where else it is to be found. Where the province or the country reports the figure itself, it is a
place as any other and can be chosen as the benchmark: see `benchmarks`.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), distance to a reference, such as
the average of the country.
"""

import narwhals as nw

from metrics import Frame
from metrics.pairs import BENCHMARK

KINDS = ("statutory_limit", "provincial_average", "national_average")
OWN = (
    "indicator",
    "direction",
    "unit",
    "form",
    "cut_kind",
    "part_of",
    "level",
    "scope",
    "status",
    "ambiguous",
)
EMPTY = ("id", "place", "missing", "period_start", "period_basis")
PRINTED = ("bound", "low", "high", "low_open", "high_open")


@nw.narwhalify
def printed_beside(observed: Frame) -> Frame:
    """One row per figure printed beside a benchmark, as one of `pairs`: ready to be graded and judged.

    `benchmark_kind` is statutory_limit, provincial_average or national_average; `benchmark_id` and
    `benchmark_place` are empty.
    """
    beside = observed.filter(nw.col("before_kind").is_in(KINDS), nw.col("missing") == "")
    day = nw.col("before_end")
    return beside.with_columns(
        **{BENCHMARK + name: nw.col(name) for name in OWN if name != "status"},
        **{BENCHMARK + name: nw.lit("") for name in EMPTY},
        **{BENCHMARK + name: nw.col("before_" + name) for name in PRINTED},
        benchmark_kind=nw.col("before_kind"),
        benchmark_status=nw.when(nw.col("before_kind") == "statutory_limit")
        .then(nw.lit("rule"))
        .otherwise(nw.col("status")),
        benchmark_period_days=nw.col("period_days"),
        declared=nw.lit(""),
        one_measure=nw.lit(False),
        benchmark_period_end=nw.when(day == "").then(nw.col("period_end")).otherwise(day),
    )
