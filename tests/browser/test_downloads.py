"""Downloads: one click gives a workbook and a package that open, from this host alone."""

import io
import json
import zipfile

import openpyxl
import pytest

ONE = "drawing_review_days"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_click_gives_a_workbook_and_a_package_of_the_rows_on_screen(language, reads, server):
    reader = reads(language)
    reader.opens(f"/indicators?indicator={ONE}&lang={language}")
    held = {}
    for form, ending in {"chart": "xlsx", "zip": "zip"}.items():
        taken = reader.takes(form)
        name = taken.suggested_filename
        assert name.endswith(f".{ending}") and name.isascii() == (language == "en")
        held[ending] = io.BytesIO(taken.path().read_bytes())
    book, archive = openpyxl.load_workbook(held["xlsx"]), zipfile.ZipFile(held["zip"])
    rows, about = book.worksheets[0], book.worksheets[-1]
    said = "\n".join(str(cell) for row in about.iter_rows(values_only=True) for cell in row if cell)
    for stated in (
        server.names("indicators", language)[ONE],
        server.health()["snapshot"],
        reader.page.url.split("?")[0],
    ):
        assert stated in said
    assert rows.max_row == 1 + len(server.figures([ONE]))
    described = json.loads(archive.read("datapackage.json"))
    assert described["version"] == server.health()["snapshot"]
    assert {"README.zh.md", "README.en.md", "csv-metadata.json"} < set(archive.namelist())
