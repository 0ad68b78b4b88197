"""Pictures: a chart as a file that says by itself what it shows and where from; nothing in it overlaps or is cut off."""

import io
import re
from dataclasses import replace
from html import unescape
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image, ImageFont

from charts.ranked_bars import ranked_bars
from exports.pictures import SHAPES, Picture, as_png, as_svg
from exports.svg import NARROW, Run
from pages.parts import downloads
from tests.pages.opening import opened
from words import texts_of, wording

pytestmark = pytest.mark.slow  # pictures of every chart

NAME = "{http://www.w3.org/2000/svg}"
VIEWS = {"approval_times": {}, "compare": {"topic": "rectification"}, "what_if": {"scenario": "best"}}
CITY = {"city": "anyang"}
SLIDE = "slide"
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "LiberationSans-Regular.ttf", "msyh.ttc")
LONG = "黔东南苗族侗族自治州凯里经济开发区行政审批服务局（含下属事业单位）"


@pytest.fixture(scope="module", params=["zh", pytest.param("en", marks=pytest.mark.slow)])
def language(request):
    """The language of the pictures."""
    return request.param


@pytest.fixture(scope="module")
def offered(shipped, language):
    """The pictures that the pages offer: every kind of chart."""
    pictures = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(downloads, "menu", lambda *given: pictures.extend(p for p in given[4:] if p))
        for page, address in [*VIEWS.items(), ("compare", CITY)]:
            assert not opened(page, lang=language, **address).exception
    return pictures


def thirty(language: str) -> Picture:
    """Cuts of thirty places of long names."""
    rows = pd.DataFrame(
        [
            {
                "id": f"a-{n}",
                f"place_{language}": f"{LONG}{n}",
                "bar_name": "时限",
                "bar_value": f"{n}%",
                "share_low": n,
            }
            | {
                "share_high": n,
                "look": "limit",
                "colour": "#0072b2",
                "as_printed": "",
                f"note_{language}": "",
            }
            for n in range(30, 0, -1)
        ]
    )
    chart = ranked_bars(rows, language, lambda _: "indicators")
    foot = ("来源：《文件》", "数据快照 1943a4925c3d11d0")
    return Picture(chart, "降幅", "30 个地区都压缩了时限。", ("须知：" + LONG * 9,), foot, "…")


def every(offered, language: str) -> list[Picture]:
    """The pictures of the shipped data and that of thirty places."""
    assert len(offered) > 8
    return [*offered, thirty(language)]


def read(picture: Picture, language: str, shape: str) -> ElementTree.Element:
    """Its SVG, parsed."""
    return ElementTree.fromstring(as_svg(picture, language, shape))


def bare(text: str) -> str:
    """A text without spaces, which lines are broken at."""
    return re.sub(r"\s", "", text.translate(NARROW))


def words_of(drawing: ElementTree.Element) -> str:
    """All words of an SVG, as one text."""
    return bare("".join("".join(part.itertext()) for part in drawing.iter(f"{NAME}text")))


def labels_of(picture: Picture) -> list[str]:
    """What its chart writes beside its marks: names, values and verdicts."""
    return [bare(unescape(re.sub(r"<[^>]*>", "", a["text"]))) for a in picture.chart["layout"]["annotations"]]


def boxes(drawing: ElementTree.Element) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right and bottom of each text, by the widths that the letters of its fonts have at most."""
    found = []
    for text in drawing.iter(f"{NAME}text"):
        spans = text.findall(f"{NAME}tspan")
        runs = [Run(s.text, s.get("font-weight") == "bold", float(s.get("font-size"))) for s in spans]
        x, y, wide = float(text.get("x")), float(text.get("y")), sum(run.width for run in runs)
        high = max(run.size for run in runs)
        x -= wide / 2 if text.get("text-anchor") == "middle" else 0
        found.append((x, y - 0.8 * high, x + wide, y + 0.2 * high, runs[0].text))
    return found


def shapes_of(drawing: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each shape but the paper."""
    found = []
    for part in drawing.iter():
        of = {name: float(value) for name, value in part.items() if re.fullmatch(r"-?[\d.]+(e-\d+)?", value)}
        if part.tag == f"{NAME}circle":
            x, y, r = (of[name] for name in ("cx", "cy", "r"))
            found.append((x - r, y - r, x + r, y + r))
        elif part.tag == f"{NAME}line":
            found.append(
                (
                    min(of["x1"], of["x2"]),
                    min(of["y1"], of["y2"]),
                    max(of["x1"], of["x2"]),
                    max(of["y1"], of["y2"]),
                )
            )
        elif part.tag == f"{NAME}rect" and "x" in of:
            found.append((of["x"], of["y"], of["x"] + of["width"], of["y"] + of["height"]))
    return found  # fmt: skip


def test_every_row_stands_in_the_wide_picture_with_title_remarks_sources_and_snapshot(
    language, offered, shipped
):
    for picture in every(offered, language):
        drawing = read(picture, language, "a4")
        said, title = words_of(drawing), drawing.find(f"{NAME}title").text
        assert title in (picture.heading, picture.finding) and bare(title) in said
        assert picture.heading in title or bare(picture.heading) in said
        for belonging in (*labels_of(picture), *map(bare, picture.remarks), *map(bare, picture.foot)):
            assert belonging in said, belonging
        assert drawing.get("aria-label") == picture.alt.replace("\n", " ")
    assert any(picture.finding and not picture.finding.startswith(picture.heading) for picture in offered)


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_overlaps_and_nothing_leaves_the_paper(language, shape, offered):
    for picture in every(offered, language):
        drawing = read(picture, language, shape)
        _, _, width, height = map(float, drawing.get("viewBox").split())
        texts = boxes(drawing)
        for left, top, right, bottom, *said in [*texts, *shapes_of(drawing)]:
            assert left >= 0 and top >= 0 and right <= width and bottom <= height, (picture.heading, said)
        for a, b in combinations(texts, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (picture.heading, a, b)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_text_is_smaller_than_nine_points(language, shape, offered):
    for picture in every(offered, language):
        drawing = read(picture, language, shape)
        scale = float(drawing.get("width")) / float(
            drawing.get("viewBox").split()[2]
        )  # 96 pixels are 72 points
        sizes = [float(span.get("font-size")) for span in drawing.iter(f"{NAME}tspan")]
        assert min(sizes) * scale * 72 / 96 > 8.99


def test_a_picture_has_the_dots_of_its_chart_and_a_bound_is_none(language, offered):
    for picture in offered:
        drawing = read(picture, language, "a4")
        traces = [trace for trace in picture.chart["data"] if "markers" in trace.get("mode", "")]
        dots = [t for t in traces if t["marker"].get("symbol", "circle").startswith("circle")]
        points = sum(sum(x is not None for x in t["x"]) + bool(t["showlegend"]) for t in dots)
        assert len([c for c in drawing.iter(f"{NAME}circle") if float(c.get("r")) > 2]) == points
        arrows = sum(len(t["x"]) for t in traces if t["marker"].get("symbol") == "triangle-right")
        assert len(list(drawing.iter(f"{NAME}path"))) == arrows


def test_of_thirty_rows_the_wide_picture_grows_and_the_slide_says_how_many_it_has_no_room_for(language):
    picture = thirty(language)
    wide, slide = (read(picture, language, shape) for shape in SHAPES)
    assert int(wide.get("height")) > 2 * int(wide.get("width"))
    assert (slide.get("width"), slide.get("height")) == ("1280", "720")
    said, places = words_of(slide), [f"{LONG}{n}" for n in range(1, 31)]
    held = sum(f"{place}·" in said for place in places)
    assert 4 < held < 30
    text = wording(language)
    assert bare(text("picture.rows_left_out", n=30 - held)) in said
    assert bare(text("picture.remarks_left_out", n=1)) in said
    assert all(bare(line) in said for line in picture.foot)


def test_a_sentence_too_long_for_a_title_leaves_it_to_the_heading(language):
    picture = replace(thirty(language), finding=LONG * 5, remarks=())
    drawing = read(picture, language, "a4")
    assert drawing.find(f"{NAME}title").text == picture.heading and LONG * 5 not in words_of(drawing)


def test_text_from_data_is_no_markup():
    evil = '<script>&amp;"'
    picture = replace(thirty("en"), heading=evil, finding="", remarks=(evil,), foot=(evil,), alt=evil)
    drawing = read(picture, "en", "a4")
    assert drawing.get("aria-label") == drawing.find(f"{NAME}title").text == evil
    assert words_of(drawing).count(evil) == 3
    assert not [p for p in drawing.iter() if p.tag.endswith(("script", "}a")) or "href" in "".join(p.attrib)]


@pytest.mark.parametrize(("shape", "width", "ppi"), [("a4", 1890, 300), ("slide", 1600, 120)])
def test_the_png_has_its_size_on_paper_and_is_not_blank(language, shape, width, ppi, offered):
    image = Image.open(io.BytesIO(as_png(offered[1], language, shape)))
    assert image.width == width and image.info["dpi"] == pytest.approx((ppi, ppi), abs=0.1)
    assert shape == "a4" or image.height == 900
    histogram = image.convert("L").histogram()
    assert histogram[255] > sum(histogram) / 2 and sum(histogram[:64]) > 0.005 * sum(histogram)
    assert image.convert("L").getpixel((3, 3)) == 255


def test_letters_are_not_wider_in_print_than_a_picture_counts_with(language):
    folders = ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts")
    files = [file for folder in folders for name in FONTS for file in Path(folder).rglob(name)]
    if not files:
        pytest.skip("none of the fonts is installed")
    values = [text for text in texts_of(language).values() if isinstance(text, str)]
    texts = [line for text in values for line in text.splitlines() if len(line) > 12]
    for file in files:
        font = ImageFont.truetype(str(file), 100)
        for text in texts:
            assert font.getlength(text) <= 1.04 * Run(text, "Bold" in file.name, 100).width, (file, text)
