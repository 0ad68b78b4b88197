"""Starts: with a good snapshot in its build folder the server starts, whatever the data or the disk are like."""

import os
import shutil
from pathlib import Path

import pytest

from loaders.settings import HOME, read_settings
from loaders.snapshot import build_snapshot
from tests.faults.test_builds import disk, may_mount
from tests.serving import Server, running


@pytest.fixture
def good(tmp_path, monkeypatch) -> str:
    """The snapshot of the shipped data, in the folder `build`."""
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    settings = read_settings()
    return build_snapshot(settings.data_folder, settings)


def shown(server: Server) -> tuple[str, int]:
    """The snapshot that health and the addresses show, and how many problems health tells of."""
    health = server.health()
    status, _, body = server.answer("/api/v1/places.json")
    assert status == 200 and health["snapshot"].encode() in body
    return health["snapshot"], health["problems"]


@pytest.mark.slow
def test_a_folder_of_everything_that_cannot_be_read_stops_no_start(good, tmp_path):
    data = Path(shutil.copytree(HOME / "data", tmp_path / "data"))
    (data / "observations" / "x.csv").mkdir()
    (data / "observations" / "y.csv").symlink_to("nowhere")
    (data / "indicators" / "z.yaml").symlink_to("z.yaml")
    (data / "funnels.yaml").unlink()
    (data / "funnels.yaml").symlink_to("/dev/zero")
    (data / "problems.yaml").write_text("a: " + "[" * 100_000, encoding="utf-8")
    (data / "topics.yaml").write_bytes(b"\xff\x00")
    measures = (data / "measures.yaml").read_text(encoding="utf-8")
    (data / "measures.yaml").write_text(measures.replace("locator:", "loctor:", 1), encoding="utf-8")
    with running(tmp_path / "build", DUIBIAO_DATA=str(data)) as server:
        snapshot, problems = shown(server)
        said = server.log.read_text(encoding="utf-8")
    assert snapshot == good and problems >= 7
    assert "Traceback" not in said
    for code in ("F11", "F13", "Y08", "F02", "Y03"):
        assert f"  {code} " in said


@pytest.mark.slow
def test_a_full_disk_stops_no_start(good, tmp_path):
    if not may_mount():
        pytest.skip("this process may not mount a disk")
    with disk(tmp_path / "disk", 32 << 20):
        full = Path(shutil.copytree(tmp_path / "build", tmp_path / "disk" / "build"))
        (tmp_path / "disk" / "filling").write_bytes(bytes(shutil.disk_usage(full).free))
        assert shutil.disk_usage(full).free == 0
        with running(tmp_path / "log", DUIBIAO_BUILD=str(full)) as server:
            assert shown(server)[0] == good
            said = server.log.read_text(encoding="utf-8")
    assert "S01" in said and "Traceback" not in said


@pytest.mark.slow
def test_a_folder_in_place_of_the_pointer_stops_no_start(good, tmp_path):
    pointer = tmp_path / "build" / "current.json"
    pointer.unlink()
    pointer.mkdir()
    with running(tmp_path / "build") as server:
        assert shown(server) == (good, 1)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_truncated_snapshot_is_written_anew_at_the_start_and_told_while_the_server_runs(good, tmp_path):
    file = tmp_path / "build" / f"{good}.duckdb"
    os.truncate(file, 10_000)
    with running(tmp_path / "build") as server:
        assert shown(server) == (good, 0)
        os.truncate(file, 10_000)
        status, _, _ = server.answer("/api/health")
        assert status == 503
        build_snapshot(read_settings().data_folder, read_settings())
        assert shown(server) == (good, 0)
