"""Figures: the one door for a chart with its source line, period, text alternative, table and download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from exports.taken import period_of
from metrics.scenarios import MARK
from pages.parts import cached, downloads, selection, tables
from pages.parts.frame import View

ROWS_AT_ONCE = 18  # the indicators of the national evaluation
ROW = 35  # pixels
FOLDED_ROW = 70  # three lines; Streamlit folds text in rows of 64 pixels and more
WIDTHS = {"indicator_link": 270, "national_link": 250}  # pixels; Streamlit measures the address, not the name
BEHIND_HASH = "#(.+)$"
CONFIG = {"displayModeBar": False, "scrollZoom": False}


class Drawn(go.Figure):
    """A chart that was checked when it was drawn; a plain dict is checked anew by Streamlit, 4 ms a chart in every run."""

    def __init__(self, chart: dict):
        super().__init__(layout={"height": chart["layout"]["height"], "template": {}})
        self._chart = chart

    def to_dict(self) -> dict:
        """What is sent to the browser."""
        return self._chart


def show(
    figure: dict,
    shown: pd.DataFrame,
    view: View,
    *,
    name: str,
    title: dict[str, str],
    takeaway: str,
    columns: Sequence[str],
    remark: str = "",
) -> None:
    """Show one chart and everything that belongs to it.

    `shown` holds the rows drawn and those missing with why; `name` is the chart's code on the page, `title` what
    the file is called in both languages, `takeaway` the text alternative, `columns` those of the table and
    `remark` what the chart leaves out.
    """
    st.plotly_chart(Drawn(figure), alt=takeaway, key=f"chart:{name}", config=CONFIG)
    st.text("\n".join(line for line in (remark, source_line(shown, view)) if line))
    under(shown, view, name=name, title=title, columns=columns)


def under(
    shown: pd.DataFrame, view: View, *, name: str, title: dict[str, str], columns: Sequence[str]
) -> None:
    """The way to the sources, the download and the table of some rows, with or without a chart above."""
    with st.container(horizontal=True, vertical_alignment="center"):
        named = [id_ for c in ("id", "from_id") for id_ in shown.get(c, []) if isinstance(id_, str) and id_]
        named = [
            id_ for id_ in named if not id_.startswith(MARK)
        ]  # a simulated figure has no words of its own
        ids = list(dict.fromkeys(id_ for several in named for id_ in several.split("/")))
        if ids and view.page != "sources":
            now = cached.on_the_air().snapshot
            asked = {"figure": ",".join(ids), "snapshot": now, **selection.kept_language()}
            label = view.text("figure.sources", n=len(ids))
            st.page_link("sources.py", label=label, icon=":material/format_quote:", query_params=asked)
        downloads.buttons(shown, view, name, title)
    if columns:
        with st.expander(view.text("figure.table", n=len(shown))):
            table(shown, view, columns, key=f"table:{name}")


def table(shown: pd.DataFrame, view: View, columns: Sequence[str], key: str) -> None:
    """Rows as a reader reads them."""
    readable = tables.readable(shown, columns, view.language, selection.source_address(view.language))
    lay(readable, view, columns, key)


def lay(
    readable: pd.DataFrame,
    view: View,
    columns: Sequence[str],
    key: str,
    widths: Mapping[str, int] | None = None,
    folds: bool = False,
) -> None:
    """Rows already in words, under the headings of their columns; `folds` text that is longer than its column is wide."""
    links = {"link": view.text("column.link_open")}
    links |= {c: BEHIND_HASH for c in columns if c.endswith("_link")}
    shape = {
        view.text(f"column.{c}"): st.column_config.LinkColumn(display_text=shown, width=WIDTHS.get(c))
        for c, shown in links.items()
    }
    for c, width in (widths or {}).items():
        shape.setdefault(view.text(f"column.{c}"), st.column_config.TextColumn(width=width))
    row, at_once = (FOLDED_ROW, ROWS_AT_ONCE // 2) if folds else (ROW, ROWS_AT_ONCE)
    look = {"height": row * min(len(readable), at_once) + ROW + 2, "row_height": row if folds else None}
    # Streamlit's own word for a row without a link is "None" on every page.
    st.dataframe(readable, hide_index=True, key=key, column_config=shape, placeholder="", **look)


def title_of(rows: pd.DataFrame) -> dict[str, str]:
    """What the file of one indicator is called: its name in Chinese, its id in English."""
    return {"zh": rows["indicator_zh"].iloc[0], "en": rows["indicator"].iloc[0].replace("_", "-")}


def source_line(shown: pd.DataFrame, view: View) -> str:
    """Where the rows come from and of when they are."""
    titles = [t for of in ("source", "benchmark_source") for t in shown.get(f"{of}_{view.language}", [])]
    sources = [title for title in dict.fromkeys(titles) if isinstance(title, str) and title]
    if not sources:
        every = cached.observations(view.snapshot)
        return view.text("figure.own_count", snapshot=view.snapshot, period=period_of(every))
    return view.text("figure.source_line", sources="; ".join(sources), period=period_of(shown))
