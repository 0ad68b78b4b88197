"""Taken: what a file says about itself – the choices made, its period and sources, how to read it, and its caveats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from loaders.own_city import is_own
from words import wording
from words.sources import caveats_of, notes_of, period_of, sources_of

Languages = Mapping[str, str]


@dataclass(frozen=True)
class Taken:
    """What a reader downloads: its title and the choices in words (by language), the snapshot and the address."""

    title: Languages
    snapshot: str
    address: str
    chosen: Mapping[str, Sequence[str]]


class FileSection(NamedTuple):
    """A heading and the lines under it."""

    heading: str
    lines: list[str]


def about_file(rows: pd.DataFrame, taken: Taken, language: str) -> list[FileSection]:
    """What the file says about itself, in one language, including every note and caveat of its rows."""
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
    return [FileSection(text(f"about.{name}"), lines) for name, lines in sections.items() if lines]
