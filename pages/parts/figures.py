"""Figures: the one door for a chart with its source line, period, text alternative, table and download."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from exports.csv_file import csv_bytes, file_name
from pages.parts import cached, selection, tables
from pages.parts.frame import View

ROWS_AT_ONCE = 16
CONFIG = {"displayModeBar": False, "scrollZoom": False}


def show(
    figure: go.Figure | dict,
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
    st.plotly_chart(figure, alt=takeaway, key=f"chart:{name}", config=CONFIG)
    st.text("\n".join(line for line in (remark, source_line(shown, view)) if line))
    under(shown, view, name=name, title=title, columns=columns)


def under(
    shown: pd.DataFrame, view: View, *, name: str, title: dict[str, str], columns: Sequence[str]
) -> None:
    """The way to the sources, the download and the table of some rows, with or without a chart above."""
    with st.container(horizontal=True, vertical_alignment="center"):
        ids = [id_ for id_ in shown.get("id", []) if isinstance(id_, str) and id_]
        if ids and view.page != "sources":
            asked = {"figure": ",".join(ids).replace("/", ","), **selection.kept_language()}
            label = view.text("figure.sources", n=len(ids))
            st.page_link("sources.py", label=label, icon=":material/format_quote:", query_params=asked)
        address = selection.address()
        st.download_button(
            view.text("figure.download"),
            data=lambda: csv_bytes(shown, view.snapshot, address),
            file_name=download_name(shown, title, view.language),
            mime="text/csv",
            on_click="ignore",
            key=f"download:{name}",
            icon=":material/download:",
        )
    if columns:
        with st.expander(view.text("figure.table", n=len(shown))):
            table(shown, view, columns, key=f"table:{name}")


def table(shown: pd.DataFrame, view: View, columns: Sequence[str], key: str) -> None:
    """Rows as a reader reads them."""
    link = st.column_config.LinkColumn(view.text("column.link"), display_text=view.text("column.link_open"))
    readable = tables.readable(shown, columns, view.language, selection.source_address(view.language))
    height = 36 * (min(len(readable), ROWS_AT_ONCE) + 1) + 2
    st.dataframe(
        readable, hide_index=True, key=key, height=height, column_config={view.text("column.link"): link}
    )


def title_of(rows: pd.DataFrame) -> dict[str, str]:
    """What the file of one indicator is called: its name in Chinese, its id in English."""
    return {"zh": rows["indicator_zh"].iloc[0], "en": rows["indicator"].iloc[0].replace("_", "-")}


def source_line(shown: pd.DataFrame, view: View) -> str:
    """Where the rows come from and of when they are."""
    sources = [s for s in dict.fromkeys(shown.get(f"source_{view.language}", [])) if isinstance(s, str) and s]
    if not sources:
        every = cached.observations(view.snapshot)
        return view.text("figure.own_count", snapshot=view.snapshot, period=period_of(every))
    return view.text("figure.source_line", sources="; ".join(sources), period=period_of(shown))


def period_of(shown: pd.DataFrame) -> str:
    """The years the rows span: 2020 – 2024."""
    dates = [d for c in ("period_start", "period_end") for d in shown.get(c, []) if isinstance(d, str) and d]
    years = sorted({d[:4] for d in dates})
    return "" if not years else years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def download_name(shown: pd.DataFrame, title: dict[str, str], language: str) -> str:
    """The file's name: what, which places, when; Chinese on Chinese pages, its ASCII twin on English ones."""
    codes = list(dict.fromkeys(shown["place"]))
    names = list(dict.fromkeys(shown["place_zh"]))
    places = "、".join(names) if len(names) <= 3 else f"{names[0]}等{len(names)}地"
    twin = "-".join(codes) if len(codes) <= 3 else f"{codes[0]}-and-{len(codes) - 1}-more"
    chinese = (title["zh"], places, period_of(shown).replace("–", "-"))
    return file_name(
        chinese if language == "zh" else (title["en"], twin, period_of(shown).replace("–", "-")), "csv"
    )
