"""What a reader sees without opening anything, measured in Chromium (Debian's chromium, Playwright).

    python benchmarks/sight.py [world]

Of the shipped data, in both languages: the figures in sight on the thematic pages and on each city's page, and those of them
that are drawn; the fields of Compare without a value; charts with one mark; and how far from the top the first figure of a
city stands at 1440 and 390 pixels. With `world`: nodes and height of every page of a made-up country of 333 places, each of
which has figures (world.py).
"""

from __future__ import annotations

import json
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import world
from playwright.sync_api import Browser, Page, sync_playwright
from sessions import server

from pages.parts.site import ENTRIES, url_path
from words import LANGUAGES

HOME = Path(__file__).resolve().parent.parent
CITIES = ("hengyang", "anyang", "xiangtan", "qiandongnan")
THEMATIC = ("compare", "approval_times", "reforms")
SCREENS = {1440: 900, 390: 780}  # width and height of a first screen, pixels
MOST_NODES, MOST_SCREENS = 5_000, 4
EVERY = """const every = root => [...root.querySelectorAll('*')]
    .flatMap(one => one.shadowRoot ? [one, ...every(one.shadowRoot)] : [one])
const all = every(document).filter(one => one.checkVisibility())
const address = one => one.getAttribute('href') ?? one.getAttribute('xlink:href')
const ids = one => (new URL(address(one), location).searchParams.get('figure') ?? '').split(',').filter(Boolean)
const links = all.filter(one => one.matches('a') && address(one))
"""
STILL = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(one => one.querySelector('.annotation-text a'))"""
SEEN = (
    "city => {"
    + EVERY
    + """
const charts = [...document.querySelectorAll('.js-plotly-plot')]
const inCharts = charts.map(chart => new Set([...chart.querySelectorAll('a')].flatMap(ids)))
const drawn = links.filter(one => one.closest('.js-plotly-plot') || one.closest('li, tr, article, .card')?.querySelector('.bars'))
const fields = all.filter(one => one.matches('[aria-label] tbody td:not(:last-child)')) // the last is of the country and province
const empty = fields.filter(one => !one.querySelector('.value'))
const first = links.find(one => ids(one).some(id => id.startsWith(city))) ?? all.find(one => one.matches('tbody td'))
return {
    seen: [...new Set(links.flatMap(ids))], drawn: [...new Set(drawn.flatMap(ids))],
    lonely: inCharts.filter(chart => chart.size === 1).length,
    fields: fields.length, empty: empty.length,
    first: first ? Math.round(first.getBoundingClientRect().bottom) : null,
    nodes: every(document).length,
    height: document.querySelector('[data-testid=stMain]').scrollHeight,
} }"""
)


def seen(page: Page, address: str, city: str = "") -> dict:
    """What stands on a page once it is painted."""
    page.goto(address)
    page.wait_for_function(STILL, timeout=60_000)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stBidiComponentRegular], [data-testid^=stBidi]')"
    )
    page.wait_for_timeout(500)  # blocks are filled one after the other
    return page.evaluate(SEEN, city)


def at(port: int, page: str, **asked: str) -> str:
    """The address of a page."""
    path = "" if page == ENTRIES[0] else url_path(page)
    return f"http://localhost:{port}/{path}?" + "&".join(
        f"{name}={value}" for name, value in asked.items() if value
    )


@contextmanager
def screen(browser: Browser, width: int) -> Iterator[Page]:
    """A page of some width."""
    context = browser.new_context(viewport={"width": width, "height": SCREENS[width]})
    yield context.new_page()
    context.close()


def of_shipped(browser: Browser, port: int) -> None:
    """The rows of the shipped data."""
    for language in LANGUAGES:
        with screen(browser, 1440) as page:
            every = [seen(page, at(port, name, lang=language)) for name in THEMATIC]
            every += [seen(page, at(port, "home", city=city, lang=language)) for city in CITIES]
        total = {name: len({id_ for of in every for id_ in of[name]}) for name in ("seen", "drawn")}
        print(f"{language}: figures in sight {total['seen']}, drawn {total['drawn']}")
        print(f"{language}: charts with one mark {sum(of['lonely'] for of in every)}")
        print(f"{language}: fields of Compare without a value {every[0]['empty']} of {every[0]['fields']}")
        for width, most in SCREENS.items():
            with screen(browser, width) as page:
                for name in ("home", *THEMATIC):
                    firsts = [
                        seen(page, at(port, name, city=city, lang=language))["first"] for city in CITIES
                    ]
                    print(f"{language}: first figure, {name} at {width} px: {firsts} (at most {most})")


def of_world(browser: Browser, port: int) -> None:
    """Nodes and height of every page of a country."""
    with urllib.request.urlopen(f"http://localhost:{port}/api/v1/places.json") as answer:
        place = json.load(answer)["rows"][-1]["place"]
    with screen(browser, 1440) as page:
        for name in ENTRIES:
            for city in ("", place):
                of = seen(page, at(port, name, city=city, lang="zh"))
                screens = of["height"] / SCREENS[1440]
                missed = "" if of["nodes"] <= MOST_NODES and screens <= MOST_SCREENS else "  MISSED"
                print(f"{name} {city or '-':8} {of['nodes']:6} nodes, {screens:4.1f} screens{missed}")


def main(asked: list[str]) -> None:
    """Measure what was asked for on a server of its own."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        settings = {"DUIBIAO_BUILD": f"{folder}/build"}
        if "world" in asked:
            world.write(Path(folder) / "data", 333, 60, 2)
            settings["DUIBIAO_DATA"] = f"{folder}/data"
        with server(HOME / "app.py", **settings) as port:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            (of_world if "world" in asked else of_shipped)(browser, port)
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
