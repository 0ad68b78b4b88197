"""Taken: what a file is called, and what it says about itself – choices, period, sources, how to read it, caveats."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


def about_file(rows: pd.DataFrame, taken: Taken, language: str) -> dict[str, Sequence[str]]:
    """What the file says about itself, in one language: heading → lines, among them every note and caveat of its rows."""
    text = wording(language)
    has_simulated = any(cell is True for cell in rows.get("simulated", ()))
    what = {"title": taken.title[language], "snapshot": taken.snapshot, "address": taken.address}
    sections = {
        "simulated": [text("about.simulated_means")] if has_simulated else [],
        "chosen": taken.chosen.get(language) or [text("about.all")],
        "rows": [text("about.count", n=len(rows))],
        "period": [period_of(rows)],
        "sources": sources_of(rows, language) or [text("about.every_source")],
        "snapshot": [
            taken.snapshot,
            text("about.session" if is_own(taken.snapshot) else "about.snapshot_means"),
        ],
        "address": [taken.address],
        "cite": [text("about.citation", **what).rstrip(" ,，"), text("about.cite_sources")],
        "reading": text("about.how_to_read").split("\n"),
        "caveats": caveats_of(rows, language),
        "notes": notes_of(rows, language),
    }
    return {text(f"about.{name}"): lines for name, lines in sections.items() if any(lines)}


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
    names, n = list(places.values() if language == "zh" else places), len(places)
    if n <= MOST_NAMED:
        about = ("、" if language == "zh" else "-").join(names)
    else:
        about = f"{names[0]}等{n}地" if language == "zh" else f"{names[0]}-and-{n - 1}-more"
    return file_name((title[language], about, when, mark), ending)


def file_name(parts: Iterable[str], ending: str) -> str:
    """A file name made of `parts`, legal on Windows and not too long for it."""
    stem = "_".join(FORBIDDEN.sub("-", part).strip(" .") for part in parts if part)
    return f"{stem[:120].rstrip(' .')}.{ending}"
