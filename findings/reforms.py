"""Reforms: who carries out which measure, which problems each place names itself, and what a place could take up."""

import pandas as pd

from findings import answers, home, kept
from findings.kept import Codes
from words.sources import Books

ROWS = 40  # measures and tasks in sight; the others are collapsed
# Only what others carry out and the reader's city does not mention, or every measure.
LACKING, ALL = "lacking", "all"
CARRIED_OUT = ("in_force", "pilot")
# Where a task comes from, in the order in which tasks are listed.
BEHIND, LOOSER, TARGET, PROBLEM, MEASURE = "behind", "looser", "target", "problem", "measure"
ORIGINS = (BEHIND, LOOSER, TARGET, PROBLEM, MEASURE)


@kept.answer
def measures_of_topic(
    snapshot_id: str, places: Codes, topic: str, mine: str = "", only: str = ""
) -> pd.DataFrame:
    """Measures on a topic ('' for all) that a place carries out or plans; `carriers` is how many do, the most first.

    With `only` LACKING, those that another place carries out and documents of `mine` do not mention.
    """
    entries = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    entries = answers.named(snapshot_id, entries[(entries["topic"] == topic) | (topic == "")])
    done = carried_out(snapshot_id, places)
    counts = done[done["measure_status"].isin(CARRIED_OUT)].groupby("measure")["place"].nunique()
    rows = entries[entries["measure"].isin(done["measure"])]
    rows = rows.assign(carriers=rows["measure"].map(counts).fillna(0).astype(int))
    if only == LACKING and mine:
        mentioned = done[done["place"] == mine]["measure"]
        rows = rows[~rows["measure"].isin(mentioned) & (rows["carriers"] > 0)]
    return answers.sorted_by(rows, -rows["carriers"], rows["position"]).reset_index(drop=True)


@kept.answer
def carried_out(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Each measure with each of the places whose documents describe it: status, year, words, source and locator."""
    done = kept.table(snapshot_id, "measures_done").rename(columns={"status": "measure_status"})
    return kept.looked_up(done, place=places)


@kept.answer
def tasks_of_place(snapshot_id: str, place: str, rule: str = "open") -> pd.DataFrame:
    """What a place could take up: `origin` says where each task comes from, `task` identifies it.

    Behind a peer or an average; a limit looser than a peer's or the law's (both even if only indicative); a target without a
    result; a problem its own documents name; a measure that others carry out and its documents do not mention.
    """
    gaps = home.gaps_of_place(snapshot_id, place, rule)
    is_limit = (gaps["form"] == "limit") & (gaps["verdict"] == "looser")
    gaps = gaps.assign(
        origin=is_limit.map({True: LOOSER, False: BEHIND}), task=gaps["id"] + "~" + gaps["benchmark_id"]
    )
    aims = home.aims(snapshot_id, place)
    own = home.own_problems(snapshot_id, place)
    lacking = home.measures_to_learn(snapshot_id, place)
    rows = answers.stacked(
        gaps,
        aims.assign(origin=TARGET, task=aims["id"]),
        own.assign(origin=PROBLEM, task=own["problem"]),
        lacking.assign(origin=MEASURE, task=lacking["measure"]),
    )
    return answers.sorted_by(rows, rows["origin"].map(ORIGINS.index)).reset_index(drop=True)


def books(snapshot_id: str, language: str) -> Books:
    """The names that tasks and briefs are told with."""
    places, titles = (kept.labels(snapshot_id, name, language) for name in ("places", "sources"))
    indicators = kept.table(snapshot_id, "indicators").set_index("id")
    return Books(places, titles, indicators[f"department_{language}"].to_dict())
