"""The brief in a browser: taken with one click, opened from disk without a network, it asks for nothing and prints on A4."""

import pytest
from playwright.sync_api import expect

from tests.exports.reading import is_docx


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_brief_is_taken_opened_from_disk_without_a_network_and_printed(language, reads, chromium, tmp_path):
    reader = reads(language)
    reader.opens(f"/?city=qiandongnan&lang={language}")
    files = {}
    for form in ("html", "docx"):
        with reader.page.expect_download() as download:
            reader.page.get_by_role("button", name=reader.text(f"brief.take_{form}")).click()
        files[form] = tmp_path / f"brief.{form}"
        assert download.value.suggested_filename.endswith(f".{form}")
        download.value.save_as(files[form])
    assert is_docx(files["docx"].read_bytes())
    context = chromium.new_context(offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(files["html"].as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert (
        printed.startswith(b"%PDF") and b"/MediaBox [0 0 594.9" in printed or b"/MediaBox [0 0 595" in printed
    )
    assert asked == [files["html"].as_uri()]
    context.close()
