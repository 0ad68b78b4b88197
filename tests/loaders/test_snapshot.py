"""Snapshots: named by what is in them, never changed, and never half there."""

import json
import os
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from loaders.catalogue import read_catalogue
from loaders.observations import read_observations
from loaders.problems import DatasetError
from loaders.reading import Snapshot
from loaders.snapshot import Pointer, build_snapshot, check_dataset, read_pointer, snapshot_file
from loaders.tables import write_tables

pytestmark = pytest.mark.slow  # whole datasets are built

LINHE = Path("observations", "linhe.csv")


def snapshots(folder: Path) -> list[str]:
    """The ids of the snapshots in a build folder."""
    return sorted(file.stem for file in folder.glob("*.duckdb"))


def content_name(file: Path) -> str:
    """The name that the rows of a snapshot give it."""
    return Snapshot(file).content_name()


def days(folder: Path, snapshot: str) -> float:
    """The value of linhe-001 in a snapshot."""
    seen = Snapshot(snapshot_file(folder, snapshot)).observations().set_index("id")
    return seen.loc["linhe-001", "value"]


# The name follows the content


@pytest.fixture
def name_of(settings):
    """The name a folder's snapshot would have, with nothing written to disk and nothing checked."""

    def name(folder: Path) -> str:
        con = duckdb.connect()
        con.execute("ATTACH ':memory:' AS snapshot")
        read_observations(con, folder)
        return write_tables(con, read_catalogue(folder)[0], settings.about_band_percent)

    return name


def test_a_copy_of_a_folder_has_the_same_name(sound, build, built_sound):
    assert build(sound) == built_sound.stem


def test_the_order_of_rows_does_not_matter(sound, name_of, built_sound):
    header, *rows = (sound / LINHE).read_text(encoding="utf-8").splitlines()
    (sound / LINHE).write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    assert name_of(sound) == built_sound.stem


def test_the_order_of_sources_does_not_matter(sound, name_of, built_sound):
    one, other = (sound / "sources.yaml").read_text(encoding="utf-8").split("qiushan-2022-feature:", 1)
    (sound / "sources.yaml").write_text(f"qiushan-2022-feature:{other}{one}", encoding="utf-8")
    assert name_of(sound) == built_sound.stem


def test_the_file_a_row_stands_in_does_not_matter(sound, name_of, built_sound):
    header, *rows = (sound / "observations" / "qiushan.csv").read_text(encoding="utf-8").splitlines()
    with (sound / LINHE).open("a", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    (sound / "observations" / "qiushan.csv").write_text(header + "\n", encoding="utf-8")
    assert name_of(sound) == built_sound.stem


@pytest.mark.parametrize("saved", ["windows and marked", "no last line break", "quoted"])
def test_how_a_file_was_saved_does_not_matter(saved, sound, name_of, built_sound):
    for file in sound.rglob("*.*"):
        text = file.read_bytes()
        if "windows" in saved:
            text = text.replace(b"\n", b"\r\n")
        if "marked" in saved:
            text = b"\xef\xbb\xbf" + text
        if "no last" in saved:
            text = text.rstrip(b"\n")
        if "quoted" in saved and file.suffix == ".csv":
            text = text.replace(b",rule,", b',"rule",').replace(b",achieved,", b',"achieved",')
        assert text != file.read_bytes() or "quoted" in saved
        file.write_bytes(text)
    assert name_of(sound) == built_sound.stem


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LINHE, ",9,working_day", ",8,working_day"),
        (LINHE, "2019-12-31", "2019-12-30"),
        (LINHE, "数字被遮盖", "数字已遮盖"),
        ("places.yaml", "Qiushan", "Chiushan"),
        ("units.yaml", "个工作日, en", "工作日, en"),
        ("sources.yaml", "Qiushan Daily", "Qiushan News"),
        ("indicators/services.yaml", "no_judgement", "lower_is_better"),
        ("indicators/services.yaml", "  minimum: none", "  minimum: none\n  form: claim"),
        ("matters.yaml", "permit time", "permits"),
        ("matters.yaml", "with_caution", "indicative"),
        ("matters.yaml", "topic: approvals", "topic: approvals\n  kind: size"),
        ("matters.yaml", "indicators: [permit", "indicators: [cost_change, permit"),
        ("sources.yaml", "kind: newspaper", "kind: newspaper\n  read: selected"),
        ("checks.yaml", "by at least a third", "by a third"),
        ("measures.yaml", "in_force", "pilot"),
        ("problems.yaml", "Too few", "Few"),
        ("funnels.yaml", "The cut", "A cut"),
        ("funnels.yaml", "done: cost", "fully: cost"),
        ("frameworks.yaml", "Business Location", "Location"),
        ("topics.yaml", "en: Services", "en: Government services"),
    ],
)
def test_one_changed_cell_gives_another_name(file, old, new, sound, name_of, built_sound, change):
    change(sound / file, old, new)
    assert name_of(sound) != built_sound.stem


def test_a_cell_moved_to_the_next_column_gives_another_name(sound, name_of, change):
    change(sound / LINHE, ",二,试点", ",二二,试点")
    first = name_of(sound)
    change(sound / LINHE, ",二二,试点", ",二,二试点")
    assert name_of(sound) != first


def test_another_meaning_of_about_gives_another_name(sound, settings, name_of, built_sound):
    settings.about_band_percent = 20
    assert name_of(sound) != built_sound.stem


# The pointer


def test_nothing_is_on_the_air_before_the_first_build(tmp_path):
    assert read_pointer(tmp_path) == Pointer("", ())


def test_a_build_goes_on_the_air(sound, settings):
    name = build_snapshot(sound, settings)
    assert read_pointer(settings.build_folder) == Pointer(name, ())
    assert snapshots(settings.build_folder) == [name]


def test_nothing_is_built_where_the_first_folder_is_refused(sound, settings, change):
    change(sound / LINHE, ",9,", ",九,")
    with pytest.raises(DatasetError):
        build_snapshot(sound, settings)
    assert read_pointer(settings.build_folder).snapshot == ""
    assert snapshots(settings.build_folder) == []


def test_a_refused_folder_leaves_the_last_good_snapshot_on_the_air_and_says_why(sound, settings, change):
    good = build_snapshot(sound, settings)
    change(sound / LINHE, ",9,", ",九,")
    with pytest.raises(DatasetError) as refused:
        build_snapshot(sound, settings)
    why = (
        "observations/linhe.csv:2:65  N03 [value] 中文数字“九”，是否应为 9"
        " · Chinese numerals '九'; did you mean 9"
    )
    assert read_pointer(settings.build_folder) == Pointer(good, (why,))
    assert [str(problem) for problem in refused.value.problems] == [why]
    assert days(settings.build_folder, good) == 9


def test_a_mended_folder_is_no_longer_called_refused(sound, settings, change):
    build_snapshot(sound, settings)
    change(sound / LINHE, ",9,", ",九,")
    with pytest.raises(DatasetError):
        build_snapshot(sound, settings)
    change(sound / LINHE, ",九,", ",8,")
    assert read_pointer(settings.build_folder).refused
    mended = build_snapshot(sound, settings)
    assert read_pointer(settings.build_folder) == Pointer(mended, ())


def test_the_pointer_lists_fifty_reasons_at_most(sound, settings):
    header, row, *_ = (sound / LINHE).read_text(encoding="utf-8").splitlines()
    rows = [row.replace("linhe-001", f"linhe-{n:03}").replace(",9,", ",九,") for n in range(1, 62)]
    (sound / LINHE).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        build_snapshot(sound, settings)
    assert len(refused.value.problems) == 61
    assert len(read_pointer(settings.build_folder).refused) == 50


def test_checking_builds_nothing(sound, settings):
    check_dataset(sound, settings)
    assert not settings.build_folder.exists()


# A snapshot is never changed


def test_a_snapshot_that_exists_is_not_written_again(sound, settings, change):
    name = build_snapshot(sound, settings)
    first = snapshot_file(settings.build_folder, name).stat()
    change(sound / LINHE, ",9,", ",8,")
    assert build_snapshot(sound, settings) != name
    change(sound / LINHE, ",8,", ",9,")
    assert build_snapshot(sound, settings) == name
    again = snapshot_file(settings.build_folder, name).stat()
    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert read_pointer(settings.build_folder).snapshot == name


def test_a_build_leaves_nothing_behind_but_snapshots_the_pointer_and_the_lock(sound, settings, change):
    good = build_snapshot(sound, settings)
    change(sound / LINHE, ",9,", ",九,")
    with pytest.raises(DatasetError):
        build_snapshot(sound, settings)
    left = {file.name for file in settings.build_folder.iterdir()}
    assert left == {"current.json", ".lock", f"{good}.duckdb"}


@pytest.mark.parametrize(
    "forbidden",
    [
        "CREATE TABLE base.more (id VARCHAR)",
        "DROP TABLE base.places",
        "DROP VIEW base.observations",
        "ALTER TABLE base.places DROP COLUMN level",
        "UPDATE base.places SET level = 'zone'",
        "UPDATE places SET level = 'zone'",
        "DELETE FROM base.places",
        "INSERT INTO base.places FROM base.places",
        "ATTACH '{folder}/other.duckdb'",
        "COPY places TO '{folder}/places.csv'",
        "SELECT * FROM read_text('{folder}/current.json')",
        "SELECT * FROM read_csv('{folder}/current.json')",
        "SELECT * FROM glob('{folder}/*')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1GB'",
    ],
)
def test_an_opened_snapshot_refuses(forbidden, built_sound):
    folder = built_sound.parent
    before = sorted(folder.iterdir())
    with pytest.raises(duckdb.Error):
        Snapshot(built_sound)._con.execute(forbidden.format(folder=folder))
    assert sorted(folder.iterdir()) == before


def test_an_opened_snapshot_gives_only_tables_it_has(built_sound):
    snapshot = Snapshot(built_sound)
    assert list(snapshot.table("places")["id"]) == ["dongjiang", "linhe", "qiushan"]
    with pytest.raises(KeyError):
        snapshot.table("places; DROP TABLE places")


# Readers and builders at once


def test_a_reader_sees_the_old_snapshot_during_a_build_and_the_new_one_after(sound, settings, change):
    folder, seen = settings.build_folder, []
    old = build_snapshot(sound, settings)
    reader = Snapshot(snapshot_file(folder, old))
    change(sound / LINHE, ",9,", ",8,")

    def read(step: str) -> None:
        seen.append((step, read_pointer(folder).snapshot, days(folder, old)))

    new = build_snapshot(sound, settings, read)
    assert seen == [(step, old, 9) for step in ("catalogue", "observations", "checks", "snapshot")]
    assert read_pointer(folder).snapshot == new != old
    assert days(folder, new) == 8
    assert reader.observations().set_index("id").loc["linhe-001", "value"] == 9


def test_snapshot_and_pointer_are_finished_before_they_get_their_names(sound, settings, change, monkeypatch):
    old, replace, seen = build_snapshot(sound, settings), os.replace, []
    change(sound / LINHE, ",9,", ",8,")

    def rename(source: Path | str, target: Path) -> None:
        is_snapshot = target.suffix == ".duckdb"
        named = (
            content_name(Path(source)) if is_snapshot else json.loads(Path(source).read_text())["snapshot"]
        )
        seen.append((target.name, target.exists(), named, read_pointer(settings.build_folder).snapshot))
        replace(source, target)

    monkeypatch.setattr(os, "replace", rename)
    new = build_snapshot(sound, settings)
    assert seen == [(f"{new}.duckdb", False, new, old), ("current.json", True, new, old)]


def test_builds_at_once_leave_a_readable_pointer_and_whole_snapshots(sound, settings, change, tmp_path):
    folders = [Path(copytree(sound, tmp_path / f"world-{n}")) for n in range(3)]
    for n, folder in enumerate(folders):
        change(folder / LINHE, ",9,", f",{n + 1},")
    with ThreadPoolExecutor(6) as threads:
        builds = [threads.submit(build_snapshot, folders[n % 3], settings) for n in range(9)]
        seen = watched(settings.build_folder, builds)
    names = [build.result() for build in builds]
    assert names[:3] * 3 == names and len(set(names)) == 3
    assert seen and seen <= {"", *names}
    assert snapshots(settings.build_folder) == sorted(set(names))
    assert [days(settings.build_folder, name) for name in names[:3]] == [1, 2, 3]
    assert not list(settings.build_folder.glob(".work-*"))


def watched(folder: Path, builds: list[Future]) -> set[str]:
    """The ids the pointer named during builds and after them; each must be a whole snapshot by then."""
    seen = set()
    while True:
        is_over = not wait(builds, timeout=0.01).not_done
        name = read_pointer(folder).snapshot
        if name not in seen:
            seen.add(name)
            assert not name or content_name(snapshot_file(folder, name)) == name
        if is_over:
            return seen
