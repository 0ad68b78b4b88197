"""Rectification: of what was found, promised or due, how much is done, in full and in part, and how much is pending."""

import streamlit as st

from findings import rectification
from pages.parts import drawings, figures, filters, frame, sections, selection
from words import takeaways

COLUMNS = (
    "place", "funnel", "scope", "unit", "total", "done", "fully", "partly", "pending", "rate", "full_rate",
    "link", "missing", "done_means", "note",
)  # fmt: skip

view = frame.open_page("rectification")
text = view.text
left, right = st.columns(2)
with left:
    places = filters.places(view)
with right:
    options = {kind: text(f"funnel_kind.{kind}") for kind in rectification.kinds(view.snapshot)}
    kinds = selection.many("kind", text("select.kinds"), options)

asked = (tuple(kinds), tuple(places))
rows = rectification.funnels(view.snapshot, *asked)
title = {"zh": "整改闭环", "en": "rectification"}
if (rows["row"] == "drawn").any():
    said, each = sections.funnels_told(view.snapshot, *asked, view.language)
    st.text(said)
    figures.show(
        drawings.funnels_of(view.snapshot, *asked, view.language),
        rows,
        view,
        name="funnels",
        title=title,
        heading=text("page.rectification"),
        takeaway=each,
        columns=COLUMNS,
        remark=takeaways.blanks(rows, view),
    )
else:
    st.info(text("empty.funnels"))
    figures.under(rows, view, name="funnels", title=title, columns=COLUMNS)
