"""Swaps: how many wrong but possible entries of the shipped figures `check` and `verify` notice, by the field that is wrong.

python -m tests.faults.test_wrong_entries DOCUMENTS [SEED]     with the documents beside the project; prints the figures
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import contract
from loaders.catalogue import Catalogue, read_catalogue
from loaders.problems import DatasetError
from loaders.provenance import verify_figures
from loaders.settings import HOME

SWAPS = 400
FIELDS = ("bound", "status", "scope", "indicator", "unit")
DOCUMENTS = HOME.parent / "shared" / "sources"
# Of a hundred swaps of a field: what is surely noticed, a little below what was measured.
NOTICED = {"bound": 80, "status": 70, "scope": 60, "unit": 60}
PLACE = re.compile(r"observations/(\w+)\.csv:(\d+):")
Rows = dict[str, list[dict[str, str]]]


def others(catalogue: Catalogue, field: str, row: dict[str, str]) -> list[str]:
    """What a field of a row might say instead: other codes, units of the dimension, indicators in the unit."""
    units, indicators = catalogue.units, catalogue.indicators
    own = indicators[row["indicator"]].unit
    possible = {
        "bound": contract.BOUNDS if row["bound"] else (),
        "status": contract.STATUSES,
        "scope": contract.SCOPES,
        "indicator": [id_ for id_, one in indicators.items() if one.unit == own and not one.derived],
        "unit": [
            id_ for id_, unit in units.items() if row["unit"] and unit.dimension == units[own].dimension
        ],
    }
    return [code for code in possible[field] if code != row[field]]


def swapped(catalogue: Catalogue, rows: Rows, seed: int) -> dict[tuple[str, int], str]:
    """Swap a field of so many rows, each once; file and line → the field."""
    chance = random.Random(seed)
    spots = [(place, n) for place in rows for n in range(len(rows[place]))]
    chance.shuffle(spots)
    made: dict[tuple[str, int], str] = {}
    for (place, n), field in zip(spots, cycled(FIELDS), strict=False):
        row = rows[place][n]
        if len(made) < SWAPS and (possible := others(catalogue, field, row)):
            row[field] = chance.choice(possible)
            made[place, n + 2] = field
    return made


def cycled(fields: tuple[str, ...]) -> Iterator[str]:
    """The fields, over and over."""
    while True:
        yield from fields


def measured(documents: Path, seed: int) -> tuple[Counter[str], Counter[str]]:
    """Of each field, how many swaps were made, and how many are noticed."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(shutil.copytree(HOME / "data", Path(work, "data")))
        files = {file.stem: file for file in (folder / "observations").glob("*.csv")}
        rows: Rows = {
            place: list(csv.DictReader(file.open(encoding="utf-8"))) for place, file in files.items()
        }
        whole = {place: [dict(row) for row in those] for place, those in rows.items()}
        made = swapped(read_catalogue(folder)[0], rows, seed)
        noticed: set[tuple[str, int]] = set()
        while True:  # what `check` notices is put back, so that `verify` is run on the rest
            write(files, rows)
            try:
                said = verify_figures(folder, documents)
                break
            except DatasetError as refused:
                found = spots_of(refused.problems)
                noticed |= found
                for place, line in found:
                    rows[place][line - 2] = whole[place][line - 2]
        noticed |= spots_of(said)
    return Counter(made.values()), Counter(field for spot, field in made.items() if spot in noticed)


def spots_of(problems: list) -> set[tuple[str, int]]:
    """The rows that problems are about."""
    found = (PLACE.match(str(problem)) for problem in problems)
    return {(place[1], int(place[2])) for place in found if place}


def write(files: dict[str, Path], rows: Rows) -> None:
    """Write the rows of every place."""
    for place, file in files.items():
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, contract.COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[place])


@pytest.mark.slow
@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents are not beside the project")
def test_most_wrong_entries_that_words_speak_against_are_noticed():
    made, noticed = measured(DOCUMENTS, seed=15)
    print({field: f"{noticed[field]} of {made[field]}" for field in FIELDS})
    for field, least in NOTICED.items():
        assert 100 * noticed[field] >= least * made[field], (field, noticed[field], made[field])


if __name__ == "__main__":
    made, noticed = measured(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 15)
    print(*(f"{field}: {noticed[field]} of {made[field]}" for field in FIELDS), sep="\n")
    print(f"together: {sum(noticed.values())} of {sum(made.values())}")
