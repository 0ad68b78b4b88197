"""Verdicts in words: each with its sign, what calls for caution, and the benchmark that is no place."""

from __future__ import annotations

from words import numbers, wording
from words.reasons import why

VERDICT_SIGNS = {
    "surely_better": "▲",
    "surely_worse": "▼",
    "surely_higher": "△",
    "surely_lower": "▽",
    "stricter": "▲",
    "looser": "▼",
    "same_limit": "＝",
    "within": "✓",
    "beyond": "✗",
    "limit_kept": "△",
    "limit_exceeded": "▽",
    "equal": "＝",
    "cannot_tell": "？",
    "not_comparable": "⊘",
    "no_figure": "–",
    "no_benchmark": "○",
    "benchmark": "◆",
}


def signed(verdict: str, language: str) -> str:
    """A verdict with its sign."""
    return f"{VERDICT_SIGNS[verdict]} {wording(language)('verdict.' + verdict)}"


def verdict_in_words(row: dict, language: str) -> str:
    """The verdict with its sign, and the reasons that call for caution or forbid it."""
    verdict = signed(row["verdict"], language)
    # The reasons of a benchmark's own row are those against its other periods.
    if row["reasons"] and row["verdict"] != "benchmark":
        verdict = wording(language)(f"chart.why.{row['grade']}", verdict=verdict, why=why(row, language))
    return verdict


def beside_in_words(row: dict, language: str) -> str:
    """A benchmark without a place, in words: provincial average 15.79 days."""
    ends = numbers.interval_of(row, "benchmark", row[f"unit_{language}"], language)
    return wording(language)(
        "chart.benchmark", kind=wording(language)(f"benchmark_kind.{row['benchmark_kind']}"), level=ends
    )
