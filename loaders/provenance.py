"""Provenance: every figure is found in its document, and every number of the documents is accounted for.

A figure is verified if its words are in its document, with its value, unit and bound word. A number is accounted for if
it is an observation, or is listed in omitted.csv with the reason why it is not. A number is a run of digits with its 万
or 亿, a Chinese numeral (半, 首 and fractions included), or a masked figure (a run of `*`). An observation accounts for
the numbers of its fragment that are its value or the level it is compared with, wherever the fragment is printed: a
passage printed twice is one figure. An omitted fragment accounts for every number inside it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue
from loaders.dataset import read_dataset
from loaders.files import is_there, read_text
from loaders.numerals import NUMERAL, numbers_in, numeral_value
from loaders.omitted import read_omissions
from loaders.printed import Row, indicator_words, misread, passage
from loaders.problems import Problem
from loaders.rows import RowFault, locate_faults

NEAR = 60  # characters around a fragment in which the level it is compared with is sought
AROUND = 14  # characters shown on either side of a number that is not accounted for
_CHINESE = f"{NUMERAL[:-2]}半]+"
PRINTED_NUMBER = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?)[余多]?[十百千万亿]*|{_CHINESE}分之({_CHINESE})|{_CHINESE}|首(?=位)|\*+"
)


@dataclass(frozen=True)
class Citation:
    """What accounts for numbers: an observation's fragment with its numbers, or an omitted fragment (all its numbers)."""

    source: str
    fragment: str
    values: tuple[float | str, ...] | None


def verify_figures(folder: Path, sources: Path) -> list[Problem]:
    """A problem for every observation of `folder` that its document in `sources` does not support.

    Raises `DatasetError` if the folder does not pass its checks.
    """
    con = duckdb.connect()
    dataset = read_dataset(con, folder)
    texts, problems = read_documents(dataset.catalogue, sources)
    texts_of_rows = "rowid, coalesce(COLUMNS(* EXCLUDE file_no), ''), coalesce(as_printed, '') AS printed"
    rows = con.sql(f"SELECT {texts_of_rows} FROM raw ORDER BY rowid").to_arrow_table().to_pylist()
    words = indicator_words(dataset.catalogue)
    faults = [
        fault
        for row in rows
        if row["source"] in texts
        for fault in _unverified(dataset.catalogue, words, texts[row["source"]], row)
    ]
    return problems + locate_faults(faults, dataset.files)


def account_for_numbers(folder: Path, sources: Path) -> list[Problem]:
    """A problem for every number that is neither an observation nor omitted, in documents of `sources` read whole.

    Also for fragments of omitted.csv that are not found, and for documents that are missing.

    Raises `DatasetError` if the folder does not pass its checks.
    """
    con = duckdb.connect()
    catalogue = read_dataset(con, folder).catalogue
    texts, problems = read_documents(catalogue, sources)
    texts = {id_: text for id_, text in texts.items() if catalogue.sources[id_].read == "whole"}
    omissions = read_omissions(folder)
    citations = observed_citations(con) + [Citation(o.source, o.fragment, None) for o in omissions]
    problems += [
        Problem("omitted.csv", o.line, len(o.source) + 2, "V01", "fragment", o.fragment, o.source)
        for o in omissions
        if o.source in texts and o.fragment not in texts[o.source]
    ]
    return [*problems, *unaccounted_numbers(texts, citations)]


def read_documents(catalogue: Catalogue, sources: Path) -> tuple[dict[str, str], list[Problem]]:
    """Source id → text of the documents in `sources`, and problems for those missing or not the ones on record."""
    texts, problems = {}, []
    for id_, source in catalogue.sources.items():
        at = catalogue.trees["sources.yaml"].at((id_, "file"))
        file = sources / source.file
        if not is_there(file):
            problems.append(Problem("sources.yaml", *at, "F01", "file", wanted=source.file))
            continue
        text, faults = read_text(file, "sources.yaml", sources)
        problems += [replace(fault, line=at[0], column=at[1], field="file") for fault in faults]
        if not faults:
            texts[id_] = text
            if not _is_on_record(file, source.sha256):
                problems.append(Problem("sources.yaml", *at, "V06", "sha256", source.file))
    return texts, problems


def text_on_record(sources: Path, name: str, sha256: str) -> str:
    """The text of a document in `sources`; empty where it cannot be read or is not the one on record."""
    text, faults = read_text(sources / name, name, sources)
    return text if not faults and _is_on_record(sources / name, sha256) else ""


def _is_on_record(file: Path, sha256: str) -> bool:
    return hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def _unverified(
    catalogue: Catalogue, words: Mapping[str, set[str]], text: str, row: Row
) -> Iterator[RowFault]:
    """What its document does not support in a row: words, value, level before, and what `printed` reads in the words."""
    fragment, value, before = row["printed"], row["value"], row["before"]
    at = text.find(fragment)
    if at < 0:
        yield "V01", "as_printed", row["rowid"], fragment, row["source"]
        return
    if value and not row["missing"] and float(value) not in numbers_in(fragment):
        yield "V02", "value", row["rowid"], fragment, value
    if before and float(before) not in numbers_in(text[max(0, at - NEAR) : at + len(fragment) + NEAR]):
        yield "V04", "before", row["rowid"], fragment, before
    here = passage(text, at, row)
    for code, field, said in misread(catalogue, words, row, here):
        yield code, field, row["rowid"], fragment if code in ("V03", "V05", "V11") else here.clause, said


def unaccounted_numbers(texts: dict[str, str], citations: list[Citation]) -> Iterator[Problem]:
    """Every number of the documents (source id → text) that no citation accounts for, in order."""
    for source, text in texts.items():
        accounted = {at for c in citations if c.source == source for at in accounted_spots(text, c)}
        for number in PRINTED_NUMBER.finditer(text):
            if number.start() not in accounted:
                before = text[: number.start()]
                line, column = before.count("\n") + 1, number.start() - before.rfind("\n")
                around = text[max(0, number.start() - AROUND) : number.end() + AROUND].replace("\n", " ")
                yield Problem(source, line, column, "V07", "", number[0], around)


def accounted_spots(text: str, citation: Citation) -> Iterator[int]:
    """The positions of the numbers that a citation accounts for."""
    start = text.find(citation.fragment)
    while start >= 0 and citation.fragment:
        end = start + len(citation.fragment)
        # From before the fragment: a number that only reaches into it must not be cut in two.
        for number in PRINTED_NUMBER.finditer(text, max(0, start - 12)):
            if number.start() >= end:
                break
            is_inside = start <= number.start() and number.end() <= end
            if is_inside and (citation.values is None or printed_value(number) in citation.values):
                yield number.start()
        start = text.find(citation.fragment, start + 1)


def printed_value(number: re.Match[str]) -> float | str:
    """The value of a number as printed: 212.68亿 is 212.68 (of 亿), 三分之一 is 1 (its numerator), 半 is 0.5."""
    if number[1]:
        return float(number[1])
    numeral = number[2] or number[0]
    if numeral[0] == "*":
        return numeral
    if numeral == "首":
        return 1.0
    if numeral == "半":
        return 50.0 if number.string[number.start() - 1 : number.start()] == "减" else 0.5
    return numeral_value(numeral.replace("半", ""))


def observed_citations(con: duckdb.DuckDBPyConnection) -> list[Citation]:
    """What the observations in `raw` account for; one in words accounts for its whole fragment."""
    rows = con.execute(
        "SELECT source, as_printed, value, before, missing FROM raw WHERE as_printed IS NOT NULL ORDER BY rowid"
    )
    citations = []
    for source, printed, value, before, missing in rows.fetchall():
        masks: list[float | str] = ["*" * n for n in range(1, 9)] if missing == "masked" else []
        numbers = (*masks, *(float(number) for number in (value, before) if number))
        citations.append(Citation(source, printed, None if missing == "in_words" else numbers))
    return citations
