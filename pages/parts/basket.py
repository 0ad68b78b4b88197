"""Basket: indicators picked one by one from any search, to download their figures for all places together."""

import streamlit as st

from findings import kept, one_indicator
from loaders.reading import PRINTED
from pages.parts import cached, figures, in_full, selection
from pages.parts.frame import View
from words.choices import file_title

NAME = "basket"  # in the address
COLUMNS = ("place", "indicator", "value", "period", "status", "scope", "as_printed", "source")


def show_basket(view: View) -> None:
    """What was picked, its figures, and charts of the figures that may share an axis."""
    text = view.text
    chosen = selection.some(
        NAME, text("basket.indicators"), cached.labels(view.snapshot, "indicators", view.language)
    )
    if not chosen:
        st.info(text("basket.empty"))
        return
    rows = kept.figures(view.snapshot, tuple(chosen), name=PRINTED).assign(row="listed")
    st.text(text("basket.count", n=len(rows)))
    figures.under(rows, view, name=NAME, title=file_title(NAME), columns=())
    figures.show_rows(rows, view, COLUMNS, key=f"table:{NAME}")
    for indicator in chosen:
        in_full.show_panels(one_indicator.figures_in_panels(view.snapshot, indicator), indicator, view)


def way(indicator: str, inside: list[str]) -> str:
    """The address of this view with one more indicator in the basket, or without it; tables show the text after the #."""
    there = [code for code in inside if code != indicator]
    name = "basket.taken_out" if indicator in inside else "basket.put_in"
    chosen = there if indicator in inside else [*there, indicator]
    return f"{selection.here(**{NAME: ','.join(chosen)})}#{selection.text()(name)}"


def put(indicator: str) -> None:
    """Add an indicator to the basket."""
    selection.add(NAME, indicator)
