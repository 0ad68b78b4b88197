"""The made-up dataset on the air instead of the shipped one, for the tests that ask for it."""

import pytest

from findings import kept
from tests.pages import made_up_index
from tests.pages.made_up import write_dataset


@pytest.fixture(scope="session")
def made_up_folder(tmp_path_factory):
    """The made-up dataset, written once."""
    folder = tmp_path_factory.mktemp("made-up")
    write_dataset(folder / "data")
    return folder


@pytest.fixture
def made_up(made_up_folder, monkeypatch):
    """Show the pages from the made-up dataset."""
    monkeypatch.setenv("DUIBIAO_DATA", str(made_up_folder / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(made_up_folder / "build"))
    return made_up_folder


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory):
    """The made-up dataset with goalposts and measures, written once."""
    folder = tmp_path_factory.mktemp("made-up-index")
    made_up_index.write_dataset(folder / "data")
    return folder


@pytest.fixture
def index(index_folder, monkeypatch):
    """Show the pages from the made-up dataset with goalposts and measures; the id of its snapshot."""
    monkeypatch.setenv("DUIBIAO_DATA", str(index_folder / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(index_folder / "build"))
    return kept.on_the_air().snapshot
