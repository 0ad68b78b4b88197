"""Own city: figures a reader uploads, checked like a dataset's and laid over a snapshot in memory, for that reader alone.

Nothing is kept. The file is checked in a temporary folder that is removed before the answer is given; its content then
stands beside the snapshot as views in an in-memory database, which ends with the reader's session.
"""

import csv
import io
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from loaders import contract
from loaders.catalogue import Catalogue
from loaders.contract import COLUMNS
from loaders.observations import read_observations
from loaders.problems import DatasetError, Problem
from loaders.reading import SEALED, Snapshot
from loaders.rows import RowCheck, Vocabulary, locate_faults, row_faults, row_problems
from loaders.tables import catalogue_tables, insert_tables, write_views

PLACE, SOURCE, SESSION = contract.OWN_PLACE, contract.OWN_SOURCE, "session-"
KNOWN_INDICATORS = """
    SELECT i.id, i.unit, u.dimension, u.factor, i.minimum, i.maximum
    FROM base.indicators AS i JOIN base.units AS u ON u.id = i.unit ORDER BY i.position
"""
# A check that only a reader's file needs: no id may be one of the snapshot's.
TAKEN = RowCheck(
    "R02", "id", "true", "concat('observations/', of, '.csv')",
    source="(SELECT raw.rowid AS rowid, file_no, id, f.place AS of FROM raw JOIN base.figures AS f USING (id))",
)  # fmt: skip


def is_own(snapshot_id: str) -> bool:
    """Whether a snapshot holds the figures of one reader's session."""
    return snapshot_id.startswith(SESSION)


def beneath(snapshot_id: str) -> str:
    """The id of the snapshot beneath the figures of one reader's session."""
    return snapshot_id.rpartition("-")[2]


def laid_over(
    file: Path, content: bytes, place: contract.Place, source: contract.Source, more: Catalogue | None = None
) -> Snapshot:
    """The snapshot in `file` with one more place, whose figures are `content`: an observations file as in the contract.

    Every row is about the place `my_city` and from the source `upload`; `more` holds the reader's own indicators,
    measures and problems. Raises `DatasetError` with every problem.
    """
    more = more or Catalogue()
    # One of many readers on one server: little memory, one thread, and nothing spilt to disk.
    con = duckdb.connect(config={"memory_limit": "512MB", "threads": "1", "temp_directory": ""})
    con.execute("ATTACH ? AS base (READ_ONLY)", [str(file)])
    if problems := _read_rows(con, content, more):
        con.close()
        raise DatasetError(problems)
    brought = replace(
        more,
        places={PLACE: place},
        sources={SOURCE: source},
        frameworks=contract.Frameworks(national={}, b_ready={}),
        # Topics are the snapshot's own: listed here for their order only, and not written twice.
        topics={
            id_: contract.Topic(name=contract.Words(zh=id_, en=id_)) for id_ in more.indicator_topic.values()
        },
    )
    tables = {name: table for name, table in catalogue_tables(brought).items() if table[1]}
    insert_tables(con, tables, "own_")
    for name, (columns, _) in tables.items():
        if "position" in columns:  # after the snapshot's own, repeating none of them
            con.execute(f"DELETE FROM own_{name} WHERE id IN (SELECT id FROM base.{name})")
            last = f"(SELECT max(position) FROM base.{name})"
            con.execute(f"UPDATE own_{name} SET position = position + {last}")
    con.execute("CREATE VIEW own_figures AS SELECT * EXCLUDE (file_no) FROM raw")
    _show_as_one(con)
    return Snapshot(file, con, f"{SESSION}{secrets.token_hex(4)}-{file.stem}")


def file_of(rows: Iterable[Sequence[str]]) -> bytes:
    """An observations file in the form Excel opens correctly."""
    return csv_of([COLUMNS, *rows])


def csv_of(lines: Iterable[Sequence[str]]) -> bytes:
    """CSV lines in the form Excel opens correctly: UTF-8 with BOM, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _read_rows(con: duckdb.DuckDBPyConnection, content: bytes, more: Catalogue) -> list[Problem]:
    """Fill the table `raw` from a file; returns everything that is wrong with it."""
    units = con.execute("SELECT id, dimension, factor FROM base.units").fetchall()
    of_unit = {id_: (dimension, factor) for id_, dimension, factor in units}
    own = [(id_, i.unit, *of_unit[i.unit], *i.natural_range) for id_, i in more.indicators.items()]
    indicators = [*con.execute(KNOWN_INDICATORS).fetchall(), *own]
    known = Vocabulary(
        ids={
            "places": {PLACE},
            "sources": {SOURCE},
            "units": set(of_unit),
            "indicators": {id_ for id_, *_ in indicators},
            "derived": {id_ for (id_,) in con.execute("SELECT derived FROM base.derived_parts").fetchall()},
        },
        units=units,
        indicators=indicators,
    )
    with TemporaryDirectory() as folder:
        file = Path(folder, "observations", f"{PLACE}.csv")
        file.parent.mkdir()
        file.write_bytes(content)
        files, problems = read_observations(con, Path(folder))
        problems += row_problems(con, known, files)
        return sorted([*problems, *locate_faults(row_faults(con, [TAKEN]), files)])


def _show_as_one(con: duckdb.DuckDBPyConnection) -> None:
    """Views under the snapshot's own names over its tables and the reader's together; then seal the database."""
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'base'").fetchall()
    own = {name for (name,) in con.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    for (name,) in tables:
        more = f" UNION ALL BY NAME FROM own_{name}" if f"own_{name}" in own else ""
        con.execute(f"CREATE VIEW {name} AS FROM base.{name}{more}")
    ((band,),) = con.execute("SELECT value FROM base.settings WHERE key = 'about_band_percent'").fetchall()
    write_views(con, "main", float(band))
    con.execute(SEALED)
