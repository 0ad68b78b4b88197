"""Verdicts in words: each with its sign and the reasons for caution, and benchmarks that are not a place."""

from collections.abc import Collection, Mapping

from words import numbers, wording

VERDICT_SIGNS = {
    "surely_better": "▲", "surely_worse": "▼", "surely_higher": "△", "surely_lower": "▽",
    "stricter": "▲", "looser": "▼", "same_limit": "＝", "within": "✓", "beyond": "✗",
    "limit_kept": "△", "limit_exceeded": "▽", "equal": "＝", "cannot_tell": "？",
    "not_comparable": "⊘", "no_figure": "–", "no_benchmark": "○", "benchmark": "◆",
}  # fmt: skip
DECLARED = "other_definition"  # for two indicators of one matter, the dataset itself says how they differ
UNCLEAR = "ambiguous_wording"  # the figures themselves say what is left open
UNCLEAR_IN = ("ambiguous", "benchmark_ambiguous")  # what the wording of either figure leaves open
OPEN = ("kind", "scope", "unit", "period")  # what wording may leave open


def reasons_in_words(
    reasons: str, language: str, declared: object = "", unclear: Collection[object] = ()
) -> str:
    """Codes joined by a vertical bar, as clauses of a sentence.

    `declared` is what the dataset says about two indicators, `unclear` what the wording of either figure leaves open.
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
    """The reasons in a row."""
    unclear = [row.get(column) for column in UNCLEAR_IN]
    return reasons_in_words(row["reasons"], language, row.get(f"declared_{language}", ""), unclear)


def signed(verdict: str, language: str) -> str:
    """A verdict with its sign."""
    return f"{VERDICT_SIGNS[verdict]} {wording(language)('verdict.' + verdict)}"


def verdict_in_words(row: dict, language: str) -> str:
    """The verdict with its sign, and the reasons for caution or against comparing."""
    verdict = signed(row["verdict"], language)
    # The reasons in a benchmark's own row concern its other periods.
    if row["reasons"] and row["verdict"] != "benchmark":
        verdict = wording(language)(f"chart.why.{row['grade']}", verdict=verdict, why=why(row, language))
    return verdict


def beside_in_words(row: dict, language: str) -> str:
    """A benchmark that is not a place, in words: provincial average 15.79 days."""
    text, level = wording(language), numbers.interval_of(row, "benchmark", row[f"unit_{language}"], language)
    return text("chart.benchmark", kind=text(f"benchmark_kind.{row['benchmark_kind']}"), level=level)
