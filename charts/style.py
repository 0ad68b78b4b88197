"""Style: the few colours, sizes and escapes all charts share. Colours are Okabe and Ito's, told apart by the colour-blind."""

from __future__ import annotations

import html
import re

import plotly.graph_objects as go

BEFORE = "#8a8a8a"
AFTER = "#0072b2"
OWN = "#0072b2"
BENCHMARK = "#d55e00"
RULE = "rgba(128, 128, 128, 0.35)"
TEXT_SIZE = 13
FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
VERDICT_SIGNS = {
    "surely_better": "▲",
    "surely_worse": "▼",
    "surely_higher": "△",
    "surely_lower": "▽",
    "equal": "＝",
    "cannot_tell": "？",
    "not_comparable": "⊘",
    "no_figure": "–",
    "benchmark": "◆",
}


def escaped(text: str) -> str:
    """Text from data, safe inside Plotly's little markup."""
    return html.escape(str(text), quote=False)


def linked(text: str, address: str | None) -> str:
    """Text that opens `address` in the same tab; without an address the text alone."""
    if not address:
        return escaped(text)
    return f'<a href="{html.escape(address)}" target="_self">{escaped(text)}</a>'


def folded(text: str, width: int) -> str:
    """Text in lines of at most `width` columns, broken between words or Chinese characters (two columns each)."""
    lines, room = [""], width
    for word in re.findall(r"[\u2e80-\uffff][、，。；：）”』】]*|[^\s\u2e80-\uffff]+\s*|\s+", text):
        wide = columns(word.rstrip())
        if wide > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += word
        room -= columns(word)
    return "<br>".join(line.rstrip() for line in lines)


def columns(text: str) -> int:
    """How many columns a text takes; a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def framed(figure: go.Figure, height: int) -> go.Figure:
    """Size, margins and fonts that every chart has."""
    if not figure.data:  # Plotly takes a chart of words alone for an error
        figure.add_trace(go.Scatter(x=[None], y=[None], showlegend=False, hoverinfo="skip"))
    figure.update_layout(
        template="plotly_white",
        height=height,
        margin={"l": 8, "r": 16, "t": 44, "b": 36},
        font={"family": FONT, "size": TEXT_SIZE},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "itemclick": False,
        }
        | {"itemdoubleclick": False},
        hovermode="closest",
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure
