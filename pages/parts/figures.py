"""Figures: the one door for showing a chart with its source line, period, text alternative, table and download."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.style import PLACES, Chart, unexplained
from exports.pictures import Picture
from findings import home, kept
from metrics.scenarios import MARK
from pages.parts import addresses, blocks, cached, downloads, selection
from pages.parts.blocks import Block, Child, block, link
from words import View
from words.cells import Row, cell
from words.sources import SOURCES, documents_in_words, period_of, sources_of

DRAWN = ("drawn", "benchmark")
TOLD = ("row", "id", "from_id", "period_start", "period_end")
MOST_ROWS = 1_000  # of a table on the page; its files hold all
# Columns of names that link to the page on indicators.
LINKED = {f"{name}_link": name for name in ("indicator", "national")}
PICKED = "picked"  # the column whose links put a row into the basket or take it out
AGAINST_NOTHING = {"grade": "", "reasons": ""}
# Columns sorted by their first number; all others are sorted as words.
NUMBERS = {
    "value", "own_value", "other_value", "before", "earlier", "latest", "target", "old", "new", "claimed", "computed", "figures",
    "compared", "comparable_on", "reported_by", "rank", "score", "simulated", "attained", "added", "changed", "withdrawn",
}  # fmt: skip
CONFIG = {"displayModeBar": False, "scrollZoom": False}


class DrawnChart(go.Figure):
    """A chart that the tests hold against Plotly's schema; Streamlit would do so again, 4 ms per chart in every run.

    Streamlit calls nothing on it but `to_dict`.
    """

    def __init__(self, chart: Chart):
        self._chart = chart

    def to_dict(self) -> Chart:
        """The dict that is sent to the browser."""
        return self._chart


@dataclass(frozen=True)
class Composed:
    """A chart with its words: as a picture away from the page, the lines below it on the page, and the figures it cites."""

    picture: Picture
    lines: str
    ids: list[str]


def composed(
    chart: Chart,
    shown: pd.DataFrame,
    view: View,
    *,
    heading: str,
    takeaway: str,
    finding: str | None = None,
    remark: str = "",
) -> Composed:
    """A chart with everything that is said of it.

    `shown` holds the rows drawn, and those missing with the reason; `heading` is the chart's title away from the page (its
    indicator is added if there is exactly one), `takeaway` its text alternative, `remark` what the chart leaves out, and
    `finding` the title of a picture of it if that is not the first line of `takeaway`.
    """
    # The columns that its source is told from, of the rows drawn; if none is drawn, of all rows.
    told = (*TOLD, *(f"{name}_{view.language}" for name in ("indicator", *SOURCES)))
    drawn = shown[[column for column in told if column in shown]][_is_drawn(shown)]
    source = source_line(drawn, view)
    signs = (view.text(f"mark.{code}") for code in unexplained(chart))
    remarks = tuple(dict.fromkeys(remark.splitlines()))
    finding = takeaway.partition("\n")[0] if finding is None else finding
    named = set(drawn.get(f"indicator_{view.language}", []))
    if len(named) == 1 and heading not in named:
        heading = view.text("card.fact", name=heading, said=named.pop())
    picture = Picture(chart, heading, finding, remarks, (*signs, source), takeaway)
    return Composed(picture, "\n".join(line for line in (remark, source) if line), cited(shown))


def show(
    chart: Composed | None,
    shown: pd.DataFrame,
    view: View,
    *,
    name: str,
    title: dict[str, str],
    columns: Sequence[str] = (),
) -> None:
    """Show some rows: their chart if there is one, the links to their sources, their download and their table.

    `name` is the code of the rows on the page, `title` the title of their file in both languages, `columns` are those of
    the table, if there is one.
    """
    if chart:
        alt, key = chart.picture.alt, f"chart:{name}"
        st.plotly_chart(DrawnChart(chart.picture.chart), alt=alt, key=key, config=CONFIG)
        st.text(chart.lines)
    with st.container(horizontal=True, vertical_alignment="center"):
        ids = chart.ids if chart else cited(shown)
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
        downloads.menu(shown, view, name, title, chart.picture if chart else None)
    if columns:
        fold = st.expander(view.text("figure.table", n=len(shown)), key=f"open:{name}", on_change="rerun")
        if fold.open:  # only then is it built and sent
            with fold:
                show_rows(shown, view, columns, key=f"table:{name}")


def under(
    shown: pd.DataFrame, view: View, *, name: str, title: dict[str, str], columns: Sequence[str] = ()
) -> None:
    """The links to the sources of rows that are shown otherwise, their download and their table."""
    show(None, shown, view, name=name, title=title, columns=columns)


def show_rows(
    shown: pd.DataFrame, view: View, columns: Sequence[str], key: str, widths: Mapping[str, int] | None = None
) -> None:
    """Rows as a table in words."""
    blocks.show_blocks(key, *sheet(shown, view, columns, widths))


def sheet(
    shown: pd.DataFrame, view: View, columns: Sequence[str], widths: Mapping[str, int] | None = None
) -> list[Block]:
    """Rows as a real table in words that its headings sort, and a button that copies it."""
    text, widths, n = view.text, widths or {}, min(len(shown), MOST_ROWS)
    headings: list[Child] = []
    for column in columns:
        button = block("button", text(f"column.{column}"), type="button")
        sort = "number" if column in NUMBERS else "words"
        width = f"{widths[column]}px" if column in widths else None
        headings.append(block("th", button, scope="col", data_sort=sort, v_width=width))
    address_of = addresses.source_address(view.language)
    lines = [[_content(row, c, view, address_of) for c in columns] for row in _records(shown.head(n))]
    whole = blocks.table(headings, lines, text("figure.table", n=len(shown)), is_sheet=True)
    more = block("button", text("figure.all_rows", n=n), type="button", data_more="")
    more = more if n > blocks.AT_ONCE else None
    copy = block("button", text("figure.copy"), type="button", data_copy="", data_done=text("figure.copied"))
    rest = block("small", text("figure.first_rows", n=n, all=len(shown))) if len(shown) > n else None
    return [whole, block("div", copy, more, rest, look="sheet-ways")]


def _records(shown: pd.DataFrame) -> list[Row]:
    # An unknown integer is None in a record, while every other unknown value is NaN.
    whole = shown.select_dtypes("Int64").columns
    rows = shown.astype(dict.fromkeys(whole, float)).to_dict("records")
    # The grade and reasons of a benchmark's own figure concern its other periods.
    return [row | AGAINST_NOTHING if row.get("verdict") == "benchmark" else row for row in rows]


def _content(row: Row, column: str, view: View, address_of: Callable[[object], str | None]) -> Child | None:
    """A cell: its words, or a link."""
    if column == "link":
        address = address_of(row["id"])
        return link(view.text("column.link_open"), address) if address else None
    if column in LINKED:
        name = LINKED[column]
        address = f"indicators?{urlencode({name: row[name], 'lang': view.language})}"
        return link(row[f"{name}_{view.language}"], address)
    said = cell(row, column, view.language)
    if column == PICKED:
        address, _, said = said.partition("#")
        return link(said, address)
    return said


def title_of(rows: pd.DataFrame) -> dict[str, str]:
    """The title of the file of one indicator: its name in Chinese, its id in English."""
    return {"zh": rows["indicator_zh"].iloc[0], "en": rows["indicator"].iloc[0].replace("_", "-")}


def cited(shown: pd.DataFrame) -> list[str]:
    """The printed figures behind the rows drawn, each once; a simulated one has no words of its own."""
    # Arrays, as a frame of many columns takes longer than the rest of a run.
    is_drawn = _is_drawn(shown).to_numpy()
    ids = (shown[column].to_numpy()[is_drawn] for column in ("id", "from_id") if column in shown)
    named = (id_ for column in ids for id_ in column if isinstance(id_, str))
    printed = (addresses.printed_ids(id_) for id_ in named if id_ and not id_.startswith(MARK))
    return list(dict.fromkeys(id_ for several in printed for id_ in several))


def _is_drawn(shown: pd.DataFrame) -> pd.Series:
    is_drawn = shown["row"].isin(DRAWN)
    return is_drawn if is_drawn.any() else ~is_drawn


def source_line(drawn: pd.DataFrame, view: View) -> str:
    """The sources and the period of what is drawn."""
    sources = documents_in_words(sources_of(drawn, view.language), view.language)
    if not sources:
        every = kept.observations(view.snapshot, None, kept.at_once(view.snapshot))
        return view.text("figure.own_count", snapshot=view.snapshot, period=period_of(every))
    return view.text("figure.source_line", sources=sources, period=period_of(drawn))


def place_colours(snapshot_id: str) -> dict[str, str]:
    """Place → its colour: cities first, in the order of the dataset."""
    first = home.reporting_cities(snapshot_id)
    every = (*first, *(place for place in kept.reporting_places(snapshot_id, "zh") if place not in first))
    return dict(zip(every, cycle(PLACES), strict=False))
