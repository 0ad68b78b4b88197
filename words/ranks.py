"""Ranks in words: the rank or the range of ranks of a figure, and its tier."""

from __future__ import annotations

from words import numbers, wording


def rank_in_words(row: dict, language: str) -> str:
    """Rank 1; ranks 1 to 2 of two that are the same number; or between which ranks the bounds leave it."""
    text, wide = wording(language), row["rank_worst"] - row["rank_best"]
    kind = "certain" if wide == 0 else "tied" if wide == row["tied"] else "open"
    best, worst, tied = (numbers.number(row[name], language) for name in ("rank_best", "rank_worst", "tied"))
    return text(f"rank.{kind}", best=best, worst=worst, tied=tied)


def tier_in_words(row: dict, language: str) -> str:
    """Which tier of how many."""
    tier, tiers = (numbers.number(row[name], language) for name in ("tier", "tiers"))
    return wording(language)("rank.tier", tier=tier, tiers=tiers)
