"""Below a path and at it: pages, links and whatever they load."""

from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import EVERY
from tests.serving import running

BELOW = "/an/office"
HREFS = f"""() => {EVERY}(document).filter(one => one.matches('a[href]'))
    .map(link => new URL(link.getAttribute('href'), location).href)"""


@pytest.fixture
def below(chromium, tmp_path):
    """A server whose pages stand below a path."""
    with ExitStack() as stopped:
        yield stopped.enter_context(running(tmp_path, below=BELOW))


def test_every_request_and_link_stays_below_the_path(below, reads, visits):
    reader = reads("en", below)
    reader.opens("/indicators")
    for page in ("approval_times", "methods"):
        reader.follows(reader.text(f"page.{page}"), page)
        hrefs = reader.page.evaluate(HREFS)
        own = [href for href in hrefs if "//localhost" in href]
        assert own and all(href.startswith(f"{below.url}/") for href in own), own
    asked = [urlsplit(address).path for address in visits.addresses if not address.startswith("blob:")]
    assert not [path for path in asked if path and not path.startswith(BELOW)]
    assert below.answer("/api/v1/places.json")[0] == 200
