"""Observations: CSV files read into one DuckDB table of text, what is wrong with the files themselves, and where in them."""

import csv
import io
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from loaders.contract import COLUMNS
from loaders.files import files_in, unreadable
from loaders.problems import Problem, closest

# A field of a record with its comma, or the end of the record; a quote later in a field is an ordinary character.
FIELD = re.compile(r'(?:"[^"]*(?:"[^",]*|$))+(?:,|$)|[^,]*(?:,|$)')
Spot = tuple[int, int]
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
                lines = beside.submit(_line_count, path)
                problems += _insert(con, path, name, files)
            counted = con.execute("SELECT count(*) FROM raw WHERE file_no = ?", [len(files) - 1])
            if (lines.result() - 1,) != counted.fetchone():
                problems += _blank_lines(path, name)
    return files, problems


def _line_count(path: Path) -> int:
    """The lines of a file: as many as its header and rows if it has no blank lines and no line breaks in fields."""
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _blank_lines(path: Path, name: str) -> list[Problem]:
    """Blank lines, which the CSV reader would skip silently."""
    with path.open("rb") as file:
        blank = (number for number, line in enumerate(file, 1) if line in (b"\n", b"\r\n"))
        return [Problem(name, number, 1, "F03") for number in islice(blank, ROWS_LISTED)]


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
        code, text = "F05" if len(header) < len(COLUMNS) else "F04", ", ".join(header[len(COLUMNS) :])
        wanted = ", ".join(COLUMNS[len(header) :]) or closest(text, COLUMNS)
        problems.append(Problem(name, 1, column, code, "", text or str(len(header)), wanted))
    # An extra or missing column shifts all that follow: naming the first is enough.
    return problems if len(header) == len(COLUMNS) else problems[:1]


def csv_rows(columns: Iterable[str], more: str = "") -> str:
    """SQL for the rows of a CSV file, whose name is its parameter: all columns text, read exactly as written."""
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    form = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    return f"read_csv(?, {form}, columns = {{{types}}}{more})"


def _insert(con: duckdb.DuckDBPyConnection, path: Path, name: str, files: list[File]) -> list[Problem]:
    ((first,),) = con.execute("SELECT coalesce(max(rowid) + 1, 0) FROM raw").fetchall()
    store = ", store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scan'"
    try:
        con.execute(f"INSERT INTO raw SELECT {len(files)}, * FROM {csv_rows(COLUMNS, store)}", [str(path)])
    except duckdb.InvalidInputException:  # DuckDB gives up on a file with mixed line ends
        files.append(File(path, name, first))
        breaks = re.findall(rb"\r\n|\r|\n", path.read_bytes())
        odd = next((line for line, end in enumerate(breaks, 1) if end != breaks[0]), 0)
        return [Problem(name, odd, 1, "F10")]
    rejects = list(_rejects(con, path))
    files.append(File(path, name, first, frozenset(line for line, *_ in rejects)))
    con.execute("DROP TABLE IF EXISTS rejected; DROP TABLE IF EXISTS rejected_scan")
    return [_rejected(name, *reject) for reject in rejects[:ROWS_LISTED]]


def _rejects(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, kind of error and text of every rejected row, in file order."""
    rows = con.execute(
        "SELECT DISTINCT ON (line_byte_position) line_byte_position, error_type::VARCHAR, csv_line"
        " FROM rejected ORDER BY line_byte_position, contains(error_type::VARCHAR, 'COLUMNS'), error_type"
    ).fetchall()
    # DuckDB counts records, of which one can span several lines; so its byte offset is sought (from 1). The text is
    # preceded by what is left of a CRLF newline, and by the blank lines above it.
    waiting = deque((at + len(raw) - len(raw.lstrip("\r\n")), kind, raw) for at, kind, raw in rows)
    end = 0
    with path.open("rb") as file:
        for number, line in enumerate(file if waiting else (), 1):
            end += len(line)
            while waiting and waiting[0][0] <= end:
                _, kind, raw = waiting.popleft()
                yield number, kind, raw.lstrip("\r\n")


def _rejected(name: str, line: int, kind: str, raw: str) -> Problem:
    if "COLUMNS" in kind:
        counted = str(len(next(csv.reader(io.StringIO(raw, newline="")), [])))
        return Problem(name, line, 1, "F05", "", counted, str(len(COLUMNS)))
    return Problem(name, line, 1, "F02" if "ENCODING" in kind else "F07", "", raw)


def locate(file: Path, wanted: Iterable[Spot], rejected: Collection[int] = ()) -> dict[Spot, Spot]:
    """Map (record, field), both counted from 1 below the header, to (line, column) counted from 1.

    Records that begin on a `rejected` line are not counted, as they became no rows.
    """
    by_record: dict[int, list[int]] = {}
    for record, field in wanted:
        by_record.setdefault(record, []).append(field)
    places: dict[Spot, Spot] = {}
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        records = ((line, raw) for line, raw in _records(text) if line not in rejected)
        for record, (line, raw) in enumerate(records):
            for field in by_record.pop(record, []):
                starts = [one.start() for one in FIELD.finditer(raw.rstrip("\r\n"))]
                before = raw[: starts[min(field, len(starts)) - 1]]
                places[record, field] = (line + before.count("\n"), len(before) - before.rfind("\n"))
            if not by_record:
                break
    return places


def record_of(folder: Path, id_: str) -> tuple[str, int, str]:
    """File, line and text of an observation's record in a dataset folder; raises ValueError if there is none."""
    for file in files_in(folder, "observations", ".csv"):
        with file.open(encoding="utf-8-sig", newline="") as text:
            for line, raw in _records(text):
                if raw.startswith(f"{id_},"):
                    return f"observations/{file.name}", line, raw.rstrip("\r\n")
    raise ValueError(f"{folder}: {id_}")


def _records(text: Iterable[str]) -> Iterator[tuple[int, str]]:
    """First line number and raw text of every record that is not blank, the header first."""
    consumed: list[str] = []

    def remembered() -> Iterator[str]:
        for line in text:
            consumed.append(line)
            yield line

    reader, first = csv.reader(remembered()), 1
    for fields in reader:
        if fields:
            yield first, "".join(consumed)
        first = reader.line_num + 1
        consumed.clear()
