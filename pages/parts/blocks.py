"""Blocks: elements that Streamlit lacks – cards, numbered findings, real tables – from one script and one style sheet.

Scripts and styles are in pages/web; they load nothing and keep nothing. A block is `[tag, attributes, *children]`; a
child that is a string is set as text. Links inside a block are followed within the reader's session.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import streamlit as st

from words.facts import Fact, ThinBar

Block = list  # [tag, attributes, *children]
Child = Block | str
AT_ONCE = 100  # rows of a sheet that are built before the reader asks for the others
GO_TO = "go_to"  # where a clicked link in a block leads, until the next run begins
WEB = Path(__file__).resolve().parent.parent / "web"


def component(name: str, everywhere: bool = False) -> Callable:
    """The component with that name; it is shown with `data`, which its script sets as text.

    Its style applies only within it or, with `everywhere`, to the whole page.
    """
    script, style = ((WEB / f"{name}.{ending}").read_text("utf-8") for ending in ("js", "css"))
    return st.components.v2.component(name, js=script, css=style, isolate_styles=not everywhere)


BLOCKS = component("blocks")


def show_blocks(key: str, *children: Child) -> None:
    """Show blocks one below the other, nothing if there are none; `key` names them on the page."""
    if not children:
        return

    def gone() -> None:
        st.session_state[GO_TO] = st.session_state[key].go

    BLOCKS(data={"tree": block("div", *children, look="blocks")}, key=key, on_go_change=gone)


def block(tag: str, *children: Child | None, look: str = "", **attributes: str | None) -> Block:
    """One block; `look` is its CSS classes; children that are None or empty and attributes that are None are left out.

    In attribute names, underscores become hyphens, and the prefix `v_` marks a CSS variable.
    """
    named = {"class": look} if look else {}
    for name, value in attributes.items():
        if value is not None:
            named["--" + name[2:] if name.startswith("v_") else name.replace("_", "-")] = value
    return [tag, named, *(child for child in children if child)]


def link(label: str, address: str, look: str = "") -> Block:
    """A link to another view."""
    return block("a", label, href=address, look=look)


def tabs(ways: Iterable[tuple[str, str, bool]], label: str) -> Block:
    """A row of tabs, each its label, its address and whether it is the one shown."""
    return block("nav", *(way_to(*way) for way in ways), look="tabs", aria_label=label)


def way_to(label: str, address: str, is_here: bool) -> Block:
    """A link to one of several views, which may be the one shown."""
    return block("a", label, href=address, aria_current="page" if is_here else None)


def bars(shown: Sequence[ThinBar], colour: str = "") -> Block | None:
    """Thin bars one below the other, each with its name and its number in words."""
    if not shown:
        return None
    rows = []
    for bar in shown:
        look = " ".join(("fill", *bar.look))
        own = colour if colour and "other" not in bar.look else None
        fill = block("span", look=look, v_share=f"{bar.share:.1%}", v_colour=own)
        track = block("span", fill, look="track", aria_hidden="true")
        rows.append(block("div", block("span", bar.name), track, block("span", bar.value)))
    return block("div", *rows, look="bars")


def fact(told: Fact, colour: str = "") -> Block:
    """A finding: its sentence, its bars, its certainty with the reasons on demand, and the link to its source."""
    meta: list[Child] = []
    if told.grade:
        meta.append(reasoned(told.grade, told.reasons, "unsure"))
    if told.address:
        meta.append(link(told.source, told.address))
    sentence = block("p", told.sentence, look="fact-words")
    return block("li", sentence, bars(told.bars, colour), block("small", *spaced(meta)) if meta else None)


def reasoned(label: str, reasons: str, look: str) -> Block:
    """A short label for how certain something is; its reasons open with a click or a key."""
    if not reasons:
        return block("span", label, look=f"tag {look}")
    return block("details", block("summary", label, look=f"tag {look}"), block("span", reasons), look="why")


def spaced(children: Iterable[Child]) -> list[Child]:
    """Children separated by spaces."""
    return [part for child in children for part in (" ", child)][1:]


def table(
    headings: Sequence[Child],
    rows: Iterable[Sequence[Child | None]],
    caption: str,
    is_sheet: bool = False,
    is_headed: bool = False,
) -> Block:
    """A real table: the first cell of each row is its heading.

    The headings of a sheet sort it, and only its first rows are built at once. Its caption is for screen readers, as is
    that of a table whose caption already stands above it as a heading.
    """

    def cell(tag: str, content: Child | None, **scope: str) -> Block:
        if isinstance(content, list) and content[0] in ("td", "th"):  # a cell with its own look
            return content
        return block(tag, content, **scope)

    head = block("tr", *(cell("th", h, scope="col") for h in headings))
    body = [block("tr", cell("th", row[0], scope="row"), *(cell("td", c) for c in row[1:])) for row in rows]
    named = block("caption", caption, look="unseen" if is_sheet or is_headed else "")
    lines = block("tbody", *body, data_sheet=str(AT_ONCE) if is_sheet else None)
    whole = block("table", named, block("thead", head), lines)
    # Several sheets of a page may have one name, which landmarks may not.
    look, role = ("scroll sheet", "group") if is_sheet else ("scroll", "region")
    return block("div", whole, look=look, tabindex="0", role=role, aria_label=caption)
