"""Downloads: what every chart and table of every page offers can be built, in every form and both languages."""

import io
import json
import re
import zipfile
from xml.etree import ElementTree

import docx
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from exports.csv_file import csv_bytes
from exports.package import package_bytes
from exports.taken import Taken
from exports.xlsx_file import xlsx_bytes
from pages.parts import downloads
from pages.parts.site import PAGES
from tests.exports.reading import rows_of_csv, workbook
from tests.pages.opening import offered, opened
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole pages run


def taken_from(page: str, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, list[tuple]]:
    """A page, and the rows with the titles that it offers."""
    shown_rows, menu = [], downloads.menu

    def noted(shown, view, name, title, picture) -> None:
        shown_rows.append((shown.copy(), view.snapshot, title))
        menu(shown, view, name, title, picture)

    monkeypatch.setattr(downloads, "menu", noted)
    return opened(page, lang="en"), shown_rows


@pytest.mark.parametrize("page", PAGES)
def test_every_form_of_every_table_can_be_built_and_holds_its_rows(page, made_up, monkeypatch):
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


# Every page that offers files, with a view of each kind; the wide sheet, the pictures and the workbook of a chart among them.
VIEWS = [
    ("home", {"city": "anyang"}),
    ("compare", {"city": "anyang", "topic": "property"}),
    ("approval_times", {}),
    ("reforms", {"city": "anyang"}),
    ("reforms", {"city": "anyang", "part": "tasks"}),
    ("indicators", {"indicator": "drawing_review_days"}),
    ("indicators", {"part": "figures", "place": "qiandongnan"}),
    ("what_if", {}),
]


def opens(name: str, content: bytes) -> None:
    """Open a file as its program would; an error where it cannot be."""
    kind = name.rpartition(".")[2]
    if kind == "xlsx":
        sheets = workbook(content).worksheets
        assert sheets[0].max_row > 1, name
        cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells), name  # no formula
    elif kind == "csv":
        assert rows_of_csv(content), name
    elif kind == "zip":
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert archive.testzip() is None and json.loads(archive.read("datapackage.json"))["resources"], name
    elif kind == "docx":
        assert docx.Document(io.BytesIO(content)).paragraphs, name
    elif kind == "html":
        assert content.rstrip().endswith(b"</html>"), name
    elif kind == "svg":
        assert ElementTree.fromstring(content).tag.endswith("svg"), name
    else:
        assert (kind, content[:8]) == ("png", b"\x89PNG\r\n\x1a\n"), name


@pytest.mark.parametrize(("page", "asked"), VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_of_every_menu_gives_a_file_that_opens(page, asked, language, shipped, monkeypatch):
    offered_files = {}

    def noted(label, data, file_name, key, **_) -> None:
        offered_files[key] = file_name, data

    monkeypatch.setattr(downloads.st, "download_button", noted)
    app = opened(page, lang=language, **asked)
    menus = list(app.session_state[downloads.TABLES])
    for name in menus:
        app.session_state[f"take:{name}"] = True
    app.run()
    assert not app.exception
    assert {f"download:{name}" for name in menus} <= set(offered_files)
    for name, build in offered_files.values():
        content = build() if callable(build) else build
        opens(name, content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_has_its_button_once_a_reader_asks_what_can_be_taken_away(language):
    def labels(app: AppTest) -> list[str]:
        return [b.proto.label for b in app.get("download_button") if b.key != "download:page"]

    app = opened("compare", lang=language, place="anyang,xiangtan,hengyang")
    assert not labels(app)
    charted = {**downloads.FORMS, "xlsx": ("xlsx", "figure.download_chart")}
    assert labels(offered(app, "board")) == [wording(language)(label) for _, label in charted.values()]


def test_a_file_says_what_its_view_shows_defaults_too_and_not_what_was_asked_for_in_vain(
    shipped, monkeypatch
):
    made = []
    monkeypatch.setattr(downloads, "package_bytes", lambda tables, taken: made.append(taken) or b"")
    monkeypatch.setattr(
        downloads.st, "download_button", lambda label, data, key, **_: data() if key.endswith("zip") else None
    )
    app = opened("compare", lang="en", place="anyang,nowhere", topic="starting_business", foo="1")
    app = offered(app, "board")
    assert not app.exception
    asked = {
        "zh": ["地区：安阳市", "主题：开办企业"],
        "en": ["Places: Anyang", "Topics: Starting a business"],
    }
    for language, lines in asked.items():
        assert made[0].chosen[language] == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_offers_pictures_that_say_what_was_chosen_and_how_to_find_it(language, shipped, monkeypatch):
    made = {}

    def noted(label, data, key, **of) -> None:
        if key.startswith("picture:"):
            made[key.rpartition(":")[2]] = label, data(), of["file_name"]

    monkeypatch.setattr(downloads.st, "download_button", noted)
    app = opened("approval_times", lang=language, place="anyang,xiangtan")
    assert not made and not offered(app, "cuts").exception
    text = wording(language)
    assert {form: label for form, (label, *_) in made.items()} == {
        form: text(f"figure.download_{form}") for form in downloads.PICTURES
    }
    assert [name.rpartition(".")[2] for *_, name in made.values()] == ["png", "png", "svg"]
    assert all(content.startswith(b"\x89PNG") for _, content, name in made.values() if name.endswith("png"))
    said = re.sub(r"<[^>]*>|\s", "", made["svg"][1].decode())
    name = {"zh": "安阳市", "en": "Anyang"}[language]
    for belonging in (text("frame.brand"), name, shipped.id, text("document.title", title="").rstrip("》")):
        assert re.sub(r"\s", "", belonging) in said
    cited = text("about.citation", title=text("speed.cuts"), snapshot=shipped.id, address="")
    assert re.sub(r"\s", "", cited).replace("“", '"').replace("”", '"') in said


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
    assert set(tables) == {"cuts", "limits", "levels"}
    assert taken.title == {"zh": "提速", "en": "approval-times"} and taken.snapshot == shipped.id
    assert "地区：安阳市、湘潭市" in taken.chosen["zh"]
    opened("indicators", part="figures", lang="zh")  # one table is its own package
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
    assert made == [{"cuts", "limits", "levels"}]
