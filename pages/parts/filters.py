"""Filters: the choices that several pages ask for in the same words."""

from __future__ import annotations

from pages.parts import answers, cached, selection
from pages.parts.frame import View


def places(view: View) -> list[str]:
    """Places that have figures; none chosen means all."""
    options = cached.reporting_places(view.snapshot, view.language)
    return selection.many("place", view.text("select.places"), options)


def topics(view: View, of_approvals: bool = False) -> list[str]:
    """Topics, all or those with indicators about approval times; none chosen means all."""
    every = cached.labels(view.snapshot, "topics", view.language)
    options = answers.topics_of_approvals(view.snapshot, view.language) if of_approvals else every
    return selection.many("topic", view.text("select.topics"), options)
