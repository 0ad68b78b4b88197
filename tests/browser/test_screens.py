"""Screens and paper: the first number stands in the first screen, and what is printed has no menus and nothing cut."""

import re

import pytest

from tests.browser.conftest import EVERY
from words import LANGUAGES

SCREENS = {"wide": (1440, 900), "telephone": (390, 780)}
A4 = 794  # CSS pixels
# Where the first number below the band ends, and the words it stands in. Numbers in tabs and lists of choices do not count.
FIRST = f"""() => {{
    const texts = {EVERY}(document).filter(one => one.getRootNode() !== document && one.closest('.blocks')
            && !one.closest('header, nav, .foot') && one.checkVisibility())
        .flatMap(one => [...one.childNodes].filter(node => node.nodeType === 3 && /[0-9]/.test(node.data)))
    const range = document.createRange()
    const ends = texts.map(text => {{ range.selectNode(text); return [range.getBoundingClientRect().bottom, text.data] }})
    return ends.sort((a, b) => a[0] - b[0])[0]
}}"""
# What is wider than the page or than the box it stands in.
CUT = f"""() => {EVERY}(document)
    .filter(one => one.checkVisibility() && (one.matches('.main-svg') || one.getRootNode() !== document))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1
        || one.matches('.scroll') && one.scrollWidth > one.clientWidth + 1)
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_number_stands_in_the_first_screen(screen, language, reads):
    width, height = SCREENS[screen]
    reader, low = reads(language, width=width, height=height), []
    for address in (
        "/",
        "/?city=anyang",
        "/compare",
        "/compare?city=anyang",
        "/approval-times",
        "/reforms?city=anyang",
    ):
        reader.opens(address)
        end, words = reader.page.evaluate(FIRST)
        if end > height:
            low.append(f"{address}: {words} ends at {end:.0f}")
    assert not low, "\n".join(low)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_page_has_no_menus_and_nothing_is_cut(language, reads):
    reader, wrong = reads(language, width=A4), []
    for address in ("/?city=anyang", "/compare?city=anyang", "/approval-times", "/reforms?city=anyang",
                    "/reforms?city=anyang&part=tasks"):  # fmt: skip
        reader.page.emulate_media(media="screen")
        reader.opens(address)
        reader.page.emulate_media(media="print")
        for menu in (reader.page.get_by_role("navigation"), reader.city, reader.page.get_by_role("searchbox"),
                     reader.page.get_by_role("button")):  # fmt: skip
            wrong += [f"{address} prints {one.text_content()[:60]}" for one in menu.all() if one.is_visible()]
        wrong += [f"{address} is cut: {one}" for one in reader.page.evaluate(CUT)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", ["/?city=anyang", "/reforms?city=anyang&part=tasks"])
def test_a_page_prints_whole(address, reads):
    reader = reads("zh")
    reader.opens(address)
    printed = reader.page.pdf(format="A4")
    assert len(re.findall(rb"/Type /Page\b", printed)) > 3  # the first screen alone is one
