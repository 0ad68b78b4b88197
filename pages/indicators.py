"""Indicators: find one by words, pinyin or filters, and read everything there is on it."""

import streamlit as st

from findings import catalogue
from pages.parts import cached, choosing, figures, frame, in_full, indicator_takeaways, national, selection

COLUMNS = ("indicator_link", "topic", "evaluation", "unit", "direction", "reported_by", "figures", "grade")
FEW, MORE = (
    ("q", "topic", "national"),
    ("b_ready", "unit", "direction", "status", "place", "grade", "reported"),
)

view = frame.open_page("indicators")
text = view.text
offered = cached.labels(view.snapshot, "indicators", view.language)
asked: choosing.Asked = ()
if selection.asks("indicator", offered):
    selection.keeps(*FEW, *MORE)
else:
    options = catalogue.choices(view.snapshot, view.language)
    with st.container(horizontal=True):
        choices = {
            "q": selection.words_sought("q", text("select.search"), text("select.search_indicators")),
            "topic": selection.some("topic", text("select.topics"), options["topic"]),
            "national": selection.some("national", text("select.national"), options["national"]),
        }
    is_open = any(selection.asks(name, options[name]) for name in MORE)
    more = st.expander(text("select.more"), expanded=is_open)
    with more, st.container(horizontal=True):
        choices |= {
            "b_ready": selection.some("b_ready", text("select.b_ready"), options["b_ready"]),
            "unit": selection.some("unit", text("select.unit"), options["unit"]),
            "direction": selection.some("direction", text("select.direction"), options["direction"]),
            "status": selection.some("status", text("select.status"), options["status"]),
        }
    with more, st.container(horizontal=True):
        choices |= {
            "place": selection.some("place", text("select.places"), options["place"]),
            "grade": selection.some("grade", text("select.grade"), options["grade"]),
            "reported": selection.one("reported", text("select.reported"), options["reported"], ""),
        }
    asked = choosing.made(choices)
    found = choosing.fitting(view.snapshot, asked)
    offered = choosing.named(found, view.language)

one = selection.one("indicator", text("select.one_indicator"), {"": text("choice.list")} | offered, "")
if one:
    in_full.show(one, view)
elif found.empty:
    loosened = choosing.loosened(view.snapshot, asked)
    st.info(text("empty.indicators" if loosened else "empty.indicators_at_all"))
    with st.container(horizontal=True):
        for name, n in loosened.items():
            selection.drop(text(f"without.{name}", n=n), name)
        if len(asked) > 1:
            selection.drop(text("select.clear"), *(name for name, _ in asked))
else:
    if not asked:
        national.show(view)
    st.header(text("heading.indicators"), anchor=False)
    st.text(indicator_takeaways.indicators(found, len(catalogue.entries(view.snapshot)), view))
    figures.table(found, view, COLUMNS, key="table:indicators")
    figures.under(found, view, name="indicators", title={"zh": "指标", "en": "indicators"}, columns=())
    if asked:
        national.show(view)
