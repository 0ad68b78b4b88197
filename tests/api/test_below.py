"""Below a path: addresses, links and redirects stay below it."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from api import health, moved, v1
from api.addresses import AT
from api.door import Door
from pages.parts.site import PAGES, url_path

pytestmark = pytest.mark.slow  # a server of its own

BELOW = "/an/office"


@pytest.fixture
def client(shipped):
    """Asks a server whose addresses stand below a path."""
    routes = [*health.routes(BELOW), *v1.routes(BELOW), *moved.routes(map(url_path, PAGES), BELOW)]
    served = Starlette(routes=routes, middleware=[Middleware(Door)])
    return TestClient(served, "http://localhost", headers={"Accept-Language": "en"}, follow_redirects=False)


def test_nothing_is_answered_beside_the_path(client):
    for path in ("/api/health", f"{AT}/", f"{AT}/places.json", "/tasks", "/nowhere"):
        assert client.get(path).status_code == 404, path
        assert client.get(BELOW + path).status_code in (200, 307, 308), path


def test_the_page_of_the_addresses_and_openapi_name_the_path(client):
    page = client.get(f"{BELOW}{AT}/").text
    assert f"http://localhost{BELOW}{AT}/observations.csv" in page
    assert not re.search(rf"(?<!{BELOW}){AT}", page)
    for link in set(re.findall(r'href="([^":]+)"', page)) - {"../../"}:
        assert client.get(f"{BELOW}{AT}/{link}").status_code == 200, link
    document = client.get(f"{BELOW}{AT}/openapi.json").json()
    assert document["servers"] == [{"url": BELOW + AT}]


def test_what_follows_stands_below_the_path(client):
    answer = client.get(f"{BELOW}{AT}/observations.json?limit=5")
    following = f"http://localhost{BELOW}{AT}/snapshots/"
    assert answer.json()["next"].startswith(following) and answer.json()["address"].startswith(following)
    assert client.get(answer.links["next"]["url"]).json()["rows"] != answer.json()["rows"]


def test_problems_and_redirects_stay_below_the_path(client):
    problem = client.get(f"{BELOW}{AT}/nowhere").json()
    assert problem["type"] == f"{BELOW}{AT}/#address" and f"{BELOW}{AT}/" in problem["detail"]
    assert client.get(BELOW + AT).headers["location"] == f"{BELOW}{AT}/"
    assert client.get(f"{BELOW}?lang=en").headers["location"] == f"{BELOW}/?lang=en"
    for old in ("/tasks?place=anyang", "/nowhere"):
        assert client.get(BELOW + old).headers["location"].startswith("./")
