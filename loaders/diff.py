"""Diff: what differs between two snapshots, told in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from loaders.problems import short
from loaders.snapshot import read_pointer, snapshot_file
from loaders.versions import ID, compared, kept

CHANGES = {"added": "＋ 新增 added", "changed": "≠ 更改 changed", "withdrawn": "－ 撤下 withdrawn"}


def diff(old: str, new: str, build: Path) -> str:
    """The differences of two snapshots, given by id or file; `new` is the one on the air where it is ''.

    Leaves the program with what is wrong, where one of them is not there or cannot be read.
    """
    files = [_file(name, build) for name in (old, new or read_pointer(build).snapshot)]
    found = compared(*files)
    if found is None:
        raise SystemExit(
            "不是快照，或由另一版本的程序生成 not a snapshot, or one of another version of the program"
        )
    figures, entries = found
    return "\n".join([f"{files[0].stem} → {files[1].stem}", *_counted(figures, entries), *_told(figures)])


def _file(name: str, build: Path) -> Path:
    file = snapshot_file(build, name) if ID.fullmatch(name) else Path(name)
    if not file.is_file():
        there = ", ".join(kept(build)) or "–"
        raise SystemExit(f"没有快照 no snapshot {name or build}；现有 there are: {there}")
    return file


def _counted(figures: pd.DataFrame, entries: pd.DataFrame) -> Iterator[str]:
    """How many figures differ, and how many entries of every other kind that has any."""
    of_figures = {change: figures[figures["change"] == change]["id"].nunique() for change in CHANGES}
    rows: list[dict] = [{"kind": "figures", **of_figures}, *entries.to_dict("records")]
    for row in rows:
        if row["kind"] == "figures" or any(row[change] for change in CHANGES):
            yield f"{row['kind']}: " + ", ".join(f"{said} {row[change]}" for change, said in CHANGES.items())


def _told(figures: pd.DataFrame) -> Iterator[str]:
    """Every figure that differs: what it is, what it said and says, and why."""
    for id_, rows in figures.groupby("id", sort=False):
        first = rows.iloc[0]
        names = " · ".join(f"{first[f'place_{x}']} {first[f'indicator_{x}']}" for x in ("zh", "en"))
        yield f"\n{CHANGES[first['change']]}  {id_}  {names}"
        for row in rows.to_dict("records"):
            cell = f"{row['column']}: {short(row['old'])} → {short(row['new'])}"
            yield f"    {cell if row['column'] else short(row['old'] or row['new'])}"
        reasons = [first[f"difference_reason_{x}"] for x in ("zh", "en")]
        if first["change"] != "added" or any(reasons):
            yield f"    原因 reason: {' · '.join(filter(None, reasons)) or '未登记 none on record'}"
