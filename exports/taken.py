"""Taken: what a file is called, and what it says about itself – choices, period, sources, how to read it, caveats."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from loaders.own_city import is_own
from words import wording
from words.sources import caveats_of, notes_of, period_of, sources_of

Languages = Mapping[str, str]
MOST_NAMED = 3  # places in the name of a file
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


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


def download_name(
    shown: pd.DataFrame, title: Languages, language: str, ending: str = "csv", mark: str = ""
) -> str:
    """The name of the file that holds some rows."""
    codes = shown.get("place", ())
    names = shown.get("place_zh", codes)
    places = {code: name for code, name in zip(codes, names, strict=True) if isinstance(code, str) and code}
    return name_of_file(title, places, period_of(shown).replace("–", "-"), language, ending, mark)


def name_of_file(
    title: Languages, places: Mapping[str, str], when: str, language: str, ending: str, mark: str = ""
) -> str:
    """The name of a file, in Chinese, or in ASCII for English: what, which places (id → Chinese name), and when.

    `when` is its period or snapshot, `mark` what a reader must see before opening the file.
    """
    codes, names = list(places), list(places.values())
    if language == "zh":
        about = "、".join(names) if len(names) <= MOST_NAMED else f"{names[0]}等{len(names)}地"
    else:
        about = "-".join(codes) if len(codes) <= MOST_NAMED else f"{codes[0]}-and-{len(codes) - 1}-more"
    return file_name((title[language], about, when, mark), ending)


def file_name(parts: Iterable[str], ending: str) -> str:
    """A file name made of `parts`, legal on Windows and not too long for it."""
    stem = "_".join(FORBIDDEN.sub("-", part).strip(" .") for part in parts if part)
    return f"{stem[:120].rstrip(' .')}.{ending}"
