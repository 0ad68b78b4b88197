"""Shapes: the few an SVG picture is made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from charts import style

INK, TEXT = "#1a1a1a", style.TEXT_SIZE  # pixels
Look = Mapping[str, object]


def marker(look: Look, x: float, y: float) -> str:
    """A dot, an open dot, the cap of a bar, or the arrow of one without an end."""
    symbol, r, edge = look.get("symbol", "circle"), look["size"] / 2, look.get("line") or {}
    colour = look.get("color") or edge["color"]
    if symbol == "line-ns":
        return line(x, y - 1.4 * r, x, y + 1.4 * r, edge["color"], edge["width"])
    if symbol == "triangle-right":
        return f'<path d="M{x - r:g} {y - 1.2 * r:g}L{x + r:g} {y:g}L{x - r:g} {y + 1.2 * r:g}Z" fill="{colour}"/>'
    fill = "#ffffff" if symbol == "circle-open" else colour
    width = edge.get("width", 0)
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" stroke="{colour}" stroke-width="{width:g}"/>'
    )


def filled(look: Look, x: float, y: float, width: float, height: float) -> str:
    """A part of a bar, with its pattern drawn over it: lines for what is not known, dots for what is done in part."""
    edge, pattern = look.get("line") or {}, look.get("pattern") or {}
    fill = "none" if look["color"].startswith("rgba") else look["color"]
    stroke = f' stroke="{edge["color"]}" stroke-width="{edge["width"]}"' if edge else ""
    box = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{stroke}/>'
    return box + "".join(_pattern(pattern, x, y, width, height)) if pattern else box


def _pattern(pattern: Look, x: float, y: float, width: float, height: float) -> Iterator[str]:
    colour, step = pattern["fgcolor"], pattern["size"]
    for n in range(math.ceil((width + height) / step)):
        at = n * step
        if pattern["shape"] == "/":
            start, end = max(at - height, 0), min(at, width)
            if end > start:
                yield line(x + start, y + at - start, x + end, y + at - end, colour, 1)
        elif at < width - 2:
            yield f'<circle cx="{x + at + 2:g}" cy="{y + height * (1 + 2 * (n % 2)) / 4:g}" r="1.3" fill="{colour}"/>'


def line(x: float, y: float, end: float, low: float, colour: str, width: float, opacity: float = 1) -> str:
    """A straight line from (x, y) to (end, low)."""
    shown = "" if opacity == 1 else f' stroke-opacity="{opacity}"'
    return (
        f'<line x1="{x:g}" y1="{y:g}" x2="{end:g}" y2="{low:g}" stroke="{colour}" stroke-width="{width:g}"{shown}/>'
    )  # fmt: skip


def text(
    said: str,
    x: float,
    y: float,
    colour: str = INK,
    size: int = TEXT,
    weight: str = "normal",
    anchor: str = "start",
) -> str:
    """A line of text with a white edge, so that it is read where it crosses another line; `said` is markup already."""
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" stroke="#ffffff" stroke-width="3" paint-order="stroke">{said}</text>'
    )
