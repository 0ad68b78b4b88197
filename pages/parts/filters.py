"""Filters: choices that several pages offer in the same words."""

import streamlit as st

from findings import judging
from loaders.settings import STRICTNESS
from pages.parts import cached, selection
from pages.parts.frame import View


def chosen_places(view: View) -> list[str]:
    """Places that have figures; none chosen means all if they are few, else the default few."""
    options = cached.reporting_places(view.snapshot, view.language)
    chosen = selection.many("place", view.text("select.places"), options)
    return list(cached.at_once(view.snapshot)) if len(chosen) == len(options) else chosen


def places_asked(view: View) -> tuple[str, ...]:
    """The places in the address, without a widget; empty if there are none."""
    return tuple(selection.codes("place", cached.reporting_places(view.snapshot, view.language)))


def comparison(view: View) -> None:
    """Widgets for a comparison: the places, and the strictness."""
    left, right = st.columns([3, 1])
    with left:
        options = cached.reporting_places(view.snapshot, view.language)
        selection.some("place", view.text("select.places"), options)
    with right:
        rule(view)


def chosen_topics(view: View) -> list[str]:
    """Topics; none chosen means all."""
    options = cached.labels(view.snapshot, "topics", view.language)
    return selection.many("topic", view.text("select.topics"), options)


def rule(view: View) -> str:
    """The reader's strictness: which grades of comparison are let through."""
    options = {code: view.text(f"rule.{code}") for code in STRICTNESS}
    return selection.one("rule", view.text("select.rule"), options, judging.rule_of_settings())


def rule_asked(otherwise: str = "") -> str:
    """The strictness in the address, without a widget; if none, `otherwise` or that of the settings."""
    return selection.code("rule", STRICTNESS, otherwise or judging.rule_of_settings())
