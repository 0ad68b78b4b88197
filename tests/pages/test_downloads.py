"""Downloads: what every chart and table of every page offers can be built, in every form and both languages."""

import io
import json
import zipfile

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from exports.csv_file import csv_bytes
from exports.package import package_bytes
from exports.taken import Taken
from exports.xlsx_file import xlsx_bytes
from pages.parts import downloads
from tests.exports.reading import rows_of_csv, workbook
from tests.pages.opening import offered, opened
from tests.site import PAGES
from words import LANGUAGES, wording

FORMS = ("figure.download", "figure.download_xlsx", "figure.download_zip")


def taken_from(page: str, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, list[tuple]]:
    """A page, and the rows with the titles that it offers."""
    shown_rows, menu = [], downloads.menu

    def noted(shown, view, name, title, picture) -> None:
        shown_rows.append((shown.copy(), view.snapshot, title))
        menu(shown, view, name, title, picture)

    monkeypatch.setattr(downloads, "menu", noted)
    return opened(page, lang="en"), shown_rows


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("dataset", ["shipped", "made_up"])
def test_every_form_of_every_table_can_be_built_and_holds_its_rows(page, dataset, request, monkeypatch):
    request.getfixturevalue(dataset)
    app, taken = taken_from(page, monkeypatch)
    assert not app.exception
    for shown, snapshot, title in taken:
        made = Taken(title, snapshot, "http://example/", {})
        rows = rows_of_csv(csv_bytes(shown, snapshot, made.address))
        for language in LANGUAGES:
            sheet = workbook(xlsx_bytes(shown, made, language))[wording(language)("sheet.data")]
            assert sheet.max_row == len(rows) + 1, title
        archive = zipfile.ZipFile(io.BytesIO(package_bytes({title["en"]: shown}, made)))
        [resource] = json.loads(archive.read("datapackage.json"))["resources"]
        assert rows_of_csv(archive.read(resource["path"])) == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_has_its_button_once_a_reader_asks_what_can_be_taken_away(language):
    def labels(app: AppTest) -> list[str]:
        return [b.proto.label for b in app.get("download_button") if b.key != "download:page"]

    app = opened("compare", lang=language, place="anyang,xiangtan,hengyang")
    assert not labels(app)
    assert labels(offered(app, "heat")) == [wording(language)(form) for form in FORMS]


def test_a_file_says_what_its_view_shows_defaults_too_and_not_what_was_asked_for_in_vain(
    shipped, monkeypatch
):
    made = []
    monkeypatch.setattr(downloads, "package_bytes", lambda tables, taken: made.append(taken) or b"")
    monkeypatch.setattr(
        downloads.st, "download_button", lambda label, data, key, **_: data() if key.endswith("zip") else None
    )
    app = opened("compare", lang="en", place="anyang,nowhere", indicator="startup_days", foo="1")
    app = offered(app, "heat")
    assert not app.exception
    asked = {
        "zh": ["地区：安阳市", "指标：企业开办用时（天）"],
        "en": ["Places: Anyang", "Indicators: Starting a business, days"],
    }
    for language, lines in asked.items():
        about, default = made[0].chosen[language][0], made[0].chosen[language][1:]
        assert about.startswith(wording(language)("asked.benchmark"))
        assert default[0].startswith(wording(language)("asked.rule")) and default[1:] == lines


def test_a_page_of_several_tables_is_one_package_with_each_of_them(shipped, monkeypatch):
    made = []
    monkeypatch.setattr(downloads, "package_bytes", lambda tables, taken: made.append((tables, taken)) or b"")
    monkeypatch.setattr(
        downloads.st,
        "download_button",
        lambda label, data, key, **_: data() if key == "download:page" else None,
    )
    assert not opened("approval_times", lang="zh", place="anyang,xiangtan").exception
    [(tables, taken)] = made
    assert set(tables) == {"cuts", "ranks", "claims"}
    assert taken.title == {"zh": "审批提速", "en": "approval-times"} and taken.snapshot == shipped.id
    assert "地区：安阳市、湘潭市" in taken.chosen["zh"]
    opened("sources", lang="zh")  # one table is its own package
    assert len(made) == 1


def test_the_package_of_a_page_holds_nothing_of_a_run_that_ended_before_its_foot(shipped, monkeypatch):
    app = opened("approval_times", lang="zh")
    app.session_state[downloads.TABLES]["of another choice"] = pd.DataFrame({"row": ["listed"]})
    made = []
    monkeypatch.setattr(downloads, "package_bytes", lambda tables, taken: made.append(set(tables)) or b"")
    monkeypatch.setattr(
        downloads.st,
        "download_button",
        lambda label, data, key, **_: data() if key == "download:page" else None,
    )
    app.run()
    assert made == [{"cuts", "ranks", "claims"}]
