"""A reader's own figures: checked with the dataset's own rules, laid over a snapshot in memory, and nowhere left behind."""

import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from findings.comparisons import WITHOUT_PLACE
from findings.kept import computed_figures
from loaders import contract
from loaders.contract import COLUMNS, Place, Source, Words
from loaders.own_city import PLACE, SOURCE, beneath, file_of, is_own, laid_over
from loaders.problems import DatasetError, Problem
from loaders.reading import COMPUTED, Snapshot
from loaders.settings import read_settings
from loaders.snapshot import snapshot_file

CITY = Place(name=Words(zh="娄底（上传）", en="Loudi (uploaded)"), level="prefecture")
UPLOAD = Source(
    title=Words(zh="用户上传", en="Uploaded"),
    issuer=Words(zh="用户", en="The reader"),
    kind="web_page",
    published="2024-05-01",
    period_start="2023-01-01",
    period_end="2023-12-31",
    file="my_city.csv",
    sha256="0" * 64,
)
FIGURE = {
    "id": "my_city-001", "place": PLACE, "indicator": "permit_working_days", "scope": "whole", "value": "7",
    "unit": "working_day", "bound": "at_most", "status": "rule", "source": SOURCE, "locator": "一", "as_printed": "7个工作日内",
}  # fmt: skip


def written(*rows: dict[str, str]) -> bytes:
    """A file of some rows, each the sound one with a few columns changed."""
    return file_of([[{**FIGURE, **row}.get(c, "") for c in COLUMNS] for row in rows])


def brought(file: Path, content: bytes) -> Snapshot:
    """The snapshot in `file` with a file of the reader's laid over it."""
    return laid_over(file, content, CITY, UPLOAD)


def file_of_shipped(shipped: Snapshot) -> Path:
    """The file of the shipped snapshot."""
    return snapshot_file(read_settings().build_folder, shipped.id)


def problems(file: Path, content: bytes) -> list[Problem]:
    """What a reader's file is refused with."""
    with pytest.raises(DatasetError) as refused:
        brought(file, content)
    return refused.value.problems


def test_a_sound_figure_stands_beside_the_others_with_its_interval_and_source(built_sound):
    laid = brought(built_sound, written({}))
    row = laid.observations(places=[PLACE]).iloc[0]
    assert (row["low"], row["high"], row["place_zh"], row["source_en"]) == (0, 7, "娄底（上传）", "Uploaded")
    # It prints no period: that of the upload holds, and says so.
    assert (row["period_start"], row["period_end"], row["period_basis"]) == (
        "2023-01-01",
        "2023-12-31",
        "source",
    )
    assert list(laid.table("places")["id"])[-1] == PLACE
    assert is_own(laid.id) and beneath(laid.id) == built_sound.stem


def test_what_the_snapshot_held_is_there_as_it_was(built_sound):
    alone, laid = Snapshot(built_sound), brought(built_sound, written({}))
    theirs = laid.observations()
    pd.testing.assert_frame_equal(
        alone.observations(), theirs[theirs["place"] != PLACE].reset_index(drop=True), check_dtype=False
    )
    unchanged = ("topics", "indicators", "matters", "declared", "derived_parts", "units", "checks", "funnels")
    for name in (*unchanged, "measures_done"):
        pd.testing.assert_frame_equal(alone.table(name), laid.table(name))


def computed(snapshot: Snapshot) -> pd.DataFrame:
    """The figures that follow from those of a snapshot."""
    snapshot.keep(COMPUTED, computed_figures)
    return snapshot.figures(COMPUTED)


@pytest.mark.slow
def test_a_derived_indicator_of_the_own_city_is_computed(shipped):
    theirs = computed(shipped)
    is_simple = (
        (theirs["form"] == "completion") & (theirs["bound"] == "exact") & (theirs["id"].str.count("/") == 1)
    )
    one = theirs[is_simple].iloc[0]
    ids = one["id"].split("/")
    rows = [
        {
            "id": f"my_city-{n}",
            "indicator": row.indicator,
            "value": f"{row.value:g}",
            "unit": row.printed_unit,
            "bound": "exact",
            "status": "achieved",
        }
        for n, row in enumerate(shipped.observations().set_index("id").loc[ids].itertuples())
    ]
    laid = computed(brought(file_of_shipped(shipped), written(*rows)))
    own = laid[(laid["place"] == PLACE) & (laid["indicator"] == one["indicator"])]
    assert list(own["amount"]) == [pytest.approx(one["amount"])]
    assert len(laid[laid["place"] != PLACE]) == len(theirs)


@pytest.mark.parametrize(
    "change, code, field, wanted",
    [
        ({"value": "１２"}, "N01", "value", "12"),
        ({"value": "1,200"}, "N02", "value", "1200"),
        ({"value": "=1+1"}, "N04", "value", "12.5"),
        ({"indicator": "permit_working_day"}, "R01", "indicator", "'permit_working_days'"),
        ({"unit": "day"}, "U01", "unit", "working_day"),
        ({"unit": "days"}, "R01", "unit", "'day'"),
        ({"place": "linhe"}, "R01", "place", "my_city"),
        ({"source": "loudi-2024"}, "R01", "source", "upload"),
        ({"bound": "atmost"}, "E01", "bound", "'at_most'"),
        ({"as_printed": "字" * 25}, "T01", "as_printed", ""),
        ({"id": "linhe-001"}, "R02", "id", "observations/linhe.csv"),
        ({"period_start": "2023年"}, "D01", "period_start", "2020-12-31"),
        ({"note_zh": "只有中文"}, "T02", "note_en", "note_en"),
    ],
)
def test_a_fault_is_named_with_line_column_and_the_form_that_is_wanted(
    built_sound, change, code, field, wanted
):
    content = written({"id": "my_city-000"}, change)
    found = problems(built_sound, content)
    assert (code, field, wanted) in {(p.code, p.field, p.wanted) for p in found}
    for problem in found:
        line = content.decode("utf-8-sig").split("\r\n")[problem.line - 1]
        assert problem.line == 3 and line[problem.column - 1 :].lstrip('"').startswith(problem.text)
        assert problem.words("zh") != problem.words("en")


def test_all_problems_are_told_at_once_and_in_order(built_sound):
    found = problems(built_sound, written({"value": "三"}, {"bound": "", "status": "done"}, {"id": "x"}))
    assert [(p.line, p.field, p.code) for p in found] == [
        (2, "value", "N03"), (3, "id", "R02"), (3, "bound", "B01"), (3, "status", "E01"),
    ]  # fmt: skip


def test_an_id_given_twice_says_where_it_stood_first(built_sound):
    (found,) = problems(built_sound, written({}, {"id": "my_city-002"}, {}))
    assert (found.line, found.code, found.wanted) == (4, "R02", "observations/my_city.csv:2:1")


@pytest.mark.parametrize(
    "content, code, line",
    [
        ("编号,地区\r\n一,二\r\n".encode("gbk"), "F02", 1),
        (written({"note_zh": "说明", "note_en": "note"}).decode("utf-8-sig").encode("gbk"), "F02", 2),
        ("id,place\r\n".encode("utf-16"), "F02", 1),
        (b"PK\x03\x04\xff\xfe\x00" + bytes(range(256)), "F02", 1),
        (b"", "F05", 1),
        (b"\xef\xbb\xbf", "F05", 1),
        (b"hello world", "F04", 1),
        (",".join(COLUMNS[:-1]).encode() + b"\n", "F05", 1),
        (written({}) + b"\r\n", "F03", 3),
        (written({}) + written({})[3:].replace(b"\r\n", b"\n"), "F10", 3),
        (written({}) + b"a,b\r\n", "F05", 3),
    ],
)
def test_a_file_that_is_no_observations_file_is_refused_in_words(built_sound, content, code, line):
    assert (code, line) in {(p.code, p.line) for p in problems(built_sound, content)}


def test_text_like_a_formula_is_kept_as_text(built_sound):
    laid = brought(built_sound, written({"as_printed": "=1+1", "note_zh": "@x", "note_en": "-y"}))
    assert laid.observations(places=[PLACE])["as_printed"].iloc[0] == "=1+1"


def test_a_file_without_rows_brings_no_figures(built_sound):
    assert brought(built_sound, written()).observations(places=[PLACE]).empty


def test_no_file_is_left_behind_and_the_snapshot_is_not_touched(built_sound, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = built_sound.read_bytes()
    brought(built_sound, written({}))
    problems(built_sound, written({"value": "三"}))
    assert list(tmp_path.iterdir()) == []
    assert built_sound.read_bytes() == before
    assert [file.name for file in built_sound.parent.glob("*") if file.name.startswith("session")] == []


def test_the_database_in_memory_reads_and_writes_no_file(built_sound, tmp_path):
    laid = brought(built_sound, written({}))
    for query in (
        f"COPY own_figures TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'other.duckdb'}'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            laid._con.execute(query)


def test_two_readers_have_two_snapshots(built_sound):
    one, other = brought(built_sound, written({})), brought(built_sound, written({"value": "9"}))
    assert one.id != other.id
    assert [s.observations(places=[PLACE])["value"].iloc[0] for s in (one, other)] == [7, 9]


def test_no_place_or_source_can_have_the_name_of_a_benchmark_or_of_a_readers_own():
    assert {"places": {*WITHOUT_PLACE, PLACE}, "sources": {SOURCE}} == contract.RESERVED
