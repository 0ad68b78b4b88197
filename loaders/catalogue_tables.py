"""Catalogue tables: the entries of a dataset's YAML files as rows of the snapshot.

A row consists of an entry's cells: words by language (`name_zh`), lists joined by `|`, '' where there is nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from loaders.catalogue import Catalogue
from loaders.contract import Indicator

EntryCells = dict[str, Any]
NAME_COLUMNS = ("name_zh", "name_en")
PERIOD_COLUMNS = ("period_start", "period_end")
REALS = {"factor", "minimum", "maximum", "best", "worst", "per"}
INDICATOR_COLUMNS = (
    "position", "id", "topic", "matter", *NAME_COLUMNS, "definition_zh", "definition_en", "unit", "direction", "department_zh",
    "department_en", "minimum", "maximum",
    "national_indicator", "national_reason_zh", "national_reason_en", "b_ready", "b_ready_reason_zh",
    "b_ready_reason_en", "subject", "caveats_zh", "caveats_en", "best", "worst", "goalposts_source_zh", "goalposts_source_en",
    "form", "numerator", "denominator", "per", "yearly", "done_means_zh", "done_means_en",
)  # fmt: skip
CATALOGUE_COLUMNS = {
    "places": ("position", "id", *NAME_COLUMNS, "level", "part_of", "gb2260"),
    "topics": ("position", "id", *NAME_COLUMNS),
    "frameworks": ("position", "framework", "id", *NAME_COLUMNS),
    "units": ("id", *NAME_COLUMNS, "dimension", "factor", "printed"),
    "sources": (
        "id", "title_zh", "title_en", "issuer_zh", "issuer_en", "kind", "read", "published", *PERIOD_COLUMNS, "file", "sha256",
    ),
    "indicators": INDICATOR_COLUMNS,
    "matters": ("position", "id", *NAME_COLUMNS, "topic", "kind", "synonyms_zh", "synonyms_en"),
    "declared": ("indicator", "other", "grade", "one_measure", "reason_zh", "reason_en"),
    "derived_parts": ("derived", "side", "part"),
    "checks": ("position", "id", *NAME_COLUMNS, "kind", "claim"),
    "check_parts": ("check_id", "position", "figure"),
    "measures": ("position", "id", *NAME_COLUMNS, "topic", "indicators"),
    "measures_done": ("measure", "place", "year", "status", "source", "locator", "what_zh", "what_en"),
    "problems": ("position", "id", *NAME_COLUMNS, "topic"),
    "problems_named": ("problem", "place", "source", "locator"),
    "funnels": ("position", "id", *NAME_COLUMNS, "kind", "done_means_zh", "done_means_en"),
    "funnel_stages": ("funnel", "stage", "indicator"),
    "changes": ("position", "id", "date", "reason_zh", "reason_en"),
    "changed_figures": ("change", "figure"),
}  # fmt: skip


def sql_type(column: str) -> str:
    """The SQL type of a catalogue column."""
    return "DOUBLE" if column in REALS else "INTEGER" if column == "position" else "VARCHAR"


def catalogue_tables(catalogue: Catalogue) -> dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
    """Table name → its columns and rows."""
    kinds = ("places", "topics", "units", "sources", "checks", "measures", "problems", "funnels")
    rows: dict[str, Iterable[EntryCells]] = {
        **{kind: _entry_rows(getattr(catalogue, kind)) for kind in kinds},
        "frameworks": _framework_rows(catalogue),
        "indicators": _indicator_rows(catalogue),
        "matters": _matter_rows(catalogue),
        "changes": _entry_rows(catalogue.changelog),
        **_part_rows(catalogue),
    }
    return {
        name: (columns, [tuple(_column_value(row, column) for column in columns) for row in rows[name]])
        for name, columns in CATALOGUE_COLUMNS.items()
    }


def matter_of(catalogue: Catalogue) -> dict[str, str]:
    """Indicator → its matter; one that no matter lists is a matter of its own, under its own id."""
    named = {indicator: id_ for id_, matter in catalogue.matters.items() for indicator in matter.indicators}
    return {id_: named.get(id_, id_) for id_ in catalogue.indicators}


def derived_from(catalogue: Catalogue, indicator: Indicator) -> dict[str, list[str]]:
    """The indicators summed on either side of a derived one; for a funnel, what is done and the total."""
    derived = indicator.derived
    if derived is None:
        return {}
    if derived.funnel not in catalogue.funnels:
        return {"numerator": derived.numerator, "denominator": derived.denominator}
    funnel = catalogue.funnels[derived.funnel]
    done = [funnel.done] if funnel.done else [funnel.fully, funnel.partly]
    return {"numerator": done, "denominator": [funnel.total] if funnel.total else [*done, *funnel.pending]}


def _entry_cells(entry: BaseModel, prefix: str = "") -> EntryCells:
    """Column → value of an entry; names inside nested entries are joined by `_`."""
    cells: EntryCells = {}
    for name, value in entry:
        if isinstance(value, BaseModel):
            cells |= _entry_cells(value, f"{prefix}{name}_")
        else:
            cells[prefix + name] = "|".join(map(str, value)) if isinstance(value, list) else value
    return cells


def _column_value(row: EntryCells, column: str) -> Any:
    value = row.get(column, None if column in REALS else "")
    return float(value) if column in REALS and value is not None else value


def _part_rows(catalogue: Catalogue) -> dict[str, Iterable[EntryCells]]:
    """The tables of the parts and lists inside entries."""
    return {
        "declared": _declared_rows(catalogue),
        "derived_parts": (
            {"derived": id_, "side": side, "part": part}
            for id_, indicator in catalogue.indicators.items()
            for side, parts in derived_from(catalogue, indicator).items()
            for part in parts
        ),
        "check_parts": (
            {"check_id": id_, "position": n, "figure": figure}
            for id_, check in catalogue.checks.items()
            for n, figure in enumerate(check.from_, 1)
        ),
        "measures_done": (
            {"measure": id_} | _entry_cells(done)
            for id_, measure in catalogue.measures.items()
            for done in measure.done_by
        ),
        "problems_named": (
            {"problem": id_} | _entry_cells(named)
            for id_, problem in catalogue.problems.items()
            for named in problem.named_by
        ),
        "funnel_stages": (
            {"funnel": id_, "stage": path[0], "indicator": indicator}
            for id_, funnel in catalogue.funnels.items()
            for path, indicator in funnel.stages()
        ),
        "changed_figures": (
            {"change": id_, "figure": figure}
            for id_, change in catalogue.changelog.items()
            for figure in change.figures
        ),
    }


def _entry_rows(entries: Mapping[str, BaseModel]) -> Iterator[EntryCells]:
    for position, (id_, entry) in enumerate(entries.items(), 1):
        yield {"position": position, "id": id_} | _entry_cells(entry)


def _framework_rows(catalogue: Catalogue) -> Iterator[EntryCells]:
    for framework, entries in catalogue.frameworks or ():
        for position, (id_, name) in enumerate(entries.items(), 1):
            yield {"position": position, "framework": framework, "id": id_} | _entry_cells(name, "name_")


def _matter_rows(catalogue: Catalogue) -> Iterator[EntryCells]:
    yield from _entry_rows(catalogue.matters)
    alone = [id_ for id_, matter in matter_of(catalogue).items() if id_ == matter not in catalogue.matters]
    for position, id_ in enumerate(alone, len(catalogue.matters) + 1):
        row = {
            "position": position,
            "id": id_,
            "topic": catalogue.indicator_topic[id_],
            "kind": "environment",
        }
        yield row | _entry_cells(catalogue.indicators[id_].name, "name_")


def _declared_rows(catalogue: Catalogue) -> Iterator[EntryCells]:
    """Every declared comparison, once from either side; `one_measure` says whether their units differ in name only."""
    units = {id_: catalogue.units.get(one.unit) for id_, one in catalogue.indicators.items()}
    measures = {id_: unit and (unit.dimension, float(unit.factor)) for id_, unit in units.items()}
    for matter in catalogue.matters.values():
        for comparison in matter.comparisons:
            one, other = comparison.between
            is_one = "true" if measures.get(one) == measures.get(other) else "false"
            cells = {"grade": comparison.grade, "one_measure": is_one}
            cells |= _entry_cells(comparison.reason, "reason_")
            yield {"indicator": one, "other": other} | cells
            yield {"indicator": other, "other": one} | cells


def _indicator_rows(catalogue: Catalogue) -> Iterator[EntryCells]:
    topics, topic_of, matters = list(catalogue.topics), catalogue.indicator_topic, matter_of(catalogue)
    in_order = sorted(catalogue.indicators.items(), key=lambda entry: topics.index(topic_of[entry[0]]))
    for position, (id_, indicator) in enumerate(in_order, 1):
        cells = _entry_cells(indicator)
        minimum, maximum = indicator.natural_range
        yield (
            {"position": position, "id": id_, "topic": topic_of[id_], "matter": matters[id_]}
            | cells
            | {"minimum": minimum, "maximum": maximum, "subject": indicator.subject or ""}
            | {"best": cells.get("goalposts_best"), "worst": cells.get("goalposts_worst")}
            | {f"national_reason_{x}": cells.get(f"national_indicator_reason_{x}", "") for x in ("zh", "en")}
            | _computed_cells(catalogue, indicator)
        )


def _computed_cells(catalogue: Catalogue, indicator: Indicator) -> EntryCells:
    """The form of a derived indicator's figures, and how they are computed."""
    derived = indicator.derived
    if derived is None:
        return {"per": 1.0, "yearly": "false"}
    sides = {side: "|".join(parts) for side, parts in derived_from(catalogue, indicator).items()}
    funnel = catalogue.funnels.get(derived.funnel)
    done_means = _entry_cells(funnel.done_means, "done_means_") if funnel else {}
    form = "completion" if derived.funnel else "per_unit"
    return {"form": form, "per": derived.per, "yearly": derived.yearly} | sides | done_means
