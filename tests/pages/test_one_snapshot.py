"""One run, one snapshot: a page that is made while another snapshot goes on the air does not mix the two."""

import re
from itertools import cycle

import pytest

from findings import kept
from loaders.settings import read_settings
from loaders.snapshot import Pointer, build_snapshot
from pages.parts.site import PAGES
from tests.pages.made_up_index import write_dataset
from tests.pages.opening import opened

pytestmark = pytest.mark.slow  # whole pages run

ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


@pytest.fixture
def swapped(tmp_path, monkeypatch):
    """Two snapshots of which, whenever somebody looks, the other one is on the air."""
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    write_dataset(tmp_path / "data")
    built = [build_snapshot(tmp_path / "data", read_settings())]
    places = tmp_path / "data/places.yaml"
    places.write_text(places.read_text("utf-8").replace("某省", "另一省"), "utf-8")
    built.append(build_snapshot(tmp_path / "data", read_settings()))
    pointers = cycle(Pointer(snapshot) for snapshot in built)
    monkeypatch.setattr(kept, "on_the_air", lambda: next(pointers))
    return built


def ids(app, built) -> set[str]:
    """The snapshots that stand anywhere in a page: in its texts, its tables, its links and its charts."""
    return {id_ for node in app for id_ in ID.findall(str(getattr(node, "proto", "")))} & set(built)


QUICK = ("indicators", "methods")


@pytest.mark.parametrize(
    "page", [p if p in QUICK else pytest.param(p, marks=pytest.mark.slow) for p in PAGES]
)
def test_no_page_holds_two_snapshots(page, swapped):
    app = opened(page, lang="en")
    seen = []
    for _ in range(2):
        assert not app.exception
        seen.append(ids(app, swapped))
        app = app.run()
    assert [len(one) for one in seen] == [1, 1], seen
    assert seen[0] != seen[1]
