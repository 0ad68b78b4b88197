"""Approval times: every before and after, how far each was cut, and what each document claims of it."""

import streamlit as st

from pages.parts import answers, drawings, figures, filters, frame, takeaways

CUT_COLUMNS = (
    "place", "indicator", "before", "before_kind", "value", "cut", "limit_cut", "ratio", "status", "period", "note", "link",
)  # fmt: skip
LISTED_COLUMNS = ("place", "indicator", "value", "status", "period", "as_printed", "note", "link")
CLAIM_COLUMNS = ("place", "claim", "claimed", "computed", "outcome", "as_printed", "note", "link")

view = frame.open_page("approval_times")
text = view.text
left, right = st.columns(2)
with left:
    places = filters.places(view)
with right:
    topics = filters.topics(view, of_approvals=True)

cuts, shown = answers.approval_times(view.snapshot, tuple(topics), tuple(places))
claims = answers.claims(view.snapshot, tuple(topics), tuple(places))
listed = shown[shown["row"] == "listed"]

if cuts.empty:
    st.info(text("empty.cuts"))
else:
    figure = drawings.approval_times(view.snapshot, tuple(topics), tuple(places), view.language)
    title = {"zh": "审批提速", "en": "approval-times"}
    takeaway = takeaways.cuts(cuts, view)
    st.text(takeaway)
    figures.show(figure, shown, view, name="cuts", title=title, takeaway=takeaway, columns=())
    figures.table(cuts, view, CUT_COLUMNS, key="table:cuts")
if not claims.empty:
    st.subheader(text("heading.claims"), anchor=False)
    st.text(text("intro.claims"))
    figures.table(claims, view, CLAIM_COLUMNS, key="table:claims")
    claims_title = {"zh": "自述与计算", "en": "claimed-and-computed"}
    figures.under(claims, view, name="claims", title=claims_title, columns=())
if not listed.empty:
    st.subheader(text("heading.one_end", n=len(listed)), anchor=False)
    st.text(text("intro.one_end"))
    figures.table(listed, view, LISTED_COLUMNS, key="table:listed")
