"""Filters: choices that several pages offer in the same words."""

from collections.abc import Collection, Mapping

import streamlit as st

from findings import judging, kept
from loaders.settings import STRICTNESS
from pages.parts import blocks, selection
from words import View


def chosen_places(view: View) -> list[str]:
    """Places that have figures; none chosen means all if they are few, else the default few."""
    options = kept.reporting_places(view.snapshot, view.language)
    chosen = selection.many("place", view.text("select.places"), options)
    return list(kept.at_once(view.snapshot)) if len(chosen) == len(options) else chosen


def places_asked(view: View) -> tuple[str, ...]:
    """The places in the address, without a widget; empty if there are none."""
    return tuple(selection.codes("place", kept.reporting_places(view.snapshot, view.language)))


def comparison(view: View) -> None:
    """Widgets for a comparison: the places, and the strictness (which grades are let through)."""
    left, right = st.columns([3, 1])
    with left:
        options = kept.reporting_places(view.snapshot, view.language)
        selection.some("place", view.text("select.places"), options)
    with right:
        rules = {code: view.text(f"rule.{code}") for code in STRICTNESS}
        selection.one("rule", view.text("select.rule"), rules, judging.rule_of_settings())


def chosen_topics(view: View) -> list[str]:
    """Topics; none chosen means all."""
    options = kept.labels(view.snapshot, "topics", view.language)
    return selection.many("topic", view.text("select.topics"), options)


def topic_asked(view: View, default: str) -> str:
    """The one topic in the address, without a widget."""
    options = (*kept.labels(view.snapshot, "topics", view.language), default)
    return selection.code("topic", options, default)


def topic_tabs(
    chosen: str, first: dict[str, str], view: View, offered: Collection[str] | None = None
) -> blocks.Block:
    """The tabs of a page: `first` (code → label), then the topics (only those offered, if given)."""
    names = kept.labels(view.snapshot, "topics", view.language)
    topics = {code: name for code, name in names.items() if offered is None or code in offered}
    return tabs_of("topic", first | topics, chosen, view.text("select.topics"))


def tabs_of(name: str, labels: Mapping[str, str], chosen: str, label: str) -> blocks.Block:
    """A tab per code (code → label), each a link to this view with another choice; the first is the default."""
    default = next(iter(labels))
    ways = (
        (said, selection.here(**{name: "" if code == default else code}), code == chosen)
        for code, said in labels.items()
    )
    return blocks.tabs(ways, label)


def rule_asked(otherwise: str = "") -> str:
    """The strictness in the address, without a widget; if none, `otherwise` or that of the settings."""
    return selection.code("rule", STRICTNESS, otherwise or judging.rule_of_settings())
