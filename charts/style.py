"""Style: what all charts share – colours, sizes, escapes, and how an interval is drawn.

The palette is Okabe and Ito's, safe for the colour-blind. A number is a dot; a bound is a bar with a cap at its printed end,
never a dot.
"""

import html
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BEFORE = "#8a8a8a"
AFTER = "#0072b2"
OWN = "#0072b2"
BENCHMARK = "#d55e00"
CLEAR = "rgba(0,0,0,0)"
# One colour per place on every page; places are also named, as there are more of them than colours.
PLACES = ("#0072b2", "#d55e00", "#009e73", "#b07aa1", "#e69f00", "#56b4e9", "#8c564b", "#5a5a5a")
# Placeholders: Streamlit replaces them with the first two `chartCategoricalColors` of the reader's theme
# (.streamlit/config.toml), so that text is legible on light and dark pages; in a file they are practically black.
LINK, INK = "#000001", "#000002"
AXIS = {
    "gridcolor": "#ebf0f8", "linecolor": "#ebf0f8", "zerolinecolor": "#ebf0f8", "zerolinewidth": 2,
    "ticks": "", "title": {"standoff": 15},
}  # fmt: skip
FLAT = {"showticklabels": False, "showgrid": False, "zeroline": False}  # an axis without ticks or grid
WHITE = {"layout": {"xaxis": AXIS, "yaxis": AXIS, "hoverlabel": {"align": "left"}}}
TEXT_SIZE = 13
NOTHING = {"type": "scatter", "x": [None], "y": [None]}  # a trace without a mark, for a legend of its own
NO_CLICKS = {"itemclick": False, "itemdoubleclick": False}
FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
LINE, BAR, GAP = 18, 32, 10  # pixels: a line of text, the room of a mark, and that between rows without one
HOVER = {"hovertemplate": "%{hovertext}<extra></extra>", "showlegend": False}  # of a mark with a `hovertext`
SIGNS = {"line-ns": "bound", "triangle-right": "open"}  # Plotly's names of a cap and an arrow
Chart = dict[str, Any]  # `data`, a list of traces, and `layout`, as in Plotly's reference of JavaScript


def blank() -> Chart:
    """A chart without a mark or a label."""
    return {"data": [], "layout": {"annotations": []}}


def escaped(text: str) -> str:
    """Text from data, escaped for Plotly's markup."""
    return html.escape(str(text), quote=False)


def linked(text: str, address: str | None) -> str:
    """Text that opens `address` in the same tab; without an address, the text alone."""
    if not address:
        return escaped(text)
    look = f"color: {LINK}; text-decoration: underline"
    return f'<a href="{html.escape(address)}" target="_self" style="{look}">{escaped(text)}</a>'


def folded(text: str, width: int) -> str:
    """Text from data in lines of at most `width` columns, broken between words or Chinese characters (two columns each)."""
    lines, room = [""], width
    for word in re.findall(r"[\u2e80-\uffff][、，。；：）”』】]*|[^\s\u2e80-\uffff]+\s*|\s+", escaped(text)):
        wide = columns(word.rstrip())
        if wide > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += word
        room -= columns(word)
    return "<br>".join(line.rstrip() for line in lines)


def beside_each_other(pieces: Iterable[str], width: int) -> str:
    """Pieces of markup side by side, broken only between pieces, so that a number keeps its unit and a link stays whole."""
    lines: list[list[str]] = [[]]
    room = width
    for piece in pieces:
        wide = columns(html.unescape(re.sub(r"<[^>]*>", "", piece)))
        if wide > room and lines[-1]:
            lines.append([])
            room = width
        lines[-1].append(piece)
        room -= wide + 3  # the separating dot and its spaces
    return "<br>".join(" · ".join(line) for line in lines)


def columns(text: str) -> int:
    """The width of a text in columns; a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def framed(
    chart: Chart,
    rows: float,
    frame: float,
    x_axis: dict,
    title: str = "",
    margin: Mapping = {},
    **layout: object,
) -> Chart:
    """The chart with its axes, and the size, margins and fonts that every chart has.

    `rows` is the height of its rows, `frame` of all around them, `title` what the x axis shows.
    """
    if not chart["data"]:  # Plotly treats a chart of text alone as an error
        chart["data"].append(NOTHING | {"showlegend": False, "hoverinfo": "skip"})
    # The labels in reading order: the Tab key visits their links in this order.
    labels = sorted(chart["layout"]["annotations"], key=lambda label: -label["y"])
    chart["layout"] = {
        "template": WHITE,
        "height": rows + frame,
        "margin": {"l": 12, "r": 16, "t": 44, "b": 56, **margin},
        "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
        "legend": {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"} | NO_CLICKS,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "annotations": labels,
        "xaxis": _inked(x_axis, {"text": escaped(title), "standoff": 16} if title else {}),
        "yaxis": _inked({"range": [0, rows], **FLAT}, {}),
        **layout,
    }
    return chart


def _inked(axis: dict, title: dict) -> dict:
    # Plotly draws a chart twice where it may move an axis to make room; the margins have enough.
    return axis | {
        "automargin": False,
        "fixedrange": True,
        "tickfont": {"color": INK},
        "title": title | {"font": {"color": INK}},
    }


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
    chart, y = blank(), 0.0
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
    return folded(row[f"note_{language}"] or row["as_printed"], 60)


def write(chart: Chart, text: str, y: float) -> float:
    """Write a row's text at height `y`, above its mark, from the left edge of the chart; returns the height above the text."""
    at = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "y": y, "yref": "y"}
    chart["layout"]["annotations"].append({"text": text, "align": "left", "showarrow": False, **at})
    return y + LINE * (text.count("<br>") + 1)


def _trace(chart: Chart, x: list[float], y: list[float], hover: str, **look: object) -> None:
    chart["data"].append({"type": "scatter", "x": x, "y": y, "hovertext": hover, **HOVER, **look})
