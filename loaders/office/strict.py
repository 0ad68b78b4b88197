"""Strict: what was understood, as rows of an observations file in the form the curated loader takes."""

import re
from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from loaders.contract import BOUNDS, COLUMNS, MISSING, SCOPES, STATUSES
from loaders.office.account import Account, Figure
from loaders.office.matching import place_form

MOST_PRINTED = 24  # characters of as_printed


def strict_rows(
    account: Account, place: str, source: str, session: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """The rows of the reader's own place, including masked and not applicable ones.

    Only for indicators in the dictionary, or kept for the `session`: name → id.
    """
    ids = session or {}
    known = ((f, f.indicator_id or ids.get(f.indicator, "")) for f in own_figures(account))
    rows = [_row(figure, id_, place, source) for figure, id_ in known if id_]
    return [{"id": f"{place}-{n:03}", **row} for n, row in enumerate(rows, 1)]


def own_figures(account: Account) -> Iterator[Figure]:
    """The figures of the reader's own place without an open question."""
    own = place_form(account.own)
    for figure in account.figures:
        is_settled = not figure.is_open and (figure.value or figure.missing in MISSING)
        if (
            is_settled
            and (place_form(figure.place) == own or not figure.place)
            and (account.own or account.names_own or not account.places)
        ):
            yield figure


def _row(figure: Figure, indicator: str, place: str, source: str) -> dict[str, str]:
    period = figure.period
    note = re.sub(r"\s+", " ", figure.note).strip()
    told = {
        "place": place,
        "indicator": indicator,
        "scope": figure.scope if figure.scope in SCOPES else "whole",
        "period_start": period.start if period else "",
        "period_end": period.end if period else "",
        "value": figure.value,
        "unit": figure.unit_id,
        "bound": figure.bound if figure.value and figure.bound in BOUNDS else "",
        "status": figure.status if figure.status in STATUSES else "achieved",
        "missing": "" if figure.value else figure.missing,
        "source": source,
        "locator": re.sub(r"\s+", " ", f"{figure.sheet} {cell_name(figure.row, figure.column)}").strip(),
        "as_printed": re.sub(r"\s+", " ", figure.printed).strip()[:MOST_PRINTED],
        "note_zh": note,
        "note_en": note,
    }
    told |= {"note_en": ""} if dict(figure.more).get("note_en") else {}
    told |= dict(figure.more)
    if figure.value:
        told["missing"] = ""
    return {name: told.get(name, "") for name in COLUMNS if name != "id"}


def cell_name(row: int, column: int) -> str:
    """A cell as Excel calls it: E6; a whole row by its number, a whole column by its letters."""
    return f"{get_column_letter(column) if column else ''}{row or ''}"
