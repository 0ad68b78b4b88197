"""Painting: how long a reader waits in Chromium from a click on an option to the last change of the page, charts included."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
ROUNDS = 8
CHOICES = 3
PAGES = ("compare", "approval-times")
# When an option was clicked, and when anything on the page last changed: another choice may leave a chart as it is.
WATCH = """() => {
    window.clicked = window.changed = 0
    document.addEventListener('click', event => {
        if (event.target.closest('[role=option]')) { window.clicked = performance.now(); window.changed = 0 }
    }, true)
    const page = document.querySelector('[data-testid=stMain]')
    new MutationObserver(() => requestAnimationFrame(() => { window.changed = performance.now() }))
        .observe(page, {subtree: true, childList: true, attributes: true, characterData: true})
}"""
SETTLED = """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && window.changed > 0 && performance.now() - window.changed > 500"""


class Visit:
    """One tab, on a page with charts, whose first multiple select box, or else last single one, is gone through."""

    def __init__(self, page: Page, address: str):
        self.page = page
        page.goto(address)
        page.locator("[data-testid=stPlotlyChart] .main-svg").first.wait_for()
        page.wait_for_timeout(2000)
        page.evaluate(WATCH)
        self.single = page.get_by_test_id("stSelectbox").locator("visible=true").last
        self.many = page.get_by_test_id("stMultiSelect").first
        self.chosen, self.names = 0, []

    def choose(self) -> float:
        """Pick another option; returns the seconds until all of the page stands."""
        is_single = self.many.count() == 0
        box = self.single if is_single else self.many
        box.locator("input").scroll_into_view_if_needed()  # what opens closes again when the page moves
        self.page.wait_for_timeout(300)
        box.locator("input").click()
        options = self.page.locator("[role=option]")  # not those of the band
        options.first.wait_for()
        self.names = self.names or options.all_inner_texts()[:CHOICES]
        self.chosen = (self.chosen + 1) % len(self.names)
        name = self.names[self.chosen]
        box.locator("input").fill(name)  # a long list shows only a part of itself
        self.page.get_by_role("option", name=name, exact=True).click()
        self.page.wait_for_function(SETTLED, timeout=20_000)
        took = self.page.evaluate("(window.changed - window.clicked) / 1000")
        if not is_single:
            self.page.keyboard.press("Escape")
            self.many.get_by_role("button", name="Clear all").click()
            self.page.wait_for_timeout(1500)
        return took


def painted(ours: int, bare: int) -> dict[str, tuple[float, float]]:
    """Page → the median of our page and of the bare page, each choice of one beside one of the other."""
    found = {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for name in PAGES:
            tabs = [browser.new_context(locale="zh-CN").new_page() for _ in range(2)]
            visits = [
                Visit(tab, f"http://localhost:{at}")
                for tab, at in zip(tabs, (f"{ours}/{name}", bare), strict=True)
            ]
            rounds = [[visit.choose() for visit in visits] for _ in range(3 + ROUNDS)][3:]
            found[name] = tuple(median(side) for side in zip(*rounds, strict=True))
            for tab in tabs:
                tab.context.close()
        browser.close()
    return found
