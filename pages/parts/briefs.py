"""Briefs: the paper on a place, or on two, as a page to print and as a document to edit, each built when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from exports import brief
from exports.brief_words import title
from findings.brief import figures_of, frames
from pages.parts import cached, downloads
from pages.parts.cached import Codes
from pages.parts.frame import View

TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ICONS = {"html": ":material/print:", "docx": ":material/edit_document:"}


def pair(places: Codes, benchmark: str, view: View) -> Codes:
    """The two places a comparison is about, the one that is held against first; none where it is about more or fewer."""
    both = tuple(dict.fromkeys((*places, benchmark) if len(places) == 1 else places))
    if len(both) != 2 or not set(both) <= set(cached.reporting_places(view.snapshot, view.language)):
        return ()
    return both[::-1] if both[0] == benchmark else both


def offer(places: Codes, view: View) -> None:
    """What the brief is about, and a button for each of its forms."""
    figures = figures_of(view.snapshot, places)
    server = (st.context.url or "").split("?")[0].rpartition("/")[0]
    here = f"{server}/{brief.view_path(view.snapshot, places)}"

    def build(form: str) -> bytes:
        return brief.brief_bytes(form, frames(view.snapshot, places), here, view.language)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(title(view.snapshot, places, view.language), width="content")
        for form, kind in TYPES.items():
            st.download_button(
                view.text(f"brief.take_{form}"),
                data=partial(build, form),
                file_name=downloads.download_name(figures, brief.TITLE, view.language, form),
                mime=kind,
                on_click="ignore",
                key=f"brief:{form}",
                icon=ICONS[form],
            )
