"""Matrix: how many figures each place gives on each topic; a blank is written out, never a pale colour."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import style

SCALE = [[0, "rgba(128,128,128,0.10)"], [0.001, "#deeefa"], [1, "#56b4e9"]]  # pale enough for dark words
PAD, HAIR = "\u00a0", "\u200a"  # of the link, which makes a number easier to hit, and around it
FEW = 6  # places beside each other that leave room for the padding on a telephone


def matrix(counts: pd.DataFrame, language: str) -> go.Figure:
    """Draw `counts` (place, topic, figures and the names of both) as a grid of numbers.

    Each number leads to `link`, the figures of its cell; `why` is what a blank cell says when pointed at.
    """
    order = {axis: counts[f"{axis}_{language}"].drop_duplicates() for axis in ("topic", "place")}
    every = counts.set_index([f"{axis}_{language}" for axis in order])
    grids = (every[name].unstack().loc[order["topic"], order["place"]] for name in ("figures", "link", "why"))
    grid, links, why = (grid.to_numpy() for grid in grids)
    most = max(int(grid.max()), 1)
    reasons = [[style.folded(style.escaped(reason), 60) for reason in row] for row in why]
    figure = go.Figure(
        go.Heatmap(
            z=grid,
            x=[style.folded(style.escaped(place), 12) for place in order["place"]],
            y=[style.folded(style.escaped(topic), 18) for topic in order["topic"]],
            hovertext=reasons,
            hovertemplate="%{hovertext}<extra></extra>",
            colorscale=SCALE,
            zmin=0,
            zmax=most,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    pad = PAD if len(order["place"]) <= FEW else ""
    figure.update_layout(
        # All at once: added one by one, Plotly checks the earlier ones anew each time.
        annotations=[
            {"x": x, "y": y, "text": _number(int(count), links[y][x], pad), "hovertext": reasons[y][x]}
            | {"showarrow": False}
            for y, row in enumerate(grid)
            for x, count in enumerate(row)
        ],
        yaxis={"autorange": "reversed", "fixedrange": True, "ticksuffix": " ", "showgrid": False},
        xaxis={"side": "top", "fixedrange": True, "showgrid": False},
    )
    return style.framed(figure, 46 * len(grid) + 90).update_layout(margin={"t": 60, "b": 8})


def _number(count: int, link: str, pad: str) -> str:
    """A count that leads to its figures; the field of a blank lets the page shine through."""
    colour = style.FIELD_TEXT if count else style.INK
    linked = style.linked(f"{pad}{count}{pad}", link, f"color:{colour};font-size:15px")
    return f"{HAIR}{linked}{HAIR}"  # of a label that is a link and nothing else Plotly makes two, one of them without words
