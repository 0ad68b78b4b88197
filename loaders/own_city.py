"""Own city: figures that a reader brings, checked as a dataset's are, and laid over a snapshot in memory, for that reader alone.

Nothing is kept. The file is checked in a temporary folder that is gone before the answer is; what it holds then
stands beside the snapshot as views in a database in memory, which ends with the reader's session.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from loaders import contract
from loaders.catalogue import Catalogue
from loaders.catalogue_tables import catalogue_tables
from loaders.contract import COLUMNS
from loaders.known import Known
from loaders.observations import read_observations
from loaders.problems import Problem, Refused
from loaders.queries import only_value
from loaders.reading import SEALED, Snapshot
from loaders.row_checks import RowCheck
from loaders.row_problems import located, offending, row_problems
from loaders.tables import write_views

PLACE, SOURCE, SESSION = "my_city", "upload", "session-"
# One reader of many at one server: little memory, one thread, and nothing spilt to disk.
SMALL: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": "1",
    "temp_directory": "",
}
KNOWN_UNITS = "SELECT id, dimension, factor FROM base.units"
KNOWN_INDICATORS = """
    SELECT i.id, i.unit, u.dimension, u.factor, i.minimum, i.maximum
    FROM base.indicators AS i JOIN base.units AS u ON u.id = i.unit ORDER BY i.position
"""
# Two checks that only a reader's file needs: the template's examples must go, and no id may be one of the snapshot's.
EXAMPLE = "example-"  # how the ids of the template's rows begin
LEFT = RowCheck("R06", "id", f"starts_with(id, '{EXAMPLE}')", f"'{PLACE}-001'")
TAKEN = RowCheck(
    "R02", "id", "true", "concat('observations/', of, '.csv')",
    source="(SELECT raw.rowid AS rowid, file_no, id, f.place AS of FROM raw JOIN base.figures AS f USING (id))",
)  # fmt: skip
# Of every bound the first figure that is plain enough for an example.
EXAMPLES = """
    SELECT DISTINCT ON (bound) * FROM base.figures
    WHERE value IS NOT NULL AND before IS NULL AND ambiguous IS NULL AND as_printed IS NOT NULL
    ORDER BY bound, indicator, id
"""
DELETE_IT = {"note_zh": "示例，请删除本行", "note_en": "An example: delete this row"}


def is_own(snapshot_id: str) -> bool:
    """Whether a snapshot holds the figures of one reader's session."""
    return snapshot_id.startswith(SESSION)


def laid_over(file: Path, content: bytes, place: contract.Place, source: contract.Source) -> Snapshot:
    """The snapshot in `file` with one more place, whose figures are `content`: an observations file of the contract.

    Every row is about the place `my_city` and from the source `upload`. Raises `Refused` with every problem.
    """
    con = _beside(file)
    problems = _read(con, content)
    if problems:
        con.close()
        raise Refused(problems)
    brought = Catalogue(
        places={PLACE: place},
        sources={SOURCE: source},
        frameworks=contract.Frameworks(national={}, b_ready={}),
    )
    for name, (columns, rows) in catalogue_tables(brought).items():
        if rows:
            frame = pd.DataFrame(rows, columns=list(columns))  # noqa: F841 - read by name in the query
            con.execute(f"CREATE TABLE own_{name} AS FROM frame")
    con.execute("UPDATE own_places SET position = (SELECT max(position) + 1 FROM base.places)")
    con.execute("CREATE VIEW own_figures AS SELECT * EXCLUDE (file_no) FROM raw")
    _show_as_one(con)
    return Snapshot.of(con, f"{SESSION}{secrets.token_hex(4)}-{file.stem}")


def template(file: Path) -> bytes:
    """A file to fill in: the header, and for every bound an example row from the snapshot, to be deleted."""
    con = _beside(file)
    found = con.execute(EXAMPLES).df().set_index("bound").reindex(contract.BOUNDS).dropna(how="all")
    con.close()
    ids = [f"{EXAMPLE}{n}" for n in range(1, len(found) + 1)]
    rows = found.reset_index().assign(id=ids, place=PLACE, source=SOURCE, **DELETE_IT).fillna("")
    return file_of(rows[list(COLUMNS)].itertuples(index=False))


def file_of(rows: Iterable[Sequence[str]]) -> bytes:
    """An observations file as Excel opens it."""
    return csv_of([COLUMNS, *rows])


def csv_of(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines as Excel opens them: UTF-8 with BOM, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def rows_of(content: bytes) -> list[list[str]] | None:
    """The rows of an observations file; None where it has not the form of one."""
    try:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    except (UnicodeDecodeError, ValueError, csv.Error):
        return None
    is_whole = tuple(header) == COLUMNS and all(len(row) == len(COLUMNS) for row in rows)
    return rows if is_whole else None


def _beside(file: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory, with the snapshot's own file beside it, read-only."""
    con = duckdb.connect(":memory:", config=SMALL)
    quoted = str(file).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS base (READ_ONLY)")
    return con


def _read(con: duckdb.DuckDBPyConnection, content: bytes) -> list[Problem]:
    """Fill the table `raw` from a file; everything that is wrong with it."""
    known = Known(
        ids={
            "places": {PLACE},
            "sources": {SOURCE},
            "units": {id_ for (id_,) in con.execute("SELECT id FROM base.units").fetchall()},
            "indicators": {id_ for (id_,) in con.execute("SELECT id FROM base.indicators").fetchall()},
        },
        units=con.execute(KNOWN_UNITS).fetchall(),
        indicators=con.execute(KNOWN_INDICATORS).fetchall(),
    )
    with TemporaryDirectory() as folder:
        file = Path(folder, "observations", f"{PLACE}.csv")
        file.parent.mkdir()
        file.write_bytes(content)
        files, problems = read_observations(con, Path(folder))
        problems += row_problems(con, known, files)
        own = [*offending(con, LEFT), *offending(con, TAKEN)]
        return sorted([*problems, *located(own, files, known)])


def _show_as_one(con: duckdb.DuckDBPyConnection) -> None:
    """Views under the snapshot's own names over its tables and the reader's, as if they were one; then seal it."""
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'base'").fetchall()
    own = {name for (name,) in con.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    for (name,) in tables:
        more = f" UNION ALL BY NAME FROM own_{name}" if f"own_{name}" in own else ""
        con.execute(f"CREATE VIEW {name} AS FROM base.{name}{more}")
    band = only_value(con, "SELECT value FROM base.settings WHERE key = 'about_band_percent'")
    write_views(con, "main", float(band))
    for setting in SEALED:
        con.execute(f"SET {setting}")
