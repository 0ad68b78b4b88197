"""Brief in words: the sections of a one-page brief on a city, numbered as in official documents."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from words import home, wording
from words.cells import cell
from words.facts import Fact
from words.reforms import tasks_in_words
from words.sources import Books

FINDINGS, SIDE, MEASURES, PROBLEMS, TASKS = 5, 3, 8, 8, 8  # the most of each that the page shows
ANNEXED = ("indicator", "value", "period", "as_printed", "locator")  # columns of the annex
LEARNED = ("measure", "other", "practice", "source")  # columns of the table of others' measures
ORIGINS = ("behind", "looser", "target")  # tasks not already in the sections on problems and measures


class BriefSection(NamedTuple):
    """A heading with lines, or with rows of a table under their headings."""

    heading: str
    lines: list[str]
    headings: list[str] = []
    rows: list[list[str]] = []


def sections(
    highlights: pd.DataFrame,
    to_learn: pd.DataFrame,
    problems: pd.DataFrame,
    tasks: pd.DataFrame,
    books: Books,
    language: str,
) -> Iterator[BriefSection]:
    """Findings, strengths, gaps, measures of others, own problems and tasks, numbered; an empty section is left out."""
    text, titles = wording(language), books.titles
    facts = home.facts(highlights, language, lambda _: "")
    documents = (titles.get(code, code) if isinstance(code, str) else "" for code in highlights["source"])
    told = [_with_source(*each, language) for each in zip(facts, documents, strict=True)]
    # Highlights not already told as findings come first.
    turned = [*zip(told, highlights["side"], strict=True)]
    turned = turned[FINDINGS:] + turned[:FINDINGS]
    good, poor = ([one for one, of in turned if of == side][:SIDE] for side in ("strength", "gap"))
    own = [home.problem_fact(row, titles, language) for row in problems.head(PROBLEMS).to_dict("records")]
    few = tasks[tasks["origin"].isin(ORIGINS)].head(TASKS)
    todo = tasks_in_words(few, books, language, lambda _: "")
    every: dict[str, list] = {
        "findings": told[:FINDINGS],
        "good": good,
        "poor": poor,
        "learn": [_measure_cells(row, books, language) for row in to_learn.head(MEASURES).to_dict("records")],
        "own_problem": [_with_source(one, one.source, language) for one in own],
        "tasks": [text("brief.task", task=one.task, basis=one.basis) for one in todo],
    }
    some = [(name, found) for name, found in every.items() if found]
    for numeral, (name, found) in zip(text("brief.numerals").split(), some, strict=False):
        heading = text("brief.section", n=numeral, heading=text(f"brief.{name}"))
        if name == "learn":
            yield BriefSection(heading, [], [text(f"reform.{column}") for column in LEARNED], found)
        else:
            yield BriefSection(heading, _numbered(found, language))


def _measure_cells(row: dict, books: Books, language: str) -> list[str]:
    told = home.measure_fact(row, books, language)
    return [row[f"measure_{language}"], books.places[row["place"]], row[f"what_{language}"], told.source]


def annex(figures: pd.DataFrame, language: str) -> BriefSection:
    """Every figure with the words it was printed in and their location."""
    text = wording(language)
    headings = [text(f"column.{name}") for name in ANNEXED] if len(figures) else []
    rows = [[cell(row, name, language) for name in ANNEXED] for row in figures.to_dict("records")]
    return BriefSection(text("brief.annex", n=len(rows)), [], headings, rows)


def documents_cited(sources: pd.DataFrame, language: str) -> str:
    """The documents a brief is based on, by title, issuer and date."""
    text, columns = wording(language), [f"title_{language}", f"issuer_{language}", "published"]
    rows = sources[columns].itertuples(index=False)
    each = [text("brief.document", title=title, issuer=issuer, published=day) for title, issuer, day in rows]
    return text("brief.documents", documents=text("list.clauses").join(each))


def _with_source(fact: Fact, document: str, language: str) -> str:
    text = wording(language)
    said = text("brief.graded", said=fact.sentence, grade=fact.grade) if fact.grade else fact.sentence
    return text("brief.with_source", said=said, source=document) if document else said


def _numbered(lines: list[str], language: str) -> list[str]:
    """Lines numbered as official documents number the level below a heading: （一）."""
    text = wording(language)
    numerals = text("brief.numerals").split()
    return [text("brief.item", n=numerals[at], said=line) for at, line in enumerate(lines)]
