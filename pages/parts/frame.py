"""Frame: what every page stands in: title, links, language, announcements, and the snapshot at the foot."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from loaders.own_city import PLACE
from pages.parts import cached, selection, versions
from words import Wording
from words.view import View

SHOWN = 80  # characters of a rejected value that are shown back


def header(pages: Mapping[str, object], here: str) -> None:
    """The name of the dashboard, the language switch and the links to all pages; `here` is the code of the page shown."""
    text = selection.text()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.text(text("frame.brand"), width="content")
        with st.container(width="content"):
            selection.switch_language()
    with st.container(horizontal=True, gap="xsmall"):
        for code, page in pages.items():
            st.page_link(page, query_params=selection.carried(here, code))
    if cached.pointer().refused:
        _refused(text)
    if cached.own():
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.text(f"⚠ {text('own.notice')}")
            st.button(text("own.drop"), key="own:drop", on_click=_drop_own)


def open_page(code: str) -> View:
    """Title and introduction of a page; returns what it is shown with. Stops where nothing is on the air."""
    view = View(code, selection.language(), cached.pointer().snapshot)
    st.title(view.text(f"page.{code}"), anchor=False)
    if not view.snapshot:
        st.stop()
    st.text(view.text(f"intro.{code}"))
    return view


def announce(view_of: st.delta_generator.DeltaGenerator, here: str) -> None:
    """Say what changed since the snapshot that the address names, and what it asked for that does not exist."""
    with view_of.container():
        versions.notice(here)
    rejected(view_of)


def rejected(view_of: st.delta_generator.DeltaGenerator) -> None:
    """Say what the address asked for that does not exist."""
    text = selection.text()
    for name, asked in selection.announcements():
        value = asked if len(asked) <= SHOWN else asked[:SHOWN] + "…"
        said = (
            text("address.rejected", name=name, value=value) if value else text("address.unknown", name=name)
        )
        view_of.container().text(f"⚠ {said}")


def footer() -> None:
    """What this page was made from."""
    st.divider()
    now = cached.pointer()
    st.text(selection.text()("frame.footer", snapshot=now.snapshot or "–"))


def _drop_own() -> None:
    """Forget the reader's own figures, in the address too."""
    brought = cached.own()
    if brought:
        figures = brought.snapshot.observations(places=(PLACE,))
        selection.forget({PLACE, *figures["id"]})
    cached.drop_own()


def _refused(text: Wording) -> None:
    now = cached.pointer()
    st.warning(text("frame.refused" if now.snapshot else "frame.nothing", n=len(now.refused)))
    with st.expander(text("frame.problems")):
        st.text("\n".join(now.refused))
