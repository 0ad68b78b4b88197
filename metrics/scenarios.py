"""Scenarios: what would the comparison say if a figure were different?

    with_value    one figure becomes exactly the number given
    with_peer     one figure becomes that of another place in its peer set
    with_best     each figure of a place becomes the best of its peer set, where that is surely better
    best_of_all   a place is added that has the best figure of every peer set of two places or more

The first takes the long table, the others the result of `peer_sets`; each returns a long table of the same form.

    lower is better     the best has the smallest high, an open one before a closed one, then the smallest low
    higher is better    the largest low, an open one before a closed one, then the largest high

Ties go to the smallest id. A replaced figure is marked: `simulated` is true, its id is `simulated/` and the id it
replaces (for an added figure `simulated/`, its place and the id it was taken from), `from_id` is the figure it was
taken from, and nothing printed is left. Scope, status and period stay.

Source: the best figure seen on each indicator is the frontier of World Bank, Doing Business 2015, "Distance to
frontier"; for "surely better" see `intervals`.
"""

import narwhals as nw

from metrics import Frame, first_rows, metric
from metrics.intervals import Interval, is_below
from metrics.ranks import near_and_far

MARK = "simulated/"
SET_COLUMNS = ("peer_set", "left_out", "peers", "set_grade", "set_reasons")
# `amount` is the number the bound applies to, in the unit of the indicator: "at most 50" has the amount 50.
REPLACED = (*Interval._fields, "bound", "amount")
NO_TEXT = (
    *("missing", "ambiguous", "before_bound", "before_kind", "before_end", "as_printed", "locator", "source"),
    *("source_zh", "source_en", "note_zh", "note_en", "printed_unit", "printed_unit_zh", "printed_unit_en"),
)
NO_NUMBER = ("value", "precision", "before", "before_amount", "before_precision", "before_low", "before_high")
NOT_OPEN = ("before_low_open", "before_high_open")


@metric
def with_value(observed: Frame, id: str, value: float) -> Frame:
    """The figure with this id becomes exactly `value`, in its indicator's unit; without such a figure nothing changes."""
    exact = dict.fromkeys(("low", "high", "amount"), nw.lit(float(value)))
    exact |= dict.fromkeys(("low_open", "high_open"), nw.lit(False))
    exact |= {"bound": nw.lit("exact"), "from_id": nw.lit("")}
    literals = {f"new_{name}": literal for name, literal in exact.items()}
    return replaced(observed, observed.filter(nw.col("id") == id).select("id", **literals))


@metric
def with_peer(sets: Frame, id: str, peer_id: str) -> Frame:
    """The figure `id` becomes the figure `peer_id`; nothing changes unless that one is in the same peer set.

    `sets` is the result of `peer_sets`; the columns that it added no longer hold and are dropped.
    """
    figure = sets.filter(nw.col("id") == id).select("id", "peer_set")
    peer = sets.filter(nw.col("id") == peer_id, nw.col("left_out") == "").select(
        "peer_set", *replacements(sets)
    )
    return replaced(sets, figure.join(peer, on="peer_set").drop("peer_set"))


@metric
def with_best(sets: Frame, place: str) -> Frame:
    """Each figure of the place becomes the best one of its set where that is surely better."""
    figures = sets.filter(nw.col("place") == place, nw.col("left_out") == "")
    figures = figures.select("id", "peer_set", "direction", *Interval._fields)
    beside = figures.join(best(sets).select("peer_set", *replacements(sets)), on="peer_set")
    lower, higher = (nw.col("direction") == better for better in ("lower_is_better", "higher_is_better"))
    is_better = (lower & is_below("new_", "")) | (higher & is_below("", "new_"))
    return replaced(sets, beside.filter(is_better).drop("peer_set", "direction", *Interval._fields))


@metric
def best_of_all(sets: Frame, place: str) -> Frame:
    """Add a place, with an id of its own, that has the best figure of every set of two places or more.

    The place has no name yet: `place_zh` and `place_en` are empty where the table has them.
    """
    rows = with_marks(sets)
    bests = best(sets).filter(nw.col("peers") > 1)
    added = renewed(with_marks(bests).with_columns(*replacements(bests)))
    names = {name: nw.lit("") for name in ("place_zh", "place_en") if name in added.collect_schema().names()}
    named = added.with_columns(
        id=nw.concat_str(nw.lit(f"{MARK}{place}/"), "from_id"), place=nw.lit(place), **names
    )
    return nw.concat([rows, named])


def best(sets: Frame) -> Frame:
    """The best figure of each peer set whose indicator has a judgement of direction."""
    judged = sets.filter(nw.col("left_out") == "", nw.col("direction") != "no_judgement")
    facing = judged.with_columns(**near_and_far())
    facing = facing.with_columns(is_reached=(~nw.col("far_open")).cast(nw.Int64))
    return first_rows(facing, ["peer_set"], ["far", "is_reached", "near", "id"]).drop(
        *near_and_far(), "is_reached"
    )


def replacements(figures: Frame) -> list[nw.Expr]:
    """The columns that another figure takes from these, as `new_…`."""
    present = figures.collect_schema().names()
    taken = {"from_id": "id"} | {name: name for name in REPLACED if name in present}
    return [nw.col(name).alias(f"new_{new}") for new, name in taken.items()]


def with_marks(observed: Frame) -> Frame:
    """The long table with `simulated` and `from_id`, and without the columns of peer sets."""
    present = observed.collect_schema().names()
    unmarked = {"simulated": nw.lit(False), "from_id": nw.lit("")}
    marks = {name: nw.col(name) if name in present else mark for name, mark in unmarked.items()}
    return observed.drop(*SET_COLUMNS, strict=False).with_columns(**marks)


def replaced(observed: Frame, figures: Frame) -> Frame:
    """The long table with the figures named in `figures` (`id`, `new_…`) replaced and marked."""
    return renewed(with_marks(observed).join(figures, on="id", how="left"))


def renewed(beside: Frame) -> Frame:
    """The marked long table with the `new_…` columns in place of the old ones, wherever they are known."""
    columns = [name for name in beside.collect_schema().names() if not name.startswith("new_")]
    is_new = ~nw.col("new_bound").is_null()
    changed = {
        name: nw.when(is_new).then(f"new_{name}").otherwise(nw.col(name)) for name in (*REPLACED, "from_id")
    }
    changed |= {name: changed[name].cast(nw.Boolean) for name in ("low_open", "high_open")}
    changed |= {name: nw.when(is_new).then(nw.lit("")).otherwise(nw.col(name)) for name in NO_TEXT}
    changed |= {name: nw.when(~is_new).then(nw.col(name)) for name in NO_NUMBER}
    changed |= {name: ~is_new & nw.col(name) for name in NOT_OPEN}
    changed["simulated"] = nw.col("simulated") | is_new
    first_time = is_new & ~nw.col("simulated")
    changed["id"] = nw.when(first_time).then(nw.concat_str(nw.lit(MARK), "id")).otherwise(nw.col("id"))
    present = {name: cell for name, cell in changed.items() if name in columns}
    return beside.with_columns(**present).select(*columns)
