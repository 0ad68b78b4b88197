"""Own words: an observations file as a clerk writes it, in the words of a page, and the same file in the contract's codes.

A heading may be a column's word in either language; so may a cell of a column that has a list. Where two entries of a list
are called the same, the cell holds the word and the code: 个 · item.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd

from loaders import contract, own_city
from pages.parts import cached
from words import LANGUAGES, wording

CODED = {
    "bound": ("bound", contract.BOUNDS),
    "before_bound": ("bound", contract.BOUNDS),
    "before_kind": ("before_kind", contract.BEFORE_KINDS),
    "scope": ("scope", contract.SCOPES),
    "status": ("status", contract.STATUSES),
    "missing": ("missing", contract.MISSING),
    "ambiguous": ("ambiguous", contract.AMBIGUOUS),
}
ONLY = {"place": (own_city.PLACE, "own.default_name"), "source": (own_city.SOURCE, "own.source_title")}


def lists(snapshot_id: str, language: str) -> dict[str, dict[str, str]]:
    """Column → code → word, of the columns that have a list."""
    text = wording(language)
    found = {c: {code: text(f"{kind}.{code}") for code in codes} for c, (kind, codes) in CODED.items()}
    for c, kind in (("indicator", "indicators"), ("unit", "units")):
        found[c] = cached.labels(snapshot_id, kind, language)
    return found


def with_code(entries: dict[str, str]) -> dict[str, str]:
    """Code → word and code."""
    return {code: f"{word} · {code}" for code, word in entries.items()}


def in_words(content: bytes, snapshot_id: str, language: str) -> bytes:
    """An observations file of the contract in the words of a language."""
    header, *rows = _read(content)
    written = {c: _told_apart(entries) for c, entries in _every_list(snapshot_id, language).items()}
    told = [
        [written.get(c, {}).get(cell, cell) for c, cell in zip(header, row, strict=False)] for row in rows
    ]
    return own_city.csv_of([[wording(language)(f"column.{c}") for c in header], *told])


def in_codes(content: bytes, snapshot_id: str) -> pd.DataFrame | None:
    """The rows of a file whose headings are words, in codes; None of any other file."""
    try:
        header, *rows = _read(content)
    except (UnicodeDecodeError, ValueError, csv.Error):
        return None
    headings = {wording(x)(f"column.{c}"): c for x in LANGUAGES for c in contract.COLUMNS}
    columns = [headings.get(name.strip(), name.strip()) for name in header]
    is_whole = sorted(columns) == sorted(contract.COLUMNS) and all(len(row) == len(columns) for row in rows)
    if not is_whole or columns == list(contract.COLUMNS) == header:
        return None
    codes: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for c, entries in _every_list(snapshot_id, language).items():
            told = codes.setdefault(c, {})
            told |= {
                word: code
                for written in (_told_apart(entries), with_code(entries))
                for code, word in written.items()
            }
    read = [
        [codes.get(c, {}).get(cell.strip(), cell) for c, cell in zip(columns, row, strict=True)]
        for row in rows
    ]
    table = pd.DataFrame(read, columns=columns, dtype="object")[list(contract.COLUMNS)]
    return table.assign(unit=_units(table, snapshot_id))


def _units(table: pd.DataFrame, snapshot_id: str) -> list[str]:
    """The units, of those with the same word the one that can be converted to that of the indicator: 个."""
    units, indicators = (cached.table(snapshot_id, name).set_index("id") for name in ("units", "indicators"))
    called = {
        (row[f"name_{x}"], row["dimension"]): id_
        for x in LANGUAGES
        for id_, row in units[::-1].to_dict("index").items()
    }
    dimension = table["indicator"].map(indicators["unit"].map(units["dimension"]))
    return [called.get((unit.strip(), of), unit) for unit, of in zip(table["unit"], dimension, strict=True)]


def _every_list(snapshot_id: str, language: str) -> dict[str, dict[str, str]]:
    only = {c: {code: wording(language)(key)} for c, (code, key) in ONLY.items()}
    return {**lists(snapshot_id, language), **only}


def _told_apart(entries: dict[str, str]) -> dict[str, str]:
    """Code → word, or word and code where another entry has the same word."""
    names = list(entries.values())
    both = with_code(entries)
    return {code: both[code] if names.count(name) > 1 else name for code, name in entries.items()}


def _read(content: bytes) -> Iterable[Sequence[str]]:
    return csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
