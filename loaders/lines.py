"""Lines: where in a CSV file a record's field stands, for the few records that have a problem."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

Spot = tuple[int, int]


def locate(file: Path, wanted: Iterable[Spot]) -> dict[Spot, Spot]:
    """Map (record, field), both counted from 1 below the header, to (line, column) counted from 1."""
    by_record: dict[int, list[int]] = {}
    for record, field in wanted:
        by_record.setdefault(record, []).append(field)
    found: dict[Spot, Spot] = {}
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        for record, (line, raw) in enumerate(_records(text)):
            for field in by_record.pop(record, []):
                found[record, field] = (line, _column(raw, field))
            if not by_record:
                break
    return found


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


def _column(raw: str, field: int) -> int:
    quoted, seen = False, 1
    for column, c in enumerate(raw, 1):
        if seen == field:
            return column
        if c == '"':
            quoted = not quoted
        seen += c == "," and not quoted
    return len(raw.rstrip("\r\n")) + 1
