"""Embedding: a page of another site shows one chart in a frame, if config.yaml lets that site; nobody else can."""

import http.server
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_service import copy_of_the_project

ASKED = "place=anyang,xiangtan&indicator=startup_days&lang={language}"


@pytest.fixture(scope="module")
def sites():
    """A site of another origin, at two addresses: each of its pages shows in a frame what its query names."""

    class Framing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            """A page with one frame."""
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            framed = self.path.partition("?")[2].replace("&", "&amp;")
            head = '<!doctype html><html lang="zh"><title>.</title><link rel="icon" href="data:,">'
            self.wfile.write(f'{head}<iframe title="." src="{framed}" width="800" height="600">'.encode())

        def log_message(self, *_):
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Framing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        yield f"http://127.0.0.1:{port}", f"http://localhost:{port}"
        server.shutdown()


@pytest.fixture
def allowing(starts, tmp_path, sites):
    """A server whose settings let the first of the two sites show its charts."""
    home = copy_of_the_project(tmp_path / "home")
    config = home / "config.yaml"
    whole = config.read_text(encoding="utf-8")
    before, after = whole.split("embed:\n  allow_origins: []")
    config.write_text(f'{before}embed:\n  allow_origins: ["{sites[0]}"]{after}', encoding="utf-8")
    return starts(tmp_path / "build", home)


@pytest.mark.parametrize(("language", "width", "scheme"), [("zh", 800, "light"), ("en", 390, "dark")])
def test_an_embedded_chart_stands_alone_with_its_source_and_the_way_to_the_whole(
    language, width, scheme, reads, server
):
    reader = reads(language, width=width, scheme=scheme)
    reader.page.goto(f"{server.url}/compare?embed=1&{ASKED.format(language=language)}")
    reader.charts(1)
    [chart] = server.figures(["startup_days"], ["anyang"]).to_dict("records")
    expect(reader.app).to_contain_text(chart[f"indicator_{language}"])
    expect(reader.app).to_contain_text(chart[f"source_{language}"])
    for role in ("button", "combobox", "textbox", "heading", "navigation", "radio"):
        assert not reader.page.get_by_role(role).count(), role
    way = reader.page.get_by_role("link", name=reader.text("embed.open"))
    assert way.get_attribute("target") == "_blank"
    assert way.get_attribute("href") == f"{server.url}/compare?{ASKED.format(language=language)}"
    assert not Axe().run(reader.page).response["violations"]
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert server.answer("/?embed=true", Accept="text/html")[1]["X-Frame-Options"] == "DENY"


def test_a_site_that_is_allowed_shows_one_chart_in_a_frame_and_no_other_site_and_no_whole_page(
    allowing, reads, visits, sites
):
    allowed, stranger = sites
    visits.hosts |= {site.removeprefix("http://") for site in sites}
    reader, chart = reads("zh", at=allowing), f"{allowing.url}/compare?embed=1&{ASKED.format(language='zh')}"
    reader.page.goto(f"{allowed}/?{chart}")
    frame = reader.page.frame_locator("iframe")
    expect(frame.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(frame.get_by_role("link", name=reader.text("embed.open"))).to_be_visible()
    with reader.page.context.expect_page() as opened:
        frame.locator(".js-plotly-plot .annotation-text a").first.click(force=True)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(reader.text("page.sources"))

    refused = []
    reader.page.on("requestfailed", lambda request: refused.append(request.url))
    for site, address in ((stranger, chart), (allowed, f"{allowing.url}/compare")):
        reader.page.goto(f"{site}/?{address}")
        reader.page.wait_for_timeout(1000)
        framed = reader.page.frames[1]
        assert not framed.url.startswith(allowing.url) and not framed.locator("#root").count()
    complaints = [c for c in visits.complaints if "frame" in c.lower()]
    assert len(complaints) == 2
    visits.complaints[:] = [c for c in visits.complaints if c not in complaints]


def test_the_address_to_embed_is_offered_with_the_chart(allowing, reads):
    reader = reads("en", at=allowing)
    reader.opens(f"/approval-times?{ASKED.split('&')[0]}&lang=en")
    reader.page.get_by_role("button", name=reader.text("figure.take"), exact=True).first.click()
    offered = f"{allowing.url}/approval-times?place=anyang,xiangtan&lang=en&embed=1&chart=cuts"
    expect(reader.page.get_by_text(offered)).to_be_visible()
