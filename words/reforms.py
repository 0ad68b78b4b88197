"""Reforms in words: the cells of the matrix of measures, and each task with its basis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from words import wording
from words.cells import cell
from words.facts import beside_of, fact_of
from words.verdicts import why

STATUS_SIGNS = {"in_force": "●", "pilot": "◐", "planned": "○"}
Names = Mapping[str, str]


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

    def cells(self) -> list[str]:
        """The cells of its row in a list to hand on; the last is the department in charge."""
        return [self.task, self.basis, self.other, self.practice, self.source, self.department]


def detail(row: dict, titles: Names, language: str) -> str:
    """What a place does, and where it is described."""
    return wording(language)("reform.detail", what=row[f"what_{language}"], source=_source(row, titles))


def sign(status: str, language: str) -> str:
    """The status of a measure, as a sign and in words."""
    return f"{STATUS_SIGNS[status]} {wording(language)(f'measure_status.{status}')}"


def tasks_in_words(
    rows: pd.DataFrame,
    names: Names,
    titles: Names,
    departments: Names,
    language: str,
    address_of: Callable[[str], str | None],
) -> list[Task]:
    """Every task in words; `names` are of places, `titles` of documents, `departments` of indicators."""
    return [
        TASKS[row["origin"]](row, names, titles, departments, language, address_of)
        for row in rows.to_dict("records")
    ]


def _gap(
    row: dict, names: Names, titles: Names, departments: Names, language: str, address_of: Callable
) -> Task:
    text, beside = wording(language), beside_of(row, language)
    named = {
        "indicator": row[f"indicator_{language}"],
        "value": cell(row, "value", language),
        "beside": beside,
    }
    told = fact_of(row | {"highlight": "gap"}, language, address_of)
    basis = told.sentence
    if row["grade"] != "comparable":
        basis = text(
            "reform.graded", basis=basis, grade=text(f"grade.{row['grade']}"), why=why(row, language)
        )
    other = cell(row, "other_value", language)
    task = text(f"reform.{row['origin']}", other=other, **named)
    department = departments.get(row["indicator"], "")
    return Task(
        row["task"], row["origin"], task, basis, beside, other, _source(row, titles), told.address, department
    )


def _target(
    row: dict, names: Names, titles: Names, departments: Names, language: str, address_of: Callable
) -> Task:
    text, aim = wording(language), cell(row, "target", language)
    task = text("reform.target", indicator=row[f"indicator_{language}"], target=aim)
    basis = text("reform.no_result", printed=row["as_printed"])
    department = departments.get(row["indicator"], "")
    address = address_of(row["id"]) or ""
    return Task(row["task"], row["origin"], task, basis, "", "", _source(row, titles), address, department)


def _problem_task(
    row: dict, names: Names, titles: Names, departments: Names, language: str, address_of: Callable
) -> Task:
    text = wording(language)
    task = text("reform.problem", problem=row[f"name_{language}"])
    return Task(row["task"], row["origin"], task, text("reform.own_problem"), "", "", _source(row, titles))


def _measure_task(
    row: dict, names: Names, titles: Names, departments: Names, language: str, address_of: Callable
) -> Task:
    text = wording(language)
    task = text("reform.measure_task", measure=row[f"measure_{language}"])
    basis = text("reform.not_mentioned", n=int(row["carriers"]))
    practice = row[f"what_{language}"]
    return Task(row["task"], row["origin"], task, basis, names[row["place"]], practice, _source(row, titles))


def _source(row: dict, titles: Names) -> str:
    return " · ".join(part for part in (titles.get(row["source"], row["source"]), row["locator"]) if part)


TASKS = {
    "behind": _gap,
    "looser": _gap,
    "target": _target,
    "problem": _problem_task,
    "measure": _measure_task,
}
