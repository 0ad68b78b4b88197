"""Tasks: where another place is surely ahead, and which measures it carries out that this place does not.

A figure of the place is held against each comparable figure of another place on the same indicator. It is
listed when the other is surely ahead, on one of two bases:

    figure    the verdict is surely worse: every number it may be is worse than every number of the other
    limit     lower is better, both are upper limits, and the other limit is surely the stricter one

What cannot be told apart is not listed: a task needs a distance that is certain. Tasks stand in the order of

    distance_percent    figure    the end of the gap in percent nearest to 0, without its sign
                        limit     100 × (own limit − other limit) ÷ other limit

the largest first, and those without a percentage last. 12 days against 8 to 9 is at least 33.3 % away (12
against 9); within 50 days against within 30 is 66.7 %. The case people trip over: where higher is better, no
figure that cannot be negative is further than 100 % below another, so the order is one for reading, not a
measure across indicators.

A limit of 50 against one of 30 says nothing about the days really taken, only about what is promised. And a
measure of the place ahead need not be why it is ahead: a measure is put beside a task because it bears on the
indicator, and none is recommended. One that bears on no indicator is put beside no task. A pilot counts as
carried out; what a place only plans is still listed, as planned.

Source: the table of a place's own and the best practice is that of benchmarking, R. C. Camp, Benchmarking
(ASQC Quality Press, 1989); for "surely" see `verdicts`.
"""

import narwhals as nw
from narwhals.typing import Frame

from metrics.pairs import BENCHMARK

CARRIED_OUT = ("in_force", "pilot")


@nw.narwhalify
def tasks(judged: Frame, place: str) -> Frame:
    """The pairs in which another place is surely ahead of `place`, with `basis`, `distance_percent`, `order`.

    `judged` are pairs with grade, verdict, limits and gaps. `order` counts from 1; equal distances go by id.
    """
    of_others = (nw.col("place") == place) & (nw.col("benchmark_place") != place)
    candidates = judged.filter(of_others, nw.col("indicator") == nw.col("benchmark_indicator"))
    listed = candidates.with_columns(basis=basis()).filter(nw.col("basis") != "")
    distances = listed.with_columns(distance_percent=distance_percent(), one=nw.lit(1))
    keys = {
        "is_unknown": nw.col("distance_percent").is_null().cast(nw.Int64),
        "nearness": -nw.col("distance_percent").fill_null(0.0),
    }
    in_line = nw.col("one").cum_sum().over("one", order_by=[*keys, "id", "benchmark_id"]).cast(nw.Int64)
    return distances.with_columns(**keys).with_columns(order=in_line).drop("one", *keys)


def basis() -> nw.Expr:
    """What the other place is surely ahead by: figure, limit or, empty, nothing."""
    is_stricter = (nw.col("limits") == "looser") & (nw.col("direction") == "lower_is_better")
    return (
        nw.when(nw.col("verdict") == "surely_worse")
        .then(nw.lit("figure"))
        .when(is_stricter)
        .then(nw.lit("limit"))
        .otherwise(nw.lit(""))
    )


def distance_percent() -> nw.Expr:
    """The smallest distance that is certain, in percent of the other figure; unknown where there is none."""
    own, other = nw.col("high"), nw.col(BENCHMARK + "high")
    of_limits = nw.when(other > 0).then(100 * (own - other) / other)
    nearest = (
        nw.when(nw.col("direction") == "lower_is_better")
        .then("gap_percent_low")
        .otherwise(-nw.col("gap_percent_high"))
    )
    distance = nw.when(nw.col("basis") == "limit").then(of_limits).otherwise(nearest)
    # 0 against "more than 0": the gap in percent reaches to infinity, so no distance is certain.
    return nw.when(distance >= 0).then(distance)


@nw.narwhalify
def measures_lacking(listed: Frame, done: Frame, bears_on: Frame) -> Frame:
    """Per task the measures that bear on it, that the other place carries out and this one does not.

    `listed` are tasks, `done` has `measure`, `place` and `status` (in_force, pilot or planned), `bears_on`
    has `measure` and `indicator`. Gives `id`, `benchmark_id`, `benchmark_place`, `measure`, `peer_status` and
    `own_status`: planned where the place plans what the other carries out, else empty.
    """
    # The furthest of several, which is the first by alphabet: in_force, pilot, planned.
    furthest = done.group_by("measure", "place").agg(nw.col("status").min())
    of_peer = furthest.filter(nw.col("status").is_in(CARRIED_OUT))
    of_peer = of_peer.select("measure", benchmark_place="place", peer_status="status")
    own = furthest.select("measure", "place", own_status="status")
    bearing = listed.select("id", "place", "indicator", "benchmark_id", "benchmark_place").join(
        bears_on.select("measure", "indicator").unique(), on="indicator"
    )
    beside = bearing.join(of_peer, on=["measure", "benchmark_place"])
    beside = beside.join(own, on=["measure", "place"], how="left").with_columns(
        own_status=nw.coalesce("own_status", nw.lit(""))
    )
    lacking = beside.filter(~nw.col("own_status").is_in(CARRIED_OUT))
    return lacking.select("id", "benchmark_id", "benchmark_place", "measure", "peer_status", "own_status")
