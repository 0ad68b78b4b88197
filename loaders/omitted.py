"""Omitted: the numbers of documents that are not figures, each with the reason (data/omitted.csv)."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.catalogue import Catalogue
from loaders.contract import LONGEST_TEXT, OMITTED, text_fault
from loaders.files import is_there, read_text
from loaders.observations import locate
from loaders.problems import Problem, closest

NAME = "omitted.csv"
Record = tuple[int, list[str]]  # line and cells
OMITTED_COLUMNS = ("source", "fragment", "reason")


@dataclass(frozen=True)
class Omission:
    """One fragment of a document whose numbers are not figures, and why."""

    line: int
    source: str
    fragment: str
    reason: str


def read_omissions(folder: Path) -> list[Omission]:
    """The rows of omitted.csv; none if the dataset has no such file."""
    text, _ = read_text(folder / NAME, NAME, folder)
    return [Omission(line, *cells) for line, cells in _records(text) if len(cells) == len(OMITTED_COLUMNS)]


def omission_problems(folder: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong in omitted.csv: the file itself, its header, unknown sources and reasons, empty or repeated fragments."""
    if not is_there(folder / NAME):
        return
    text, problems = read_text(folder / NAME, NAME, folder)
    yield from problems
    if problems:
        return
    header = "".join(text.splitlines()[:1])
    if header != ",".join(OMITTED_COLUMNS):
        yield Problem(NAME, 1, 1, "F04", "", header, ",".join(OMITTED_COLUMNS))
        return
    faults = list(_faults(_records(text), catalogue.ids("sources")))
    spots = [(record, OMITTED_COLUMNS.index(field) + 1) for record, field, *_ in faults]
    places = locate(folder / NAME, spots)
    for spot, (_, field, code, offending, wanted) in zip(spots, faults, strict=True):
        yield Problem(NAME, *places[spot], code, field, offending, wanted)


def _records(text: str) -> Iterator[Record]:
    """The line and the cells of every record below the header."""
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows, None)
    yield from ((rows.line_num, cells) for cells in rows if cells)


def _faults(rows: Iterator[Record], sources: set[str] | None) -> Iterator[tuple[int, str, str, str, str]]:
    """Record, field, code, offending text and wanted form."""
    seen: dict[tuple[str, str], int] = {}
    for record, (line, cells) in enumerate(rows, 1):
        if len(cells) != len(OMITTED_COLUMNS):
            yield record, "source", "F05", str(len(cells)), str(len(OMITTED_COLUMNS))
            continue
        source, fragment, reason = cells
        if sources is not None and source not in sources:
            yield record, "source", "R01", source, closest(source, sources)
        if code := text_fault(fragment):
            yield record, "fragment", code, fragment, str(LONGEST_TEXT)
        if reason not in OMITTED:
            yield record, "reason", "E01", reason, closest(reason, OMITTED)
        first = seen.setdefault((source, fragment), line)
        if first != line:
            yield record, "fragment", "R02", fragment, f"{NAME}:{first}"
