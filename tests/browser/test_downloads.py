"""Downloads: one click gives a workbook and a package that open, from this host alone."""

import io
import json
import zipfile

import openpyxl
import pytest

ONE = "startup_days"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_click_gives_a_workbook_and_a_package_of_the_rows_on_screen(language, reads, server):
    reader = reads(language)
    reader.opens(f"/compare?place=anyang,xiangtan&indicator={ONE}&lang={language}")
    held = {}
    for form in ("xlsx", "zip"):
        taken = reader.takes(form)
        name = taken.suggested_filename
        assert name.endswith(f".{form}") and name.isascii() == (language == "en")
        held[form] = io.BytesIO(taken.path().read_bytes())
    book, archive = openpyxl.load_workbook(held["xlsx"]), zipfile.ZipFile(held["zip"])
    said = "\n".join(str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True) if row[0])
    names = server.names("places", language)
    assert (
        names["anyang"] in said
        and server.health()["snapshot"] in said
        and reader.page.url.split("?")[0] in said
    )
    assert book.worksheets[1].max_row == 3  # a figure, a place without one, and the headings
    described = json.loads(archive.read("datapackage.json"))
    assert described["version"] == server.health()["snapshot"]
    assert {"README.zh.md", "README.en.md", "csv-metadata.json"} < set(archive.namelist())
