"""Doors: with a sign-in nothing of the dashboard is had without it; tried on the server as it is run, at a real provider."""

import json
import shutil
import time
from unittest.mock import patch

import httpx
import pytest
from itsdangerous import TimestampSigner
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.provider import CLIENT, SECRET, provider, sign_in
from tests.serving import HOME, running

pytestmark = pytest.mark.slow
LISTED, BELOW, USER = "li@office.example", "/office", "_streamlit_user"
LONG_AGO = 13 * 3600  # seconds; sign_in.hours is 12
# Method and path of everything there is to be had; {snapshot} is the one on the air.
DOORS = (
    ("GET", "/"), ("GET", "/compare"), ("GET", "/nowhere"), ("SOCKET", "/_stcore/stream"),
    ("GET", "/api/v1/"), ("GET", "/api/v1/openapi.json"), ("GET", "/api/v1/observations.csv"),
    ("GET", "/api/v1/compare.json?place=anyang"), ("HEAD", "/api/v1/datapackage.zip"),
    ("GET", "/api/v1/snapshots/{snapshot}/indicators/startup_days.xlsx"), ("GET", "/media/0123456789abcdef.csv"),
    ("PUT", "/_stcore/upload_file/session/file"), ("DELETE", "/_stcore/upload_file/session/file"),
    ("GET", "/_stcore/metrics"), ("GET", "/_stcore/host-config"), ("POST", "/_stcore/agent/interact"),
    ("GET", "/component/x/index.html"), ("GET", "/_stcore/bidi-components/x/y.js"), ("GET", "/static/js/index.js"),
)  # fmt: skip


def signed(secret=SECRET, ago=0, **claims):
    """The cookie of somebody who signed in some seconds ago."""
    told = {"aud": CLIENT, "email": LISTED, "is_logged_in": True, "provider": "default"} | claims
    now = TimestampSigner("x").get_timestamp()
    with patch.object(TimestampSigner, "get_timestamp", lambda _: now - ago):
        return {"Cookie": f"{USER}={create_signed_value(secret, USER, json.dumps(told)).decode()}"}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def said_by():
    with provider() as running_provider:
        yield running_provider


@pytest.fixture(scope="module")
def server(said_by, tmp_path_factory):
    """The dashboard behind that provider, below a path, for one reader."""
    folder = tmp_path_factory.mktemp("signed-in")
    beside = shutil.ignore_patterns("__pycache__", "tests", "build", "docs", ".git", ".*_cache", ".venv")
    shutil.copytree(HOME, folder / "project", ignore=beside)
    config = folder / "project/config.yaml"
    config.write_text(config.read_text("utf-8").replace("  allow: [] ", f"  allow: [{LISTED}] "), "utf-8")
    secrets = folder / "secrets.toml"
    secrets.write_text(
        said_by.secrets(redirect_uri=f"http://localhost:{{port}}{BELOW}/oauth2callback"), "utf-8"
    )
    options = ["--secrets.files", str(secrets)]
    with running(folder / "build", folder / "project", BELOW, options) as started:
        yield started


def asks(server, method, path, headers):
    """Status of a request, 101 of a socket that was opened, and where it leads."""
    if method == "SOCKET":
        address = f"ws://localhost:{server.port}{BELOW}{path}"
        try:
            with connect(address, additional_headers=headers, origin=f"http://localhost:{server.port}"):
                return 101, ""
        except InvalidStatus as refused:
            return refused.response.status_code, ""
    answer = httpx.request(method, server.url + path, headers={"Accept": "text/html"} | headers, timeout=60)
    return answer.status_code, answer.headers.get("location", "")


@pytest.fixture(scope="module")
def strangers(said_by):
    """Everybody who may not read, by what they bring."""
    with provider() as other:
        return {
            "nothing": {},
            "another site's cookie": {"Cookie": "_streamlit_session=x"},
            "a cookie of long ago": signed(ago=LONG_AGO),
            "a cookie for another audience": signed(aud="another"),
            "a cookie of somebody else": signed(email="wang@office.example"),
            "a cookie by another secret": signed(secret="x" * 32),
            "a cookie by no secret": signed(secret=""),
            "a token for another audience": bearer(said_by.token(LISTED, "another")),
            "a token of somebody else": bearer(said_by.token("wang@office.example")),
            "a token by another provider": bearer(other.token(LISTED)),
            "a token that is none": bearer("a.b.c"),
        }


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_no_door_opens_to_a_stranger(server, strangers, method, path):
    path = path.replace("{snapshot}", "0123456789abcdef")
    for name, headers in strangers.items():
        status, leads = asks(server, method, path, headers)
        led = status == 302 and leads.startswith(f"{BELOW}/auth/login?provider=")
        assert status in (401, 403) or (led and method == "GET"), (name, status, leads)


@pytest.mark.parametrize(("method", "path"), [door for door in DOORS if door[0] in ("GET", "HEAD", "SOCKET")])
def test_every_door_opens_to_a_reader_on_the_list(server, said_by, method, path):
    path = path.replace("{snapshot}", json.loads(server.answer("/api/health", **signed())[2])["snapshot"])
    for headers in (signed(), bearer(said_by.token(LISTED))):
        status, _ = asks(server, method, path, headers)
        assert status in (101, 200, 404) or (path == "/nowhere" and status == 307), (path, status)


def test_a_reader_signs_in_at_the_provider_reads_and_signs_out(server):
    with httpx.Client(base_url=server.url, timeout=60) as client:
        page = sign_in(client, LISTED, "/compare?lang=en")
        assert page.status_code == 200 and str(page.url) == f"{server.url}/compare?lang=en"
        assert client.get("/api/v1/places.json").status_code == 200
        client.get("/auth/logout")
        assert client.get("/api/v1/places.json").status_code == 401


def test_whoever_is_not_on_the_list_signs_in_and_still_sees_nothing(server):
    with httpx.Client(base_url=server.url) as client:
        page = sign_in(client, "wang@office.example")
        assert page.status_code == 403 and "wang" not in page.text
        assert client.get("/api/v1/places.json").status_code == 403


def test_health_tells_a_stranger_that_the_server_lives_and_nothing_of_what_it_holds(server):
    assert httpx.get(f"{server.url}/api/health").json() == {"status": "ok"}
    assert httpx.get(f"{server.url}/api/health", headers=signed()).json()["snapshot"]


def test_an_open_page_stops_when_its_sign_in_is_over(server):
    address = f"ws://localhost:{server.port}{BELOW}/_stcore/stream"
    with connect(address, additional_headers=signed(ago=12 * 3600 - 2)) as socket:
        time.sleep(3)
        socket.send(BackMsg(clear_cache=True).SerializeToString())
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
