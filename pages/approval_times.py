"""Approval times: every before and after, how far each was cut, who ranks where, and what each document claims."""

import streamlit as st

from pages.parts import approvals, drawings, figures, filters, frame

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

asked = (view.snapshot, tuple(topics), tuple(places))
rows, said = approvals.parts(*asked), approvals.said(*asked, view.language)


def table(part: str, columns: tuple[str, ...]) -> None:
    """The rows of a part."""
    figures.lay(approvals.readable(*asked, part, columns, view.language), view, columns, key=f"table:{part}")


if rows["cuts"].empty:
    st.info(text("empty.cuts"))
else:
    figure = drawings.approval_times(*asked, view.language)
    as_cuts = {"name": "cuts", "title": {"zh": "审批提速", "en": "approval-times"}, "columns": ()}
    st.text(said["cuts"])
    heading = text("page.approval_times")
    figures.show(figure, rows["drawn"], view, heading=heading, takeaway=said["cuts"], **as_cuts)
    table("cuts", CUT_COLUMNS)
ranking = rows["ranks"]
if not ranking.empty:
    st.header(text("heading.ranking"), anchor=False)
    st.text(text("intro.ranking"))
    ranks_title = {"zh": "名次与分档", "en": "ranks-and-tiers"}
    if (ranking["row"] == "drawn").any():
        st.text(said["ranks"])
        figure, told = drawings.ranks_of_approvals(*asked, view.language), said["each_rank"]
        as_ranks = {
            "title": ranks_title,
            "columns": RANK_COLUMNS,
            "takeaway": told,
            "remark": said["unranked"],
        }
        figures.show(figure, ranking, view, name="ranks", heading=text("heading.ranking"), **as_ranks)
    else:
        st.info(said["unranked"])
        figures.under(ranking, view, name="ranks", title=ranks_title, columns=UNRANKED_COLUMNS)
if not rows["claims"].empty:
    st.header(text("heading.claims"), anchor=False)
    st.text(text("intro.claims"))
    table("claims", CLAIM_COLUMNS)
    claims_title = {"zh": "自述与计算", "en": "claimed-and-computed"}
    figures.under(rows["claims"], view, name="claims", title=claims_title, columns=())
if not rows["listed"].empty:
    n = len(rows["listed"])
    st.header(text("heading.one_end", n=n), anchor=False)
    st.text(text("intro.one_end"))
    figures.folded("listed", n, view, lambda: table("listed", LISTED_COLUMNS))
