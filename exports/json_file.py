"""JSON: the rows of the CSV under the same names, for programs.

Numbers stay numbers, with the digits of the CSV; null stands for what the CSV leaves empty: no text, unknown, unbounded.
Text is as in the data, without the apostrophe that keeps a spreadsheet from running it as a formula.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from exports.csv_file import COLUMNS, worded


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
