"""Indicators and data: search indicators, measures, problems and texts; every figure, document, check and version.

data: findings/one_indicator, searching · words: words/takeaways · shown by: find, in_full, data_parts.
"""

import streamlit as st

from findings import kept
from pages.parts import basket, data_parts, find, frame, in_full, selection, versions
from pages.parts.blocks import block, show_blocks, tabs

PARTS = {"find": find.show_search, **data_parts.PARTS, basket.NAME: basket.show_basket}

view = frame.start("indicators")
text = view.text
names = kept.labels(view.snapshot, "indicators", view.language)
begun = "figures" if selection.is_given("figure") else "find"
default = "versions" if versions.is_asked_for() else begun
part = selection.code("part", PARTS, default)
selection.keeps(
    "place", "topic", "q", "figure", "source", "at", "since", "outcome", basket.NAME, *find.FILTERS
)
picked = selection.codes(basket.NAME, names)
held = ",".join(picked)
ways = (
    (text(f"part.{code}", n=len(picked)), selection.to("indicators", part=code, basket=held), code == part)
    for code in PARTS
)
show_blocks("indicators:head", block("h1", text("indicators.title")), tabs(ways, text("select.part")))
if part == "find" and (one := selection.code("indicator", names)):
    with st.container(horizontal=True):
        selection.drop(text("way.list"), "indicator")
        if one not in picked:
            st.button(text("basket.put"), key="basket:put", on_click=selection.add, args=(basket.NAME, one))
    in_full.show_indicator(one, view)
else:
    PARTS[part](view)
