"""Cached: the snapshot a run is made from, what the reader has brought, and parts of pages, which `findings/kept.py` caches.

Answers are shared by all readers, except where a reader has brought figures of their own: what is computed from a
snapshot that includes those stays in that reader's session, reaches nobody else, and ends with it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import streamlit as st

from findings import kept
from loaders.own_city import beneath
from loaders.reading import Snapshot
from loaders.snapshot import Pointer
from words import View

OWN = "own_city"
RUN = "snapshot_of_the_run"


def own() -> kept.Brought | None:
    """What this reader has brought, if anything; it exists only in the session."""
    return st.session_state.get(OWN)


def keep_own(brought: Snapshot) -> None:
    """Show this session's pages from a snapshot that includes the reader's own figures."""
    st.session_state[OWN] = kept.bring(brought)


def drop_own() -> None:
    """Forget the reader's own figures and everything entered about them; the pages are as before."""
    for key in [key for key in st.session_state if str(key).startswith(OWN)]:
        del st.session_state[key]


def part(build: Callable[..., Any]) -> Callable[..., Any]:
    """Cache what `build` returns for a view and codes, blocks or words; its links must not depend on the address."""

    @kept.answer
    @wraps(build)
    def built(snapshot_id: str, page: str, language: str, *codes: object) -> Any:
        return build(View(page, language, snapshot_id), *codes)

    @wraps(build)
    def of_view(view: View, *codes: object) -> Any:
        return built(view.snapshot, view.page, view.language, *codes)

    return of_view


def begin_run() -> None:
    """Set the snapshot that everything in this run is made from, whatever is built meanwhile.

    A reader's own figures are laid over one snapshot, and stay over it.
    """
    now, brought = kept.on_the_air(), own()
    st.session_state[RUN] = replace(now, snapshot=beneath(brought.snapshot.id)) if brought else now


def on_the_air() -> Pointer:
    """What was on the air when this run began; in a callback, when the run that the reader saw began."""
    return st.session_state.get(RUN) or kept.on_the_air()


def pointer() -> Pointer:
    """What this run's page shows: what was on the air, with the reader's own figures if there are any."""
    brought = own()
    return replace(on_the_air(), snapshot=brought.snapshot.id) if brought else on_the_air()
