"""python -m loaders import: what it says, what it writes, and how it ends."""

import json
import shutil

import pytest

from loaders.__main__ import main
from loaders.own_city import PLACE, laid_over
from loaders.settings import HOME, read_settings
from loaders.snapshot import snapshot_file
from tests.loaders.test_own_city import CITY, UPLOAD

TABLE = '指标,单位,2024年,备注\n企业开办用时,工作日,1以内,\n贷款余额,万元,"2,763",初步\n某新指标,户,5,\n群众满意度,%,*,\n'
KEYS = ["layout", "encoding", "figures", "repairs", "asked", "left_out", "unknown_names"]


@pytest.fixture
def table(tmp_path):
    """A file of an office, in the encoding of its Excel."""
    file = tmp_path / "表.csv"
    file.write_bytes(TABLE.encode("gb18030"))
    return file


def test_json_says_what_was_understood(table, capsys):
    assert main(["import", str(table), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == KEYS
    assert (told["encoding"], told["figures"], told["layout"]["heads"]) == ("gb18030", 3, [1])
    assert {"row": 3, "column": 3, "from": "2,763", "to": "2763", "why": "thousands"} in told["repairs"]
    assert [(one["kind"], one["choices"]) for one in told["asked"]] == [("place", [])]
    assert [(one["from"], one["kind"]) for one in told["left_out"]] == [("*", "masked")]
    assert [one["name"] for one in told["unknown_names"]] == ["某新指标"]


def test_without_json_it_is_an_account_for_people_in_their_language(table, capsys):
    assert main(["import", str(table), "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert "C2  1以内 → 不超过 1" in told and "C3  2,763 → 2763" in told and "某新指标" in told


def test_the_output_is_what_the_curated_loader_accepts(table, tmp_path, shipped, capsys):
    written = tmp_path / "out.csv"
    assert main(["import", str(table), "--output", str(written)]) == 0
    settings = read_settings()
    file = snapshot_file(settings.build_folder, shipped.id)
    laid = laid_over(file, written.read_bytes(), CITY, UPLOAD)
    rows = laid.observations(None, (PLACE,)).sort_values("id")
    assert rows[["indicator", "value", "printed_unit", "bound", "missing", "note_zh"]].fillna(
        ""
    ).values.tolist() == [
        ["startup_working_days", 1, "working_day", "at_most", "", ""],
        ["loans_outstanding", 2763, "ten_thousand_yuan", "exact", "", "初步"],
        ["public_satisfaction", "", "percent", "", "masked", ""],
    ]


def test_the_own_place_is_one_of_several_and_the_others_are_not_written(tmp_path, capsys):
    file, written = tmp_path / "two.csv", tmp_path / "out.csv"
    file.write_text("指标：贷款余额（亿元）\n地区,2024年\n安阳,5\n湘潭市,6\n", encoding="utf-8")
    assert main(["import", str(file), "--place", "anyang", "--output", str(written), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["asked"] == []
    (row,) = written.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert row.startswith("anyang-001,anyang,loans_outstanding,whole,2024-01-01,2024-12-31,5,")


def test_a_file_that_is_not_understood_ends_with_1_and_says_why(tmp_path, capsys):
    file = tmp_path / "words.txt"
    file.write_text("今天天气很好。", encoding="utf-8")
    assert main(["import", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert list(told) == KEYS and told["layout"] is None
    assert [one["why"] for one in told["left_out"]] == ["no_table"]


@pytest.mark.parametrize("wrong", [["missing.csv"], [], ["TABLE", "--place", "An Yang"], ["TABLE", "--what"]])
def test_wrong_arguments_end_with_2(wrong, table, capsys):
    assert main(["import", *(str(table) if one == "TABLE" else one for one in wrong)]) == 2


def test_a_dictionary_whose_entries_do_not_fit_is_refused_with_its_problems(
    table, tmp_path, monkeypatch, capsys
):
    shutil.copytree(HOME / "data", tmp_path / "data")
    file = tmp_path / "data" / "indicators" / "construction.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("unit: working_day", "unit: workin_day", 1), "utf-8"
    )
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    assert main(["import", str(table)]) == 1
    told = capsys.readouterr().err
    assert "R01" in told and "workin_day" in told
