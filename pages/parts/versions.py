"""Versions: which snapshot is on the air, which others are kept, and what differs between two of them."""

from datetime import datetime

import pandas as pd
import streamlit as st

from exports.columns import CODED
from findings import kept
from loaders.differences import snapshot_differences
from loaders.snapshot import SNAPSHOT_ID, built_snapshots, snapshot_file
from pages.parts import cached, selection
from words import LANGUAGES, wording

CHANGES = ("added", "changed", "withdrawn")
COUNTED = ("figures", "indicators", "places", "sources", "measures", "problems", "checks")
NAMED = {"place": "places", "indicator": "indicators", "unit": "units"}


def others() -> dict[str, str]:
    """Id → label with the time of writing, for the snapshots kept besides the one on the air, newest first."""
    now = cached.on_the_air().snapshot
    return {id_: f"{_minute(at)} · {id_}" for id_, at in _kept().items() if id_ != now}


def is_asked_for() -> bool:
    """Does the address ask for the changes since one of the others? Any other value is announced."""
    asked, offered = st.query_params.get("since", ""), others()
    if asked and asked not in offered:
        selection.reject("since", asked)
    return asked in offered


def now_in_words() -> str:
    """The snapshot on the air: its id, when it was written, and how much it holds."""
    now, text = cached.on_the_air().snapshot, selection.text()
    at = _kept().get(now)
    written = text("version.written", at=_minute(at)) if at else ""
    return text("version.now", snapshot=now, written=written, **sizes(now))


@kept.answer
def sizes(snapshot_id: str) -> dict[str, int]:
    """How many entries of each kind a snapshot holds."""
    return {name: len(kept.table(snapshot_id, name)) for name in COUNTED}


@kept.answer
def differences_since(old: str, new: str) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Figures that differ between two snapshots, and how many entries differ of each kind; None if it cannot be told."""
    build = kept.settings().build_folder
    found = snapshot_differences(snapshot_file(build, old), snapshot_file(build, new))
    if found is None:
        return None
    figures, entries = found
    figures = figures.rename(columns={"change": "difference"}).assign(row="listed")
    counted = pd.DataFrame([{"kind": "figures", **differences_counted(figures)}])
    entries = pd.concat([counted, entries], ignore_index=True)
    for language in LANGUAGES:
        text = wording(language)
        entries[f"entries_{language}"] = [text(f"entries.{kind}") for kind in entries["kind"]]
        for side in ("old", "new"):
            cells = zip(figures["column"], figures[side], strict=True)
            figures[f"{side}_{language}"] = [_cell_in_words(new, *cell, language) for cell in cells]
    return figures, entries[entries[[*CHANGES]].any(axis=1)]


def differences_counted(figures: pd.DataFrame) -> dict[str, int]:
    """The number of figures added, changed and withdrawn."""
    return {change: figures[figures["difference"] == change]["id"].nunique() for change in CHANGES}


def notice(here: str) -> None:
    """If a link names a snapshot that is not on the air, show what changed between the two. `here` is the page."""
    named, now, text = st.query_params.get("snapshot", ""), cached.on_the_air().snapshot, selection.text()
    if not named or named == now:
        return
    if not SNAPSHOT_ID.fullmatch(named):
        selection.reject("snapshot", named)
        return
    is_kept = named in _kept()
    said = _said(named, now) if is_kept else text("version.gone", old=named, new=now)
    with st.container(border=True):
        st.text(f"⚠ {said}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if is_kept:
                asked, is_here = {"since": named, "part": "versions"}, here == "indicators"
                label, icon = text("version.see"), ":material/difference:"
                selection.way(label, "indicators", asked, is_here=is_here, icon=icon, key="version:see")
            selection.drop(text("version.dismiss"), "snapshot")


def _said(old: str, new: str) -> str:
    text, found = selection.text(), differences_since(old, new)
    if found is None:
        return text("version.unreadable", old=old)
    figures, _ = found
    said = text("version.link", old=old, **differences_counted(figures))
    asked = set(selection.codes_given("figure"))
    n = len(asked.intersection(figures["id"]))
    return "\n".join((said, text("version.of_these", n=n, all=len(asked)))) if asked else said


def _cell_in_words(snapshot_id: str, column: str, held: str, language: str) -> str:
    if column in CODED and held:
        return wording(language)(f"{CODED[column]}.{held}")
    names = kept.labels(snapshot_id, NAMED[column], language) if column in NAMED else {}
    return names.get(held, held)


def _kept() -> dict[str, datetime]:
    return built_snapshots(kept.settings().build_folder)


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
