"""Versions: the snapshots that a build folder still holds, and what differs between two of them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from loaders.catalogue_tables import COLUMNS
from loaders.reading import Snapshot

ID = re.compile("[0-9a-f]{16}")
# Kinds of entries, and the tables that hold more about each, with the column that names it there.
KINDS = {
    "matters": {},
    "indicators": {"declared": "indicator", "derived_parts": "derived"},
    "measures": {"measures_done": "measure"},
    "problems": {"problems_named": "problem"},
    "checks": {"check_parts": "check_id"},
    "funnels": {"funnel_stages": "funnel"},
    "sources": {},
    "places": {},
    "topics": {},
    "units": {},
    "frameworks": {},
    "changes": {"changed_figures": "change"},
    "settings": {},
}
CONTEXT = ("place", "indicator", "source", "locator", "as_printed", "period_start", "period_end")
DIFFERENCES = ("id", "change", "column", "old", "new")
NAMED = {"place": ("places", "name"), "indicator": ("indicators", "name"), "source": ("sources", "title")}
Entries = dict[str, list[tuple[str, ...]]]


def kept(build: Path) -> dict[str, datetime]:
    """The snapshots of a build folder and when each was written, the newest first."""
    written = {}
    for file in build.glob("*.duckdb"):
        with suppress(FileNotFoundError):  # somebody may be clearing the folder
            if ID.fullmatch(file.stem):
                written[file.stem] = datetime.fromtimestamp(file.stat().st_mtime)
    return dict(sorted(written.items(), key=lambda one: one[1], reverse=True))


@lru_cache(maxsize=256)
def is_readable(file: Path) -> bool:
    """Was a snapshot written by this version of the program, or by one that wrote the same tables?"""
    try:
        return not list(Snapshot(file).parts(limit=0))
    except duckdb.Error:
        return False


def compared(old: Path, new: Path) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """`differences` and `counts` of two snapshot files; None where one cannot be read, or is of another program."""
    try:
        both = Snapshot(old), Snapshot(new)
        return differences(*both), counts(*both)
    except duckdb.Error:
        return None


def differences(old: Snapshot, new: Snapshot) -> pd.DataFrame:
    """Figures `added`, `withdrawn` and `changed`; of a changed one a row for every column that says something else.

    `old` and `new` are what the column held and holds; of a figure added or withdrawn the words it was printed in.
    Compared is what was entered: that an indicator or a document now says something else is counted by `counts`.
    With the place, indicator, source and words of the figure and their names, as they are now or were last, and
    why it changed (`difference_reason_zh`, `_en`; '' where no entry of the change log says so).
    """
    before, after = (side.table("figures").set_index("id") for side in (old, new))
    every = pd.concat([after, before])
    every = every[~every.index.duplicated()]
    parts = [
        _whole(after.index.difference(before.index), every, "added", "new"),
        _whole(before.index.difference(after.index), every, "withdrawn", "old"),
        _changed(before, after),
    ]
    rows = pd.concat(parts, ignore_index=True)[[*DIFFERENCES]].fillna("")
    rows = rows.join(every.reindex(columns=list(CONTEXT)), on="id")
    for column, (table, name) in NAMED.items():
        names = pd.concat([side.table(table) for side in (new, old)]).drop_duplicates("id").set_index("id")
        for language in ("zh", "en"):
            rows[f"{column}_{language}"] = rows[column].map(names[f"{name}_{language}"])
    for language, reasons in _reasons(old, new).items():
        rows[f"difference_reason_{language}"] = [reasons.get(id_, "") for id_ in rows["id"]]
    return rows


def counts(old: Snapshot, new: Snapshot) -> pd.DataFrame:
    """How many entries of each kind (indicators, measures …) were `added`, `withdrawn` and `changed`."""
    return pd.DataFrame([{"kind": kind, **_counted(old, new, kind)} for kind in KINDS])


def _whole(ids: pd.Index, every: pd.DataFrame, change: str, side: str) -> pd.DataFrame:
    printed = every["as_printed"].reindex(ids).to_numpy()
    return pd.DataFrame({"id": ids, "change": change, side: printed}, columns=list(DIFFERENCES))


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    ids, columns = before.index.intersection(after.index), before.columns.intersection(after.columns)
    old, new = before.loc[ids, columns], after.loc[ids, columns]
    is_other = (old != new).any(axis=1)
    cells = pd.concat({"old": old[is_other].stack(), "new": new[is_other].stack()}, axis=1)
    cells = cells[cells["old"] != cells["new"]].rename_axis(["id", "column"]).reset_index()
    return cells.assign(change="changed")


def _reasons(old: Snapshot, new: Snapshot) -> dict[str, dict[str, str]]:
    """Language → figure → the dated reasons of those entries of the change log that only one of the two holds."""
    entries = pd.concat([_table(side, "changes") for side in (old, new)])
    since = entries[~entries["id"].duplicated(keep=False)].sort_values(["date", "position"])
    named = pd.concat([_table(side, "changed_figures") for side in (old, new)]).drop_duplicates()
    named = since.merge(named, left_on="id", right_on="change")
    told: dict[str, dict[str, str]] = {}
    for language, between in (("zh", "；"), ("en", "; ")):
        dated = named["date"] + " " + named[f"reason_{language}"]
        joined = dated.groupby(named["figure"]).agg(between.join)
        told[language] = dict(zip(joined.index, joined, strict=True))
    return told


def _counted(old: Snapshot, new: Snapshot, kind: str) -> dict[str, int]:
    before, after = _entries(old, new, kind)
    both = before.keys() & after.keys()
    return {
        "added": len(after.keys() - both),
        "withdrawn": len(before.keys() - both),
        "changed": sum(before[id_] != after[id_] for id_ in both),
    }


def _entries(old: Snapshot, new: Snapshot, kind: str) -> tuple[Entries, Entries]:
    """Id → all that either snapshot holds of each entry, in the columns that both have; its place in a list is none."""
    held: tuple[Entries, Entries] = {}, {}
    for table, key in ({kind: "key" if kind == "settings" else "id"} | KINDS[kind]).items():
        before, after = _table(old, table), _table(new, table)
        shared = [c for c in before if c in after and c != "position"]
        for entries, rows in zip(held, (before, after), strict=True):
            for id_, *cells in rows[shared].astype(str).set_index(key).itertuples():
                entries.setdefault(id_, []).append((table, *cells))
    return held


def _table(of: Snapshot, name: str) -> pd.DataFrame:
    """A table of a snapshot; empty where it was made before there was such a table."""
    try:
        return of.table(name)
    except duckdb.CatalogException:
        if name not in COLUMNS:
            raise
        return pd.DataFrame(columns=list(COLUMNS[name]))
