"""Frame: what every page stands in: title, links, language, announcements, and the snapshot at the foot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from locales import Words, words
from pages.parts import cached, selection

AT_ONCE = 5  # pages whose links are always in sight
SHOWN = 80  # characters of a rejected value that are shown back


@dataclass(frozen=True)
class View:
    """What a page is shown with: its code, the language and the snapshot's id."""

    page: str
    language: str
    snapshot: str

    @property
    def text(self) -> Words:
        """The words of the page's language."""
        return words(self.language)


def header(pages: Mapping[str, object]) -> None:
    """The name of the dashboard, the links to its pages and the language switch."""
    text, kept = selection.text(), selection.kept_language()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.text(text("frame.brand"))
            for page in list(pages.values())[:AT_ONCE]:
                st.page_link(page, query_params=kept)
            with st.popover(text("frame.more")):
                for page in list(pages.values())[AT_ONCE:]:
                    st.page_link(page, query_params=kept)
        with st.container(width="content"):
            selection.switch_language()
    if cached.pointer().refused:
        _refused(text)


def open_page(code: str) -> View:
    """Title and introduction of a page; returns what it is shown with. Stops where nothing is on the air."""
    view = View(code, selection.language(), cached.pointer().snapshot)
    st.title(view.text(f"page.{code}"), anchor=False)
    if not view.snapshot:
        st.stop()
    st.text(view.text(f"intro.{code}"))
    return view


def announce(view_of: st.delta_generator.DeltaGenerator) -> None:
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


def _refused(text: Words) -> None:
    now = cached.pointer()
    st.warning(text("frame.refused" if now.snapshot else "frame.nothing", n=len(now.refused)))
    with st.expander(text("frame.problems")):
        st.text("\n".join(now.refused))
