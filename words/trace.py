"""The trace of a figure in words, one line each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from words import wording
from words.cells import cell
from words.numbers import interval
from words.verdicts import verdict_in_words

CELLS = ("indicator", "place", "period", "value")


def trace_lines(way: Any, opened: Sequence[str], language: str) -> Iterator[str]:
    """The lines of a `findings.trace.Trace`: record, checks, row, comparisons, claims, pages, files; then the files `opened`."""
    text = wording(language)
    files = [f"{n}. {file}" for n, file in enumerate(opened, 1)]
    for heading, lines in (
        (text("trace.record"), [f"{way.file}:{way.line}", way.record]),
        (text("trace.checks"), [" ".join(way.checks)]),
        (text("trace.row", snapshot=way.snapshot), row_lines(way.row.to_dict(), language)),
        (text("trace.comparisons"), pair_lines(way.pairs, language) or [text("trace.none")]),
        (text("trace.claims"), claim_lines(way.claims, language) or [text("trace.none")]),
        (text("trace.pages"), way.pages),
        (text("trace.files"), way.files),
        (text("trace.way", n=len(files)), files),
    ):
        yield heading
        yield from (f"  {line}" for line in lines)


def row_lines(row: dict, language: str) -> list[str]:
    """The row in the snapshot: the interval in the indicator's unit, and what was printed."""
    text, ends = wording(language), (row["low"], row["high"], row["low_open"], row["high_open"])
    said = {f"column.{name}": cell(row, name, language) for name in CELLS} | {
        "trace.interval": interval(*ends, row[f"unit_{language}"], language),
        "column.status": text(f"status.{row['status']}"),
        "column.source": f"{row[f'source_{language}']} · {row['locator']} · {row['as_printed']}",
    }
    return [text("about.line", name=text(key), said=value) for key, value in said.items()]


def pair_lines(pairs: pd.DataFrame, language: str) -> list[str]:
    """Each comparison with its verdict; impossible ones are counted by reason."""
    lines, apart = [], Counter[str]()
    for row in pairs.to_dict("records"):
        verdict, other = verdict_in_words(row, language), row[f"benchmark_place_{language}"]
        if row["grade"] == "not_comparable":
            apart[verdict] += 1
        else:
            name = f"{row['benchmark_id']} {other}"
            lines.append(wording(language)("about.line", name=name, said=verdict))
    return lines + [f"{n} × {verdict}" for verdict, n in apart.items()]


def claim_lines(claims: pd.DataFrame, language: str) -> list[str]:
    """Each claim that is based on the figure, and whether it follows."""
    text, outcomes = wording(language), zip(claims[f"claim_{language}"], claims["outcome"], strict=True)
    return [text("about.line", name=name, said=text(f"outcome.{code}")) for name, code in outcomes]
