"""Topics: the tabs of a page, each a link to the same view of another topic."""

from collections.abc import Collection, Mapping

from pages.parts import blocks, cached, selection
from pages.parts.blocks import Block
from pages.parts.frame import View


def asked(view: View, default: str) -> str:
    """The topic in the address."""
    options = (*cached.labels(view.snapshot, "topics", view.language), default)
    return selection.code("topic", options, default)


def tabs(
    chosen: str, first: Mapping[str, str], view: View, offered: Collection[str] | None = None
) -> list[Block]:
    """The tabs: `first`, then the topics (only those offered, if given)."""
    names = cached.labels(view.snapshot, "topics", view.language)
    shown = {**first, **{code: name for code, name in names.items() if offered is None or code in offered}}
    ways = (
        (name, selection.here(topic="" if code in first else code), code == chosen)
        for code, name in shown.items()
    )
    return [blocks.tabs(ways, view.text("select.topics"))]
