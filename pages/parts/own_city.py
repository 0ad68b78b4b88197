"""Own city: what a reader has brought so far, checked when asked for and shown in this session only.

The desk holds what lies before the reader: the city, the table of figures and what was last said of them. It is part
of the session's state and of nothing else; the address says nothing of it, as a link must not tell what it holds.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import streamlit as st

from findings import judging
from loaders import contract, own_city
from loaders.own_city import PLACE, SOURCE
from loaders.problems import Problem, Refused
from loaders.reading import Snapshot
from pages.parts import cached, own_words
from pages.parts.frame import View
from words import LANGUAGES, wording

DESK = f"{cached.OWN}_desk"
MOST = (
    1000  # rows of one city: ten times what the longest document here gives, and no burden for other readers
)
YEARS = 15
BLANK_ROWS = 3
FILLED = {
    "place": PLACE,
    "source": SOURCE,
    "scope": "whole",
    "locator": "–",
}  # what the page fills in where empty


@dataclass
class Desk:
    """What lies before the reader; `number` tells its widgets from those of a desk that was cleared."""

    number: str = field(default_factory=lambda: secrets.token_hex(4))
    city: dict[str, str] = field(default_factory=lambda: {"name": "", "level": "prefecture", "part_of": ""})
    rows: pd.DataFrame = field(default_factory=lambda: table_of([[""] * len(contract.COLUMNS)] * BLANK_ROWS))
    laid: pd.DataFrame | None = None  # the rows as they were when the editor was last set up
    tables: int = 0  # how often the rows were replaced: each time a new editor
    sound: bytes = b""  # what was last found sound
    said: str = ""
    is_in_words: bool = False  # the last file was: what is told of it has no place among its characters
    problems: Sequence[Problem] = ()

    def replace(self, rows: pd.DataFrame) -> None:
        """Lay another table before the reader."""
        self.rows = rows
        self.tables += 1


def desk() -> Desk:
    """The desk of this session."""
    if DESK not in st.session_state:
        st.session_state[DESK] = Desk()
    return st.session_state[DESK]


def table_of(rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Rows of an observations file as a table of text."""
    return pd.DataFrame(rows, columns=list(contract.COLUMNS), dtype="object")


def take(content: bytes) -> None:
    """Check an observations file; where it is sound its figures stand on every page of this session."""
    at = desk()
    rows = own_city.rows_of(content)
    at.problems, at.said = (), ""
    if content.count(b"\n") > MOST + 1:
        at.said = "too_long"
        return
    if rows is not None:
        at.replace(table_of(rows))
    brought = _laid_over(content)
    if brought and not rows:
        at.said = "no_rows"
    elif brought:
        cached.keep_own(brought)
        at.said, at.sound = "added", content


def take_file(content: bytes) -> None:
    """Check a file that a reader uploads: in the contract's codes as it is, in words as the table would be."""
    rows = own_words.in_codes(content, cached.on_the_air().snapshot)
    desk().is_in_words = rows is not None
    take(content if rows is None else filled(rows))


def take_table() -> None:
    """Check the table as it stands."""
    take(filled(desk().rows.fillna("").astype(str)))


def filled(rows: pd.DataFrame) -> bytes:
    """A table as a file of the contract, without its empty rows and with what the page fills in."""
    own = [c for c in contract.COLUMNS if c not in (*FILLED, "id")]
    rows = rows[(rows[own] != "").any(axis=1)]
    free = (f"{PLACE}-{n:03}" for n in range(1, 10**6) if f"{PLACE}-{n:03}" not in set(rows["id"]))
    rows = rows.assign(
        **{c: rows[c].replace("", said) for c, said in FILLED.items()},
        id=[id_ or next(free) for id_ in rows["id"]],
    )
    return own_city.file_of(rows.itertuples(index=False))


def describe(name: str, said: str) -> None:
    """Note one thing about the city; figures already shown are shown under it."""
    at = desk()
    at.city[name] = said
    brought = _laid_over(at.sound) if cached.own() else None
    if brought:
        cached.keep_own(brought)


def year() -> str:
    """The year of figures without a period: last year unless the reader says otherwise."""
    return desk().city.get("year") or str(date.today().year - 1)


def shared(view: View) -> list[str]:
    """The indicators on which a figure of the own city can be compared with another place's, in order."""
    own = judging.of_place(view.snapshot, PLACE)
    found = {*own[own["grade"] != "not_comparable"]["indicator"]}
    return [id_ for id_ in cached.labels(view.snapshot, "indicators", view.language) if id_ in found]


def _laid_over(content: bytes) -> Snapshot | None:
    """The snapshot on the air with the file laid over it; None where it is refused, and the desk says why."""
    try:
        return own_city.laid_over(cached.file_on_the_air(), content, *_described(content))
    except Refused as refused:
        desk().said, desk().problems = "refused", refused.problems
        return None


def _described(content: bytes) -> tuple[contract.Place, contract.Source]:
    """The entries of the city and of what was uploaded, as places.yaml and sources.yaml would hold them."""
    city = desk().city
    named = {
        x: wording(x)("own.uploaded_name", name=city["name"].strip() or wording(x)("own.default_name"))
        for x in LANGUAGES
    }
    place = contract.Place(name=contract.Words(**named), level=city["level"], part_of=city["part_of"])
    source = contract.Source(
        title=contract.Words(**{x: wording(x)("own.source_title") for x in LANGUAGES}),
        issuer=contract.Words(**{x: wording(x)("own.source_issuer") for x in LANGUAGES}),
        kind="web_page",  # the page the figures were given on: the contract knows no nearer kind
        published="-",  # not known, and never the newest document of a dataset
        period_start=f"{year()}-01-01",
        period_end=f"{year()}-12-31",
        file=f"{PLACE}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return place, source
