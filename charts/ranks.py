"""Ranks: from the best to the worst rank each figure can have among its peers, tier by tier, one panel per peer set."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts import marks, panels, style
from charts.marks import Interval
from words import numbers, wording
from words.ranks import rank_in_words, tier_in_words
from words.reasons import why

LINE, BAR, LABEL_WIDTH = 18, 38, 48  # pixels, and columns of text
EVERY_RANK = 12  # up to so many ranks each has its tick
LOOK = {"colour": style.OWN, "filled": True, "width": 8}


def rank_ranges(ranked: pd.DataFrame, language: str, source_address: Callable[[str], str]) -> go.Figure:
    """Draw figures with what `metrics.ranks` adds, in the order of the frame; a dot is one certain rank, else a bar.

    `grade` and `reasons` are those of the peer set. Each place leads to `source_address(id)`.
    """
    figure, text = go.Figure(), wording(language)
    groups = [group for _, group in ranked.groupby("peer_set", sort=False)]
    written = [_lines(group, language, source_address) for group in groups]
    heights = [sum(_height(said, row) for said, row in lines) for lines in written]
    axes = panels.stacked(figure, heights, [_x_axis(group, language) for group in groups])
    for lines, axes_of in zip(written, axes, strict=True):
        y = 0
        for said, row in lines[::-1]:
            if row:
                at = Interval(row["rank_best"], row["rank_worst"])
                hover = marks.hover(row, language)
                marks.draw(figure, at, y + BAR / 2, LOOK, hover, row["ranked"], axes_of)
            marks.label(figure, said, y + (BAR - 6 if row else 0), axes_of["yaxis"])
            y += _height(said, row)
    marks.legend(figure, _legend(text), {"xaxis": "x1", "yaxis": "y1"})
    return style.framed(figure, panels.height_of(heights) + 60)


def _lines(group: pd.DataFrame, language: str, address: Callable[[str], str]) -> list[tuple[str, dict]]:
    """What is written in a panel from its top: the set, and in every tier its name and the figures with their marks."""
    lines = [(_heading(group, language), {})]
    for _, tier in group.groupby("tier", sort=False):
        rows = tier.to_dict("records")
        lines.append((f"<b>{style.escaped(tier_in_words(rows[0], language))}</b>", {}))
        lines += [(_label(row, language, address), row) for row in rows]
    return lines


def _heading(group: pd.DataFrame, language: str) -> str:
    """The indicator, what is ranked of it, among how many, and how far these can be compared."""
    text, first = wording(language), group.iloc[0]
    kinds = [text(f"{name}.{code}") for name in ("status", "scope") for code in group[name].drop_duplicates()]
    among = text("rank.among", n=numbers.number(first["ranked"], language))
    grade = text(f"grade.{first['grade']}")
    if first["reasons"]:
        grade = text("card.fact", name=grade, said=why(first, language))
    named = f"<b>{_folded(first[f'indicator_{language}'])}</b>"
    return f"{named}<br>{_folded(' · '.join((*kinds, among)))}<br>{_folded(grade)}"


def _label(row: dict, language: str, address: Callable[[str], str]) -> str:
    place = style.linked(row[f"place_{language}"], address(row["id"]))
    value = numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)
    return f"{place} · {style.escaped(value)}<br><b>{_folded(rank_in_words(row, language))}</b>"


def _folded(said: str) -> str:
    return style.folded(style.escaped(said), LABEL_WIDTH)


def _height(said: str, row: dict) -> float:
    return LINE * (said.count("<br>") + 1) + (BAR if row else 8)


def _x_axis(group: pd.DataFrame, language: str) -> dict:
    ranked = int(group["ranked"].iloc[0])
    ticks = {"dtick": 1} if ranked <= EVERY_RANK else {"nticks": 6, "tickformat": "d"}
    title = {"text": wording(language)("chart.rank"), "standoff": 8}
    return {"range": [0.5, ranked + 0.5], "title": title} | ticks


def _legend(text: Callable[..., str]) -> list[tuple[str, dict]]:
    cap = {"symbol": "line-ns", "size": 18, "line": {"color": style.OWN, "width": 3}}
    dot, line = {"size": 12, "color": style.OWN}, {"color": style.OWN, "width": 8}
    return [
        (text("legend.rank"), {"mode": "markers", "marker": dot}),
        (text("legend.ranks"), {"mode": "lines+markers", "marker": cap, "line": line}),
    ]
