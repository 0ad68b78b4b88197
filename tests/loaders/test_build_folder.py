"""The build folder: what is damaged in it is told and never served, the disk's trouble is a refusal, old things go."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from findings import kept
from loaders import snapshot as snapshots
from loaders.__main__ import main
from loaders.problems import DatasetError
from loaders.reading import Snapshot
from loaders.settings import HOME, read_settings
from loaders.snapshot import (
    Pointer,
    build_snapshot,
    built_snapshots,
    is_sound,
    prune,
    read_pointer,
    snapshot_file,
)

pytestmark = pytest.mark.slow  # whole datasets are built

WORLD = HOME / "tests" / "worlds" / "sound"
LINHE = Path("observations", "linhe.csv")
POINTERS = {
    "null": b"null", "a number": b"7", "a list": b"[]", "empty": b"", "binary": b"\xff\xfe\x00", "cut off": b'{"snapshot": "',
    "a path": b'{"snapshot": "../secret", "refused": []}', "no reasons": b'{"snapshot": "", "refused": 3}',
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, str, str]:
    """A dataset, beside a build folder with two snapshots of it: as it was, and as it is, which is on the air."""
    work = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIBIAO_BUILD", str(work / "build"))
        shutil.copytree(WORLD, work / "sound")
        first = build_snapshot(work / "sound", read_settings())
        rows = work / "sound" / LINHE
        rows.write_text(rows.read_text("utf-8").replace(",9,working_day", ",8,working_day"), "utf-8")
        second = build_snapshot(work / "sound", read_settings())
    age(work / "build", first, 60)
    return work, first, second


@pytest.fixture
def two(made, settings, tmp_path) -> tuple[Path, str, str]:
    """A build folder with two snapshots, the later one on the air, and in `sound` the dataset of that one."""
    work, first, second = made
    shutil.copytree(work, tmp_path, dirs_exist_ok=True)
    return settings.build_folder, first, second


@pytest.fixture
def sound(tmp_path) -> Path:
    """The dataset that is on the air."""
    return tmp_path / "sound"


def age(build: Path, id_: str, seconds: int) -> None:
    """Let a snapshot be so many seconds older than it is."""
    file = snapshot_file(build, id_)
    then = file.stat().st_mtime - seconds
    os.utime(file, (then, then))


def codes(reasons: tuple[str, ...]) -> list[str]:
    """The codes of the reasons that a pointer gives."""
    return [reason.split("  ")[1][:3] for reason in reasons]


# A damaged pointer


@pytest.mark.parametrize("content", POINTERS)
def test_with_a_damaged_pointer_the_newest_snapshot_is_on_the_air(content, two):
    build, _, second = two
    (build / "current.json").write_bytes(POINTERS[content])
    now = read_pointer(build)
    assert now.snapshot == second and codes(now.refused) == (["F02"] if content == "binary" else ["S02"])


def test_a_damaged_pointer_is_written_anew(two, sound, settings):
    build, _, second = two
    (build / "current.json").write_bytes(b"null")
    assert main(["diff", second]) == 0
    assert build_snapshot(sound, settings) == second
    assert read_pointer(build) == Pointer(second)


def test_a_folder_in_place_of_the_pointer_is_a_refusal_and_something_stays_on_the_air(two, sound, settings):
    build, _, second = two
    (build / "current.json").unlink()
    (build / "current.json").mkdir()
    with pytest.raises(DatasetError) as refused:
        build_snapshot(sound, settings)
    assert [problem.code for problem in refused.value.problems] == ["S01"]
    now = read_pointer(build)
    assert now.snapshot == second and codes(now.refused) == ["F11"]


def test_a_pointer_with_a_byte_order_mark_is_read(two):
    build, _, second = two
    content = (build / "current.json").read_bytes()
    (build / "current.json").write_bytes(b"\xef\xbb\xbf" + content)
    assert read_pointer(build) == Pointer(second)


# A damaged snapshot


def truncated(file: Path, other: Path) -> None:
    """The first pages only."""
    file.write_bytes(file.read_bytes()[:20_000])


def no_database(file: Path, other: Path) -> None:
    """Some text."""
    file.write_bytes(b"no database")


def of_another_dataset(file: Path, other: Path) -> None:
    """A whole snapshot, of other data."""
    shutil.copy(other, file)


def gone(file: Path, other: Path) -> None:
    """Nothing there."""
    file.unlink()


def a_folder(file: Path, other: Path) -> None:
    """A folder of that name."""
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [truncated, no_database, of_another_dataset, gone, a_folder])
def test_a_damaged_snapshot_is_not_on_the_air_and_the_reason_is_told(damage, two):
    build, first, second = two
    damage(snapshot_file(build, second), snapshot_file(build, first))
    assert not is_sound(snapshot_file(build, second)) and is_sound(snapshot_file(build, first))
    now = read_pointer(build)
    assert now.snapshot == first and codes(now.refused) == ["S03"] and second in now.refused[0]
    snapshot_file(build, first).unlink()
    now = read_pointer(build)
    assert now.snapshot == "" and codes(now.refused) == ["S03"]


@pytest.mark.parametrize("damage", [truncated, of_another_dataset])
def test_a_damaged_snapshot_is_built_anew(damage, two, sound, settings):
    build, first, second = two
    damage(snapshot_file(build, second), snapshot_file(build, first))
    assert build_snapshot(sound, settings) == second
    assert read_pointer(build) == Pointer(second)
    assert len(Snapshot(snapshot_file(build, second)).observations()) == 7


def test_what_is_open_of_a_damaged_snapshot_is_opened_anew_once_it_is_mended(two, sound, settings):
    build, _, second = two
    assert len(kept.snapshot(second).observations()) == 7
    truncated(snapshot_file(build, second), build)
    build_snapshot(sound, settings)
    assert kept.snapshot(second).count() == 7
    assert len(kept.snapshot(second).observations()) == 7


def test_a_snapshot_that_could_not_be_opened_for_a_moment_is_sound_a_minute_later(two, monkeypatch):
    build, _, second = two
    now = [1000.0]
    monkeypatch.setattr(snapshots.time, "monotonic", lambda: now[0])
    os.utime(snapshot_file(build, second))
    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "Snapshot", lambda file: Snapshot(file / "too many open files"))
        assert not is_sound(snapshot_file(build, second))
    assert not is_sound(snapshot_file(build, second))
    now[0] += 60
    assert is_sound(snapshot_file(build, second))


# Trouble with the disk


def test_a_build_folder_that_cannot_be_made_is_a_refusal(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "file" / "build"))
    assert main(["build", str(WORLD)]) == 1
    assert f"{tmp_path / 'file' / 'build'}:0:0  S01 " in capsys.readouterr().out


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_is_full_or_read_only_leaves_what_is_on_the_air(
    number, two, sound, settings, monkeypatch
):
    build, _, second = two

    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(snapshots.tempfile, "TemporaryDirectory", full)
    with pytest.raises(DatasetError) as refused:
        build_snapshot(sound, settings)
    (problem,) = refused.value.problems
    assert (problem.file, problem.code, problem.text) == (str(build), "S01", os.strerror(number))
    assert read_pointer(build) == Pointer(second)


def test_pages_are_told_why_nothing_is_built_where_the_pointer_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "file" / "build"))
    now = kept.on_the_air()
    assert now.snapshot == "" and codes(now.refused) == ["S01"]


# What builds leave behind


def test_what_a_killed_build_left_is_removed_by_the_next_and_what_runs_is_not(two, sound, settings):
    left = settings.build_folder / ".work-killed"
    left.mkdir()
    (left / "snapshot.duckdb").touch()
    seen = []

    def during(step: str) -> None:
        if step == "catalogue":
            build_snapshot(sound, settings)  # another build, while this one runs
            seen.extend(settings.build_folder.glob(".work-*"))

    build_snapshot(sound, settings, during)
    assert len(seen) == 1 and left not in seen
    assert not list(settings.build_folder.glob(".work-*"))


# Old snapshots


@pytest.fixture
def five(built_sound, tmp_path, settings) -> tuple[Path, list[str]]:
    """A build folder with five snapshots, the newest first; only the last of them is a real one, and on the air."""
    build = settings.build_folder
    build.mkdir()
    ids = [*(letter * 16 for letter in "abcd"), built_sound.stem]
    for n, id_ in enumerate(ids):
        shutil.copy(built_sound, snapshot_file(build, id_))
        age(build, id_, 60 * n)
    (build / "current.json").write_text(f'{{"snapshot": "{built_sound.stem}", "refused": []}}')
    return build, ids


@pytest.mark.parametrize(
    ("keep", "left"), [(0, "e"), (1, "ae"), (2, "abe"), (4, "abcde"), (5, "abcde"), (9, "abcde")]
)
def test_pruning_leaves_the_newest_and_the_one_on_the_air(keep, left, five):
    build, ids = five
    letters = dict(zip("abcde", ids, strict=True))
    removed = prune(build, keep)
    assert list(built_snapshots(build)) == [letters[letter] for letter in left]
    assert sorted(removed) == sorted(set(ids) - set(built_snapshots(build)))
    assert read_pointer(build) == Pointer(ids[-1])


def test_the_command_says_what_it_pruned_and_refuses_what_is_no_number(five, capsys):
    _, ids = five
    assert main(["prune", "--keep", "2"]) == 0
    assert capsys.readouterr().out.split()[-2:] == ids[2:4]
    for keep in ("-1", "all", "1.5"):
        assert main(["prune", f"--keep={keep}"]) == 2
