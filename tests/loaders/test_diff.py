"""python -m loaders diff: what differs between two snapshots, told in both languages, and why."""

import shutil
from pathlib import Path

import pytest

from loaders.__main__ import main
from loaders.settings import HOME, read_settings
from loaders.snapshot import build_snapshot, snapshot_file

LINHE = "observations/linhe.csv"
ENTRY = """mistyped:
  date: "2022-03-01"
  figures: [linhe-001]
  reason: {zh: 录入有误, en: Mistyped}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, str, str]:
    """Two snapshots: in the later one linhe-001 is changed with a reason, linhe-004 has another id, a measure is gone."""
    build = tmp_path_factory.mktemp("build")
    sound = Path(
        shutil.copytree(HOME / "tests" / "worlds" / "sound", tmp_path_factory.mktemp("world") / "sound")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIBIAO_BUILD", str(build))
        old = build_snapshot(sound, read_settings())
        rows = (sound / LINHE).read_text(encoding="utf-8")
        rows = rows.replace(",9,working_day,at_most,", ",8,working_day,exact,").replace(
            "linhe-004", "linhe-005"
        )
        (sound / LINHE).write_text(rows, encoding="utf-8")
        (sound / "measures.yaml").unlink()
        (sound / "CHANGELOG.yaml").write_text(ENTRY, encoding="utf-8")
        return build, old, build_snapshot(sound, read_settings())


@pytest.fixture
def two(built, monkeypatch) -> tuple[str, str]:
    """The ids of the two snapshots, in the build folder of the commands."""
    build, old, new = built
    monkeypatch.setenv("DUIBIAO_BUILD", str(build))
    return old, new


def test_every_figure_that_differs_is_told_with_what_it_said_and_says_and_why(two, capsys):
    old, new = two
    assert main(["diff", old, new]) == 0
    assert (
        capsys.readouterr().out
        == f"""{old} → {new}
figures: ＋ 新增 added 1, ≠ 更改 changed 1, － 撤下 withdrawn 1
measures: ＋ 新增 added 0, ≠ 更改 changed 0, － 撤下 withdrawn 1
changes: ＋ 新增 added 1, ≠ 更改 changed 0, － 撤下 withdrawn 0

＋ 新增 added  linhe-005  临河市 办事成本变化 · Linhe Change in the cost of a service
    办事成本增约12%

－ 撤下 withdrawn  linhe-004  临河市 办事成本变化 · Linhe Change in the cost of a service
    办事成本增约12%
    原因 reason: 未登记 none on record

≠ 更改 changed  linhe-001  临河市 许可时限（工作日） · Linhe Permit time limit in working days
    value: 9 → 8
    bound: at_most → exact
    原因 reason: 2022-03-01 录入有误 · 2022-03-01 Mistyped
"""
    )


def test_snapshots_are_given_by_id_or_file_and_without_the_second_it_is_the_one_on_the_air(
    built, two, capsys
):
    said = []
    for asked in (two, two[:1], [str(snapshot_file(built[0], id_)) for id_ in two]):
        assert main(["diff", *asked]) == 0
        said.append(capsys.readouterr().out)
    assert said == said[:1] * 3


def test_a_snapshot_differs_in_nothing_from_itself(two, capsys):
    assert main(["diff", two[1]]) == 0
    assert capsys.readouterr().out == f"{two[1]} → {two[1]}\nfigures: " + (
        "＋ 新增 added 0, ≠ 更改 changed 0, － 撤下 withdrawn 0\n"
    )


@pytest.mark.parametrize("asked", ["0123456789abcdef", "nowhere.duckdb", ".."])
def test_a_snapshot_that_is_not_there_is_named_with_those_that_are(asked, two):
    with pytest.raises(SystemExit) as left:
        main(["diff", asked])
    assert asked in left.value.code and all(id_ in left.value.code for id_ in two)


def test_a_file_that_is_no_snapshot_is_said_to_be_none(two, sound):
    with pytest.raises(SystemExit, match="不是快照.*not a snapshot"):
        main(["diff", str(sound / "places.yaml")])


def test_before_the_first_build_there_is_nothing_to_compare_with(settings, tmp_path):
    file = tmp_path / "one.duckdb"
    file.touch()
    with pytest.raises(SystemExit, match="没有快照 no snapshot"):
        main(["diff", str(file)])
