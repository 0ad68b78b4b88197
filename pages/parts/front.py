"""Front: what the first page says beyond its counts: sure differences, why a cell is blank, the newest document."""

from __future__ import annotations

import pandas as pd

from findings import answers, catalogue, judging, standing
from metrics.comparability import GRADES
from metrics.verdicts import AHEAD
from pages.parts import cached
from pages.parts.addresses import cell_address
from words import LANGUAGES, wording
from words.sources import documents_in_words, sources_of

SIZE = "size"  # the kind of matters that say how large a place is, not how it does
PAIR = ["place", "benchmark_place", "indicator", "benchmark_indicator"]
AT_ONCE = 5  # differences told on the first page


@cached.answer
def differences(snapshot_id: str) -> pd.DataFrame:
    """Two places and an indicator on which they surely differ, seen from the better (or higher) side, widest first.

    Those comparable without caution come first; how wide is the least distance in per cent that the figures allow. Of
    several pairs of figures the latest stands. How large a place is makes no difference that is told, and that a
    province has more of something than its cities is none either.
    """
    rows = standing.judged(snapshot_id)
    kinds = cached.table(snapshot_id, "matters").set_index("id")["kind"]
    is_peer = (rows["level"] == rows["benchmark_level"]) & (rows["matter"].map(kinds) != SIZE)
    is_sure = rows["verdict"].isin(AHEAD) | ((rows["verdict"] == "surely_higher") & is_peer)
    rows = rows[is_sure & (rows["place"] != rows["benchmark_place"])]
    units = {x: cached.labels(snapshot_id, "units", x) for x in LANGUAGES}
    rows = rows.assign(**{f"benchmark_unit_{x}": rows["benchmark_unit"].map(units[x]) for x in LANGUAGES})
    least = pd.concat([rows["gap_percent_low"], -rows["gap_percent_high"]], axis=1).max(axis=1).fillna(0)
    rows = rows.assign(apart=least, caution=rows["grade"].map(GRADES.index))
    rows = rows.sort_values(
        ["caution", "period_end"], ascending=[True, False], kind="stable"
    ).drop_duplicates(PAIR)
    return rows.sort_values(["caution", "apart"], ascending=[True, False], kind="stable")


@cached.answer
def matrix(snapshot_id: str, language: str) -> pd.DataFrame:
    """Figures of every place on every topic, with the way to them, or why there are none.

    `measures`: how many reforms of the topic the documents describe. `why` names the documents that were read; it is
    that of the language, `why_zh` and `why_en` are both.
    """
    counts = answers.topic_counts(snapshot_id)
    every = cached.observations(snapshot_id, None, tuple(dict.fromkeys(counts["place"])))
    titles = {
        (place, x): documents_in_words(sources_of(own, x), x)
        for place, own in every.groupby("place")
        for x in LANGUAGES
    }
    topics = cached.table(snapshot_id, "measures").set_index("id")["topic"]
    done = cached.table(snapshot_id, "measures_done")
    described = (
        done.assign(topic=done["measure"].map(topics))
        .groupby(["place", "topic"])["measure"]
        .nunique()
        .to_dict()
    )

    def why(row: dict, x: str) -> str:
        if row["figures"]:
            return ""
        said = wording(x)("front.blank", documents=titles[row["place"], x], topic=row[f"topic_{x}"])
        return said + (wording(x)("front.blank_measures", n=row["measures"]) if row["measures"] else "")

    cells = [(row["place"], row["topic"]) for row in counts.to_dict("records")]
    links = [cell_address(*cell, language) for cell in cells]
    counts = counts.assign(measures=[described.get(cell, 0) for cell in cells], link=links)
    rows = counts.to_dict("records")
    told = {f"why_{x}": [why(row, x) for row in rows] for x in LANGUAGES}
    links = [f"{row['link']}#{row['figures']}" for row in rows]
    return counts.assign(**told, why=told[f"why_{language}"], figures_link=links)


@cached.answer
def newest(snapshot_id: str) -> dict:
    """The document published last, with the number of figures read from it."""
    latest = cached.table(snapshot_id, "sources").sort_values("published").iloc[-1].to_dict()
    return latest | {"figures": cached.snapshot(snapshot_id).of_source(latest["id"])}


@cached.answer
def comparable(snapshot_id: str) -> dict[str, int]:
    """How many indicators have figures, how many of two places or more, and how many of these can be compared."""
    reported, pairs = catalogue.entries(snapshot_id), judging.counts(snapshot_id)
    shared = reported[reported["reported_by"] > 1]["indicator"]
    pairs = pairs[(pairs["indicator"] == pairs["other_indicator"]) & pairs["indicator"].isin(shared)]
    best = pairs["grade"].map(GRADES.index).groupby(pairs["indicator"]).min()
    strictness = cached.settings().comparability
    return {
        "indicators": int((reported["reported_by"] > 0).sum()),
        "shared": len(shared),
        "comparable": int((best <= GRADES.index(strictness.worst(strictness.rule))).sum()),
        "caution": int((best == GRADES.index("with_caution")).sum()),
        "pairs": len(answers.comparable_pairs(snapshot_id)),
    }
