"""Basket: indicators picked one by one from any search, to download their figures for all places together."""

from collections.abc import Iterable

import streamlit as st

from findings import kept, one_indicator
from findings.kept import Codes
from loaders.reading import PRINTED
from pages.parts import figures, in_full, selection
from words import View, Wording
from words.choices import file_title

NAME = "basket"  # in the address
COLUMNS = ("place", "indicator", "value", "period", "status", "scope", "as_printed", "source")


def show_basket(view: View) -> None:
    """What was picked, its figures, and charts of the figures that may share an axis."""
    text = view.text
    names = kept.labels(view.snapshot, "indicators", view.language)
    chosen = selection.some(NAME, text("basket.indicators"), names)
    if not chosen:
        st.info(text("basket.empty"))
        return
    rows = kept.figures(view.snapshot, tuple(chosen), name=PRINTED).assign(row="listed")
    st.text(text("basket.count", n=len(rows)))
    figures.under(rows, view, name=NAME, title=file_title(NAME))
    figures.show_rows(rows, view, COLUMNS, key=f"table:{NAME}")
    for indicator in chosen:
        in_full.show_panels(one_indicator.figures_in_panels(view.snapshot, indicator), indicator, view)


def ways(indicators: Iterable[str], inside: Codes, here: Codes, text: Wording) -> list[str]:
    """Addresses of a view with one more indicator in the basket, or without it; tables show the text after the #.

    `here` are the address of the view with `NAME` in the place of what is in the basket, and that without a basket.
    """
    found = []
    for indicator in indicators:
        rest = [code for code in inside if code != indicator]
        chosen, said = (rest, "taken_out") if indicator in inside else ([*rest, indicator], "put_in")
        address = here[0].replace(f"={NAME}", f"={','.join(chosen)}") if chosen else here[1]
        found.append(f"{address}#{text(f'basket.{said}')}")
    return found
