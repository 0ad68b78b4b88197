"""Observations: CSV files into one DuckDB table of text, and what is wrong with the files as files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.contract import COLUMNS
from loaders.problems import Problem, closest

CHUNK = 1 << 20
LISTED = 200  # rows listed per fault: a curator mends the kind of fault, not the two hundred and first row


@dataclass(frozen=True)
class File:
    """One observations file and the first rowid of its rows in the table `raw`."""

    path: Path
    name: str
    first_row: int


def read_observations(con: duckdb.DuckDBPyConnection, folder: Path) -> tuple[list[File], list[Problem]]:
    """Fill the table `raw` (all columns text, NULL where empty) from `folder`/observations/*.csv."""
    columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS)
    con.execute(f"CREATE TABLE raw (file_no INTEGER, {columns})")
    files: list[File] = []
    problems: list[Problem] = []
    for path in sorted((folder / "observations").glob("*.csv")):
        name = f"observations/{path.name}"
        problems += _blank_lines(path, name)
        found = _header(path, name)
        problems += found
        if not found:
            problems += _insert(con, path, name, files)
    return files, problems


def _blank_lines(path: Path, name: str) -> list[Problem]:
    """Blank lines, which the CSV reader would pass over in silence; read in chunks, so a large file costs no memory."""
    found, line, last = [], 1, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = last + chunk
            for blank in (b"\n\n", b"\n\r\n"):
                at = text.find(blank)
                while at >= 0 and len(found) < LISTED:
                    found.append(Problem(name, line + text.count(b"\n", 0, at + 1), 1, "F03"))
                    at = text.find(blank, at + 1)
            last = text[-2:]
            line += text.count(b"\n", 0, len(text) - len(last))
    return found


def _header(path: Path, name: str) -> list[Problem]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = next(csv.reader(file), [])
    found, column = [], 1
    for wanted, got in zip(COLUMNS, header, strict=False):
        if got != wanted:
            found.append(Problem(name, 1, column, "F04", wanted, got, wanted))
        column += len(got) + 1
    if not found and len(header) != len(COLUMNS):
        text = ", ".join(header[len(COLUMNS) :]) or str(len(header))
        wanted = ", ".join(COLUMNS[len(header) :]) or closest(text, COLUMNS)
        found.append(
            Problem(name, 1, column, "F05" if len(header) < len(COLUMNS) else "F04", "", text, wanted)
        )
    return found


def _insert(con: duckdb.DuckDBPyConnection, path: Path, name: str, files: list[File]) -> list[Problem]:
    first = con.execute("SELECT coalesce(max(rowid) + 1, 0) FROM raw").fetchone()[0]
    types = ", ".join(f"'{c}': 'VARCHAR'" for c in COLUMNS)
    con.execute(
        f"""INSERT INTO raw SELECT {len(files)}, * FROM read_csv(?, header = true, auto_detect = false,
            delim = ',', quote = '"', escape = '"', columns = {{{types}}},
            store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scan')""",
        [str(path)],
    )
    files.append(File(path, name, first))
    found = [_rejected(name, *row) for row in _rejects(con)]
    con.execute("DROP TABLE IF EXISTS rejected; DROP TABLE IF EXISTS rejected_scan")
    return found


def _rejects(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    return con.execute(
        f"SELECT DISTINCT ON (line) line, error_type::VARCHAR, csv_line FROM rejected ORDER BY line LIMIT {LISTED}"
    ).fetchall()


def _rejected(name: str, line: int, kind: str, raw: str) -> Problem:
    if "COLUMNS" in kind:
        counted = str(len(next(csv.reader([raw]), [])))
        return Problem(name, line, 1, "F05", "", counted, str(len(COLUMNS)))
    return Problem(name, line, 1, "F02" if "ENCODING" in kind else "F07", "", raw)
