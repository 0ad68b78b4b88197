"""Omitted: the numbers of documents that are no figures, each with the reason (data/omitted.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.catalogue import Catalogue
from loaders.contract import OMITTED
from loaders.lines import locate
from loaders.problems import Problem, closest

COLUMNS = ("source", "fragment", "reason")


@dataclass(frozen=True)
class Omitted:
    """One fragment of a document whose numbers are no figures, and why."""

    line: int
    source: str
    fragment: str
    reason: str


def read_omitted(folder: Path) -> list[Omitted]:
    """The rows of omitted.csv; none where a dataset has no such file."""
    file = folder / "omitted.csv"
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        rows = csv.DictReader(text)
        return [
            Omitted(rows.line_num, *((row[c] or "") for c in COLUMNS))
            for row in rows
            if set(COLUMNS) <= set(row)
        ]


def omitted_problems(folder: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong in omitted.csv: its encoding and header, unknown sources and reasons, empty or repeated fragments."""
    name, file = "omitted.csv", folder / "omitted.csv"
    if not file.is_file():
        return
    content = file.read_bytes()
    try:
        header = content.decode("utf-8-sig").splitlines()[:1]
    except UnicodeDecodeError as error:
        yield Problem(name, content[: error.start].count(b"\n") + 1, 1, "F02")
        return
    if header != [",".join(COLUMNS)]:
        yield Problem(name, 1, 1, "F04", "", "".join(header), ",".join(COLUMNS))
    found = list(_objections(read_omitted(folder), catalogue.ids("sources")))
    places = locate(file, [(record, COLUMNS.index(field) + 1) for record, field, *_ in found])
    for record, field, code, text, wanted in found:
        yield Problem(name, *places[record, COLUMNS.index(field) + 1], code, field, text, wanted)


def _objections(rows: list[Omitted], sources: set[str] | None) -> Iterator[tuple[int, str, str, str, str]]:
    """Record, field, code, offending text and wanted form."""
    seen: dict[tuple[str, str], int] = {}
    for record, row in enumerate(rows, 1):
        if sources is not None and row.source not in sources:
            yield record, "source", "R01", row.source, closest(row.source, sources)
        if not row.fragment:
            yield record, "fragment", "T04", "", ""
        if row.reason not in OMITTED:
            yield record, "reason", "E01", row.reason, closest(row.reason, OMITTED)
        first = seen.setdefault((row.source, row.fragment), row.line)
        if first != row.line:
            yield record, "fragment", "R02", row.fragment, f"omitted.csv:{first}"
