"""Pictures: a chart as a file that says by itself what it shows, where from and how to find it, on white paper."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from words import LANGUAGES
from words.sources import period_of

NAME = "{http://www.w3.org/2000/svg}"
# What is painted of the figures of the first chart: points, bars and hatched parts.
MARKS = """() => {
    const chart = document.querySelector('.js-plotly-plot')
    return ['.point', '.js-line', '.annotation-text'].map(mark => chart.querySelectorAll(mark).length)
}"""
CLASSES = ("point", "js-line", "annotation-text")


def taken(reader, form):
    """A picture of the first chart: its name and its bytes; the chart on the page is as it was."""
    width = "() => document.querySelector('.js-plotly-plot .main-svg').getAttribute('width')"
    before = reader.page.evaluate(width)
    file = reader.takes(form)
    reader.page.wait_for_function(f"before => ({width})() === before", arg=before)
    return file.suggested_filename, file.path().read_bytes()


def words_of(picture):
    """The words of an SVG, as one text; lines that were folded are put together again."""
    return "".join("".join(part.itertext()) for part in picture.iter(f"{NAME}text"))


@pytest.mark.parametrize(
    ("language", "page", "scheme"),
    [("zh", "approval_times", "light"), ("en", "approval_times", "dark"), ("zh", "rectification", "dark")],
)
def test_a_picture_says_what_it_shows_where_from_and_how_to_find_it(
    language, page, scheme, reads, server, pages
):
    reader = reads(language, scheme=scheme)
    reader.opens(f"{pages[page]}?lang={language}&place=qiandongnan,anyang")
    reader.charts(1)
    painted = reader.page.evaluate(MARKS)
    name, content = taken(reader, "svg")
    picture, text, now = ElementTree.fromstring(content), reader.text, server.health()["snapshot"]
    said = words_of(picture)
    assert name.endswith(".svg") and name.isascii() == (language == "en")
    assert not re.search(r'[<>:"/\\|?*]', name)
    title, here = text(f"page.{page}"), reader.page.url.split("?")[0]
    for belonging in (
        title,
        server.names("places", language)["anyang"],
        text("figure.source_line", sources="", period="").split()[0],
        text("about.citation", title=title, snapshot=now, address=here),
        f"lang={language}&place=qiandongnan,anyang&snapshot={now}",
    ):
        assert belonging in said
    counted = [len([p for p in picture.iter() if c in p.get("class", "").split()]) for c in CLASSES]
    assert counted == painted and sum(painted) > 4
    assert not [p for p in picture.iter() if p.tag == f"{NAME}a" or "href" in "".join(p.attrib)]
    looks = [p.get("style", "") for tag in ("text", "tspan") for p in picture.iter(NAME + tag)]
    fills = {found for look in looks for found in re.findall(r"(?<![-\w])fill: ([^;]+)", look)}
    assert fills == {"rgb(26, 26, 26)"}
    assert picture.find(f"{NAME}rect").get("fill") == "#ffffff" and picture.get("width") == "720"


def test_the_png_is_the_same_picture_at_twice_the_size_on_a_telephone_too(reads, pages):
    seen = {}
    for width, scheme in ((390, "dark"), (1440, "light")):
        reader = reads("zh", width=width, scheme=scheme)
        reader.opens(f"{pages['approval_times']}?lang=zh")
        reader.charts(1)
        (_, svg), (name, png) = taken(reader, "svg"), taken(reader, "png")
        picture, image = ElementTree.fromstring(svg), Image.open(io.BytesIO(png)).convert("L")
        assert name.endswith(".png")
        assert image.size == (1440, 2 * int(picture.get("height")))
        assert image.getpixel((3, 3)) == 255
        seen[width] = words_of(picture), picture.get("height"), image.histogram()[0:64]
    assert seen[390][:2] == seen[1440][:2]
    faint, full = (sum(seen[width][2]) for width in (390, 1440))
    assert abs(faint - full) < 0.02 * full  # as much of it is dark


@pytest.mark.parametrize("language", LANGUAGES)
def test_bounds_are_explained_where_the_chart_has_no_legend(language, reads, server):
    reader = reads(language)
    reader.opens(f"/compare?lang={language}&place=anyang,xiangtan&indicator=startup_days")
    reader.charts(1)
    reader.page.get_by_role("button", name=reader.text("figure.take"), exact=True).first.click()
    assert not reader.page.get_by_role("button", name=reader.text("figure.download_png"), exact=True).count()
    reader.page.keyboard.press("Escape")  # a table has no picture
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=reader.text("figure.take"), exact=True).nth(1).click()
        reader.page.get_by_role("button", name=reader.text("figure.download_svg"), exact=True).press("Enter")
    said = words_of(ElementTree.fromstring(download.value.path().read_bytes()))
    figure = server.figures(["startup_days"], ["anyang"])
    assert reader.text("mark.bound") in said and reader.text("mark.open") not in said
    assert figure[f"source_{language}"].iloc[0] in said and period_of(figure) in said
