"""Parameters: what may be asked of an address. One description checks a request, and stands in openapi.json."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from api.problems import SHOWN, Fault
from findings import answers, comparisons, kept
from findings.kept import Codes
from loaders import contract, versions
from loaders.settings import STRICTNESS
from words import LANGUAGES

PAGE, MOST = 1000, 10_000  # rows of one page of JSON, and at most
FARTHEST = 2**31 - 1
ENUMERATED = 1000  # codes that openapi.json lists at most
Options = Callable[[str], Collection[str]]  # snapshot id → the codes there are


@dataclass(frozen=True)
class Chosen:
    """One code of a kind, or several joined by commas or by repeating the parameter; none means the default."""

    name: str
    kind: str
    options: Options
    several: bool = False
    pattern: str = contract.ID

    def read(self, values: list[str], snapshot_id: str) -> tuple[Codes, list[Fault]]:
        """The codes asked for, in their own order, and what is wrong with them."""
        codes = [code for value in values for code in value.split(",") if code]
        options = self.options(snapshot_id) if codes else ()
        allowed, chosen = list(options), set(codes)
        strange = [code for code in dict.fromkeys(codes) if code not in options]
        if strange:
            return (), [Fault(self.name, code, "unknown_value", allowed) for code in strange]
        if len(chosen) > 1 and not self.several:
            return (), [Fault(self.name, ",".join(codes), "one_only", allowed)]
        return tuple(code for code in options if code in chosen), []

    def read_one(self, value: str, snapshot_id: str) -> list[Fault]:
        """What is wrong with a code that stands in the path."""
        options = self.options(snapshot_id)
        return [] if value in options else [Fault(self.name, value, "unknown_value", list(options))]

    def schema(self) -> dict[str, object]:
        """What is allowed, as JSON Schema."""
        code = {"$ref": f"#/components/schemas/{self.kind}"}
        return {"type": "array", "items": code} if self.several else code

    def codes(self, snapshot_id: str) -> dict[str, object]:
        """The codes of its kind, as JSON Schema; their form where they are too many to list."""
        options = list(self.options(snapshot_id)) if snapshot_id else []
        is_listed = 0 < len(options) <= ENUMERATED
        return {"type": "string", **({"enum": options} if is_listed else {"pattern": self.pattern})}


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    name: str
    least: int
    most: int

    def read(self, values: list[str], _: str) -> tuple[Codes, list[Fault]]:
        """The number asked for as its digits, and what is wrong with it."""
        asked = [value for value in values if value]
        is_number = len(asked) == 1 and re.fullmatch("[0-9]{1,10}", asked[0])
        if not asked or (is_number and self.least <= int(asked[0]) <= self.most):
            return tuple(asked), []
        return (), [Fault(self.name, ",".join(asked), "not_a_number", [f"{self.least}–{self.most}"])]

    def schema(self) -> dict[str, object]:
        """What is allowed, as JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


Parameter = Chosen | Whole


def read(
    parameters: Iterable[Parameter], query: QueryParams, snapshot_id: str
) -> tuple[Mapping[str, Codes], list[Fault]]:
    """Every parameter with the codes asked for, and all that is wrong with the query."""
    known = {parameter.name: parameter for parameter in parameters}
    asked, faults = {}, []
    for name in dict.fromkeys(query):
        if name not in known:
            faults.append(Fault(name[:SHOWN], ",".join(query.getlist(name)), "unknown_name", list(known)))
    for name, parameter in known.items():
        asked[name], found = parameter.read(query.getlist(name), snapshot_id)
        faults += found
    return asked, faults


def snapshots(_: str = "") -> list[str]:
    """The snapshots that the build folder still holds, the newest first."""
    return list(versions.kept(kept.settings().build_folder))


LANG = Chosen("lang", "Language", lambda _: LANGUAGES)
SNAPSHOT = Chosen("snapshot", "Snapshot", snapshots, pattern=f"^{versions.ID.pattern}$")
LIMIT, OFFSET = Whole("limit", 1, MOST), Whole("offset", 0, FARTHEST)
ANY_PLACE = Chosen("place", "Place", lambda id_: kept.labels(id_, "places", "zh"), several=True)
ANY_INDICATOR = Chosen(
    "indicator", "Indicator", lambda id_: kept.labels(id_, "indicators", "zh"), several=True
)
ONE_INDICATOR = replace(ANY_INDICATOR, several=False)
# The parameters of the Compare page, with the codes that it takes.
PLACES = Chosen("place", "PlaceWithFigures", lambda id_: kept.reporting_places(id_, "zh"), several=True)
TOPICS = Chosen("topic", "Topic", lambda id_: kept.labels(id_, "topics", "zh"), several=True)
INDICATORS = Chosen(
    "indicator", "IndicatorWithFigures", lambda id_: answers.indicator_choices(id_, "zh")[0], several=True
)
REPORTED = Chosen("reported", "Reported", lambda _: (comparisons.SEVERAL, comparisons.ANY))
RULE = Chosen("rule", "Strictness", lambda _: STRICTNESS)
BENCHMARK = Chosen("benchmark", "Benchmark", lambda id_: (*PLACES.options(id_), *comparisons.WITHOUT_PLACE))
