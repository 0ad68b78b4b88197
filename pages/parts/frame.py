"""Frame: what surrounds every page: title, links, language, announcements, and the snapshot at the foot."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from findings import kept
from loaders.own_city import PLACE
from pages.parts import account, blocks, cached, selection, site, versions
from pages.parts.blocks import Block, block, link
from pages.parts.selection import to
from words import LANGUAGES, View, Wording

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
    """The band: the dashboard's name, its pages, the reader's city, the search, the brief and the language.

    Below it what was refused; the page ends there if nothing is on the air.
    """
    text = selection.text()
    ways = [blocks.way_to(text(f"page.{page}"), to(page), page == here) for page in site.ENTRIES]
    brand = link(text("frame.brand"), to(site.FIRST), look="brand")
    nav = block("nav", *ways, aria_label=text("frame.pages"))
    tools = block("div", *_tools(text), look="tools")
    blocks.show_blocks("frame:band", block("header", brand, nav, tools, look="band"))
    now = cached.pointer()
    if now.refused:
        st.warning(text("frame.refused" if now.snapshot else "frame.nothing", n=len(now.refused)))
        with st.expander(text("frame.problems")):
            st.text("\n".join(now.refused))
    if not now.snapshot:
        footer(here)
        st.stop()
    if cached.own():
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.text(f"⚠ {text('own.notice')}")
            st.button(text("own.drop"), key="own:drop", on_click=_drop_own)


def _tools(text: Wording) -> list[Block]:
    snapshot, language = cached.pointer().snapshot, selection.language()
    tools = []
    if snapshot:
        names, mine = kept.reporting_places(snapshot, language), my_city()
        none = f"{to(site.FIRST, city='')}&city="
        options = [block("option", text("frame.no_city"), value=none, data_key="")]
        for place in kept.choosable_places(snapshot):
            way, chosen = selection.here(city=place), "selected" if place == mine else None
            options.append(block("option", names[place], value=way, data_key=place, selected=chosen))
        choice = block("select", *options, data_go="", data_key=REMEMBERED, aria_label=text("frame.my_city"))
        tools.append(block("label", block("span", text("frame.my_city")), choice))
    said = text("frame.search")
    field = block("input", type="search", name="q", placeholder=said, aria_label=said)
    tools.append(block("form", field, role="search", data_go=f"{to('indicators')}&q="))
    tools.append(link(text("frame.brief"), to(site.FIRST, part=BRIEF if my_city() else "")))
    other = next(code for code in LANGUAGES if code != language)
    tools.append(block("a", text("frame.other_language"), href=selection.here(lang=other), lang=other))
    return tools


def my_city() -> str:
    """The reader's own city; '' if none is chosen."""
    now = cached.pointer().snapshot
    return selection.code(CITY, kept.reporting_places(now, "zh")) if now else ""


def open_page(code: str) -> View:
    """Show a page's title and introduction; returns its view."""
    view = start(code)
    st.title(view.text(f"page.{code}"), anchor=False)
    st.text(view.text(f"intro.{code}"))
    return view


def start(code: str) -> View:
    """The view that a page is shown with."""
    return View(code, selection.language(), cached.pointer().snapshot)


def announce(view_of: st.delta_generator.DeltaGenerator, here: str) -> None:
    """Announce what changed since the snapshot in the address, and what the address asks for that does not exist."""
    with view_of.container():
        versions.notice(here)
    text, asked = selection.text(), selection.announcements()
    # The reader's own city, or one of its figures, which are gone; the address keeps everything else.
    lost = [one for one in asked if one[1] == PLACE or one[1].startswith(f"{PLACE}-")]
    if lost:
        with view_of.container(border=True):
            st.text(f"⚠ {text('own.lost')}")
            if here != site.url_path(OWN_PAGE):
                again, icon = text("own.again"), ":material/upload_file:"
                selection.way(again, OWN_PAGE, {}, is_here=False, icon=icon, key="own:again")
    for name, value in (one for one in asked if one not in lost):
        shown = value if len(value) <= SHOWN else value[:SHOWN] + "…"
        said = text("address.rejected" if value else "address.unknown", name=name, value=shown)
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


def _drop_own() -> None:
    """Forget the reader's own figures, also in the address."""
    if brought := cached.own():
        figures = brought.snapshot.observations(places=(PLACE,))
        selection.forget({PLACE, *figures["id"]})
    cached.drop_own()
