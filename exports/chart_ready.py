"""Chart-ready: rows as staff chart them – about a dozen columns in one language, every number in its unit – and a wide table."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from exports.columns import EVERY, holds_anything
from exports.csv_file import csv_lines, worded
from findings.answers import STILL
from words import LANGUAGES, chart_ready, wording
from words.cells import Row, cell
from words.numbers import rounded

MEASURED = {"place", "indicator", "low", "high", "unit"}  # only rows of figures have all these columns
ALWAYS = (
    "place", "matter", "indicator", "value", "low", "high", "unit", "nature", "period", "against", "printed", "cited",
)  # fmt: skip
# Columns of text rather than codes, though they have no language.
TEXTS = {"locator", "as_printed", "old", "new"}
DIGITS = 4  # after the decimal point: a third is 33.3333
SEVERAL = 2  # places that make a table with one column per place worthwhile
Cell = str | float | date | None  # None for nothing


class FileColumn(NamedTuple):
    """A column of a file: its code, its heading, its cells, and the signs of its bounds."""

    name: str
    heading: str
    cells: list[Cell]
    signs: Sequence[str] = ()


def readable_columns(shown: pd.DataFrame, language: str) -> list[FileColumn]:
    """Columns for figures: `ALWAYS` and any others that are filled; for other rows: all that are filled, except codes."""
    rows = worded(shown)
    if not set(rows) >= MEASURED:
        return list(_other_columns(rows, language))
    each = rows.to_dict("records")
    figures = {row["id"]: row for row in each if row.get("id")}
    forms: dict[str, Callable[[Row], Cell]] = {
        "place": lambda row: cell(row, "place", language),
        "matter": lambda row: cell(row, "matter", language) if f"matter_{language}" in row else "",
        "indicator": lambda row: cell(row, "indicator", language),
        "before": lambda row: _finite(row.get("before")),
        "value": lambda row: None if row.get("ambiguous") == "amount" else _finite(row.get("value")),
        "low": lambda row: _finite(row["low"]),
        "high": lambda row: _finite(row["high"]),
        "unit": lambda row: cell(row, "unit", language),
        "cut": lambda row: _finite(row.get("cut_percent")),
        "share": lambda row: None if row.get("cut_kind") else _finite(row.get("share_high")),
        "computed_low": lambda row: _finite(row.get("computed_low")),
        "computed_high": lambda row: _finite(row.get("computed_high")),
        "outcome": lambda row: cell(row, "outcome", language),
        "nature": lambda row: chart_ready.nature(row, language),
        "period": lambda row: cell(row, "period", language),
        "until": lambda row: _day(row.get("period_end")),
        "against": lambda row: chart_ready.against(row, figures, language),
        "printed": lambda row: cell(row, "as_printed", language),
        "cited": lambda row: chart_ready.cited(row, language),
        "remark": lambda row: chart_ready.remark(row, language),
    }  # fmt: skip
    text, signs = wording(language), [chart_ready.sign(row, language) for row in each]
    found = (
        FileColumn(name, text(f"ready.{name}"), [form(row) for row in each], signs if name == "value" else ())
        for name, form in forms.items()
    )
    return [one for one in found if one.name in ALWAYS or holds_anything(one.cells)]


def wide_columns(shown: pd.DataFrame, language: str) -> list[FileColumn]:
    """One row per indicator and one column per place, with its latest number; nothing if there are fewer than two places.

    The last column says in words what each number is.
    """
    if not set(shown) >= MEASURED:
        return []
    each = _latest(worded(shown).to_dict("records"))
    places = list(dict.fromkeys(row[f"place_{language}"] for row in each))
    if len(places) < SEVERAL:
        return []
    indicators: dict[str, dict[str, Row]] = {}
    for row in each:
        indicators.setdefault(row["indicator"], {})[row[f"place_{language}"]] = row
    text, lines, columns = wording(language), list(indicators.values()), []
    for head in ("matter", "indicator", "unit"):
        firsts = (next(iter(line.values())) for line in lines)
        cells: list[Cell] = [row.get(f"{head}_{language}", "") for row in firsts]
        columns.append(FileColumn(head, text(f"ready.{head}"), cells))
    for place in places:
        rows = [line.get(place) for line in lines]
        numbers = [_finite(row["value"]) if row else None for row in rows]
        signs = [chart_ready.sign(row, language) if row else "" for row in rows]
        columns.append(FileColumn("value", place, numbers, signs))
    told = (
        (text("about.line", name=name, said=_in_words(row, language)) for name, row in line.items())
        for line in lines
    )
    each = [text("list.clauses").join(several) for several in told]
    return [*columns, FileColumn("each", text("ready.each"), each)]


def readable_csv(columns: Sequence[FileColumn], snapshot: str, address: str, language: str) -> bytes:
    """The columns as CSV; snapshot and address are given once, in the first row of an extra last column."""
    text, heads = wording(language), [one.heading for one in columns]
    lines = [*zip(*(one.cells for one in columns), strict=True)]
    if lines:
        made = text("ready.made", snapshot=snapshot, address=address).rstrip(" ,，")
        heads.append(text("ready.from"))
        lines = [(*line, made if n == 0 else "") for n, line in enumerate(lines)]
    return b"\xef\xbb\xbf" + csv_lines([heads, *lines])


def _other_columns(rows: pd.DataFrame, language: str) -> Iterator[FileColumn]:
    """The texts, numbers and words of codes in rows, under headings in one language; two equal ends share one column."""
    text, left_out = wording(language), {*LANGUAGES, "code"} - {language}
    for one in EVERY:
        is_code = one.kind == "boolean" or (one.kind == "string" and not one.part and one.name not in TEXTS)
        if one.name not in rows or one.part in left_out or is_code or not holds_anything(rows[one.name]):
            continue
        heading = one.heading(language)
        if one.part in ("low", "high") and rows[f"{one.about}_low"].equals(rows[f"{one.about}_high"]):
            if one.part == "high":
                continue
            heading = text(f"field.{one.about}")
        if one.measured == "percent":
            heading = text("ready.in_per_cent", name=heading)
        form = {"number": _finite, "integer": _finite, "date": _day}.get(one.kind, _text)
        yield FileColumn(one.name, heading, [form(cell) for cell in rows[one.name].astype(object)])


def _latest(rows: list[Row]) -> list[Row]:
    """For each place and indicator, the latest figure, preferably of the whole place; in the order of the rows.

    What is still in force is the latest.
    """
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        if _finite(row["value"]) is not None and row["ambiguous"] != "amount":
            key = (row["indicator"], row["place"])
            best[key] = max(
                best.get(key, row), row, key=lambda one: (one["scope"] == "whole", one["period_end"] or STILL)
            )
    return list(best.values())


def _in_words(row: Row, language: str) -> str:
    parts = (cell(row, "value", language), chart_ready.nature(row, language), cell(row, "period", language))
    return " · ".join(part for part in parts if part)


def _finite(number: object) -> float | None:
    """A number, rounded; None for nothing and for an unbounded end."""
    is_finite = isinstance(number, int | float) and math.isfinite(number)
    return float(rounded(number, DIGITS)) if is_finite else None


def _day(day: object) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) and day else None


def _text(said: object) -> str:
    return "" if pd.isna(said) else said
