"""Sections: the parts of a place's profile: a heading, what it says, its chart, and the way to its rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from exports import profile_takeaways as said_of
from findings import own_account, profile, rectification
from pages.parts import cached, cards, drawings, figures, selection
from pages.parts.cached import Codes
from pages.parts.frame import View
from pages.parts.methods import on_one_line
from words import LANGUAGES, takeaways, wording

STRIPS_AT_ONCE = 6  # of more peer sets the others are read in the table,
PLACES_AT_ONCE = 20  # and so is a set of more places
# Parts of the profile: their rows, and what is said of these.
PARTS = {
    "strengths": (profile.compared, said_of.strengths),
    "among_peers": (profile.ranking, said_of.peers),
    "changes": (profile.changed, said_of.changes),
    "aims": (profile.aims, said_of.aims),
    "scores": (profile.scores, said_of.scores),
    "problems_named": (own_account.problems, said_of.problems),
    "by_topic": (own_account.by_topic, said_of.by_topic),
}
# The pages to go on to, with the parameter that takes the place.
WAYS = {
    "compare": ("benchmark", ":material/compare_arrows:"),
    "tasks": ("place", ":material/checklist:"),
    "sources": ("place", ":material/format_quote:"),
}


def about(place: str, view: View) -> None:
    """Who the place is, where its figures come from, how much is known of it, and ways on from here."""
    own, known = (
        cached.observations(view.snapshot, None, (place,)),
        own_account.headline(view.snapshot, place),
    )
    facts = " · ".join(own_account.facts(view.snapshot, place, view.language))
    read = view.text("city.read_from", n=own["source"].nunique(), period=figures.period_of(own))
    st.text(f"{facts}\n{read}")
    topics = len(cached.table(view.snapshot, "topics"))
    with st.container(horizontal=True):
        for name, n in known.items():
            shown = f"{n} / {topics}" if name == "topics" else n
            st.metric(view.text(f"known.{name}"), shown, help=view.text(f"known.{name}.help"), border=True)
    with st.container(horizontal=True):
        for page, (name, icon) in WAYS.items():
            asked = {name: place, **selection.kept_language()}
            st.page_link(f"{page}.py", label=view.text(f"page.{page}"), icon=icon, query_params=asked)


def section(
    heading: str,
    said: str,
    rows: pd.DataFrame,
    view: View,
    columns: Sequence[str],
    figure: dict | None = None,
    takeaway: str = "",
) -> str:
    """A heading, a sentence or two, the chart if there is one, and the rows in a table that can be opened.

    `heading` is its key in the catalogues, `takeaway` the text alternative of the chart where `said` is not enough.
    Without rows it shows nothing and gives the line that `bare` shows for it.
    """
    if rows.empty:
        return view.text("card.fact", name=view.text(heading), said=on_one_line(said))
    st.header(view.text(heading), anchor=False)
    st.text(said)
    name, title = heading.removeprefix("city."), {x: wording(x)(heading) for x in LANGUAGES}
    if figure:
        shown = {"name": name, "title": title, "takeaway": takeaway or said, "columns": columns}
        figures.show(figure, rows, view, heading=view.text(heading), **shown)
    else:
        figures.under(rows, view, name=name, title=title, columns=columns)
    return ""


def part(name: str, place: str, columns: Sequence[str], view: View) -> str:
    """A part of the profile of a place, by the name of its heading; what it says is kept with its rows."""
    rows, _ = PARTS[name]
    said = told(view.snapshot, place, name, view.language)
    return section(f"city.{name}", said, rows(view.snapshot, place), view, columns)


@cached.answer
def told(snapshot_id: str, place: str, name: str, language: str) -> str:
    """What a part of the profile says of its rows."""
    rows, tell = PARTS[name]
    return tell(rows(snapshot_id, place), View("city", language, snapshot_id))


@cached.answer
def funnels_told(snapshot_id: str, kinds: Codes, places: Codes, language: str) -> tuple[str, str]:
    """What the funnels say together, and each by itself."""
    rows, view = rectification.funnels(snapshot_id, kinds, places), View("city", language, snapshot_id)
    return takeaways.funnels(rows, view), takeaways.each_funnel(rows, view)


def bare(lines: Sequence[str], view: View) -> None:
    """The parts of the profile that have nothing to show, each with why, in one short list."""
    each = [f"· {line}" for line in lines if line]
    if each:
        st.header(view.text("city.bare"), anchor=False)
        st.text("\n".join(each))


def strips(place: str, view: View) -> None:
    """The place among its peers on one indicator after the other, where it stands in a set with them."""
    rows = profile.strips(view.snapshot, place)
    sizes = rows.groupby("peer_set", sort=False).size()
    sets = list(sizes[sizes <= PLACES_AT_ONCE].index[:STRIPS_AT_ONCE])
    name = cached.labels(view.snapshot, "places", view.language)[place]
    if sets:
        st.text(view.text("city.strips", place=name))
    for first in range(0, len(sets), 2):
        for column, peer_set in zip(st.columns(2), sets[first : first + 2], strict=False):
            with column.container(border=True):
                strip(rows[rows["peer_set"] == peer_set], place, name, view)
    if len(sizes) > len(sets):
        st.text(view.text("city.more_strips", n=len(sizes) - len(sets)))


def strip(rows: pd.DataFrame, place: str, name: str, view: View) -> None:
    """The figures of one peer set on their axis; `name` is that of the place."""
    indicator, peer_set = rows[["indicator", "peer_set"]].iloc[0]
    cards.indicator(indicator, view)
    figure = drawings.strip(view.snapshot, place, peer_set, view.language)
    told, title = takeaways.positions(rows, name, view), figures.title_of(rows)
    named = {"name": peer_set, "title": title, "heading": rows[f"indicator_{view.language}"].iloc[0]}
    figures.show(figure, rows, view, takeaway=told, columns=(), **named)


def cuts(place: str, columns: Sequence[str], view: View) -> str:
    """What the place has cut from an earlier level."""
    rows = profile.cuts(view.snapshot, place)
    figure = drawings.cuts_of_place(view.snapshot, place, view.language) if len(rows) else None
    return section("city.cuts", said_of.cuts(rows, view), rows, view, columns, figure)


def funnels(place: str, columns: Sequence[str], view: View) -> str:
    """What became of the problems found, commitments made, funds due and disputes of the place."""
    asked = (view.snapshot, rectification.kinds(view.snapshot), (place,))
    rows = rectification.funnels(*asked)
    if not (rows["row"] == "drawn").any():
        without_number = rows[rows["funnel"] != ""]
        return section("city.funnels", view.text("city.no_funnels"), without_number, view, columns)
    figure, (said, each) = drawings.funnels_of(*asked, view.language), funnels_told(*asked, view.language)
    return section("city.funnels", said, rows, view, columns, figure, each)


def documents(place: str, view: View) -> None:
    """The documents in which the figures of the place stand, with how many of them each holds."""
    st.header(view.text("heading.documents"), anchor=False)
    sources = own_account.documents(view.snapshot, place)
    counts = cached.observations(view.snapshot, None, (place,))["source"].value_counts()
    cards.documents(sources, counts.to_dict(), view)
