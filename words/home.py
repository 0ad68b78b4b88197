"""Home in words: a one-sentence summary of a city, and the texts of its tiles, problems and documents."""

from collections.abc import Callable

import pandas as pd

from words import wording
from words.cells import cell
from words.facts import Fact, beside_of, fact_of
from words.sources import Books, Names, passage
from words.verdicts import signed

Addresses = Callable[[str], str | None]
Passages = Callable[[str, str], str]  # the address of a place in a document
SIDE_TONES = {"strength": "better", "gap": "worse"}
ALWAYS_TOLD = ("ahead", "behind")  # even if their number is 0


def facts(highlights: pd.DataFrame, language: str, address_of: Addresses) -> list[Fact]:
    """Every highlight in words."""
    return [fact_of(row, language, address_of) for row in highlights.to_dict("records")]


def counts_in_words(place: str, counts: dict[str, dict[str, int]], language: str) -> str:
    """How many comparisons a place has with other cities and with the units above it, and their outcomes; '' if none."""
    text, clauses = wording(language), []
    for beside, of in counts.items():
        told = [end for end in of if end != "n" and (of[end] or end in ALWAYS_TOLD)]
        ends = text("list.commas").join(text(f"home.counts.{beside}.{end}", n=of[end]) for end in told)
        clauses += [text(f"home.counts.{beside}", n=of["n"], ends=ends)] if of["n"] else []
    return text("home.counts", place=place, clauses=text("list.clauses").join(clauses)) if clauses else ""


def measure_fact(row: dict, books: Books, language: str, passage_of: Passages = lambda *_: "") -> Fact:
    """A measure that others carry out: who, what, and where it is described."""
    text = wording(language)
    who = books.places[row["place"]]
    if row["carriers"] != 1:
        who = text("home.carriers", place=who, n=row["carriers"])
    said = text("home.measure", measure=row[f"measure_{language}"], who=who, what=row[f"what_{language}"])
    return _told_in(said, row, books.titles, passage_of)


def problem_fact(row: dict, titles: Names, language: str, passage_of: Passages = lambda *_: "") -> Fact:
    """A problem that a place's own documents name, and where."""
    return _told_in(row[f"name_{language}"], row, titles, passage_of)


def _told_in(said: str, row: dict, titles: Names, passage_of: Passages) -> Fact:
    return Fact(said, source=passage(row, titles), address=passage_of(row["source"], row["locator"]))


def verdict(row: dict, language: str) -> tuple[str, str]:
    """A comparison as a short badge, with its tone: better, worse or none."""
    other, beside = cell(row, "other_value", language), beside_of(row, language)
    told = {"verdict": signed(row["verdict"], language), "beside": beside, "other": other}
    return wording(language)("home.verdict", **told), SIDE_TONES.get(row["side"], "")
