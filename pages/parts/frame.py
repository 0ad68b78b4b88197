"""Frame: what surrounds every page: title, links, language, announcements, and the snapshot at the foot."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from findings import kept
from loaders.own_city import PLACE
from pages.parts import account, blocks, cached, selection, site, versions
from pages.parts.blocks import Block, block, link
from pages.parts.selection import to
from words import LANGUAGES, Wording
from words.view import View

SHOWN = 80  # most characters of a rejected value that are shown
OWN_PAGE = site.ENTRIES[-1]  # where a reader adds figures
CITY = "city"  # the parameter for the reader's own city
BRIEF = "brief"  # the part of a city's page that holds its brief
REMEMBERED = "duibiao:city"  # the browser's localStorage key for it


def follow(pages: Mapping[str, StreamlitPage], here: StreamlitPage) -> None:
    """Follow a link that was clicked in a block."""
    address = st.session_state.pop(blocks.GO_TO, None)
    if not address:
        return
    parts = urlsplit(address)
    # A link that names no city keeps the reader's own; one with an empty city clears it.
    asked = selection.carried() | dict(parse_qsl(parts.query, keep_blank_values=True))
    asked = {name: value for name, value in asked.items() if value}
    named = (page for page in pages.values() if page.url_path == parts.path.strip("./"))
    there = next(named, pages[site.FIRST]) if parts.path else here
    if there is not here:
        st.switch_page(there, query_params=asked)
    st.query_params.from_dict(asked)


def header(here: str) -> None:
    """The band: the dashboard's name, its pages, the reader's city, the search, the brief and the language."""
    text = selection.text()
    ways = [
        block("a", text(f"page.{page}"), href=to(page), **({"aria_current": "page"} if page == here else {}))
        for page in site.ENTRIES
    ]
    brand = block("a", text("frame.brand"), look="brand", href=to(site.FIRST))
    tools = block("div", *_tools(here, text), look="tools")
    blocks.show_blocks(
        "frame:band",
        block("header", brand, block("nav", *ways, aria_label=text("frame.pages")), tools, look="band"),
    )
    if cached.pointer().refused:
        _refused(text)
    if cached.own():
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.text(f"⚠ {text('own.notice')}")
            st.button(text("own.drop"), key="own:drop", on_click=_drop_own)


def _tools(here: str, text: Wording) -> list[Block]:
    snapshot, language = cached.pointer().snapshot, selection.language()
    tools = []
    if snapshot:
        names, mine = cached.reporting_places(snapshot, language), my_city()
        options = [
            block("option", text("frame.no_city"), value=f"{to(site.FIRST, city='')}&city=", data_key="")
        ]
        for place in kept.choosable_places(snapshot):
            chosen = {"selected": "selected"} if place == mine else {}
            options.append(
                block("option", names[place], value=selection.here(city=place), data_key=place, **chosen)
            )
        choice = block("select", *options, data_go="", data_key=REMEMBERED, aria_label=text("frame.my_city"))
        tools.append(block("label", block("span", text("frame.my_city")), choice))
    ways = {
        "type": "search",
        "name": "q",
        "placeholder": text("frame.search"),
        "aria_label": text("frame.search"),
    }
    tools.append(block("form", block("input", **ways), role="search", data_go=f"{to('indicators')}&q="))
    tools.append(block("a", text("frame.brief"), href=to(site.FIRST, part=BRIEF if my_city() else "")))
    other = next(code for code in LANGUAGES if code != language)
    tools.append(block("a", text("frame.other_language"), href=selection.here(lang=other), lang=other))
    return tools


def my_city() -> str:
    """The reader's own city; '' if none is chosen."""
    names = cached.reporting_places(cached.pointer().snapshot, "zh")
    return selection.code(CITY, names)


def open_page(code: str) -> View:
    """Show a page's title and introduction; returns its view. Stops the page if nothing is on the air."""
    view = start(code)
    st.title(view.text(f"page.{code}"), anchor=False)
    if not view.snapshot:
        st.stop()
    st.text(view.text(f"intro.{code}"))
    return view


def start(code: str) -> View:
    """The view that a page is shown with."""
    return View(code, selection.language(), cached.pointer().snapshot)


def announce(view_of: st.delta_generator.DeltaGenerator, here: str) -> None:
    """Announce what changed since the snapshot in the address, and what the address asks for that does not exist."""
    with view_of.container():
        versions.notice(here)
    asked = selection.announcements()
    lost = [one for one in asked if is_own_code(one[1])]
    if lost:
        with view_of.container(border=True):
            _lost(here)
    rejected(view_of, [one for one in asked if one not in lost])


def is_own_code(code: str) -> bool:
    """Does a code in the address stand for the reader's own city, or for one of its figures?"""
    return code == PLACE or code.startswith(f"{PLACE}-")


def rejected(view_of: st.delta_generator.DeltaGenerator, announcements: Iterable[tuple[str, str]]) -> None:
    """Announce what the address asks for that does not exist."""
    text = selection.text()
    for name, asked in announcements:
        value = asked if len(asked) <= SHOWN else asked[:SHOWN] + "…"
        said = (
            text("address.rejected", name=name, value=value) if value else text("address.unknown", name=name)
        )
        view_of.container().text(f"⚠ {said}")


def footer(here: str) -> None:
    """The links to the pages on method and data, and the snapshot this page is made from."""
    text, now = selection.text(), cached.pointer()
    ways = [link(text(f"page.{page}"), to(page)) for page in site.FOOT if page != here]
    ways.append(block("a", text("frame.api"), href="./api/v1/", target="_blank"))
    if account.of_cookies(st.context.cookies):
        ways.append(block("a", text("sign_in.out"), href="./auth/logout", target="_self"))
    made = block("span", text("frame.footer", snapshot=now.snapshot or "–"))
    blocks.show_blocks("frame:foot", block("div", *ways, made, look="foot"))


def _lost(here: str) -> None:
    """Announce that the figures a reader had brought are gone though the address asks for them; it keeps everything else."""
    text = selection.text()
    st.text(f"⚠ {text('own.lost')}")
    if here != site.url_path(OWN_PAGE):
        asked = {"is_here": False, "icon": ":material/upload_file:", "key": "own:again"}
        selection.way(text("own.again"), OWN_PAGE, {}, **asked)


def _drop_own() -> None:
    """Forget the reader's own figures, also in the address."""
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
