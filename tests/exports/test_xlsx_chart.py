"""Native charts: what is drawn is what the cells hold, bounds and all, and LibreOffice reads it as Excel would."""

import math
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pandas as pd
import pytest

from exports.bars import charts
from exports.spans import Span, span
from exports.xlsx_file import xlsx_bytes
from findings import kept, rectification
from pages.parts import front
from tests.exports.reading import in_an_office, texts_of, workbook
from words import LANGUAGES, wording

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


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
def shown(frames, shipped):
    """Rows of every kind that is drawn."""
    kinds, places = (
        tuple(names) for names in (rectification.kinds(shipped.id), kept.labels(shipped.id, "places", "zh"))
    )
    funnels = rectification.funnels(shipped.id, kinds, places)
    return {
        "cuts": frames["cuts"],
        "compared": frames["compared"],
        "funnels": funnels,
        "matrix": front.matrix(shipped.id, "zh"),
    }


@pytest.mark.parametrize("kind", ["cuts", "compared", "funnels", "matrix"])
def test_every_bar_is_drawn_from_cells_that_hold_its_number_its_bounds_and_its_words(shown, taken, kind):
    content = xlsx_bytes(shown[kind], taken, "zh")
    sheet = workbook(content)[wording("zh")("sheet.chart")]
    expected, found = charts(shown[kind], "zh"), drawn_in(content)
    assert len(expected) == len(found) > 0
    for chart, drawn in zip(expected, found, strict=True):
        series = drawn.findall(f".//{C}ser")
        assert [cells(sheet, s.find(f"{C}tx//{C}f").text) for s in series] == [
            [name] for name in chart.series
        ]
        for n, one in enumerate(series):
            spans = [bar.spans[n] for bar in chart.bars]
            assert cells(sheet, one.find(f"{C}cat//{C}f").text) == [bar.said for bar in chart.bars]
            values = cells(sheet, one.find(f"{C}val//{C}f").text)
            assert [math.nan if v is None else v for v in values] == pytest.approx(
                [s.at for s in spans], nan_ok=True
            )
            bars = one.find(f"{C}errBars")
            assert (bars is not None) or not any(s.is_range for s in spans)
            if bars is not None:
                less, more = (cells(sheet, bars.find(f"{C}{side}//{C}f").text) for side in ("minus", "plus"))
                for s, down, up in zip(spans, less, more, strict=True):
                    assert (down is not None) == s.is_range
                    if s.is_range and math.isfinite(s.high):
                        assert (s.at - down, s.at + up) == pytest.approx((s.low, s.high))


def test_a_bound_is_hatched_and_said_in_words_and_an_exact_number_is_not(shown, taken):
    content = xlsx_bytes(shown["cuts"], taken, "en")
    hatched = [point for chart in drawn_in(content) for point in chart.iter(f"{C}dPt")]
    spans = [s for chart in charts(shown["cuts"], "en") for s in chart.spans]
    assert len(hatched) == sum(s.is_range for s in spans) > 0
    for chart in charts(shown["cuts"], "en"):
        for bar in chart.bars:
            assert any(s.is_range for s in bar.spans) == bool(re.search("[≤≥<>]|about", bar.said)), bar


@pytest.mark.parametrize(
    ("bound", "low", "high", "at"),
    [
        ("exact", 5, 5, 5),
        ("at_most", 0, 50, 50),  # 50 days at most: the bar ends at the printed 50, and it may be less
        ("nearly", 45, 50, 50),  # 近50: just under the printed 50
        ("at_least", 80, math.inf, 80),
        ("about", 45, 55, 50),
        ("", 45, 55, 45),  # a rate between two bounds: what is certain
    ],
)
def test_a_bar_ends_at_the_printed_number(bound, low, high, at):
    assert span({"low": low, "high": high, "amount": 50.0}, "", bound) == Span(at, low, high)


def test_what_must_not_share_an_axis_has_no_chart_and_the_cover_says_so(observed, taken):
    content = xlsx_bytes(observed.assign(row="listed"), taken, "en")
    assert not drawn_in(content)
    assert wording("en")("sheet.no_chart") in texts_of(workbook(content))
    compared = observed.assign(row="drawn", verdict="not_comparable", on_axis=False)
    assert not charts(compared, "en")


def test_a_chart_names_its_unit_its_period_its_source_and_its_snapshot(shown, taken):
    for chart in drawn_in(xlsx_bytes(shown["cuts"], taken, "zh")):
        said = "".join(
            text.text or "" for text in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
        )
        assert "单位：" in said and "202" in said and taken.snapshot in said
        assert any(title in said for title in shown["cuts"]["source_zh"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_it_with_every_text_number_and_chart(shown, armed, taken, language, tmp_path):
    more = armed.assign(row="listed", gap_low=-5.5)
    whole = pd.concat([shown["cuts"], more], ignore_index=True).assign(gap_low=-5.5)
    whole = whole.assign(**{c: whole[c].fillna("") for c in whole.select_dtypes(exclude=["number", "bool"])})
    content = xlsx_bytes(whole, taken, language)
    (tmp_path / "given.xlsx").write_bytes(content)
    read = in_an_office(tmp_path / "given.xlsx").read_bytes()
    again, once = workbook(read), workbook(content)
    assert again.sheetnames == once.sheetnames
    every = [cell for sheet in again for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in every if cell.data_type == "f"]
    assert sum(cell.value == -5.5 for cell in every) == len(whole)
    assert sorted(texts_of(again)) == sorted(texts_of(once))
    assert len(drawn_in(read)) == len(drawn_in(content)) > 0
