"""Requests: the one table of possible questions, which pages, command line, API and openapi.json follow.

A question has a name, parameters and rows. Its parameters are checked against a snapshot, and all faults reported at once.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial

import pandas as pd

from findings import answers, catalogue, comparisons, judging, kept, one_indicator, speed, standing
from findings.kept import Codes
from loaders import contract
from loaders.settings import STRICTNESS
from loaders.snapshot import SNAPSHOT_ID, built_snapshots
from words import LANGUAGES, in_both
from words.choices import choices_in_words

Choices = Mapping[str, Codes]  # parameter → the codes chosen; empty: the default
ROWS_AT_ONCE = 5000  # rows that are written at once
WHOLE = slice(0, None)
SHORT = 80  # characters of a wrong value that are echoed, and compared with the codes to find the nearest


@dataclass(frozen=True)
class Fault:
    """One fault in a request: the parameter, its value, why (a code), and what is allowed."""

    parameter: str
    value: str
    why: str
    allowed: Sequence[str]

    @property
    def excerpt(self) -> str:
        """The value, truncated if it is long."""
        return self.value if len(self.value) <= SHORT else self.value[:SHORT] + "…"

    @property
    def nearest(self) -> str:
        """The allowed code or parameter that may be meant; '' if there is none."""
        if not self.why.startswith("unknown"):
            return ""
        text = self.parameter if self.why == "unknown_name" else self.value
        return next(iter(get_close_matches(text[:SHORT], self.allowed, n=1)), "")


@dataclass(frozen=True)
class Parameter:
    """Codes of one kind, joined by commas or given one by one, `fewest` to `most` of them (None: any number).

    `options` and `default` depend on the snapshot; an empty default means all. `kind` names the list of options, `pattern` is
    the form of a code if there are too many to list, and `about` tells it from others of the same name.
    """

    name: str
    kind: str
    options: Callable[[str], Collection[str]]
    default: Callable[[str], Codes] = lambda _: ()
    fewest: int = 0
    most: int | None = 1
    pattern: str = contract.ID
    about: str = ""

    @property
    def meaning(self) -> str:
        """The catalogue key of its meaning."""
        return f"parameter.{self.about or self.name}"

    def check(self, values: Sequence[str], snapshot_id: str) -> tuple[Codes, list[Fault]]:
        """The codes given, in the order of the options, and their faults."""
        codes = tuple(dict.fromkeys(code for value in values for code in value.split(",") if code))
        if not codes and not self.fewest:
            return (), []
        options = self.options(snapshot_id)
        allowed = list(options)
        if not codes:
            return (), [Fault(self.name, ",".join(values), "needed", allowed)]
        if self.most and len(codes) > self.most:
            return (), [Fault(self.name, ",".join(codes), "one_only", allowed)]
        strange = [Fault(self.name, code, "unknown_value", allowed) for code in codes if code not in options]
        return (() if strange else tuple(code for code in options if code in set(codes))), strange


@dataclass(frozen=True)
class Number:
    """A whole number from `least` to `most`, given as digits."""

    name: str
    least: int
    most: int

    @property
    def meaning(self) -> str:
        """The catalogue key of its meaning."""
        return f"parameter.{self.name}"

    def check(self, values: Sequence[str], _: str) -> tuple[Codes, list[Fault]]:
        """The number given, and its faults."""
        given = [value for value in values if value]
        is_number = len(given) == 1 and re.fullmatch("[0-9]{1,10}", given[0])
        if not given or (is_number and self.least <= int(given[0]) <= self.most):
            return tuple(given), []
        return (), [Fault(self.name, ",".join(given), "not_a_number", [f"{self.least}–{self.most}"])]


def check(
    parameters: Iterable[Parameter | Number], given: Mapping[str, Sequence[str]], snapshot_id: str
) -> tuple[Choices, list[Fault]]:
    """Every parameter with the codes chosen, and all faults in what is given (parameter → values)."""
    known = {parameter.name: parameter for parameter in parameters}
    faults = [
        Fault(name[:SHORT], ",".join(values), "unknown_name", list(known))
        for name, values in given.items()
        if name not in known
    ]
    choices = {}
    for name, parameter in known.items():
        choices[name], found = parameter.check(given.get(name, ()), snapshot_id)
        faults += found
    return choices, faults


@dataclass(frozen=True)
class Listing:
    """The number of rows in all, and those wanted, one part at a time.

    `more` are columns that JSON has in addition to those of the CSV.
    """

    count: int
    parts: Iterable[pd.DataFrame]
    more: Codes = ()

    def frame(self) -> pd.DataFrame:
        """The rows wanted, as one frame."""
        parts = list(self.parts)
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


@dataclass(frozen=True)
class Question:
    """A question that can be asked: its name, its parameters and its rows.

    `rows` takes a snapshot id, the choices and the slice of rows wanted; the package returns one frame per file. `page` is
    the page that shows the same.
    """

    name: str
    parameters: tuple[Parameter, ...]
    rows: Callable[[str, Choices, slice], Listing | Mapping[str, pd.DataFrame]]
    page: str = ""

    def titles(self, snapshot_id: str, choices: Choices) -> dict[str, str]:
        """The title of the rows in each language: the question, or the indicator it is about."""
        if ONE_INDICATOR in self.parameters:
            (code,) = choices["indicator"]
            return {x: kept.labels(snapshot_id, "indicators", x)[code] for x in LANGUAGES}
        return in_both(f"question.{self.name}")

    def file_titles(self, snapshot_id: str, choices: Choices) -> dict[str, str]:
        """The titles used in file names, where the English one is a code."""
        code = "".join(choices["indicator"]) if ONE_INDICATOR in self.parameters else self.name
        return {**self.titles(snapshot_id, choices), "en": code.replace("_", "-")}

    def in_words(self, snapshot_id: str, choices: Choices) -> dict[str, list[str]]:
        """The choices in each language, with the default of every parameter that takes one code and is not given."""
        chosen = {
            one.name: ",".join(choices[one.name] or (one.default(snapshot_id) if one.most == 1 else ()))
            for one in self.parameters
        }
        return {x: choices_in_words(chosen, partial(kept.labels, snapshot_id), x) for x in LANGUAGES}


def _observation_rows(snapshot_id: str, choices: Choices, wanted: slice) -> Listing:
    snapshot = kept.snapshot(snapshot_id)
    indicators = choices["indicator"] or None
    if choices["topic"]:
        catalogue = kept.table(snapshot_id, "indicators")
        of_topics = catalogue["id"][catalogue["topic"].isin(choices["topic"])]
        indicators = tuple(id_ for id_ in of_topics if indicators is None or id_ in indicators)
    places = choices["place"] or None
    limit = None if wanted.stop is None else wanted.stop - wanted.start
    parts = snapshot.parts(indicators, places, limit, wanted.start)
    return Listing(snapshot.count(indicators, places), (part.assign(row="listed") for part in parts))


def _place_rows(snapshot_id: str, _: Choices, wanted: slice) -> Listing:
    entries = kept.table(snapshot_id, "places")
    figures = entries["id"].map(kept.snapshot(snapshot_id).places()).fillna(0).astype(int)
    names = {"id": "place"} | {f"name_{x}": f"place_{x}" for x in LANGUAGES}
    rows = entries.assign(figures=figures).rename(columns=names)
    return replace(_listing(rows, wanted), more=("level", "part_of", "gb2260"))


def _comparison_rows(snapshot_id: str, choices: Choices) -> pd.DataFrame:
    reported, benchmark, rule = ("".join(choices[name]) for name in ("reported", "benchmark", "rule"))
    several = (choices["place"], choices["topic"], choices["indicator"])
    return comparisons.of_choices(snapshot_id, *several, reported or comparisons.SEVERAL, benchmark, rule)


def _listing(rows: pd.DataFrame, wanted: slice) -> Listing:
    """Rows few enough to be held in memory, in parts."""
    held = rows.iloc[wanted]
    return Listing(len(rows), (held.iloc[n : n + ROWS_AT_ONCE] for n in range(0, len(held), ROWS_AT_ONCE)))


def _listed(rows: Callable[[str, Choices], pd.DataFrame]) -> Callable[[str, Choices, slice], Listing]:
    return lambda snapshot_id, choices, wanted: _listing(rows(snapshot_id, choices), wanted)


def _ids(table: str) -> Callable[[str], Collection[str]]:
    return lambda snapshot_id: kept.labels(snapshot_id, table, "zh")


def _reporting(snapshot_id: str) -> Collection[str]:
    return kept.reporting_places(snapshot_id, "zh")


LANG = Parameter("lang", "Language", lambda _: LANGUAGES)
# The snapshots still in the build folder, newest first.
SNAPSHOT = Parameter(
    "snapshot", "Snapshot", lambda _: (*built_snapshots(kept.settings().build_folder),),
    pattern=f"^{SNAPSHOT_ID.pattern}$",
)  # fmt: skip
ANY_PLACE = Parameter("place", "Place", _ids("places"), most=None)
ANY_INDICATOR = Parameter("indicator", "Indicator", _ids("indicators"), most=None)
ONE_INDICATOR = replace(ANY_INDICATOR, fewest=1, most=1, about="one_indicator")
TOPICS = Parameter("topic", "Topic", _ids("topics"), most=None)
# Places with figures, and indicators that any place reports: what pages offer.
PLACES = Parameter("place", "PlaceWithFigures", _reporting, kept.at_once, most=None)
INDICATORS = Parameter(
    "indicator", "IndicatorWithFigures", lambda id_: answers.indicator_choices(id_, "zh")[0], most=None
)
REPORTED = Parameter(
    "reported", "Reported", lambda _: (comparisons.SEVERAL, comparisons.ANY), lambda _: (comparisons.SEVERAL,)
)
RULE = Parameter("rule", "Strictness", lambda _: STRICTNESS, lambda _: (judging.rule_of_settings(),))
BENCHMARK = Parameter(
    "benchmark", "Benchmark", lambda id_: (*_reporting(id_), *comparisons.WITHOUT_PLACE),
    lambda id_: (answers.default_benchmark(id_),),
)  # fmt: skip
ONE_PLACE = replace(PLACES, default=lambda _: (), fewest=1, most=1, about="one_place")

# What can be downloaded whole.
FILES: dict[str, Callable[[str], pd.DataFrame]] = {
    "figures": standing.figure_rows,
    "dictionary": catalogue.dictionary_rows,
    "measures": answers.measures_by_place,
    "problems": answers.every_problem,
    "checks": answers.every_check,
}

_DICTIONARY = _listed(
    lambda id_, _: catalogue.dictionary_rows(id_).drop(columns=["row", "place", "place_zh"])
)
_INDICATOR = _listed(lambda id_, asked: one_indicator.figures_in_panels(id_, *asked["indicator"]))
_CUTS = _listed(lambda id_, asked: speed.ranked_cuts(id_, asked["place"] or (*_ids("places")(id_),)))
_FIGURES = _listed(lambda id_, asked: kept.observations(id_, None, asked["place"]))
_COMPARED = (PLACES, TOPICS, INDICATORS, REPORTED, BENCHMARK, RULE)

QUESTIONS = {
    question.name: question
    for question in (
        Question("indicators", (), _DICTIONARY),
        Question("places", (), _place_rows),
        Question("observations", (ANY_PLACE, TOPICS, ANY_INDICATOR), _observation_rows),
        Question("indicator", (ONE_INDICATOR,), _INDICATOR, "indicators"),
        Question("compare", _COMPARED, _listed(_comparison_rows), "compare"),
        Question("cuts", (ANY_PLACE,), _CUTS),
        Question("package", (), lambda id_, *_: {name: rows(id_) for name, rows in FILES.items()}),
        Question("brief", (ONE_PLACE,), _FIGURES),
    )
}
