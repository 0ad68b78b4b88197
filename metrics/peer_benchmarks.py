"""Benchmarks among peers: each figure against the best, or the median, of the other figures of its set.

    best     the smallest of the others where lower is better, the largest where higher is better
    median   the middle one of the others; where their number is even, the mean of the two in the middle

Figures are intervals, so the k-th smallest of them is one too:

    low    the k-th smallest low end; at the same number a closed end comes before an open one
    high   the k-th smallest high end; at the same number an open end comes before a closed one

Each end is as open as the one it is taken from; the mean of two ends is open when either of them is. The two ends may
come from different places, so this benchmark has neither place nor id. The figure itself is excluded: a best that
included it could be equalled but never beaten. A figure without others, or without a direction and so without a best,
has no row here.

Sources: OECD and JRC, Handbook on Constructing Composite Indicators (2008), distance to a reference, such as the group
leader or the average; H. A. David, H. N. Nagaraja, Order Statistics (Wiley, 2003).
"""

import narwhals as nw

from metrics import Frame, line, metric
from metrics.intervals import Interval
from metrics.limits import is_limit
from metrics.pairs import BENCHMARK

# What all figures of a peer set share.
OF_ITS_SET = ("indicator", "unit", "form", "status", "level", "ambiguous")
LEVELS = ("best", "median")

# Windows take columns, not expressions: these are added first and dropped at the end.
ASIDE = {
    "low_is_open": nw.col("low_open").cast(nw.Int64),
    "high_is_open": nw.col("high_open").cast(nw.Int64),
    "high_is_closed": 1 - nw.col("high_open").cast(nw.Int64),
}


@metric
def among_peers(sets: Frame, level: str) -> Frame:
    """One row per figure of `peer_sets` that has others to be compared with; `level` is best or median.

    Adds `benchmark_low` … `benchmark_high_open`, `benchmark_of` (the number of others), and the `grade` and `reasons`
    of the set, ready for `verdicts` and `gaps`; `benchmark_id`, `benchmark_place` and `benchmark_bound` are empty.
    Raises ValueError for another level.
    """
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}; known: {', '.join(LEVELS)}")
    has_level = nw.col("direction") != "no_judgement" if level == "best" else nw.lit(True)
    members = sets.filter(nw.col("left_out") == "", nw.col("peers") > 1, has_level)
    # The position of each figure in its set by either end, the smallest being 1.
    in_line = members.with_columns(**ASIDE, benchmark_of=nw.col("peers") - 1).with_columns(
        low_position=line(["peer_set"], ["low", "low_is_open", "id"]),
        high_position=line(["peer_set"], ["high", "high_is_closed", "id"]),
    )
    benchmarked = in_line.with_columns(
        **interval_at(level).columns("benchmark"),
        **{BENCHMARK + name: nw.lit("") for name in ("id", "place")},
        **{BENCHMARK + name: nw.col(name) for name in OF_ITS_SET},
        # The best of several limits is a limit; of other figures it is a number, whatever bounds it came from.
        benchmark_bound=nw.when(is_limit("")).then(nw.col("bound")).otherwise(nw.lit("")),
        one_measure=nw.lit(False),
        grade=nw.col("set_grade"),
        reasons=nw.col("set_reasons"),
    )
    return benchmarked.drop(*ASIDE, "low_position", "high_position")


def interval_at(level: str) -> Interval:
    """The interval of the others at this level: the mean of two positions among them, which are often the same."""
    others = nw.col("benchmark_of")
    best = nw.when(nw.col("direction") == "lower_is_better").then(nw.lit(1)).otherwise(others)
    first, second = ((others + 1) // 2, others // 2 + 1) if level == "median" else (best, best)
    (low, low_open), (high, high_open) = (
        [of_others(column, end, first) + of_others(column, end, second) for column in (end, f"{end}_is_open")]
        for end in ("low", "high")
    )
    return Interval(low / 2, high / 2, low_open > 0, high_open > 0)


def of_others(column: str, end: str, k: nw.Expr) -> nw.Expr:
    """A column of the k-th of the others by this end: the k-th of all, or the next for figures up to that position."""
    place_in_line = nw.col(f"{end}_position")
    kth, next_one = (
        nw.when(place_in_line == wanted).then(nw.col(column)).max().over("peer_set") for wanted in (k, k + 1)
    )
    return nw.when(place_in_line > k).then(kth).otherwise(next_one)
