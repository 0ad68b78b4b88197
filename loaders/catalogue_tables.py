"""Catalogue tables: the entries of a dataset's YAML files as rows of the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from loaders.catalogue import Catalogue
from loaders.contract import Indicator, Words

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]
NAMES = ("name_zh", "name_en")
PERIOD = ("period_start", "period_end")
REALS = {"factor", "minimum", "maximum", "best", "worst", "per"}
INDICATOR = (
    "position", "id", "topic", "matter", *NAMES, "definition_zh", "definition_en", "unit", "direction", "department_zh",
    "department_en", "minimum", "maximum",
    "national_indicator", "national_reason_zh", "national_reason_en", "b_ready", "b_ready_reason_zh",
    "b_ready_reason_en", "subject", "caveats_zh", "caveats_en", "best", "worst", "goalposts_source_zh", "goalposts_source_en",
    "form", "numerator", "denominator", "per", "yearly", "done_means_zh", "done_means_en",
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
        "read",
        "published",
        *PERIOD,
        "file",
        "sha256",
    ),
    "indicators": INDICATOR,
    "matters": ("position", "id", *NAMES, "topic", "kind", "synonyms_zh", "synonyms_en"),
    "declared": ("indicator", "other", "grade", "one_measure", "reason_zh", "reason_en"),
    "derived_parts": ("derived", "side", "part"),
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
        "matters": list(_matters(catalogue)),
        "declared": list(_declared(catalogue)),
        "derived_parts": list(_derived_parts(catalogue)),
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
    return id_, *_both(s.title), *_both(s.issuer), s.kind, s.read, s.published, *period, s.file, s.sha256


def matter_of(catalogue: Catalogue) -> dict[str, str]:
    """Indicator → its matter; one that no matter names is a matter of its own, under its own id."""
    named = {indicator: id_ for id_, matter in catalogue.matters.items() for indicator in matter.indicators}
    return {id_: named.get(id_, id_) for id_ in catalogue.indicators}


def _matters(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    position = 0
    for position, (id_, m) in enumerate(catalogue.matters.items(), 1):
        synonyms = ("|".join(m.synonyms.zh), "|".join(m.synonyms.en))
        yield position, id_, *_both(m.name), m.topic, m.kind, *synonyms
    alone = [id_ for id_, matter in matter_of(catalogue).items() if id_ == matter not in catalogue.matters]
    for n, id_ in enumerate(alone, position + 1):
        name = catalogue.indicators[id_].name
        yield n, id_, *_both(name), catalogue.indicator_topic[id_], "environment", "", ""


def _declared(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Every declared comparison from either side; `one_measure` says whether their units differ in name only."""
    units = {id_: catalogue.units.get(one.unit) for id_, one in catalogue.indicators.items()}
    measures = {id_: unit and (unit.dimension, float(unit.factor)) for id_, unit in units.items()}
    for matter in catalogue.matters.values():
        for said in matter.comparisons:
            is_one = "true" if len({measures.get(id_) for id_ in said.between}) == 1 else "false"
            for indicator, other in (said.between, said.between[::-1]):
                yield indicator, other, said.grade, is_one, *_both(said.reason)


def derived_from(catalogue: Catalogue, indicator: Indicator) -> dict[str, list[str]]:
    """The indicators that are summed on either side of a derived one; of a funnel what is done, and the total."""
    derived = indicator.derived
    if derived is None:
        return {}
    if derived.funnel not in catalogue.funnels:
        return {"numerator": derived.numerator, "denominator": derived.denominator}
    funnel = catalogue.funnels[derived.funnel]
    done = [funnel.done] if funnel.done else [funnel.fully, funnel.partly]
    return {"numerator": done, "denominator": [funnel.total] if funnel.total else [*done, *funnel.pending]}


def _derived_parts(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for id_, indicator in catalogue.indicators.items():
        for side, parts in derived_from(catalogue, indicator).items():
            for part in parts:
                yield id_, side, part


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
    topics, topic_of, matters = list(catalogue.topics), catalogue.indicator_topic, matter_of(catalogue)
    in_order = sorted(catalogue.indicators.items(), key=lambda entry: topics.index(topic_of[entry[0]]))
    for position, (id_, indicator) in enumerate(in_order, 1):
        yield (
            position,
            id_,
            topic_of[id_],
            matters[id_],
            *_indicator(indicator, *_computed(catalogue, indicator)),
        )


def _computed(catalogue: Catalogue, indicator: Indicator) -> tuple[str, tuple[Any, ...]]:
    """The form of an indicator's figures, and how they are computed where they are."""
    derived, parts = indicator.derived, derived_from(catalogue, indicator)
    if derived is None:
        return indicator.form, ("", "", 1.0, "false", "", "")
    funnel = catalogue.funnels.get(derived.funnel)
    sides = ("|".join(parts["numerator"]), "|".join(parts["denominator"]))
    done_means = _both(funnel.done_means if funnel else None)
    form = "completion" if derived.funnel else "per_unit"
    return form, (*sides, float(derived.per), derived.yearly, *done_means)


def _indicator(i: Indicator, form: str, computed: tuple[Any, ...]) -> Iterable[Any]:
    goalposts = i.goalposts
    best, worst = (float(goalposts.best), float(goalposts.worst)) if goalposts else (None, None)
    return (
        *_both(i.name), *_both(i.definition), i.unit, i.direction, *_both(i.department),
        *i.natural_range,
        i.national_indicator, *_both(i.national_indicator_reason), i.b_ready, *_both(i.b_ready_reason),
        i.subject or "",
        *_both(i.caveats), best, worst, *_both(goalposts.source if goalposts else None),
        form, *computed,
    )  # fmt: skip


def _both(words: Words | None) -> tuple[str, str]:
    return (words.zh, words.en) if words else ("", "")
