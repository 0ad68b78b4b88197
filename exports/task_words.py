"""Task words: a list of tasks in words – how many there are and why not more, and each with both figures and the measures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pandas as pd

from findings.tasks import OUTCOMES
from words import Wording
from words.cells import cell
from words.reasons import why as why_in_words
from words.view import View

NAMED = 12  # places or indicators named at once


def headline(rows: pd.DataFrame, counted: pd.DataFrame, view: View) -> str:
    """How many figures were looked at, how many tasks there are, and the reasons of the others, counted."""
    outcomes = counted["task"].value_counts()
    place = counted[f"place_{view.language}"].iloc[0]
    reasons = [
        view.text("takeaway.counted", what=view.text(f"task.{code}"), n=outcomes[code])
        for code in OUTCOMES
        if code in outcomes and code != "task"
    ]
    computed = int((counted["status"] == "derived").sum())
    said = {"place": place, "figures": len(counted), "n": len(rows), "of": int(outcomes.get("task", 0))}
    said |= {"printed": len(counted) - computed, "computed": computed}
    told = [view.text("task.found" if len(rows) else "task.none", **said)]
    if reasons:
        told.append(view.text("task.reasons", reasons=view.text("list.separator").join(reasons)))
    return "\n".join(told)


def everywhere(counts: dict[str, int], prospects: pd.DataFrame, names: dict[str, str], view: View) -> str:
    """Which places have how many tasks; where none has any, what tasks can come from and why none does."""
    text, join = view.text, view.text("list.separator").join
    having = {place: n for place, n in counts.items() if n}
    if having:
        few = [text("takeaway.counted", what=names[place], n=n) for place, n in islice(having.items(), NAMED)]
        return text("task.places", n=len(having), named=join(few), others=len(counts) - len(having))
    shared = prospects[prospects["is_shared"]]
    apart = shared[~shared["is_comparable"]]
    told = {
        "places": len(counts),
        "judged": len(prospects),
        "shared": len(shared),
        "may": len(shared) - len(apart),
    }
    lines = [text("task.nowhere", **told)]
    for row in apart.head(NAMED).to_dict("records"):
        why = why_in_words(row, view.language)
        lines.append(text("task.apart", indicator=row[f"indicator_{view.language}"], why=why))
    return "\n".join(lines)


def cards(rows: pd.DataFrame, view: View) -> Iterator[str]:
    """The lines of each task; `rows` has one for each of its measures."""
    for _, of_task in rows.groupby(["order"], sort=True):
        yield _card(of_task.to_dict("records"), view.text, view.language)


def _card(of_task: list[dict], text: Wording, language: str) -> str:
    row = of_task[0]
    own, other = row[f"place_{language}"], row[f"other_place_{language}"]
    lines = [text("task.title", n=row["order"], indicator=row[f"indicator_{language}"])]
    for place, value, prefix in (
        (own, cell(row, "value", language), ""),
        (other, cell(row, "other_value", language), "benchmark_"),
    ):
        source, locator, printed = (
            row[f"{prefix}{name}"] for name in (f"source_{language}", "locator", "as_printed")
        )
        source = (
            text("task.source", source=source, locator=locator, printed=printed)
            if source
            else text("status.derived")
        )
        lines.append(text("task.figure", place=place, value=value, source=source))
    lines.append(text("task.gap", gap=row[f"gap_{language}"], basis=row[f"basis_{language}"]))
    grade, reasons = cell(row, "grade", language), cell(row, "reasons", language)
    lines.append(
        text("card.fact", name=text("column.grade"), said=f"{grade} · {reasons}" if reasons else grade)
    )
    lines.append(text("task.measures" if row["measure"] else "task.no_measures", other=other, own=own))
    lines += [_measure(measure, text, language) for measure in of_task if measure["measure"]]
    return "\n".join(lines)


def _measure(row: dict, text: Wording, language: str) -> str:
    facts = [cell(row, "measure_status", language), row["year"], row[f"what_{language}"]]
    if row["own_status"]:
        facts.append(text("task.planned", place=row[f"place_{language}"]))
    facts.append(
        " ".join(part for part in (row[f"measure_source_{language}"], row["measure_locator"]) if part)
    )
    said = " · ".join(fact for fact in facts if fact)
    return text("task.measure", measure=row[f"measure_{language}"], said=said)
