"""References: every id that one YAML entry names must exist, and the relations between entries must hold.

The contract says which kind of entry a field's ids refer to (`Ref`).
"""

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel

from loaders.catalogue import Catalogue
from loaders.contract import RESERVED, SHARE, Check, Indicator, Ref, Unit
from loaders.problems import Problem, closest
from loaders.yaml_tree import KeyPath

UnitOf = Mapping[str, str | None]
FIGURES_NEEDED = {
    **dict.fromkeys(("difference", "share", "growth", "growth_from_increase", "ratio"), 2),
    **dict.fromkeys(("equal", "increase", "reduction", "duration", "part_of"), 1),
}
ADDED_UP = ("sum", "equal", "difference", "increase", "part_of")  # all in one dimension, the claim included
IN_PER_CENT = ("share", "growth", "growth_from_increase")  # of figures in one dimension


def reference_problems(catalogue: Catalogue, observations: UnitOf | None) -> Iterator[Problem]:
    """Every reference of the catalogue that does not resolve, and every relation that does not hold.

    `observations` maps the ids of observations that are named, or are like one that is, to their units; None if the
    rows were not read.
    """
    known: dict[str, Collection[str] | None] = {"observations": observations}
    for file, id_, entry in catalogue.entries():
        listed: dict[tuple[KeyPath, str], KeyPath] = {}
        for path, kind, name in entry_references(entry, (id_,)):
            if kind not in known:
                known[kind] = catalogue.ids(kind)
            ids = known[kind]
            field = next(str(part) for part in reversed(path) if isinstance(part, str))
            if ids is not None and name not in ids:
                yield _problem_at(catalogue, file, path, "R01", field, name, closest(name, ids))
            elif isinstance(path[-1], int) and listed.setdefault((path[:-1], name), path) != path:
                first = ":".join(map(str, catalogue.trees[file].at(listed[path[:-1], name])))
                yield _problem_at(catalogue, file, path, "R02", field, name, f"{file}:{first}")
    for relations in (_names_taken, _place_circles, _source_periods, _indicator_relations, _matter_relations):
        yield from relations(catalogue)
    yield from _check_relations(catalogue, observations or {})
    yield from _funnel_relations(catalogue)


def entry_references(entry: BaseModel, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str, str]]:
    """Key path, kind and id of everything an entry refers to."""
    for name, field in type(entry).model_fields.items():
        value, here = getattr(entry, name), (*path, field.alias or name)
        ref = next((one for one in field.metadata if isinstance(one, Ref)), None)
        is_list = isinstance(value, list)
        for at, part in [((*here, i), part) for i, part in enumerate(value)] if is_list else [(here, value)]:
            if isinstance(part, BaseModel):
                yield from entry_references(part, at)
            elif ref and part != ref.unless:
                yield at, ref.kind, part


def weight_problems(catalogue: Catalogue, weights: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Topics and indicators that config.yaml gives a weight but the catalogue does not hold."""
    for table, ids in weights.items():
        known = catalogue.ids(table)
        for id_ in ids:
            if known is not None and id_ not in known:
                yield Problem("config.yaml", 0, 0, "R01", f"composites.{table}", id_, closest(id_, known))


def _problem_at(catalogue: Catalogue, file: str, path: KeyPath, code: str, *words: str) -> Problem:
    return Problem(file, *catalogue.trees[file].at(path), code, *words)


def _problem_at_key(catalogue: Catalogue, file: str, id_: str, code: str, *words: str) -> Problem:
    return Problem(file, *catalogue.trees[file].at_key((id_,)), code, *words)


def _names_taken(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids that mean something else to the program, and names two entries share, so that no reader could tell them apart."""
    for kind, reserved in RESERVED.items():
        for id_ in reserved & set(getattr(catalogue, kind)):
            yield _problem_at_key(catalogue, f"{kind}.yaml", id_, "R08", "", id_)
    first: dict[tuple[str, str, str], str] = {}
    for file, id_, entry in catalogue.entries():
        for language, name in dict(entry)["name"]:
            other = first.setdefault((file.split("/")[0], language, name.casefold()), id_)
            if other != id_:
                yield _problem_at(catalogue, file, (id_, "name", language), "R09", language, name, other)


def _place_circles(catalogue: Catalogue) -> Iterator[Problem]:
    for id_, place in catalogue.places.items():
        seen, above = {id_}, place.part_of
        while above in catalogue.places and above not in seen:
            seen.add(above)
            above = catalogue.places[above].part_of
        if above == id_:
            yield _problem_at(catalogue, "places.yaml", (id_, "part_of"), "R05", "part_of", id_)


def _source_periods(catalogue: Catalogue) -> Iterator[Problem]:
    for id_, source in catalogue.sources.items():
        if source.period_end < source.period_start:
            words = ("period_end", source.period_end, source.period_start)
            yield _problem_at(catalogue, "sources.yaml", (id_, "period_end"), "D02", *words)


def _indicator_relations(catalogue: Catalogue) -> Iterator[Problem]:
    for id_, indicator in catalogue.indicators.items():
        file = f"indicators/{catalogue.indicator_topic[id_]}.yaml"
        for framework in ("national_indicator", "b_ready"):
            reason = f"{framework}_reason"
            if getattr(indicator, framework) == "none" and getattr(indicator, reason) is None:
                yield _problem_at_key(catalogue, file, id_, "Y04", framework, "", reason)
        yield from _range_relations(catalogue, file, id_, indicator)
        if derived := indicator.derived:
            for side in ("numerator", "denominator"):
                path, parts = (id_, "derived", side), getattr(derived, side)
                if bool(parts) == bool(derived.funnel):
                    yield _problem_at(catalogue, file, path[:2], "Y04", "derived", "", f"{side} / funnel")
                yield from _computed(catalogue, file, path, parts)


def _range_relations(catalogue: Catalogue, file: str, id_: str, indicator: Indicator) -> Iterator[Problem]:
    least, most = indicator.natural_range
    if least >= most:
        wanted = f"> minimum {indicator.minimum}"
        yield _problem_at(catalogue, file, (id_, "maximum"), "N09", "maximum", indicator.maximum, wanted)
    if goalposts := indicator.goalposts:
        best, worst = float(goalposts.best), float(goalposts.worst)
        agrees, wanted = {
            "lower_is_better": (best < worst, f"< worst {goalposts.worst}"),
            "higher_is_better": (best > worst, f"> worst {goalposts.worst}"),
            "no_judgement": (False, "direction: lower_is_better, higher_is_better"),
        }[indicator.direction]
        if not agrees:
            path = (id_, "goalposts", "best")
            yield _problem_at(catalogue, file, path, "N08", "best", goalposts.best, wanted)
        for end in ("best", "worst"):
            if not least <= float(text := getattr(goalposts, end)) <= most:
                path, wanted = (id_, "goalposts", end), f"{least:g} … {most:g}"
                yield _problem_at(catalogue, file, path, "N05", end, text, wanted)


def _computed(catalogue: Catalogue, file: str, path: KeyPath, names: list[str]) -> Iterator[Problem]:
    """Derived indicators among some: nothing can be computed from them, as nothing is entered for them."""
    for i, name in enumerate(names):
        if name in catalogue.indicators and catalogue.indicators[name].derived:
            yield _problem_at(catalogue, file, (*path, i), "R07", str(path[-1]), name)


def _matter_relations(catalogue: Catalogue) -> Iterator[Problem]:
    file = "matters.yaml"
    first: dict[str, str] = {}
    for id_, matter in catalogue.matters.items():
        for i, name in enumerate(matter.indicators):
            if first.setdefault(name, id_) != id_:
                path = (id_, "indicators", i)
                yield _problem_at(catalogue, file, path, "R02", "indicators", name, first[name])
        pairs: dict[frozenset[str], tuple[int, int]] = {}
        for i, comparison in enumerate(matter.comparisons):
            between = comparison.between
            places = [catalogue.trees[file].at((id_, "comparisons", i, "between", j)) for j in (0, 1)]
            for at, name in zip(places, between, strict=True):
                if name not in matter.indicators:
                    yield Problem(file, *at, "R04", "between", name, id_)
            # One grade for each pair: a second one, or an indicator paired with itself, would be shown twice.
            line, column = pairs.setdefault(frozenset(between), places[0])
            if (line, column) != places[0] or len(set(between)) == 1:
                yield Problem(file, *places[1], "R02", "between", between[1], f"{file}:{line}:{column}")


def _check_relations(catalogue: Catalogue, units: UnitOf) -> Iterator[Problem]:
    file = "checks.yaml"
    for id_, check in catalogue.checks.items():
        wanted = FIGURES_NEEDED.get(check.kind)
        if wanted and len(check.from_) != wanted:
            yield _problem_at(catalogue, file, (id_, "from"), "C01", "from", check.kind, f"{wanted} (from)")
        if check.claim in check.from_ and check.kind != "duration":  # a figure may claim its own period
            path = (id_, "from", check.from_.index(check.claim))
            at = ":".join(map(str, catalogue.trees[file].at((id_, "claim"))))
            yield _problem_at(catalogue, file, path, "R02", "from", check.claim, f"{file}:{at}")
        claimed, *parts = (catalogue.units.get(units.get(one) or "") for one in (check.claim, *check.from_))
        known = {i: unit for i, unit in enumerate(parts) if unit}
        yield from _two_dimensions(catalogue, id_, check, claimed, known)


def _two_dimensions(
    catalogue: Catalogue, id_: str, check: Check, claimed: Unit | None, parts: dict[int, Unit]
) -> Iterator[Problem]:
    """Figures of a check that cannot be added to, taken from or compared with the others; `parts` are their units."""
    if check.kind in IN_PER_CENT and claimed and claimed.dimension != SHARE:
        yield _problem_at(catalogue, "checks.yaml", (id_, "claim"), "U03", "claim", check.claim, SHARE)
    if check.kind not in (*ADDED_UP, *IN_PER_CENT):
        return
    wanted = claimed if check.kind in ADDED_UP else None
    for i, unit in parts.items():
        wanted = wanted or unit
        if unit.dimension != wanted.dimension and "false" in (unit.counted, wanted.counted):
            words = ("from", check.from_[i], wanted.dimension)
            yield _problem_at(catalogue, "checks.yaml", (id_, "from", i), "U03", *words)


def _funnel_relations(catalogue: Catalogue) -> Iterator[Problem]:
    file, indicators = "funnels.yaml", catalogue.indicators
    for id_, funnel in catalogue.funnels.items():
        stages = [(path, name) for path, name in funnel.stages() if name in indicators]
        for path, name in stages:
            yield from _computed(catalogue, file, (id_, path[0]), [name])
            unit = indicators[stages[0][1]].unit
            if indicators[name].unit != unit:
                yield _problem_at(catalogue, file, (id_, *path), "U02", str(path[0]), name, unit)
        for stage, is_there, wanted in (
            ("total", funnel.total or funnel.pending, "total / pending"),
            ("done", funnel.done or (funnel.fully and funnel.partly), "done / fully + partly"),
        ):
            if not is_there:
                yield _problem_at_key(catalogue, file, id_, "Y04", stage, "", wanted)
