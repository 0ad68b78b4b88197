"""Commands: from what the command line asks to the rows of a file and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import partial
from urllib.parse import urlencode

import pandas as pd

from exports.arguments import SEVERAL
from exports.brief import view_path
from exports.taken import Taken
from findings import answers, brief, comparisons, kept, one_indicator, whole
from loaders import versions
from loaders.settings import STRICTNESS
from words import LANGUAGES, Wording, wording
from words.choices import in_words

PAGES = {"indicator": "indicators", "compare": "compare"}  # the page that shows the same rows
Asked = Mapping[str, str]  # parameter → its value, several joined by commas; empty where nothing is asked


class Wrong(Exception):
    """What is asked for does not exist; the text says what, and what may be meant."""


def snapshot_asked(id_: str, text: Wording) -> str:
    """The snapshot asked for, else the one on the air, built where there is none yet; ValueError where there is nothing."""
    now, there = kept.on_the_air(), versions.kept(kept.settings().build_folder)
    if id_ and id_ not in there:
        raise Wrong(_unknown("snapshot", id_, there, text))
    if not now.snapshot:
        raise ValueError("\n".join((text("cli.nothing"), *now.refused)))
    return id_ or now.snapshot


def check(command: str, snapshot: str, asked: Asked, language: str) -> None:
    """Refuse codes that do not exist, all at once."""
    may = {name: kept.labels(snapshot, f"{name}s", language) for name in ("place", "topic", "indicator")}
    may["rule"] = STRICTNESS
    may["reported"] = (comparisons.SEVERAL, comparisons.ANY)
    if command == "brief":
        may["place"] = kept.reporting_places(snapshot, language)
        if len(set(_codes(command, asked, "place"))) not in (1, 2):
            raise Wrong(wording(language)("cli.one_or_two"))
    may["benchmark"] = (*kept.reporting_places(snapshot, language), *comparisons.WITHOUT_PLACE)
    codes = [(name, code) for name in asked for code in _codes(command, asked, name)]
    strange = [
        _unknown(name, code, may[name], wording(language)) for name, code in codes if code not in may[name]
    ]
    if strange:
        raise Wrong("\n".join(strange))


def tables(command: str, snapshot: str, asked: Asked) -> Mapping[str, pd.DataFrame]:
    """The rows asked for, by the name of their table; of the package every table."""
    of = partial(_codes, command, asked)
    if command == "package":
        return {name: rows(snapshot) for name, rows in whole.FILES.items()}
    if command == "indicator":
        return {command: one_indicator.figures(snapshot, asked["indicator"])}
    if command == "brief":
        return {command: brief.figures_of(snapshot, of("place"))}
    if command == "compare":
        one = {name: asked[name] for name in ("reported", "benchmark", "rule") if asked[name]}
        return {command: comparisons.of_choices(snapshot, of("place"), of("topic"), of("indicator"), **one)}
    catalogue = kept.table(snapshot, "indicators")
    chosen = {
        name: of(name) or tuple(catalogue[column])
        for name, column in (("topic", "topic"), ("indicator", "id"))
    }
    is_asked = catalogue["topic"].isin(chosen["topic"]) & catalogue["id"].isin(chosen["indicator"])
    found = kept.observations(snapshot, tuple(catalogue["id"][is_asked]), of("place") or None)
    return {command: found.assign(row="listed")}


def taken(command: str, snapshot: str, asked: Asked) -> Taken:
    """What the file says of itself; its address is that of the page that shows the same, on whichever server."""
    given = {name: value for name, value in asked.items() if value}
    query = urlencode({**given, "snapshot": snapshot}, safe=",")
    if command == "indicator":
        titles = {x: kept.labels(snapshot, "indicators", x)[asked["indicator"]] for x in LANGUAGES}
    else:
        titles = {x: wording(x)(f"cli.title.{command}") for x in LANGUAGES}
    if command == "compare":
        given = {"benchmark": answers.default_benchmark(snapshot), **given}
    page = f"{PAGES[command]}?{query}" if command in PAGES else ""
    if command == "brief":
        page = view_path(snapshot, _codes(command, asked, "place"))
    chosen = {x: in_words(given, partial(kept.labels, snapshot), x) for x in LANGUAGES}
    return Taken(titles, snapshot, f"/{page}" if page else "", chosen)


def _codes(command: str, asked: Asked, name: str) -> tuple[str, ...]:
    """The codes of a parameter: several of those that may be several, else the one."""
    value = asked[name]
    is_list = name in SEVERAL and name != command
    return tuple(code for code in value.split(",") if code) if is_list else (value,) if value else ()


def _unknown(name: str, code: str, there: Iterable[str], text: Wording) -> str:
    near = get_close_matches(code, list(there), n=1)
    said = text("fault.unknown_value", name=name, value=code)
    return said + (text("fault.meant", value=near[0]) if near else "")
