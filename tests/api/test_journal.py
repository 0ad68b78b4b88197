"""What the server says of itself: a line a request that tells nothing of who asked, and its health."""

import logging
import re
from datetime import datetime

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from api import health, v1
from api.addresses import AT
from api.journal import LINES, Journal


@pytest.fixture
def lines(shipped):
    """Asks for an address; gives the lines that were written of it."""
    written = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(record.getMessage())
    LINES.addHandler(handler)
    served = Starlette(routes=[*health.routes(), *v1.routes()], middleware=[Middleware(Journal)])
    asking = TestClient(served, "http://localhost", headers={"Accept-Encoding": "identity"})

    def ask(path, **headers):
        written.clear()
        answer = asking.get(path, headers=headers)
        return answer, list(written)

    yield ask
    LINES.removeHandler(handler)


def test_a_request_is_one_line_with_its_status_time_and_size(lines):
    answer, [line] = lines(f"{AT}/places.json?limit=3")
    assert re.fullmatch(rf"GET {AT}/places\.json 200 \d+ ms {len(answer.content)} B", line)
    _, [line] = lines("/nowhere")
    assert re.fullmatch(r"GET /nowhere 404 \d+ ms 9 B", line)


def test_no_line_tells_who_asked_or_what_was_chosen(lines):
    told = {"X-Forwarded-For": "10.9.8.7", "Authorization": "Bearer abcdef", "Cookie": "_streamlit_user=li"}
    _, [line] = lines(f"{AT}/compare.csv?place=anyang&lang=en&q=li@office.example", **told)
    assert not re.search("10.9.8.7|testclient|abcdef|anyang|li@|_streamlit_user", line)


@pytest.mark.parametrize("path", ["/media/0123abcd.csv", "/_stcore/upload_file/session/file", "/a/media/x/y"])
def test_no_line_holds_a_key_to_a_file(lines, path):
    _, [line] = lines(path)
    assert not re.search("0123|session|/file|/x|/y", line) and "…" in line


def test_a_path_cannot_write_a_line_of_its_own(lines):
    _, [line] = lines("/a%0A2026 GET /forged 200" + "x" * 5000)
    assert "\n" not in line and len(line) < 300


def test_health_tells_the_snapshot_its_age_and_the_memory(lines, shipped):
    told = lines("/api/health")[0].json()
    assert told["snapshot"] == shipped.id and told["age_days"] == 0
    assert datetime.fromisoformat(told["built"]).tzinfo
    assert 50 < told["memory_mb"] < 5000
