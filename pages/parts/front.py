"""Front: what the first page says beyond its counts: sure differences, why a cell is blank, the newest document."""

from __future__ import annotations

import pandas as pd

from exports.taken import documents_in_words, sources_of
from findings import answers, standing
from locales import LANGUAGES, words
from metrics.comparability import GRADES
from pages.parts import cached
from pages.parts.addresses import cell_address

SURE = ("surely_better", "surely_higher")
AT_ONCE = 5  # differences told on the first page


@cached.answer
def differences(snapshot_id: str) -> pd.DataFrame:
    """Pairs of figures of two places that surely differ, seen from the better (or higher) side, widest first.

    Those comparable without caution come first; how wide is the least distance in per cent that the figures allow.
    """
    rows = standing.judged(snapshot_id)
    is_sure = rows["verdict"].isin(SURE) | (rows["limits"] == "stricter")
    rows = rows[is_sure & (rows["place"] != rows["benchmark_place"])]
    least = pd.concat([rows["gap_percent_low"], -rows["gap_percent_high"]], axis=1).max(axis=1).fillna(0)
    rows = rows.assign(apart=least, caution=rows["grade"].map(GRADES.index))
    return rows.sort_values(["caution", "apart"], ascending=[True, False], kind="stable")


@cached.answer
def matrix(snapshot_id: str, language: str) -> pd.DataFrame:
    """Figures of every place on every topic, with the way to them, or why there are none.

    `measures`: how many reforms of the topic the documents describe. `why` names the documents that were read; it is
    that of the language, `why_zh` and `why_en` are both.
    """
    counts = answers.topic_counts(snapshot_id)
    every = cached.observations(snapshot_id)
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
        said = words(x)("front.blank", documents=titles[row["place"], x], topic=row[f"topic_{x}"])
        return said + (words(x)("front.blank_measures", n=row["measures"]) if row["measures"] else "")

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
    return latest | {"figures": int((cached.observations(snapshot_id)["source"] == latest["id"]).sum())}


@cached.answer
def comparable(snapshot_id: str) -> dict[str, int]:
    """How many indicators have figures, how many of two places or more, and how many of these can be compared."""
    reported, pairs = answers.reported(snapshot_id), answers.comparable_pairs(snapshot_id)
    shared = reported[reported["reported_by"] > 1]["indicator"]
    graded = pairs[pairs["indicator"] == pairs["other_indicator"]]
    return {
        "indicators": int((reported["reported_by"] > 0).sum()),
        "shared": len(shared),
        "comparable": graded[graded["grade"] != "not_comparable"]["indicator"].nunique(),
        "caution": graded[graded["grade"] == "with_caution"]["indicator"].nunique(),
        "pairs": len(pairs),
    }
