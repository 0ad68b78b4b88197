"""Observations: CSV files read into one DuckDB table of text, and what is wrong with the files themselves."""

import csv
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.contract import COLUMNS
from loaders.files import files_in, unreadable
from loaders.problems import Problem, closest

CHUNK = 1 << 20
csv.field_size_limit(2**31 - 1)  # an unclosed quote swallows the rows after it: reported, not a crash
ROWS_LISTED = 200  # per fault: a curator fixes the cause, not the two hundred and first row


@dataclass(frozen=True)
class File:
    """One observations file, the first rowid of its rows in the table `raw`, and the lines of its rejected rows."""

    path: Path
    name: str
    first_row: int
    rejected: frozenset[int] = frozenset()


def read_observations(con: duckdb.DuckDBPyConnection, folder: Path) -> tuple[list[File], list[Problem]]:
    """Fill the table `raw` (all columns text, NULL where empty) from `folder`/observations/*.csv."""
    columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS)
    con.execute(f"CREATE TABLE raw (file_no INTEGER, {columns})")
    files: list[File] = []
    problems: list[Problem] = []
    for path in files_in(folder, "observations", ".csv"):
        name = f"observations/{path.name}"
        faults = unreadable(path, name, folder) or _header(path, name)
        problems += faults
        if not faults:
            with ThreadPoolExecutor(1) as beside:  # counting costs nothing while DuckDB reads the same file
                breaks = beside.submit(_line_breaks, path)
                problems += _insert(con, path, name, files)
            counted = con.execute("SELECT count(*) FROM raw WHERE file_no = ?", [len(files) - 1])
            if (breaks.result() - 1,) != counted.fetchone():
                problems += _blank_lines(path, name)
    return files, problems


def _line_breaks(path: Path) -> int:
    """The lines of a file: as many as its header and rows if it has no blank lines and no line breaks in fields."""
    breaks, last = 0, b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            breaks, last = breaks + chunk.count(b"\n"), chunk[-1:]
    return breaks + (last != b"\n")  # the last line may lack its break


def _odd_break(path: Path) -> int:
    """The first line whose line break differs from that of the first line; 0 if there is none."""
    breaks = re.findall(rb"\r\n|\r|\n", path.read_bytes())
    return next((line for line, end in enumerate(breaks, 1) if end != breaks[0]), 0)


def _blank_lines(path: Path, name: str) -> list[Problem]:
    """Blank lines, which the CSV reader would skip silently; read in chunks, so that a large file needs little memory."""
    problems: list[Problem] = []
    line, last = 1, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = last + chunk
            for blank in (b"\n\n", b"\n\r\n"):
                at = text.find(blank, max(0, len(last) - len(blank) + 1))
                while at >= 0 and len(problems) < ROWS_LISTED:
                    problems.append(Problem(name, line + text.count(b"\n", 0, at + 1), 1, "F03"))
                    at = text.find(blank, at + 1)
            last = text[-2:]
            line += text.count(b"\n", 0, len(text) - len(last))
    return problems


def _header(path: Path, name: str) -> list[Problem]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = next(csv.reader(file), [])
    if any("\ufffd" in got for got in header):
        return [Problem(name, 1, 1, "F02")]
    problems, column = [], 1
    for wanted, got in zip(COLUMNS, header, strict=False):
        if got != wanted:
            problems.append(Problem(name, 1, column, "F04", wanted, got, wanted))
        column += len(got) + 1
    if not problems and len(header) != len(COLUMNS):
        text = ", ".join(header[len(COLUMNS) :]) or str(len(header))
        wanted = ", ".join(COLUMNS[len(header) :]) or closest(text, COLUMNS)
        problems.append(
            Problem(name, 1, column, "F05" if len(header) < len(COLUMNS) else "F04", "", text, wanted)
        )
    # An extra or missing column shifts all that follow: naming the first is enough.
    return problems if len(header) == len(COLUMNS) else problems[:1]


def _insert(con: duckdb.DuckDBPyConnection, path: Path, name: str, files: list[File]) -> list[Problem]:
    ((first,),) = con.execute("SELECT coalesce(max(rowid) + 1, 0) FROM raw").fetchall()
    types = ", ".join(f"'{c}': 'VARCHAR'" for c in COLUMNS)
    read = f"""INSERT INTO raw SELECT {len(files)}, * FROM read_csv(?, header = true, auto_detect = false,
        delim = ',', quote = '"', escape = '"', columns = {{{types}}},
        store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scan')"""
    try:
        con.execute(read, [str(path)])
    except duckdb.InvalidInputException:  # DuckDB gives up on a file with mixed line ends
        files.append(File(path, name, first))
        return [Problem(name, _odd_break(path), 1, "F10")]
    rejects = _rejects(con)
    lines = list(_lines_at(path, [offset for offset, *_ in rejects]))
    files.append(File(path, name, first, frozenset(lines)))
    problems = [
        _rejected(name, line, *row[1:]) for line, row in zip(lines[:ROWS_LISTED], rejects, strict=False)
    ]
    con.execute("DROP TABLE IF EXISTS rejected; DROP TABLE IF EXISTS rejected_scan")
    return problems


def _rejects(con: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    """Byte offset (from 1), kind of error and text of every rejected row, in file order."""
    rows = con.execute(
        "SELECT DISTINCT ON (line_byte_position) line_byte_position, error_type::VARCHAR, csv_line"
        " FROM rejected ORDER BY line_byte_position, contains(error_type::VARCHAR, 'COLUMNS'), error_type"
    ).fetchall()
    # The text is preceded by what is left of a CRLF newline, and by the blank lines above it.
    return [(at + len(raw) - len(raw.lstrip("\r\n")), kind, raw.lstrip("\r\n")) for at, kind, raw in rows]


def _lines_at(path: Path, offsets: list[int]) -> Iterator[int]:
    """The line of each byte offset, in ascending order: DuckDB counts records, and a record can span several lines."""
    end, waiting = 0, iter(offsets)
    offset = next(waiting, None)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            end += len(line)
            while offset is not None and offset <= end:
                yield number
                offset = next(waiting, None)


def _rejected(name: str, line: int, kind: str, raw: str) -> Problem:
    if "COLUMNS" in kind:
        counted = str(len(next(csv.reader(io.StringIO(raw, newline="")), [])))
        return Problem(name, line, 1, "F05", "", counted, str(len(COLUMNS)))
    return Problem(name, line, 1, "F02" if "ENCODING" in kind else "F07", "", raw)
