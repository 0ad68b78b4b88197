"""Versions: staff take the whole data away, and the file says next year what changed since."""

import csv
import io
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HOME


def taken(reader, name):
    """The rows of a whole file, fetched with one click, and the words on its button."""
    buttons = reader.page.get_by_test_id("stDownloadButton").filter(
        has_text=f"{reader.text(f'file.{name}')} · "
    )
    button = buttons.get_by_role("button")
    with reader.page.expect_download() as download:
        button.click()
    content = download.value.path().read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))), button.text_content()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_address_in_a_file_says_after_new_data_what_changed(language, starts, reads, tmp_path):
    older = shutil.copytree(HOME / "data", tmp_path / "data")
    file = older / "observations" / "anyang.csv"
    first, permit, *rest = file.read_text(encoding="utf-8").splitlines()
    permit = permit.replace(",50,working_day,", ",60,working_day,")
    file.write_text("\n".join([first, permit, *rest]) + "\n", encoding="utf-8")

    server = starts(tmp_path / "build", DUIBIAO_DATA=str(older))
    before, reader = server.health()["snapshot"], reads(language, server)
    reader.opens(f"/indicators?figure=anyang-001&lang={language}")
    rows, label = taken(reader, "figures")
    assert len(rows) == len(server.figures()) and str(len(rows)) in label
    told = " ".join(
        [*rows[0].values()][-1:] + [*rows[1].values()][-1:]
    )  # the last column names version and address
    path = re.search(r"https?://[^/]+/(\S+)", told)[1]
    assert before in told and f"snapshot={before}" in path

    reader.page.goto("about:blank")
    server = starts(tmp_path / "build")
    now, reader = server.health()["snapshot"], reads(language, server)
    assert now != before
    reader.opens(f"/{path}")
    counted = {"added": 0, "changed": 1, "withdrawn": 0}
    told = reader.page.get_by_text(reader.text("version.link", old=before, **counted))
    expect(told).to_be_visible()

    reader.page.get_by_role("button", name=reader.text("version.see")).click()
    expect(
        reader.page.get_by_text(reader.text("version.since", old=before, new=now, **counted))
    ).to_be_visible()
    expect(told).to_have_count(0)
    expect(reader.page).to_have_url(re.compile(f"since={before}"))
    expect(reader.page.get_by_role("cell").filter(has_text="60").first).to_be_visible()

    reader.page.go_back()
    expect(told).to_be_visible()
    reader.opens(f"/compare?snapshot={before}&lang={language}")
    reader.page.get_by_role("link", name=reader.text("version.see")).click()
    expect(reader.page).to_have_url(re.compile(f"/indicators.*since={before}"))
    reader.stands("indicators")

    reader.page.get_by_role("link", name=reader.text("part.dictionary"), exact=True).click()
    reader.asks("part=dictionary")
    rows, label = taken(reader, "dictionary")
    assert len(rows) == len(server.snapshot().table("indicators")) and str(len(rows)) in label
    expect(reader.page.get_by_text(reader.text("intro.dictionary", n=len(rows)))).to_be_visible()
