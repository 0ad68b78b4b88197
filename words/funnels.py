"""Funnels in words: how much was found, done and is pending, and the rates of it."""

from __future__ import annotations

import math

from words import numbers, wording

RATES = {"rate": "done", "full_rate": "fully"}
AMOUNTS = {
    "total": "total_id", "done": "done_id", "fully": "fully_id", "partly": "partly_id", "pending": "pending_ids",
}  # fmt: skip
Piece = tuple[str, str]  # some words, and the figures they lead to, joined by a slash


def amounts(row: dict, language: str) -> list[Piece]:
    """The amounts of a row in words, each with the figures it comes from; what the document does not say is left out."""
    text, found = wording(language), []
    for stage, ids in AMOUNTS.items():
        if said := amount(row, stage, row[f"unit_{language}"], language):
            found.append((text(f"funnel.{stage}", amount=said), row[ids].replace("|", "/")))
    return found


def amount(row: dict, stage: str, unit: str, language: str) -> str:
    """One amount as a range; nothing where the document does not say it and it does not follow."""
    if not row[AMOUNTS[stage]] and math.isnan(row[f"{stage}_low"]):
        return ""
    return numbers.interval_of(row, stage, unit, language)


def rates_in_words(row: dict, language: str) -> str:
    """The rate and the rate in full, always side by side."""
    said = {name: rate_in_words(row, name, language) for name in RATES}
    return wording(language)("funnel.rates", **said)


def rate_in_words(row: dict, name: str, language: str) -> str:
    """One rate as a range; not said where the document is silent on it, which is not the same as unknown."""
    if not amount(row, RATES[name], "", language):
        return wording(language)("funnel.not_said")
    return numbers.interval_of(row, name, "%", language, digits=1)
