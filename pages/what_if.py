"""What if: what would the comparison say if a figure were different, a peer's, or all of them the best of the peers'?"""

import streamlit as st

from findings import simulations
from pages.parts import frame, selection, what_if

view = frame.open_page("what_if")
text = view.text
having, weights = simulations.places(view.snapshot, view.language), ()
if not having:
    st.info(text("empty.simulable"))
else:
    first = simulations.beginning(view.snapshot)
    mine = frame.my_city()
    left, middle, right = st.columns(3)
    with left:
        depending = ("figure", "value", "benchmark")
        begun = mine if mine in first else next(iter(first))
        place = selection.one("place", text("select.place"), having, begun, depending)
    with middle:
        own = simulations.scenario_choices(view.snapshot, place, view.language)
        figure = selection.one("figure", text("select.indicator"), own, first[place], depending[1:])
    with right:
        scenarios = {code: text(f"scenario.{code}") for code in simulations.SCENARIOS}
        begun = simulations.VALUE
        scenario = selection.one("scenario", text("select.scenario"), scenarios, begun, depending[1:])
    by = ""
    selection.keeps("value", "benchmark")
    if scenario == simulations.VALUE:
        span = simulations.value_span(view.snapshot, figure)
        label = text("select.value", unit=simulations.unit(view.snapshot, figure, view.language))
        chosen = what_if.chosen_number("value", label, text("select.typed"), span)
        by = "" if chosen == span.start else what_if.plain(chosen)
    elif scenario == simulations.PEER:
        if peers := simulations.peers(view.snapshot, figure, view.language):
            by = selection.one("benchmark", text("select.peer"), peers, next(iter(peers)))
        else:
            st.info(text("empty.peers"))
    asked = (place, scenario, figure, by)
    topics = simulations.weighted_topics(view.snapshot, view.language)
    if len(topics) > 1:
        with st.expander(text("select.weights")):
            weights = what_if.chosen_weights("weights", topics, simulations.weight_spans(view.snapshot))
    st.text(what_if.scenario_headline(view, asked))
    what_if.show_counterparts(asked, view)
    what_if.show_standings(asked, weights, view)
    what_if.show_attainable(asked, weights, view)
what_if.show_best_city(weights, view)
