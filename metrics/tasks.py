"""Tasks: where another place is surely ahead, and which measures it carries out that this place does not.

A figure of the place is held against each figure of another place that it may be compared with. It is listed when
the other is surely ahead, on one of three bases:

    figure    the verdict is surely worse: every number it may be is worse than every number of the other
    limit     the verdict is looser: the other's limit, or the law's, is surely the stricter one
    beyond    what is usual is surely beyond the limit of the other, or of the law

What cannot be told apart is not listed. Tasks stand in the order of

    distance_percent    the end of the gap in percent nearest to 0, without its sign; of two limits the gap is one number

the largest first, and those without a percentage last: days beside working days, and a limit beside what is usual.
12 days against 8 to 9 is at least 33.3 % away (12 against 9); within 50 days against within 30 is 66.7 %. The
case people trip over: where higher is better, no figure that cannot be negative is further than 100 % below
another, so the order is one for reading, not a measure across indicators.

A limit of 50 against one of 30 says nothing about the days really taken, only about what is promised. And a
measure of the place ahead need not be why it is ahead: a measure is put beside a task because it bears on the
indicator, and none is recommended. One that bears on no indicator is put beside no task. A pilot counts as
carried out; what a place only plans is still listed, as planned.

Source: the table of a place's own and the best practice is that of benchmarking, R. C. Camp, Benchmarking
(ASQC Quality Press, 1989); for "surely" see `verdicts`.
"""

import narwhals as nw

from metrics import Frame

BASES = {"surely_worse": "figure", "looser": "limit", "beyond": "beyond"}
CARRIED_OUT = ("in_force", "pilot")


@nw.narwhalify
def tasks(judged: Frame, place: str) -> Frame:
    """The pairs in which another place is surely ahead of `place`, with `basis`, `distance_percent`, `order`.

    `judged` are pairs with grade, verdict and gaps. `order` counts from 1; equal distances go by id.
    """
    of_others = (nw.col("place") == place) & (nw.col("benchmark_place") != place)
    listed = judged.filter(of_others).with_columns(basis=basis()).filter(nw.col("basis") != "")
    distances = listed.with_columns(distance_percent=distance_percent(), one=nw.lit(1))
    keys = {
        "is_unknown": nw.col("distance_percent").is_null().cast(nw.Int64),
        "nearness": -nw.col("distance_percent").fill_null(0.0),
    }
    in_line = nw.col("one").cum_sum().over("one", order_by=[*keys, "id", "benchmark_id"]).cast(nw.Int64)
    return distances.with_columns(**keys).with_columns(order=in_line).drop("one", *keys)


def basis() -> nw.Expr:
    """What the other place is surely ahead by: figure, limit, beyond or, empty, nothing."""
    found = nw.lit("")
    for verdict, named in BASES.items():
        found = nw.when(nw.col("verdict") == verdict).then(nw.lit(named)).otherwise(found)
    return found


def distance_percent() -> nw.Expr:
    """The smallest distance that is certain, in percent of the other figure; unknown where there is none."""
    above, below = nw.col("gap_percent_low"), -nw.col("gap_percent_high")
    is_above = nw.when(nw.col("basis") == "figure").then(nw.col("direction") == "lower_is_better")
    distance = nw.when(is_above.otherwise(above >= 0)).then(above).otherwise(below)
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
