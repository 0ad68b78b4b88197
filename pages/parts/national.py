"""National: which indicators of the national evaluation can be compared, by which figures, and why the others cannot."""

import streamlit as st

from findings import catalogue
from pages.parts import blocks, cached, figures
from pages.parts.blocks import Block
from pages.parts.frame import View
from words.choices import file_title

COLUMNS = ("national_link", "grade", "compared", "comparable_on", "why_not", "reported_by", "figures")
WIDTHS = {"why_not": 320}  # pixels
TITLE = file_title("national")


def show_national(view: View) -> None:
    """The table on the national evaluation, and its file."""
    rows = catalogue.national(view.snapshot)
    st.header(view.text("heading.national_compared"), anchor=False)
    blocks.show_blocks("table:national", *_table(view))
    figures.under(rows, view, name="national", title=TITLE)


@cached.part
def _table(view: View) -> list[Block]:
    return figures.sheet(catalogue.national(view.snapshot), view, COLUMNS, WIDTHS)
