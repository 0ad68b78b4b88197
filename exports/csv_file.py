"""CSV in codes: everything known about the rows of a view, with columns in one fixed order, for programs.

UTF-8 with BOM and CRLF. Codes, and names in both languages. Numbers stay numbers; an unbounded or unknown end is
empty, and `bound` and `missing` say which it is. Text that a spreadsheet would run as a formula gets a leading apostrophe.
The view's address is given once, in the first row: repeated in every row, it would make up most of a large file.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator
from itertools import chain

import pandas as pd

from words import wording
from words.approval_times import is_at_least
from words.numbers import ENDS
from words.verdicts import UNCLEAR_IN, why

COLUMNS = (
    "row", "id", "simulated", "simulated_zh", "simulated_en", "from_id", "topic", "topic_zh", "topic_en", "figures",
    "national_zh", "national_en", "reported_by", "reporting_zh", "reporting_en", "place_pairs", "comparable_pairs",
    "comparable_on_zh", "comparable_on_en", "covered", "of", "indicator", "indicator_zh", "indicator_en",
    "b_ready_zh", "b_ready_en", "direction", "direction_zh", "direction_en", "place", "place_zh", "place_en", "scope",
    "scope_zh", "scope_en", "period_start", "period_end", "period_basis", "denominator_end", "status", "status_zh",
    "status_en", "value", "low", "high", "low_open", "high_open", "bound", "bound_zh", "bound_en", "unit", "unit_zh",
    "unit_en", "printed_unit", "printed_unit_zh", "printed_unit_en", "before", "before_low", "before_high",
    "before_low_open", "before_high_open", "before_bound", "before_bound_zh", "before_bound_en", "before_kind",
    "before_kind_zh", "before_kind_en", "before_end", "cut_percent", "cut_percent_low", "cut_percent_high",
    "cut_percent_low_open", "cut_percent_high_open", "claim_zh", "claim_en", "kind", "follows_from",
    "follows_from_zh", "follows_from_en", "computed_low", "computed_high", "computed_low_open", "computed_high_open",
    "outcome", "outcome_zh", "outcome_en", "benchmark_id", "benchmark_place", "benchmark_indicator", "benchmark_kind",
    "benchmark_kind_zh", "benchmark_kind_en", "benchmark_low", "benchmark_high", "benchmark_low_open",
    "benchmark_high_open", "verdict", "verdict_zh", "verdict_en", "form", "form_zh", "form_en", "cut_kind",
    "cut_kind_zh", "cut_kind_en", "grade", "grade_zh", "grade_en", "reasons", "reasons_zh", "reasons_en", "on_axis",
    "apart", "apart_zh", "apart_en", "gap_low", "gap_high", "gap_low_open", "gap_high_open", "earlier_id",
    "earlier_low", "earlier_high", "earlier_low_open", "earlier_high_open", "change_low", "change_high",
    "change_low_open", "change_high_open", "change_percent_low", "change_percent_high", "change_percent_low_open",
    "change_percent_high_open", "change_reasons", "change_reasons_zh", "change_reasons_en", "target_id", "target_low",
    "target_high", "target_low_open", "target_high_open", "attained", "attained_zh", "attained_en", "peer_set",
    "left_out", "left_out_zh", "left_out_en", "rank_best", "rank_worst", "ranked", "tied", "tier", "tiers",
    "composite", "composite_zh", "composite_en", "score_low", "score_high", "score_low_open", "score_high_open",
    "withheld", "withheld_zh", "withheld_en", "measure", "measure_zh", "measure_en", "measure_status",
    "measure_status_zh", "measure_status_en", "year", "what_zh", "what_en", "gap_percent_low", "gap_percent_high",
    "gap_percent_low_open", "gap_percent_high_open", "benchmark_place_zh", "benchmark_place_en",
    "benchmark_source_zh", "benchmark_source_en", "always", "range_low", "range_high", "attainable_best",
    "attainable_worst", "funnel", "funnel_zh", "funnel_en", "funnel_kind", "funnel_kind_zh", "funnel_kind_en",
    "total_low", "total_high", "total_low_open", "total_high_open", "total_id", "total_basis", "done_low",
    "done_high", "done_low_open", "done_high_open", "done_id", "done_means_zh", "done_means_en", "fully_low",
    "fully_high", "fully_low_open", "fully_high_open", "fully_id", "partly_low", "partly_high", "partly_low_open",
    "partly_high_open", "partly_id", "pending_low", "pending_high", "pending_low_open", "pending_high_open",
    "pending_ids", "rate_low", "rate_high", "rate_low_open", "rate_high_open", "full_rate_low", "full_rate_high",
    "full_rate_low_open", "full_rate_high_open", "pending_rate_low", "pending_rate_high", "pending_rate_low_open",
    "pending_rate_high_open", "problem", "problem_zh", "problem_en", "definition_zh", "definition_en",
    "department_zh", "department_en", "minimum", "maximum", "best", "worst", "goalposts_source_zh",
    "goalposts_source_en", "numerator", "denominator", "matter", "matter_zh", "matter_en", "caveats_zh", "caveats_en",
    "difference", "difference_zh", "difference_en", "column", "column_zh", "column_en", "old", "new",
    "difference_reason_zh", "difference_reason_en", "missing", "missing_zh", "missing_en", "ambiguous",
    "ambiguous_zh", "ambiguous_en", "source", "source_zh", "source_en", "locator", "as_printed", "note_zh", "note_en",
    "snapshot", "address",
)  # fmt: skip
# Columns of codes, each with the prefix of its words in the catalogues.
CODED = {
    "before_bound": "bound",
    **{
        c: c
        for c in (
            "scope",
            "status",
            "bound",
            "before_kind",
            "outcome",
            "verdict",
            "form",
            "cut_kind",
            "grade",
        )
    },
    **{c: c for c in ("missing", "ambiguous", "measure_status", "funnel_kind", "benchmark_kind", "left_out")},
    **{c: c for c in ("direction", "attained", "withheld", "difference", "column")},
}
CLAIMED = (
    "claimed"  # a cut printed without the level before it: the printed number is the cut itself, not a level
)
AMOUNTS = {
    "value": "amount",
    "before": "before_amount",
}  # a printed number, and the column that has it in `unit`
FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


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
    for language in ("zh", "en"):
        text = wording(language)
        for column, kind in CODED.items():
            if column in rows:
                rows[f"{column}_{language}"] = [
                    text(f"{kind}.{c}") if c else "" for c in _codes_of(rows[column])
                ]
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


def file_name(parts: Iterable[str], ending: str) -> str:
    """A file name made of `parts`, legal on Windows and not too long for it."""
    stem = "_".join(FORBIDDEN.sub("-", part).strip(" .") for part in parts if part)
    return f"{stem[:120].rstrip(' .')}.{ending}"


def _codes_of(column: pd.Series) -> list[str]:
    return ["" if c is None or (isinstance(c, float) and math.isnan(c)) else str(c) for c in column]
