"""Snapshots swapped under readers: every page they get is made from one of them, whole."""

import asyncio
import json
import os
import re
import shutil
import sys
from itertools import cycle

import pytest
import yaml

from loaders.settings import read_settings
from loaders.snapshot import POINTER, build_snapshot
from pages.parts.site import FIRST, PAGES, url_path
from tests.serving import HOME, carried_out, running

sys.path.append(str(HOME / "benchmarks"))
from sessions import Session

READERS, RERUNS, EVERY = 4, 20, 0.05  # seconds between two swaps
FEW = (
    "indicators",
    "approval_times",
)  # looked at in a campaign of the usual size: on the others a first run takes long
MARK = "Elsewhere"  # ends the name of every place of the second dataset


class Watched(Session):
    """A reader of whose last run every message is at hand; nothing is left out because the reader holds it already."""

    def _take(self, kind, told):
        if kind == "new_session":
            self.messages = []
        self.messages.append(told.SerializeToString())
        super()._take(kind, told)
        self.held.clear()

    def snapshots(self, known: dict[str, bool]) -> set[bool]:
        """Which of the two datasets speak in the last run: by the ids of their snapshots, and by the names of places."""
        page = b"\n".join(self.messages).decode("utf-8", "replace")
        ids = {known[id_] for id_ in re.findall("[0-9a-f]{16}", page) if id_ in known}
        return ids | ({f" {MARK}" in page} if re.search(r"\b(Anyang|Xiangtan)\b", page) else set())


def other(folder):
    """The shipped data, every place under another name."""
    shutil.copytree(HOME / "data", folder)
    places = yaml.safe_load((folder / "places.yaml").read_text(encoding="utf-8"))
    for place in places.values():
        place["name"]["en"] += f" {MARK}"
    (folder / "places.yaml").write_text(yaml.safe_dump(places, allow_unicode=True), encoding="utf-8")
    return folder


def at(page):
    """The last part of a page's address."""
    return "" if page == FIRST else url_path(page)


def put_on_the_air(build, snapshot):
    """Point at a snapshot, as a build does."""
    file = build / ".pointer-swapped"
    file.write_text(json.dumps({"snapshot": snapshot, "refused": []}), encoding="utf-8")
    os.replace(file, build / POINTER)


async def swap(build, snapshots):
    """Put one after the other on the air."""
    for snapshot in cycle(snapshots):
        put_on_the_air(build, snapshot)
        await asyncio.sleep(EVERY)


@pytest.mark.slow
def test_no_page_mixes_two_snapshots(tmp_path, monkeypatch, times):
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    folders = HOME / "data", other(tmp_path / "other")
    known = {build_snapshot(folder, read_settings()): n == 1 for n, folder in enumerate(folders)}
    assert len(known) == 2
    seen: list[tuple[str, set[bool]]] = []

    async def read(port: int, page: str) -> None:
        reader = Watched(port, at(page), "lang=en")
        await reader.open()
        for _ in range(RERUNS * times):
            await reader.rerun()
            seen.append((page, reader.snapshots(known)))
        await reader.close()

    async def campaign(port: int) -> None:
        pages = FEW if times == 1 else PAGES
        for snapshot in known:  # everything once, so that no run below takes long
            put_on_the_air(tmp_path / "build", snapshot)
            for page in pages:
                await (reader := Watched(port, at(page), "lang=en")).open()
                await reader.close()
        swapping = asyncio.create_task(swap(tmp_path / "build", list(known)))
        readers = zip(cycle(pages), range(max(READERS, len(pages))), strict=False)
        await asyncio.gather(*(read(port, page) for page, _ in readers))
        swapping.cancel()

    with running(tmp_path / "build") as server:
        carried_out(campaign(server.port))
    mixed = [page for page, snapshots in seen if len(snapshots) > 1]
    assert not mixed, f"{len(mixed)} of {len(seen)}"
    assert {True, False} <= set.union(*(snapshots for _, snapshots in seen))
    print(f"{len(seen)} reruns, {len(mixed)} mixed")
