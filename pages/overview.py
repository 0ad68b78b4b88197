"""Overview: what there is, what can be compared, and why the rest cannot."""

import streamlit as st

from pages.parts import answers, cards, drawings, figures, frame, selection, takeaways

MATRIX_COLUMNS = ("topic", "place", "figures", "missing")
ICONS = {
    "compare": ":material/compare_arrows:",
    "approval_times": ":material/speed:",
    "sources": ":material/format_quote:",
}
NATIONAL_COLUMNS = ("national", "reported_by", "figures", "reporting", "missing")
PAIR_COLUMNS = ("indicator", "place", "other_place", "other_indicator", "grade", "reasons")

view = frame.open_page("overview")
text = view.text
counts, pairs = answers.topic_counts(view.snapshot), answers.comparable_pairs(view.snapshot)
cards.headline(counts, answers.reported(view.snapshot), pairs, view)
with st.container(horizontal=True):
    for page in ("compare", "approval_times", "sources"):
        st.page_link(
            f"{page}.py", label=text(f"way.{page}"), icon=ICONS[page], query_params=selection.kept_language()
        )

st.subheader(text("heading.matrix"), anchor=False)
title = {"zh": "总览", "en": "overview"}
takeaway = takeaways.matrix(counts, view)
drawing = drawings.topic_matrix(view.snapshot, view.language)
figures.show(drawing, counts, view, name="matrix", title=title, takeaway=takeaway, columns=MATRIX_COLUMNS)

st.subheader(text("heading.pairs"), anchor=False)
st.text(takeaways.pairs(pairs, view))
figures.table(pairs, view, PAIR_COLUMNS, key="table:pairs")
pairs_title = {"zh": "可比性", "en": "comparability"}
figures.under(pairs, view, name="pairs", title=pairs_title, columns=())

national = answers.national_indicators(view.snapshot)
st.subheader(text("heading.national"), anchor=False)
st.text(takeaways.national(national, view))
figures.table(national, view, NATIONAL_COLUMNS, key="table:national")
national_title = {"zh": "国家评价指标", "en": "national-evaluation"}
figures.under(national, view, name="national", title=national_title, columns=())
