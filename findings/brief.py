"""Brief: the content of a one-page brief on a city, gathered from what its pages show."""

from dataclasses import dataclass

import pandas as pd

from findings import home, kept, reforms


@dataclass(frozen=True)
class Frames:
    """The rows of a brief, as provided by the findings for Home and Reforms, and its documents.

    `figures` are all printed figures of the place.
    """

    snapshot: str
    place: str
    counts: dict[str, dict[str, int]]
    highlights: pd.DataFrame
    to_learn: pd.DataFrame
    problems: pd.DataFrame
    tasks: pd.DataFrame
    sources: pd.DataFrame
    figures: pd.DataFrame


def frames(snapshot_id: str, place: str, rule: str = "") -> Frames:
    """The rows of a place's brief, as strict as `rule` says (empty: as the settings say)."""
    return Frames(
        snapshot_id,
        place,
        home.standing_counts(snapshot_id, place, rule),
        home.highlights(snapshot_id, place, rule),
        home.measures_to_learn(snapshot_id, place),
        home.own_problems(snapshot_id, place),
        reforms.tasks_of_place(snapshot_id, place, rule),
        home.documents_of_place(snapshot_id, place),
        kept.observations(snapshot_id, None, (place,)),
    )
