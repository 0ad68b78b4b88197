"""Signing in: whom a token or the cookies of a reader let in, before anything else sees the request."""

from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api import sign_in
from api.sign_in import SignIn
from findings import kept
from tests.provider import CLIENT, provider
from words import wording

LISTED = "li@office.example"
BELOW = "/office"
FOR_ALL = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def said_by():
    """A provider."""
    with provider() as running:
        yield running


@pytest.fixture
def listed(monkeypatch):
    """The list of those who may read."""
    settings = kept.settings()

    def allow(*allowed):
        changed = settings.sign_in.model_copy(update={"allow": [*allowed]})
        monkeypatch.setattr(kept, "settings", lambda: settings.model_copy(update={"sign_in": changed}))

    allow(LISTED)
    return allow


def served(metadata, below="", of_cookies=lambda cookies: {}):
    """A server behind the sign-in of a provider; of none where there is no `metadata`."""
    known = {"default": {"client_id": CLIENT, "server_metadata_url": metadata}} if metadata else {}
    gate = Middleware(SignIn, below, lambda: known, of_cookies, lambda: "/auth/login?provider=x")
    inside = [
        Route("/{path:path}", lambda request: PlainTextResponse("inside", headers={"Cache-Control": FOR_ALL}))
    ]
    return TestClient(Starlette(routes=inside, middleware=[gate]), follow_redirects=False)


def by(token):
    return {"Authorization": f"Bearer {token}"}


def test_without_a_provider_everything_is_as_it_is():
    assert served("").get("/", headers={"Accept": "text/html"}).text == "inside"


def test_behind_a_sign_in_no_cache_on_the_way_may_keep_an_answer(said_by, listed):
    answer = served(said_by.metadata).get("/", headers=by(said_by.token(LISTED)))
    assert answer.headers["Cache-Control"] == FOR_ALL.replace("public", "private")
    assert served("").get("/").headers["Cache-Control"] == FOR_ALL


def test_a_token_lets_in_whom_the_list_names(said_by, listed):
    inside = served(said_by.metadata)
    listed(LISTED, "@whole.example")
    for address, comes_in in (
        (LISTED, True), ("LI@Office.Example", True), ("wang@whole.example", True), ("wang@office.example", False),
        ("x@sub.whole.example", False), ("li@office.example.evil", False), ("@whole.example@evil.example", False),
    ):  # fmt: skip
        status = inside.get("/", headers=by(said_by.token(address))).status_code
        assert status == (200 if comes_in else 403), address
    listed()
    assert inside.get("/", headers=by(said_by.token(LISTED))).status_code == 403


def test_a_token_that_is_over_or_meant_for_another_or_by_another_lets_nobody_in(said_by, listed):
    inside = served(said_by.metadata)
    assert inside.get("/", headers=by(said_by.token(LISTED, "another"))).status_code == 403
    with provider() as other, provider(timedelta(seconds=-1)) as hasty:
        assert inside.get("/", headers=by(other.token(LISTED))).status_code == 401
        assert served(hasty.metadata).get("/", headers=by(hasty.token(LISTED))).status_code == 401
    head, body, mark = said_by.token(LISTED).split(".")
    unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    for token in ("", "x", "a.b.c", f"{head}.{body}.", f"{unsigned}.{body}.", f"{head}.{body}.{mark[::-1]}"):
        assert inside.get("/", headers=by(token)).status_code == 401, token


def test_the_provider_is_asked_for_its_keys_once_a_minute_at_most_whatever_is_brought(
    said_by, listed, monkeypatch
):
    asked = []
    inside, get = served(said_by.metadata), httpx.get
    monkeypatch.setattr(httpx, "get", lambda *given, **named: asked.append(given) or get(*given, **named))
    for _ in range(5):
        assert inside.get("/", headers=by("a.b.c")).status_code == 401
    assert inside.get("/", headers=by(said_by.token(LISTED))).status_code == 200
    assert len(asked) == 2  # what the provider is, and its keys


def test_a_page_leads_to_the_provider_and_back_to_where_the_reader_was(listed):
    claims: dict[str, object] = {}
    inside = served("http://localhost:1", BELOW, lambda cookies: claims)
    leads = inside.get(f"{BELOW}/compare?place=a,b", headers={"Accept": "text/html"})
    assert (leads.status_code, leads.headers["location"]) == (302, f"{BELOW}/auth/login?provider=x")
    claims |= {"aud": CLIENT, "email": LISTED}
    back = inside.get(f"{BELOW}/")
    assert (back.status_code, back.headers["location"]) == (302, f"{BELOW}/compare?place=a,b")
    assert inside.get(f"{BELOW}/").text == "inside"
    for elsewhere in ("//evil.example/", "https://evil.example/", "/another", f"{BELOW}x/"):
        inside.cookies.set("duibiao_back", elsewhere)
        assert inside.get(f"{BELOW}/").headers["location"] == f"{BELOW}/"


@pytest.mark.parametrize("claims", [
    {"email": LISTED}, {"aud": "another", "email": LISTED}, {"aud": CLIENT}, {"aud": CLIENT, "email": ""},
    {"aud": CLIENT, "email": LISTED, "email_verified": False}, {"aud": [], "email": LISTED},
])  # fmt: skip
def test_cookies_that_say_too_little_let_nobody_in(listed, claims):
    answer = served("http://localhost:1", of_cookies=lambda cookies: claims).get(
        "/", headers={"Accept": "text/html"}
    )
    assert answer.status_code == 403
    assert answer.text == wording("zh")("sign_in.not_listed", way_out="/auth/logout")


def test_only_signing_in_and_whether_the_server_lives_need_nobody(listed):
    inside = served("http://localhost:1")
    for path in sign_in.OPEN:
        assert inside.get(path).status_code == 200
    for path in ("/api/health/", "/api//health", "/auth/login/x", "/_stcore/health/../stream", "/API/HEALTH"):
        assert inside.get(path).status_code == 401, path
