"""Approval times: every before and after, how far each was cut, who ranks where, and what each document claims."""

import streamlit as st

from findings import answers
from pages.parts import approvals, drawings, figures, filters, frame, takeaways

CUT_COLUMNS = ("place", "indicator", "change", "cut", "ratio", "status", "link", "period", "note")
RANK_COLUMNS = ("place", "indicator", "value", "rank", "tier", "grade", "reasons", "left_out", "link")
UNRANKED_COLUMNS = ("place", "indicator", "value", "left_out", "status", "scope", "period", "link")
CLAIM_COLUMNS = ("place", "claim", "claimed", "computed", "outcome", "as_printed", "link", "note")
LISTED_COLUMNS = ("place", "indicator", "value", "status", "as_printed", "link", "period", "note")

view = frame.open_page("approval_times")
text = view.text
left, right = st.columns(2)
with left:
    places = filters.places(view)
with right:
    topics = filters.topics(view, of_approvals=True)

asked = (tuple(topics), tuple(places))
cuts, shown = answers.approval_times(view.snapshot, *asked)
ranking = approvals.ranking(view.snapshot, *asked)
claims = answers.claims(view.snapshot, *asked)
listed = shown[shown["row"] == "listed"]

if cuts.empty:
    st.info(text("empty.cuts"))
else:
    figure = drawings.approval_times(view.snapshot, *asked, view.language)
    as_cuts = {"name": "cuts", "title": {"zh": "审批提速", "en": "approval-times"}, "columns": ()}
    st.text(takeaways.cuts(cuts, view))
    figures.show(figure, shown, view, takeaway=takeaways.cuts(cuts, view), **as_cuts)
    figures.table(cuts, view, CUT_COLUMNS, key="table:cuts")
if not ranking.empty:
    st.header(text("heading.ranking"), anchor=False)
    st.text(text("intro.ranking"))
    ranks_title = {"zh": "名次与分档", "en": "ranks-and-tiers"}
    unranked = takeaways.unranked(ranking, view)
    if (ranking["row"] == "drawn").any():
        st.text(takeaways.ranking(ranking, view))
        figure = drawings.ranks_of_approvals(view.snapshot, *asked, view.language)
        every_rank = takeaways.each_rank(ranking, view)
        as_ranks = {"title": ranks_title, "columns": RANK_COLUMNS, "takeaway": every_rank, "remark": unranked}
        figures.show(figure, ranking, view, name="ranks", **as_ranks)
    else:
        st.info(unranked)
        figures.under(ranking, view, name="ranks", title=ranks_title, columns=UNRANKED_COLUMNS)
if not claims.empty:
    st.header(text("heading.claims"), anchor=False)
    st.text(text("intro.claims"))
    figures.table(claims, view, CLAIM_COLUMNS, key="table:claims")
    claims_title = {"zh": "自述与计算", "en": "claimed-and-computed"}
    figures.under(claims, view, name="claims", title=claims_title, columns=())
if not listed.empty:
    st.header(text("heading.one_end", n=len(listed)), anchor=False)
    st.text(text("intro.one_end"))
    figures.table(listed, view, LISTED_COLUMNS, key="table:listed")
