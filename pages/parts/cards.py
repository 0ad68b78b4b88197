"""Cards: short blocks of text on figures, indicators and documents. Text from data is shown as is, never as Markdown."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from findings import documents, kept
from pages.parts import blocks, selection
from pages.parts.blocks import block
from words import View
from words.cells import cell

AT_ONCE = 12  # with more figures than this, only the table shows them
FACTS = ("as_printed", "status", "scope", "period", "ambiguous", "note", "caveats", "source", "locator")


def figure_cards(found: pd.DataFrame, view: View) -> None:
    """One card per figure: what it is, the words it was printed in, and what to know about it."""
    printed = found[found["as_printed"].fillna("") != ""]["source"].unique()
    has_text = {source for source in printed if documents.text_of(view.snapshot, source)}
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
            if row["as_printed"] and row["source"] in has_text:
                asked = {"part": "documents", "source": row["source"], "figure": row["id"]}
                label, icon = view.text("document.passage"), ":material/find_in_page:"
                is_here, key = view.page == "indicators", f"passage:{row['id']}"
                selection.way(label, "indicators", asked, is_here=is_here, icon=icon, key=key)


def document_cards(sources: pd.DataFrame, counts: Mapping[str, int], view: View) -> None:
    """Every document with its issuer, the period it covers and the number of figures read from it."""
    for row in sources.to_dict("records"):
        told = {"n": counts.get(row["id"], 0), "period": f"{row['period_start']} – {row['period_end']}"}
        told |= {name: row[name] for name in ("published", "file")}
        with st.container(border=True):
            st.text(f"{row[f'title_{view.language}']}\n{row[f'issuer_{view.language}']}")
            st.text(view.text("document.facts", **told))
            st.text(f"sha256 {row['sha256'][:16]}…")
            if documents.text_of(view.snapshot, row["id"]):
                asked = {"part": "documents", "source": row["id"]}
                label, icon = view.text("document.open"), ":material/article:"
                selection.way(label, "indicators", asked, is_here=True, icon=icon, key=f"open:{row['id']}")


def document(
    source: str,
    paragraphs: Sequence[Sequence[documents.Passage]],
    marked: set[str],
    locator: str,
    view: View,
) -> None:
    """The text of a document: each figure's words are marked and link to it; those of `marked` stand out, the first in sight.

    If no figure is marked, the paragraph that `locator` names does.
    """
    entry = kept.table(view.snapshot, "sources").set_index("id").loc[source]
    told: list[blocks.Child] = []
    is_in_sight = False
    section = None if marked else documents.paragraph_at(paragraphs, locator)
    for n, paragraph in enumerate(paragraphs):
        parts: list[blocks.Child] = []
        for words, ids in paragraph:
            if not ids:
                parts.append(words)
                continue
            is_marked = not marked.isdisjoint(ids)
            here = {"data_here": source + "," + ids[0]} if is_marked and not is_in_sight else {}
            is_in_sight = is_in_sight or is_marked
            way = blocks.link(words, selection.to("indicators", part="figures", figure=",".join(ids)))
            parts.append(block("mark", way, look="marked" if is_marked else "", **here))
        here = {"data_here": f"{source},{locator}", "look": "marked"} if n == section else {}
        told.append(block("p", *parts, **here))
    title, issuer = entry[f"title_{view.language}"], entry[f"issuer_{view.language}"]
    head = (block("h2", title), block("p", f"{issuer} · {entry['published']}", look="muted"))
    blocks.show_blocks(f"document:{source}", *head, block("div", *told, look="document", lang="zh"))
