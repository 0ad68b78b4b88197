"""Lines: where in a CSV file the field of a record is, for the few records that have a problem."""

import csv
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from loaders.files import files_in

Spot = tuple[int, int]


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
                before = raw[: _start(raw, field)]
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


def _start(raw: str, field: int) -> int:
    """Where in a record's text a field begins, counted from 0."""
    quoted = in_quotes = False
    first, seen = True, 1
    for at, c in enumerate(raw):
        if seen == field:
            return at
        quoted = c == '"' if first else quoted  # a quote later in a field is an ordinary character
        in_quotes ^= quoted and c == '"'
        first = c == "," and not in_quotes
        seen += first
    return len(raw.rstrip("\r\n"))
