"""What if: what would the comparison say if a figure were another one, a peer's, or all of them the best of the peers?"""

import streamlit as st

from pages.parts import amounts, frame, selection, simulable, simulations, what_if

AGAINST_COLUMNS = (
    "simulated", "indicator", "value", "other_place", "other_value", "verdict_between", "grade", "reasons", "link",
)  # fmt: skip
STANDING_COLUMNS = (
    "composite", "simulated", "own_value", "score", "rank", "tier", "why_none",
)  # fmt: skip
ATTAINABLE_COLUMNS = ("simulated", "other_place", "verdict_between", "always", "range")
BEST_COLUMNS = ("indicator", "value", "simulated", "from_place")

view = frame.open_page("what_if")
text = view.text
having, weights = simulable.places(view.snapshot, view.language), ()
if not having:
    st.info(text("empty.simulable"))
else:
    first = simulable.beginning(view.snapshot)
    left, middle, right = st.columns(3)
    with left:
        depending = ("figure", "value", "benchmark")
        place = selection.one("place", text("select.place"), having, next(iter(first)), depending)
    with middle:
        own = simulable.choices(view.snapshot, place, view.language)
        figure = selection.one("figure", text("select.indicator"), own, first[place], depending[1:])
    with right:
        scenarios = {code: text(f"scenario.{code}") for code in simulations.SCENARIOS}
        scenario = selection.one(
            "scenario", text("select.scenario"), scenarios, simulations.VALUE, depending[1:]
        )
    by = ""
    selection.keeps("value", "benchmark")
    if scenario == simulations.VALUE:
        span, unit = (
            simulable.span(view.snapshot, figure),
            simulable.unit(view.snapshot, figure, view.language),
        )
        chosen = amounts.number("value", text("select.value", unit=unit), text("select.typed"), span)
        by = "" if chosen == span.start else amounts.plain(chosen)
    elif scenario == simulations.PEER:
        if peers := simulable.peers(view.snapshot, figure, view.language):
            by = selection.one("benchmark", text("select.peer"), peers, next(iter(peers)))
        else:
            st.info(text("empty.peers"))
    asked = (place, scenario, figure, by)
    topics = simulable.topics(view.snapshot, view.language)
    if len(topics) > 1:
        with st.expander(text("select.weights")):
            weights = amounts.weights("weights", topics, simulable.weights(view.snapshot))
    st.text(what_if.headline(asked, view))
    what_if.against(asked, AGAINST_COLUMNS, view)
    what_if.standings(asked, weights, STANDING_COLUMNS, view)
    what_if.attainable(asked, weights, ATTAINABLE_COLUMNS, view)
what_if.best_city(weights, BEST_COLUMNS, view)
