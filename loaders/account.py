"""Accounting: every number a document prints is an observation, or is listed in omitted.csv with the reason why not.

A number is a run of digits with its 万 or 亿, a Chinese numeral (半, 首 and fractions included), or a masked figure
(a run of `*`). An observation accounts for the numbers of its fragment that are its value or the level it is compared
with, wherever the fragment is printed: a passage printed twice is one figure. An omitted fragment accounts for every
number inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.dataset import read_dataset
from loaders.numerals import NUMERAL, chinese
from loaders.omitted import read_omitted
from loaders.problems import Problem
from loaders.verify import documents

_CHINESE = f"{NUMERAL[:-2]}半]+"
NUMBER = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?)[余多]?[十百千万亿]*|{_CHINESE}分之({_CHINESE})|{_CHINESE}|首(?=位)|\*+"
)
AROUND = 14  # characters shown on either side of a number that is not accounted for


@dataclass(frozen=True)
class Figure:
    """What accounts for numbers: an observation's fragment with its numbers, or an omitted fragment (all of them)."""

    source: str
    fragment: str
    values: tuple[float | str, ...] | None


def unaccounted(texts: dict[str, str], figures: list[Figure]) -> Iterator[Problem]:
    """Every number of the documents (source id → text) that no figure accounts for, in order."""
    for source, text in texts.items():
        accounted = {at for figure in figures if figure.source == source for at in covered(text, figure)}
        for number in NUMBER.finditer(text):
            if number.start() not in accounted:
                before = text[: number.start()]
                line, column = before.count("\n") + 1, number.start() - before.rfind("\n")
                around = text[max(0, number.start() - AROUND) : number.end() + AROUND].replace("\n", " ")
                yield Problem(source, line, column, "V07", "", number[0], around)


def covered(text: str, figure: Figure) -> Iterator[int]:
    """Where the numbers stand that a figure accounts for."""
    start = text.find(figure.fragment)
    while start >= 0 and figure.fragment:
        end = start + len(figure.fragment)
        for number in NUMBER.finditer(text, max(0, start - 12)):
            if number.start() >= end:
                break
            is_inside = start <= number.start() and number.end() <= end
            if is_inside and (figure.values is None or amount(number) in figure.values):
                yield number.start()
        start = text.find(figure.fragment, start + 1)


def amount(number: re.Match[str]) -> float | str:
    """The value of a number as printed: 212.68亿 is 212.68 (of 亿), 三分之一 is one (of 三分之一), 半 is a half."""
    if number[1]:
        return float(number[1])
    numeral = number[2] or number[0]
    if numeral[0] == "*":
        return numeral
    if numeral == "首":
        return 1.0
    if numeral == "半":
        return 50.0 if number.string[number.start() - 1 : number.start()] == "减" else 0.5
    return chinese(numeral.replace("半", ""))


def account(folder: Path, sources: Path) -> list[Problem]:
    """Every number of the documents in `sources` that were read whole and that is neither an observation nor omitted.

    Also fragments of omitted.csv that are not found, and documents that are missing.

    Raises `Refused` where the folder does not pass its checks.
    """
    con = duckdb.connect()
    catalogue = read_dataset(con, folder)
    texts, problems = documents(catalogue, sources)
    texts = {id_: text for id_, text in texts.items() if catalogue.sources[id_].read == "whole"}
    omitted = read_omitted(folder)
    figures = observed_figures(con) + [Figure(o.source, o.fragment, None) for o in omitted]
    problems += [
        Problem("omitted.csv", o.line, len(o.source) + 2, "V01", "fragment", o.fragment, o.source)
        for o in omitted
        if o.source in texts and o.fragment not in texts[o.source]
    ]
    return [*problems, *unaccounted(texts, figures)]


def observed_figures(con: duckdb.DuckDBPyConnection) -> list[Figure]:
    """What the observations in `raw` account for; one in words accounts for its whole fragment."""
    rows = con.execute(
        "SELECT source, as_printed, value, before, missing FROM raw WHERE as_printed IS NOT NULL ORDER BY rowid"
    ).fetchall()
    return [
        Figure(source, printed, _values(value, before, missing))
        for source, printed, value, before, missing in rows
    ]


def _values(value: str | None, before: str | None, missing: str | None) -> tuple[float | str, ...] | None:
    if missing == "in_words":
        return None
    masks = tuple("*" * n for n in range(1, 9)) if missing == "masked" else ()
    return (*masks, *(float(number) for number in (value, before) if number))
