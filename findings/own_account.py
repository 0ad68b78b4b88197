"""Own account: what a place's documents say of it: how much, which measures and problems, on which topics."""

from __future__ import annotations

import pandas as pd

from findings import answers, kept, profile
from metrics.tasks import CARRIED_OUT
from words import LANGUAGES, wording

AT_LEAST = 2  # other places that carry out a measure before it counts as one this place lacks


@kept.answer
def first_place(snapshot_id: str) -> str:
    """The place a profile begins with: the one with most figures."""
    counts = kept.snapshot(snapshot_id).places()
    return max(kept.at_once(snapshot_id), key=lambda place: counts.get(place, 0))


@kept.answer
def facts(snapshot_id: str, place: str, language: str) -> list[str]:
    """Name and level of the place, and the name of what it is part of, if anything."""
    names = kept.labels(snapshot_id, "places", language)
    entry = kept.table(snapshot_id, "places").set_index("id").loc[place]
    level = wording(language)(f"level.{entry['level']}")
    return [fact for fact in (names[place], level, names.get(entry["part_of"])) if fact]


@kept.answer
def headline(snapshot_id: str, place: str) -> dict[str, int]:
    """The numbers that say how much is known of the place."""
    topics, pairs = by_topic(snapshot_id, place), profile.compared(snapshot_id, place)
    return {
        "figures": int(topics["figures"].sum()),
        "indicators": int(topics["covered"].sum()),
        "topics": int((topics["figures"] > 0).sum()),
        "comparable": pairs[pairs["side"] != "not_comparable"]["indicator"].nunique(),
        "measures": int((_carried_out(snapshot_id)["place"] == place).sum()),
        "problems": len(problems(snapshot_id, place)),
    }


@kept.answer
def peers(snapshot_id: str, place: str) -> int:
    """How many other places of its level have figures."""
    levels = kept.table(snapshot_id, "places").set_index("id")["level"]
    reporting = levels[levels.index.isin(kept.reporting_places(snapshot_id, "zh"))]
    return int((reporting == levels[place]).sum()) - 1


@kept.answer
def measures_alone(snapshot_id: str, place: str) -> pd.DataFrame:
    """Measures the place carries out and the documents of no other place do."""
    rows = _carried_out(snapshot_id)
    return rows[(rows["place"] == place) & (rows["carrying"] == 1)]


@kept.answer
def measures_lacking(snapshot_id: str, place: str) -> pd.DataFrame:
    """Measures that at least two others carry out and this place does not, with each of those others.

    Of a place whose documents describe no measure at all, nothing can be said to be lacking.
    """
    rows = _carried_out(snapshot_id)
    own = rows[rows["place"] == place]["measure"]
    return rows[~rows["measure"].isin(own) & (rows["carrying"] >= AT_LEAST) & (len(own) > 0)]


@kept.answer
def problems(snapshot_id: str, place: str) -> pd.DataFrame:
    """The problems that documents of the place name themselves."""
    named = kept.table(snapshot_id, "problems_named")
    entries = kept.table(snapshot_id, "problems").rename(columns={"id": "problem"})
    entries = entries.rename(columns={f"name_{x}": f"problem_{x}" for x in LANGUAGES})
    rows = entries.merge(named[named["place"] == place], on="problem").assign(row="listed")
    sources = kept.table(snapshot_id, "sources").set_index("id")
    titles = {f"source_{x}": rows["source"].map(sources[f"title_{x}"]) for x in LANGUAGES}
    return answers.named(snapshot_id, rows.assign(**titles))


@kept.answer
def by_topic(snapshot_id: str, place: str) -> pd.DataFrame:
    """Every topic: figures of the place, on how many `of` the indicators it gives a number, and why not on the others."""
    cells, found = answers.cells(snapshot_id, (place,)), answers.counts(snapshot_id)
    figures = found[found["place"] == place].groupby("topic")["figures"].sum()
    topics = pd.DataFrame({"topic": list(kept.labels(snapshot_id, "topics", "zh")), "place": place})
    topics = topics.assign(figures=topics["topic"].map(figures).fillna(0).astype(int))
    missing = (topics["figures"] == 0).map({True: "not_reported", False: ""})
    rows = answers.named(snapshot_id, topics.assign(row="drawn", missing=missing))
    of_topic = cells.assign(is_given=cells["figures"] > 0).groupby("topic")
    why = cells[cells["figures"] == 0].groupby("topic")["blank"].value_counts()
    blanks = {
        f"blanks_{x}": [_counted(why[topic], x) if topic in why else "" for topic in rows["topic"]]
        for x in LANGUAGES
    }
    number = {"covered": of_topic["is_given"].sum(), "of": of_topic.size()}
    return rows.assign(row="listed", **blanks, **{name: rows["topic"].map(n) for name, n in number.items()})


@kept.answer
def documents(snapshot_id: str, place: str) -> pd.DataFrame:
    """The documents in which the figures of the place stand."""
    sources = kept.table(snapshot_id, "sources")
    return sources[sources["id"].isin(kept.observations(snapshot_id, None, (place,))["source"])]


def _carried_out(snapshot_id: str) -> pd.DataFrame:
    """Every measure that is in force or a pilot with each place, `carrying`: in how many places."""
    topics, places = (tuple(kept.labels(snapshot_id, name, "zh")) for name in ("topics", "places"))
    rows = answers.measures(snapshot_id, topics, places)
    rows = rows[rows["measure_status"].isin(CARRIED_OUT)]
    return rows.assign(carrying=rows.groupby("measure")["place"].transform("nunique"))


def _counted(reasons: pd.Series, language: str) -> str:
    """Reasons with how often each holds."""
    text = wording(language)
    said = [text("takeaway.counted", what=text(f"missing.{why}"), n=n) for why, n in reasons.items()]
    return text("list.separator").join(said)
