"""Measures: which reforms the places say they carry out, who does each, since when, and where it is written."""

import streamlit as st

from findings import answers
from pages.parts import figures, filters, frame
from words import takeaways

COLUMNS = ("measure", "topic", "place", "measure_status", "year", "what", "source", "locator")
WIDTHS = {
    "measure": 190,
    "topic": 120,
    "place": 115,
    "what": 330,
    "source": 320,
}  # pixels; what is longer is folded

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
    is_shared = done["places"] > 1
    for name, rows in (("shared_measures", done[is_shared]), ("other_measures", done[~is_shared])):
        if not rows.empty:
            st.header(text(f"heading.{name}"), anchor=False)
            figures.table(rows, view, COLUMNS, f"table:{name}", widths=WIDTHS, folds=True)
    title = {"zh": "改革举措", "en": "measures"}
    figures.under(done, view, name="measures", title=title, columns=())
