"""Reasons: why two figures compare only so far, in words."""

from __future__ import annotations

from collections.abc import Mapping

from words import wording

DECLARED = "other_definition"  # two indicators of one matter: the dataset says itself how they differ


def reasons_in_words(reasons: str, language: str, declared: object = "") -> str:
    """Codes joined by a vertical bar, as a sentence joins them; `declared` is what the dataset says of two indicators."""
    text = wording(language)
    told = [
        declared if code == DECLARED and isinstance(declared, str) and declared else text(f"reason.{code}")
        for code in reasons.split("|")
        if code
    ]
    return text("list.separator").join(told)


def why(row: Mapping, language: str) -> str:
    """The reasons of a row."""
    return reasons_in_words(row["reasons"], language, row.get(f"declared_{language}", ""))
