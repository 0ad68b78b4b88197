"""Compare in words: the fields of the board, and what each chart says."""

from collections.abc import Sequence

from words import wording
from words.cells import cell
from words.verdicts import VERDICT_SIGNS, signed

TONES = {
    **dict.fromkeys(("surely_better", "stricter", "within"), "better"),
    **dict.fromkeys(("surely_worse", "looser", "beyond"), "worse"),
}
UNSURE = ("with_caution", "indicative")
TURNED = {"better": "worse", "worse": "better"}
TOLD = set(VERDICT_SIGNS) - {"not_comparable", "no_figure", "no_benchmark", "benchmark"}


def kind(row: dict, language: str) -> str:
    """The year of a figure, and what it is unless a level achieved: a limit, a target, a part of the place."""
    text, facts = wording(language), [(row["period_end"] or row["period_start"])[:4]]
    if row["status"] in ("target", "planned") or row["ambiguous"] == "kind":
        facts.append(cell(row, "status", language))
    elif (row["form"] == "limit" or row["status"] == "rule") and row["ambiguous"] != "amount":
        facts.append(text("compare.limit"))
    if row["scope"] != "whole":
        facts.append(text(f"scope.{row['scope']}"))
    return " · ".join(fact for fact in facts if fact)


def badge(row: dict, language: str, mine: str) -> tuple[str, str, str]:
    """The verdict on a figure, its tone, and the reasons for caution; empty if there is no verdict.

    `mine` is the name of the reader's own city if the figure is compared with it; the verdict is then told from that side.
    """
    if row["verdict"] not in TOLD:
        return "", "", ""
    text, tone = wording(language), TONES.get(row["verdict"], "")
    said = text(f"mine.{row['verdict']}", mine=mine) if mine else signed(row["verdict"], language)
    if row["grade"] in UNSURE:
        said = text(f"compare.{row['grade']}", verdict=said)
    return said, TURNED.get(tone, "") if mine else tone, cell(row, "reasons", language)


def label(row: dict, language: str, mine: str) -> str:
    """The text below a figure in a chart: its year, what it is, and the verdict on it."""
    verdict, _, reasons = badge(row, language, mine)
    if verdict and reasons:
        verdict += f"（{reasons}）" if language == "zh" else f" ({reasons})"
    return " · ".join(part for part in (kind(row, language), verdict) if part)


def board_takeaway(rows: Sequence[dict], language: str) -> str:
    """What a chart shows, figure by figure."""
    text, name = wording(language), rows[0][f"indicator_{language}"]
    said = (f"{row[f'place_{language}']} {cell(row, 'value', language)}" for row in rows)
    return text("card.fact", name=name, said=text("list.clauses").join(said))
