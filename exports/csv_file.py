"""CSV: the rows of a chart and the rows that are missing from it, in one fixed order of columns, ready for Excel.

UTF-8 with BOM and CRLF. Codes and names in both languages. Numbers stay numbers; an unbounded or unknown end is
empty, `bound` and `missing` say which. Text that a spreadsheet would run as a formula gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable

import pandas as pd

from locales import words

COLUMNS = (
    "row", "id", "topic", "topic_zh", "topic_en", "figures", "national_zh", "national_en",
    "reported_by", "reporting_zh", "reporting_en", "indicator", "indicator_zh", "indicator_en",
    "place", "place_zh", "place_en", "scope", "scope_zh", "scope_en",
    "period_start", "period_end", "period_basis", "status", "status_zh", "status_en",
    "value", "low", "high", "low_open", "high_open", "bound", "bound_zh", "bound_en", "unit", "unit_zh", "unit_en",
    "printed_unit", "printed_unit_zh", "printed_unit_en", "before", "before_low", "before_high", "before_low_open",
    "before_high_open", "before_bound", "before_bound_zh", "before_bound_en", "before_kind", "before_kind_zh",
    "before_kind_en", "before_end", "cut_percent_low", "cut_percent_high", "limit_cut_percent", "ratio_low", "ratio_high",
    "claim_zh", "claim_en", "kind", "follows_from", "computed_low", "computed_high", "outcome", "outcome_zh", "outcome_en",
    "benchmark_id", "benchmark_place", "benchmark_indicator", "verdict", "verdict_zh", "verdict_en",
    "limits", "limits_zh", "limits_en", "grade", "grade_zh", "grade_en", "reasons", "reasons_zh", "reasons_en",
    "gap_low", "gap_high", "measure", "measure_zh", "measure_en", "measure_status",
    "measure_status_zh", "measure_status_en", "year", "what_zh", "what_en",
    "missing", "missing_zh", "missing_en", "ambiguous", "ambiguous_zh", "ambiguous_en",
    "source", "source_zh", "source_en", "locator", "as_printed", "note_zh", "note_en", "snapshot", "address",
)  # fmt: skip
# Columns of codes, and the words they are told in.
CODED = {
    "before_bound": "bound",
    **{c: c for c in ("scope", "status", "bound", "before_kind", "outcome", "verdict", "limits", "grade")},
    **{c: c for c in ("missing", "ambiguous", "measure_status")},
}
FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def csv_bytes(shown: pd.DataFrame, snapshot: str, address: str) -> bytes:
    """The file of one chart: exactly the rows of `shown`, columns it lacks left empty."""
    rows = worded(shown).assign(snapshot=snapshot, address=address)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows.reindex(columns=list(COLUMNS)).itertuples(index=False):
        writer.writerow([cell(value) for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def worded(shown: pd.DataFrame) -> pd.DataFrame:
    """`shown` with the words of its codes in both languages beside them."""
    rows = shown.copy()
    for language in ("zh", "en"):
        text = words(language)
        for column, kind in CODED.items():
            if column in rows:
                rows[f"{column}_{language}"] = [
                    text(f"{kind}.{c}") if c else "" for c in _codes(rows[column])
                ]
        if "reasons" in rows:
            rows[f"reasons_{language}"] = [reasons_in_words(c, language) for c in _codes(rows["reasons"])]
    return rows


def reasons_in_words(reasons: str, language: str) -> str:
    """The reasons of a comparability grade, joined as a sentence joins them."""
    text = words(language)
    return text("list.separator").join(text(f"reason.{code}") for code in reasons.split("|") if code)


def cell(value: object) -> object:
    """A cell: numbers as numbers, nothing for unknown and unbounded, text that cannot run as a formula."""
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if math.isnan(value) or math.isinf(value) else f"{value:.12g}"
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def file_name(parts: Iterable[str], ending: str) -> str:
    """A file name of `parts`, legal on Windows and not too long for it."""
    stem = "_".join(FORBIDDEN.sub("-", part).strip(" .") for part in parts if part)
    return f"{stem[:120].rstrip(' .')}.{ending}"


def _codes(column: pd.Series) -> list[str]:
    return ["" if c is None or (isinstance(c, float) and math.isnan(c)) else str(c) for c in column]
