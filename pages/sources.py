"""Data and sources: every figure with the words it was printed in, files to take, the dictionary, documents, versions."""

import streamlit as st

from findings import answers
from pages.parts import cached, cards, changed, figures, files, filters, frame, listing, selection, versions

FIGURE_COLUMNS = (
    "place", "indicator", "value", "as_printed", "period", "status", "scope", "note", "ambiguous", "before", "before_kind",
    "source", "locator", "id",
)  # fmt: skip
DICTIONARY_COLUMNS = (
    "indicator_link", "definition", "unit", "direction", "evaluation", "b_ready", "caveats", "department", "topic",
)  # fmt: skip

view = frame.open_page("sources")
text, language = view.text, view.language
selection.keeps("place", "topic", "q", "figure", "since")
parts = {code: text(f"part.{code}") for code in ("figures", "dictionary", "documents", "versions")}
others = versions.others()
first = "versions" if versions.is_asked_for(others) else "figures"
look = {"widget": st.segmented_control, "required": True, "label_visibility": "collapsed"}
part = selection.one("part", text("select.part"), parts, first, **look)

if part == "figures":
    every = list(cached.tally(view.snapshot, "id")["id"])
    left, middle, right = st.columns(3)
    with left:
        places = filters.places(view)
    with middle:
        topics = filters.topics(view)
    with right:
        sought = selection.words_sought("q", text("select.search"), text("select.search_hint"))
    ids = selection.asked_for("figure", every, text("select.figures"), text("select.every_figure"))

    asked = (tuple(places), tuple(topics), tuple(ids), sought)
    found = answers.figures_found(view.snapshot, *asked)
    if found.empty:
        cards.nothing_found(places, topics, view)
    else:
        if len(found) <= cards.AT_ONCE:
            cards.figures(found, view)
        st.text(text("sources.count", n=len(found), all=len(every)))
        listed = listing.figures(view.snapshot, *asked, FIGURE_COLUMNS, language)
        figures.lay(listed, view, FIGURE_COLUMNS, key="table:figures", widths=listing.WIDTHS)
        figures.under(found, view, name="figures", title=files.title("chosen"), columns=())
    st.header(text("heading.files"), anchor=False)
    st.text(text("intro.files"))
    files.centre(view)
elif part == "dictionary":
    topics = filters.topics(view)
    listed = listing.indicators(view.snapshot, tuple(topics), DICTIONARY_COLUMNS, language)
    st.text(text("intro.dictionary", n=len(listed)))
    figures.lay(listed, view, DICTIONARY_COLUMNS, "table:dictionary", listing.WIDTHS, folds=True)
    files.offer("dictionary", view)
elif part == "documents":
    counts = dict(cached.tally(view.snapshot, "source").itertuples(index=False))
    cards.documents(cached.table(view.snapshot, "sources"), counts, view)
else:
    st.text(versions.now_in_words())
    since = selection.one("since", text("select.since"), {"": text("choice.no_version")} | others, "")
    if since:
        changed.show(since, view)
    elif not others:
        st.text(text("version.alone"))
