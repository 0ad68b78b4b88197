"""Accessibility: what axe finds, what can be read, what the keyboard reaches, and that no page scrolls sideways."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import expect

from pages.parts.site import PAGES
from tests.browser.conftest import EVERY
from words import LANGUAGES

WIDE, NARROW = 1440, 390
READABLE = 4.5  # contrast of words and what lies behind them, by WCAG 2.2
SEEN = 16  # of 255 shades of grey, how far a point must change for the focus to be seen
# What axe finds in Streamlit's own widgets and no page can mend: the rule, where, and why it does no harm.
STREAMLITS_OWN = {
    # The area to drop a file on has no role but a name; the button in it has both.
    ("presentation-role-conflict", '[data-testid="stFileUploaderDropzone"]'),
    # The way past the menus stands before all landmarks; axe lets it be where the first link behind it is in no shadow root.
    ("region", '[data-testid="stSkipToContent"]'),
}
FITS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .every(part => part.scrollWidth <= Math.min(part.clientWidth, innerWidth))"""
# Words of charts that are too faint, with their contrast.
FAINT = """least => {
    const shade = colour => { const c = colour.match(/[\\d.]+/g).map(Number); return c.length < 4 ? [...c, 1] : c }
    const light = colour => colour.slice(0, 3).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0)
    const page = shade(getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor)
    const faint = []
    for (const piece of document.querySelectorAll('.js-plotly-plot svg :is(text, tspan, a)')) {
        const said = [...piece.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent).join('')
        const look = getComputedStyle(piece), fill = shade(look.fill), clear = fill[3] * look.opacity * look.fillOpacity
        if (!said.trim()) continue
        const mixed = fill.slice(0, 3).map((v, n) => v * clear + page[n] * (1 - clear))
        const [more, less] = [light(mixed), light(page)].sort((a, b) => b - a), contrast = (more + 0.05) / (less + 0.05)
        if (contrast < least) faint.push(`${said.trim()}: ${contrast.toFixed(2)}`)
    }
    return faint
}"""
HERE = """(() => {
    let here = document.activeElement
    while (here && here.shadowRoot && here.shadowRoot.activeElement) here = here.shadowRoot.activeElement
    return here
})()"""
# Where the focus is: what kind of control, its words, its place in the window and, in a chart, in the chart; whether
# it follows the last one in the page, or comes again (the cells of a table). None past the end of the page.
FOCUSED = f"""() => {{
    const here = {HERE}
    if (!here || here === document.body || here.wasFocused && here !== window.lastFocus) return null
    const box = (here.closest('canvas') || here).getBoundingClientRect(), last = window.lastFocus, again = here === last
    const part = here.closest('[data-testid^=st], .blocks'), chart = here.closest('.js-plotly-plot')
    const order = {EVERY}(document), follows = !last || again || order.indexOf(here) > order.indexOf(last)
    window.lastFocus = here
    here.wasFocused = true
    return {{
        kind: [here.localName, here.getAttribute('role'), part && (part.dataset.testid || part.className)].join(' '),
        name: (here.getAttribute('aria-label') || here.textContent || here.value || '').slice(0, 40),
        box: [box.left, box.top, box.right, box.bottom], again, follows,
        down: chart && [[...document.querySelectorAll('.js-plotly-plot')].indexOf(chart),
                        box.top - chart.getBoundingClientRect().top],
    }}
}}"""
NAMED = f"""name => {{
    const here = {HERE}
    return !here.matches('body, main') && (here.getAttribute('aria-label') || here.textContent).includes(name)
}}"""
# Controls in sight that the Tab key has not reached. Of a group of which one is chosen it reaches the first only.
NOT_REACHED = f"""() => {EVERY}(document)
    .filter(one => one.matches('a[href], a[*|href], button, input, select, textarea, summary, [tabindex="0"]'))
    .filter(control => control.tabIndex >= 0 && !control.disabled && !control.wasFocused
        && control.checkVisibility({{visibilityProperty: true}}) && control.getAttribute('role') !== 'radio')
    .map(control => control.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module", params=[(p, language) for language in LANGUAGES for p in PAGES], ids="-".join)
def opened(request, readers, pages):
    """Every page in every language, visited once, with everything on it unfolded."""
    page, language = request.param
    reader = readers[language]
    reader.page.set_viewport_size({"width": WIDE, "height": 900})
    reader.opens(pages[page])
    reader.unfolds()
    return reader


@pytest.fixture(scope="module")
def looked_at():
    """The kinds of control whose focus has been looked at."""
    return set()


def last(target):
    """The innermost of the selectors that lead to an element, through frames and shadow roots."""
    return target if isinstance(target, str) else last(target[-1])


def findings(reader):
    """What axe objects to, but for Streamlit's own."""
    found = Axe().run(reader.page).response["violations"]
    own = {rule: reader.page.locator(where) for rule, where in STREAMLITS_OWN}
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not (rule["id"] in own and own[rule["id"]].and_(reader.page.locator(last(node["target"]))).count())
    ]


def test_axe_finds_nothing(opened):
    found = findings(opened)
    assert not found, "\n".join(found)


def test_the_words_of_charts_can_be_read(opened):
    faint = opened.page.evaluate(FAINT, READABLE)
    assert not faint, "\n".join(faint)


def test_no_page_scrolls_sideways(opened):
    for width in (WIDE, NARROW):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_function(FITS)


def test_the_tab_key_reaches_every_control_in_the_order_of_reading_and_shows_where_it_is(opened, looked_at):
    if opened.language != "zh":
        pytest.skip("the same in both languages")
    opened.page.set_viewport_size({"width": WIDE, "height": 900})
    opened.unfolds()
    stops = []
    while focused := pressed_tab(opened.page):
        assert focused["follows"], f"{focused} comes after {stops[-1]}"
        assert len(stops) < 1000, f"Tab does not get past {focused}"
        if not focused["again"]:
            if stops and focused["down"] and stops[-1]["down"] and focused["down"][0] == stops[-1]["down"][0]:
                assert focused["down"][1] >= stops[-1]["down"][1] - 1, f"{focused} stands above {stops[-1]}"
            if focused["kind"] not in looked_at:
                looked_at.add(focused["kind"])
                assert is_seen(opened.page, focused["box"]), f"nobody sees the focus on {focused}"
            stops.append(focused)
    missed = opened.page.evaluate(NOT_REACHED)
    assert len(stops) > len(PAGES) and not missed, "\n".join(missed)


def pressed_tab(page):
    """Where the focus is after one more press of the Tab key; None past the end of the page."""
    page.keyboard.press("Tab")
    return page.evaluate(FOCUSED)


def is_seen(page, box):
    """Does what has the focus look different from what it looks like without? The Tab key goes on from there."""
    left, top = max(box[0] - 8, 0), max(box[1] - 8, 0)
    size = {"width": max(min(box[2] + 8, WIDE) - left, 1), "height": max(min(box[3] + 8, 900) - top, 1)}
    looks = []
    for _ in ("with", "without"):
        shown = page.screenshot(clip={"x": left, "y": top, **size}, animations="disabled")
        looks.append(Image.open(io.BytesIO(shown)).convert("L"))
        page.evaluate("document.activeElement.blur()")
    changed = ImageChops.difference(*looks).histogram()[SEEN:]
    return sum(changed) > 2 * (size["width"] + size["height"]) / 4


@pytest.mark.parametrize(
    "address", ["/", "/?city=anyang", "/compare?city=anyang", "/approval-times", "/reforms?city=anyang"]
)
def test_a_dark_page_can_be_read_as_well(address, reads):
    reader = reads("en", width=WIDE, scheme="dark")
    reader.opens(address)
    reader.unfolds()
    dark = "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme"
    assert reader.page.evaluate(dark) == "dark"
    found = findings(reader)
    assert not found, "\n".join(found)
    assert not reader.page.evaluate(FAINT, READABLE)


@pytest.mark.parametrize(
    "address", ["/?city=anyang", "/compare?city=anyang", "/reforms?city=anyang&part=tasks"]
)
def test_the_view_of_a_city_has_no_faults_either(address, reads):
    reader = reads("zh", width=WIDE)
    reader.opens(address)
    reader.unfolds()
    found = findings(reader)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_city_tabs_board_downloads_and_language_work_without_a_mouse(language, reads):
    reader = reads(language)
    reader.opens("/compare")
    keys = reader.page.keyboard

    def goes_to(name):
        for _ in range(600):  # past the end of the page it begins anew
            keys.press("Tab")
            if reader.page.evaluate(NAMED, name):
                return
        pytest.fail(f"{name} is not reached")

    goes_to(reader.text("frame.my_city"))
    keys.press("ArrowDown")
    reader.asks("city=[a-z]+")
    assert reader.page.evaluate(NAMED, reader.text("frame.my_city"))  # and the keys are still there
    goes_to(reader.server.names("topics", language)["property"])
    keys.press("Enter")
    reader.asks("topic=property")
    goes_to("≤")
    goes_to(reader.text("figure.take"))
    keys.press("Enter")
    expect(reader.page.get_by_role("button", name=reader.text("figure.download"), exact=True)).to_be_visible()
    goes_to(reader.text("figure.download"))
    with reader.page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")

    goes_to(reader.text("frame.other_language"))
    keys.press("Enter")
    reader.language = next(code for code in LANGUAGES if code != language)
    reader.stands()
    assert (reader.asked["lang"], reader.asked["topic"]) == (reader.language, "property")
