"""Simulable: the figures that a scenario may change, and what they may be changed to."""

from __future__ import annotations

import math

import pandas as pd

from findings import standing
from metrics import scenarios
from pages.parts import cached
from pages.parts.amounts import Span
from words import wording

STEPS = 50  # about so many from one end of a slider to the other
MOST = 10.0  # the largest weight of a topic, unless the settings have a larger one


@cached.answer
def figures(snapshot_id: str) -> pd.DataFrame:
    """The figures that may be changed: each with a number, standing for its place, on an indicator with a direction."""
    every = (
        standing.scored(snapshot_id)
        if standing.is_whole(snapshot_id)
        else standing.scored(snapshot_id).head(0)
    )
    return every[(every["left_out"] == "") & (every["direction"] != "no_judgement")]


@cached.answer
def beginning(snapshot_id: str) -> dict[str, str]:
    """Place → the figure its view begins with, the one that compares with most others; the first place has the most."""
    found = standing.judged(snapshot_id)
    is_shared = (found["grade"] != "not_comparable") & (found["place"] != found["benchmark_place"])
    shared = found[is_shared]["id"].value_counts()
    rows = figures(snapshot_id)
    rows = rows.assign(
        shared=rows["id"].map(shared).fillna(0), beside=rows.groupby("place")["id"].transform("size")
    )
    firsts = rows.sort_values(["shared", "beside"], ascending=False, kind="stable").drop_duplicates("place")
    return dict(zip(firsts["place"], firsts["id"], strict=True))


@cached.answer
def places(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the places that have a figure to change."""
    names, having = cached.labels(snapshot_id, "places", language), beginning(snapshot_id)
    return {id_: name for id_, name in names.items() if id_ in having}


@cached.answer
def choices(snapshot_id: str, place: str, language: str) -> dict[str, str]:
    """Figure → its indicator, with scope and status where the place has several on it."""
    text, every = wording(language), figures(snapshot_id)
    rows = every[every["place"] == place]
    name, is_one = rows[f"indicator_{language}"], ~rows["indicator"].duplicated(keep=False)
    more = [
        f"{name} · {text('scope.' + scope)} · {text('status.' + status)}"
        for name, scope, status in zip(name, rows["scope"], rows["status"], strict=True)
    ]
    return dict(zip(rows["id"], name.where(is_one, more), strict=True))


@cached.answer
def peers(snapshot_id: str, figure: str, language: str) -> dict[str, str]:
    """id → name of the other places of the figure's peer set, the one with the best figure first."""
    every = figures(snapshot_id).set_index("id")
    own = every.loc[figure]
    others = every[(every["peer_set"] == own["peer_set"]) & (every["place"] != own["place"])].reset_index()
    best = scenarios.best_of_all(others, standing.BEST_OF_ALL)["from_id"]
    others = others.assign(is_other=~others["id"].isin(best)).sort_values("is_other", kind="stable")
    return dict(zip(others["place"], others[f"place_{language}"], strict=True))


@cached.answer
def span(snapshot_id: str, figure: str) -> Span:
    """From where to where the figure may be moved: from 0, or its natural minimum, to about twice the largest."""
    every = figures(snapshot_id).set_index("id")
    start, indicator = (every.loc[figure, c] for c in ("amount", "indicator"))
    entry = cached.table(snapshot_id, "indicators").set_index("id").loc[indicator]
    beside = every[every["indicator"] == indicator][["low", "high"]].to_numpy().ravel()
    known = [abs(e) for e in (start, *beside, entry["best"], entry["worst"]) if e and math.isfinite(e)]
    most = min(_nice(2 * max(known, default=1.0), up=True), float(entry["maximum"]))
    least = max(float(entry["minimum"]), -most)
    step = _nice((most - least) / STEPS, up=False)
    is_whole = float(start).is_integer() and most - least > STEPS / 4
    return Span(float(start), least, most, max(step, 1.0) if is_whole else step)


def unit(snapshot_id: str, figure: str, language: str) -> str:
    """The name of the figure's unit."""
    return figures(snapshot_id).set_index("id")[f"unit_{language}"][figure]


def topics(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the topics that are part of the overall composite."""
    parts = standing.weights(snapshot_id)["composite"]
    names = cached.labels(snapshot_id, "topics", language)
    return {id_: name for id_, name in names.items() if (parts == id_).any()}


def weights(snapshot_id: str) -> dict[str, Span]:
    """Topic → what its weight may be; it starts with that of the settings."""
    given = cached.settings().composites.topics
    starts = {topic: float(given.get(topic, 1)) for topic in topics(snapshot_id, "zh")}
    return {topic: Span(start, 0.0, max(MOST, start), 0.5) for topic, start in starts.items()}


def _nice(amount: float, up: bool) -> float:
    """1, 2 or 5 times a power of ten: the next one up or down."""
    power = 10.0 ** math.floor(math.log10(amount))
    steps = [power * times for times in (1, 2, 5, 10)]
    return next(step for step in steps if step >= amount) if up else max(s for s in steps if s <= amount)
