"""JSON: the same rows under the same names as the CSV, for programs.

Numbers stay numbers, to the digits of the CSV; null is what the CSV leaves empty: no text, unknown, unbounded. Text is
as it stands in the data, without the apostrophe that keeps a spreadsheet from running it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from exports.csv_file import COLUMNS, worded


def json_parts(
    parts: Iterable[pd.DataFrame], said: Mapping[str, object], more: Sequence[str] = ()
) -> Iterator[bytes]:
    """An object with what is `said` of the rows and the `rows` themselves, a part at a time."""
    yield f'{json.dumps(said, ensure_ascii=False)[:-1]}, "rows": ['.encode()
    between = "\n"
    for shown in parts:
        rows = [json.dumps(row, ensure_ascii=False) for row in records(shown, more)]
        if rows:
            yield (between + ",\n".join(rows)).encode()
            between = ",\n"
    yield b"\n]}\n"


def records(shown: pd.DataFrame, more: Sequence[str] = ()) -> Iterator[dict[str, object]]:
    """Each row by the names of its columns: those of the CSV that the rows have, in its order, and then `more`."""
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
