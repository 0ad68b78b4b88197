"""The addresses as they are served: the real routes behind the real headers, and what they say read back."""

import csv
import io
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from api import health, v1
from api.headers import SafeHeaders
from tests.pages.made_up import write_dataset


@pytest.fixture(scope="session")
def served() -> Starlette:
    """The addresses without the pages."""
    return Starlette(routes=[*health.routes, *v1.routes], middleware=[Middleware(SafeHeaders)])


@pytest.fixture
def client(served, shipped) -> Iterator[TestClient]:
    """Asks for addresses, with the shipped data on the air."""
    with TestClient(served, headers={"Accept-Language": "en"}, raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def rows(client):
    """The rows of a CSV address, each by the names of its columns."""

    def read(path: str) -> list[dict[str, str]]:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    return read


@pytest.fixture
def problem(client):
    """The problem that an address answers with, and its status."""

    def read(path: str, **asked) -> dict:
        answer = client.get(path, **asked)
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        assert answer.headers["cache-control"] == "no-store"
        content = answer.json()
        assert content["status"] == answer.status_code
        return content

    return read


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """A made-up dataset on the air instead of the shipped one, in folders of the test's own."""
    write_dataset(tmp_path / "data")
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
