"""Tasks: where a peer of a place is surely ahead, what it carries out, and why the other figures make no task."""

from __future__ import annotations

import math

import pandas as pd

from findings import answers, judging, kept, standing
from metrics.comparability import GRADES
from words import LANGUAGES, numbers, wording
from words.numbers import ENDS

SIDES = ("indicator", "other_indicator")
PRINTED = ("source_zh", "source_en", "locator", "as_printed")
OF_MEASURE = {
    "source_zh": "measure_source_zh",
    "source_en": "measure_source_en",
    "locator": "measure_locator",
}
# Why a figure makes no task, in the order in which it is asked; `task` is one that does.
OUTCOMES = (
    *("no_judgement", "no_number", "ambiguous_amount", "other_figure", "alone", "not_comparable"),
    *("cannot_tell", "not_behind", "task"),
)


@kept.answer
def listed(snapshot_id: str, place: str) -> pd.DataFrame:
    """One row per task, the furthest first, with the words of the peer's figure and of the gap."""
    rows, _ = standing.task_list(snapshot_id, place)
    seen = kept.figures(snapshot_id, None, None, tuple(dict.fromkeys(rows["benchmark_id"]))).set_index("id")
    for column in PRINTED:
        rows = rows.assign(**{f"benchmark_{column}": rows["benchmark_id"].map(seen[column])})
    for language in LANGUAGES:
        unit = rows["benchmark_id"].map(seen[f"unit_{language}"])
        other = {"other_place": rows[f"benchmark_place_{language}"], "benchmark_unit": unit}
        rows = rows.assign(**{f"{name}_{language}": said for name, said in other.items()})
        each = rows.to_dict("records")
        told = {"gap": [gap_in_words(row, language) for row in each]}
        told["basis"] = [wording(language)(f"basis.{row['basis']}") for row in each]
        rows = rows.assign(**{f"{name}_{language}": said for name, said in told.items()})
    return rows.sort_values("order").assign(row="listed")


@kept.answer
def with_measures(snapshot_id: str, place: str) -> pd.DataFrame:
    """One row per task and measure of the peer's that the place lacks; a task without any has one row too.

    `id` names both figures, joined by a slash.
    """
    _, lacking = standing.task_list(snapshot_id, place)
    topics = tuple(kept.labels(snapshot_id, "topics", "zh"))
    places = tuple(kept.labels(snapshot_id, "places", "zh"))
    done = answers.measures(snapshot_id, topics, places).rename(columns=OF_MEASURE)
    told = ["measure", "measure_zh", "measure_en", "year", "measure_status", "what_zh", "what_en"]
    told = done[["place", *told, *OF_MEASURE.values()]].rename(columns={"place": "benchmark_place"})
    told = told.drop_duplicates(["measure", "benchmark_place"])
    each = lacking.merge(told, on=["measure", "benchmark_place"]).drop(
        columns=["benchmark_place", "peer_status"]
    )
    rows = listed(snapshot_id, place).merge(each, on=["id", "benchmark_id"], how="left")
    rows = rows.fillna(dict.fromkeys(each.columns.difference(["id", "benchmark_id"]), ""))
    return rows.assign(id=rows["id"] + "/" + rows["benchmark_id"])


@kept.answer
def account(snapshot_id: str, place: str) -> pd.DataFrame:
    """Every figure of the place with `task`: whether it makes one, or why not."""
    own = standing.placements(snapshot_id, (place,))
    own = own[own["cut_kind"] == ""].set_index("id", drop=False)
    pairs = standing.of_peers(snapshot_id, place)
    may_be = pairs[pairs["grade"] != GRADES[-1]]
    holds = {
        "no_judgement": own["direction"] == "no_judgement",
        **{why: own["left_out"] == why for why in OUTCOMES[1:4]},
        "task": own["id"].isin(standing.task_list(snapshot_id, place)[0]["id"]),
        "alone": ~own["id"].isin(pairs["id"]),
        "not_comparable": ~own["id"].isin(may_be["id"]),
        "cannot_tell": own["id"].isin(may_be[may_be["verdict"] == "cannot_tell"]["id"]),
    }
    found = pd.Series("not_behind", index=own.index)
    for outcome, is_so in list(holds.items())[::-1]:
        found = found.mask(is_so, outcome)
    reasons = pairs[pairs["grade"] == GRADES[-1]].groupby("id")["reasons"].first()
    told = {"task": found, "reasons": own["id"].map(reasons).where(found == "not_comparable", "")}
    for language in LANGUAGES:
        told[f"task_{language}"] = [wording(language)(f"task.{code}") for code in found]
    tasks_first = found.map(OUTCOMES[::-1].index).sort_values(kind="stable").index
    return own.assign(row="listed", **told).loc[tasks_first].reset_index(drop=True)


@kept.answer
def counts(snapshot_id: str) -> dict[str, int]:
    """Place → how many tasks it has, of the places that have figures."""
    places = kept.at_once(snapshot_id)
    return {place: len(standing.task_list(snapshot_id, place)[0]) for place in places}


@kept.answer
def prospects(snapshot_id: str) -> pd.DataFrame:
    """What tasks can come from: the indicators of which one direction is better.

    `is_shared`: do two places report it; `is_comparable`: do any two of these compare; else `reasons`.
    """
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    rows = answers.named(snapshot_id, catalogue[catalogue["direction"] != "no_judgement"])
    rows = rows[rows["indicator"].isin(kept.computing(snapshot_id).in_use("indicator"))]
    pairs = judging.counts(snapshot_id)
    best = pairs.loc[pairs["grade"].map(GRADES.index).sort_values(kind="stable").index]
    sides = [
        best[[side, "grade", "reasons"]].set_axis(["indicator", "grade", "reasons"], axis=1) for side in SIDES
    ]
    best = pd.concat(sides).sort_values("grade", key=lambda grades: grades.map(GRADES.index), kind="stable")
    told = rows[["indicator", "indicator_zh", "indicator_en"]].merge(
        best.drop_duplicates("indicator"), on="indicator", how="left"
    )
    is_shared = told["grade"].notna()
    return told.assign(is_shared=is_shared, is_comparable=is_shared & (told["grade"] != GRADES[-1]))


def gap_in_words(row: dict, language: str) -> str:
    """How far the place is behind, in the unit and in per cent of the other figure."""
    text, unit = wording(language), row[f"unit_{language}"]
    unit = text("task.points") if unit == "%" else unit
    if math.isnan(row["gap_low"]):
        return text("task.gap_unknown")
    if row["basis"] == "limit":
        said = text("task.gap_limit", gap=numbers.printed(abs(row["gap_low"]), "exact", unit, language))
        ends = (row["distance_percent"], row["distance_percent"], False, False)
    else:
        key = "task.gap_more" if row["direction"] == "lower_is_better" else "task.gap_less"
        said = text(key, gap=numbers.interval(*_turned(row, "gap"), unit=unit, language=language))
        ends = _turned(row, "gap_percent")
    if math.isnan(ends[0]):
        return said
    return text(
        "task.percent", gap=said, percent=numbers.interval(*ends, unit="%", language=language, digits=1)
    )


def _turned(row: dict, name: str) -> tuple[float, float, bool, bool]:
    """The ends of a gap as a distance: without its sign, and the ends swapped where that turns them."""
    low, high, low_open, high_open = (row[f"{name}_{end}"] for end in ENDS)
    return (
        (low, high, low_open, high_open)
        if row["direction"] == "lower_is_better"
        else (-high, -low, high_open, low_open)
    )
