"""Builds that are killed, that run two at once, on a full disk and in a folder that may not be written.

    python -m tests.faults.test_builds [KILLED]     prints the figures

Whatever happens, the pointer and what it names are whole, and what was on the air before stays there or the new one is.
"""

from __future__ import annotations

import codecs
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from unittest import mock

import pytest

from loaders.problems import DatasetError
from loaders.settings import HOME, read_settings
from loaders.snapshot import build_snapshot, built_snapshots, is_sound, read_pointer, snapshot_file

resource = pytest.importorskip("resource", reason="limits of processes, which Windows does not have")

KILLED = 12  # builds, where a change lands
NOBODY = 65534  # the user who may write nothing
WORLD = HOME / "tests" / "worlds" / "sound"
# Children are forked from a process that has the loaders ready: starting each anew would cost a second.
CHILDREN = get_context("forkserver")
CHILDREN.set_forkserver_preload(["loaders.snapshot", "pytest"])


def world(folder: Path, days: int = 9) -> Path:
    """A copy of a small dataset, in which one figure says so many days."""
    if not folder.exists():
        shutil.copytree(WORLD, folder)
    rows = folder / "observations" / "linhe.csv"
    rows.write_text(
        (WORLD / "observations" / "linhe.csv").read_text("utf-8").replace(",9,w", f",{days},w"), "utf-8"
    )
    return folder


def build(folder: Path, into: Path) -> str:
    """Build a dataset into a folder; the id of its snapshot."""
    with mock.patch.dict(os.environ, DUIBIAO_BUILD=str(into)):
        return build_snapshot(folder, read_settings())


def build_forever(folder: Path, into: Path, start: int, begun: Event) -> None:
    """Say that it has begun, and build a dataset that says something else each time."""
    begun.set()
    for days in count(start):
        build(world(folder, days), into)


def build_often(folder: Path, into: Path, start: int, times: int) -> None:
    """Build a dataset so many times, each twice; ends with an error where one of the builds fails."""
    for days in range(start, start + times):
        assert build(world(folder, days), into) == build(folder, into)


def killed(work: Path, times: int, seed: int) -> Counter[str]:
    """Kill builds at chance moments and look at what they leave."""
    chance, into, counts = random.Random(seed), work / "build", Counter[str]()
    start = time.monotonic()
    first = build(world(work / "world"), into)
    took = time.monotonic() - start  # a busy machine needs longer
    for n in range(times):
        begun = CHILDREN.Event()
        child = CHILDREN.Process(
            target=build_forever, args=(work / f"world-{n}", into, 1000 * (n + 1), begun)
        )
        child.start()
        begun.wait()
        time.sleep(chance.uniform(0.1, 3) * took)
        child.kill()
        child.join()
        now = read_pointer(into)
        counts["killed"] += child.exitcode == -9
        counts["damaged"] += bool(now.refused) or not is_sound(snapshot_file(into, now.snapshot))
        counts["left behind"] += len(list(into.glob(".work-*")))
    counts["built"] = len(built_snapshots(into)) - 1
    counts["unsound"] = sum(not is_sound(snapshot_file(into, id_)) for id_ in built_snapshots(into))
    assert build(world(work / "world"), into) == first
    counts["left in the end"] = len(list(into.glob(".work-*")))
    return counts


@pytest.mark.slow
def test_killed_builds_leave_the_pointer_and_every_snapshot_whole_and_are_swept(tmp_path):
    counts = killed(tmp_path, KILLED, seed=15)
    print(dict(counts))
    assert counts["killed"] == KILLED and counts["built"] > 0, (
        "every build was killed before it had built anything"
    )
    assert counts["damaged"] == counts["unsound"] == counts["left in the end"] == 0


@pytest.mark.slow
def test_builds_at_once_are_all_carried_out_and_the_pointer_is_always_whole(tmp_path):
    into = tmp_path / "build"
    children = [
        CHILDREN.Process(target=build_often, args=(tmp_path / f"world-{n}", into, start, 4))
        for n, start in enumerate((100, 100, 200))  # two of the same data, one of other
    ]
    for child in children:
        child.start()
    seen = set()
    while any(child.is_alive() for child in children):
        now = read_pointer(into)
        assert not now.refused and (not now.snapshot or is_sound(snapshot_file(into, now.snapshot)))
        seen.add(now.snapshot)
        time.sleep(0.01)
    assert [child.exitcode for child in children] == [0] * 3
    assert len(built_snapshots(into)) == 8 and len(seen) > 1
    assert not list(into.glob(".work-*"))


# The disk


def build_on(folder: Path, into: Path, limit: Callable[[], None], told: Connection) -> None:
    """Build where a limit is set, and tell what came of it."""
    limit()
    try:
        told.send(build(folder, into))
    except DatasetError as refused:
        told.send(" ".join(f"{problem.code} {problem.text}" for problem in refused.problems))


def built_under(folder: Path, into: Path, limit: Callable[[], None]) -> str:
    """What comes of a build in a process with a limit: an id or the problems; EOFError where it ended otherwise."""
    hears, tells = CHILDREN.Pipe(duplex=False)
    child = CHILDREN.Process(target=build_on, args=(folder, into, limit, tells))
    child.start()
    tells.close()
    try:
        return hears.recv()
    finally:
        child.join()


class Largest:
    """A limit: no file may grow beyond so many bytes, as on a disk that is full."""

    def __init__(self, size: int):
        self.size = size

    def __call__(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.size))


def no_limit() -> None:
    """No limit at all."""


def as_nobody() -> None:
    """A limit: to go on as a user who may write nothing, and perhaps not even read what Python still wants to import."""
    codecs.lookup("utf-8-sig")
    os.setuid(NOBODY)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can read, and that its own alone can write."""
    folder = Path(tempfile.mkdtemp(prefix="duibiao-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 4096, 100_000, 1_000_000])
@pytest.mark.parametrize("days", [9, 8], ids=["the same data", "other data"])
def test_where_no_file_can_grow_the_last_good_snapshot_stays(size, days, tmp_path):
    into = tmp_path / "build"
    good = build(world(tmp_path / "world"), into)
    said = built_under(world(tmp_path / "world", days), into, Largest(size))
    assert said.startswith("S01 "), said
    now = read_pointer(into)
    assert now.snapshot == good and is_sound(snapshot_file(into, good))
    assert all("S01" in reason for reason in now.refused)
    assert build(tmp_path / "world", into) == read_pointer(into).snapshot
    assert not list(into.glob(".work-*"))


@contextmanager
def disk(folder: Path, size: int) -> Iterator[None]:
    """A disk of so many bytes at a folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def may_mount() -> bool:
    """Whether this process may put a disk of its own somewhere."""
    with tempfile.TemporaryDirectory() as work:
        try:
            with disk(Path(work, "disk"), 4096):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


@pytest.mark.slow
@pytest.mark.parametrize("free", [0, 4096, 300_000, 3_000_000])
def test_on_a_full_disk_the_last_good_snapshot_stays(free, tmp_path):
    if not may_mount():
        pytest.skip("this process may not mount a disk")
    with disk(tmp_path / "disk", 16 << 20):
        into = tmp_path / "disk" / "build"
        good = build(world(tmp_path / "world"), into)
        fill = shutil.disk_usage(into).free - free
        (tmp_path / "disk" / "filling").write_bytes(bytes(max(fill, 0)))
        for days in (9, 8):
            said = built_under(world(tmp_path / "world", days), into, no_limit)
            assert said.startswith("S01 "), said
            now = read_pointer(into)
            assert now.snapshot == good and is_sound(snapshot_file(into, good))
        (tmp_path / "disk" / "filling").unlink()
        assert build(tmp_path / "world", into) == read_pointer(into).snapshot


@pytest.mark.slow
def test_in_a_folder_that_may_not_be_written_the_last_good_snapshot_stays(open_folder):
    into = open_folder / "build"
    good = build(world(open_folder / "world"), into)
    into.chmod(0o555)
    limit = as_nobody if os.getuid() == 0 else no_limit
    for days in (9, 8):
        said = built_under(world(open_folder / "world", days), into, limit)
        assert said == "S01 Permission denied"
        assert read_pointer(into).snapshot == good
    into.chmod(0o755)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        print(dict(killed(Path(work), int((*sys.argv[1:], "60")[0]), 15)))
