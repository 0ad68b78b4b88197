"""Takeaways: what a chart or a table says, in one or two sentences, for reading and for screen readers."""

import math
import re

import pandas as pd

from words import View, numbers, wording
from words.cells import PART_OF
from words.verdicts import why

CHINESE = "[\u2e80-\uffff“”‘’…]"
RATES = {"rate": "done", "full_rate": "fully"}
AMOUNTS = {
    "total": "total_id", "done": "done_id", "fully": "fully_id", "partly": "partly_id", "pending": "pending_ids",
}  # fmt: skip
STATED = {"full": "full_rate", "pending": "pending"}
Piece = tuple[str, str]  # a text, and the figures it links to, joined by a slash


def outcomes(rows: pd.DataFrame, view: View) -> str:
    """How many claims hold, fail or cannot be decided."""
    counted = rows["outcome"].value_counts()
    numbers_of = {code: int(counted.get(code, 0)) for code in ("holds", "fails", "cannot_tell")}
    said = view.text("takeaway.outcomes", n=len(rows), **numbers_of)
    of_parts = int((rows["kind"] == PART_OF).sum())
    return f"{said}\n{view.text('takeaway.part_of', n=of_parts)}" if of_parts else said


def each_funnel(rows: pd.DataFrame, view: View) -> str:
    """How many funnels there are, and how many state what is done in full and what is pending; then each of them."""
    drawn = rows[rows["row"] == "drawn"]
    stated = {name: int(drawn[f"{c}_low"].notna().sum()) for name, c in STATED.items()}
    said = [view.text("takeaway.funnels", n=len(drawn), places=drawn["place"].nunique(), **stated)]
    for row in drawn.to_dict("records"):
        told = view.text("list.separator").join(piece for piece, _ in amounts(row, view.language))
        names = {"place": row[f"place_{view.language}"], "funnel": row[f"funnel_{view.language}"]}
        scope, both = view.text(f"scope.{row['scope']}"), rates_in_words(row, view.language)
        said.append(view.text("takeaway.funnel", **names, scope=scope, amounts=told, rates=both))
    return "\n".join(said)


def amounts(row: dict, language: str) -> list[Piece]:
    """The amounts of a row in words, each with the figures it comes from; amounts the document does not state are left out."""
    text, unit = wording(language), row[f"unit_{language}"]
    return [
        (text(f"funnel.{stage}", amount=said), row[ids].replace("|", "/"))
        for stage, ids in AMOUNTS.items()
        if (said := _amount(row, stage, unit, language))
    ]


def _amount(row: dict, stage: str, unit: str, language: str) -> str:
    """One amount as a range; empty if the document does not state it and it cannot be derived."""
    if not row[AMOUNTS[stage]] and math.isnan(row[f"{stage}_low"]):
        return ""
    return numbers.interval_of(row, stage, unit, language)


def rates_in_words(row: dict, language: str) -> str:
    """The rate, and the rate of what is done in full, always side by side."""
    return wording(language)("funnel.rates", **{name: _rate(row, name, language) for name in RATES})


def _rate(row: dict, name: str, language: str) -> str:
    """One rate as a range; "not said" if the document is silent on it, which is not the same as unknown."""
    if not _amount(row, RATES[name], "", language):
        return wording(language)("funnel.not_said")
    return numbers.interval_of(row, name, "%", language, digits=1)


def counted_in_words(graded: pd.DataFrame, language: str) -> str:
    """How many are comparable, how many indicative or not comparable (and why), and how many nobody else reports."""
    text, clauses = wording(language), []
    counted = graded["grade"].replace({"with_caution": "comparable", "": "alone"})
    for grade in ("comparable", "indicative", "not_comparable", "alone"):
        rows = graded[counted == grade].to_dict("records")
        is_told = grade in ("indicative", "not_comparable")
        reasons = dict.fromkeys(why(row, language) for row in rows) if is_told else ()
        said = text("list.clauses").join(filter(None, reasons))
        clauses += [text(f"own.count.{grade}", n=len(rows), why=said)] if rows else []
    return text("list.separator").join(clauses)


def on_one_line(said: str) -> str:
    """A takeaway without line breaks; Chinese is joined without spaces."""
    return re.sub(rf"(?<={CHINESE})\s*\n|\n\s*(?={CHINESE})", "", said).replace("\n", " ")
