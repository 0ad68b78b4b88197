"""Funnel: of what was found, promised or due, what part is done in full, done in part, and pending."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from charts import marks, style
from charts.marks import Interval
from locales import numbers, words

LINE, BAR, THICK, LABEL_WIDTH = 18, 34, 16, 48  # pixels, and columns of text
SLIVER = 0.01  # a part of the whole too thin to see, in per cent: what is left of 100 by rounding
AMOUNTS = {
    "total": "total_id", "done": "done_id", "fully": "fully_id", "partly": "partly_id", "pending": "pending_ids",
}  # fmt: skip
# What a part of the bar looks like: colour and pattern. Between two bounds it is hatched, not said is left blank.
LOOKS = {
    "fully": {"color": "#0072b2"},
    "partly": {"color": "#56b4e9", "pattern": {"shape": ".", "fgcolor": "#003a5d", "size": 6, "solidity": 0.25}},
    "done": {"color": "#009e73"},
    "pending": {"color": "#e69f00"},
    "between": {
        "color": "rgba(0,0,0,0)",
        "pattern": {"shape": "/", "fgcolor": style.BEFORE, "bgcolor": "rgba(0,0,0,0)", "size": 7},
        "line": {"color": style.BEFORE, "width": 1},
    },
    "not_said": {"color": "rgba(0,0,0,0)", "line": {"color": style.BEFORE, "width": 1}},
}
Piece = tuple[str, str]  # some words, and the figures they lead to, joined by a slash


def funnels(rows: pd.DataFrame, language: str, source_address: Callable[[str], str]) -> go.Figure:
    """Draw one bar per funnel, place and scope: shares of its total, so that money and items share an axis.

    `rows` are those of `metrics.rates` with names; every amount in words leads to the figures it comes from.
    """
    figure, text, y, drawn = go.Figure(), words(language), 0.0, {look: [] for look in LOOKS}
    for _, group in list(rows.groupby("funnel", sort=False))[::-1]:
        for row in group.iloc[::-1].to_dict("records"):
            label = _label(row, language, source_address)
            for part, start, end in parts(row):
                drawn[part].append((start, end, y + BAR / 2, marks.hover(row, language)))
            marks.label(figure, label, y + BAR - 6, "y")
            y += BAR + LINE * _lines_of(label)
        heading = _heading(group.iloc[0], language)
        marks.label(figure, heading, y, "y")
        y += LINE * (_lines_of(heading) + 1)
    for look, found in drawn.items():
        if found:
            figure.add_trace(_bars(found, LOOKS[look], text(f"legend.{look}")))
    flat = {"showgrid": False, "zeroline": False, "fixedrange": True}
    figure.update_layout(
        barmode="overlay",
        xaxis={"range": [0, 100.5], "ticksuffix": "%", "title": {"text": text("chart.of_total"), "standoff": 10}}
        | {"fixedrange": True},
        yaxis={"range": [0, y], "showticklabels": False} | flat,
    )
    return style.framed(figure, y + 120).update_layout(margin={"b": 56})


def parts(row: dict) -> list[tuple[str, float, float]]:
    """What the whole is made of, in per cent from the left: (look, start, end); between bounds it is not known which."""
    fully, done, pending = (
        Interval(row[f"{name}_low"], row[f"{name}_high"]) for name in ("full_rate", "rate", "pending_rate")
    )
    found, reached = [], 0.0
    if fully.is_known:
        found += [("fully", 0.0, fully.low), ("between", fully.low, fully.high)]
        reached = fully.high
    if done.is_known:
        found += [("partly" if fully.is_known else "done", reached, done.low)]
        found += [("between", max(reached, done.low), done.high)]
        reached = max(reached, done.high)
    last, first = (100 - pending.low, 100 - pending.high) if pending.is_known else (100.0, 100.0)
    found += [("not_said", reached, first), ("between", max(reached, first), last), ("pending", last, 100.0)]
    return [(look, start, end) for look, start, end in found if end - start > SLIVER]


def amounts(row: dict, language: str) -> list[Piece]:
    """The amounts of a row in words, each with the figures it comes from; what the document does not say is left out."""
    text, found = words(language), []
    for stage, ids in AMOUNTS.items():
        ends = [row[f"{stage}_{end}"] for end in ("low", "high", "low_open", "high_open")]
        if row[ids] or pd.notna(ends[0]):
            amount = numbers.interval(*ends, row[f"unit_{language}"], language)
            found.append((text(f"funnel.{stage}", amount=amount), row[ids].replace("|", "/")))
    return found


def rates_in_words(row: dict, language: str) -> str:
    """The rate and the rate in full, always side by side."""
    said = {name: rate_in_words(row, name, language) for name in ("rate", "full_rate")}
    return words(language)("funnel.rates", **said)


def rate_in_words(row: dict, name: str, language: str) -> str:
    """One rate as a range; a full rate of which the document is silent is not said, which is not the same as unknown."""
    if name == "full_rate" and not row["fully_id"]:
        return words(language)("funnel.not_said")
    ends = [row[f"{name}_{end}"] for end in ("low", "high", "low_open", "high_open")]
    return numbers.interval(*ends, "%", language, digits=1)


def _heading(row: pd.Series, language: str) -> str:
    text = words(language)
    named = text("funnel.named", name=row[f"funnel_{language}"], kind=text(f"funnel_kind.{row['funnel_kind']}"))
    means = text("funnel.done_means", means=row[f"done_means_{language}"])
    return f"<b>{_folded(named)}</b><br>{_folded(means)}"


def _label(row: dict, language: str, address: Callable[[str], str]) -> str:
    named = [(row[f"place_{language}"], row["id"]), (words(language)(f"scope.{row['scope']}"), "")]
    rates = _folded(rates_in_words(row, language))
    return f"{_in_lines(named, address)}<br><b>{rates}</b><br>{_in_lines(amounts(row, language), address)}"


def _in_lines(pieces: list[Piece], address: Callable[[str], str]) -> str:
    """Pieces beside each other, each a link where it has figures, broken only between them."""
    lines, wide = [[]], 0
    for said, ids in pieces:
        wide += style.columns(said) + 3
        if wide > LABEL_WIDTH and lines[-1]:
            lines.append([])
            wide = style.columns(said)
        lines[-1].append(style.linked(said, address(ids)) if ids else style.escaped(said))
    return "<br>".join(" · ".join(line) for line in lines)


def _folded(said: str) -> str:
    return style.folded(style.escaped(said), LABEL_WIDTH)


def _lines_of(label: str) -> int:
    return label.count("<br>") + 1


def _bars(found: list[tuple[float, float, float, str]], look: dict, name: str) -> go.Bar:
    starts, ends, heights, hovers = zip(*found, strict=True)
    return go.Bar(
        orientation="h",
        base=starts,
        x=[end - start for start, end in zip(starts, ends, strict=True)],
        y=heights,
        width=THICK,
        marker=look,
        name=name,
        hovertext=hovers,
        hovertemplate="%{fullData.name}<br>%{hovertext}<extra></extra>",
    )
