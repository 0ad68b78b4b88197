"""Amounts: numbers the reader chose, kept in the address like every other choice (see `selection`)."""

import re
from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from findings.simulations import Span
from pages.parts import selection

PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
WEIGHTS_IN_A_ROW = 4


def chosen_number(name: str, label: str, typed: str, span: Span) -> float:
    """One number, set with a slider or typed into the box beside it, whose label is `typed`."""
    selection.keeps(name)
    given = st.query_params.get(name, "")
    chosen = _within(given, span)
    if given and chosen is None:
        selection.reject(name, given)
    shown = span.start if chosen is None else chosen

    def changed(key: str) -> None:
        picked = st.session_state[key]
        selection.put(name, "" if picked == span.start else plain(picked))

    for column, widget, said, form in zip(
        st.columns([4, 1]), (st.slider, st.number_input), (label, typed), ("plain", "%g"), strict=True
    ):
        key = f"{name}:{widget.__name__}:{selection.language()}"
        st.session_state[key] = shown
        limits = {"min_value": span.least, "max_value": span.most, "step": span.step}
        with column:
            widget(said, key=key, format=form, on_change=changed, args=(key,), **limits)
    return shown


def chosen_weights(
    name: str, options: Mapping[str, str], spans: Mapping[str, Span]
) -> tuple[tuple[str, float], ...]:
    """A number for each code in `options` (code → label), in the address as `code:number`; returns those not at their start."""
    selection.keeps(name)
    given = {}
    for part in [part for value in st.query_params.get_all(name) for part in value.split(",") if part]:
        code, _, said = part.partition(":")
        if code in options and (chosen := _within(said, spans[code])) is not None:
            given[code] = chosen
        else:
            selection.reject(name, part)

    def changed(code: str, key: str) -> None:
        picked = given | {code: st.session_state[key]}
        moved = [
            f"{c}:{plain(picked[c])}" for c in options if picked.get(c, spans[c].start) != spans[c].start
        ]
        selection.put(name, ",".join(moved))

    columns = st.columns(WEIGHTS_IN_A_ROW)
    for at, (code, label) in enumerate(options.items()):
        span = spans[code]
        key = f"{name}:{code}:{selection.language()}"
        st.session_state[key] = given.get(code, span.start)
        limits = {"min_value": span.least, "max_value": span.most, "step": span.step}
        with columns[at % WEIGHTS_IN_A_ROW]:
            st.number_input(label, key=key, format="%g", on_change=changed, args=(code, key), **limits)
    return tuple((code, chosen) for code, chosen in given.items() if chosen != spans[code].start)


def plain(amount: float) -> str:
    """A number as written in the address: 12.5, 50."""
    return f"{Decimal(repr(amount)).normalize():f}"


def _within(given: str, span: Span) -> float | None:
    """The number given; None if it is not a number or outside the span."""
    if not PLAIN.fullmatch(given):
        return None
    return float(given) if span.least <= float(given) <= span.most else None
