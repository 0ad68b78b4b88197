"""Tables: rows as a reader reads them, one form for each column on every page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pandas as pd

from charts.style import VERDICT_SIGNS
from exports.csv_file import reasons_in_words
from locales import numbers, words

Row = dict


def readable(
    shown: pd.DataFrame, columns: Sequence[str], language: str, link: Callable[[str], str]
) -> pd.DataFrame:
    """`shown` as text under headings of `language`; `link` gives the address of a figure's source by its id."""
    text = words(language)
    rows = shown.to_dict("records")
    return pd.DataFrame(
        {
            text(f"column.{c}"): [link(r["id"]) if c == "link" else cell(r, c, language) for r in rows]
            for c in columns
        }
    )


def cell(row: Row, column: str, language: str) -> str:
    """One cell in words."""
    form = FORMS.get(column)
    if form:
        return form(row, language)
    found = row.get(f"{column}_{language}", row.get(column, ""))
    return "" if found is None or (isinstance(found, float) and math.isnan(found)) else str(found)


def _value(row: Row, language: str) -> str:
    text = words(language)
    if row.get("missing"):
        return text(f"missing.{row['missing']}")
    if row["ambiguous"] == "amount":
        return text("chart.level_unknown", printed=row["as_printed"])
    return numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)


def _before(row: Row, language: str) -> str:
    if not row.get("before_bound"):
        return ""
    return numbers.printed(row["before_amount"], row["before_bound"], row[f"unit_{language}"], language)


def _before_kind(row: Row, language: str) -> str:
    kind = row.get("before_kind")
    return (
        ""
        if not kind
        else words(language)(f"before_kind.{kind}")
        + (f" · {row['before_end'][:4]}" if row["before_end"] else "")
    )


def _interval(prefix: str, unit: str, vacuous: tuple[float, float]) -> Callable[[Row, str], str]:
    """A form for an interval; `vacuous` is what every pair of figures satisfies, so it says nothing."""

    def form(row: Row, language: str) -> str:
        if not row.get("before_bound"):
            return ""
        low, high, *is_open = (row[f"{prefix}_{end}"] for end in ("low", "high", "low_open", "high_open"))
        if (low, high) == vacuous:
            return words(language)("number.unknown")
        return numbers.interval(low, high, *is_open, unit, language, digits=1 if unit == "%" else 2)

    return form


def _limit_cut(row: Row, language: str) -> str:
    cut = row.get("limit_cut_percent", math.nan)
    return "" if math.isnan(cut) else f"{numbers.number(cut, language, 1)}%"


def _verdict(row: Row, language: str) -> str:
    text = words(language)
    limits = f" · {text('limits.' + row['limits'])}" if row.get("limits") else ""
    return f"{VERDICT_SIGNS[row['verdict']]} {text('verdict.' + row['verdict'])}{limits}"


def _claim(row: Row, language: str) -> str:
    return numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)


def _computed(row: Row, language: str) -> str:
    ends = (row[f"computed_{end}"] for end in ("low", "high", "low_open", "high_open"))
    return numbers.interval(*ends, row[f"unit_{language}"], language)


def period(row: Row, language: str) -> str:
    """The period a figure speaks of; says so where it is its document's."""
    text, start, end = words(language), row.get("period_start") or "", row.get("period_end") or ""
    if not isinstance(end, str) or not end:
        return ""
    if not start:
        said = text("period.as_of", end=end)
    elif start[4:] == "-01-01" and end[4:] == "-12-31":
        said = start[:4] if start[:4] == end[:4] else f"{start[:4]} – {end[:4]}"
    else:
        said = f"{start} – {end}"
    return said + (text("period.of_source") if row["period_basis"] == "source" else "")


def _coded(column: str) -> Callable[[Row, str], str]:
    def form(row: Row, language: str) -> str:
        code = row.get(column)
        return words(language)(f"{column}.{code}") if isinstance(code, str) and code else ""

    return form


FORMS: dict[str, Callable[[Row, str], str]] = {
    "value": _value,
    "before": _before,
    "before_kind": _before_kind,
    "cut": _interval("cut_percent", "%", (-math.inf, 100)),
    "limit_cut": _limit_cut,
    "ratio": _interval("ratio", "×", (0, math.inf)),
    "verdict": _verdict,
    "claimed": _claim,
    "computed": _computed,
    "period": period,
    "reasons": lambda row, language: reasons_in_words(row.get("reasons") or "", language),
    **{
        c: _coded(c)
        for c in ("status", "outcome", "grade", "missing", "ambiguous", "scope", "kind", "measure_status")
    },
}
