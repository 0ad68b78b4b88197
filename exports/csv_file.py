"""CSV and JSON in codes: everything known about the rows of a view, with columns in one fixed order, for programs.

The CSV is UTF-8 with BOM and CRLF. Codes, and names in both languages. Numbers stay numbers; an unbounded or unknown end is
empty, and `bound` and `missing` say which it is. Text that a spreadsheet would run as a formula gets a leading apostrophe.
The view's address is given once, in the first row: repeated in every row, it would make up most of a large file.
JSON has the same numbers under the same names, null for what the CSV leaves empty, and text without the apostrophe.
"""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pandas as pd

from exports.columns import CODED, COLUMNS
from words import LANGUAGES, wording
from words.approval_times import is_at_least
from words.numbers import ENDS
from words.verdicts import UNCLEAR_IN, why

CLAIMED = "claimed"  # a cut printed without the level before it: the number is the cut itself, not a level
# A printed number, and the column that has it in `unit`.
AMOUNTS = {"value": "amount", "before": "before_amount"}
FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")


def csv_bytes(shown: pd.DataFrame, snapshot: str, address: str) -> bytes:
    """The file of one chart: exactly the rows of `shown`."""
    return b"".join(csv_parts([shown], snapshot, address))


def csv_parts(parts: Iterable[pd.DataFrame], snapshot: str, address: str) -> Iterator[bytes]:
    """The same file from rows that arrive in parts with the same columns, one part at a time."""
    parts = iter(parts)
    first = next(parts, pd.DataFrame())
    names = columns_of(first)
    yield b"\xef\xbb\xbf" + csv_lines([names])
    for shown in chain([first], parts):
        rows = worded(shown).assign(snapshot=snapshot, address="")
        if len(rows):
            rows.iloc[0, rows.columns.get_loc("address")], address = address, ""
        yield csv_lines(rows.reindex(columns=names).itertuples(index=False))


def columns_of(shown: pd.DataFrame) -> list[str]:
    """The columns of the file of some rows: those of COLUMNS that the rows have, including the words of their codes."""
    there = {*worded(_with_cuts(shown.copy()).head(0)), "snapshot", "address"}
    return [name for name in COLUMNS if name in there]


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of cells as CSV lines."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(map(csv_cell, row) for row in rows)
    return text.getvalue().encode("utf-8")


def worded(shown: pd.DataFrame) -> pd.DataFrame:
    """`shown` with its numbers in `unit`, its cuts in their own columns, and the words of its codes in both languages."""
    rows = _with_cuts(shown.copy())
    for name, amount in AMOUNTS.items():
        if amount in rows:
            rows[name] = rows[amount]
    for language in LANGUAGES:
        text = wording(language)
        for column, kind in CODED.items():
            if column in rows:
                codes = _codes_of(rows[column])
                rows[f"{column}_{language}"] = [text(f"{kind}.{code}") if code else "" for code in codes]
        beside = [c for c in (*UNCLEAR_IN, f"declared_{language}") if c in rows]
        for column in ("reasons", "change_reasons", "apart"):
            if column in rows:
                each = rows[beside].assign(reasons=_codes_of(rows[column])).to_dict("records")
                rows[f"{column}_{language}"] = [why(row, language) for row in each]
    return rows


def _with_cuts(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the certain cut in `cut_percent`; if the level is printed too, `low` and `high` are those of the level."""
    if not {"cut_kind", *ENDS} <= set(rows) or not (is_cut := rows["cut_kind"].fillna("") != "").any():
        return rows
    rows["high"] = rows["high"].mask(is_cut & is_at_least(rows), math.inf)
    rows["cut_percent"] = rows["low"].where(is_cut)
    is_level = is_cut & (rows["cut_kind"] != CLAIMED)
    for end in ENDS:
        rows[f"cut_percent_{end}"] = rows[end].where(is_cut)
        if f"level_{end}" in rows:
            rows[end] = rows[f"level_{end}"].where(is_level, rows[end])
    return rows


def csv_cell(value: object) -> object:
    """A cell: numbers as numbers, empty for unknown and unbounded, text that cannot run as a formula."""
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if math.isnan(value) or math.isinf(value) else f"{value:.12g}"
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _codes_of(column: pd.Series) -> list[str]:
    return ["" if c is None or (isinstance(c, float) and math.isnan(c)) else str(c) for c in column]


def json_parts(
    parts: Iterable[pd.DataFrame], said: Mapping[str, object], more: Sequence[str] = ()
) -> Iterator[bytes]:
    """An object with what is `said` about the rows and the `rows` themselves, one part at a time."""
    yield f'{json.dumps(said, ensure_ascii=False)[:-1]}, "rows": ['.encode()
    between = "\n"
    for shown in parts:
        rows = [json.dumps(row, ensure_ascii=False) for row in records(shown, more)]
        if rows:
            yield (between + ",\n".join(rows)).encode()
            between = ",\n"
    yield b"\n]}\n"


def records(shown: pd.DataFrame, more: Sequence[str] = ()) -> Iterator[dict[str, object]]:
    """Each row as column name → value: the CSV columns that the rows have, in CSV order, then `more`."""
    rows = worded(shown)
    columns = [column for column in (*COLUMNS, *more) if column in rows]
    for row in rows[columns].itertuples(index=False):
        yield dict(zip(columns, map(_json_value, row), strict=True))


def _json_value(value: object) -> object:
    if value is None or value is pd.NA or value == "":
        return None
    if isinstance(value, float):
        return float(f"{value:.12g}") if math.isfinite(value) else None
    return value if isinstance(value, bool | int) else str(value)
