"""Printed benchmarks: a figure beside the limit or average that its own sentence compares it with.

    gap    figure − level, and 100 × (figure ÷ level − 1), as in `gaps`

The two agree in indicator, unit and scope; also in status, unless the level is a statutory limit, which is a rule; and
also in period, unless the level is printed with a day of its own. What the sentence leaves open it leaves open for
both. The level has no place. An earlier level is the figure's own past, see `reductions`.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), distance to a reference, such as the average
of the country.
"""

import narwhals as nw

from metrics import Frame, first_code, metric
from metrics.pairs import BENCHMARK

KINDS = ("statutory_limit", "provincial_average", "national_average")
SHARED = ("indicator", "direction", "unit", "form", "cut_kind", "part_of", "level", "scope", "ambiguous")
EMPTY = ("id", "place", "missing", "period_start", "period_basis")
PRINTED = ("bound", "low", "high", "low_open", "high_open")


@metric
def printed_beside(observed: Frame) -> Frame:
    """One row per figure printed beside a benchmark, in the form of `pairs`, ready to be graded and judged.

    `benchmark_kind` is statutory_limit, provincial_average or national_average; `benchmark_id` and `benchmark_place`
    are empty.
    """
    beside = observed.filter(nw.col("before_kind").is_in(KINDS), nw.col("missing") == "")
    day = nw.col("before_end")
    return beside.with_columns(
        **{BENCHMARK + name: nw.col(name) for name in SHARED},
        **{BENCHMARK + name: nw.lit("") for name in EMPTY},
        **{BENCHMARK + name: nw.col("before_" + name) for name in PRINTED},
        benchmark_kind=nw.col("before_kind"),
        benchmark_status=first_code({"rule": nw.col("before_kind") == "statutory_limit"}, nw.col("status")),
        benchmark_period_days=nw.col("period_days"),
        declared=nw.lit(""),
        one_measure=nw.lit(False),
        benchmark_period_end=nw.when(day == "").then(nw.col("period_end")).otherwise(day),
    )
