"""Own city: what a reader has brought so far, read on request and shown in this session only.

The desk holds the reader's work: the city, a file, the answers about it and the last outcome. It exists only in the
session's state; nothing of it goes into the address, because a link must not reveal it.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import streamlit as st

from findings import kept
from findings.own_file import TYPED, dictionary_of
from loaders import contract, own_city
from loaders.office.account import Account
from loaders.office.figures import read_office
from loaders.office.sheets import Unreadable
from loaders.office.strict import brought_by, session_names, strict_rows
from loaders.own_city import PLACE, SOURCE
from loaders.problems import DatasetError, Problem
from loaders.reading import Snapshot
from loaders.snapshot import snapshot_file
from pages.parts import cached
from words import LANGUAGES, Wording, in_both, wording

DESK = f"{cached.OWN}_desk"
BLANK_ROWS = 6


@dataclass
class Desk:
    """The reader's work in progress; `number` distinguishes its widgets from those of a desk that was cleared."""

    number: str = field(default_factory=lambda: secrets.token_hex(4))
    city: dict[str, str] = field(default_factory=lambda: {"name": "", "level": "prefecture", "part_of": ""})
    rows: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame([[""] * len(TYPED)] * BLANK_ROWS, columns=TYPED)
    )
    laid: pd.DataFrame | None = None  # the rows as of the last set-up of the editor
    file: bytes = b""
    answers: dict[str, str] = field(default_factory=dict)  # by question key, for this file
    account: Account | None = None
    confirmed: Account | None = None  # the account whose figures the pages show
    unreadable: str = ""  # why the file could not be read
    problems: Sequence[Problem] = ()


def desk() -> Desk:
    """The desk of this session."""
    if DESK not in st.session_state:
        st.session_state[DESK] = Desk()
    return st.session_state[DESK]


def take_file(content: bytes) -> None:
    """Read a file; nothing in it counts until it is confirmed."""
    at = desk()
    at.file, at.answers = content, {}
    reread()


def take_table(text: Wording) -> None:
    """Read the table as entered, as if it were a file."""
    rows = desk().rows.fillna("").astype(str)
    take_file(own_city.csv_of([[text(f"template.head.{c}") for c in TYPED], *rows.itertuples(index=False)]))


def answer(key: str, chosen: str | None) -> None:
    """Record or withdraw an answer, and read the file again with it."""
    at = desk()
    if chosen:
        at.answers[key] = chosen
    else:
        at.answers.pop(key, None)
    reread()


def ask_again() -> None:
    """Withdraw all answers about the file."""
    desk().answers = {}
    reread()


def reread() -> None:
    """Read the file on the desk with the answers given."""
    at = desk()
    at.account, at.unreadable, at.problems = None, "", ()
    try:
        at.account = read_office(at.file, dictionary_of(cached.on_the_air().snapshot), PLACE, at.answers)
    except Unreadable as refused:
        at.unreadable = refused.why


def strict_file(account: Account) -> tuple[bytes, int]:
    """What was understood about the own city, in the form of the data contract, and the number of figures."""
    rows = strict_rows(account, PLACE, SOURCE, session_names(account, desk().answers))
    return own_city.file_of([row[c] for c in contract.COLUMNS] for row in rows), len(rows)


def confirm() -> None:
    """Accept what was understood: from now on every page of this session shows it."""
    at = desk()
    if brought := _laid_over(at.account):
        cached.keep_own(brought)
        at.confirmed = at.account


def describe(name: str, said: str) -> None:
    """Record one fact about the city; figures already shown are updated with it."""
    at = desk()
    at.city[name] = said
    if at.confirmed and cached.own() and (brought := _laid_over(at.confirmed)):
        cached.keep_own(brought)


def _laid_over(account: Account | None) -> Snapshot | None:
    """The snapshot on the air with an account laid over it; None if it is refused, and the desk says why."""
    at = desk()
    if account is None:
        return None
    content, _ = strict_file(account)
    now = cached.on_the_air().snapshot
    known, beneath = dictionary_of(now), snapshot_file(kept.settings().build_folder, now)
    more = brought_by(account, session_names(account, at.answers), known, PLACE, SOURCE)
    try:
        return own_city.laid_over(beneath, content, *_described(content), more)
    except DatasetError as refused:
        at.problems = refused.problems
        return None


def _described(content: bytes) -> tuple[contract.Place, contract.Source]:
    """The entries of the city and of the upload, as places.yaml and sources.yaml would hold them."""
    city, today = desk().city, date.today()
    named = {
        x: wording(x)("own.uploaded_name", name=city["name"].strip() or wording(x)("own.default_name"))
        for x in LANGUAGES
    }
    place = contract.Place(name=contract.Words(**named), level=city["level"], part_of=city["part_of"])
    source = contract.Source(
        title=contract.Words(**in_both("own.source_title")),
        issuer=contract.Words(**in_both("own.source_issuer")),
        kind="web_page",  # the page where the figures were given: the closest kind in the contract
        published="-",  # unknown, and so never the newest document of a dataset
        # Figures without a period are limits in force and targets, so they date from today.
        period_start=f"{today.year}-01-01",
        period_end=f"{today.year}-12-31",
        file=f"{PLACE}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return place, source
