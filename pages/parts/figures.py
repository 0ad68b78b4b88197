"""Figures: the one door for a chart with its source line, period, text alternative, table and download."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import marks
from charts.style import PLACES
from exports.pictures import Picture
from findings import home
from metrics.scenarios import MARK
from pages.parts import addresses, cached, downloads, selection, tables
from pages.parts.frame import View
from words.sources import SOURCES, documents_in_words, period_of, sources_of

ROWS_AT_ONCE = 18  # the indicators of the national evaluation
ROW = 35  # pixels
FOLDED_ROW = 70  # three lines; Streamlit folds text in rows of 64 pixels and more
WIDTHS = {"indicator_link": 270, "national_link": 250}  # pixels; Streamlit measures the address, not the name
DRAWN = ("drawn", "benchmark")
TOLD = ("row", "id", "from_id", "period_start", "period_end")
BEHIND_HASH = "#(.+)$"
CONFIG = {"displayModeBar": False, "scrollZoom": False}


class DrawnChart(go.Figure):
    """A chart that was checked when it was drawn; a plain dict is checked anew by Streamlit, 4 ms a chart in every run.

    Streamlit asks it for nothing but `to_dict`.
    """

    def __init__(self, chart: dict):
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
    heading: str,
    takeaway: str,
    columns: Sequence[str],
    finding: str | None = None,
    remark: str = "",
    drawn: pd.DataFrame | None = None,
) -> None:
    """Show one chart and everything that belongs to it.

    `shown` holds the rows drawn and those missing with why; `name` is the chart's code on the page, `title` what
    the file is called in both languages, `heading` what the chart is called where it stands without the page,
    `takeaway` the text alternative, `columns` those of the table and `remark` what the chart leaves out; `finding` is
    the title of a picture of it, where that is not the first line of `takeaway`; `drawn` is what `in_chart` gives,
    where it is kept.
    """
    drawn = in_chart(shown, view.language) if drawn is None else drawn
    source = source_line(drawn, view)
    signs = (view.text(f"mark.{code}") for code in marks.unexplained(figure))
    remarks = tuple(dict.fromkeys(remark.splitlines()))
    finding = takeaway.partition("\n")[0] if finding is None else finding
    heading = with_indicator(heading, drawn, view)
    picture = Picture(figure, heading, finding, remarks, (*signs, source), takeaway)
    st.plotly_chart(DrawnChart(figure), alt=takeaway, key=f"chart:{name}", config=CONFIG)
    st.text("\n".join(line for line in (remark, source) if line))
    under(shown, view, name=name, title=title, columns=columns, picture=picture, drawn=drawn)


def under(
    shown: pd.DataFrame,
    view: View,
    *,
    name: str,
    title: dict[str, str],
    columns: Sequence[str],
    picture: Picture | None = None,
    drawn: pd.DataFrame | None = None,
) -> None:
    """The way to the sources, the download and the table of some rows.

    `picture` is that of the chart above and `drawn` its rows, if there is one.
    """
    drawn = in_chart(shown, view.language) if drawn is None else drawn
    with st.container(horizontal=True, vertical_alignment="center"):
        named = [id_ for c in ("id", "from_id") for id_ in drawn.get(c, []) if isinstance(id_, str) and id_]
        named = [
            id_ for id_ in named if not id_.startswith(MARK)
        ]  # a simulated figure has no words of its own
        ids = list(dict.fromkeys(id_ for several in named for id_ in addresses.printed_ids(several)))
        if ids and not (view.page == "indicators" and selection.is_given("figure")):
            now = cached.on_the_air().snapshot
            selection.way(
                view.text("figure.sources", n=len(ids)),
                "indicators",
                {"part": "figures", "figure": ",".join(ids), "snapshot": now},
                is_here=view.page == "indicators",
                icon=":material/format_quote:",
                key=f"sources:{name}",
            )
        downloads.menu(shown, view, name, title, picture)
    if columns:
        folded(name, len(shown), view, lambda: show_rows(shown, view, columns, key=f"table:{name}"))


def folded(name: str, n: int, view: View, fill: Callable[[], None]) -> None:
    """A table of `n` rows that is made and sent only when a reader opens it."""
    fold = st.expander(view.text("figure.table", n=n), key=f"open:{name}", on_change="rerun")
    if fold.open:
        with fold:
            fill()


def show_rows(shown: pd.DataFrame, view: View, columns: Sequence[str], key: str, **look: object) -> None:
    """Rows as a reader reads them; `look` is that of `lay`."""
    readable = tables.readable(shown, columns, view.language, addresses.source_address(view.language))
    lay(readable, view, columns, key, **look)


def lay(
    readable: pd.DataFrame,
    view: View,
    columns: Sequence[str],
    key: str,
    widths: Mapping[str, int] | None = None,
    folds: bool = False,
    **marks: object,
) -> None:
    """Rows already in words, under the headings of their columns; `folds` text that is longer than its column is wide.

    `marks` says that rows may be marked, and what follows.
    """
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
    st.dataframe(readable, hide_index=True, key=key, column_config=shape, placeholder="", **look, **marks)


def title_of(rows: pd.DataFrame) -> dict[str, str]:
    """What the file of one indicator is called: its name in Chinese, its id in English."""
    return {"zh": rows["indicator_zh"].iloc[0], "en": rows["indicator"].iloc[0].replace("_", "-")}


def in_chart(shown: pd.DataFrame, language: str) -> pd.DataFrame:
    """What is told of the rows that are drawn, where any are; the others are only listed beside them, or missing."""
    named = (f"{name}_{language}" for name in ("indicator", *SOURCES))
    rows = shown[[column for column in (*TOLD, *named) if column in shown]]
    is_drawn = rows["row"].isin(DRAWN)
    return rows[is_drawn] if 0 < is_drawn.sum() < len(rows) else rows


def with_indicator(heading: str, drawn: pd.DataFrame, view: View) -> str:
    """What a chart is called, with its indicator where it is about one and does not bear its name."""
    named = set(drawn.get(f"indicator_{view.language}", []))
    is_said = len(named) != 1 or heading in named
    return heading if is_said else view.text("card.fact", name=heading, said=named.pop())


def source_line(drawn: pd.DataFrame, view: View) -> str:
    """Where what is drawn comes from and of when it is; `drawn` is what `in_chart` gives."""
    sources = documents_in_words(sources_of(drawn, view.language), view.language)
    if not sources:
        every = cached.observations(view.snapshot, None, cached.at_once(view.snapshot))
        return view.text("figure.own_count", snapshot=view.snapshot, period=period_of(every))
    return view.text("figure.source_line", sources=sources, period=period_of(drawn))


def place_colours(snapshot_id: str) -> dict[str, str]:
    """Place → its colour: cities first, in the order of the dataset."""
    first = home.reporting_cities(snapshot_id)
    every = (*first, *(place for place in cached.reporting_places(snapshot_id, "zh") if place not in first))
    return dict(zip(every, cycle(PLACES), strict=False))
