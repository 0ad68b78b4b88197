"""Pictures: a chart of `charts/` as SVG or PNG for slides and reports, with title, sources and snapshot in it."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from exports import plots, svg
from exports.plots import EDGE, GAP, LINE, PAD, Chart
from exports.svg import INK, PALE, TEXT, Look, Run
from words import wording

TITLE, ENTRY = 17, 24  # units: the size of a title, and the height of a legend line
MOST_TITLE, MOST_FOOT = 3, 8  # lines of a title, and of a foot without remarks
ZOOMS = tuple(1 + n / 10 for n in range(10, -1, -1))
READABLE = 1.3  # times nine points: before text gets smaller than this, remarks are left out
ON_SCREEN = 0.75  # vl-convert counts 72 pixels to the inch, SVG 96
Drawn = tuple[list[str], float]  # shapes and texts, and the height below them


class Shape(NamedTuple):
    """A shape of picture: pixels of 1/96 inch, units across (13 units are 9-point text), and pixels per inch."""

    width: int
    height: int | None
    units: float
    ppi: int


# As wide as the text on A4 (16 cm) and as high as needed; and a slide of 13.3 inches, 1600 × 900 pixels.
SHAPES = {"a4": Shape(605, None, 655, 300), "slide": Shape(1280, 720, 1386, 120)}


@dataclass(frozen=True)
class Picture:
    """A chart and what surrounds it.

    The title is `finding` if it fits on three lines, else `heading`. `remarks` are left out where there is
    no room for them; `foot` (signs, sources, period and snapshot) never is. `alt` is the text for screen readers.
    """

    chart: Chart
    heading: str
    finding: str
    remarks: Sequence[str]
    foot: Sequence[str]
    alt: str


def as_svg(picture: Picture, language: str, shape: str = "a4") -> str:
    """The SVG of a picture in one of `SHAPES`."""
    form = SHAPES[shape]
    (parts, below), zoom = _fitting(picture, language, form)
    body = "".join(parts)
    height = form.height or math.ceil(below * form.width / form.units)
    box = f"0 0 {form.units / zoom:g} {height * form.units / form.width / zoom:g}"
    title = escape(_title(picture, form.units / zoom)[0], False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(picture.alt)}" width="{form.width}" '
        f'height="{height}" viewBox="{box}" font-family="{svg.FONT}" font-size="{TEXT}">'
        f'<title>{title}</title><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{body.translate(svg.NARROW) if language == 'en' else body}</svg>"
    )


def as_png(picture: Picture, language: str, shape: str) -> bytes:
    """The PNG of a picture, which records its size on paper; drawn with the system's fonts."""
    from vl_convert import svg_to_png  # on first use: it takes 80 MB

    return svg_to_png(as_svg(picture, language, shape), scale=ON_SCREEN, ppi=SHAPES[shape].ppi)


def _fitting(picture: Picture, language: str, form: Shape) -> tuple[Drawn, float]:
    """The picture, and its text size in multiples of nine points: as large as a fixed height allows, else with fewer rows."""
    if not form.height:
        return _page(picture, language, form.units, 0, math.inf, True), 1
    high = form.height * form.units / form.width

    def page(zoom: float, rows: float, has_remarks: bool) -> Drawn:
        return _page(picture, language, form.units / zoom, high / zoom, rows, has_remarks)

    readable = [(zoom, True) for zoom in ZOOMS if zoom >= READABLE]
    for zoom, has_remarks in [*readable, *((zoom, False) for zoom in ZOOMS)]:
        drawn = page(zoom, math.inf, has_remarks)
        if drawn[1] <= high / zoom + 1:
            return drawn, zoom
    fewer = range(2, plots.rows_in(picture.chart))
    too_many = bisect_left(fewer, True, key=lambda rows: page(1, rows, False)[1] > high + 1)
    return page(1, too_many + 1, False), 1


def _page(
    picture: Picture, language: str, width: float, high: float, rows: float, has_remarks: bool
) -> Drawn:
    """Title, legend, the first `rows` of the chart, and the foot, which ends at the height `high` or below."""
    inner, chart, parts, y = width - 2 * EDGE, picture.chart, [], EDGE
    title, above = _title(picture, width)
    for run, colour in ((Run(above), PALE), (Run(title, True, TITLE), INK)):
        size = LINE * run.size / TEXT
        for line in svg.wrapped([run], inner) if run.text else ():
            y += size
            parts.append(svg.text(line, EDGE, y - 5, colour))
    y = _draw_key(parts, chart["data"], inner, y + PAD / 2)
    y = plots.plot(parts, chart, language, width, rows, y + GAP)
    lines = _foot(picture, language, rows, has_remarks)
    foot = [part for line in lines for part in svg.wrapped([Run(line)], inner)]
    if not has_remarks and len(foot) > MOST_FOOT:
        foot = [*foot[: MOST_FOOT - 1], [Run("……")]]
    y = max(y + GAP, high - EDGE - LINE * len(foot))
    parts += [svg.text(line, EDGE, y + LINE * (n + 1) - 5, PALE) for n, line in enumerate(foot)]
    return parts, y + LINE * len(foot) + EDGE


def _foot(picture: Picture, language: str, rows: float, has_remarks: bool) -> Iterator[str]:
    text, left = wording(language), plots.rows_in(picture.chart) - rows
    if left > 0:
        yield text("picture.rows_left_out", n=left)
    if has_remarks:
        yield from picture.remarks
    elif picture.remarks:
        yield text("picture.remarks_left_out", n=len(picture.remarks))
    yield from picture.foot


def _title(picture: Picture, width: float) -> tuple[str, str]:
    """The title and the line above it."""
    lines = svg.wrapped([Run(picture.finding, True, TITLE)], width - 2 * EDGE)
    is_short = picture.finding and len(lines) <= MOST_TITLE
    if not is_short or picture.heading == picture.finding:
        return picture.heading, ""
    return picture.finding, "" if picture.finding.startswith(picture.heading) else picture.heading


def _draw_key(parts: list[str], traces: Sequence[Look], width: float, y: float) -> float:
    """The named looks side by side, on as many lines as they need."""
    x = 0.0
    named = [trace for trace in traces if trace.get("showlegend", True) and trace.get("name")]
    for trace in named:
        wide = 31 + Run(trace["name"]).width
        if x and x + wide > width:
            x, y = 0.0, y + ENTRY
        at, middle, look = EDGE + x, y + ENTRY / 2, trace["marker"]
        if trace["type"] == "bar":
            parts.append(svg.bar_part(look, at + 2, middle - 6, 20, 12))
        else:
            parts.append(svg.marker(look, at + 11, middle))
        parts.append(svg.text([Run(trace["name"])], at + 31, middle + 5))
        x += wide + 2 * GAP
    return y + ENTRY if named else y
