"""Snapshots with a byte changed, cut off, or of something else: each is noticed, and none is read wrong.

python -m tests.faults.test_snapshots [COUNT] [SEED]     prints the figures
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from loaders.reading import SNAPSHOT_TABLES, Snapshot
from loaders.settings import HOME, read_settings
from loaders.snapshot import Pointer, build_snapshot, is_sound, read_pointer, snapshot_file

FLIPS = 40  # bytes changed, one at a time, where a change lands
WORLD = HOME / "tests" / "worlds" / "sound"
FOREIGN = (
    "empty",
    "text",
    "noise",
    "cut off",
    "longer",
    "another database",
    "another dataset",
    "another program",
    "a folder",
)


def content(file: Path) -> dict[str, pd.DataFrame]:
    """All that can be read of a snapshot."""
    opened = Snapshot(file)
    return {name: opened.table(name) for name in sorted(SNAPSHOT_TABLES)} | {"": opened.observations()}


def flipped(build: Path, count: int, seed: int) -> Counter[str]:
    """What is said of a snapshot with one byte changed: noticed, or the same (in a byte that holds nothing), or wrong."""
    file = snapshot_file(build, read_pointer(build).snapshot)
    whole, right = file.read_bytes(), content(file)
    chance, counts = random.Random(seed), Counter[str]()
    for _ in range(count):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        file.unlink()
        file.write_bytes(changed)
        if not is_sound(file):
            counts["noticed"] += 1
        else:
            read = content(file)
            counts["the same" if all(read[name].equals(right[name]) for name in right) else "wrong"] += 1
    file.unlink()
    file.write_bytes(whole)
    return counts


def exchange(kind: str, file: Path) -> None:
    """Put something else in the place of a snapshot."""
    whole = file.read_bytes()
    file.unlink()
    if kind == "a folder":
        file.mkdir()
    elif kind in ("another database", "another program"):
        if kind == "another program":
            file.write_bytes(whole)
        with duckdb.connect(str(file)) as con:
            con.execute("CREATE TABLE t (i INTEGER)" if kind == "another database" else "DROP TABLE funnels")
    elif kind == "another dataset":
        with tempfile.TemporaryDirectory() as work:
            other = Path(shutil.copytree(WORLD, Path(work, "world")))
            rows = other / "observations" / "linhe.csv"
            rows.write_text(rows.read_text("utf-8").replace(",9,working_day", ",7,working_day"), "utf-8")
            os.environ["DUIBIAO_BUILD"] = work
            id_ = build_snapshot(other, read_settings())
            shutil.copyfile(snapshot_file(Path(work), id_), file)
    else:
        contents = {
            "empty": b"", "text": "不是快照".encode() * 1000, "noise": random.Random(1).randbytes(300_000),
            "cut off": whole[: len(whole) // 2], "longer": whole + whole,
        }  # fmt: skip
        file.write_bytes(contents[kind])


def foreign(build: Path, kind: str) -> str:
    """What is on the air once a snapshot is exchanged; the file as it was comes back."""
    file = snapshot_file(build, read_pointer(build).snapshot)
    whole = file.read_bytes()
    exchange(kind, file)
    on_the_air = read_pointer(build).snapshot
    shutil.rmtree(file) if file.is_dir() else file.unlink()
    file.write_bytes(whole)
    return on_the_air


@pytest.fixture
def build(tmp_path, monkeypatch) -> Path:
    """A build folder with one snapshot in it."""
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    build_snapshot(WORLD, read_settings())
    return tmp_path / "build"


@pytest.mark.slow
def test_a_changed_byte_is_noticed_or_holds_nothing(build):
    # In a process of its own: a library that ended it would end every test.
    command = [sys.executable, "-m", "tests.faults.test_snapshots", str(FLIPS), "15", str(build)]
    ended = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    print(ended.stdout)
    assert ended.returncode == 0, ended.stderr
    assert "'wrong'" not in ended.stdout and "noticed" in ended.stdout
    assert read_pointer(build) == Pointer(read_pointer(build).snapshot)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_snapshot_of_this_name_is_not_on_the_air(kind, build, monkeypatch):
    before = read_pointer(build)
    said = foreign(build, kind)
    # A database that goes on after its end is read as far as it goes.
    assert said == (before.snapshot if kind == "longer" else "")
    assert read_pointer(build) == before


if __name__ == "__main__":
    count, seed, *given = (*sys.argv[1:], *("1000", "15")[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as work:
        os.environ["DUIBIAO_BUILD"] = work
        if not given:
            build_snapshot(WORLD, read_settings())
        print(dict(flipped(Path(*given) if given else Path(work), int(count), int(seed))))
