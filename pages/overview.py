"""Overview: what there is, what can be compared, and why the rest cannot."""

import streamlit as st

from findings import answers, catalogue
from pages.parts import cards, drawings, figures, frame, front, selection
from words import takeaways

MATRIX_COLUMNS = ("topic", "place", "figures_link", "why")
WAYS = {
    "compare": ":material/compare_arrows:",
    "indicators": ":material/search:",
    "sources": ":material/download:",
}
NATIONAL_COLUMNS = ("national", "reported_by", "figures", "reporting", "missing")
PAIR_COLUMNS = ("indicator", "place", "other_place", "other_indicator", "grade", "reasons")

view = frame.open_page("overview")
text, kept = view.text, selection.kept_language()
counts, pairs = front.matrix(view.snapshot, view.language), answers.comparable_pairs(view.snapshot)
cards.headline(counts, catalogue.entries(view.snapshot), pairs, view)
st.text(takeaways.comparable(front.comparable(view.snapshot), view))
with st.container(horizontal=True):
    for page, icon in WAYS.items():
        st.page_link(f"{page}.py", label=text(f"way.{page}"), icon=icon, query_params=kept)

st.header(text("heading.sure"), anchor=False)
found = front.differences(view.snapshot)
st.text(takeaways.differences(found, pairs, view))
for row in found.head(front.AT_ONCE).to_dict("records"):
    cards.difference(row, view)

st.header(text("heading.matrix"), anchor=False)
st.text(text("intro.matrix"))
title = {"zh": "总览", "en": "overview"}
takeaway = takeaways.matrix(counts, view)
drawing = drawings.topic_matrix(view.snapshot, view.language)
as_matrix = {"name": "matrix", "title": title, "heading": text("heading.matrix"), "columns": MATRIX_COLUMNS}
figures.show(drawing, counts, view, takeaway=takeaway, **as_matrix)
st.text(takeaways.newest(front.newest(view.snapshot), view))

st.header(text("heading.pairs"), anchor=False)
st.text(takeaways.pairs(pairs, view))
figures.table(pairs, view, PAIR_COLUMNS, key="table:pairs")
pairs_title = {"zh": "可比性", "en": "comparability"}
figures.under(pairs, view, name="pairs", title=pairs_title, columns=())
st.page_link("methods.py", label=text("way.method"), query_params={"method": "comparability", **kept})

national = answers.national_indicators(view.snapshot)
st.header(text("heading.national"), anchor=False)
st.text(takeaways.national(national, view))
figures.table(national, view, NATIONAL_COLUMNS, key="table:national")
national_title = {"zh": "国家评价指标", "en": "national-evaluation"}
figures.under(national, view, name="national", title=national_title, columns=())
st.page_link("indicators.py", label=text("way.all_indicators"), query_params=kept)
