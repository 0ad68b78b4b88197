"""Reading: the one door to a snapshot; every query of pages, API and exports stands here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pandas as pd

READ_ONLY = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
VECTORS = 4  # of 2,048 rows: as many as are read at a time where not all are wanted at once
IN_ORDER = {"places", "topics", "frameworks", "indicators", "checks", "measures", "problems", "funnels"}
TABLES = IN_ORDER | {
    "settings",
    "units",
    "sources",
    "related",
    "check_parts",
    "measures_done",
    "problems_named",
    "funnel_stages",
    "changes",
    "changed_figures",
    "figures",
}

_OBSERVED = """
    SELECT o.*, i.topic, i.direction, i.subject, i.caveats_zh, i.caveats_en,
        t.name_zh AS topic_zh, t.name_en AS topic_en, i.name_zh AS indicator_zh, i.name_en AS indicator_en,
        p.name_zh AS place_zh, p.name_en AS place_en, p.level,
        u.name_zh AS unit_zh, u.name_en AS unit_en, pu.name_zh AS printed_unit_zh, pu.name_en AS printed_unit_en,
        s.title_zh AS source_zh, s.title_en AS source_en
    FROM {figures} AS o JOIN indicators AS i ON i.id = o.indicator JOIN topics AS t ON t.id = i.topic
    JOIN places AS p ON p.id = o.place
    JOIN units AS u ON u.id = o.unit LEFT JOIN units AS pu ON pu.id = o.printed_unit
    JOIN sources AS s ON s.id = o.source
    {where} ORDER BY i.position, p.position, o.period_end, o.id
"""


class Snapshot:
    """One open snapshot. Reads are safe from any thread; the file is never changed."""

    def __init__(self, file: Path):
        self.id = file.stem
        self._con = duckdb.connect(str(file), read_only=True, config=READ_ONLY)

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, id_: str) -> Snapshot:
        """A snapshot that stands in a database already open, under a name of its own."""
        opened = cls.__new__(cls)
        opened.id, opened._con = id_, con
        return opened

    def table(self, name: str) -> pd.DataFrame:
        """A whole table (places, topics, units, sources, indicators …; `figures` as they were entered), in its order."""
        if name not in TABLES:
            raise KeyError(name)
        order = (
            "ORDER BY position"
            if name in ("places", "topics", "frameworks", "indicators")
            else "ORDER BY ALL"
        )
        return self._frame(f"SELECT * FROM {name} {order}", [])

    def observations(
        self, indicators: Sequence[str] | None = None, places: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Observations with their names and intervals, those of the indicators and places given (None: all).

        Text is '' where there is none; `amount`, `low`, `high` and their `before_` twins are in the
        indicator's unit, NaN where unknown, infinite where unbounded.
        """
        where, values = _asked(indicators, places)
        return self._frame(_OBSERVED.format(figures="observations", where=where), values)

    def count(self, indicators: Sequence[str] | None = None, places: Sequence[str] | None = None) -> int:
        """How many observations there are of the indicators and places given (None: all)."""
        where, values = _asked(indicators, places)
        found = self._con.cursor().execute(f"SELECT count(*) FROM observations AS o {where}", values)
        return found.fetchone()[0]

    def parts(
        self,
        indicators: Sequence[str] | None = None,
        places: Sequence[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[pd.DataFrame]:
        """As `observations`, at most `limit` rows from row `offset` on, a few thousand at a time: never all in memory."""
        where, values = _asked(indicators, places)
        query = _OBSERVED.format(figures="observations", where=where) + " LIMIT ? OFFSET ?"
        cursor = self._con.cursor().execute(query, [*values, limit, offset])
        while len(part := cursor.fetch_df_chunk(VECTORS)):
            yield _filled(part)

    def derived(self) -> pd.DataFrame:
        """Figures computed from two observations each, as declared by derived indicators; same columns, status `derived`."""
        return self._frame(_OBSERVED.format(figures="derived", where=""), [])

    def _frame(self, query: str, values: list[object]) -> pd.DataFrame:
        return _filled(self._con.cursor().execute(query, values).df())


def _asked(indicators: Sequence[str] | None, places: Sequence[str] | None) -> tuple[str, list[object]]:
    """The condition that keeps the observations asked for, and its values."""
    given = {"o.indicator": indicators, "o.place": places}
    asked = {column: list(ids) for column, ids in given.items() if ids is not None}
    wheres = [f"list_contains(?, {column})" for column in asked]
    return f"WHERE {' AND '.join(wheres)}" if wheres else "", list(asked.values())


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    texts = frame.select_dtypes(exclude=["number", "bool"]).columns
    frame[texts] = frame[texts].fillna("")
    return frame
