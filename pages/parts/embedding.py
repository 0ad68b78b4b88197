"""Embedding: one chart of a page with what belongs to it and nothing else, for a page of another site: `?embed=1`."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from pages.parts import cached, frame, selection, versions

CHART = "chart"


class Found(Exception):
    """The chart asked for is shown: the rest of the page need not run."""


@dataclass
class Wanted:
    """Where the chart is shown, which one was asked for (the first where none was), and the charts that were passed over."""

    place: DeltaGenerator
    chart: str
    others: list[str] = field(default_factory=list)


_wanted: ContextVar[Wanted | None] = ContextVar("wanted", default=None)


def is_asked() -> bool:
    """Does the address ask for one chart alone?"""
    # All that Streamlit tells of `embed`, and only where it is `true`: api/headers.py makes it so.
    return bool(st.context.is_embedded)


def show(page: StreamlitPage) -> None:
    """Run a page, and show of it the chart that the address names."""
    selection.keeps(CHART)
    text, notices = selection.text(), st.container()
    wanted = Wanted(st.container(), st.query_params.get(CHART, ""))
    before = _wanted.set(wanted)
    try:
        if not cached.pointer().snapshot:
            notices.text(text("frame.nothing", n=len(cached.pointer().refused)))
            return
        with DeltaGenerator(root_container=None):  # what is written into it is sent to nobody
            page.run()
        names = text("list.separator").join(wanted.others)
        notices.text(text("embed.unknown", chart=wanted.chart, names=names) if names else text("embed.none"))
    except Found:
        st.link_button(text("embed.open"), whole(), type="tertiary", icon=":material/open_in_new:")
    finally:
        _wanted.reset(before)
    if told := versions.told():
        notices.text(told)
    frame.rejected(notices)


def takes(name: str, fill: Callable[[], None]) -> bool:
    """Is one chart alone asked for? `fill` shows this one (by its code on the page) if it is the one."""
    wanted = _wanted.get()
    if not wanted:
        return False
    if wanted.chart in ("", name):
        with wanted.place:
            fill()
        raise Found
    wanted.others.append(name)
    return True


def whole() -> str:
    """The address of the page that the chart stands on."""
    return _address({name: value for name, value in _asked().items() if name != "lang"} | _language())


def address(name: str) -> str:
    """The address of one chart alone; it names its language, and shows the snapshot that is on the air."""
    asked = {key: value for key, value in _asked().items() if key not in ("lang", "snapshot")}
    return _address(asked | _language() | {"embed": "1", CHART: name})


def _asked() -> dict[str, str]:
    """The parameters in the address, but for the chart; several codes joined by commas."""
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params if name != CHART}


def _language() -> dict[str, str]:
    return {"lang": selection.language()}


def _address(asked: dict[str, str]) -> str:
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(asked, safe=',')}"
