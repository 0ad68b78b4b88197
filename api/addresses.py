"""Addresses: every address of version 1, what it may be asked, and where its rows come from. All else follows from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from api import parameters as may
from findings import comparisons, kept, one_indicator, speed, whole
from findings.kept import Codes

AT = "/api/v1"
AT_ONCE = 5000  # rows that are written at once
Asked = Mapping[str, Codes]  # parameter → the codes asked for; none: the default


@dataclass(frozen=True)
class Table:
    """How many rows there are in all, and those of the page asked for, a part at a time.

    `more` are columns that JSON has beside those of the CSV.
    """

    count: int
    parts: Iterable[pd.DataFrame]
    more: Codes = ()


@dataclass(frozen=True)
class Address:
    """One table, or all of them: its name, path and formats, its parameters, and how its rows are found.

    `rows` takes a snapshot id and what was asked. What stands in braces in the path is asked for there.
    """

    name: str
    path: str
    formats: Codes
    parameters: tuple[may.Parameter, ...]
    rows: Callable[[str, Asked], Table | Mapping[str, pd.DataFrame]]

    @property
    def in_path(self) -> tuple[may.Chosen, ...]:
        """The parameters that stand in the path."""
        return (may.ONE_INDICATOR,) if "{indicator}" in self.path else ()

    def paths(self) -> Iterator[tuple[str, str, bool]]:
        """Each path with its format, and whether it names a snapshot."""
        for ending in self.formats:
            for before in ("", "/snapshots/{snapshot}"):
                yield f"{before}{self.path}.{ending}", ending, bool(before)

    def asks(self, ending: str, names_snapshot: bool) -> tuple[may.Parameter, ...]:
        """The parameters of one path; a table is asked for in pages where it is text."""
        paged = (may.LIMIT, may.OFFSET) if ending in ("csv", "json") else ()
        return (*self.parameters, *paged, may.LANG, *(() if names_snapshot else (may.SNAPSHOT,)))


def observations(snapshot_id: str, asked: Asked) -> Table:
    """Every printed figure of some indicators, topics and places, read as it is sent."""
    snapshot, limits = kept.snapshot(snapshot_id), page(asked)
    chosen = asked["indicator"] or None
    if asked["topic"]:
        catalogue = kept.table(snapshot_id, "indicators")
        of_topics = catalogue["id"][catalogue["topic"].isin(asked["topic"])]
        chosen = [id_ for id_ in of_topics if chosen is None or id_ in chosen]
    places = asked["place"] or None
    limit = None if limits.stop is None else limits.stop - limits.start
    parts = snapshot.parts(chosen, places, limit, limits.start)
    return Table(snapshot.count(chosen, places), (part.assign(row="listed") for part in parts))


def indicators(snapshot_id: str, asked: Asked) -> Table:
    """The data dictionary."""
    return paged(whole.dictionary(snapshot_id).drop(columns=["row", "place", "place_zh"]), asked)


def places(snapshot_id: str, asked: Asked) -> Table:
    """Every place, with how many figures it has."""
    entries = kept.table(snapshot_id, "places").rename(columns={"id": "place"})
    figures = kept.snapshot(snapshot_id).places()
    names = {f"name_{language}": f"place_{language}" for language in ("zh", "en")}
    counted = entries.assign(figures=entries["place"].map(figures).fillna(0).astype(int))
    found = paged(counted.rename(columns=names), asked)
    return replace(found, more=("level", "part_of", "gb2260"))


def indicator(snapshot_id: str, asked: Asked) -> Table:
    """Every figure of one indicator, and the places without any with the reason: as on its page."""
    (code,) = asked["indicator"]
    return paged(one_indicator.figures(snapshot_id, code), asked)


def compare(snapshot_id: str, asked: Asked) -> Table:
    """What the Compare page shows."""
    one = {name: "".join(asked[name]) for name in ("reported", "benchmark", "rule") if asked[name]}
    several = {"places": asked["place"], "topics": asked["topic"], "asked": asked["indicator"]}
    return paged(comparisons.of_choices(snapshot_id, **several, **one), asked)


def cuts(snapshot_id: str, asked: Asked) -> Table:
    """Every cut of some places, ranked among all cuts of its kind."""
    places = asked["place"] or tuple(kept.labels(snapshot_id, "places", "zh"))
    rows = speed.cuts(snapshot_id, places)
    return paged(rows, asked)


def everything(snapshot_id: str, _: Asked) -> Mapping[str, pd.DataFrame]:
    """All that can be taken away whole."""
    return {name: rows(snapshot_id) for name, rows in whole.FILES.items()}


def page(asked: Asked) -> slice:
    """The rows asked for."""
    limit, offset = ("".join(asked.get(name, ())) for name in ("limit", "offset"))
    first = int(offset or 0)
    return slice(first, first + int(limit) if limit else None)


def paged(rows: pd.DataFrame, asked: Asked) -> Table:
    """A table that is small enough to be held, in parts."""
    wanted = rows.iloc[page(asked)]
    return Table(len(rows), (wanted.iloc[n : n + AT_ONCE] for n in range(0, len(wanted), AT_ONCE)))


ADDRESSES = (
    Address("indicators", "/indicators", ("json",), (), indicators),
    Address("places", "/places", ("json",), (), places),
    Address(
        "observations",
        "/observations",
        ("csv", "json"),
        (may.ANY_PLACE, may.TOPICS, may.ANY_INDICATOR),
        observations,
    ),
    Address("indicator", "/indicators/{indicator}", ("csv", "json", "xlsx"), (), indicator),
    Address(
        "compare",
        "/compare",
        ("csv", "json"),
        (may.PLACES, may.TOPICS, may.INDICATORS, may.REPORTED, may.BENCHMARK, may.RULE),
        compare,
    ),
    Address("cuts", "/cuts", ("csv", "json"), (may.ANY_PLACE,), cuts),
    Address("datapackage", "/datapackage", ("zip",), (), everything),
)
