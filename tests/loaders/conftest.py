"""A sound dataset to break, its made-up documents, and what the loaders say of it."""

import hashlib
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from loaders.catalogue import read_catalogue
from loaders.dataset import read_dataset
from loaders.observations import read_observations
from loaders.problems import DatasetError
from loaders.settings import read_settings
from loaders.snapshot import build_snapshot, snapshot_file
from loaders.tables import write_tables

WORLDS = Path(__file__).resolve().parent.parent / "worlds"
DOCUMENTS = {
    "linhe-2021-report": "一、由22个工作日压缩到9个工作日以内，压缩三分之一以上。\n"
    "二、试点审批用时*天；办事成本增约12%。\n",
    "qiushan-2022-feature": "头版：压缩3个工作日；审批二十余天，全省约30天。\n二版：力争再压缩40%。\n",
}


@pytest.fixture(scope="session")
def shipped_settings():
    """The settings of config.yaml, read once."""
    return read_settings()


@pytest.fixture
def settings(shipped_settings, tmp_path, monkeypatch):
    """The shipped settings, with a build folder of the test's own."""
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    return shipped_settings.model_copy(deep=True)


@pytest.fixture(scope="session")
def built_sound(tmp_path_factory) -> Path:
    """The snapshot file of the sound world, built once: for tests that only read."""
    folder = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIBIAO_BUILD", str(folder))
        return snapshot_file(folder, build_snapshot(WORLDS / "sound", read_settings()))


@pytest.fixture
def sound(tmp_path) -> Path:
    """A copy of the sound world."""
    return Path(shutil.copytree(WORLDS / "sound", tmp_path / "sound"))


@pytest.fixture
def documents(tmp_path, sound) -> Path:
    """The documents of the sound world, registered in it."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for source, text in DOCUMENTS.items():
        (folder / f"{source}.txt").write_bytes(text.encode())
    _register(sound, folder)
    return folder


@pytest.fixture
def register():
    """Write down the sha256 of every document of a folder in a dataset's sources.yaml."""
    return _register


@pytest.fixture
def change():
    """Replace, once, one text by another in a file; the text must be there."""
    return _change


@pytest.fixture(scope="session")
def database():
    """One engine for every check, which costs less than one for each."""
    with duckdb.connect() as con:
        yield con


@pytest.fixture
def problems_of(database, settings):
    """What a check says of a folder: its problems as they are printed."""

    def problems(folder: Path) -> list[str]:
        with database.cursor() as con:
            con.execute("ATTACH ':memory:' AS checked; USE checked")
            try:
                read_dataset(con, folder, settings.composites.named)
            except DatasetError as refused:
                return [str(problem) for problem in refused.problems]
            finally:
                con.execute("USE memory; DETACH checked")
        return []

    return problems


@pytest.fixture
def written(settings, tmp_path):
    """Write the snapshot of a folder without checking it, which costs half of a build; gives its file."""

    def write(folder: Path) -> Path:
        file = tmp_path / "unnamed.duckdb"
        with duckdb.connect() as con:
            con.execute(f"ATTACH '{file}' AS snapshot")
            read_observations(con, folder)
            name = write_tables(con, read_catalogue(folder)[0], settings.about_band_percent)
        return file.rename(tmp_path / f"{name}.duckdb")

    return write


@pytest.fixture
def build(settings):
    """Build a folder; gives the snapshot's id."""
    return lambda folder: build_snapshot(folder, settings)


def _register(dataset: Path, documents: Path) -> None:
    file = dataset / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    for document in documents.iterdir():
        found = hashlib.sha256(document.read_bytes()).hexdigest()
        text = re.sub(rf"(file: {document.name}\n  sha256:) \w+", rf"\g<1> {found}", text)
    file.write_text(text, encoding="utf-8")


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text, f"{old} is not in {file}"
    file.write_bytes(text.replace(old, new, 1).encode())
