"""Basket: indicators picked one by one, in whatever search, and their figures of all places to take away together."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from findings import kept, one_indicator
from loaders.reading import PRINTED
from pages.parts import cached, figures, in_full, selection
from pages.parts.frame import View
from words.choices import file_title

NAME = "basket"  # in the address
COLUMNS = ("place", "indicator", "value", "period", "status", "scope", "as_printed", "source")


def show_basket(view: View) -> None:
    """What was picked, the figures, and a chart of each indicator that may be drawn."""
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


def pick(rows: pd.DataFrame, key: str) -> Callable[[], None]:
    """What puts the indicators of the marked rows of the table `key` into the basket, beside those in it."""

    def picked() -> None:
        marked = st.session_state[key].selection.rows
        put(*rows["indicator"].iloc[marked])

    return picked


def put(*indicators: str) -> None:
    """Put indicators into the basket."""
    selection.add(NAME, *indicators)
