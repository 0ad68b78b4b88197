"""Sources in words: the documents behind rows, the years they span, their caveats and notes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from words import wording

SOURCES = ("source", "benchmark_source")
Names = Mapping[str, str]


class Books(NamedTuple):
    """Names in one language: of places, of documents and of indicators' departments."""

    places: Names
    titles: Names
    departments: Names


def period_of(rows: pd.DataFrame) -> str:
    """The years the rows span: 2020–2024."""
    years = sorted({date[:4] for name in ("period_start", "period_end") for date in texts_in(rows, name)})
    return "" if not years else years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def sources_of(rows: pd.DataFrame, language: str) -> list[str]:
    """The documents behind rows, including those of what the rows are compared with."""
    return list(dict.fromkeys(title for name in SOURCES for title in texts_in(rows, f"{name}_{language}")))


def documents_in_words(titles: Sequence[str], language: str) -> str:
    """The titles of documents, as named in a sentence."""
    text = wording(language)
    return text("list.documents").join(text("document.title", title=title) for title in titles)


def passage(row: Mapping, titles: Names) -> str:
    """The title of a row's document and the place in it."""
    return " · ".join(part for part in (titles.get(row["source"], row["source"]), row["locator"]) if part)


def caveats_of(rows: pd.DataFrame, language: str) -> list[str]:
    """What to know about each indicator before comparing."""
    return _told(rows, "indicator", (f"indicator_{language}",), f"caveats_{language}", language)


def notes_of(rows: pd.DataFrame, language: str) -> list[str]:
    """What to know about each figure."""
    names = ("id", f"place_{language}", f"indicator_{language}")
    return _told(rows, "id", names, f"note_{language}", language)


def texts_in(rows: pd.DataFrame, column: str) -> list[str]:
    """The non-empty texts in a column."""
    return [found for found in rows.get(column, ()) if isinstance(found, str) and found]


def _told(rows: pd.DataFrame, of: str, names: Sequence[str], said: str, language: str) -> list[str]:
    """One line per text in the column `said`: the names of what it is about, and the text."""
    if said not in rows or of not in rows:
        return []
    named = [name for name in names if name in rows]
    told = rows[rows[said].fillna("") != ""].drop_duplicates([of, said])
    return [
        wording(language)("about.line", name=" · ".join(row[n] for n in named if row[n]), said=row[said])
        for row in told[[*named, said]].fillna("").to_dict("records")
    ]
