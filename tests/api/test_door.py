"""The door: which names a request may come in under, whom a proxy may speak for, and whose pages may open a socket."""

import asyncio
import re
import tomllib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.addresses import AT
from api.door import Door, is_own
from findings import kept
from words import wording

HOME = Path(__file__).resolve().parents[2]
PROXY, READER = ("10.0.0.9", 40000), ("10.0.0.77", 50000)


@pytest.fixture
def reached_at(monkeypatch):
    """Another `server` of config.yaml."""
    settings = kept.settings()

    def set_to(**server):
        changed = settings.server.model_copy(update=server)
        monkeypatch.setattr(kept, "settings", lambda: settings.model_copy(update={"server": changed}))

    return set_to


async def tell(request):
    return JSONResponse({"url": str(request.url), "reader": request.client.host})


async def accept(socket):
    await socket.accept()
    await socket.close()


def behind(peer):
    """What a request from `peer` meets, as uvicorn hands it on with 10.0.0.9 as its trusted proxy."""
    inside = Starlette(
        routes=[Route("/tell", tell), WebSocketRoute("/socket", accept)], middleware=[Middleware(Door)]
    )
    return TestClient(ProxyHeadersMiddleware(inside, PROXY[0]), "http://localhost:8501", client=peer)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:80", "", "localhost@evil.example", "local host",
     "localhost:http", "10.1.1.1", "[::2]", "localhost\tx", "x" * 5000, "localhost/", "127.0.0.1.nip.io"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/health", f"{AT}/", f"{AT}/places.json", "/nowhere"])
def test_a_request_under_another_name_is_refused_and_the_name_is_not_given_back(client, host, path):
    answer = client.get(path, headers={"Host": host}, follow_redirects=False)
    assert answer.status_code == 400 and answer.text == wording("en")("door.other_host")
    assert answer.headers["cache-control"] == "no-store" and answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "localhost."]
)
def test_this_machine_answers_to_its_own_names(client, host):
    assert client.get("/api/health", headers={"Host": host}).status_code == 200


def test_it_answers_to_the_address_that_a_request_came_in_at_and_to_names_of_the_settings(reached_at):
    for came_in_at, named in (
        ("10.1.2.3", "10.1.2.3:80"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("fd00::1", "[fd00::1]"),
    ):
        assert is_own(named, {"server": (came_in_at, 80)})
    arrived = {"server": ("10.1.2.3", 80)}
    assert not is_own("duibiao.example", arrived) and not is_own("www.example", arrived)
    reached_at(address="https://www.example:8443/duibiao", hosts=["duibiao.example"])
    assert is_own("duibiao.example", arrived) and is_own("www.example", arrived)
    assert not is_own("other.www.example", arrived)


def test_only_a_trusted_proxy_tells_the_name_and_the_scheme_that_a_reader_used(reached_at):
    reached_at(hosts=["duibiao.example"])
    told = {"X-Forwarded-Host": "duibiao.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": READER[0]}
    by_proxy = behind(PROXY).get("/tell", headers=told).json()
    assert by_proxy == {"url": "https://duibiao.example/tell", "reader": READER[0]}
    by_reader = behind(READER).get("/tell", headers=told).json()
    assert by_reader == {"url": "http://localhost:8501/tell", "reader": READER[0]}


def test_what_a_trusted_proxy_tells_is_held_against_the_names_as_well():
    told = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": READER[0]}
    assert behind(PROXY).get("/tell", headers=told).status_code == 400


@pytest.mark.parametrize(
    ("origin", "comes_in"),
    [(None, True), ("http://localhost:8501", True), ("https://localhost:8501", True), ("http://evil.example", False),
     ("null", False), ("", False), ("http://localhost.evil.example:8501", False), ("http://localhost", False)],
)  # fmt: skip
def test_a_socket_is_opened_by_a_page_of_this_server_only(origin, comes_in):
    told = {} if origin is None else {"Origin": origin}
    try:
        with behind(READER).websocket_connect("ws://localhost:8501/socket", headers=told):
            assert comes_in
    except WebSocketDisconnect as refused:
        assert not comes_in and refused.code == 1008


def test_streamlit_has_nothing_to_look_up_about_a_socket_that_came_in(monkeypatch):
    from streamlit import net_util
    from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

    monkeypatch.setattr(net_util, "get_external_ip", lambda: pytest.fail("asked another host"))
    for name in ("localhost", "LOCALHOST:8501", "[::1]:8501"):
        origin, passed = f"http://{name}", []

        async def inside(scope, _receive, _send, passed=passed):
            passed.append(dict(scope["headers"]))

        headers = [(b"host", name.encode()), (b"origin", origin.encode())]
        scope = {"type": "websocket", "headers": headers, "query_string": b"", "server": ("127.0.0.1", 8501)}
        asyncio.run(Door(inside)(scope, None, None))
        [sent] = passed
        assert _is_origin_allowed(sent[b"origin"].decode(), sent[b"host"].decode())


def test_what_any_cache_may_keep_holds_nothing_of_the_request_s_own_address(client, shipped, reached_at):
    path = f"{AT}/snapshots/{shipped.id}/observations.json?limit=5"
    asked = client.get(path, headers={"Host": "127.0.0.1:81"})
    assert asked.headers["cache-control"].startswith("private") and "http://127.0.0.1:81" in asked.text
    reached_at(address="https://duibiao.example/at")
    answers = [client.get(path, headers={"Host": host}) for host in ("127.0.0.1:81", "localhost")]
    for answer in answers:
        assert answer.headers["cache-control"].startswith("public")
        assert answer.json()["next"].startswith("https://duibiao.example/at/api/v1/snapshots/")
        assert answer.json()["address"].startswith("https://duibiao.example/at/api/v1/snapshots/")
    assert len({(answer.content, answer.headers["etag"], answer.headers["link"]) for answer in answers}) == 1


def test_the_server_listens_on_this_machine_only_until_somebody_opens_it():
    told = tomllib.loads((HOME / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert told["server"]["address"] == "localhost"


def test_the_server_has_the_door_before_streamlit():
    text = (HOME / "app.py").read_text(encoding="utf-8")
    assert re.search(
        r"middleware=\[\s*Middleware\(Journal\),\s*Middleware\(SafeHeaders\),\s*Middleware\(Door\),", text
    )
