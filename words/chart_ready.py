"""Chart-ready words: what a figure is, what it is compared with, and where it is printed, each in one cell of a file."""

from collections.abc import Mapping

from words import wording
from words.cells import Row, cell, coded
from words.numbers import SIGNS
from words.verdicts import beside_in_words

REMARKED = ("missing", "ambiguous", "note")
UNTOLD = ("", "no_figure", "no_benchmark")  # verdicts that say nothing about a figure


def nature(row: Row, language: str) -> str:
    """What a figure is: a limit, a level achieved, a kind of cut; for which part of the place; simulated or not."""
    # A cut's kind already says whether it is a cut of limits.
    parts = [coded(row, "cut_kind", language) if row.get("cut_kind") else cell(row, "status", language)]
    if row.get("scope") != "whole":
        parts.append(cell(row, "scope", language))
    if row.get("simulated") is True:
        parts.append(wording(language)("simulated.yes"))
    return wording(language)("list.clauses").join(part for part in parts if part)


def against(row: Row, figures: Mapping[str, Row], language: str) -> str:
    """What a figure is compared with, and the verdict; `figures` are the file's rows by id."""
    text, verdict = wording(language), row.get("verdict")
    if not isinstance(verdict, str) or verdict in UNTOLD:
        return ""
    said = text(f"verdict.{verdict}")
    if verdict == "benchmark":
        return said
    indicative = text("grade.indicative") if row.get("grade") == "indicative" else ""
    if why := [part for part in (indicative, cell(row, "reasons", language)) if part]:
        said = text("file.why", said=said, why=text("list.clauses").join(why))
    other = _benchmark(row, figures, language)
    return text("about.line", name=other, said=said) if other else said


def sign(row: Row, language: str) -> str:
    """The sign before the printed number: ≤, 约 or nothing."""
    bound = row.get("bound")
    if not isinstance(bound, str) or not bound:
        return ""
    return SIGNS[bound] if bound in SIGNS else wording(language)(f"number.{bound}", amount="")


def cited(row: Row, language: str) -> str:
    """The document of a figure and the location in it."""
    text, title = wording(language), row.get(f"source_{language}")
    if not isinstance(title, str) or not title:
        return ""
    locator = row.get("locator")
    return text("document.title", title=title) + (f" {locator}" if isinstance(locator, str) else "")


def remark(row: Row, language: str) -> str:
    """Why there is no number, what the wording leaves open, and the figure's note."""
    text, missing, left_open, note = wording(language), *(cell(row, name, language) for name in REMARKED)
    left_open = left_open and text("card.fact", name=text("column.ambiguous"), said=left_open)
    return text("list.clauses").join(part for part in (missing, left_open, note) if part)


def _benchmark(row: Row, figures: Mapping[str, Row], language: str) -> str:
    """A benchmark with its number, from the row itself, else from its own row in the file."""
    if row.get("benchmark_kind"):
        return beside_in_words(row, language)
    if isinstance(place := row.get(f"benchmark_place_{language}"), str) and place:
        return f"{place} {cell(row, 'other_value', language)}"
    other = figures.get(row.get("benchmark_id", ""))
    return f"{other[f'place_{language}']} {cell(other, 'value', language)}" if other else ""
