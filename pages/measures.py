"""Measures: which reforms the places say they carry out, who does each, since when, and where it is written."""

import streamlit as st

from findings import answers
from pages.parts import figures, filters, frame, takeaways

COLUMNS = ("measure", "topic", "place", "measure_status", "year", "what", "source", "locator")

view = frame.open_page("measures")
text = view.text
left, right = st.columns(2)
with left:
    places = filters.places(view)
with right:
    topics = filters.topics(view)

done = answers.measures(view.snapshot, tuple(topics), tuple(places))
if done.empty:
    st.info(text("empty.measures"))
else:
    st.text(takeaways.measures(done, view))
    st.header(text("heading.shared_measures"), anchor=False)
    figures.table(done[done["places"] > 1], view, COLUMNS, key="table:shared")
    st.header(text("heading.measures"), anchor=False)
    figures.table(done, view, COLUMNS, key="table:measures")
    title = {"zh": "改革举措", "en": "measures"}
    figures.under(done, view, name="measures", title=title, columns=())
