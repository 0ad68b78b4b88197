"""Own file: how a reader's file is read, what its template offers, and how much of it can be compared."""

from functools import lru_cache

import pandas as pd

from findings import answers, judging, kept
from findings.kept import Codes
from loaders import contract
from loaders.office.matching import Known
from loaders.own_city import PLACE
from metrics.comparability import GRADES
from words import wording

TYPED = ("indicator", "value", "unit", "bound", "status", "period", "scope", "as_printed", "note")
CODED = ("bound", "status", "scope")
NAMED = ("indicator", "unit", "topic", "measure", "problem")
IN_FORCE = ("in_force", "pilot", "planned")


@lru_cache(maxsize=2)
def dictionary_of(snapshot_id: str) -> Known:
    """The terms of a snapshot's dictionary; they never change."""
    return Known(lambda name: kept.table(snapshot_id, name).to_dict("records"))


@kept.answer
def choices_of(snapshot_id: str, language: str) -> dict[str, Codes]:
    """Column → the words it may hold."""
    text = wording(language)
    found = {c: tuple(text(f"{c}.{code}") for code in contract.CODE_FIELDS[c]) for c in CODED}
    found |= {c: tuple(dict.fromkeys(kept.labels(snapshot_id, f"{c}s", language).values())) for c in NAMED}
    return {**found, "measure_status": tuple(text(f"measure_status.{code}") for code in IN_FORCE)}


@kept.answer
def examples_of(snapshot_id: str, language: str) -> list[Codes]:
    """For every bound, a plain figure of the snapshot as a reader would type it into the columns `TYPED`."""
    text, rows = wording(language), kept.observations(snapshot_id)
    is_plain = (
        rows["value"].notna() & rows["before"].isna() & (rows["ambiguous"] == "") & (rows["period_end"] != "")
    )
    rows = rows[is_plain & (rows["as_printed"] != "")].drop_duplicates("bound")
    return [
        (
            row[f"indicator_{language}"],
            f"{row['value']:g}",
            row[f"printed_unit_{language}"],
            *(text(f"{c}.{row[c]}") for c in ("bound", "status")),
            text("own.year_of", year=str(row["period_end"])[:4]),
            text(f"scope.{row['scope']}"),
            row["as_printed"],
            row[f"note_{language}"],
        )
        for row in rows.to_dict("records")
    ]


@kept.answer
def own_grades(snapshot_id: str) -> pd.DataFrame:
    """Each indicator of the reader's own city with its best pair with another place: the grade, and the columns for its reasons.

    An indicator that no other place reports has the grade ''.
    """
    pairs = judging.pairs_of_place(snapshot_id, PLACE)
    best = answers.sorted_by(pairs, pairs["grade"].map(GRADES.index)).drop_duplicates("indicator")
    own = kept.observations(snapshot_id, None, (PLACE,))["indicator"].unique()
    return pd.DataFrame({"indicator": own}).merge(best, on="indicator", how="left").fillna({"grade": ""})
