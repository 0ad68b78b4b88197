"""The pages for curators, followed: every block goes into the file it names, and the new place or indicator is there."""

import re
import shutil
from pathlib import Path

import pytest

from loaders.__main__ import main
from loaders.reading import Snapshot
from loaders.settings import read_settings
from loaders.snapshot import read_pointer, snapshot_file

CITY, INDICATOR = "docs/add-a-city.md", "docs/add-an-indicator.md"
NAMED = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.M | re.S)


class Curator:
    """Somebody who has a copy of data/ and a folder of documents, and does what a page says."""

    def __init__(self, folder: Path, shipped: Path, capsys):
        self.data, self.documents = folder / "data", folder / "documents"
        self._capsys = capsys
        shutil.copytree(shipped, self.data)
        self.documents.mkdir()

    def follow(self, page) -> None:
        """Append every block that names a file to it; a text block is a document."""
        for language, name, content in NAMED.findall(page.text):
            file = (self.documents if language == "text" else self.data) / name
            with file.open("a", encoding="utf-8", newline="\n") as opened:
                opened.write(content)

    def told(self, command: str, expected: int = 0) -> list[str]:
        """What a command prints of the new report and the new place; other documents are not there to read."""
        documents = ["--sources", str(self.documents)] if command in ("verify", "account") else []
        code = main([command, str(self.data), *documents])
        printed = self._capsys.readouterr().out.splitlines()[1:]
        assert documents or code == expected, printed
        return [line.strip() for line in printed if "linhe" in line]

    def built(self) -> Snapshot:
        """The snapshot on the air after a build."""
        assert self.told("build") == []
        build = read_settings().build_folder
        return Snapshot(snapshot_file(build, read_pointer(build).snapshot))


@pytest.fixture
def curator(tmp_path, home, monkeypatch, capsys):
    """A curator with a build folder of their own."""
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    return Curator(tmp_path, home / "data", capsys)


def entry_wanted(page) -> str:
    """The entry that the page of the data contract fills in as an example."""
    rows = {row[0]: row[3].strip("`") for row in page.table("## CHANGELOG.yaml")}
    return f"example:\n  date: {rows['date']}\n  figures: {rows['figures']}\n  reason: {rows['reason']}\n"


def only_row(snapshot: Snapshot, indicator: str) -> dict:
    """The one observation of the new place on an indicator."""
    (row,) = snapshot.observations([indicator], ["linhe"]).to_dict("records")
    return row


@pytest.mark.slow
def test_following_add_a_city_puts_the_city_and_its_figure_on_the_air(document, curator):
    page = document(CITY)
    curator.follow(page)
    assert curator.told("check") == curator.told("verify") == []
    (left,) = curator.told("account")
    assert left in page.blocks()[-2].splitlines()
    assert "linhe-001" in curator.told("changes", 1)[0]
    curator.told("record")
    assert curator.told("changes") == []
    snapshot = curator.built()
    places = snapshot.table("places").set_index("id")
    assert places.loc["linhe"]["name_zh"] == "临河市"
    row = only_row(snapshot, "construction_permit_working_days")
    assert (row["low"], row["high"], row["before_low"], row["before_high"]) == (0, 45, 0, 60)
    assert (row["period_start"], row["period_end"], row["status"]) == ("2022-01-01", "2022-12-31", "rule")
    assert "linhe" in set(snapshot.table("measures_done")["place"])
    assert "linhe" in set(snapshot.table("problems_named")["place"])


@pytest.mark.slow
def test_following_add_an_indicator_puts_the_indicator_and_its_figure_on_the_air(document, curator):
    curator.follow(document(CITY))
    curator.follow(document(INDICATOR))
    assert curator.told("check") == curator.told("verify") == curator.told("account") == []
    snapshot = curator.built()
    indicators = snapshot.table("indicators").set_index("id")
    assert tuple(
        indicators.loc["export_clearance_hours"][["topic", "matter", "unit", "national_indicator"]]
    ) == (
        *("trade", "export_clearance"),
        *("hour", "cross_border_trade"),
    )
    matters = snapshot.table("matters").set_index("id")
    assert matters.loc["export_clearance", "synonyms_zh"] == "通关时间|出口通关"
    row = only_row(snapshot, "export_clearance_hours")
    assert (row["low"], row["high"], row["low_open"], row["high_open"]) == (0, 1.2, False, False)
    assert row["subject"] == "approval_times"


@pytest.mark.slow
def test_following_the_data_contract_a_change_is_explained_and_recorded(document, curator):
    file = curator.data / "observations" / "anyang.csv"
    text, ids = file.read_text(encoding="utf-8"), ("anyang-008", "anyang-009")
    for id_ in ids:
        row = next(line for line in text.splitlines() if line.startswith(f"{id_},"))
        cells = row.split(",")
        text = text.replace(row, ",".join([*cells[:17], "附件", *cells[18:]]))
    file.write_text(text, encoding="utf-8")
    assert main(["changes", str(curator.data)]) == main(["record", str(curator.data)]) == 1
    with (curator.data / "CHANGELOG.yaml").open("a", encoding="utf-8") as log:
        log.write(entry_wanted(document("docs/data-contract.md")))
    for command, expected in (("changes", 1), ("record", 0), ("changes", 0)):
        curator.told(command, expected)


@pytest.mark.parametrize("name", [CITY, INDICATOR])
def test_a_page_for_curators_asks_for_no_python(document, name):
    languages = {language for language, _, _ in NAMED.findall(document(name).text)}
    assert languages <= {"text", "yaml", "csv"}


def test_the_made_up_place_and_its_indicator_are_not_in_the_shipped_dataset(home):
    """Or else following the pages would prove nothing."""
    shipped = "".join(file.read_text(encoding="utf-8") for file in (home / "data").rglob("*.*"))
    assert "linhe" not in shipped and "export_clearance_hours" not in shipped
