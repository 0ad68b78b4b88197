"""Downloads: some rows as CSV, as a workbook and as a package, each built when it is asked for."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from exports import names
from exports.csv_file import csv_bytes, file_name
from exports.package import package_bytes
from exports.taken import Taken
from exports.xlsx_file import xlsx_bytes
from pages.parts import cached, embedding, pictures, selection
from pages.parts.frame import View
from pages.parts.pictures import Picture
from words import LANGUAGES, wording
from words.choices import in_words

TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
TABLES = "tables_of_the_page"
ICONS = {"csv": ":material/download:", "xlsx": ":material/table:", "zip": ":material/folder_zip:"}


def begin() -> None:
    """Start a run: forget the tables of the last one, which may have ended before its foot."""
    st.session_state[TABLES] = {}


def menu(
    shown: pd.DataFrame, view: View, name: str, title: dict[str, str], picture: Picture | None = None
) -> None:
    """What can be taken away of the rows, and of their chart where there is one.

    `name` is the chart's code on the page, `title` that of `figures.show`.
    """
    st.session_state[TABLES][name] = shown
    label, icon = view.text("figure.take"), ":material/download:"
    offered = st.popover(label, icon=icon, key=f"take:{name}", on_change="rerun")
    if offered.open:
        with offered:
            buttons(shown, view, name, title)
            if picture:
                stem = download_name(shown, title, view.language, "")
                pictures.buttons(picture, view, name, _asked(), stem)
                embedded(view, name)


def buttons(shown: pd.DataFrame, view: View, name: str, title: dict[str, str]) -> None:
    """A button for each form of the rows; its arguments are those of `menu`."""
    here, taken = selection.address(), _taken(title, view.snapshot)

    def build(form: str) -> bytes:
        if form == "csv":
            return csv_bytes(shown, view.snapshot, here)
        if form == "xlsx":
            return xlsx_bytes(shown, taken, view.language)
        return package_bytes({title["en"]: shown}, taken)

    text, stem = view.text, download_name(shown, title, view.language).removesuffix("csv")
    said = (text("figure.download"), text("figure.download_xlsx"), text("figure.download_zip"))
    for (form, kind), label in zip(TYPES.items(), said, strict=True):
        st.download_button(
            label,
            data=partial(build, form),
            file_name=f"{stem}{form}",
            mime=kind,
            on_click="ignore",
            key=f"download:{name}" if form == "csv" else f"download:{name}:{form}",
            icon=ICONS[form],
        )


def whole_page(code: str) -> None:
    """A package of every table that the page offers, where there are several."""
    tables, now, text = st.session_state[TABLES], cached.pointer().snapshot, selection.text()
    if len(tables) < 2:
        return
    title = {"zh": wording("zh")(f"page.{code}"), "en": code.replace("_", "-")}
    mark = text("own.file_mark") if cached.own() else ""
    st.download_button(
        text("figure.page_zip", n=len(tables)),
        data=partial(package_bytes, tables, _taken(title, now)),
        file_name=file_name((title[selection.language()], mark, now), "zip"),
        mime=TYPES["zip"],
        on_click="ignore",
        key="download:page",
        icon=ICONS["zip"],
    )


def _taken(title: dict[str, str], snapshot: str) -> Taken:
    """What a file of this view says of itself."""
    asked, labels = _asked(), partial(cached.labels, snapshot)
    return Taken(title, snapshot, selection.address(), {x: in_words(asked, labels, x) for x in LANGUAGES})


def embedded(view: View, name: str) -> None:
    """The address of the chart alone, where other sites may show it; a reader's own figures nobody else can see."""
    if cached.settings().embed.allow_origins and not cached.own():
        st.text(view.text("embed.address"))
        st.code(embedding.address(name), language=None, wrap_lines=True)


def download_name(shown: pd.DataFrame, title: dict[str, str], language: str, ending: str = "csv") -> str:
    """The name of a file; of a reader's with figures of their own it says so."""
    mark = wording(language)("own.file_mark") if cached.own() else ""
    return names.download_name(shown, title, language, ending, mark)


def _asked() -> dict[str, str]:
    """What the view shows: name → value, several joined by commas; what was asked for in vain is left out."""
    kept, rejected = st.session_state, st.session_state[selection.REJECTED]
    named = {name: st.query_params.get_all(name) for name in st.query_params if name in kept[selection.ASKED]}
    asked = {
        name: ",".join(code for value in values for code in value.split(",") if (name, code) not in rejected)
        for name, values in named.items()
    }
    return {**kept[selection.STANDING], **asked}
