"""Brief in words: the sections of a one-page brief on a city, numbered as in official documents."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from words import home, wording
from words.cells import cell
from words.facts import Fact
from words.reforms import tasks_in_words as tasks_in_words

FINDINGS, SIDE, MEASURES, PROBLEMS, TASKS = 5, 3, 8, 8, 8  # the most of each that the page shows
ANNEXED = ("indicator", "value", "period", "as_printed", "locator")  # columns of the annex
ORIGINS = ("behind", "looser", "target")  # tasks not already in the sections on problems and measures
Names = Mapping[str, str]


class BriefSection(NamedTuple):
    """A heading with lines, or with rows of a table under their headings."""

    heading: str
    lines: list[str]
    headings: list[str] = []
    rows: list[list[str]] = []


class Books(NamedTuple):
    """Names in one language: of places, of documents and of indicators' departments."""

    places: Names
    titles: Names
    departments: Names


class Rows(NamedTuple):
    """The rows a brief is made from: highlights, measures of others, own problems and tasks."""

    highlights: pd.DataFrame
    to_learn: pd.DataFrame
    problems: pd.DataFrame
    tasks: pd.DataFrame


def sections(rows: Rows, books: Books, language: str) -> list[BriefSection]:
    """Findings, strengths, gaps, measures of others, own problems and tasks, numbered; an empty section is left out."""
    text = wording(language)
    told = _findings(rows.highlights, books.titles, language)
    # Highlights not already told as findings come first.
    turned = list(zip(told, rows.highlights["side"], strict=True))
    turned = turned[FINDINGS:] + turned[:FINDINGS]
    sides = {side: [one for one, of in turned if of == side][:SIDE] for side in ("strength", "gap")}
    measures = [
        _measure_cells(row, books, language) for row in rows.to_learn.head(MEASURES).to_dict("records")
    ]
    own = [
        home.problem_fact(row, books.titles, language)
        for row in rows.problems.head(PROBLEMS).to_dict("records")
    ]
    few = rows.tasks[rows.tasks["origin"].isin(ORIGINS)].head(TASKS)
    todo = tasks_in_words(few, *books, language, lambda _: "")
    heads = [text(f"reform.{name}") for name in ("measure", "other", "practice", "source")]
    every = {
        "findings": BriefSection("", _numbered(told[:FINDINGS], language)),
        "good": BriefSection("", _numbered(sides["strength"], language)),
        "poor": BriefSection("", _numbered(sides["gap"], language)),
        "learn": BriefSection("", [], heads, measures),
        "own_problem": BriefSection(
            "",
            _numbered(
                [text("brief.with_source", said=one.sentence, source=one.source) for one in own], language
            ),
        ),
        "tasks": BriefSection(
            "", _numbered([text("brief.task", task=one.task, basis=one.basis) for one in todo], language)
        ),
    }
    some = {name: section for name, section in every.items() if section.lines or section.rows}
    numerals = text("brief.numerals").split()
    return [
        section._replace(heading=text("brief.section", n=numeral, heading=text(f"brief.{name}")))
        for numeral, (name, section) in zip(numerals, some.items(), strict=False)
    ]


def _findings(highlights: pd.DataFrame, titles: Names, language: str) -> list[str]:
    """Each highlight with its source document."""
    facts = home.facts(highlights, language, lambda _: "")
    named = [titles.get(code, code) if isinstance(code, str) else "" for code in highlights["source"]]
    return [_with_source(fact, document, language) for fact, document in zip(facts, named, strict=True)]


def _measure_cells(row: dict, books: Books, language: str) -> list[str]:
    told = home.measure_fact(row, books.places, books.titles, language)
    return [row[f"measure_{language}"], books.places[row["place"]], row[f"what_{language}"], told.source]


def annex(figures: pd.DataFrame, language: str) -> BriefSection:
    """Every figure with the words it was printed in and their location."""
    text = wording(language)
    headings = [text(f"column.{name}") for name in ANNEXED]
    rows = [
        [
            row[f"indicator_{language}"],
            *(cell(row, name, language) for name in ("value", "period")),
            row["as_printed"],
            row["locator"],
        ]
        for row in figures.to_dict("records")
    ]
    return BriefSection(text("brief.annex", n=len(rows)), [], headings, rows)


def documents_cited(sources: pd.DataFrame, language: str) -> str:
    """The documents a brief is based on, by title, issuer and date."""
    text = wording(language)
    each = [
        text(
            "brief.document",
            title=row[f"title_{language}"],
            issuer=row[f"issuer_{language}"],
            published=row["published"],
        )
        for row in sources.to_dict("records")
    ]
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
