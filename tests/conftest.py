"""What all tests share: a build folder of their own, the shipped snapshot in it, and its frames."""

import os
import tempfile

import pytest

os.environ["DUIBIAO_BUILD"] = tempfile.mkdtemp(prefix="duibiao-test-")
os.environ.pop("DUIBIAO_DATA", None)

from loaders.reading import Snapshot
from loaders.settings import read_settings
from loaders.snapshot import build_snapshot, snapshot_file
from tests import trying  # noqa: F401 - its profiles have to be there before pytest asks for one


@pytest.fixture(scope="session")
def shipped() -> Snapshot:
    """The snapshot of the shipped data."""
    settings = read_settings()
    return Snapshot(snapshot_file(settings.build_folder, build_snapshot(settings.data_folder, settings)))


@pytest.fixture
def observed(shipped):
    """Every shipped observation, as the pages read them."""
    return shipped.observations()
