"""What all tests share: a build folder of their own, the shipped snapshot in it, and its frames."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["DUIBIAO_BUILD"] = tempfile.mkdtemp(prefix="duibiao-test-")
os.environ.pop("DUIBIAO_DATA", None)

from loaders.reading import Snapshot
from loaders.settings import read_settings
from loaders.snapshot import build_snapshot, snapshot_file
from tests import trying  # noqa: F401 - its profiles have to be there before pytest asks for one

BROWSER = Path(__file__).resolve().parent / "browser"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where no browser is asked for, what drives one is not even imported."""
    return collection_path == BROWSER and "not browser" in config.option.markexpr or None


def pytest_addoption(parser: pytest.Parser) -> None:
    """The campaigns of tests/faults at another size than in `.ci/run`."""
    parser.addoption("--times", type=int, default=1, help="campaigns of faults: so many times the usual size")


@pytest.fixture(scope="session")
def times(request: pytest.FixtureRequest) -> int:
    """How many times its usual size a campaign has."""
    return request.config.getoption("--times")


@pytest.fixture(autouse=True)
def _leaves_the_settings() -> Iterator[None]:
    """A test that leaves a folder of its own in the environment fails itself, not one that comes long after it."""
    before = {name: value for name, value in os.environ.items() if name.startswith("DUIBIAO_")}
    yield
    assert before == {name: value for name, value in os.environ.items() if name.startswith("DUIBIAO_")}


@pytest.fixture(scope="session")
def spark_session() -> type:
    """The class of Spark's sessions; without it tests on Spark are skipped, or fail under REQUIRE_SPARK=1."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        SparkSession = None
    if SparkSession is None or not shutil.which("java"):
        absent = pytest.fail if os.environ.get("REQUIRE_SPARK") == "1" else pytest.skip
        absent("Spark is tried where Java is installed, and pyspark from requirements-spark.txt")
    return SparkSession


@pytest.fixture(scope="session")
def shipped() -> Snapshot:
    """The snapshot of the shipped data."""
    settings = read_settings()
    return Snapshot(snapshot_file(settings.build_folder, build_snapshot(settings.data_folder, settings)))


@pytest.fixture
def observed(shipped):
    """Every shipped observation, as the pages read them."""
    return shipped.observations()
