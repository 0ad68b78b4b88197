"""Trace: the path of one figure – its line, the checks it passed, its row, its comparisons, where it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from findings import answers, judging, kept, speed
from findings.kept import Codes
from loaders.observations import record_of
from loaders.rows import text_checks, value_checks

# The source files to open to follow a figure from its CSV to the board of Compare, in this order.
WAY = (
    "loaders/observations.py",
    "loaders/rows.py",
    "loaders/tables.py",
    "loaders/reading.py",
    "findings/judging.py",
    "findings/comparisons.py",
    "findings/compare.py",
    "words/cells.py",
    "words/compare.py",
    "pages/parts/board.py",
    "pages/web/blocks.js",
)


@dataclass(frozen=True)
class Trace:
    """The path of one figure: file, line and text of its record, the codes of the checks on its row, its row and its pairs.

    `pairs` are its comparisons with figures of other places, `claims` the documents' claims based on it, `pages` and `files`
    the addresses where it is shown and can be downloaded.
    """

    snapshot: str
    file: str
    line: int
    record: str
    checks: Codes
    row: pd.Series
    pairs: pd.DataFrame
    claims: pd.DataFrame
    pages: Codes
    files: Codes


def trace(snapshot_id: str, figure: str, folder: Path) -> Trace:
    """The path of a printed figure of a snapshot and of the dataset folder it was built from.

    Raises ValueError if the folder or the snapshot has no such figure.
    """
    record = record_of(folder, figure)
    rows = kept.figures(snapshot_id, None, None, (figure,))
    if rows.empty:
        raise ValueError(f"{snapshot_id}: {figure}")
    row = rows.iloc[0]
    place, indicator = row["place"], row["indicator"]
    beside = kept.places_beside(snapshot_id, place)
    pairs = judging.pairs_of_places(snapshot_id, (place,), beside, cuts=False, ids=(figure,))
    claims = answers.checks_of_places(snapshot_id, (place,))
    files = (
        f"/api/v1/observations.csv?place={place}&indicator={indicator}",
        f"/api/v1/indicators/{indicator}.xlsx",
        f"/api/v1/compare.csv?place={place}&indicator={indicator}",
        "/api/v1/datapackage.zip",
    )
    return Trace(
        snapshot_id,
        *record,
        tuple(dict.fromkeys(check.code for check in (*text_checks(), *value_checks()))),
        row,
        pairs[pairs["benchmark_place"] != place],
        claims[[figure in parts_of(one) for one in zip(claims["id"], claims["follows_from"], strict=True)]],
        _pages_with(snapshot_id, row, claims),
        files,
    )


def _pages_with(snapshot_id: str, row: pd.Series, claims: pd.DataFrame) -> Codes:
    place, figure = row["place"], row["id"]
    shown = {
        f"/indicators?figure={figure}": [figure],
        f"/indicators?indicator={row['indicator']}": [figure],
        f"/compare?city={place}&topic={row['topic']}": [figure],
        f"/?city={place}": [figure],
        f"/approval-times?place={place}": speed.levels(snapshot_id, (place,))["id"],
        f"/indicators?part=checks&place={place}": [*claims["id"], *claims["follows_from"]],
    }
    return tuple(page for page, ids in shown.items() if figure in parts_of(ids))


def parts_of(texts: Iterable[str]) -> set[str]:
    """The figures named by ids, several of which may be joined by a comma, a slash or a vertical bar."""
    return {id_ for text in texts for id_ in str(text).replace(", ", "/").replace("|", "/").split("/")}
