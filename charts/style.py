"""Style: the few colours, sizes and escapes that all charts share. The palette is Okabe and Ito's, safe for the colour-blind."""

import html
import re
from collections.abc import Iterable, Mapping
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
