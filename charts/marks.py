"""Marks: how an interval is drawn. A number is a dot; a bound is a bar with a cap at its printed end, never a dot."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts import style
from charts.style import Chart

LINE, BAR, GAP = 18, 32, 10  # pixels: a line of text, the room of a mark, and that between rows without one
HOVER = {"hovertemplate": "%{hovertext}<extra></extra>", "showlegend": False}  # of a mark with a `hovertext`
SIGNS = {"line-ns": "bound", "triangle-right": "open"}  # Plotly's names of a cap and an arrow


@dataclass(frozen=True)
class MarkEnds:
    """The ends of a figure, in its unit; infinite where unbounded, NaN where unknown."""

    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """False where the wording leaves the level open."""
        return not (math.isnan(self.low) or math.isnan(self.high))


Mark = tuple[dict, MarkEnds, str]  # its look (colour, filled and width), the interval and the hover text
Row = tuple[str, list[Mark]]  # its text, and the marks below it


def drawn_rows(rows: Sequence[Row], span: Sequence[float] = ()) -> tuple[Chart, float, dict]:
    """A chart of rows from the top on one axis, with the height of the rows and the axis.

    The axis reaches from one end of `span` to the other, else as far as the marks.
    """
    chart, y = style.blank(), 0.0
    ends = [end for _, drawn in rows for _, at, _ in drawn for end in (at.low, at.high)]
    finite = [end for end in ends if math.isfinite(end)]
    least, most = span or (min([0, *finite]), max([end for end in finite if end > 0], default=1.0))
    most *= 1.25 if math.inf in ends else 1
    for label, drawn in rows[::-1]:
        for look, at, said in drawn:
            _draw(chart, at, y + BAR / 2, look, said, most)
        y = write(chart, label, y + (BAR if drawn else GAP) - 5) + 5
    return chart, y, {"range": [least * 1.06, most * 1.06], "nticks": 6}


def _draw(chart: Chart, at: MarkEnds, y: float, look: dict, hover: str, limit: float) -> None:
    """Add one interval at height `y`; unbounded bars end at `limit`."""
    if not at.is_known:
        return
    colour = look["colour"]
    if at.low == at.high:
        marker = {"size": 13, "color": colour, "symbol": "circle" if look["filled"] else "circle-open"}
        marker["line"] = {"color": colour, "width": 2.5}
        _trace(chart, [at.low], [y], hover, mode="markers", marker=marker)
        return
    low, high = max(at.low, -limit), min(at.high, limit)
    line = {"color": colour, "width": look["width"]}
    opacity = 0.45 if look["filled"] else 0.3
    _trace(chart, [low, high], [y, y], hover, mode="lines", line=line, opacity=opacity)
    caps = [x for x in (at.low, at.high) if not math.isinf(x) and x != 0]
    cap = {"symbol": "line-ns", "size": look["width"] + 10, "line": {"color": colour, "width": 3}}
    _trace(chart, caps, [y] * len(caps), hover, mode="markers", marker=cap)
    if math.isinf(at.high):
        arrow = {"symbol": "triangle-right", "size": 11, "color": colour}
        _trace(chart, [limit], [y], hover, mode="markers", marker=arrow)


def unexplained(chart: Chart) -> list[str]:
    """The signs in a chart that its legend does not explain: `bound`, a bar with a cap, and `open`, an arrow."""
    signs = {False: set(), True: set()}
    for trace in chart["data"]:
        signs[bool(trace.get("showlegend"))].add(trace.get("marker", {}).get("symbol"))
    return [code for symbol, code in SIGNS.items() if symbol in signs[False] - signs[True]]


def hover(row: dict, language: str) -> str:
    """The hover text of a mark: the figure's note, else its words as printed."""
    return style.folded(row[f"note_{language}"] or row["as_printed"], 60)


def write(chart: Chart, text: str, y: float) -> float:
    """Write a row's text at height `y`, above its mark, from the left edge of the chart; returns the height above the text."""
    at = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "y": y, "yref": "y"}
    chart["layout"]["annotations"].append({"text": text, "align": "left", "showarrow": False, **at})
    return y + LINE * (text.count("<br>") + 1)


def _trace(chart: Chart, x: list[float], y: list[float], hover: str, **look: object) -> None:
    chart["data"].append({"type": "scatter", "x": x, "y": y, "hovertext": hover, **HOVER, **look})
