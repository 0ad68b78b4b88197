"""Plots: the marks of a chart of `charts/` in SVG, with its text to the left of them."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from exports import svg
from exports.svg import PALE, TEXT, Look, Run
from words import numbers

Chart = Mapping  # as the functions of `charts` return it
EDGE, LINE, GAP, PAD = 10, 18, 12, 8  # units of the picture: around it, a line, between parts, between rows
LABELS = 0.56  # share of the width that row labels may take at most
LEAST_ROW, ROOM = 30, 12  # height of a row with a mark, and how far a mark may stick out of its axis
TICKS, STEPS, WHOLE = 6, (1, 2, 5, 10), 1e-9  # most grid lines; how close a number must be to lie on one
GRID = "#dddddd"
DrawnMark = tuple[Look, list[tuple[float, float]]]  # a trace, and the start and end of its points in one row


class LabelledRow(NamedTuple):
    """The label of a row, and its marks; a heading has none."""

    label: list[list[Run]]
    marks: list[DrawnMark]


class Panel(NamedTuple):
    """The rows of a chart, and the axis they share."""

    axis: Look
    rows: list[LabelledRow]

    @property
    def last(self) -> int:
        """The index of the last row with a mark, −1 if there is none."""
        return max((n for n, row in enumerate(self.rows) if row.marks), default=-1)

    @property
    def figures(self) -> list[int]:
        """The indices of the rows that are not headings: those with a mark, or after all that have one."""
        return [n for n, row in enumerate(self.rows) if row.marks or n > self.last]


class Axis(NamedTuple):
    """The ends of an axis, in its own unit and in units of the picture."""

    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """The position of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def rows_in(chart: Chart) -> int:
    """How many rows a chart has."""
    return len(panel_of(chart).figures)


def panel_of(chart: Chart) -> Panel:
    """The rows of a chart from the top, and its axis: in a chart of `charts/` a mark stands under its words."""
    labels = chart["layout"]["annotations"][::-1]
    rows = [LabelledRow(svg.runs_of(label["text"]), []) for label in labels]
    for trace in chart["data"]:
        heights: dict[float, list[tuple[float, float]]] = {}
        for start, x, y in zip(trace.get("base") or repeat(0), trace["x"], trace["y"], strict=False):
            if x is not None:
                heights.setdefault(y, []).append((start, start + x))
        for y, points in heights.items():
            rows[bisect_left(labels, y, key=lambda label: label["y"])].marks.append((trace, points))
    return Panel(chart["layout"]["xaxis"], rows[::-1])


def plot(parts: list[str], chart: Chart, language: str, width: float, rows: float, y: float) -> float:
    """Draw the first `rows` of a chart, from `y` downwards; returns the height below them.

    Words are on the left, marks on the right, the axis under its last mark.
    """
    panel = panel_of(chart)
    shown = panel.figures[: int(min(rows, len(panel.rows)))]
    panel = panel._replace(rows=panel.rows[: max(shown, default=-1) + 1])
    lines = [line for row in panel.rows if row.marks for line in row.label]
    room = min(max((sum(run.width for run in line) for line in lines), default=0) + 1, LABELS * width)
    axis = Axis(*panel.axis["range"], EDGE + room + GAP + ROOM, width - EDGE - ROOM)
    steps = _steps(panel.axis, axis, language)
    for n, row in enumerate(panel.rows):
        y = _plot_of_row(parts, row, room if row.marks else width - 2 * EDGE, y, axis, steps)
        if n == panel.last:
            y = _plot_of_axis(parts, panel.axis, axis, steps, y)
    return y


def _plot_of_row(
    parts: list[str], row: LabelledRow, room: float, y: float, axis: Axis, steps: Iterable[float]
) -> float:
    """The text of a row and its mark, each centred vertically."""
    lines = [part for line in row.label for part in svg.wrapped(line, room)]
    heights = [LINE * max([run.size for run in line], default=TEXT) / TEXT for line in lines]
    height = max(sum(heights), LEAST_ROW if row.marks else 0) + PAD
    at = y + (height - sum(heights)) / 2
    if row.marks:
        parts += [svg.stroke(axis.x(step), y, axis.x(step), y + height, GRID, 1) for step in steps]
    for line, high in zip(lines, heights, strict=True):
        at += high
        parts.append(svg.text(line, EDGE, at - 5))
    for trace, points in row.marks:
        parts += _mark_of(trace, points, y + height / 2, axis)
    return y + height


def _mark_of(trace: Look, points: Sequence[tuple[float, float]], y: float, axis: Axis) -> Iterator[str]:
    ends = [(axis.x(start), axis.x(end)) for start, end in points]
    if trace["type"] == "bar":
        thick = trace["width"]
        yield from (svg.bar_part(trace["marker"], a, y - thick / 2, b - a, thick) for a, b in ends)
    elif "lines" in trace["mode"] and len(ends) > 1:
        line = trace["line"]
        yield svg.stroke(ends[0][1], y, ends[-1][1], y, line["color"], line["width"], trace.get("opacity", 1))
    else:
        yield from (svg.marker(trace["marker"], x, y) for _, x in ends)


def _steps(look: Look, axis: Axis, language: str) -> dict[float, str]:
    """Round numbers on an axis with their labels, as many as fit side by side."""
    after, long = look.get("ticksuffix", ""), axis.high - axis.low
    for most in range(TICKS, 0, -1):
        power = 10 ** math.floor(math.log10(long / most))
        apart = next(power * n for n in STEPS if long / (power * n) <= most)
        whole = range(math.ceil(axis.low / apart - WHOLE), math.floor(axis.high / apart + WHOLE) + 1)
        steps = {n * apart: f"{numbers.number(n * apart, language)}{after}" for n in whole}
        if sum(Run(said).width + GAP for said in steps.values()) <= axis.right - axis.left:
            break
    return steps


def _plot_of_axis(parts: list[str], look: Look, axis: Axis, steps: Mapping[float, str], y: float) -> float:
    """The numbers below an axis's grid lines, and its title."""
    y += LINE
    parts += [svg.text([Run(said)], axis.x(step), y - 5, PALE, "middle") for step, said in steps.items()]
    lines = svg.wrapped(svg.runs_of(look["title"]["text"])[0], axis.right - axis.left)
    middle, y = (axis.left + axis.right) / 2, y + LINE * len(lines)
    parts += [svg.text(line, middle, y - LINE * n - 5, PALE, "middle") for n, line in enumerate(lines[::-1])]
    return y + PAD / 2
