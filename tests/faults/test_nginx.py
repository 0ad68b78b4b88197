"""Behind nginx: TLS, two processes on one build folder, readers who stay where their session is, and slow clients."""

import os
import re
import shutil
import socket
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from loaders.settings import read_settings
from loaders.snapshot import build_snapshot
from tests.proxied import behind_nginx
from tests.serving import HOME

pytestmark = pytest.mark.slow
MISSING = "no nginx here; install it, on Debian: apt-get install nginx openssl"


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not nginx:
        (pytest.fail if os.environ.get("REQUIRE_NGINX") == "1" else pytest.skip)(MISSING)
    with behind_nginx(nginx, tmp_path_factory.mktemp("nginx")) as both:
        yield both


def opened(behind, cookie):
    """A page's socket, as a browser with that cookie opens it, with the snapshot at the foot of the page."""
    told = {"Cookie": f"duibiao_process={cookie}"}
    return connect(
        behind.socket, ssl=behind.trusting, origin=behind.url, additional_headers=told, max_size=None,
        subprotocols=["streamlit"],
    )  # fmt: skip


def run(page, query=""):
    """A run of the page methods; the snapshots that stand in it."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = "methods", query
    page.send(asked.SerializeToString())
    found = set()
    while True:
        data = page.recv(timeout=120)
        found |= set(re.findall("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])", data.decode("utf-8", "replace")))
        if ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":
            return found


def test_pages_addresses_and_sockets_stand_behind_tls_under_the_readers_own_address(behind):
    with behind.client() as client:
        assert client.get("/compare", headers={"Accept": "text/html"}).status_code == 200
        answer = client.get("/api/v1/observations.json?limit=5")
        assert answer.json()["address"].startswith(f"{behind.url}/api/v1/")
        assert "max-age" in answer.headers["strict-transport-security"]
    with opened(behind, "a") as page:
        assert run(page)


def test_nobody_passes_as_somebody_else_through_the_proxy(behind):
    with behind.client() as client:
        assert client.get("/api/health", headers={"Host": "evil.example"}).status_code == 400
        told = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
        answer = client.get("/api/v1/places.json?limit=1", headers=told)
        assert answer.json()["address"].startswith(f"{behind.url}/")


def test_a_reader_stays_with_one_process_and_readers_spread_over_both(behind):
    before = behind.served("/api/v1/")
    for _ in range(20):
        with behind.client() as client:
            at_first = behind.served("/api/v1/")
            for _ in range(3):
                client.get("/api/v1/")
            now = behind.served("/api/v1/", sum(at_first) + 3)
            asked = [after - then for after, then in zip(now, at_first, strict=True)]
            assert sorted(asked) == [0, 3]
    assert all(now > then for now, then in zip(behind.served("/api/v1/"), before, strict=True))


def test_a_build_is_on_the_air_in_both_processes_within_a_rerun(behind, tmp_path, monkeypatch):
    monkeypatch.setenv("DUIBIAO_BUILD", str(behind.servers[0].build))
    cookies, at = [], 0
    while len(cookies) < 2:  # one reader on each process
        before = behind.served("/api/health")
        with behind.client() as client:
            client.cookies.set("duibiao_process", str(at))
            client.get("/api/health")
        now = behind.served("/api/health", sum(before) + 1)
        asked = [after - then for after, then in zip(now, before, strict=True)]
        cookies += [str(at)] if asked.index(1) == len(cookies) else []
        at += 1
    shutil.copytree(HOME / "data", tmp_path / "data")
    places = tmp_path / "data/places.yaml"
    places.write_text(places.read_text("utf-8").replace("zh: 安阳市", "zh: 安陽市", 1), "utf-8")
    first, second = (opened(behind, cookie) for cookie in cookies)
    with first, second:
        old = run(first) & run(second)
        new = build_snapshot(tmp_path / "data", read_settings())
        assert new not in old
        assert new in run(first) and new in run(second)
        assert [server.health()["snapshot"] for server in behind.servers] == [new, new]


def test_clients_that_send_nothing_hold_nobody_up(behind):
    slow = [socket.create_connection(("localhost", behind.port)) for _ in range(150)]
    try:
        start = time.monotonic()
        with behind.client() as client:
            assert client.get("/api/health").status_code == 200
        assert time.monotonic() - start < 1
    finally:
        for connection in slow:
            connection.close()


def test_what_nginx_writes_down_tells_nothing_of_who_asked_or_what(behind):
    with behind.client() as client:
        client.get("/api/v1/compare.csv?place=anyang")
    log = (behind.folder / "duibiao.log").read_text("utf-8")
    assert log and not re.search("anyang|127.0.0.1|::1", log)
