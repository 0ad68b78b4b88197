"""Matrix: how many figures each place gives on each topic; a blank is written out, never a pale colour."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import style

SCALE = [[0, "rgba(128,128,128,0.10)"], [0.001, "#cfe3f1"], [1, "#0072b2"]]


def matrix(counts: pd.DataFrame, language: str) -> go.Figure:
    """Draw `counts` (place, topic, figures and the names of both) as a grid of numbers."""
    places, topics = (
        counts[f"place_{language}"].drop_duplicates(),
        counts[f"topic_{language}"].drop_duplicates(),
    )
    grid = counts.pivot(index=f"topic_{language}", columns=f"place_{language}", values="figures").loc[
        topics, places
    ]
    most = max(int(grid.to_numpy().max()), 1)
    figure = go.Figure(
        go.Heatmap(
            z=grid.to_numpy(),
            x=[style.folded(style.escaped(p), 12) for p in places],
            y=[style.folded(style.escaped(t), 18) for t in topics],
            colorscale=SCALE,
            zmin=0,
            zmax=most,
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    )
    for y, row in enumerate(grid.to_numpy()):
        for x, count in enumerate(row):
            colour = "#ffffff" if count > most * 0.55 else "#1a1a1a" if count else "#767676"
            figure.add_annotation(
                x=x, y=y, text=str(int(count)), showarrow=False, font={"color": colour, "size": 15}
            )
    figure.update_layout(
        yaxis={"autorange": "reversed", "fixedrange": True, "ticksuffix": " ", "showgrid": False},
        xaxis={"side": "top", "fixedrange": True, "showgrid": False},
    )
    return style.framed(figure, 46 * len(topics) + 90).update_layout(margin={"t": 60, "b": 8})
