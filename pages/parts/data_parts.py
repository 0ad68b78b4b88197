"""Data parts: every figure with its words, the files to download, the dictionary, the documents, the checks, the versions."""

import pandas as pd
import streamlit as st

from findings import answers, catalogue, documents, kept
from findings.kept import Codes
from pages.parts import blocks, cached, cards, figures, files, filters, selection, versions
from pages.parts.blocks import Block
from words import View, takeaways
from words.choices import file_title

FIGURE_COLUMNS = (
    "place", "indicator", "value", "as_printed", "period", "status", "scope", "note", "ambiguous", "before", "before_kind",
    "source", "locator", "id",
)  # fmt: skip
DICTIONARY_COLUMNS = (
    "indicator_link", "definition", "unit", "direction", "evaluation", "b_ready", "caveats", "department", "topic",
)  # fmt: skip
CHECK_COLUMNS = (
    "place", "claim", "kind", "claimed", "computed", "outcome", "follows_from", "note", "link", "period",
)  # fmt: skip
# pixels, at least
WIDTHS = {
    "place": 80, "indicator": 170, "value": 110, "as_printed": 190, "period": 150, "status": 90, "note": 260, "ambiguous": 90,
    "source": 210, "locator": 130, "definition": 250, "caveats": 240,
}  # fmt: skip
CHECK_WIDTHS = {"claim": 200, "follows_from": 250, "note": 260, "period": 150}  # pixels
ENTRY_COLUMNS = ("entries", "added", "changed", "withdrawn")
DIFFERENCE_COLUMNS = (
    "difference", "place", "indicator", "column", "old", "new", "difference_reason", "id", "source", "locator",
)  # fmt: skip
DIFFERENCE_WIDTHS = {"old": 200, "new": 200, "difference_reason": 260}  # pixels: they hold sentences
REASONS_AT_ONCE = 12  # most reasons, and most figures per reason, told in full before the table


def show_every_figure(view: View) -> None:
    """The figures of the chosen places and topics that contain the words sought, and the whole files."""
    text = view.text
    every = list(kept.tally(view.snapshot, "id")["id"])
    left, middle, right = st.columns(3)
    with left:
        places = filters.chosen_places(view)
    with middle:
        topics = filters.chosen_topics(view)
    with right:
        sought = selection.words_sought("q", text("select.search"), text("select.search_hint"))
    # Those in a link, which are too many or too particular for a widget.
    if ids := selection.codes("figure", every):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(text("select.figures", n=len(ids)))
            selection.drop(text("select.every_figure"), "figure")
    asked = (tuple(places), tuple(topics), tuple(ids), sought)
    rows = answers.figures_found(view.snapshot, *asked)
    if rows.empty:
        st.info(text("empty.figures"))
    else:
        if len(rows) <= cards.AT_ONCE:
            cards.figure_cards(rows, view)
        st.text(text("sources.count", n=len(rows), all=len(every)))
        figures.under(rows, view, name="figures", title=files.file_title("chosen"))
        blocks.show_blocks("table:figures", *_figures(view, *asked))
    st.header(text("heading.files"), anchor=False)
    st.text(text("intro.files"))
    files.centre(view)


@cached.part
def _figures(view: View, places: Codes, topics: Codes, ids: Codes, sought: str) -> list[Block]:
    rows = answers.figures_found(view.snapshot, places, topics, ids, sought)
    return figures.sheet(rows, view, FIGURE_COLUMNS, WIDTHS)


def show_dictionary(view: View) -> None:
    """The indicators of the chosen topics with their definitions."""
    topics = tuple(filters.chosen_topics(view))
    st.text(view.text("intro.dictionary", n=len(_entries(view.snapshot, topics))))
    blocks.show_blocks("table:dictionary", *_dictionary(view, topics))
    files.offer_file("dictionary", view)


def _entries(snapshot_id: str, topics: Codes) -> pd.DataFrame:
    entries = catalogue.dictionary_rows(snapshot_id)
    return entries[entries["topic"].isin(topics)]


@cached.part
def _dictionary(view: View, topics: Codes) -> list[Block]:
    return figures.sheet(_entries(view.snapshot, topics), view, DICTIONARY_COLUMNS, WIDTHS)


def show_documents(view: View) -> None:
    """Every document, with the number of figures read from it; one in full, if requested and its text is available."""
    sources = kept.table(view.snapshot, "sources")
    source = selection.code("source", set(sources["id"]))
    selection.keeps("at")
    locator = st.query_params.get("at", "")
    if source:
        selection.drop(view.text("document.list"), "source", "figure", "at")
        sources = sources[sources["id"] == source]
        if locator:
            st.text(view.text("card.fact", name=view.text("column.locator"), said=locator))
        if paragraphs := documents.paragraphs(view.snapshot, source):
            marked = set(selection.codes("figure", set(kept.tally(view.snapshot, "id")["id"])))
            cards.document(source, paragraphs, marked, locator, view)
            return
    counts = dict(kept.tally(view.snapshot, "source").itertuples(index=False))
    cards.document_cards(sources, counts, view)


def show_checks(view: View) -> None:
    """What documents claim about their own figures, and whether it follows from them."""
    text = view.text
    left, right = st.columns(2)
    with left:
        places = filters.chosen_places(view)
    with right:
        outcomes = {code: text(f"outcome.{code}") for code in ("fails", "holds", "cannot_tell")}
        chosen = selection.many("outcome", text("select.outcomes"), outcomes)
    st.text(text("intro.checks"))
    rows = answers.checks_of_places(view.snapshot, tuple(places), tuple(chosen))
    st.text(takeaways.outcomes(rows, view))
    if not rows.empty:
        figures.show_rows(rows, view, CHECK_COLUMNS, "table:checks", CHECK_WIDTHS)
        figures.under(rows, view, name="checks", title=file_title("checks_shown"))


def show_versions(view: View) -> None:
    """The snapshot on the air, the others still kept, and what differs between two of them."""
    text, others = view.text, versions.others()
    st.text(versions.now_in_words())
    since = selection.one("since", text("select.since"), {"": text("choice.no_version")} | others, "")
    if since:
        _show_changes(since, view)
    elif not others:
        st.text(text("version.alone"))


def _show_changes(since: str, view: View) -> None:
    now, text = cached.on_the_air().snapshot, view.text
    between = versions.differences_since(since, now)
    if between is None:
        st.info(text("version.unreadable", old=since))
        return
    differing, entries = between
    st.text(text("version.since", old=since, new=now, **versions.differences_counted(differing)))
    if entries.empty:
        st.text(text("version.order_only"))
    else:
        figures.show_rows(entries, view, ENTRY_COLUMNS, key="table:entries")
    if not differing.empty:
        st.header(text("heading.differences"), anchor=False)
        if reasons := _reasons(differing, view):
            st.text(reasons)
        figures.show_rows(differing, view, DIFFERENCE_COLUMNS, "table:differences", DIFFERENCE_WIDTHS)
        figures.under(differing, view, name="differences", title=file_title("changes"))


def _reasons(differing: pd.DataFrame, view: View) -> str:
    """Every reason once, in full, with the figures it applies to; '' if there are too many to read."""
    column = f"difference_reason_{view.language}"
    explained = differing[differing[column] != ""].groupby(column)["id"].unique()
    if len(explained) > REASONS_AT_ONCE:
        return ""
    told = []
    for reason, ids in explained.items():
        named = [*ids[:REASONS_AT_ONCE], *(["…"] if len(ids) > REASONS_AT_ONCE else [])]
        said = view.text("list.separator").join(named)
        told.append(view.text("version.reason", reason=reason, figures=said))
    return "\n".join(told)


PARTS = {
    "figures": show_every_figure,
    "dictionary": show_dictionary,
    "documents": show_documents,
    "checks": show_checks,
    "versions": show_versions,
}
