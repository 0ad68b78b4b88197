"""The dashboard in a real browser: the server as it is run, Debian's Chromium, and what must be true of every visit."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as NotInTime

from pages.parts.site import FIRST, PAGES, url_path
from tests.serving import HOME, Server, running
from words import LANGUAGES, Wording, wording

HERE = Path(__file__).resolve().parent
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
MISSING = "no Chromium here; install it, on Debian: apt-get install chromium-headless-shell fonts-noto-cjk"
# Without windows of its own the same engine opens a page in half the time.
BROWSERS = ("chromium-headless-shell", "chromium")
LOCALES = {"zh": "zh-CN", "en": "en-US"}
OF_THE_PAGE_ITSELF = ("data", "blob", "about")
# Streamlit's client asks for its server below the page's own address before it asks at the root; Chromium prints the
# miss as an error. Nothing else may be printed.
PROBE = re.compile(r"^(/[a-z-]+)+/_stcore/(health|host-config)$")
FAILED = re.compile("|".join(wording(code)("failure.page", id="[0-9a-f]{8}") for code in LANGUAGES))
# What the charts of a page show, or nothing as long as a run is under way, a chart is still awaited or lacks a label.
PAINTED = """() => {
    const app = document.querySelector('[data-testid=stApp]'), shown = []
    if (!app || app.dataset.testScriptState !== 'notRunning') return null
    if (document.querySelector('[data-testid=stSkeleton]')) return null
    for (const whole of document.querySelectorAll('[data-testid=stPlotlyChart]')) {
        const chart = whole.querySelector('.js-plotly-plot')
        if (!chart || !chart.layout || !chart.querySelector('.main-svg')) return null
        const texts = [...chart.querySelectorAll('.annotation-text')], labels = chart.layout.annotations || []
        if (texts.length !== labels.length) return null
        const links = texts.flatMap(text => [...text.querySelectorAll('a')].map(a => a.getAttribute('xlink:href')))
        const figures = links.map(link => new URL(link, location).searchParams.get('figure'))
        shown.push({
            alt: whole.getAttribute('aria-label'),
            data: JSON.parse(JSON.stringify(chart.data)),
            annotations: JSON.parse(JSON.stringify(labels)),
            texts: texts.map(text => text.textContent),
            figures: [...new Set(figures)],
            links,
            points: chart.querySelectorAll('.scatterlayer .point').length,
            lines: chart.querySelectorAll('.scatterlayer .js-line').length,
        })
    }
    return shown
}"""
# Blocks stand in shadow roots: every element of the page, theirs included.
EVERY = "(function every(root) { return [...root.querySelectorAll('*')].flatMap(" \
    "one => one.shadowRoot ? [one, ...every(one.shadowRoot)] : [one]) })"  # fmt: skip
UNFOLD = f"""() => {{
    document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary').forEach(folded => folded.click());
    {EVERY}(document).filter(one => one.matches('details') && one.getRootNode() !== document)
        .forEach(folded => folded.open = true)
}}"""
# The page has been painted twice: where it was scrolled to, it stands.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Every table and chart in sight is painted, what was opened is filled, and no run is under way.
STILL = """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && [...document.querySelectorAll('[data-testid=stDataFrame]')]
        .every(table => !table.checkVisibility() || table.querySelector('canvas td'))
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('.main-svg'))
    && [...document.querySelectorAll('[data-testid=stExpander] details[open]')]
        .every(opened => opened.querySelector('[data-testid=stElementContainer]'))
    && !document.querySelector('[data-testid=stSkeleton]')"""
EXPECTED = f"""([count, figures]) => {{
    const shown = ({PAINTED})()
    if (!shown || shown.length !== count) return false
    const all = shown.flatMap(chart => chart.figures).sort()
    return !figures || JSON.stringify(all) === JSON.stringify(figures) ? shown : false
}}"""
MIDDLE = """link => {
    const box = link.getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2]
}"""

expect.set_options(timeout=60_000)  # a busy machine takes its time


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder opens a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Every page, by its code, and its address; the first stands at the root."""
    return {code: "/" if code == FIRST else f"/{url_path(code)}" for code in PAGES}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests; where there is none they are skipped, or fail under REQUIRE_BROWSER=1."""
    at = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not at:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=at, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The project's own server with the data that are shipped, one for all tests."""
    with running(tmp_path_factory.mktemp("build")) as started:
        yield started


@pytest.fixture
def starts(chromium: Browser) -> Iterator[Callable[..., Server]]:
    """Starts servers of a test's own, one at a time."""
    with ExitStack() as stopped_in_the_end:

        def start(build: Path, home: Path = HOME, **environment: str) -> Server:
            stopped_in_the_end.close()
            return stopped_in_the_end.enter_context(running(build, home, **environment))

        yield start


@pytest.fixture
def fresh_server(starts: Callable[..., Server], tmp_path: Path) -> Server:
    """A server that nobody has visited yet."""
    return starts(tmp_path / "build")


@dataclass
class Visits:
    """What the browser asked for and what it complained of during one test."""

    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext, host: str) -> None:
        """Write down everything that happens in a context; `host` is the only one it may ask."""
        self.hosts.add(host)
        context.on("request", lambda request: self.addresses.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda s: self.addresses.append(s.url)))
        context.on("weberror", lambda error: self.complaints.append(f"page error: {error.error}"))
        context.on("console", self._hear)

    def check(self) -> None:
        """Nothing was fetched from another host, and the browser had nothing to complain of."""
        assert not self.strangers(), f"asked another host: {self.strangers()}"
        assert not self.complaints, "\n".join(self.complaints)

    def strangers(self) -> list[str]:
        """Addresses on any other host."""
        parts = [(urlsplit(address), address) for address in self.addresses]
        return [a for p, a in parts if p.scheme not in OF_THE_PAGE_ITSELF and p.netloc not in self.hosts]

    def _hear(self, message: ConsoleMessage) -> None:
        at = urlsplit(message.location.get("url", ""))
        is_probe = at.netloc in self.hosts and PROBE.match(at.path) and "404" in message.text
        if message.type == "error" and not is_probe:
            self.complaints.append(f"console: {message.text} ({at.geturl()})")


@pytest.fixture(autouse=True)
def visits() -> Iterator[Visits]:
    """Whatever a test looks at: nothing was fetched from another host, and the browser had nothing to complain of."""
    seen = Visits()
    yield seen
    seen.check()


class Reader:
    """A reader before one browser window, who waits until a page stands before reading it."""

    def __init__(self, page: Page, server: Server, language: str):
        self.page, self.server, self.language = page, server, language

    @property
    def text(self) -> Wording:
        """The words of the language the reader reads now."""
        return wording(self.language)

    @property
    def asked(self) -> dict[str, str]:
        """The parameters in the address bar."""
        return dict(parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True))

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path.removeprefix(self.server.below)

    @property
    def code(self) -> str:
        """The code of the page in the address bar."""
        return self.path.strip("/").replace("-", "_") or FIRST

    @property
    def app(self) -> Locator:
        """The whole page, menus and notices included."""
        return self.page.get_by_test_id("stApp")

    @property
    def band(self) -> Locator:
        """What stands at the head of every page."""
        return self.page.locator(".band")

    @property
    def city(self) -> Locator:
        """The choice of the reader's own city."""
        return self.band.get_by_role("combobox")

    def opens(self, address: str) -> None:
        """Type an address (below the server's, or whole) and wait until its page stands."""
        whole = address if address.startswith("http") else self.server.url + address
        asked = dict(parse_qsl(urlsplit(whole).query)).get("lang")
        self.language = asked if asked in LANGUAGES else self.language
        self.page.goto(whole)
        self.stands()

    def stands(self, page: str = "") -> None:
        """Wait until a page (by its code, else that of the address bar) is whole: its title, its foot, no run under way."""
        title = f"{self.text(f'page.{page or self.code}')} · {self.text('frame.title')}"
        expect(self.page).to_have_title(title)
        foot = self.page.get_by_text(self.text("frame.footer", snapshot=self.server.health()["snapshot"]))
        failed = self.page.get_by_text(FAILED)
        expect(foot.or_(failed).first).to_be_visible()
        assert not failed.count(), self.server.log.read_text(encoding="utf-8")[-4000:]
        expect(self.app).to_have_attribute("data-test-script-state", "notRunning")
        # The run is over before the browser has loaded what draws its charts and tables.
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def follows(self, name: str, page: str) -> None:
        """Click a link by its words and wait until the page (by its code) stands."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.stands(page)

    def asks(self, pattern: str) -> None:
        """Wait until the address matches a pattern and its page stands."""
        expect(self.page).to_have_url(re.compile(pattern))
        self.stands()

    def switches_to(self, language: str) -> None:
        """Click the link to the other language and wait for the words."""
        other, self.language = self.text("frame.other_language"), language
        self.band.get_by_role("link", name=other, exact=True).click()
        self.stands()

    def chooses_city(self, place: str) -> None:
        """Choose the reader's own city in the band, none with an empty code."""
        name = self.server.names("places", self.language)[place] if place else self.text("frame.no_city")
        self.city.select_option(label=name)
        self.asks(f"[?&]city={place}(&|$)" if place else "^(?!.*[?&]city=)")

    def sees_city(self, place: str) -> None:
        """The band names the city, or none with an empty code."""
        name = self.server.names("places", self.language)[place] if place else self.text("frame.no_city")
        expect(self.city.locator("option:checked")).to_have_text(name)

    def row(self, table: str, words: str) -> Locator:
        """The row of a table (by its name) whose heading is these words."""
        whole = self.page.get_by_role("table", name=table)
        heading = self.page.get_by_role("rowheader", name=words, exact=True)
        return whole.get_by_role("row").filter(has=heading)

    def box(self, widget: str) -> Locator:
        """A select box, by the key of its label."""
        return self.page.get_by_role("combobox", name=self.text(widget), exact=True)

    def chosen(self, widget: str) -> Locator:
        """The labels chosen in a box for many."""
        whole = self.page.locator(".react-aria-ComboBox").filter(has=self.box(widget))
        return whole.locator("[data-tag] [title]")

    def picks(self, widget: str, option: str) -> None:
        """Choose one more option of a box, which is scrolled to first: what opens closes again when the page moves."""
        self.box(widget).scroll_into_view_if_needed()
        self.box(widget).evaluate(SETTLED)
        self.box(widget).click()
        offered = self.page.locator("[role=option]")  # not those of the band
        self.page.get_by_role("option", name=option, exact=True).and_(offered).click()
        self.box(widget).press("Escape")

    def drops(self, widget: str, option: str) -> None:
        """Take an option away again."""
        whole = self.page.locator(".react-aria-ComboBox").filter(has=self.box(widget))
        whole.get_by_role("button", name=f"Remove {option}", exact=True).click()

    def unfolds(self) -> None:
        """Open what the page keeps folded, and wait until all of it is painted."""
        self.page.evaluate(UNFOLD)
        self.page.wait_for_function(STILL)
        self.page.wait_for_function(PAINTED)

    def takes(self, form: str = "", of: int = 0) -> Download:
        """Open what can be taken away of a chart or table (of the first, where nothing is said) and take a form of it."""
        menu = self.page.get_by_role("button", name=self.text("figure.take"), exact=True).nth(of)
        said = self.text(f"figure.download_{form}" if form else "figure.download")
        one = self.page.get_by_role("button", name=said, exact=True)
        menu.click()
        expect(one).to_be_visible()
        expect(self.app).to_have_attribute("data-test-script-state", "notRunning")
        with self.page.expect_download() as download:
            one.click()
        menu.click()
        expect(one).to_have_count(0)
        return download.value

    def charts(self, count: int, figures: Collection[str] | None = None) -> list[dict]:
        """What `count` charts show once they stand with all their labels; `figures` are all that they must lead to."""
        wanted = [count, None if figures is None else sorted(figures)]
        try:
            return self.page.wait_for_function(EXPECTED, arg=wanted).json_value()
        except NotInTime:
            shown = [chart["figures"] for chart in self.page.evaluate(PAINTED) or []]
            raise AssertionError(f"wanted {wanted}, the charts lead to {shown}") from None

    def clicks_in_chart(self, address: str) -> None:
        """Click the label of a chart that links to `address`, with the mouse and where it is painted."""
        link = self.page.locator(f'.js-plotly-plot .annotation-text a[*|href="{address}"]').first
        link.evaluate("link => link.scrollIntoView({block: 'center'})")
        self.page.mouse.click(*link.evaluate(MIDDLE))


@contextmanager
def window(
    chromium: Browser,
    at: Server,
    language: str,
    seen: Visits,
    width: int = 1280,
    height: int = 900,
    scheme: str = "light",
) -> Iterator[Reader]:
    """A reader of a language before a window of their own."""
    looks = {"locale": LOCALES[language], "color_scheme": scheme}
    context = chromium.new_context(viewport={"width": width, "height": height}, **looks)
    try:
        context.set_default_timeout(60_000)
        seen.watch(context, f"localhost:{at.port}")
        yield Reader(context.new_page(), at, language)
    finally:
        context.close()


@pytest.fixture
def reads(
    chromium: Browser, visits: Visits, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Reader]]:
    """Sits a reader of a language down before a window of their own, at the session's server or at another."""
    with ExitStack() as closed_in_the_end:

        def read(language: str, at: Server | None = None, **looks: int | str) -> Reader:
            at = at or request.getfixturevalue("server")
            return closed_in_the_end.enter_context(window(chromium, at, language, visits, **looks))

        yield read


@pytest.fixture(scope="module")
def readers(chromium: Browser, server: Server) -> Iterator[dict[str, Reader]]:
    """A reader of each language, whose window stays open for all tests of a module."""
    seen = Visits()
    with ExitStack() as closed:
        yield {code: closed.enter_context(window(chromium, server, code, seen)) for code in LANGUAGES}
    seen.check()
