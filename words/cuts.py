"""Cuts in words: from what to what, and how far it fell."""

from __future__ import annotations

import math

from words import numbers, wording


def change(row: dict, language: str) -> str:
    """From what, of which year where that is known, to what; says so where the level before is not an earlier one."""
    text, unit = wording(language), row[f"unit_{language}"]
    before = numbers.printed(row["before_amount"], row["before_bound"], "", language)
    after = numbers.printed(row["amount"], row["bound"], unit, language)
    if row["before_end"]:
        before = text("cut.dated", level=before, year=row["before_end"][:4])
    if is_own_past(row):
        return text("cut.change", before=before, after=after)
    return text("cut.beside", after=after, kind=text(f"before_kind.{row['before_kind']}"), before=before)


def cut(row: dict, language: str) -> str:
    """How far it fell; for limits what is known of the limit."""
    text = wording(language)
    if not math.isnan(row["limit_cut_percent"]):
        return text("cut.limit", cut=numbers.number(row["limit_cut_percent"], language, 1) + "%")
    says_nothing = math.isinf(row["cut_percent_low"]) and row["cut_percent_high"] == 100
    said = text("number.unknown") if says_nothing else ""
    key = "cut.cut" if is_own_past(row) else "cut.lower"
    return text(key, cut=said or numbers.interval_of(row, "cut_percent", "%", language, digits=1))


def is_own_past(row: dict) -> bool:
    """Is the level before the place's own earlier one, and not an average or a limit it is held against?"""
    return row["before_kind"] == "earlier_level"
