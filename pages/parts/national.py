"""National: which indicators of the national evaluation can be compared, on what, and why not the others."""

from __future__ import annotations

import streamlit as st

from findings import catalogue
from pages.parts import figures
from pages.parts.frame import View
from words.choices import file_title

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
TITLE = file_title("national")


def show_national(view: View) -> None:
    """The table of the national evaluation, and its file."""
    rows = catalogue.national(view.snapshot)
    st.header(view.text("heading.national_compared"), anchor=False)
    figures.show_rows(rows, view, COLUMNS, "table:national", widths=WIDTHS)
    figures.under(rows, view, name="national", title=TITLE, columns=())
