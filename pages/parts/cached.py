"""Cached: the one door to the snapshot and to answers computed from it. Keys are (snapshot id, codes, language).

Answers are kept for all readers, unless a reader has brought figures of their own: from then on nothing that this
reader's session computes reaches the others; it is kept in the session, and ends with it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from loaders.problems import Refused
from loaders.reading import Snapshot
from loaders.settings import Settings, read_settings
from loaders.snapshot import Pointer, build_snapshot, read_pointer, snapshot_file

Codes = tuple[str, ...]


KEPT = 256  # answers, for all readers and in the session of one with own figures
OWN = "own_city"


@dataclass
class Own:
    """The snapshot with a reader's own figures, and what was computed from it; lives in the session and nowhere else."""

    snapshot: Snapshot
    answers: dict[tuple, object] = field(default_factory=dict)

    def answer(self, compute: Callable, asked: tuple, named: dict) -> object:
        """What `compute` gives, kept for this session; a copy, as the cache of all readers gives one too."""
        key = (compute.__module__, compute.__qualname__, asked, *sorted(named.items()))
        if key not in self.answers:
            self.answers[key] = compute(*asked, **named)
            if len(self.answers) > KEPT:
                del self.answers[next(iter(self.answers))]
        return deepcopy(self.answers[key])


def own() -> Own | None:
    """What this reader has brought, if anything."""
    return st.session_state.get(OWN)


def keep_own(brought: Snapshot) -> None:
    """Show this session's pages from a snapshot with the reader's own figures."""
    st.session_state[OWN] = Own(brought)


def drop_own() -> None:
    """Forget the reader's own figures; the pages are as before."""
    st.session_state.pop(OWN, None)


def answer(compute: Callable) -> Callable:
    """Cache what a page computes; its arguments are a snapshot id, codes and a language, never a frame."""
    shared = st.cache_data(show_spinner=False, max_entries=KEPT)(compute)

    @wraps(compute)
    def answered(*asked: object, **named: object) -> object:
        brought = own()
        return brought.answer(compute, asked, named) if brought else shared(*asked, **named)

    return answered


def drawing(draw: Callable[..., go.Figure]) -> Callable[..., dict]:
    """Cache a chart, as the plain dict that is sent to the browser; its arguments are as those of `answer`."""

    @wraps(draw)
    def drawn(*codes: object) -> dict:
        return draw(*codes).to_plotly_json()

    return answer(drawn)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings, read once a server."""
    return read_settings()


def pointer() -> Pointer:
    """What this reader's pages show now: what is on the air, with the reader's own figures if there are any."""
    brought = own()
    return replace(on_the_air(), snapshot=brought.snapshot.id) if brought else on_the_air()


def on_the_air() -> Pointer:
    """What is on the air now; builds the first snapshot where there is none."""
    build = settings().build_folder
    now = read_pointer(build)
    if not now.snapshot and not now.refused:
        with suppress(Refused):  # the pointer says why
            build_snapshot(settings().data_folder, settings())
        now = read_pointer(build)
    return now


def snapshot(snapshot_id: str) -> Snapshot:
    """An open snapshot; it never changes."""
    brought = own()
    return brought.snapshot if brought and brought.snapshot.id == snapshot_id else _opened(snapshot_id)


def file_on_the_air() -> Path:
    """The file of the snapshot on the air."""
    return snapshot_file(settings().build_folder, on_the_air().snapshot)


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(snapshot_id: str) -> Snapshot:
    """Shared by all readers."""
    return Snapshot(snapshot_file(settings().build_folder, snapshot_id))


@answer
def table(snapshot_id: str, name: str) -> pd.DataFrame:
    """A catalogue table of a snapshot."""
    return snapshot(snapshot_id).table(name)


@answer
def observations(
    snapshot_id: str, indicators: Codes | None = None, places: Codes | None = None
) -> pd.DataFrame:
    """Observations of a snapshot; None means all."""
    return snapshot(snapshot_id).observations(indicators, places)


@answer
def derived(snapshot_id: str) -> pd.DataFrame:
    """Figures computed from two observations each, of derived indicators."""
    return snapshot(snapshot_id).derived()


@answer
def labels(snapshot_id: str, name: str, language: str) -> dict[str, str]:
    """id → name of the entries of a catalogue table, in its order."""
    entries = table(snapshot_id, name)
    return dict(zip(entries["id"], entries[f"name_{language}"], strict=True))


@answer
def reporting_places(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the places that have figures, in the order of places.yaml."""
    reporting = set(observations(snapshot_id)["place"])
    return {id_: name for id_, name in labels(snapshot_id, "places", language).items() if id_ in reporting}
