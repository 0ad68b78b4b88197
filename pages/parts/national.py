"""National: which indicators of the national evaluation can be compared, on what, and why not the others."""

from __future__ import annotations

import streamlit as st

from findings import catalogue
from pages.parts import figures, indicator_takeaways, selection
from pages.parts.frame import View

COLUMNS = ("national_link", "grade", "compared", "comparable_on", "why_not", "reported_by", "figures")
# Pixels: Streamlit measures the first rows only.
WIDTHS = {
    "grade": 115,
    "compared": 150,
    "comparable_on": 120,
    "why_not": 480,
    "reported_by": 65,
    "figures": 75,
}
TITLE = {"zh": "国家评价指标可比性", "en": "national-evaluation-comparability"}


def show(view: View) -> None:
    """The table of the national evaluation with what it says, its file, and the way to every pair of places."""
    rows = catalogue.national(view.snapshot)
    st.header(view.text("heading.national_compared"), anchor=False)
    st.text(indicator_takeaways.national_compared(rows, view))
    figures.table(rows, view, COLUMNS, "table:national", widths=WIDTHS)
    figures.under(rows, view, name="national", title=TITLE, columns=())
    st.page_link("overview.py", label=view.text("way.every_pair"), query_params=selection.kept_language())
