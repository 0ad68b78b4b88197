"""Examples: each method worked on real figures, chosen by rule from the snapshot and computed as the pages compute them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import examples_of_figures, examples_of_pairs, selection
from pages.parts.example_words import Worked
from pages.parts.frame import View


def show(method: str, view: View) -> None:
    """The worked example of a method, and the way to the words its figures were printed in."""
    said, ids = example_of(method)(view)
    st.text("\n".join(said) if said else view.text("example.none"))
    printed = dict.fromkeys(part for id_ in ids if id_ for part in id_.split("/"))
    if printed:
        asked = {"figure": ",".join(printed), **selection.kept_language()}
        label = view.text("figure.sources", n=len(printed))
        st.page_link("sources.py", label=label, icon=":material/format_quote:", query_params=asked)


def example_of(method: str) -> Callable[[View], Worked]:
    """The function that works a method's example; it has the method's name."""
    return getattr(examples_of_pairs, method, None) or getattr(examples_of_figures, method)
