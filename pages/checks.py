"""Checks: what the documents claim of their own figures, and whether it follows from them."""

import streamlit as st

from findings import answers
from pages.parts import figures, filters, frame, selection
from words import takeaways

COLUMNS = (
    "place",
    "claim",
    "kind",
    "claimed",
    "computed",
    "outcome",
    "follows_from",
    "note",
    "link",
    "period",
)
# Pixels; what is longer is folded.
WIDTHS = {
    "place": 115, "claim": 200, "kind": 110, "claimed": 105, "computed": 105, "outcome": 75,
    "follows_from": 250, "note": 260, "period": 190,
}  # fmt: skip

view = frame.open_page("checks")
text = view.text
left, right = st.columns(2)
with left:
    places = filters.places(view)
with right:
    outcomes = {code: text(f"outcome.{code}") for code in ("fails", "holds", "cannot_tell")}
    chosen = selection.many("outcome", text("select.outcomes"), outcomes)

checks = answers.checks(view.snapshot, tuple(places), tuple(chosen))
st.text(takeaways.outcomes(checks, view))
if not checks.empty:
    figures.table(checks, view, COLUMNS, "table:checks", widths=WIDTHS, folds=True)
    title = {"zh": "数据勾稽", "en": "checks"}
    figures.under(checks, view, name="checks", title=title, columns=())
