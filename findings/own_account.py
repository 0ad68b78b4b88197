"""Own account: what a place's own documents say about it, and the topics on which they are silent."""

import pandas as pd

from findings import answers, kept


@kept.answer
def silent_topics(snapshot_id: str, place: str, language: str) -> tuple[str, ...]:
    """The names of the topics on which the place prints no figure."""
    counts = answers.figure_counts(snapshot_id)
    told = set(counts[counts["place"] == place]["topic"])
    return tuple(
        name for id_, name in kept.labels(snapshot_id, "topics", language).items() if id_ not in told
    )


@kept.answer
def documents_of_place(snapshot_id: str, place: str) -> pd.DataFrame:
    """The documents in which the place's figures are printed."""
    sources = kept.table(snapshot_id, "sources")
    return sources[sources["id"].isin(kept.observations(snapshot_id, None, (place,))["source"])]
