"""Downloads: rows as CSV, workbook and package, and their chart as a picture, each built on request."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from exports.chart_ready import readable_columns, readable_csv, wide_columns
from exports.csv_file import csv_bytes
from exports.package import package_bytes
from exports.pictures import Picture, as_png, as_svg
from exports.taken import Taken, download_name, file_name
from exports.xlsx_file import has_chart, xlsx_bytes
from findings import kept
from loaders.own_city import is_own
from pages.parts import cached, frame, selection
from words import LANGUAGES, View, in_both, wording
from words.choices import choices_in_words

OFFICE = "application/vnd.openxmlformats-officedocument."
# Ending → media type and icon.
TYPES = {
    "csv": ("text/csv", ":material/download:"),
    "xlsx": (f"{OFFICE}spreadsheetml.sheet", ":material/table:"),
    "zip": ("application/zip", ":material/folder_zip:"),
    "html": ("text/html", ":material/print:"),
    "docx": (f"{OFFICE}wordprocessingml.document", ":material/edit_document:"),
    "png": ("image/png", ":material/image:"),
    "svg": ("image/svg+xml", ":material/format_shapes:"),
}
# Format of the rows → file extension, and the catalogue key of its button.
FORMS = {
    "xlsx": ("xlsx", "figure.download_xlsx"),
    "csv": ("csv", "figure.download"),
    "wide": ("csv", "figure.download_wide"),
    "complete": ("csv", "figure.download_complete"),
    "zip": ("zip", "figure.download_zip"),
}
PICTURES = {"slide": "16x9.png", "a4": "a4.png", "svg": "svg"}  # format of a chart → ending of the file name
IN_THE_HEADING = ("indicator", "figure")  # parameters already named by the heading
TABLES = "tables_of_the_page"


def begin_downloads() -> None:
    """Start a run: forget the tables of the last one, which may have ended before its foot."""
    st.session_state[TABLES] = {}


def menu(shown: pd.DataFrame, view: View, name: str, title: dict[str, str], picture: Picture | None) -> None:
    """What can be downloaded of the rows, and of their chart if there is one.

    `name` is the chart's code on the page, `title` is as in `figures.show`.
    """
    st.session_state[TABLES][name] = shown
    label, key = view.text("figure.take"), f"take:{name}"
    offered = st.popover(label, icon=":material/download:", key=key, on_change="rerun")
    if offered.open:
        with offered:
            buttons(shown, view, name, title, picture)
            if picture:
                picture_buttons(picture, view, name, file_name_of(shown, title, view.language, ""))


def buttons(
    shown: pd.DataFrame, view: View, name: str, title: dict[str, str], picture: Picture | None
) -> None:
    """A button for each format of the rows; arguments as in `menu`."""
    here, taken, language = selection.address(), _taken(title, view.snapshot), view.language
    mine = kept.labels(view.snapshot, "places", language).get(frame.my_city(), "")

    def build(form: str) -> bytes:
        if form == "xlsx":
            return xlsx_bytes(shown, taken, language, picture, mine)
        if form == "complete":
            return csv_bytes(shown, view.snapshot, here)
        if form == "zip":
            return package_bytes({title["en"]: shown}, taken)
        columns = (wide_columns if form == "wide" else readable_columns)(shown, language)
        return readable_csv(columns, view.snapshot, here, language)

    for form, (ending, label) in FORMS.items():
        if form == "wide" and not wide_columns(shown, language):
            continue
        if form == "xlsx" and (picture or has_chart(shown, language)):
            label = "figure.download_chart"
        mark = view.text(f"file.mark_{form}") if ending != form else ""
        named = file_name_of(shown, title, language, ending, mark)
        key = f"download:{name}" if form == "csv" else f"download:{name}:{form}"
        file_button(view.text(label), partial(build, form), named, key)


def picture_buttons(picture: Picture, view: View, name: str, stem: str) -> None:
    """A button for each format of a chart; `stem` is the file name up to and including the dot."""
    # How to cite it; nobody else can open a view of a reader's own figures.
    address, text = selection.address(), view.text
    cited = [text("about.citation", title=picture.heading, snapshot=view.snapshot, address=address)]
    cited += [text("about.session")] if is_own(view.snapshot) else []
    whole = replace(picture, foot=(view_in_words(picture.heading, view), *cited, *picture.foot))

    def build(form: str) -> bytes:
        return as_svg(whole, view.language).encode() if form == "svg" else as_png(whole, view.language, form)

    for form, ending in PICTURES.items():
        label, key = text(f"figure.download_{form}"), f"picture:{name}:{form}"
        file_button(label, partial(build, form), f"{stem}{ending}", key)


def view_in_words(heading: str, view: View) -> str:
    """The page and the choices made on it, except what the heading says."""
    asked = {name: value for name, value in _asked().items() if name not in IN_THE_HEADING}
    lines = choices_in_words(asked, partial(kept.labels, view.snapshot), view.language)
    page = view.text(f"page.{view.page}")
    return " · ".join([view.text("frame.brand"), *([] if page == heading else [page]), *lines])


def whole_page(code: str) -> None:
    """A package of all tables on the page, if there are several."""
    tables, now, text = st.session_state[TABLES], cached.pointer().snapshot, selection.text()
    if len(tables) < 2:
        return
    title = in_both(f"page.{code}") | {"en": code.replace("_", "-")}
    mark = text("own.file_mark") if cached.own() else ""
    label, build = text("figure.page_zip", n=len(tables)), partial(package_bytes, tables, _taken(title, now))
    file_button(label, build, file_name((title[selection.language()], mark, now), "zip"), "download:page")


def file_button(label: str, build: Callable[[], bytes], name: str, key: str, icon: str | None = None) -> None:
    """A button for a file that is built on request; its icon is that of its kind unless one is given."""
    kind, usual = TYPES[name.rpartition(".")[2]]
    st.download_button(
        label, data=build, file_name=name, mime=kind, icon=icon or usual, key=key, on_click="ignore"
    )


def _taken(title: dict[str, str], snapshot: str) -> Taken:
    """What a file of this view says about itself."""
    asked, labels = _asked(), partial(kept.labels, snapshot)
    chosen = {x: choices_in_words(asked, labels, x) for x in LANGUAGES}
    return Taken(title, snapshot, selection.address(), chosen)


def file_name_of(
    shown: pd.DataFrame, title: dict[str, str], language: str, ending: str = "csv", mark: str = ""
) -> str:
    """The name of a file, with a mark for its format; it says so if the reader has figures of their own."""
    own = wording(language)("own.file_mark") if cached.own() else ""
    return download_name(shown, title, language, ending, "_".join(filter(None, (mark, own))))


def _asked() -> dict[str, str]:
    """What the view shows: name → value, several joined by commas; values that do not exist are left out."""
    held, rejected = st.session_state, st.session_state[selection.REJECTED]
    named = {name: st.query_params.get_all(name) for name in st.query_params if name in held[selection.ASKED]}
    asked = {
        name: ",".join(code for value in values for code in value.split(",") if (name, code) not in rejected)
        for name, values in named.items()
    }
    return {**held[selection.STANDING], **asked}
