"""Table of a workbook: rows under headings in one language, every number a number, bounds in words beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.columns import ENDS, OF_THE_FIGURE, Column, used
from exports.csv_file import worded
from words import LANGUAGES, numbers, wording

MOST_CHARACTERS = 32767  # Excel holds so many in a cell
NARROW, WIDE = 9, 44  # columns of text
HIDDEN = {"row", "peer_set", "snapshot", "address"}  # of no use to a reader, or told on the first sheet
CODED = {"period_basis", "total_basis", "kind"}  # codes that only a workbook tells in words
NAMES = {"benchmark_place": "place", "benchmark_indicator": "indicator"}  # ids of what other rows name
VACUOUS = {"cut_percent": (-math.inf, 100), "ratio": (0, math.inf)}  # what every two figures satisfy


def write_table(sheet: Worksheet, shown: pd.DataFrame, language: str, looks: dict[str, Format]) -> None:
    """The rows under their headings, in the columns that hold anything."""
    table = dict(columns(shown, language))
    for at, (heading, cells) in enumerate(table.items()):
        sheet.write_string(0, at, heading, looks["head"])
        for down, cell in enumerate(cells, 1):
            _write(sheet, down, at, cell, looks["text"])
        longest = max((columns_of(cell) for cell in cells[:200]), default=0)
        sheet.set_column(at, at, min(max(longest + 2, columns_of(heading) / 2 + 2, NARROW), WIDE))
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(shown), 1), max(len(table) - 1, 0))


def columns(shown: pd.DataFrame, language: str) -> Iterator[tuple[str, list[object]]]:
    """Headings and cells: every number, the words of every code, the words of an interval before its ends."""
    rows, other = worded(shown), {part for part in LANGUAGES if part != language}
    for one in used(rows):
        is_told = f"{one.name}_{language}" in rows
        if one.name in HIDDEN or one.part in other or is_told:
            continue
        if one.part == "low":
            yield wording(language)(f"field.{one.about}"), _in_words(rows, one, language)
        yield one.heading(language), _cells(rows, one, language)


def _cells(rows: pd.DataFrame, one: Column, language: str) -> list[object]:
    """The cells of a column; flags, and codes and ids that have no words of their own, in words."""
    name, cells = one.name, rows[one.name].tolist()
    if one.kind == "boolean":  # some programs make a formula of TRUE
        said = {True: wording(language)("sheet.true"), False: wording(language)("sheet.false")}
        return [said.get(cell, "") if isinstance(cell, bool) else "" for cell in cells]
    if name in CODED:
        return [
            wording(language)(f"{name}.{cell}") if isinstance(cell, str) and cell else "" for cell in cells
        ]
    if name in NAMES and f"{NAMES[name]}_{language}" in rows:
        named = dict(zip(rows[NAMES[name]], rows[f"{NAMES[name]}_{language}"], strict=True))
        return [named.get(cell, cell) for cell in cells]
    return cells


def _in_words(rows: pd.DataFrame, column: Column, language: str) -> list[str]:
    """An interval as one reads it; a printed number with its bound."""
    prefix, empty = _prefix(column), pd.Series("", index=rows.index)
    bounds, amounts = rows.get(f"{prefix}bound", empty), rows.get(f"{prefix}amount", empty)
    units = {"percent": empty + "%", "unit": rows.get(f"unit_{language}", empty)}.get(column.measured, empty)
    ends = [rows.get(f"{prefix}{end}", pd.Series(False, index=rows.index)) for end in ENDS]
    said = []
    for low, high, low_open, high_open, bound, amount, unit in zip(
        *ends, bounds, amounts, units, strict=True
    ):
        if pd.isna(low) or pd.isna(high):
            said.append("")
        elif (low, high) == VACUOUS.get(column.about):
            said.append(wording(language)("number.unknown"))
        elif bound and amount != "":
            said.append(numbers.printed(amount, bound, unit, language))
        else:
            said.append(numbers.interval(low, high, low_open is True, high_open is True, unit, language))
    return said


def _prefix(column: Column) -> str:
    return "" if column.about == OF_THE_FIGURE else f"{column.about}_"


def _write(sheet: Worksheet, row: int, column: int, cell: object, look: Format) -> None:
    """A number as a number, nothing for unknown and unbounded, everything else as text."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and not math.isfinite(cell)) or cell == "":
        return
    if isinstance(cell, int | float):
        sheet.write_number(row, column, float(f"{cell:.12g}"), look)  # the digits of the CSV
    else:
        sheet.write_string(row, column, str(cell)[:MOST_CHARACTERS], look)


def columns_of(cell: object) -> int:
    """How many columns a text takes; a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in str(cell))
