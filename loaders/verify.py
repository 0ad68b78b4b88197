"""Verification: every figure as printed is found in its document, with its value, unit and bound word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue
from loaders.dataset import read_dataset
from loaders.known import known_of
from loaders.numerals import NUMERAL, numbers_in
from loaders.observations import read_observations
from loaders.problems import Problem
from loaders.row_problems import Found, located

NEAR = 60  # characters around a fragment in which the level it is compared with is looked for
_NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|{NUMERAL})"
AFTER = {"以上": "at_least", "以内": "at_most", "内": "at_most", "余": "more_than", "多": "more_than"}
AHEAD = {
    "不得超过": "at_most", "不超过": "at_most", "不少于": "at_least", "不低于": "at_least",
    "超过": "more_than", "超": "more_than", "约": "about", "近": "nearly",
}  # fmt: skip


def verify(folder: Path, sources: Path) -> list[Problem]:
    """Every observation of `folder` that its document in `sources` does not bear out; raises `Refused` as a build."""
    con = duckdb.connect()
    catalogue = read_dataset(con, folder)
    texts, problems = documents(catalogue, sources)
    rows = con.execute(
        "SELECT rowid, source, coalesce(as_printed, ''), value, unit, bound, before, missing FROM raw ORDER BY rowid"
    ).fetchall()
    found = [one for row in rows if row[1] in texts for one in _objections(catalogue, texts[row[1]], *row)]
    con.execute("DROP TABLE raw")
    files, _ = read_observations(con, folder)
    return problems + located(found, files, known_of(catalogue))


def documents(catalogue: Catalogue, sources: Path) -> tuple[dict[str, str], list[Problem]]:
    """Source id → text of the documents in `sources`, and those that are missing or are not the ones on record."""
    texts, problems = {}, []
    for id_, source in catalogue.sources.items():
        at = catalogue.trees["sources.yaml"].at((id_, "file"))
        file = sources / source.file
        if not file.is_file():
            problems.append(Problem("sources.yaml", *at, "F01", "file", wanted=source.file))
            continue
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != source.sha256:
            problems.append(Problem("sources.yaml", *at, "V06", "sha256", source.file))
        try:
            texts[id_] = content.decode("utf-8")
        except UnicodeDecodeError:
            problems.append(Problem("sources.yaml", *at, "F02", "file"))
    return texts, problems


def _objections(
    catalogue: Catalogue,
    text: str,
    row: int,
    source: str,
    printed: str,
    value: str | None,
    unit: str | None,
    bound: str | None,
    before: str | None,
    missing: str | None,
) -> Iterator[Found]:
    at = text.find(printed)
    if at < 0:
        yield "V01", "as_printed", row, printed, source
        return
    if missing or value is None or unit is None:
        return
    units = catalogue.units[unit].printed
    if float(value) not in numbers_in(printed):
        yield "V02", "value", row, printed, value
    # In a table the unit stands in the heading, not beside the number.
    is_table = catalogue.sources[source].file.endswith(".csv")
    if not is_table and not any(form in printed for form in units):
        yield "V03", "unit", row, printed, " / ".join(units)
    if before and float(before) not in numbers_in(text[max(0, at - NEAR) : at + len(printed) + NEAR]):
        yield "V04", "before", row, printed, before
    said = _bound_said(printed, float(value), units)
    if said and said != bound:
        yield "V05", "bound", row, printed, said


def _bound_said(printed: str, value: float, units: list[str]) -> str:
    """The bound that the words around the value say; '' where there is no such word."""
    form = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    pattern = rf"({'|'.join(AHEAD)})?({_NUMBER})(?:{form})?({'|'.join(AFTER)})?"
    for ahead, number, after in re.findall(pattern, printed):
        if numbers_in(number) == [value] and (ahead or after):
            return AHEAD.get(ahead) or AFTER[after]
    return ""
