"""Reasons: why two figures compare only so far, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from words import wording

DECLARED = "other_definition"  # two indicators of one matter: the dataset says itself how they differ
UNCLEAR = "ambiguous_wording"  # what is left open follows from the figures
UNCLEAR_IN = ("ambiguous", "benchmark_ambiguous")  # columns that say what the wording of the two leaves open
OPEN = ("kind", "scope", "unit", "period")  # what wording may leave open


def reasons_in_words(
    reasons: str, language: str, declared: object = "", unclear: Collection[object] = ()
) -> str:
    """Codes joined by a vertical bar, as clauses of a sentence.

    `declared` is what the dataset says of two indicators, `unclear` what the wording of either figure leaves open.
    """
    text, told = wording(language), []
    for code in filter(None, reasons.split("|")):
        if code == DECLARED and isinstance(declared, str) and declared:
            told.append(declared)
        elif code == UNCLEAR and (named := [text(f"unclear.{what}") for what in OPEN if what in unclear]):
            told += named
        else:
            told.append(text(f"reason.{code}"))
    return text("list.clauses").join(told)


def why(row: Mapping, language: str) -> str:
    """The reasons of a row."""
    unclear = [row.get(column) for column in UNCLEAR_IN]
    return reasons_in_words(row["reasons"], language, row.get(f"declared_{language}", ""), unclear)
