"""Brief: everything that is said of one place, or of one held against another, gathered for a paper to hand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from findings import answers, judging, kept, profile, rectification, tasks
from findings.kept import Codes
from findings.whole import OUTCOMES

BESIDE = ("benchmark_kind", *(f"benchmark_{end}" for end in ("low", "high", "low_open", "high_open")))
NAMES_FIGURES = ("id", "benchmark_id", "earlier_id", "target_id", "follows_from")


@dataclass(frozen=True)
class Frames:
    """The rows of a brief. `places` are one or two; of two the first is held against the second.

    `compared`: figures of the first place against others, or against the second alone; `held`: those that may be compared,
    each with its counterparts on one axis (`panel`). All else is of every place: `figures` with every figure that any
    of the rows speaks of, `sources` with the documents these stand in.
    """

    snapshot: str
    places: Codes
    compared: pd.DataFrame
    held: pd.DataFrame
    ranking: pd.DataFrame
    cuts: pd.DataFrame
    changed: pd.DataFrame
    aims: pd.DataFrame
    funnels: pd.DataFrame
    tasks: pd.DataFrame
    account: pd.DataFrame
    checks: pd.DataFrame
    figures: pd.DataFrame
    sources: pd.DataFrame

    @property
    def is_pair(self) -> bool:
        """Are there two places?"""
        return len(self.places) > 1


def frames(snapshot_id: str, places: Codes) -> Frames:
    """The rows of the brief of a place, or of a place held against another one."""

    def of_each(rows_of: Callable[[str, str], pd.DataFrame]) -> pd.DataFrame:
        return answers.stacked(*(rows_of(snapshot_id, place) for place in places))

    compared, listed = profile.compared(snapshot_id, places[0]), of_each(tasks.with_measures)
    if len(places) > 1:
        compared = compared[compared["benchmark_place"] == places[1]]
        listed = listed[listed["benchmark_place"].isin(places)]
    told = {
        "compared": compared,
        "cuts": of_each(profile.cuts),
        "changed": of_each(profile.changed),
        "aims": of_each(profile.aims),
        "funnels": rectification.funnels(snapshot_id, rectification.kinds(snapshot_id), places),
        "tasks": listed,
        "checks": answers.checks(snapshot_id, places, OUTCOMES),
    }
    figures = mentioned(snapshot_id, places, list(told.values()))
    sources = kept.table(snapshot_id, "sources")
    sources = sources[sources["id"].isin(figures["source"])].reset_index(drop=True)
    every = {"ranking": of_each(profile.ranking), "account": of_each(tasks.account)}
    held = together(snapshot_id, compared)
    return Frames(snapshot_id, places, held=held, **told, **every, figures=figures, sources=sources)


def figures_of(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Every printed figure of the places, in their order: what the file of a brief is named after."""
    return pd.concat([kept.observations(snapshot_id, None, (place,)) for place in places], ignore_index=True)


def together(snapshot_id: str, compared: pd.DataFrame) -> pd.DataFrame:
    """Every figure that may be compared, then its counterparts, each with its verdict against it; `panel`: their axis.

    What is printed beside the figure stands in its own row.
    """
    may_be = compared[compared["side"] != "not_comparable"]
    beside = may_be[may_be["benchmark_kind"] != ""].drop_duplicates("id").set_index("id")
    own = kept.figures(snapshot_id, None, None, tuple(dict.fromkeys(may_be["id"])))
    own = own.assign(panel=lambda rows: rows["id"], row="benchmark")
    own = own.assign(verdict="benchmark", grade="", reasons="")
    own = own.assign(**{name: own["id"].map(beside[name]) for name in BESIDE})
    own = own.assign(benchmark_kind=own["benchmark_kind"].astype(object).fillna(""))
    both = tuple(
        dict.fromkeys((*may_be["place"], *may_be[may_be["benchmark_kind"] == ""]["benchmark_place"]))
    )
    pairs = judging.between(snapshot_id, both, cuts=False).rename(columns={"benchmark_id": "panel"})
    asked = set(zip(may_be["benchmark_id"], may_be["id"], strict=True))
    is_asked = [pair in asked for pair in zip(pairs["id"], pairs["panel"], strict=True)]
    others = pairs[is_asked].drop(columns=list(BESIDE), errors="ignore").assign(row="drawn")
    rows = answers.stacked(own, others)
    order = rows["panel"].map(list(own["id"]).index)
    return rows.loc[order.sort_values(kind="stable").index]


def mentioned(snapshot_id: str, places: Codes, rows: list[pd.DataFrame]) -> pd.DataFrame:
    """Every figure that some rows speak of, of a single place all its figures; its own first, in the order of the catalogue."""
    texts = (text for part in rows for name in NAMES_FIGURES if name in part for text in part[name])
    named = {id_ for text in texts for id_ in [text, *str(text).replace(", ", "/").split("/")]}
    ids = tuple(sorted(id_ for id_ in named if isinstance(id_, str)))
    found = kept.figures(snapshot_id, None, None, ids)
    if len(places) == 1:
        own = kept.figures(snapshot_id, None, places)
        found = pd.concat([found, own], ignore_index=True).drop_duplicates("id")
    found = found[found["cut_kind"] == ""]
    topics = list(kept.labels(snapshot_id, "topics", "zh"))
    all_places = [*places, *(code for code in kept.labels(snapshot_id, "places", "zh") if code not in places)]
    order = {"by_place": found["place"].map(all_places.index), "by_topic": found["topic"].map(topics.index)}
    return found.assign(**order, row="listed").sort_values(["by_place", "by_topic"], kind="stable")
