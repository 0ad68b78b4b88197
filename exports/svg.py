"""SVG: the shapes a picture is made of, and text whose width is known before it is drawn."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import groupby
from typing import NamedTuple

from charts import style

INK, PALE, TEXT = "#1a1a1a", "#595959", style.TEXT_SIZE  # pixels
# One font for Chinese and English. resvg, which draws the PNG, sets a whole text in the first family of the list that the
# system has; if that lacks a character, it sets all of the text in any font that has it. An office suite considers only
# the first family. Hence Windows comes first, then Linux.
FONT = "'Microsoft YaHei', 'Noto Sans CJK SC', 'PingFang SC', 'SimSun', sans-serif"
# In a Chinese font these are as wide as a character, which looks like a gap in English text.
NARROW = str.maketrans("‘’“”", "''\"\"")
# Widths in ems, no less than in Microsoft YaHei, Noto Sans CJK SC and Arial; the first pattern that matches applies.
WIDTHS = ((r"[\u2010-\u2013]", 0.6), (r"[\u00a0-\u00bf\u00d7\u2000-\uffff]", 1.0), (r"[ijl.,:;'|!()\[\] ]", 0.34),
          (r"[ftr/\-]", 0.42), (r"[mwMW@%+=<>]", 0.95), (r"[A-Z&#]", 0.74), (r".", 0.6))  # fmt: skip
EM = re.compile("|".join(f"({pattern})" for pattern, _ in WIDTHS))
BOLD, BOLDLY = 1.07, ' font-weight="bold"'  # how much wider bold letters are
# A Chinese character with the marks that must not start or end a line, or a word, or spaces.
PIECES = re.compile(r"[（《〔“「]*(?:[\u2e80-\uffff]|[^\s\u2e80-\uffff]+)[、，。；：！？）》〕”」』】]*|\s+")
Look = Mapping


class Run(NamedTuple):
    """Text of one weight and size."""

    text: str
    is_bold: bool = False
    size: float = TEXT

    @property
    def width(self) -> float:
        """Pixels; no less than in any of the fonts."""
        ems = sum(WIDTHS[match.lastindex - 1][1] for match in EM.finditer(self.text))
        return ems * self.size * (BOLD if self.is_bold else 1)


Line = Sequence[Run]


def runs_of(markup: str) -> list[list[Run]]:
    """The lines of Plotly markup; links are dropped, their text stays."""
    lines, is_bold, size = [[]], False, TEXT
    for part in re.split(r"(<[^>]*>)", markup):
        if part == "<br>":
            lines.append([])
        elif part in ("<b>", "</b>"):
            is_bold = part == "<b>"
        elif part.startswith("<"):
            sized = re.search(r"font-size: (\d+)px", part)
            size = float(sized[1]) if sized else TEXT if part == "</span>" else size
        elif part:
            lines[-1].append(Run(unescape(part), is_bold, size))
    return lines


def wrapped(line: Line, width: float) -> list[list[Run]]:
    """A line split into as many as it needs, between words or Chinese characters; an overlong word is split anywhere."""
    lines, room = [[]], width
    for run in line:
        for piece in _breakable(run, width):
            if piece.width > room and lines[-1] and piece.text.strip():
                lines.append([])
                room = width
            if lines[-1] or piece.text.strip():
                lines[-1].append(piece)
                room -= piece.width
    # Adjacent pieces of the same look are joined into one run.
    looks = (groupby(pieces, lambda piece: piece._replace(text="")) for pieces in lines)
    return [[look._replace(text="".join(p.text for p in alike)) for look, alike in line] for line in looks]


def _breakable(run: Run, width: float) -> Iterator[Run]:
    for text in PIECES.findall(run.text):
        piece = run._replace(text=text)
        yield from (piece,) if piece.width <= width else (run._replace(text=letter) for letter in text)


def text(line: Line, x: float, y: float, colour: str = INK, anchor: str = "start") -> str:
    """A line with its baseline at `y`."""
    spans = (
        f'<tspan font-size="{run.size:g}"{BOLDLY * run.is_bold}>{escape(run.text, False)}</tspan>'
        for run in line
    )
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" text-anchor="{anchor}">{"".join(spans)}</text>'


def marker(look: Look, x: float, y: float) -> str:
    """A dot, an open dot, the cap of a bar, or the arrow of an unbounded one."""
    symbol, r, colour = look["symbol"], look["size"] / 2, look.get("color")
    if symbol == "line-ns":
        return stroke(x, y - 1.4 * r, x, y + 1.4 * r, look["line"]["color"], look["line"]["width"])
    if symbol == "triangle-right":
        return f'<path d="M{x - r:g} {y - 1.2 * r:g}L{x + r:g} {y:g}L{x - r:g} {y + 1.2 * r:g}Z" fill="{colour}"/>'
    fill = "#ffffff" if symbol == "circle-open" else colour
    edge = f'stroke="{colour}" stroke-width="{look["line"]["width"]:g}"'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" {edge}/>'


def bar_part(look: Look, x: float, y: float, width: float, height: float) -> str:
    """A part of a bar with its pattern: lines for what is not known, dots for what is done in part."""
    edge, pattern = look.get("line") or {}, look.get("pattern") or {}
    fill = "none" if look["color"].startswith("rgba(0,0,0,0") else look["color"]
    outline = f' stroke="{edge["color"]}" stroke-width="{edge["width"]}"' if edge else ""
    box = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{outline}/>'
    return box + "".join(_pattern(pattern, x, y, width, height)) if pattern else box


def _pattern(pattern: Look, x: float, y: float, width: float, height: float) -> Iterator[str]:
    colour, step = pattern["fgcolor"], pattern["size"]
    for n in range(math.ceil((width + height) / step)):
        at = n * step
        if pattern["shape"] == "/":
            start, end = max(at - height, 0), min(at, width)
            if end > start:
                yield stroke(x + start, y + at - start, x + end, y + at - end, colour, 1)
        elif at < width - 2:
            yield f'<circle cx="{x + at + 2:g}" cy="{y + height * (1 + 2 * (n % 2)) / 4:g}" r="1.3" fill="{colour}"/>'


def stroke(x: float, y: float, end: float, low: float, colour: str, width: float, opacity: float = 1) -> str:
    """A straight line from (x, y) to (end, low)."""
    shown = "" if opacity == 1 else f' stroke-opacity="{opacity}"'
    ends = f'x1="{x:g}" y1="{y:g}" x2="{end:g}" y2="{low:g}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}"{shown}/>'
