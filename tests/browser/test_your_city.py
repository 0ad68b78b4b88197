"""Your city in the browser: a file goes in, stands on the pages of that reader alone, and is gone after a reload."""

import re

import pytest
from playwright.sync_api import expect

from loaders.contract import COLUMNS
from loaders.own_city import PLACE, file_of

FIGURE = {
    "id": "my_city-001", "place": PLACE, "indicator": "startup_days", "scope": "whole", "value": "2", "unit": "day",
    "bound": "at_most", "status": "rule", "source": "upload", "locator": "一", "as_printed": "2天内办结",
    "period_start": "2021-01-01", "period_end": "2021-12-31",
}  # fmt: skip
LARGE = 6 * 1024 * 1024


def uploads(reader, content: bytes) -> None:
    """Choose a file in the browser."""
    chosen = {"name": "own.csv", "mimeType": "text/csv", "buffer": content}
    reader.page.locator("input[type=file]").set_input_files(chosen)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_uploaded_city_stands_on_the_pages_until_the_page_is_loaded_anew(reads, language):
    mine, theirs = reads(language), reads(language)
    notice = mine.text("own.notice")
    mine.opens("/your-city")
    uploads(mine, file_of([[FIGURE.get(c, "") for c in COLUMNS]]))
    expect(mine.page.get_by_text(mine.text("own.said.added", n=1, shared=1))).to_be_visible()
    mine.page.get_by_role("link", name=mine.text("page.compare"), exact=True).last.click()
    expect(mine.page.get_by_role("heading", level=1)).to_have_text(mine.text("page.compare"))
    expect(mine.page.get_by_text(notice)).to_be_visible()
    assert mine.text("own.file_mark") in mine.takes().suggested_filename

    theirs.opens(f"/compare?benchmark={PLACE}")
    expect(theirs.page.get_by_text(notice)).to_have_count(0)
    expect(theirs.page.get_by_text(f"benchmark={PLACE}")).to_be_visible()

    mine.page.reload()
    mine.stands("compare")
    expect(mine.page.get_by_text(notice)).to_have_count(0)


def test_a_file_of_six_megabytes_is_not_taken(reads):
    reader = reads("en")
    reader.opens("/your-city")
    uploads(reader, b"x" * LARGE)
    expect(reader.page.get_by_text(re.compile("5.0MB or smaller"))).to_be_visible()
    expect(reader.page.get_by_text(reader.text("own.notice"))).to_have_count(0)


def test_the_template_is_a_click_away_and_its_examples_are_not_taken_for_figures(reads):
    reader = reads("zh")
    reader.opens("/your-city")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=reader.text("own.template_in_words")).click()
    assert download.value.suggested_filename == "我的城市_模板.csv"
    content = download.value.path().read_bytes()
    assert content.decode("utf-8-sig").startswith("编号,地区,指标,")
    uploads(reader, content)
    expect(reader.page.get_by_text(reader.text("own.examples_left"))).to_be_visible()
