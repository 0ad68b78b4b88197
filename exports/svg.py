"""SVG: a chart of `charts/` as a picture that needs no browser – the same marks, with title, sources and snapshot inside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple, Protocol

from charts import style
from exports import svg_shapes as shapes
from exports.svg_shapes import TEXT, Look
from words import numbers

WIDTH, LEFT, RIGHT, LINE, TITLE, FOOT = 660, 4, 14, 18, 26, 44  # pixels
COLUMN = 6.6  # pixels of a column of text of that size
CHINESE = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'SimSun', sans-serif"
# In a Chinese font English quotation marks are as wide as a character.
FONTS = {"zh": CHINESE, "en": f"Arial, 'Liberation Sans', {CHINESE}"}
PALE, GRID = "#595959", "#dddddd"
TICKS, STEPS = 6, (1, 2, 5, 10)
WHOLE = 1e-9  # how near a number must be to a tick to stand on it
MARKUP = {"<b>": '<tspan font-weight="bold">', "</b>": "</tspan>", "</span>": "</tspan>"}


class Figure(Protocol):
    """What gives a Plotly figure as a dict."""

    def to_plotly_json(self) -> dict:
        """The figure's traces and layout."""


class Panel(NamedTuple):
    """Where an axis pair lies: its ranges, and its edges in pixels."""

    low: float
    high: float
    foot: float
    head: float
    top: float
    bottom: float

    def x(self, value: float) -> float:
        """Pixels from the left."""
        return LEFT + (value - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return self.bottom - (value - self.foot) / (self.head - self.foot) * (self.bottom - self.top)


def picture(figure: Figure, title: str, foot: Sequence[str], alt: str, language: str) -> str:
    """The SVG of a figure of `charts/`, whose few kinds of marks it knows; `foot` stands below it."""
    drawn = figure.to_plotly_json()
    layout, traces = drawn["layout"], drawn["data"]
    entries = _legend([trace for trace in traces if trace.get("showlegend", True) and trace.get("name")])
    margin = layout["margin"]
    inner = layout["height"] - margin["t"] - margin["b"]
    top = TITLE + LINE * len(entries) + 10
    panels = {n: _panel(layout, n, top, inner) for n in _numbers(layout)}
    below = max(panel.bottom for panel in panels.values()) + FOOT
    said = [line for text in foot for line in style.folded(escape(text, False), _room()).split("<br>")]
    parts = [
        shapes.text(escape(title, False), 0, TITLE - 8, size=TEXT + 2, weight="bold"),
        *_entries(entries),
    ]
    for n, panel in panels.items():
        parts += _axis(layout[f"xaxis{n}"], panel, language)
    for trace in traces:
        parts += _trace(trace, panels[_number(trace.get("xaxis"))])
    for label in layout.get("annotations", ()):
        parts += _label(label, panels[_number(label["yref"])])
    parts += [shapes.text(line, 0, below + LINE * n + 14, PALE, TEXT - 2) for n, line in enumerate(said)]
    height = below + LINE * len(said) + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" width="{WIDTH}" '
        f'height="{height:g}" viewBox="0 0 {WIDTH} {height:g}" font-family="{FONTS[language]}" font-size="{TEXT}">'
        f'<title>{escape(title, False)}</title><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(parts)}</svg>"
    )


def _numbers(layout: Mapping) -> list[str]:
    """The numbers of the panels as Plotly writes them; the first has none."""
    return [name.removeprefix("xaxis") for name in layout if name.startswith("xaxis")]


def _number(axis: str | None) -> str:
    found = (axis or "x")[1:]
    return "" if found == "1" else found


def _panel(layout: Mapping, n: str, top: float, inner: float) -> Panel:
    y_axis = layout[f"yaxis{n}"]
    low, high = y_axis.get("domain", (0, 1))
    return Panel(
        *layout[f"xaxis{n}"].get("range", (0, 1)), *y_axis["range"], top + inner * (1 - high), top + inner * (1 - low)
    )  # fmt: skip


def _axis(look: Look, panel: Panel, language: str) -> Iterator[str]:
    """Lines at round numbers, the numbers under them, and what the axis measures."""
    if look.get("showticklabels", True):
        suffix = look.get("ticksuffix", "")
        for tick in ticks(panel.low, panel.high):
            x = panel.x(tick)
            yield shapes.line(x, panel.top, x, panel.bottom, GRID, 1)
            said = f"{numbers.number(tick, language)}{suffix}"
            yield shapes.text(
                said, x, panel.bottom + 14, PALE, TEXT - 2, anchor="start" if x < 2 * LINE else "middle"
            )
    title = (look.get("title") or {}).get("text")
    if title:
        yield shapes.text(title, WIDTH / 2, panel.bottom + 31, PALE, TEXT - 1, anchor="middle")


def ticks(low: float, high: float) -> list[float]:
    """Round numbers between two, at most as many as there is room for."""
    power = 10 ** math.floor(math.log10((high - low) / TICKS))
    step = next(power * n for n in STEPS if (high - low) / (power * n) <= TICKS)
    first = math.ceil(low / step - WHOLE)
    return [n * step for n in range(first, math.floor(high / step + WHOLE) + 1)]


def _trace(trace: Look, panel: Panel) -> Iterator[str]:
    points = [(x, y) for x, y in zip(trace.get("x") or (), trace["y"], strict=True) if x is not None]
    if trace["type"] == "bar":
        for (length, y), start in zip(points, trace["base"], strict=True):
            x, thick = panel.x(start), trace["width"]
            yield shapes.filled(
                trace["marker"], x, panel.y(y) - thick / 2, panel.x(start + length) - x, thick
            )
        return
    mode = trace.get("mode", "")  # a chart of words alone has a trace without any
    if "lines" in mode and len(points) > 1:
        (x, y), (end, _) = points
        line, opacity = trace["line"], trace.get("opacity", 1)
        yield shapes.line(
            panel.x(x), panel.y(y), panel.x(end), panel.y(y), line["color"], line["width"], opacity
        )
    if "markers" in mode:
        for x, y in points:
            yield shapes.marker(trace["marker"], panel.x(x), panel.y(y))


def _label(label: Look, panel: Panel) -> Iterator[str]:
    """The lines of an annotation, the last just above its height."""
    lines = list(_lines(label["text"]))
    for n, line in enumerate(lines):
        yield shapes.text(_markup(line), LEFT, panel.y(label["y"]) - LINE * (len(lines) - 1 - n) - 4)


def _lines(text: str) -> Iterator[str]:
    """The lines of some markup; what is bold over several is bold in each."""
    is_open = False
    for part in text.split("<br>"):
        line = f"<b>{part}" if is_open else part
        is_open = line.count("<b>") > line.count("</b>")
        yield f"{line}</b>" if is_open else line


def _markup(line: str) -> str:
    """Plotly's few tags as those of SVG; links are left out, their words stay."""
    for tag, instead in MARKUP.items():
        line = line.replace(tag, instead)
    line = re.sub(r"</?a\b[^>]*>", "", line)
    return re.sub(r'<span style="font-size: (\d+)px">', r'<tspan font-size="\1">', line)


def _legend(traces: Sequence[Look]) -> list[list[tuple[Look, float]]]:
    """The lines of the legend: each entry with how far from the left it begins."""
    lines: list[list[tuple[Look, float]]] = []
    at = math.inf
    for trace in traces:
        wide = 34 + COLUMN * style.columns(trace["name"])
        if at + wide > WIDTH:
            lines.append([])
            at = 0.0
        lines[-1].append((trace, at))
        at += wide + 12
    return lines


def _entries(lines: Sequence[Sequence[tuple[Look, float]]]) -> Iterator[str]:
    for n, entries in enumerate(lines):
        y = TITLE + LINE * n + 8
        for trace, x in entries:
            marker = trace["marker"]
            if trace["type"] == "bar":
                yield shapes.filled(marker, x + 4, y - 6, 20, 12)
            else:
                if "lines" in trace["mode"]:
                    line = trace["line"]
                    yield shapes.line(x + 2, y, x + 24, y, line["color"], line["width"], 0.45)
                yield shapes.marker(marker, x + (24 if marker.get("symbol") == "line-ns" else 13), y)
            yield shapes.text(escape(trace["name"], False), x + 31, y + 4, size=TEXT - 1)


def _room() -> int:
    """Columns of small text that the picture is wide."""
    return int(WIDTH / COLUMN * TEXT / (TEXT - 2)) - 4
