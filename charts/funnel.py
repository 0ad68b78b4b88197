"""Funnel: what part of what was found, promised or due is done in full, done in part, or still pending."""

from collections.abc import Callable

import pandas as pd

from charts import style
from charts.style import LINE, Chart, MarkEnds
from words import wording
from words.takeaways import Piece, amounts, rates_in_words

BAR, THICK, LABEL_WIDTH = 34, 16, 48  # pixels; LABEL_WIDTH in text columns
SLIVER = 0.01  # per cent: a part of the whole too thin to see, such as what rounding leaves of 100
# Colour and pattern of each part of a bar: hatched between two bounds, blank where nothing is stated.
DOTTED = {"shape": ".", "fgcolor": "#003a5d", "bgcolor": "#56b4e9", "size": 6, "solidity": 0.25}
HATCHES = {"shape": "/", "fgcolor": style.BEFORE, "bgcolor": style.CLEAR, "size": 7}
BLANK = {"color": style.CLEAR, "line": {"color": style.BEFORE, "width": 1}}
LOOKS = {
    "fully": {"color": "#0072b2"},
    "partly": {"color": "#56b4e9", "pattern": DOTTED},
    "done": {"color": "#009e73"},
    "pending": {"color": "#e69f00"},
    "between": BLANK | {"pattern": HATCHES},
    "not_said": BLANK,
}


def funnels(rows: pd.DataFrame, language: str, source_address: Callable[[str], str]) -> Chart:
    """Draw one bar per funnel, place and scope, as shares of its total so that money and items share an axis.

    `rows` are those of `metrics.rates` with names; every amount in a label links to the figures it comes from.
    """
    chart, text, y, drawn = style.blank(), wording(language), 0.0, {look: [] for look in LOOKS}
    for of_kind in _parted_by(rows, "funnel_kind"):
        for group in _parted_by(of_kind, "funnel"):
            for row in group.iloc[::-1].to_dict("records"):
                label = _funnel_label(row, language, source_address)
                for part, start, end in parts(row):
                    drawn[part].append((start, end, y + BAR / 2, style.hover(row, language)))
                y = style.write(chart, label, y + BAR - 6) + 6
            y = style.write(chart, _heading(group.iloc[0], language), y) + LINE / 2
        kind = text(f"funnel_kind.{of_kind['funnel_kind'].iloc[0]}")
        heading = f'<span style="font-size: {LINE}px"><b>{kind}</b></span>'
        y = style.write(chart, heading, y + LINE / 2) + LINE
    for look, found in drawn.items():
        if found:
            chart["data"].append(_funnel_bars(found, LOOKS[look], text(f"legend.{look}")))
    x_axis = {"range": [-1, 101], "ticksuffix": "%"}
    return style.framed(chart, y, 120, x_axis, text("chart.of_total"), barmode="overlay")


def parts(row: dict) -> list[tuple[str, float, float]]:
    """The parts of a bar in per cent from the left, as (look, start, end); `between`: bounds leave open which part it is."""
    fully, done, pending = (
        MarkEnds(row[f"{name}_low"], row[f"{name}_high"]) for name in ("full_rate", "rate", "pending_rate")
    )
    borders = []
    if fully.is_known and done.is_known:
        borders += [("fully", fully.low), ("done", min(fully.high, done.low)), ("partly", done.low)]
    elif fully.is_known:
        borders += [("fully", fully.low), ("between", fully.high)]
    if done.is_known:
        borders += [("done", done.low), ("between", done.high)]
    if pending.is_known:
        borders += [("not_said", 100 - pending.high), ("between", 100 - pending.low), ("pending", 100.0)]
    found, reached = [], 0.0
    for look, end in (*borders, ("not_said", 100.0)):
        if end - reached > SLIVER:
            found.append((look, reached, end))
            reached = end
    return found


def _parted_by(rows: pd.DataFrame, column: str) -> list[pd.DataFrame]:
    """The rows of each code in a column, the last code first: a chart is built from the bottom up."""
    return [part for _, part in rows.groupby(column, sort=False)][::-1]


def _heading(row: pd.Series, language: str) -> str:
    means = wording(language)("funnel.done_means", means=row[f"done_means_{language}"])
    name, means = (style.folded(said, LABEL_WIDTH) for said in (row[f"funnel_{language}"], means))
    return f"<b>{name}</b><br>{means}"


def _funnel_label(row: dict, language: str, address: Callable[[str], str]) -> str:
    named = [(row[f"place_{language}"], row["id"]), (wording(language)(f"scope.{row['scope']}"), "")]
    rates = style.folded(rates_in_words(row, language), LABEL_WIDTH)
    return f"{_in_lines(named, address)}<br><b>{rates}</b><br>{_in_lines(amounts(row, language), address)}"


def _in_lines(pieces: list[Piece], address: Callable[[str], str]) -> str:
    linked = (style.linked(said, ids and address(ids)) for said, ids in pieces)
    return style.beside_each_other(linked, LABEL_WIDTH)


def _funnel_bars(found: list[tuple[float, float, float, str]], look: dict, name: str) -> dict:
    starts, ends, heights, hovers = zip(*found, strict=True)
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    bars = {"type": "bar", "orientation": "h", "base": starts, "x": lengths, "y": heights, "width": THICK}
    said = {"hovertext": hovers, "hovertemplate": "%{fullData.name}<br>%{hovertext}<extra></extra>"}
    return bars | said | {"marker": look, "name": name}
