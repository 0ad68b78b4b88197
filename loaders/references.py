"""References: every id that one YAML entry names must exist, and the relations between entries must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from loaders.catalogue import Catalogue
from loaders.problems import Problem, closest

FIGURES_NEEDED = {
    **dict.fromkeys(("difference", "share", "growth", "growth_from_increase", "ratio"), 2),
    **dict.fromkeys(("equal", "increase", "reduction", "duration", "part_of"), 1),
}


def reference_problems(catalogue: Catalogue) -> list[Problem]:
    """Every reference of the catalogue that does not resolve."""
    return [
        *_places(catalogue),
        *_sources(catalogue),
        *_indicators(catalogue),
        *_matters(catalogue),
        *_checks(catalogue),
        *_measures(catalogue),
        *_problems(catalogue),
        *_funnels(catalogue),
    ]


def weight_problems(catalogue: Catalogue, weights: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Topics and indicators that config.yaml gives a weight and the catalogue does not hold."""
    for table, named in weights.items():
        known = catalogue.ids(table)
        if known is None:
            continue
        for id_ in named:
            if id_ not in known:
                yield Problem("config.yaml", 0, 0, "R01", f"composites.{table}", id_, closest(id_, known))


def _unknown(
    catalogue: Catalogue, file: str, path: tuple, name: str, known: Collection[str] | None
) -> Iterator[Problem]:
    if known is not None and name not in known:
        tree, field = catalogue.trees[file], next(str(p) for p in reversed(path) if isinstance(p, str))
        yield Problem(file, *tree.at(path), "R01", field, name, closest(name, known))


def _places(catalogue: Catalogue) -> Iterator[Problem]:
    for id_, place in catalogue.places.items():
        if not place.part_of:
            continue
        yield from _unknown(
            catalogue, "places.yaml", (id_, "part_of"), place.part_of, catalogue.ids("places")
        )
        seen, above = {id_}, place.part_of
        while above in catalogue.places and above not in seen:
            seen.add(above)
            above = catalogue.places[above].part_of
        if above == id_:
            at = catalogue.trees["places.yaml"].at((id_, "part_of"))
            yield Problem("places.yaml", *at, "R05", "part_of", id_)


def _sources(catalogue: Catalogue) -> Iterator[Problem]:
    for id_, source in catalogue.sources.items():
        if source.period_end < source.period_start:
            at = catalogue.trees["sources.yaml"].at((id_, "period_end"))
            yield Problem("sources.yaml", *at, "D02", "period_end", source.period_end, source.period_start)


def _indicators(catalogue: Catalogue) -> Iterator[Problem]:
    national = catalogue.frameworks.national if catalogue.frameworks else None
    b_ready = catalogue.frameworks.b_ready if catalogue.frameworks else None
    for id_, indicator in catalogue.indicators.items():
        file = f"indicators/{catalogue.indicator_topic[id_]}.yaml"
        yield from _unknown(catalogue, file, (id_, "unit"), indicator.unit, catalogue.ids("units"))
        for framework, known in (("national_indicator", national), ("b_ready", b_ready)):
            name = getattr(indicator, framework)
            if name != "none":
                yield from _unknown(catalogue, file, (id_, framework), name, known)
            elif getattr(indicator, f"{framework}_reason") is None:
                at = catalogue.trees[file].at_key((id_,))
                yield Problem(file, *at, "Y04", framework, wanted=f"{framework}_reason")
        yield from _goalposts(catalogue, file, id_)
        yield from _derived(catalogue, file, id_)


def _derived(catalogue: Catalogue, file: str, id_: str) -> Iterator[Problem]:
    derived = catalogue.indicators[id_].derived
    if not derived:
        return
    if derived.funnel:
        path = (id_, "derived", "funnel")
        yield from _unknown(catalogue, file, path, derived.funnel, catalogue.ids("funnels"))
    for part in ("numerator", "denominator"):
        for i, name in enumerate(getattr(derived, part)):
            yield from _unknown(catalogue, file, (id_, "derived", part, i), name, catalogue.ids("indicators"))
        if bool(getattr(derived, part)) == bool(derived.funnel):
            at = catalogue.trees[file].at((id_, "derived"))
            yield Problem(file, *at, "Y04", "derived", wanted=f"{part} / funnel")


def _matters(catalogue: Catalogue) -> Iterator[Problem]:
    file = "matters.yaml"
    first: dict[str, str] = {}
    for id_, matter in catalogue.matters.items():
        yield from _unknown(catalogue, file, (id_, "topic"), matter.topic, catalogue.ids("topics"))
        for i, name in enumerate(matter.indicators):
            path = (id_, "indicators", i)
            yield from _unknown(catalogue, file, path, name, catalogue.ids("indicators"))
            if name in first:
                yield Problem(file, *catalogue.trees[file].at(path), "R02", "indicators", name, first[name])
            first.setdefault(name, id_)
        pairs: dict[frozenset[str], tuple[int, int]] = {}
        for i, said in enumerate(matter.comparisons):
            places = [catalogue.trees[file].at((id_, "comparisons", i, "between", j)) for j in (0, 1)]
            for at, name in zip(places, said.between, strict=True):
                if name not in matter.indicators:
                    yield Problem(file, *at, "R04", "between", name, id_)
            # One grade for each pair: a second one, or an indicator beside itself, would be shown twice.
            line, column = pairs.setdefault(frozenset(said.between), places[0])
            if (line, column) != places[0] or len(set(said.between)) == 1:
                where = f"{file}:{line}:{column}"
                yield Problem(file, *places[1], "R02", "between", said.between[1], where)


def _goalposts(catalogue: Catalogue, file: str, id_: str) -> Iterator[Problem]:
    indicator = catalogue.indicators[id_]
    if not indicator.goalposts:
        return
    best, worst = float(indicator.goalposts.best), float(indicator.goalposts.worst)
    agrees, wanted = {
        "lower_is_better": (best < worst, f"< worst {indicator.goalposts.worst}"),
        "higher_is_better": (best > worst, f"> worst {indicator.goalposts.worst}"),
        "no_judgement": (False, "direction: lower_is_better, higher_is_better"),
    }[indicator.direction]
    if not agrees:
        at = catalogue.trees[file].at((id_, "goalposts", "best"))
        yield Problem(file, *at, "N08", "best", indicator.goalposts.best, wanted)


def _checks(catalogue: Catalogue) -> Iterator[Problem]:
    for id_, check in catalogue.checks.items():
        wanted = FIGURES_NEEDED.get(check.kind)
        if wanted and len(check.from_) != wanted:
            at = catalogue.trees["checks.yaml"].at((id_, "from"))
            yield Problem("checks.yaml", *at, "C01", "from", check.kind, f"{wanted} (from)")


def check_references(catalogue: Catalogue, observation_ids: set[str] | None) -> Iterator[Problem]:
    """References of checks.yaml to observations; `observation_ids`: those named that exist, None if rows are unread."""
    for id_, check in catalogue.checks.items():
        yield from _unknown(catalogue, "checks.yaml", (id_, "claim"), check.claim, observation_ids)
        for i, name in enumerate(check.from_):
            yield from _unknown(catalogue, "checks.yaml", (id_, "from", i), name, observation_ids)


def _measures(catalogue: Catalogue) -> Iterator[Problem]:
    file = "measures.yaml"
    for id_, measure in catalogue.measures.items():
        if measure.topic:
            yield from _unknown(catalogue, file, (id_, "topic"), measure.topic, catalogue.ids("topics"))
        for i, name in enumerate(measure.indicators):
            yield from _unknown(catalogue, file, (id_, "indicators", i), name, catalogue.ids("indicators"))
        for i, done in enumerate(measure.done_by):
            yield from _unknown(
                catalogue, file, (id_, "done_by", i, "place"), done.place, catalogue.ids("places")
            )
            yield from _unknown(
                catalogue, file, (id_, "done_by", i, "source"), done.source, catalogue.ids("sources")
            )


def _problems(catalogue: Catalogue) -> Iterator[Problem]:
    file = "problems.yaml"
    for id_, problem in catalogue.problems.items():
        yield from _unknown(catalogue, file, (id_, "topic"), problem.topic, catalogue.ids("topics"))
        for i, named in enumerate(problem.named_by):
            yield from _unknown(
                catalogue, file, (id_, "named_by", i, "place"), named.place, catalogue.ids("places")
            )
            yield from _unknown(
                catalogue, file, (id_, "named_by", i, "source"), named.source, catalogue.ids("sources")
            )


def _funnels(catalogue: Catalogue) -> Iterator[Problem]:
    file, indicators = "funnels.yaml", catalogue.indicators
    for id_, funnel in catalogue.funnels.items():
        units = [indicators[name].unit for _, name in funnel.stages() if name in indicators]
        for path, name in funnel.stages():
            yield from _unknown(catalogue, file, (id_, *path), name, catalogue.ids("indicators"))
            if name in indicators and indicators[name].unit != units[0]:
                at = catalogue.trees[file].at((id_, *path))
                yield Problem(file, *at, "U02", str(path[0]), name, units[0])
        for stage, is_there, wanted in (
            ("total", funnel.total or funnel.pending, "total / pending"),
            ("done", funnel.done or (funnel.fully and funnel.partly), "done / fully + partly"),
        ):
            if not is_there:
                yield Problem(file, *catalogue.trees[file].at_key((id_,)), "Y04", stage, wanted=wanted)
