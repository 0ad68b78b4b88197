"""Catalogue tables: the entries of a dataset's YAML files as rows of the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from loaders.catalogue import Catalogue
from loaders.contract import Indicator, Words

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]
NAMES = ("name_zh", "name_en")
PERIOD = ("period_start", "period_end")
REALS = {"factor", "minimum", "maximum", "best", "worst"}
INDICATOR = (
    "position", "id", "topic", *NAMES, "definition_zh", "definition_en", "unit", "direction", "department_zh",
    "department_en", "minimum", "maximum",
    "national_indicator", "national_reason_zh", "national_reason_en", "b_ready", "b_ready_reason_zh",
    "b_ready_reason_en", "subject", "caveats_zh", "caveats_en", "best", "worst", "goalposts_source_zh", "goalposts_source_en",
    "numerator", "denominator",
)  # fmt: skip


def sql_type(column: str) -> str:
    """The SQL type of a catalogue column."""
    return "DOUBLE" if column in REALS else "INTEGER" if column == "position" else "VARCHAR"


COLUMNS = {
    "places": ("position", "id", *NAMES, "level", "part_of", "gb2260"),
    "topics": ("position", "id", *NAMES),
    "frameworks": ("position", "framework", "id", *NAMES),
    "units": ("id", *NAMES, "dimension", "factor"),
    "sources": (
        "id",
        "title_zh",
        "title_en",
        "issuer_zh",
        "issuer_en",
        "kind",
        "published",
        *PERIOD,
        "file",
        "sha256",
    ),
    "indicators": INDICATOR,
    "related": ("indicator", "other"),
    "checks": ("position", "id", *NAMES, "kind", "claim"),
    "check_parts": ("check_id", "position", "figure"),
    "measures": ("position", "id", *NAMES, "topic", "indicators"),
    "measures_done": ("measure", "place", "year", "status", "source", "locator", "what_zh", "what_en"),
    "problems": ("position", "id", *NAMES, "topic"),
    "problems_named": ("problem", "place", "source", "locator"),
    "funnels": ("position", "id", *NAMES, "kind", "done_means_zh", "done_means_en"),
    "funnel_stages": ("funnel", "stage", "indicator"),
    "changes": ("position", "id", "date", "reason_zh", "reason_en"),
    "changed_figures": ("change", "figure"),
}


def catalogue_tables(catalogue: Catalogue) -> dict[str, Table]:
    """Table name → its columns and rows."""
    rows = {
        "places": _rows(catalogue.places, _place),
        "topics": _rows(catalogue.topics, lambda n, id_, topic: (n, id_, *_both(topic.name))),
        "frameworks": list(_frameworks(catalogue)),
        "units": _rows(
            catalogue.units, lambda _, id_, u: (id_, *_both(u.name), u.dimension, float(u.factor))
        ),
        "sources": _rows(catalogue.sources, _source),
        "indicators": list(_indicators(catalogue)),
        "related": [(id_, other) for id_, i in catalogue.indicators.items() for other in i.related],
        "checks": _rows(catalogue.checks, _check),
        "check_parts": list(_check_parts(catalogue)),
        "measures": _rows(catalogue.measures, _measure),
        "measures_done": list(_done(catalogue)),
        "problems": _rows(catalogue.problems, lambda n, id_, p: (n, id_, *_both(p.name), p.topic)),
        "problems_named": [
            (id_, named.place, named.source, named.locator)
            for id_, problem in catalogue.problems.items()
            for named in problem.named_by
        ],
        "funnels": _rows(catalogue.funnels, _funnel),
        "funnel_stages": [
            (id_, path[0], indicator)
            for id_, funnel in catalogue.funnels.items()
            for path, indicator in funnel.stages()
        ],
        "changes": _rows(catalogue.changelog, lambda n, id_, c: (n, id_, c.date, *_both(c.reason))),
        "changed_figures": [
            (id_, figure) for id_, change in catalogue.changelog.items() for figure in change.figures
        ],
    }
    return {name: (columns, rows[name]) for name, columns in COLUMNS.items()}


def _rows(entries: dict[str, Any], row: Any) -> list[tuple[Any, ...]]:
    return [row(position, id_, entry) for position, (id_, entry) in enumerate(entries.items(), 1)]


def _place(position: int, id_: str, place: Any) -> tuple[Any, ...]:
    return position, id_, *_both(place.name), place.level, place.part_of, place.gb2260


def _source(_: int, id_: str, s: Any) -> tuple[Any, ...]:
    period = (s.period_start, s.period_end)
    return id_, *_both(s.title), *_both(s.issuer), s.kind, s.published, *period, s.file, s.sha256


def _check(position: int, id_: str, check: Any) -> tuple[Any, ...]:
    return position, id_, *_both(check.name), check.kind, check.claim


def _check_parts(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    for id_, check in catalogue.checks.items():
        for position, figure in enumerate(check.from_, 1):
            yield id_, position, figure


def _measure(position: int, id_: str, measure: Any) -> tuple[Any, ...]:
    return position, id_, *_both(measure.name), measure.topic, "|".join(measure.indicators)


def _done(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for id_, measure in catalogue.measures.items():
        for done in measure.done_by:
            yield id_, done.place, done.year, done.status, done.source, done.locator, *_both(done.what)


def _funnel(position: int, id_: str, funnel: Any) -> tuple[Any, ...]:
    return position, id_, *_both(funnel.name), funnel.kind, *_both(funnel.done_means)


def _frameworks(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    for framework in ("national", "b_ready"):
        entries = getattr(catalogue.frameworks, framework)
        for position, (id_, name) in enumerate(entries.items(), 1):
            yield position, framework, id_, *_both(name)


def _indicators(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    topics, topic_of = list(catalogue.topics), catalogue.indicator_topic
    in_order = sorted(catalogue.indicators.items(), key=lambda entry: topics.index(topic_of[entry[0]]))
    for position, (id_, indicator) in enumerate(in_order, 1):
        yield position, id_, topic_of[id_], *_indicator(indicator)


def _indicator(i: Indicator) -> Iterable[Any]:
    goalposts, derived = i.goalposts, i.derived
    best, worst = (float(goalposts.best), float(goalposts.worst)) if goalposts else (None, None)
    return (
        *_both(i.name), *_both(i.definition), i.unit, i.direction, *_both(i.department),
        *i.natural_range,
        i.national_indicator, *_both(i.national_indicator_reason), i.b_ready, *_both(i.b_ready_reason),
        i.subject or "",
        *_both(i.caveats), best, worst, *_both(goalposts.source if goalposts else None),
        derived.numerator if derived else "", derived.denominator if derived else "",
    )  # fmt: skip


def _both(words: Words | None) -> tuple[str, str]:
    return (words.zh, words.en) if words else ("", "")
