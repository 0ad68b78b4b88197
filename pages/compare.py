"""Compare: many indicators of a few places against a benchmark at a glance, then figure by figure; what cannot be, and why."""

from functools import partial

import streamlit as st

from findings import answers, comparisons
from pages.parts import briefs, cards, figures, filters, frame, heat, selection, strips

COLUMNS = (
    "place", "value", "beside", "verdict", "grade", "reasons", "status", "scope", "period", "as_printed", "note", "source",
    "link",
)  # fmt: skip
ALL_COLUMNS = ("indicator", *COLUMNS)

view = frame.open_page("compare")
text = view.text
every, _ = answers.indicator_choices(view.snapshot, view.language)
options = filters.benchmarks(view)
left, middle, right = st.columns([2, 2, 1])
with left:
    places = filters.places(view)
    asked = tuple(selection.some("indicator", text("select.indicators"), every))
with middle:
    topics = filters.topics(view)
    reported = filters.reported(view, disabled=bool(asked))
with right:
    default = answers.default_benchmark(view.snapshot)
    benchmark = selection.one("benchmark", text("select.benchmark"), options, default)
    rule = filters.rule(view)

found = comparisons.indicators(view.snapshot, asked, tuple(places), tuple(topics), reported, benchmark, rule)
chosen = (found, tuple(places), benchmark, rule)
if not found:
    st.info(text("empty.compare"))
else:
    compared = comparisons.compared(view.snapshot, *chosen)
    told = heat.told(view.snapshot, *chosen, view.language, options[benchmark])
    st.text(told["said"])
    if benchmark in comparisons.LEVELS and not (compared["benchmark_kind"] != "").any():
        st.info(text("empty.level"))
    if both := briefs.pair(tuple(places), benchmark, view):
        briefs.offer(both, view)
    heat.show(chosen, view)
    title = {"zh": "城市对比", "en": "compare"}
    st.text(figures.source_line(told["drawn"], view))
    figures.under(compared, view, name="heat", title=title, columns=(), drawn=told["drawn"])
    listed = partial(heat.listed, view.snapshot, *chosen, ALL_COLUMNS, view.language)
    figures.folded(
        "figures", len(compared), view, lambda: figures.lay(listed(), view, ALL_COLUMNS, "table:figures")
    )

    few = comparisons.one_by_one(found, asked)
    st.header(text("heading.one_by_one"), anchor=False)
    if not asked:
        st.text(text("intro.one_by_one", n=len(few), all=len(found)))
    for first in range(0, len(few), 2):
        for column, indicator in zip(st.columns(2), few[first : first + 2], strict=False):
            with column.container(border=True):
                cards.indicator(indicator, view)
                strips.show(indicator, chosen, options[benchmark], COLUMNS, view)
