"""The addresses as they are served: the real routes behind the real headers, and what they say read back."""

import csv
import io
from collections.abc import Iterator
from functools import cache

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from api import health, v1
from api.door import Door
from api.headers import SafeHeaders
from tests.pages.made_up import write_dataset

SERVED_AT = "http://localhost"


@pytest.fixture(scope="session")
def served() -> Starlette:
    """The addresses without the pages."""
    return Starlette(
        routes=[*health.routes(), *v1.routes()], middleware=[Middleware(SafeHeaders), Middleware(Door)]
    )


@pytest.fixture(scope="session")
def client(served, shipped) -> Iterator[TestClient]:
    """Asks for addresses, with the shipped data on the air."""
    english = {"Accept-Language": "en"}
    with TestClient(served, SERVED_AT, headers=english, raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture(scope="session")
def answer(client):
    """The answer of an address, asked for once for all tests that change nothing."""
    return cache(client.get)


@pytest.fixture(scope="session")
def rows_in():
    """The rows of an answer in CSV, each by the names of its columns."""

    def read(answer) -> list[dict[str, str]]:
        assert answer.status_code == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    return read


@pytest.fixture(scope="session")
def rows(answer, rows_in):
    """The rows of a CSV address, asked for once."""
    return lambda path: rows_in(answer(path))


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
