"""Briefs: the brief on a city, as a page to print and as a document to edit, each built on request."""

from functools import partial

import streamlit as st

from exports import brief
from findings.brief import frames
from pages.parts import cached, downloads, filters, selection
from pages.parts.frame import View

# Button → the file's format, and whether it has an annex with every figure.
BUTTONS = {"html": ("html", False), "docx": ("docx", False), "annex": ("docx", True)}


def show_brief(place: str, view: View) -> None:
    """The brief as it will print, below its download buttons."""
    selection.keeps("part")
    selection.drop(
        view.text("brief.back", place=cached.labels(view.snapshot, "places", view.language)[place]), "part"
    )
    offer(place, view)
    told = brief.brief_bytes("html", frames(view.snapshot, place, filters.rule_asked()), view.language)
    st.iframe(told.decode("utf-8"), height="content")


def offer(place: str, view: View) -> None:
    """The title of the brief, and a button for each of its formats."""
    figures, rule = cached.observations(view.snapshot, None, (place,)), filters.rule_asked()

    def build(form: str, has_annex: bool) -> bytes:
        return brief.brief_bytes(form, frames(view.snapshot, place, rule), view.language, has_annex)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(brief.brief_title(view.snapshot, place, view.language), width="content")
        for name, (form, has_annex) in BUTTONS.items():
            mark = view.text("brief.mark_annex") if has_annex else ""
            label, build_it = view.text(f"brief.take_{name}"), partial(build, form, has_annex)
            named = downloads.file_name_of(figures, brief.TITLE, view.language, form, mark)
            downloads.file_button(label, build_it, named, f"brief:{name}")
