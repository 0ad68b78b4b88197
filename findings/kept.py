"""Kept: the one door to snapshots and to cached answers computed from them. Keys are (snapshot id, codes, language).

Pages, addresses and files call the same functions, so the same question has one answer. What was computed from a
snapshot on file is cached for everybody. What was computed from a snapshot that a reader brought (the figures of their
own city, in one session) is cached with it, and ends with it.
"""

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial, wraps
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from weakref import WeakValueDictionary

import narwhals as nw
import pandas as pd
from cachetools import LRUCache

from loaders import own_city
from loaders.problems import DatasetError
from loaders.reading import COMPUTED, DERIVED, FIGURES, PRINTED, Snapshot
from loaders.settings import Settings, read_settings
from loaders.snapshot import Pointer, build_snapshot, read_pointer, reasons, snapshot_file, state_of
from metrics import Table
from metrics.cuts import cuts
from metrics.ratios import ratios
from words import LANGUAGES

Codes = tuple[str, ...]
MOST_AT_ONCE = 12  # places; of a larger dataset, only a few are shown until the reader chooses
FEW = 4
LEVELS = ("prefecture", "county", "zone", "province", "country")  # cities first
MOST_TOGETHER = 2_000  # figures of a small dataset
MOST_KEPT = 2 * 10**9  # bytes of answers for everybody; the least recently used goes first
MOST_BROUGHT = 10**8  # bytes of answers about one brought snapshot


class Answer(NamedTuple):
    """What was computed: `copy` returns a copy for one reader, `size` is in bytes."""

    copy: Callable[[], object]
    size: int


class Shelf:
    """The answers used most recently: each reader gets a copy and cannot change another's."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[tuple, Answer] = LRUCache(most, getsizeof=lambda kept: kept.size)
        self._lock = Lock()

    def answer(self, compute: Callable, asked: tuple, named: dict) -> object:
        """What `compute` returns, computed once."""
        key = (compute.__module__, compute.__qualname__, asked, *sorted(named.items()))
        with self._lock:
            found = self._kept.get(key)
        if found is not None:
            return found.copy()
        computed = compute(*asked, **named)
        # An answer larger than the whole cache is not kept.
        with self._lock, suppress(ValueError):
            self._kept[key] = to_keep(computed)
        return computed


def to_keep(computed: object) -> Answer:
    """An answer to keep: a table is copied on write by pandas, anything else is copied from pickled bytes."""
    if isinstance(computed, pd.DataFrame):
        size = int(computed.memory_usage().sum())
        return Answer(partial(computed.copy(deep=False).copy, deep=False), size)
    if type(computed) is tuple:
        parts = [to_keep(part) for part in computed]
        return Answer(lambda: tuple(part.copy() for part in parts), sum(part.size for part in parts))
    pickled = pickle.dumps(computed)
    return Answer(partial(pickle.loads, pickled), len(pickled))


EVERYBODYS = Shelf(MOST_KEPT)


class Brought(Shelf):
    """A snapshot that is not on file, and what was computed from it; both last as long as somebody holds this."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(MOST_BROUGHT)
        self.snapshot = snapshot


_brought: WeakValueDictionary[str, Brought] = WeakValueDictionary()


def bring(snapshot: Snapshot) -> Brought:
    """Answer questions about a snapshot that is not on file, for as long as the return value is held."""
    brought = _brought[snapshot.id] = Brought(snapshot)
    return brought


def answer(compute: Callable) -> Callable:
    """Cache what `compute` returns; its arguments are a snapshot id, then codes and a language, never a frame."""

    @wraps(compute)
    def answered(snapshot_id: str, *asked: object, **named: object) -> object:
        shelf = _brought.get(snapshot_id, EVERYBODYS)
        return shelf.answer(compute, (snapshot_id, *asked), named)

    return answered


@cache
def settings() -> Settings:
    """The settings, read once."""
    return read_settings()


def on_the_air() -> Pointer:
    """What is on the air now; builds the first snapshot if there is none."""
    now = read_pointer(settings().build_folder)
    if not now.snapshot and not now.refused:
        try:
            return Pointer(build_snapshot(settings().data_folder, settings()))
        except DatasetError as refused:  # also where the pointer cannot be written
            return Pointer("", reasons(refused))
    return now


def snapshot(snapshot_id: str) -> Snapshot:
    """An open snapshot; it never changes."""
    brought = _brought.get(snapshot_id)
    if brought:
        return brought.snapshot
    file = snapshot_file(settings().build_folder, snapshot_id)
    return _opened(file, state_of(file))


@lru_cache(maxsize=4)
def _opened(file: Path, _: tuple[int, ...] | None) -> Snapshot:
    return Snapshot(file)


@answer
def table(snapshot_id: str, name: str) -> pd.DataFrame:
    """A catalogue table of a snapshot."""
    return snapshot(snapshot_id).table(name)


def observations(
    snapshot_id: str, indicators: Codes | None = None, places: Codes | None = None
) -> pd.DataFrame:
    """Observations of a snapshot; None means all."""
    return figures(snapshot_id, indicators, places, None, PRINTED)


@answer
def figures(
    snapshot_id: str,
    indicators: Codes | None = None,
    places: Codes | None = None,
    ids: Codes | None = None,
    name: str = FIGURES,
) -> pd.DataFrame:
    """Printed and computed figures with their names: of the indicators, of the places, or with the ids given (None: all).

    A small dataset is read once and looked up: the database takes as long for ten figures as for a thousand.
    """
    is_all = indicators is None and places is None and ids is None
    if is_all or not is_small(snapshot_id):
        opened = snapshot(snapshot_id) if name == PRINTED else computing(snapshot_id)
        return opened.figures(name, indicators, places, ids)
    every = figures(snapshot_id, None, None, None, name)
    return looked_up(every, indicator=indicators, place=places, id=ids)


def uncut(snapshot_id: str, indicators: Codes | None, places: Codes | None = None) -> pd.DataFrame:
    """As `figures`, without cuts."""
    return looked_up(figures(snapshot_id, indicators, places), cut_kind=("",))


def looked_up(every: pd.DataFrame, **asked: Codes | None) -> pd.DataFrame:
    """The rows that have the given codes in each column; None means all."""
    is_asked = pd.Series(True, every.index)
    for column, codes in asked.items():
        if codes is not None:
            is_asked &= every[column].isin(codes)
    return every[is_asked].reset_index(drop=True)


@answer
def tally(snapshot_id: str, *columns: str, name: str = PRINTED) -> pd.DataFrame:
    """The number of figures, without cuts, per combination of some columns, in the column `figures`."""
    return computing(snapshot_id).tally(name, *columns)


def computing(snapshot_id: str) -> Snapshot:
    """An open snapshot with the computed figures, which follow from the printed ones, materialised in it."""
    opened = snapshot(snapshot_id)
    opened.keep(COMPUTED, computed_figures)
    return opened


def computed_figures(opened: Snapshot) -> Table:
    """The ratios and cuts of a snapshot's figures, in the columns of figures."""
    return ratios_and_cuts(*tables(opened, PRINTED, DERIVED, "derived_parts"))


def tables(opened: Snapshot, *names: str) -> tuple[Table, ...]:
    """Tables of a snapshot for metrics: in Polars for a small dataset, as it starts at once, in the database for a large one."""
    relations = opened.relations(*names)
    return tuple(rows.pl() for rows in relations) if opened.count() <= MOST_TOGETHER else relations


def ratios_and_cuts(printed: Table, derived: Table, parts: Table) -> Table:
    """As `computed_figures`, from the tables of any engine."""
    years = settings().comparability.years.denominator
    computed = (ratios(printed, derived, parts, years=years), cuts(printed))
    return nw.concat([nw.from_native(rows).select(list(printed.columns)) for rows in computed]).to_native()


@answer
def size(snapshot_id: str) -> int:
    """The number of printed figures."""
    return snapshot(snapshot_id).count()


def is_small(snapshot_id: str) -> bool:
    """Is the dataset read, judged and computed whole once, then looked up?"""
    return size(snapshot_id) <= MOST_TOGETHER


@answer
def labels(snapshot_id: str, name: str, language: str) -> dict[str, str]:
    """id → name (of a document: title) of the entries of a catalogue table, in its order."""
    entries = table(snapshot_id, name).set_index("id")
    return entries[f"{'title' if name == 'sources' else 'name'}_{language}"].to_dict()


def with_names(snapshot_id: str, rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows with the names, in both languages, of codes in some columns: column → the table that names them."""
    named = {
        f"{column}_{language}": rows[column].map(labels(snapshot_id, name, language))
        for column, name in columns.items()
        for language in LANGUAGES
    }
    return rows.assign(**named)


@answer
def reporting_places(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the places that have figures, in the order of places.yaml."""
    reporting = set(snapshot(snapshot_id).places())
    return {id_: name for id_, name in labels(snapshot_id, "places", language).items() if id_ in reporting}


@answer
def at_once(snapshot_id: str) -> Codes:
    """The default places, shown if none is chosen: all if they are few, else a few, cities first, those with most figures."""
    every = reporting_places(snapshot_id, "zh")
    if not has_many_places(snapshot_id):
        return tuple(every)
    levels = table(snapshot_id, "places").set_index("id")["level"]
    counts = snapshot(snapshot_id).places()
    most = sorted(every, key=lambda place: (LEVELS.index(levels[place]), -counts[place]))
    return tuple(place for place in every if place in most[:FEW] or place == own_city.PLACE)


def taken_together(snapshot_id: str, places: Codes) -> Codes:
    """The places to compute together, for some of which rows are then looked up: of a small dataset all."""
    return tuple(reporting_places(snapshot_id, "zh")) if is_small(snapshot_id) else places


def has_many_places(snapshot_id: str) -> bool:
    """Are there too many places to show all at once, so that pages shorten what they show of each?"""
    return len(reporting_places(snapshot_id, "zh")) > MOST_AT_ONCE


@answer
def above(snapshot_id: str, place: str) -> Codes:
    """The units a place is part of: its province, and the country."""
    unit = table(snapshot_id, "places").set_index("id")["part_of"].get(place, "")
    return (unit, *above(snapshot_id, unit)) if unit else ()


@answer
def choosable_places(snapshot_id: str) -> Codes:
    """The places that may be a reader's own: all with figures, except units above others of them."""
    every = tuple(reporting_places(snapshot_id, "zh"))
    units = {unit for place in every for unit in above(snapshot_id, place)}
    return tuple(place for place in every if place not in units)


@answer
def units_above(snapshot_id: str, places: Codes) -> Codes:
    """The provinces and countries with figures that some places are part of."""
    units = {unit for place in places for unit in above(snapshot_id, place)}
    return tuple(unit for unit in reporting_places(snapshot_id, "zh") if unit in units - set(places))


@answer
def places_beside(snapshot_id: str, place: str) -> Codes:
    """The place itself and those it is compared with: all if few, else those of its province and the units above it.

    A place that is not part of any unit is compared with the default places.
    """
    every = reporting_places(snapshot_id, "zh")
    if not has_many_places(snapshot_id):
        return tuple(every)
    beside = at_once(snapshot_id)
    if units := above(snapshot_id, place):
        part_of = table(snapshot_id, "places").set_index("id")["part_of"]
        siblings = [id_ for id_ in every if part_of[id_] == units[0]]
        beside = (*units, *siblings[:MOST_AT_ONCE])
    return tuple(id_ for id_ in every if id_ in {place, *beside})
