"""Two datasets to ask: the shipped one, and the made-up one whose cities can be ranked."""

import pytest

from findings import kept
from tests.pages.made_up import write_dataset


@pytest.fixture(scope="session")
def made_up_folder(tmp_path_factory):
    """The made-up dataset, written once."""
    folder = tmp_path_factory.mktemp("made-up-findings")
    write_dataset(folder / "data")
    return folder


@pytest.fixture(params=["shipped", "made_up"])
def asked_of(request, monkeypatch):
    """The id of a snapshot on the air, of either dataset."""
    if request.param == "made_up":
        folder = request.getfixturevalue("made_up_folder")
        monkeypatch.setenv("DUIBIAO_DATA", str(folder / "data"))
        monkeypatch.setenv("DUIBIAO_BUILD", str(folder / "build"))
        return kept.on_the_air().snapshot
    return request.getfixturevalue("shipped").id
