"""Pictures: a chart as a PNG or SVG file that stands alone, made in the reader's browser of what is painted there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.style import FONT
from loaders.own_city import is_own
from pages.parts import cached, selection, web
from pages.parts.frame import View
from words import LANGUAGES
from words.choices import in_words

ICONS = {"png": "image", "svg": "format_shapes"}  # names in the font that Streamlit draws its own icons with
IN_THE_HEADING = ("indicator", "figure")  # the parameters that choose what it names
SHOWN = web.component("picture")


@dataclass(frozen=True)
class Picture:
    """What belongs to a chart wherever it is pasted: its heading, the lines under it, and its text alternative."""

    heading: str
    notes: Sequence[str]
    alt: str


def buttons(picture: Picture, view: View, name: str, asked: Mapping[str, str], stem: str) -> None:
    """A button for each form; `name` is the chart's code on the page, `asked` what the view shows, `stem` the file's name."""
    text = view.text
    data = {
        "chart": class_of(f"chart:{name}"),
        "font": FONT,
        "language": LANGUAGES[view.language].replace("_", "-"),
        "title": picture.heading,
        "said": [chosen(picture.heading, asked, view)],
        "notes": [*picture.notes, *whence(picture.heading, view)],
        "alt": picture.alt,
        "icons": ICONS,
        "labels": {form: text(f"figure.download_{form}") for form in ICONS},
        "files": {form: f"{stem}{form}" for form in ICONS},
        "failed": text("figure.picture_failed"),
    }
    SHOWN(data=data, key=f"picture:{name}")


def chosen(heading: str, asked: Mapping[str, str], view: View) -> str:
    """The page and what was chosen on it, but for what the heading says."""
    asked = {name: value for name, value in asked.items() if name not in IN_THE_HEADING}
    lines = in_words(asked, lambda *of: cached.labels(view.snapshot, *of), view.language)
    page = view.text(f"page.{view.page}")
    return " · ".join([view.text("frame.brand"), *([] if page == heading else [page]), *lines])


def whence(heading: str, view: View) -> list[str]:
    """How to cite it: snapshot and address of the view; that of a reader's own figures nobody else can open."""
    cited = view.text("about.citation", title=heading, snapshot=view.snapshot, address=selection.address())
    return [cited, view.text("about.session")] if is_own(view.snapshot) else [cited]


def class_of(key: str) -> str:
    """The class that Streamlit gives the element of a key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())
