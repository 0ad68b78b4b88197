"""Find: indicators by words, pinyin or filters, and other entries with the words: matters, measures, problems and quotes.

Without any of these, also which indicators of the national evaluation can be compared, and why the others cannot.
"""

import pandas as pd
import streamlit as st

from findings import catalogue, kept, one_indicator, searching
from findings.compare import SEVERAL
from findings.kept import Codes
from pages.parts import addresses, basket, blocks, cached, figures, frame, selection
from pages.parts.blocks import Block, Child, block, link
from words import View, takeaways
from words.cells import cell
from words.choices import file_title

MORE = ("b_ready", "unit", "direction", "status", "place", "grade", "reported")
FILTERS = ("topic", "national", *MORE, "indicator")
COLUMNS = ("indicator_link", "latest", "topic", "evaluation", "direction", "figures", "grade", "picked")
NATIONAL = ("national_link", "grade", "compared", "comparable_on", "why_not", "reported_by", "figures")
WIDTHS = {"latest": 320, "why_not": 320}  # pixels
HITS = 12  # of each kind, in sight


def show_search(view: View) -> None:
    """The search, its filters and the results."""
    text, choices = view.text, _choices(view)
    asked = searching.made(choices)
    rows = _in_order(view.snapshot, asked)
    if sought := choices["q"]:
        _hits(sought, view)
    if rows.empty:
        loosened = searching.loosened(view.snapshot, asked)
        st.info(text("empty.indicators" if loosened else "empty.indicators_at_all"))
        with st.container(horizontal=True):
            for name, n in loosened.items():
                selection.drop(text(f"without.{name}", n=n), name)
            if len(asked) > 1:
                selection.drop(text("select.clear"), *(name for name, _ in asked))
        return
    st.text(takeaways.indicators_takeaway(rows, len(catalogue.indicator_entries(view.snapshot)), view))
    figures.under(rows, view, name="indicators", title=file_title("indicators"))
    inside = selection.codes(basket.NAME, list(catalogue.indicator_entries(view.snapshot)["indicator"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(text("basket.how"), width="content")
        if inside:
            way = {"part": basket.NAME, basket.NAME: ",".join(inside)}
            label, icon = text("basket.open", n=len(inside)), ":material/shopping_basket:"
            selection.way(label, "indicators", way, is_here=True, icon=icon, key="basket:open")
    here = tuple(selection.here(**{basket.NAME: held}) for held in (basket.NAME, ""))
    blocks.show_blocks("table:indicators", *_list(view, asked, frame.my_city(), tuple(inside), here))
    if not asked:
        st.header(text("heading.national_compared"), anchor=False)
        blocks.show_blocks("table:national", *_national(view))
        national = catalogue.national(view.snapshot)
        figures.under(national, view, name="national", title=file_title("national"))


@kept.answer
def _in_order(snapshot_id: str, asked: searching.Asked) -> pd.DataFrame:
    rows = searching.fitting(snapshot_id, asked)
    if "q" in dict(asked):
        return rows
    # Most readers come for what several places report.
    return rows.sort_values("reported_by", key=lambda n: n < SEVERAL, kind="stable", ignore_index=True)


@cached.part
def _list(view: View, asked: searching.Asked, mine: str, inside: Codes, here: Codes) -> list[Block]:
    rows = _in_order(view.snapshot, asked)
    latest = one_indicator.latest_figures(view.snapshot, tuple(rows["indicator"]))
    is_mine = latest["place"] == mine
    told = takeaways.with_latest(rows, pd.concat([latest[is_mine], latest[~is_mine]]), view.language)
    told = told.assign(picked=basket.ways(told["indicator"], inside, here, view.text))
    return figures.sheet(told, view, COLUMNS, WIDTHS)


@cached.part
def _national(view: View) -> list[Block]:
    return figures.sheet(catalogue.national(view.snapshot), view, NATIONAL, WIDTHS)


def _choices(view: View) -> dict[str, str | list[str]]:
    text, options = view.text, catalogue.filter_choices(view.snapshot, view.language)
    with st.container(horizontal=True):
        choices: dict[str, str | list[str]] = {
            "q": selection.words_sought("q", text("select.search"), text("select.search_indicators")),
            "topic": selection.some("topic", text("select.topics"), options["topic"]),
            "national": selection.some("national", text("select.national"), options["national"]),
        }
    more = st.expander(text("select.more"), expanded=any(selection.is_given(name) for name in MORE))
    with more, st.container(horizontal=True):
        for name in ("b_ready", "unit", "direction", "status"):
            choices[name] = selection.some(name, text(f"select.{name}"), options[name])
    with more, st.container(horizontal=True):
        choices["place"] = selection.some("place", text("select.places"), options["place"])
        choices["grade"] = selection.some("grade", text("select.grade"), options["grade"])
        choices["reported"] = selection.one("reported", text("select.reported"), options["reported"], "")
    return choices


def _hits(sought: str, view: View) -> None:
    """Figures, measures and problems that contain the words, each with its link."""
    parts: list[Child] = []
    rows = searching.figures_with_words(view.snapshot, sought).head(HITS)
    if lines := [_figure_hit(row, view) for row in rows.to_dict("records")]:
        heads = [view.text(f"column.{name}") for name in ("place", "indicator", "value", "as_printed")]
        parts.append(blocks.table(heads, lines, view.text("find.figures", n=len(lines))))
    for kind in ("measures", "problems"):
        entries = searching.entries_with_words(view.snapshot, kind, sought).head(HITS).to_dict("records")
        if entries:
            named = block("ul", *(_entry_hit(row, kind, view) for row in entries))
            parts += [block("h3", view.text(f"find.{kind}", n=len(entries))), named]
    if parts:
        blocks.show_blocks("find:hits", *parts)


def _figure_hit(row: dict, view: View) -> list[Child]:
    """A figure with the links to its indicator and to its source."""
    language = view.language
    words_of_it = addresses.source_address(language)(row["id"]) or ""
    return [
        row[f"place_{language}"],
        link(row[f"indicator_{language}"], selection.to("indicators", indicator=row["indicator"])),
        block("span", cell(row, "value", language), look="value"),
        link(row["as_printed"], words_of_it),
    ]


def _entry_hit(row: dict, kind: str, view: View) -> Block:
    """A measure or a problem with the places it applies to."""
    names = kept.labels(view.snapshot, "places", view.language)
    part = "" if kind == "measures" else kind
    way = selection.to("reforms", part=part, topic=row["topic"], only="all")
    places = view.text("list.separator").join(names[place] for place in row["places"].split("|") if place)
    return block("li", link(row[f"name_{view.language}"], way), " ", block("small", places))
