"""Row checks: what makes an observation's row unusable, each said as the condition of a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders import contract, numerals
from loaders.contract import COLUMNS


@dataclass(frozen=True)
class RowCheck:
    """Rows of `source` where `where` holds have the problem `code` in `field`; `wanted` is SQL for the wanted form.

    `raw` holds the columns as text, NULL where empty; `known_rows` adds what the indicator and the unit of a row say.
    """

    code: str
    field: str
    where: str
    wanted: str = "''"
    source: str = "raw"


REQUIRED = ("id", "place", "indicator", "scope", "status", "source", "locator")
CODED = {
    "scope": contract.SCOPES,
    "bound": contract.BOUNDS,
    "before_bound": contract.BOUNDS,
    "before_kind": contract.BEFORE_KINDS,
    "status": contract.STATUSES,
    "missing": contract.MISSING,
    "ambiguous": contract.AMBIGUOUS,
}
REFERENCES = {"place": "places", "indicator": "indicators", "source": "sources", "unit": "units"}
DATES = ("period_start", "period_end", "before_end")
NUMBERS = ("value", "before")
CONTROL = "[\\x00-\\x1f]"
SPACE = "\\p{Z}"  # also the full-width space of a Chinese keyboard


def text_checks() -> Iterator[RowCheck]:
    """Checks of every column's text: needed only where one scan of whole rows finds such a character."""
    for field in COLUMNS:
        yield RowCheck("F06", field, f"contains({field}, chr(10))")
        stray = f"regexp_matches(regexp_replace({field}, '\\r?\\n', '', 'g'), '{CONTROL}')"
        yield RowCheck("T03", field, f"{field} <> trim({field}) OR {stray}")


def value_checks() -> Iterator[RowCheck]:
    """Checks of ids, codes, dates and numbers, each column by itself, then of columns against each other."""
    for field in REQUIRED:
        yield RowCheck("T04", field, f"{field} IS NULL")
    yield RowCheck("R06", "id", f"NOT regexp_matches(id, '{contract.ID}')", "'anyang-012'")
    for field, known in CODED.items():
        values = ", ".join(f"'{v}'" for v in known)
        yield RowCheck("E01", field, f"{field} NOT IN ({values})")
    for field, kind in REFERENCES.items():
        yield RowCheck("R01", field, f"{field} NOT IN (SELECT id FROM known WHERE kind = '{kind}')")
    for field in DATES:
        yield RowCheck(
            "D01",
            field,
            f"NOT regexp_matches({field}, '^\\d{{4}}-\\d\\d-\\d\\d$')"
            f" OR ({field} IS NOT NULL AND try_cast({field} AS DATE) IS NULL)",
            "'2020-12-31'",
        )
    for field in NUMBERS:
        yield RowCheck("N04", field, f"NOT regexp_matches({field}, '{numerals.PLAIN}')")
    yield from RELATIONS


RELATIONS = (
    RowCheck("N06", "missing", "value IS NULL AND missing IS NULL", f"'{', '.join(contract.MISSING)}'"),
    RowCheck("N07", "value", "value IS NOT NULL AND missing IS NOT NULL"),
    RowCheck("B01", "bound", "value IS NOT NULL AND bound IS NULL", f"'{', '.join(contract.BOUNDS)}'"),
    RowCheck("T04", "unit", "value IS NOT NULL AND unit IS NULL"),
    RowCheck("B02", "before_bound", "before IS NOT NULL AND before_bound IS NULL", "'before_bound'"),
    RowCheck("B02", "before_kind", "before IS NOT NULL AND before_kind IS NULL", "'before_kind'"),
    RowCheck(
        "B02",
        "before",
        "before IS NULL AND (before_bound IS NOT NULL OR before_kind IS NOT NULL)",
        "'before'",
    ),
    RowCheck(
        "D02", "period_end", "try_cast(period_end AS DATE) < try_cast(period_start AS DATE)", "period_start"
    ),
    RowCheck(
        "D03",
        "period_start",
        "period_start IS NOT NULL AND period_end IS NULL AND status NOT IN ('rule', 'target')",
    ),
    RowCheck(
        "D04", "before_end", "try_cast(before_end AS DATE) > try_cast(period_end AS DATE)", "period_end"
    ),
    RowCheck(
        "T01",
        "as_printed",
        "length(as_printed) > 24 OR (as_printed IS NULL AND missing IS DISTINCT FROM 'not_applicable')",
    ),
    RowCheck("T02", "note_zh", "note_zh IS NULL AND note_en IS NOT NULL", "'note_zh'"),
    RowCheck("T02", "note_en", "note_en IS NULL AND note_zh IS NOT NULL", "'note_en'"),
    RowCheck("U01", "unit", "unit_dimension <> indicator_dimension", "indicator_unit", source="known_rows"),
    RowCheck("N05", "value", "NOT (amount BETWEEN least AND most)", "natural_range", source="known_rows"),
    RowCheck(
        "N05", "before", "NOT (before_amount BETWEEN least AND most)", "natural_range", source="known_rows"
    ),
)
