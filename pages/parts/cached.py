"""Cached: the one door to the snapshot and to answers computed from it. Keys are (snapshot id, codes, language)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pandas as pd
import streamlit as st

from loaders.problems import Refused
from loaders.reading import Snapshot
from loaders.settings import Settings, read_settings
from loaders.snapshot import Pointer, build_snapshot, read_pointer, snapshot_file

Codes = tuple[str, ...]


def answer(compute: Callable) -> Callable:
    """Cache what a page computes; its arguments are a snapshot id, codes and a language, never a frame."""
    return st.cache_data(show_spinner=False, max_entries=256)(compute)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings, read once a server."""
    return read_settings()


def pointer() -> Pointer:
    """What is on the air now; builds the first snapshot where there is none."""
    build = settings().build_folder
    now = read_pointer(build)
    if not now.snapshot and not now.refused:
        with suppress(Refused):  # the pointer says why
            build_snapshot(settings().data_folder, settings())
        now = read_pointer(build)
    return now


@st.cache_resource(show_spinner=False, max_entries=4)
def snapshot(snapshot_id: str) -> Snapshot:
    """An open snapshot, shared by all readers; it never changes."""
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
