"""Native charts: what is drawn is what the screen shows and the cells hold, bounds and all; LibreOffice reads it as Excel."""

import math
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from charts.positions import positions
from exports.native_chart import NativeBar, charts_of_rows, native_charts
from exports.pictures import Picture
from exports.xlsx_file import has_chart, xlsx_bytes
from findings import compare, kept, rectification, speed
from tests.exports.reading import in_an_office, texts_of, workbook
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole workbooks

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def drawn_in(content: bytes) -> list[ElementTree.Element]:
    """The charts of a workbook, in order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        names.sort(key=lambda name: int(re.search(r"\d+", name)[0]))
        return [ElementTree.fromstring(archive.read(name)) for name in names]


def cells(sheet, formula: str) -> list[object]:
    """What the cells hold that a chart refers to."""
    found = sheet[formula.split("!")[1].replace("$", "")]
    return [cell.value for row in found for cell in row] if isinstance(found, tuple) else [found.value]


@pytest.fixture
def shown(shipped):
    """Rows of every kind that is drawn."""
    places = tuple(kept.labels(shipped.id, "places", "zh"))
    return {
        "cuts": speed.ranked_cuts(shipped.id, places),
        "compared": compare.board_rows(shipped.id, ("anyang", "xiangtan"), "starting_business", "anyang"),
        "funnels": rectification.funnels_of_places(shipped.id, places),
    }


def of_rows(rows, language: str = "zh") -> list:
    """The charts of some rows."""
    return [
        chart
        for title, figure in charts_of_rows(rows, language)
        for chart in native_charts(figure, title, "", language)
    ]


@pytest.mark.parametrize("kind", ["cuts", "compared", "funnels"])
def test_every_bar_is_drawn_from_cells_that_hold_its_number_its_bounds_and_its_words(shown, taken, kind):
    content = xlsx_bytes(shown[kind], taken, "zh")
    sheet = workbook(content)[wording("zh")("sheet.chart")]
    expected, found = of_rows(shown[kind]), drawn_in(content)
    assert len(expected) == len(found) > 0
    for chart, drawn in zip(expected, found, strict=True):
        series = drawn.findall(f".//{C}ser")
        assert [cells(sheet, s.find(f"{C}tx//{C}f").text) for s in series] == [
            [name] for name in chart.series
        ]
        for name, one in zip(chart.series, series, strict=True):
            bars = [row.bars.get(name) for row in chart.rows]
            assert cells(sheet, one.find(f"{C}cat//{C}f").text) == [row.label for row in chart.rows]
            values = cells(sheet, one.find(f"{C}val//{C}f").text)
            assert values == [bar and pytest.approx(bar.at, abs=1e-4) for bar in bars]
            reach = one.find(f"{C}errBars")
            assert (reach is not None) == chart.has_ranges
            if reach is not None:
                less, more = (cells(sheet, reach.find(f"{C}{side}//{C}f").text) for side in ("minus", "plus"))
                for bar, down, up in zip(bars, less, more, strict=True):
                    assert (down is not None) == (bar.low != bar.high)
                    if down is not None and math.isfinite(bar.high):
                        assert (bar.at - down, bar.at + up) == pytest.approx((bar.low, bar.high))


# A number is a bar that ends there; ≤ 50 ends at 50 and may be less; ≥ 80 ends at 80 and goes on; 约 50 lies round 50.
@pytest.mark.parametrize(
    ("bound", "low", "high", "bar"),
    [
        ("exact", 5, 5, (5, 5, 5, "solid")),
        ("at_most", 0, 50, (50, 0, 50, "hatched")),
        ("at_least", 80, math.inf, (80, 80, math.inf, "hatched")),
        ("about", 45, 55, (50, 45, 55, "hatched")),
    ],
)
def test_a_bar_ends_at_the_printed_number_in_the_colour_of_its_place(observed, bound, low, high, bar):
    row = observed[observed["id"] == "anyang-001"].assign(
        bound=bound, low=low, high=high, amount=float(bar[0])
    )
    figure = positions(row.assign(verdict="", said="-", colour="#d55e00").to_dict("records"), "zh", str)
    [chart] = native_charts(figure, "", "", "zh")
    [[found]] = [one.bars.values() for one in chart.rows]
    assert found == NativeBar(*bar[:3], "#d55e00", bar[3])


def test_the_readers_city_stands_first_and_the_title_is_the_finding(shipped, taken):
    chosen = (("anyang", "xiangtan"), "starting_business", "anyang")
    rows = compare.board_rows(shipped.id, *chosen)
    for title, figure in charts_of_rows(rows, "zh"):
        first = min(rows[rows["indicator_zh"] == title]["place_zh"])  # on screen the longest bar stands first
        picture = Picture(figure, title, "安阳市比湘潭市严", (), (), "")
        sheet = workbook(xlsx_bytes(rows, taken, "zh", picture, first))[wording("zh")("sheet.chart")]
        labels = [cell.value for cell in sheet["A"] if cell.value and " · " in cell.value]
        assert labels[0].startswith(first) and len(labels) > 1
        [drawn] = drawn_in(xlsx_bytes(rows, taken, "zh", picture, first))
        assert "安阳市比湘潭市严" in "".join(text.text or "" for text in drawn.iter(f"{A}t"))


def test_what_must_not_share_an_axis_has_no_chart_and_none_is_promised(observed, taken):
    assert not drawn_in(xlsx_bytes(observed.assign(row="listed"), taken, "en"))
    compared = observed.assign(row="drawn", verdict="not_comparable", on_axis=False)
    for rows in (observed.assign(row="listed"), compared):
        assert not has_chart(rows, "en")


def test_a_chart_names_its_unit_its_period_its_source_and_its_snapshot(shown, taken):
    for chart in drawn_in(xlsx_bytes(shown["compared"], taken, "zh")):
        said = "".join(text.text or "" for text in chart.iter(f"{A}t"))
        assert "单位：" in said and "202" in said and taken.snapshot in said
        assert any(title in said for title in shown["compared"]["source_zh"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_it_with_every_text_number_and_chart(shown, taken, language, tmp_path):
    rows = shown["cuts"].assign(as_printed="=1+1")
    content = xlsx_bytes(rows, taken, language)
    (tmp_path / "given.xlsx").write_bytes(content)
    read = in_an_office(tmp_path / "given.xlsx").read_bytes()
    again, once = workbook(read), workbook(content)
    assert again.sheetnames == once.sheetnames
    every = [cell for sheet in again for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in every if cell.data_type == "f"]
    assert sorted(texts_of(again)) == sorted(texts_of(once))
    assert len(drawn_in(read)) == len(drawn_in(content)) > 0
