"""Reading: the one way into a snapshot; every query of pages, API and exports is here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Literal, Self

import duckdb
import pandas as pd
import pyarrow as pa

from loaders.tables import CATALOGUE_COLUMNS, content_name

# Set once the snapshot is attached: after that nothing else can be opened, and no setting changed.
SEALED = """
    SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;
    SET enable_external_access = false; SET lock_configuration = true
"""
# Arrow's own allocator keeps what it frees: for a whole country, a third of a gigabyte.
pa.set_memory_pool(pa.system_memory_pool())
ARROW_TEXT = dict.fromkeys((pa.string(), pa.large_string()), pd.StringDtype(na_value=float("nan")))
VECTORS = 4  # of 2,048 rows each: how many are read at a time where rows are streamed
SNAPSHOT_TABLES = {*CATALOGUE_COLUMNS, "settings", "figures"}

# Figures in codes, as the metrics take them. Computed figures have the same columns.
PRINTED, COMPUTED, FIGURES = "printed", "computed", "all_figures"
DERIVED, PLACED = "derived_indicators", "placed"
_PRINTED = f"""
    CREATE VIEW {PRINTED} AS
    SELECT o.*, i.topic, i.matter, i.form, '' AS cut_kind, i.direction, p.level, p.part_of, '' AS denominator_end,
        CASE WHEN o.period_start <> '' AND o.period_end <> ''
            THEN date_diff('day', o.period_start::DATE, o.period_end::DATE) + 1 END AS period_days
    FROM observations AS o JOIN indicators AS i ON i.id = o.indicator JOIN places AS p ON p.id = o.place
"""
# What `ratios` needs to know about each derived indicator.
_DERIVED = f"""
    CREATE VIEW {DERIVED} AS
    SELECT i.id AS derived, i.matter, i.form, i.topic, i.direction, i.unit, u.factor AS unit_factor,
        CASE WHEN u.dimension = 'share' THEN 1e2 ELSE 1e0 END AS times, i.per, i.yearly,
        i.minimum AS least, i.maximum AS most
    FROM indicators AS i JOIN units AS u ON u.id = i.unit WHERE i.numerator <> ''
"""
# A cut is in per cent, even in a dataset that has no such unit.
_OBSERVED = """
    SELECT o.*, i.subject, i.caveats_zh, i.caveats_en,
        t.name_zh AS topic_zh, t.name_en AS topic_en, i.name_zh AS indicator_zh, i.name_en AS indicator_en,
        coalesce(m.name_zh, t.name_zh) AS matter_zh, coalesce(m.name_en, t.name_en) AS matter_en,
        p.name_zh AS place_zh, p.name_en AS place_en,
        coalesce(u.name_zh, '%') AS unit_zh, coalesce(u.name_en, '%') AS unit_en,
        pu.name_zh AS printed_unit_zh, pu.name_en AS printed_unit_en,
        s.title_zh AS source_zh, s.title_en AS source_en
    FROM {figures} AS o JOIN indicators AS i ON i.id = o.indicator JOIN topics AS t ON t.id = o.topic
    JOIN places AS p ON p.id = o.place LEFT JOIN matters AS m ON m.id = o.matter
    LEFT JOIN units AS u ON u.id = o.unit LEFT JOIN units AS pu ON pu.id = o.printed_unit
    JOIN sources AS s ON s.id = o.source
    {where} ORDER BY i.position, p.position, o.period_end, o.id
"""
_PLACED = f"""
    SELECT o.* FROM {PLACED} AS o JOIN {FIGURES} AS f ON f.id = o.id
    JOIN indicators AS i ON i.id = o.indicator JOIN places AS p ON p.id = o.place
    {{where}} ORDER BY i.position, p.position, f.period_end, o.id
"""
Wanted = Sequence[str] | None  # the ids asked for; None: all
Steps = Mapping[str, tuple[Callable[..., duckdb.DuckDBPyRelation], tuple[str, ...]]]


class Snapshot:
    """One open snapshot. Reads are safe from any thread; the file is never changed.

    The file is attached to an in-memory database, in which results computed from it can be stored: see `keep`.
    """

    def __init__(self, file: Path, con: duckdb.DuckDBPyConnection | None = None, id_: str = ""):
        """Open a file; or what a database already shows of it, under an id of its own."""
        self.id, self._con, self._lock = id_ or file.stem, con or _attached(file), Lock()
        self._con.execute(_PRINTED)
        self._con.execute(_DERIVED)
        self._laid_down: set[str] = set()

    def content_name(self) -> str:
        """The name derived from its content; it differs from the id if somebody changed or exchanged the file."""
        return content_name(self._con.cursor(), "base")

    def relations(self, *names: str) -> tuple[duckdb.DuckDBPyRelation, ...]:
        """Tables, or the figures in codes (`printed`; `all_figures` and `placed` once kept), for metrics; raises KeyError."""
        if unknown := set(names) - SNAPSHOT_TABLES - {PRINTED, DERIVED} - self._laid_down:
            raise KeyError(*unknown)
        cursor = self._con.cursor()  # one for all: only relations of the same connection can be joined
        return tuple(cursor.table(name) for name in names)

    def keep(self, name: str, compute: Callable[[Self], Any]) -> None:
        """Store the result of `compute`, a relation or a Polars frame, as a table beside the snapshot, once."""
        with self._lock:
            if name in self._laid_down:
                return
            rows = compute(self)
            is_relation = isinstance(rows, duckdb.DuckDBPyRelation)
            (rows if is_relation else self._con.from_arrow(rows.to_arrow())).create(name)
            if name == COMPUTED:
                both = f"FROM {PRINTED} UNION ALL BY NAME FROM {COMPUTED}"
                self._con.execute(f"CREATE VIEW {FIGURES} AS {both}")
                self._laid_down.add(FIGURES)
            self._laid_down.add(name)

    def in_steps(self, steps: Steps) -> pd.DataFrame:
        """The rows of the last of some steps: name → the function, and the names of its inputs.

        Each step is stored before the next, so that the database knows how many rows it has, and dropped in the end.
        """
        with self._con.cursor() as cursor:
            for name, (compute, inputs) in steps.items():
                rows = compute(*map(cursor.table, inputs))
                cursor.execute(f"CREATE TEMP TABLE {name} AS {rows.sql_query()}")
            return cursor.table(name).order("ALL").df()

    def places(self) -> dict[str, int]:
        """Place → how many printed figures it has."""
        return dict(self._con.cursor().execute("SELECT place, count(*) FROM figures GROUP BY ALL").fetchall())

    def counts(self) -> pd.DataFrame:
        """`place`, `indicator`, `figures` (printed) and `numbers`, those of them that are neither words nor masked."""
        return self._frame(
            "SELECT place, indicator, count(*) AS figures,"
            " count(value) FILTER (ambiguous IS DISTINCT FROM 'amount') AS numbers FROM figures GROUP BY ALL ORDER BY ALL"
        )

    def with_level_before(self, places: Wanted = None) -> list[str]:
        """The ids of figures printed beside another level, for the places given (None: all)."""
        where, values = _condition(None, places)
        query = f"SELECT o.id FROM (FROM figures WHERE before IS NOT NULL) AS o {where} ORDER BY o.id"
        return [id_ for (id_,) in self._con.cursor().execute(query, values).fetchall()]

    def tally(self, name: str, *columns: str) -> pd.DataFrame:
        """How many figures there are of each combination of some columns, in the column `figures`; without cuts."""
        counted = f"SELECT {', '.join(columns)}, count(*) AS figures FROM {name} WHERE cut_kind = ''"
        return self._frame(f"{counted} GROUP BY ALL ORDER BY ALL")

    def in_use(self, column: Literal["indicator", "status"]) -> list[str]:
        """The indicators that have figures, printed or computed, or the statuses of these figures."""
        query = f"SELECT {column} FROM {FIGURES} GROUP BY ALL ORDER BY min(id)"
        return [code for (code,) in self._con.cursor().execute(query).fetchall()]

    def placed(self, indicators: Wanted, places: Wanted) -> pd.DataFrame:
        """The positions of figures among their peers, from the stored table `placed`, in the order of `figures`."""
        where, values = _condition(indicators, places)
        return self._frame(_PLACED.format(where=where), values)

    def table(self, name: str) -> pd.DataFrame:
        """A whole table (places, topics, units, sources, indicators …; `figures` as entered), sorted; raises KeyError."""
        if name not in SNAPSHOT_TABLES:
            raise KeyError(name)
        return self._frame(f"SELECT * FROM {name} ORDER BY ALL")

    def observations(self, indicators: Wanted = None, places: Wanted = None) -> pd.DataFrame:
        """Observations with their names and intervals, for the indicators and places given (None: all).

        Text is '' where there is none; `amount`, `low`, `high` and their `before_` twins are in the indicator's unit,
        NaN where unknown, infinite where unbounded.
        """
        return self.figures(PRINTED, indicators, places)

    def figures(
        self, name: str, indicators: Wanted = None, places: Wanted = None, ids: Wanted = None
    ) -> pd.DataFrame:
        """As `observations`, for the figures `printed`, `computed` or `all_figures`; optionally only those with some ids."""
        where, values = _condition(indicators, places, ids)
        return self._frame(_OBSERVED.format(figures=name, where=where), values)

    def count(self, indicators: Wanted = None, places: Wanted = None) -> int:
        """How many observations there are of the indicators and places given (None: all)."""
        where, values = _condition(indicators, places)
        counted = self._con.cursor().execute(f"SELECT count(*) FROM observations AS o {where}", values)
        return counted.fetchall()[0][0]

    def parts(
        self, indicators: Wanted = None, places: Wanted = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[pd.DataFrame]:
        """As `observations`, at most `limit` rows from row `offset` on, a few thousand at a time: never all in memory."""
        where, values = _condition(indicators, places)
        query = _OBSERVED.format(figures=PRINTED, where=where) + " LIMIT ? OFFSET ?"
        cursor = self._con.cursor().execute(query, [*values, limit, offset])
        while len(part := cursor.fetch_df_chunk(VECTORS)):
            yield _without_gaps(part)

    def _frame(self, query: str, values: Sequence[object] = ()) -> pd.DataFrame:
        # Through Arrow, no text becomes a Python object on its way into the frame.
        rows = self._con.cursor().sql(query, params=list(values)).to_arrow_table()
        gaps = [n for n in rows.schema.names if pa.types.is_integer(rows[n].type) and rows[n].null_count]
        return _without_gaps(rows.to_pandas(types_mapper=ARROW_TEXT.get).astype(dict.fromkeys(gaps, "Int64")))


def _attached(file: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:")
    con.execute("ATTACH ? AS base (READ_ONLY)", [str(file)])
    names = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'base'"
    for (name,) in con.execute(f"{names} UNION ALL SELECT 'observations'").fetchall():
        con.execute(f"CREATE VIEW {name} AS FROM base.{name}")
    con.execute(SEALED)
    return con


def _condition(indicators: Wanted, places: Wanted, ids: Wanted = None) -> tuple[str, list[object]]:
    """The condition that selects the figures asked for, and its values."""
    given = {"o.indicator": indicators, "o.place": places, "o.id": ids}
    wanted = {column: list(ids) for column, ids in given.items() if ids is not None}
    wheres = [f"{column} IN (SELECT unnest(?::VARCHAR[]))" for column in wanted]
    return f"WHERE {' AND '.join(wheres)}" if wheres else "", list(wanted.values())


def _without_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    for name in frame.select_dtypes(exclude=["number", "bool"]):
        if frame[name].hasnans:
            frame[name] = frame[name].fillna("")
    return frame
