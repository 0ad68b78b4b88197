"""Sources: every figure with its document, section, the words it was printed in, period, status and note."""

import streamlit as st

from pages.parts import answers, cached, cards, figures, filters, frame, selection

COLUMNS = (
    "id", "place", "indicator", "value", "as_printed", "before", "before_kind", "status", "scope", "period", "ambiguous",
    "note", "source", "locator",
)  # fmt: skip

view = frame.open_page("sources")
text = view.text
every = cached.observations(view.snapshot)
left, middle, right = st.columns(3)
with left:
    places = filters.places(view)
with middle:
    topics = filters.topics(view)
with right:
    sought = selection.words_sought("q", text("select.search"), text("select.search_hint"))
chosen = selection.asked_for("figure", list(every["id"]), text("select.figures"), text("select.every_figure"))

found = answers.figures_found(view.snapshot, tuple(places), tuple(topics), tuple(chosen), sought)
if found.empty:
    st.info(text("empty.figures"))
elif len(found) <= cards.AT_ONCE:
    cards.figures(found, view)
if not found.empty:
    st.text(text("sources.count", n=len(found), all=len(every)))
    figures.table(found, view, COLUMNS, key="table:figures")
    title = {"zh": "数据来源", "en": "sources"}
    figures.under(found.assign(row="listed"), view, name="figures", title=title, columns=())
st.subheader(text("heading.documents"), anchor=False)
cards.documents(cached.table(view.snapshot, "sources"), every, view)
