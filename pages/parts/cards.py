"""Cards: short blocks of text about figures, indicators and documents. Text from data is shown as it is, never as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import pandas as pd
import streamlit as st

from exports import task_words
from pages.parts import cached, front, selection
from pages.parts.frame import View
from words import takeaways
from words.cells import cell

AT_ONCE = 12  # more figures than this are read in the table
TASKS_AT_ONCE = 40  # and so are more tasks
FACTS = ("as_printed", "status", "scope", "period", "ambiguous", "note", "caveats", "source", "locator")


def figures(found: pd.DataFrame, view: View) -> None:
    """One card per figure: what it is, the words it was printed in, and what must be known about it."""
    for row in found.to_dict("records"):
        with st.container(border=True):
            place, indicator = (row[f"{c}_{view.language}"] for c in ("place", "indicator"))
            value = cell(row, "value", view.language)
            if row["before_bound"]:
                before, kind = cell(row, "before", view.language), cell(row, "before_kind", view.language)
                value = view.text("card.with_before", value=value, before=before, kind=kind)
            st.text(f"{place} · {indicator}\n{value}")
            facts = [(view.text(f"column.{c}"), cell(row, c, view.language)) for c in FACTS]
            st.text("\n".join(view.text("card.fact", name=name, said=said) for name, said in facts if said))


def indicator(id_: str, view: View) -> None:
    """An indicator's definition and caveats, above its chart."""
    st.text(defined(view.snapshot, id_, view.language))


@cached.answer
def defined(snapshot_id: str, id_: str, language: str) -> str:
    """An indicator's name, direction, definition, caveats and department."""
    view = View("compare", language, snapshot_id)
    entry = cached.table(view.snapshot, "indicators").set_index("id").loc[id_]
    name, direction = entry[f"name_{view.language}"], view.text(f"direction.{entry['direction']}")
    said = [view.text("card.indicator", name=name, direction=direction)]
    said += [entry[f"{part}_{view.language}"] for part in ("definition", "caveats")]
    if department := entry[f"department_{view.language}"]:
        said.append(view.text("card.fact", name=view.text("column.department"), said=department))
    return "\n".join(s for s in said if s)


def tasks(rows: pd.DataFrame, view: View) -> None:
    """One card per task, so that the list can be read and printed without opening anything."""
    for card in islice(task_words.cards(rows, view), TASKS_AT_ONCE):
        with st.container(border=True):
            st.text(card)


def documents(sources: pd.DataFrame, counts: Mapping[str, int], view: View) -> None:
    """Every document with its issuer, the period it covers and how many figures were read from it."""
    for row in sources.to_dict("records"):
        n = counts.get(row["id"], 0)
        period = f"{row['period_start']} – {row['period_end']}"
        with st.container(border=True):
            st.text(f"{row[f'title_{view.language}']}\n{row[f'issuer_{view.language}']}")
            st.text(
                view.text("document.facts", n=n, period=period, published=row["published"], file=row["file"])
            )
            st.text(f"sha256 {row['sha256'][:16]}…")


def headline(counts: pd.DataFrame, reported: pd.DataFrame, pairs: pd.DataFrame, view: View) -> None:
    """The numbers that say what there is."""
    numbers = {
        "figures": int(counts["figures"].sum()),
        "places": counts["place"].nunique(),
        "indicators": int((reported["reported_by"] > 0).sum()),
        "shared": int((reported["reported_by"] >= 2).sum()),
        "comparable": int((pairs["grade"] != "not_comparable").sum()),
    }
    with st.container(horizontal=True):
        for name, n in numbers.items():
            st.metric(view.text(f"headline.{name}"), n, help=view.text(f"headline.{name}.help"), border=True)


def nothing_found(places: list[str], topics: list[str], view: View) -> None:
    """That no figure fits; of one place and topic why there is none, with the way to the reforms the documents describe."""
    cells = front.matrix(view.snapshot, view.language)
    blank = cells[cells["place"].isin(places) & cells["topic"].isin(topics)]
    why = blank["why"].iloc[0] if len(blank) == 1 else ""
    st.info(view.text("empty.figures"))
    if why:
        st.text(why)
    if why and blank["measures"].iloc[0]:
        asked = {"place": places[0], "topic": topics[0], **selection.kept_language()}
        label = view.text("way.measures", n=blank["measures"].iloc[0])
        st.page_link("measures.py", label=label, icon=":material/list:", query_params=asked)


def difference(row: dict, view: View) -> None:
    """Two figures that surely differ, in words, with the ways to where they were printed and to their comparison."""
    kept, places = selection.kept_language(), (row["place"], row["benchmark_place"])
    asked = {"place": ",".join(places), "indicator": row["indicator"], "benchmark": places[1]}
    with st.container(border=True):
        printed = cached.observations(view.snapshot, None, places).set_index("id")
        said = (takeaways.difference(row, view), takeaways.words_of_difference(row, printed, view))
        st.text("\n".join(line for line in said if line))
        with st.container(horizontal=True):
            ids = ",".join((row["id"], row["benchmark_id"])).replace("/", ",")
            label = view.text("way.figures")
            st.page_link(
                "sources.py",
                label=label,
                icon=":material/format_quote:",
                query_params={"figure": ids, **kept},
            )
            label = view.text("way.comparison")
            st.page_link(
                "compare.py", label=label, icon=":material/compare_arrows:", query_params={**asked, **kept}
            )
