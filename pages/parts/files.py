"""Files: what can be downloaded whole with one click, with rows and size stated beforehand."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from exports.chart_ready import readable_columns, readable_csv
from exports.csv_file import csv_bytes
from exports.package import package_bytes
from exports.taken import Taken
from findings import kept, standing
from findings.requests import FILES
from pages.parts import cached, downloads, selection
from words import View, numbers
from words.choices import file_title

# File → the page that shows its rows, and the part of that page.
PAGES = {
    "figures": ("indicators", "figures"),
    "dictionary": ("indicators", "dictionary"),
    "measures": ("reforms", ""),
    "problems": ("reforms", "problems"),
    "checks": ("indicators", "checks"),
}


def centre(view: View) -> None:
    """A button for every whole file, and for the package of all."""
    with st.container(horizontal=True):
        for name in PAGES:
            offer_file(name, view)
        if standing.is_whole(view.snapshot):
            n, content, named = package(view.snapshot, address("figures"), view.language)
            _button("package", n, len(content), lambda: content, named, view)
        st.link_button(view.text("api.title"), f"./api/v1/?lang={view.language}", icon=":material/link:")


def offer_file(name: str, view: View) -> None:
    """A button for a whole file; the figures of a very large dataset are written only on request."""
    if name == "figures" and not standing.is_whole(view.snapshot):
        shown_at = address(name)
        seen = kept.observations(view.snapshot, None, kept.at_once(view.snapshot))
        named = downloads.file_name_of(seen, file_title(name), view.language)

        def written() -> bytes:  # in codes only: the rows of a very large file are not put into words
            return csv_bytes(FILES[name](view.snapshot), view.snapshot, shown_at)

        _button(name, kept.size(view.snapshot), 0, written, named, view)
        return
    n, content, named = file(view.snapshot, name, address(name), view.language)
    _button(name, n, len(content), lambda: content, named, view)


@kept.answer
def file(snapshot_id: str, name: str, shown_at: str, language: str) -> tuple[int, bytes, str]:
    """The number of rows in a file, its content, and its name."""
    found = FILES[name](snapshot_id)
    content = readable_csv(readable_columns(found, language), snapshot_id, shown_at, language)
    return len(found), content, downloads.file_name_of(found, file_title(name), language)


@kept.answer
def package(snapshot_id: str, shown_at: str, language: str) -> tuple[int, bytes, str]:
    """The total number of rows in all files, the package of them, and its name."""
    tables = {name: rows(snapshot_id) for name, rows in FILES.items()}
    content = package_bytes(tables, Taken(file_title("package"), snapshot_id, shown_at, {}))
    named = downloads.file_name_of(tables["figures"], file_title("package"), language, "zip")
    return sum(map(len, tables.values())), content, named


def address(name: str) -> str:
    """The address of the page that shows a file's rows, without any choice but with the snapshot."""
    here = (st.context.url or "").split("?")[0].rpartition("/")[0]
    page, part = PAGES[name]
    language = "" if selection.language() == selection.default_language() else selection.language()
    asked = {"part": part, "snapshot": cached.on_the_air().snapshot, "lang": language}
    return f"{here}/{page}?{urlencode({key: value for key, value in asked.items() if value})}"


def _button(name: str, n: int, size: int, data: Callable[[], bytes], named: str, view: View) -> None:
    said = numbers.file_size(size, view.language) if size else view.text("file.when_taken")
    label = view.text("file.label", name=view.text(f"file.{name}"), n=n, size=said)
    downloads.file_button(label, data, named, f"download:{name}", ":material/download:")
