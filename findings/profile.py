"""Profile: one place among the others: what compares, where it stands, how it has moved, what it aims at, its scores."""

from __future__ import annotations

import pandas as pd

from findings import answers, judging, kept, standing
from metrics.intervals import Interval
from metrics.reductions import reductions
from metrics.verdicts import AHEAD, BEHIND
from words import LANGUAGES, wording

AIMS = ("target", "planned")
SIDES = ("strength", "gap", "neither", "not_comparable")
# What is said of a pair follows from these.
SAID = (
    *("verdict", "indicator", "benchmark_kind", "benchmark_level", "benchmark_indicator"),
    *(f"benchmark_{name}_{x}" for name in ("place", "indicator") for x in LANGUAGES),
)
# A change is a cut with its sign turned, so its ends swap.
SWAPPED = {"low": "high", "high": "low"}


@kept.answer
def compared(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """Figures of the place against those of others and against averages and limits printed beside them.

    `side` is strength, gap, neither or not_comparable, and the rows stand in that order.
    """
    pairs, printed = (
        judging.of_place(snapshot_id, place, rule),
        standing.beside_averages(snapshot_id, (place,)),
    )
    others = pairs.assign(benchmark_kind="")
    for language in LANGUAGES:
        units = kept.labels(snapshot_id, "units", language)
        others[f"benchmark_unit_{language}"] = others["benchmark_unit"].map(units)
    printed = printed.assign(**{f"benchmark_unit_{x}": printed[f"unit_{x}"] for x in LANGUAGES})
    rows = answers.stacked(printed, others)
    each = rows[list(SAID)].to_dict("records")
    sides = [side(row) for row in each]
    against = {f"against_{x}": [held_against(row, x) for row in each] for x in LANGUAGES}
    rows = rows.assign(row="listed", side=sides, order=[SIDES.index(s) for s in sides], **against)
    return rows.sort_values("order", kind="stable").drop(columns="order")


def side(row: dict) -> str:
    """What a verdict says of the place."""
    if row["verdict"] == "not_comparable":
        return "not_comparable"
    if row["verdict"] in AHEAD:
        return "strength"
    return "gap" if row["verdict"] in BEHIND else "neither"


def held_against(row: dict, language: str) -> str:
    """What the figure of a row is held against: a place and its level, or what is printed beside it."""
    text = wording(language)
    if row["benchmark_kind"]:
        return text("city.printed_beside", kind=text(f"before_kind.{row['benchmark_kind']}"))
    place, level = row[f"benchmark_place_{language}"], text(f"level.{row['benchmark_level']}")
    if row["benchmark_indicator"] == row["indicator"]:
        return text("city.other_place", place=place, level=level)
    indicator = row[f"benchmark_indicator_{language}"]
    return text("city.other_indicator", place=place, level=level, indicator=indicator)


@kept.answer
def ranking(snapshot_id: str, place: str) -> pd.DataFrame:
    """Every figure of the place with its rank among its peers, or in `left_out` why it has none."""
    every = standing.placements(snapshot_id, (place,))
    rows = every[every["place"] == place].rename(columns={"set_grade": "grade", "set_reasons": "reasons"})
    rows = rows.assign(row=rows["rank_best"].notna().map({True: "drawn", False: "listed"}))
    return rows.sort_values("peers", ascending=False, kind="stable")


@kept.answer
def strips(snapshot_id: str, place: str) -> pd.DataFrame:
    """The figures of the peer sets in which the place stands with others, each with its verdict against the place's.

    The largest sets stand first, and in each the place's own figure.
    """
    placed = standing.placements(snapshot_id, kept.beside(snapshot_id, place))
    sets = placed[(placed["left_out"].isin(("", "no_judgement"))) & (placed["peers"] > 1)]
    own = sets[sets["place"] == place].sort_values("peers", ascending=False, kind="stable")
    held = {"benchmark_id": own["id"], "verdict": "benchmark", "grade": "", "reasons": ""}
    own = own.assign(**held, row="benchmark")
    others = tuple(id_ for id_ in kept.beside(snapshot_id, place) if id_ != place)
    pairs = judging.against(snapshot_id, tuple(dict.fromkeys(own["indicator"])), others, place, cuts=False)
    pairs = pairs.merge(sets[["id", "peer_set", "peers"]], on="id")
    held_against_it = pairs[pairs["benchmark_id"] == pairs["peer_set"].map(own.set_index("peer_set")["id"])]
    rows = answers.stacked(own, held_against_it.assign(row="drawn"))
    order = rows["peer_set"].map(list(own["peer_set"]).index)
    return rows.assign(order=order).sort_values("order", kind="stable").drop(columns="order")


@kept.answer
def cuts(snapshot_id: str, place: str) -> pd.DataFrame:
    """What the place has cut from an earlier level: sure improvements first, of these the largest first."""
    rows = _from_earlier_level(snapshot_id, place)
    rows = rows[_has_fallen(rows)]
    size = rows["limit_cut_percent"].fillna(rows["cut_percent_low"])
    order = rows.assign(size=-size, is_unsure=rows["is_improvement"] != "yes")
    return rows.loc[order.sort_values(["is_unsure", "size"], kind="stable").index].assign(row="drawn")


@kept.answer
def changed(snapshot_id: str, place: str) -> pd.DataFrame:
    """Other figures of the place with an earlier one, in the same sentence or elsewhere: the change, or why none."""
    rows = _from_earlier_level(snapshot_id, place)
    rows = rows[~_has_fallen(rows)]
    earlier = {f"earlier_{part}": rows[f"before_{part}"] for part in ("bound", *Interval._fields)}
    moved: dict[str, pd.Series] = {}
    for name in ("", "percent_"):
        moved |= {f"change_{name}{end}": -rows[f"cut_{name}{of}"] for end, of in SWAPPED.items()}
        moved |= {f"change_{name}{end}_open": rows[f"cut_{name}{of}_open"] for end, of in SWAPPED.items()}
    series = standing.changed(snapshot_id, (place,))
    risen = rows.assign(**earlier, **moved, change_reasons="")
    return answers.stacked(risen, series[series["place"] == place]).assign(row="listed")


@kept.answer
def aims(snapshot_id: str, place: str) -> pd.DataFrame:
    """Targets and plans of the place, and limits it can be held to, with what it says it has reached, if anything.

    `id` names the figure and its target, joined by a slash; where nothing is reached yet the target alone.
    """
    held = standing.with_targets(snapshot_id, (place,))
    held = held[held["place"] == place]
    held = held.assign(id=held["id"] + "/" + held["target_id"], row="listed")
    own = kept.observations(snapshot_id, None, (place,))
    alone = own[own["status"].isin(AIMS) & ~own["id"].isin(held["target_id"])]
    parts = ("id", "status", "ambiguous", "bound", "period_end", *Interval._fields)
    alone = alone.assign(**{f"target_{part}": alone[part] for part in parts})
    alone = alone.assign(missing="not_reported", attained="", row="no_figure")
    return answers.stacked(held, alone)


@kept.answer
def scores(snapshot_id: str, place: str) -> pd.DataFrame:
    """The composites of the place and the scores of its figures, with coverage, or why no number is shown."""
    composed = standing.composed(snapshot_id)
    own = composed[composed["place"] == place].drop(columns="left_out")
    own = own.rename(columns={part: f"score_{part}" for part in Interval._fields}).assign(id="")
    overall_first = own["composite"].isin(kept.labels(snapshot_id, "topics", "zh"))
    own = own.loc[overall_first.sort_values(kind="stable").index]
    single = ranking(snapshot_id, place).dropna(subset="score_low")
    single = single[~single["status"].isin(AIMS)]
    single = single.assign(**{f"composite_{x}": single[f"indicator_{x}"] for x in LANGUAGES})
    return answers.stacked(own, single).assign(row="listed")


def _from_earlier_level(snapshot_id: str, place: str) -> pd.DataFrame:
    rows = reductions(kept.observations(snapshot_id, None, (place,)))
    return rows[rows["before_kind"] == "earlier_level"]


def _has_fallen(rows: pd.DataFrame) -> pd.Series:
    return (rows["cut_percent_low"] > 0) | (rows["limit_cut_percent"] > 0)
