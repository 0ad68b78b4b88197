"""Snapshots: one immutable, content-named DuckDB file per state of a dataset, and the pointer to the one on the air."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import duckdb
from pydantic import Field, TypeAdapter, ValidationError

from loaders.dataset import Progress, read_dataset
from loaders.files import is_there, read_text
from loaders.problems import DatasetError, Problem
from loaders.reading import Snapshot
from loaders.settings import Settings
from loaders.tables import write_tables

try:
    import fcntl
except ImportError:  # Windows, which does not remove files in use
    fcntl = None  # type: ignore[assignment]

POINTER, LOCK = "current.json", ".lock"
SNAPSHOT_ID = re.compile("[0-9a-f]{16}")
# Seconds after which, where there are no locks, a work folder belongs to no running build.
ABANDONED = 24 * 3600
REASONS_LISTED = 50


@dataclass(frozen=True)
class Pointer:
    """What is on the air: the snapshot's id ('' before the first build) and, if the folder was refused since, why."""

    snapshot: Annotated[str, Field(pattern=f"^({SNAPSHOT_ID.pattern})?$")] = ""
    refused: tuple[str, ...] = ()


_POINTER = TypeAdapter(Pointer)


def check_dataset(folder: Path, settings: Settings, progress: Progress = lambda step: None) -> None:
    """Check `folder` without building; raises `DatasetError` with every problem."""
    with (
        _refusing(Path(tempfile.gettempdir())),
        tempfile.TemporaryDirectory() as work,
        _work_database(Path(work), settings) as con,
    ):
        read_dataset(con, folder, settings.composites.named, progress)


def build_snapshot(folder: Path, settings: Settings, progress: Progress = lambda step: None) -> str:
    """Build the snapshot of `folder`, put it on the air and return its id.

    Raises `DatasetError` with every problem, including disk trouble; the last good snapshot then stays on the air and
    the pointer says why, if it can be written.
    """
    build = settings.build_folder
    with _refusing(build):
        build.mkdir(parents=True, exist_ok=True)
        with _work_folder(build) as work:
            try:
                with _refusing(build):
                    return _build(folder, build, work, settings, progress)
            except DatasetError as refused:
                with suppress(OSError), _held(build / LOCK):
                    now = replace(read_pointer(build), refused=reasons(refused))
                    _write_pointer(work, build, now)
                raise


def reasons(refused: DatasetError) -> tuple[str, ...]:
    """Why a folder was refused, for the pointer: the first problems."""
    return tuple(str(problem) for problem in refused.problems[:REASONS_LISTED])


def read_pointer(build: Path) -> Pointer:
    """The pointer of a build folder; an empty one if nothing was built.

    If the pointer, or the snapshot it names, is damaged, the newest sound snapshot is on the air, and the damage is
    among the reasons.
    """
    if not is_there(build / POINTER):
        return Pointer()
    text, problems = read_text(build / POINTER, POINTER)
    try:
        now = _POINTER.validate_json(text) if not problems else Pointer()
    except ValidationError:
        now, problems = Pointer(), [Problem(POINTER, 0, 0, "S02")]
    file = snapshot_file(build, now.snapshot)
    if now.snapshot and not is_sound(file):
        problems = [Problem(file.name, 0, 0, "S03")]
    if problems:
        sound = (id_ for id_ in built_snapshots(build) if is_sound(snapshot_file(build, id_)))
        now = Pointer(next(sound, ""), (*map(str, problems), *now.refused))
    return now


def prune(build: Path, keep: int) -> list[str]:
    """Remove all but the `keep` newest snapshots, never the one on the air; returns the ids of those removed."""
    with _held(build / LOCK):  # so that no build puts an old one on the air meanwhile
        now = read_pointer(build).snapshot
        old = [id_ for id_ in [*built_snapshots(build)][keep:] if id_ != now]
        for id_ in old:
            snapshot_file(build, id_).unlink(missing_ok=True)
    return old


def snapshot_file(build: Path, snapshot: str) -> Path:
    """The file of a snapshot."""
    return build / f"{snapshot}.duckdb"


def built_snapshots(build: Path) -> dict[str, datetime]:
    """The snapshots of a build folder and when each was written, the newest first."""
    written = {}
    for file in build.glob("*.duckdb"):
        with suppress(FileNotFoundError):  # somebody may be clearing the folder
            if SNAPSHOT_ID.fullmatch(file.stem):
                written[file.stem] = datetime.fromtimestamp(file.stat().st_mtime)
    return dict(sorted(written.items(), key=lambda one: one[1], reverse=True))


def is_sound(file: Path) -> bool:
    """Is a file a complete snapshot, with the tables this program writes, and is its content what its name says?"""
    state, minute = state_of(file), int(time.monotonic() / 60)
    # A negative answer is kept for a minute only: a disk can fail for a moment.
    return state is not None and (_is_sound(file, state, 0) or _is_sound(file, state, minute))


def state_of(file: Path) -> tuple[int, ...] | None:
    """Inode, size and time of a file, which change whenever it is changed or rewritten; None if it does not exist."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


@lru_cache(maxsize=256)
def _is_sound(file: Path, *_: object) -> bool:
    try:
        opened = Snapshot(file)
        return opened.content_name() == file.stem and not list(opened.parts(limit=0))
    except duckdb.Error:
        return False


def _build(folder: Path, build: Path, work: Path, settings: Settings, progress: Progress) -> str:
    with _work_database(work, settings) as con:
        dataset = read_dataset(con, folder, settings.composites.named, progress)
        progress("snapshot")
        written = work / "snapshot.duckdb"
        con.execute("ATTACH ? AS snapshot", [str(written)])
        name = write_tables(con, dataset.catalogue, settings.about_band_percent)
        con.execute("CHECKPOINT snapshot")
    with _held(build / LOCK):  # so that nobody prunes between the two
        if not is_sound(final := snapshot_file(build, name)):
            _put(written, final)
        _write_pointer(work, build, Pointer(name))
    return name


@contextmanager
def _refusing(folder: Path) -> Iterator[None]:
    """Report disk trouble, such as a full disk or a read-only folder, as `DatasetError`."""
    try:
        yield
    except (OSError, duckdb.Error) as failed:
        why = failed.strerror if isinstance(failed, OSError) else str(failed).splitlines()[0]
        # A quoted path would leave no room for what is wrong with it.
        text = re.sub(r' *"[^"]*"', "", why or str(failed))
        raise DatasetError([Problem(str(folder), 0, 0, "S01", text=text)]) from failed


@contextmanager
def _work_folder(build: Path) -> Iterator[Path]:
    """A folder for one build to work in; those of killed builds are removed."""
    with ExitStack() as stack:
        with _held(build / LOCK):  # so that nobody removes the folder before it is locked
            for work in build.glob(".work-*"):
                if _is_abandoned(work):
                    shutil.rmtree(work, ignore_errors=True)
            made = tempfile.TemporaryDirectory(dir=build, prefix=".work-", ignore_cleanup_errors=True)
            work = Path(stack.enter_context(made))
            stack.enter_context(_held(work / LOCK))
        yield work


def _is_abandoned(work: Path) -> bool:
    if fcntl is None:
        return time.time() - work.stat().st_mtime > ABANDONED
    try:
        with _held(work / LOCK, fcntl.LOCK_NB):
            return True
    except OSError:  # held by a running build, or gone by now
        return False


@contextmanager
def _held(file: Path, besides: int = 0) -> Iterator[None]:
    """Hold a lock, which is released with the process however that ends."""
    with file.open("w") as opened:
        if fcntl:
            fcntl.flock(opened, fcntl.LOCK_EX | besides)
        yield


def _work_database(work: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    """A database with bounded memory: a large folder spills into `work` instead of filling the machine."""
    con = duckdb.connect()
    con.execute("SET memory_limit = ?", [settings.build_memory])
    con.execute("SET temp_directory = ?", [str(work / "spill")])
    return con


def _write_pointer(work: Path, build: Path, pointer: Pointer) -> None:
    written = work / POINTER
    written.write_bytes(_POINTER.dump_json(pointer))
    _put(written, build / POINTER)


def _put(written: Path, place: Path) -> None:
    with written.open("rb+") as opened:
        os.fsync(opened.fileno())
    os.replace(written, place)
