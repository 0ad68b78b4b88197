"""Cells: one form for each column of a table, the same on every page and in every brief."""

import math
from collections.abc import Callable

from words import numbers, wording
from words.numbers import UPPER_BOUNDS
from words.verdicts import reasons_in_words, signed, why

PART_OF = "part_of"  # the claim is the whole, and what is computed is part of it
LEVELS = {"other_value": "benchmark_", "earlier": "earlier_", "target": "target_"}
CODED = (
    "difference", "column", "outcome", "grade", "missing", "ambiguous", "scope", "kind", "measure_status", "left_out",
    "direction", "attained", "withheld",
)  # fmt: skip
Row = dict
Form = Callable[[Row, str], str]  # a row and a language → a cell in words


def cell(row: Row, column: str, language: str) -> str:
    """One cell in words."""
    if form := FORMS.get(column):
        return form(row, language)
    if column in CODED:
        return coded(row, column, language)
    found = row.get(f"{column}_{language}", row.get(column, ""))
    return "" if found is None or (isinstance(found, float) and math.isnan(found)) else str(found)


def coded(row: Row, column: str, language: str) -> str:
    """The words for a code; empty if there is none."""
    code = row.get(column)
    return wording(language)(f"{column}.{code}") if isinstance(code, str) and code else ""


def amount_in_words(row: Row, language: str, prefix: str = "") -> str:
    """A figure as printed, or the level before it (`prefix`: before_), with its unit."""
    amount, bound = row[f"{prefix}amount"], row[f"{prefix}bound"]
    return numbers.printed(amount, bound, row[f"unit_{language}"], language)


def _value(row: Row, language: str) -> str:
    text = wording(language)
    if row.get("missing"):
        return text(f"missing.{row['missing']}")
    if row["ambiguous"] == "amount":
        return text("chart.level_unknown", printed=row["as_printed"])
    return amount_in_words(row, language)


def _before(row: Row, language: str) -> str:
    return amount_in_words(row, language, "before_") if row.get("before_bound") else ""


def _before_kind(row: Row, language: str) -> str:
    if not (kind := row.get("before_kind")):
        return ""
    year = f" · {row['before_end'][:4]}" if row["before_end"] else ""
    return wording(language)(f"before_kind.{kind}") + year


def change(row: dict, language: str) -> str:
    """From which level (and which year, if known) to which; says so if the level before is not an earlier one."""
    text, after = wording(language), amount_in_words(row, language)
    before = numbers.printed(row["before_amount"], row["before_bound"], "", language)
    if row["before_end"]:
        before = text("cut.dated", level=before, year=row["before_end"][:4])
    if row["before_kind"] == "earlier_level":
        return text("cut.change", before=before, after=after)
    return text("cut.beside", after=after, kind=text(f"before_kind.{row['before_kind']}"), before=before)


def _rank(row: Row, language: str) -> str:
    """Rank 1; ranks 1 to 2 for two equal numbers; or the range of ranks that the bounds allow."""
    text, wide = wording(language), row["rank_worst"] - row["rank_best"]
    kind = "certain" if wide == 0 else "tied" if wide == row["tied"] else "open"
    best, worst, tied = (numbers.number(row[name], language) for name in ("rank_best", "rank_worst", "tied"))
    return text(f"rank.{kind}", best=best, worst=worst, tied=tied)


def _tier(row: Row, language: str) -> str:
    tier, tiers = (numbers.number(row[name], language) for name in ("tier", "tiers"))
    return wording(language)("rank.tier", tier=tier, tiers=tiers)


def _known(column: str, form: Form) -> Form:
    """A form for rows in which a number is known; empty for others."""
    return lambda row, language: "" if math.isnan(row[column]) else form(row, language)


def _score(row: Row, language: str) -> str:
    return numbers.interval_of(row, "score", "", language, digits=1)


def _moved(row: Row, language: str) -> str:
    return numbers.interval_of(row, "change", row[f"unit_{language}"], language)


def _coverage(row: Row, language: str) -> str:
    """How many are covered, of how many possible."""
    return " / ".join(numbers.number(row[name], language) for name in ("covered", "of"))


def _claim(row: Row, language: str) -> str:
    amount = amount_in_words(row, language)
    return wording(language)("claim.whole", amount=amount) if row["kind"] == PART_OF else amount


def _computed(row: Row, language: str) -> str:
    amount = numbers.interval_of(row, "computed", row[f"unit_{language}"], language)
    return wording(language)("claim.part", amount=amount) if row["kind"] == PART_OF else amount


def period(row: Row, language: str) -> str:
    """The period of a figure; says so if it is only its document's."""
    text, start, end = wording(language), row.get("period_start") or "", row.get("period_end") or ""
    if not isinstance(end, str) or not (end or start):
        return ""
    if not end:
        return text("period.since", start=start)
    if not start:
        said = text("period.as_of", end=end)
    elif start == end:
        said = end
    elif start[4:] == "-01-01" and end[4:] == "-12-31":
        said = start[:4] if start[:4] == end[:4] else f"{start[:4]} – {end[:4]}"
    else:
        said = f"{start} – {end}"
    if denominator := row.get("denominator_end"):
        said = text("period.with_denominator", period=said, end=denominator)
    return said + (text("period.of_source") if row["period_basis"] == "source" else "")


def status(row: Row, language: str) -> str:
    """A figure's status: achieved, a rule or a target; or that its text leaves open whether a limit, an average or neither."""
    return coded(row | {"status": "unsaid"} if row.get("ambiguous") == "kind" else row, "status", language)


def about(row: Row, language: str) -> str:
    """What a figure is about, in short: its period, its status and, if it covers only part of the place, its scope."""
    scope = "" if row["scope"] == "whole" else coded(row, "scope", language)
    parts = (period(row | {"period_basis": ""}, language), status(row, language), scope)
    return " · ".join(part for part in parts if part)


def figure_in_words(row: Row, language: str) -> str:
    """A figure's indicator and number, with the level before if one is printed."""
    text, value = wording(language), _value(row, language)
    if before := _before(row, language):
        kind = text(f"before_kind.{row['before_kind']}")
        value = text("card.with_before", value=value, before=before, kind=kind)
    return text("card.fact", name=row[f"indicator_{language}"], said=value)


def _level(prefix: str) -> Form:
    """A form for another figure in the row, in its indicator's unit and worded as it was printed."""

    def form(row: Row, language: str) -> str:
        bound, low, high = (row[f"{prefix}{part}"] for part in ("bound", "low", "high"))
        unit = row.get(f"{prefix}unit_{language}", row[f"unit_{language}"])
        if bound == "about" and low != high:
            return numbers.interval(low, high, False, False, unit, language)
        return numbers.printed(high if bound in UPPER_BOUNDS else low, bound or "exact", unit, language)

    return form


def _difference_reason(row: Row, language: str) -> str:
    """Why a figure differs between two snapshots; an added figure needs no reason."""
    otherwise = "" if row["difference"] == "added" else wording(language)("version.no_reason")
    return row[f"difference_reason_{language}"] or otherwise


def _why_not(row: Row, language: str) -> str:
    return reasons_in_words(row["reasons"], language) or coded(row, "missing", language)


FORMS: dict[str, Form] = {
    "value": _value,
    "before": _before,
    "before_kind": _before_kind,
    "verdict_between": lambda row, language: signed(row["verdict"], language),
    **{name: _level(prefix) for name, prefix in LEVELS.items()},
    "moved": _known("change_low", _moved),
    "difference_reason": _difference_reason,
    "change_reasons": lambda row, language: reasons_in_words(row["change_reasons"], language),
    "evaluation": lambda row, language: row[f"national_{language}"],
    "compared": lambda row, language: f"{row['comparable_pairs']} / {row['place_pairs']}",
    "why_not": _why_not,
    "claimed": _claim,
    "computed": _computed,
    "period": period,
    "rank": _known("rank_best", _rank),
    "tier": _known("rank_best", _tier),
    "score": _known("score_low", _score),
    "coverage": _known("of", _coverage),
    "status": status,
    "reasons": lambda row, language: why(row, language) if row.get("reasons") else "",
}
