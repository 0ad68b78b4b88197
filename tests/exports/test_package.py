"""Package: it validates, says the same as the CSV, holds every note, and is the same bytes each time."""

import io
import json
import zipfile

import pytest
from frictionless import Package, system

from exports.csv_file import columns_of, csv_bytes
from exports.package import MADE, of_file, package_bytes
from exports.taken import Taken
from findings.requests import FILES
from words import LANGUAGES

pytestmark = pytest.mark.slow  # whole packages


def opened(content: bytes) -> zipfile.ZipFile:
    """The zip."""
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.fixture
def everything(shipped):
    """Every table there is."""
    return {name: rows(shipped.id) for name, rows in FILES.items()}


def test_it_holds_the_tables_what_describes_them_and_a_readme_in_both_languages(frames, taken):
    names = opened(package_bytes({"cuts": frames["cuts"]}, taken)).namelist()
    assert names == ["cuts.csv", "datapackage.json", "csv-metadata.json", "README.zh.md", "README.en.md"]


def test_its_csv_is_the_one_that_is_downloaded_alone(frames, taken):
    alone = csv_bytes(frames["compared"], taken.snapshot, taken.address)
    assert opened(package_bytes({"compared": frames["compared"]}, taken)).read("compared.csv") == alone


def test_the_same_rows_give_the_same_bytes(frames, taken):
    assert package_bytes(frames, taken) == package_bytes(frames, taken)
    assert {entry.date_time for entry in opened(package_bytes(frames, taken)).infolist()} == {MADE}


def test_frictionless_finds_nothing_wrong_with_all_data(everything, taken, tmp_path):
    opened(package_bytes(everything, taken)).extractall(tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "note"])[:5]
    assert {task.name for task in report.tasks} == set(everything)


def test_frictionless_finds_a_cell_that_is_not_what_its_column_says(frames, taken, tmp_path):
    opened(package_bytes({"cuts": frames["cuts"]}, taken)).extractall(tmp_path)
    file = tmp_path / "cuts.csv"
    file.write_bytes(file.read_bytes().replace(b"15.79", b"15,79x", 1))
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_every_column_has_its_type_its_unit_and_its_name_in_both_languages(frames, taken):
    described = json.loads(opened(package_bytes({"cuts": frames["cuts"]}, taken)).read("datapackage.json"))
    assert described["$schema"].startswith("https://datapackage.org/profiles/2.")
    schema = described["resources"][0]["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert list(fields) == columns_of(frames["cuts"])
    assert fields["low"]["type"] == "number" and "unit" in fields["low"]["description"]
    assert fields["cut_percent_low"]["description"].startswith("单位：%")
    assert fields["place_zh"]["title"] == "地区（中文） · place (in Chinese)"
    assert schema["missingValues"][0]["value"] == "" and "bound" in schema["missingValues"][0]["label"]
    labels = {one["value"]: one["label"] for one in fields["bound"]["categories"]}
    assert labels["at_most"] == "不超过 · at most"


def test_csv_on_the_web_names_the_columns_in_both_languages_and_as_they_stand_in_the_file(frames, taken):
    described = json.loads(opened(package_bytes({"cuts": frames["cuts"]}, taken)).read("csv-metadata.json"))
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    [table] = described["tables"]
    assert table["url"] == "cuts.csv"
    for column, said in zip(of_file(frames["cuts"]), table["tableSchema"]["columns"], strict=True):
        titles = {x: column.title(x) for x in LANGUAGES}
        assert (said["name"], said["titles"]) == (column.name, titles | {"und": column.name})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_says_what_was_chosen_how_to_cite_it_and_every_note(frames, taken, language):
    said = opened(package_bytes({"cuts": frames["cuts"]}, taken)).read(f"README.{language}.md").decode()
    plain = said.replace("\\", "")
    assert plain.startswith(f"# {taken.title[language]}\n")
    for told in (*taken.chosen[language], taken.snapshot, taken.address):
        assert told in plain
    notes = frames["cuts"][f"note_{language}"], frames["cuts"][f"caveats_{language}"]
    for text in (text for column in notes for text in column if text):
        assert " ".join(text.split()) in plain


def test_text_from_data_is_no_markup_in_the_readme(armed, taken):
    rows = armed.assign(note_zh="<img src=http://x> [a](http://x) *b* | c\n# d", note_en="")
    said = opened(package_bytes({"rows": rows}, taken)).read("README.zh.md").decode()
    assert "<img" not in said.replace("\\<", "") and "\\[a\\]" in said and "\n# d" not in said


def test_a_table_is_named_as_the_standard_wants_it(frames, shipped):
    titles = {"zh": "得分", "en": "Scores and ranks (of one place)"}
    content = package_bytes({titles["en"]: frames["cuts"]}, Taken(titles, shipped.id, "", {}))
    assert "scores-and-ranks-of-one-place.csv" in opened(content).namelist()
    assert "homepage" not in json.loads(opened(content).read("datapackage.json"))
