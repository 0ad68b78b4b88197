"""Funnels in words: how much was found, how much is done or pending, and the rates."""

import math

from words import numbers, wording

RATES = {"rate": "done", "full_rate": "fully"}
AMOUNTS = {
    "total": "total_id", "done": "done_id", "fully": "fully_id", "partly": "partly_id", "pending": "pending_ids",
}  # fmt: skip
Piece = tuple[str, str]  # a text, and the figures it links to, joined by a slash


def amounts(row: dict, language: str) -> list[Piece]:
    """The amounts of a row in words, each with the figures it comes from; amounts the document does not state are left out."""
    text, found = wording(language), []
    for stage, ids in AMOUNTS.items():
        if said := amount(row, stage, row[f"unit_{language}"], language):
            found.append((text(f"funnel.{stage}", amount=said), row[ids].replace("|", "/")))
    return found


def amount(row: dict, stage: str, unit: str, language: str) -> str:
    """One amount as a range; empty if the document does not state it and it cannot be derived."""
    if not row[AMOUNTS[stage]] and math.isnan(row[f"{stage}_low"]):
        return ""
    return numbers.interval_of(row, stage, unit, language)


def rates_in_words(row: dict, language: str) -> str:
    """The rate, and the rate of what is done in full, always side by side."""
    said = {name: rate_in_words(row, name, language) for name in RATES}
    return wording(language)("funnel.rates", **said)


def rate_in_words(row: dict, name: str, language: str) -> str:
    """One rate as a range; "not said" if the document is silent on it, which is not the same as unknown."""
    if not amount(row, RATES[name], "", language):
        return wording(language)("funnel.not_said")
    return numbers.interval_of(row, name, "%", language, digits=1)
