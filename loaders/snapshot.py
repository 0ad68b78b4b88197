"""Snapshots: one immutable, content-named DuckDB file per state of a dataset, and the pointer to the one on the air."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.dataset import Progress, read_dataset
from loaders.problems import Refused
from loaders.settings import Settings
from loaders.tables import write_tables

POINTER = "current.json"
ABANDONED = 24 * 3600  # seconds after which a work folder belongs to no running build


@dataclass(frozen=True)
class Pointer:
    """What is on the air: the snapshot's id ('' before the first build) and, if the folder was refused since, why."""

    snapshot: str = ""
    refused: tuple[str, ...] = ()


def check_dataset(folder: Path, settings: Settings, progress: Progress = lambda step: None) -> None:
    """Check `folder` without building; raises `Refused` with every problem."""
    with tempfile.TemporaryDirectory() as work:
        con = _work_database(Path(work), settings)
        try:
            read_dataset(con, folder, settings.composites.named, progress)
        finally:
            con.close()


def build_snapshot(folder: Path, settings: Settings, progress: Progress = lambda step: None) -> str:
    """Build the snapshot of `folder`, put it on the air and return its id.

    Raises `Refused` with every problem; the last good snapshot then stays on the air and the pointer says why.
    """
    build = settings.build_folder
    build.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(build)
    try:
        snapshot = _build(folder, build, settings, progress)
    except Refused as refused:
        listed = [str(problem) for problem in refused.problems[:50]]
        _write_pointer(build, Pointer(read_pointer(build).snapshot, tuple(listed)))
        raise
    _write_pointer(build, Pointer(snapshot))
    return snapshot


def read_pointer(build: Path) -> Pointer:
    """The pointer of a build folder; an empty one where nothing was built."""
    file = build / POINTER
    if not file.is_file():
        return Pointer()
    content = json.loads(file.read_text(encoding="utf-8"))
    return Pointer(content["snapshot"], tuple(content["refused"]))


def snapshot_file(build: Path, snapshot: str) -> Path:
    """Where a snapshot lies."""
    return build / f"{snapshot}.duckdb"


def _build(folder: Path, build: Path, settings: Settings, progress: Progress) -> str:
    with tempfile.TemporaryDirectory(dir=build, prefix=".work-") as work:
        con = _work_database(Path(work), settings)
        try:
            catalogue = read_dataset(con, folder, settings.composites.named, progress)
            progress("snapshot")
            written = Path(work) / "snapshot.duckdb"
            con.execute(f"ATTACH '{_quoted(written)}' AS snapshot")
            name = write_tables(con, catalogue, settings.about_band_percent)
            con.execute("CHECKPOINT snapshot")
        finally:
            con.close()
        final = snapshot_file(build, name)
        if not final.exists():
            _sync(written)
            os.replace(written, final)
        return name


def _clear_abandoned(build: Path) -> None:
    """Remove the work folders that killed builds left behind more than a day ago."""
    for work in build.glob(".work-*"):
        if time.time() - work.stat().st_mtime > ABANDONED:
            shutil.rmtree(work, ignore_errors=True)


def _work_database(work: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    """A database with bounded memory: a large folder spills into `work` instead of filling the machine."""
    con = duckdb.connect()
    con.execute("SET memory_limit = ?", [settings.build_memory])
    con.execute("SET temp_directory = ?", [str(work / "spill")])
    return con


def _write_pointer(build: Path, pointer: Pointer) -> None:
    descriptor, name = tempfile.mkstemp(dir=build, prefix=".pointer-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"snapshot": pointer.snapshot, "refused": pointer.refused}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, build / POINTER)


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
