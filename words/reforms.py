"""Reforms in words: the cells of the matrix of measures, and each task with its basis."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from words import wording
from words.cells import cell
from words.facts import beside_of, fact_of
from words.home import Passages
from words.sources import Books, Names, passage
from words.verdicts import why

STATUS_SIGNS = {"in_force": "●", "pilot": "◐", "planned": "○"}


@dataclass(frozen=True)
class Task:
    """A task in words: what to do, its basis, whom the place is compared with, what they do, and where that is described."""

    code: str
    origin: str
    task: str
    basis: str
    other: str = ""
    practice: str = ""
    source: str = ""
    address: str = ""
    department: str = ""


def detail(row: dict, titles: Names, language: str) -> str:
    """What a place does, and where it is described."""
    return wording(language)("reform.detail", what=row[f"what_{language}"], source=passage(row, titles))


def sign(status: str, language: str) -> str:
    """The status of a measure, as a sign and in words."""
    return f"{STATUS_SIGNS[status]} {wording(language)(f'measure_status.{status}')}"


def tasks_in_words(
    rows: pd.DataFrame,
    books: Books,
    language: str,
    address_of: Callable[[str], str | None],
    passage_of: Passages = lambda *_: "",
) -> list[Task]:
    """Every task in words."""
    tasks = []
    for row in rows.to_dict("records"):
        if row["origin"] == "problem":
            told = _of_problem(row, language)
        elif row["origin"] == "measure":
            told = _of_measure(row, books.places, language)
        else:
            of_figure = _of_target if row["origin"] == "target" else _of_gap
            told = of_figure(row, language, address_of)
            told["department"] = books.departments.get(row["indicator"], "")
        told.setdefault("address", passage_of(row["source"], row["locator"]))
        tasks.append(Task(row["task"], row["origin"], source=passage(row, books.titles), **told))
    return tasks


def _of_gap(row: dict, language: str, address_of: Callable[[str], str | None]) -> dict[str, str]:
    text, other = wording(language), cell(row, "other_value", language)
    fact, beside = fact_of(row | {"highlight": "gap"}, language, address_of), beside_of(row, language)
    named = {"indicator": row[f"indicator_{language}"], "value": cell(row, "value", language)}
    task, basis = text(f"reform.{row['origin']}", other=other, beside=beside, **named), fact.sentence
    if row["grade"] != "comparable":
        grade = text(f"grade.{row['grade']}")
        basis = text("reform.graded", basis=basis, grade=grade, why=why(row, language))
    return {"task": task, "basis": basis, "other": beside, "practice": other, "address": fact.address}


def _of_target(row: dict, language: str, address_of: Callable[[str], str | None]) -> dict[str, str]:
    text, aim = wording(language), cell(row, "target", language)
    task = text("reform.target", indicator=row[f"indicator_{language}"], target=aim)
    basis = text("reform.no_result", printed=row["as_printed"])
    return {"task": task, "basis": basis, "address": address_of(row["id"]) or ""}


def _of_problem(row: dict, language: str) -> dict[str, str]:
    text = wording(language)
    task = text("reform.problem", problem=row[f"name_{language}"])
    return {"task": task, "basis": text("reform.own_problem")}


def _of_measure(row: dict, names: Names, language: str) -> dict[str, str]:
    text, practice = wording(language), row[f"what_{language}"]
    task = text("reform.measure_task", measure=row[f"measure_{language}"])
    basis = text("reform.not_mentioned", n=int(row["carriers"]))
    return {"task": task, "basis": basis, "other": names[row["place"]], "practice": practice}
