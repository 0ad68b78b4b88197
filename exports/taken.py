"""Taken: what a file says of itself – what was chosen, of when and where from, how to read it, what must be known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from loaders.own_city import is_own
from words import wording

Languages = Mapping[str, str]
SOURCES = ("source", "benchmark_source", "measure_source")


@dataclass(frozen=True)
class Taken:
    """What somebody takes away: its title and the choices in words (by language), the snapshot and the address."""

    title: Languages
    snapshot: str
    address: str
    chosen: Mapping[str, Sequence[str]]


class Section(NamedTuple):
    """A heading and the lines under it."""

    heading: str
    lines: list[str]


def about(rows: pd.DataFrame, taken: Taken, language: str) -> list[Section]:
    """What the file says of itself, in one language; every note and caveat of its rows among it."""
    text = wording(language)
    chosen = list(taken.chosen.get(language, ())) or [text("about.all")]
    sources, period = sources_of(rows, language) or [text("about.every_source")], period_of(rows)
    address = [taken.address] if taken.address else []
    means = text("about.session") if is_own(taken.snapshot) else text("about.snapshot_means")
    has_simulated = "simulated" in rows and any(cell is True for cell in rows["simulated"])
    cited = text(
        "about.citation", title=taken.title[language], snapshot=taken.snapshot, address=taken.address
    )
    sections = {
        "simulated": [text("about.simulated_means")] if has_simulated else [],
        "chosen": chosen,
        "rows": [text("about.count", n=len(rows))],
        "period": [period] if period else [],
        "sources": sources,
        "snapshot": [taken.snapshot, means],
        "address": address,
        "cite": [cited.rstrip(" ,，"), text("about.cite_sources")],
        "reading": text("about.how_to_read").split("\n"),
        "caveats": caveats_of(rows, language),
        "notes": notes_of(rows, language),
    }
    return [Section(text(f"about.{name}"), lines) for name, lines in sections.items() if lines]


def period_of(rows: pd.DataFrame) -> str:
    """The years the rows span: 2020–2024."""
    years = sorted({date[:4] for name in ("period_start", "period_end") for date in texts(rows, name)})
    return "" if not years else years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def sources_of(rows: pd.DataFrame, language: str) -> list[str]:
    """The documents the rows come from, those of what they are compared with among them."""
    return list(dict.fromkeys(title for name in SOURCES for title in texts(rows, f"{name}_{language}")))


def documents_in_words(titles: Sequence[str], language: str) -> str:
    """The titles of documents, as a sentence names them."""
    text = wording(language)
    return text("list.documents").join(text("document.title", title=title) for title in titles)


def caveats_of(rows: pd.DataFrame, language: str) -> list[str]:
    """What must be known of each indicator before comparing."""
    return _told(rows, "indicator", (f"indicator_{language}",), f"caveats_{language}", language)


def notes_of(rows: pd.DataFrame, language: str) -> list[str]:
    """What a reader must know of each figure."""
    return _told(
        rows, "id", ("id", f"place_{language}", f"indicator_{language}"), f"note_{language}", language
    )


def texts(rows: pd.DataFrame, column: str) -> list[str]:
    """The text in a column, where there is any."""
    return [found for found in rows.get(column, ()) if isinstance(found, str) and found]


def _told(rows: pd.DataFrame, of: str, names: Sequence[str], said: str, language: str) -> list[str]:
    """One line for each text in the column `said`: the names of what it is said of, and the text."""
    if said not in rows or of not in rows:
        return []
    named = [name for name in names if name in rows]
    told = rows[rows[said].fillna("") != ""].drop_duplicates([of, said])
    lines = []
    for row in told[[*named, said]].fillna("").to_dict("records"):
        name = " · ".join(row[n] for n in named if row[n])
        lines.append(wording(language)("about.line", name=name, said=row[said]))
    return lines
