"""Filters: the choices that several pages ask for in the same words."""

from __future__ import annotations

from findings import answers, judging
from findings.comparisons import ANY, SEVERAL, WITHOUT_PLACE
from loaders.settings import STRICTNESS
from pages.parts import cached, selection
from pages.parts.frame import View


def places(view: View) -> list[str]:
    """Places that have figures; none chosen means all of a few, and of many the few that are looked at first."""
    options = cached.reporting_places(view.snapshot, view.language)
    chosen = selection.many("place", view.text("select.places"), options)
    return list(cached.at_once(view.snapshot)) if len(chosen) == len(options) else chosen


def topics(view: View, of_approvals: bool = False) -> list[str]:
    """Topics, all or those with indicators about approval times; none chosen means all."""
    every = cached.labels(view.snapshot, "topics", view.language)
    options = answers.topics_of_approvals(view.snapshot, view.language) if of_approvals else every
    return selection.many("topic", view.text("select.topics"), options)


def benchmarks(view: View) -> dict[str, str]:
    """What figures can be held against: the places that have figures, and the benchmarks that are no place."""
    places = cached.reporting_places(view.snapshot, view.language)
    return places | {code: view.text(f"benchmark_kind.{code}") for code in WITHOUT_PLACE}


def rule(view: View) -> str:
    """How strict the reader is: which grades of comparison are let through."""
    options = {code: view.text(f"rule.{code}") for code in STRICTNESS}
    return selection.one("rule", view.text("select.rule"), options, judging.rule_of_settings())


def reported(view: View, disabled: bool) -> int:
    """How many places must report an indicator for it to be compared."""
    options = {code: view.text(f"reported.{code}") for code in (SEVERAL, ANY)}
    return int(
        selection.one("reported", view.text("select.reported_by"), options, SEVERAL, disabled=disabled)
    )
