"""Wrong worlds: each folder of tests/worlds is the sound world with one fault; expected.txt is what is said.

A world holds only the files that differ; `without.txt` names those it lacks.
"""

import re
import shutil
from pathlib import Path

import pytest

from loaders.problems import CODES

WORLDS = Path(__file__).resolve().parent.parent / "worlds"
WRONG = sorted(world.name for world in WORLDS.iterdir() if world.name != "sound")
ABOUT_A_WORLD = {"expected.txt", "without.txt"}
LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+)  (?P<code>[A-Z]\d\d).*?“(?P<text>[^”]*)”")
# Codes whose offending text is what stands at the place itself.
QUOTED_IN_PLACE = {
    *("Y02", "Y03", "Y05", "Y06", "N01", "N02", "N03", "N04", "N05", "N07", "N08"),
    *("D01", "D02", "D03", "D04", "R01", "R02", "R03", "R04", "R06", "U01", "U02", "E01", "T01", "T03"),
}


def lay_over(world: str, folder: Path) -> Path:
    """Lay a world's files over a folder and take away those it lacks."""
    for file in (WORLDS / world).rglob("*"):
        if file.is_file() and file.name not in ABOUT_A_WORLD:
            shutil.copyfile(file, folder / file.relative_to(WORLDS / world))
    for name in lines_of(world, "without.txt"):
        (folder / name).unlink()
    return folder


def lines_of(world: str, name: str) -> list[str]:
    """The lines of a world's expected.txt or without.txt."""
    file = WORLDS / world / name
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def text_of(world: str, name: str) -> str:
    """The text of a file as it stands in a world."""
    file = WORLDS / world / name
    return (file if file.exists() else WORLDS / "sound" / name).read_text(encoding="utf-8")


def codes_expected(world: str) -> set[str]:
    """The codes a world is refused with."""
    return {line.split("  ")[1][:3] for line in lines_of(world, "expected.txt")}


def test_the_sound_world_has_no_problem(sound, problems_of):
    assert problems_of(sound) == []


@pytest.mark.parametrize("world", WRONG)
def test_a_wrong_world_is_refused_with_exactly_its_problem(world, sound, problems_of):
    assert problems_of(lay_over(world, sound)) == lines_of(world, "expected.txt")


def test_a_wrong_world_has_one_fault_only():
    for world in WRONG:
        # A file named after no place holds rows that belong elsewhere: the one fault with two sides.
        assert len(codes_expected(world) - {"R03"} or {"R03"}) == 1, world


def test_the_offending_text_stands_at_the_line_and_column_given():
    for world in WRONG:
        for expected in lines_of(world, "expected.txt"):
            found = LINE.match(expected)
            if found and found["code"] in QUOTED_IN_PLACE and int(found["line"]):
                lines = text_of(world, found["file"]).split("\n")
                here = lines[int(found["line"]) - 1][int(found["column"]) - 1 :]
                text = re.sub(r"\\x([0-9a-f]+)", lambda code: chr(int(code[1], 16)), found["text"])
                assert here.startswith((text.removesuffix("…"), f'"{text}"')), f"{world}: {expected}"


def test_every_code_is_exercised_by_a_world_or_by_the_commands_that_look_further():
    here = Path(__file__).parent
    others = ("verify", "account", "changelog", "files", "build_folder", "printed")
    others = "".join((here / f"test_{name}.py").read_text("utf-8") for name in others)
    exercised = {code for world in WRONG for code in codes_expected(world)}
    exercised |= set(re.findall(r"\b(?:[VLS]\d\d|F1[1-3])\b", others))
    assert exercised == set(CODES)


def test_all_problems_of_a_folder_are_reported_at_once(sound, problems_of):
    worlds = (
        *(
            "stray_file",
            "part_of_in_a_circle",
            "comparison_with_an_indicator_of_another_matter",
            "measure_from_an_unknown_source",
        ),
        *("check_of_too_many_figures", "full_width_digits", "unknown_status"),
    )
    for world in worlds:
        lay_over(world, sound)
    expected = [line for world in worlds for line in lines_of(world, "expected.txt")]
    assert len(expected) == 8
    assert sorted(problems_of(sound)) == sorted(expected)


def test_several_faults_of_one_row_and_one_file_are_reported_at_once(sound, change, problems_of):
    rows = sound / "observations" / "linhe.csv"
    change(rows, ",9,working_day,at_most,", ",９,workday,atmost,")
    change(rows, ",1,third,", ",一,third,")
    change(rows, "数字被遮盖,", ",")
    said = [line.split(" ")[0] + line.split("]")[0].split("  ")[1] for line in problems_of(sound)]
    assert said == [
        "observations/linhe.csv:2:65N01 [value",
        "observations/linhe.csv:2:67R01 [unit",
        "observations/linhe.csv:2:75E01 [bound",
        "observations/linhe.csv:3:44N03 [value",
        "observations/linhe.csv:4:90T02 [note_zh",
    ]


@pytest.mark.parametrize("file", ["places", "topics", "frameworks", "units", "sources", "matters"])
def test_a_file_that_cannot_be_read_makes_no_id_unknown(file, sound, change, problems_of):
    change(sound / f"{file}.yaml", "{", "{{")
    assert [line.split(":")[0] for line in problems_of(sound)] == [f"{file}.yaml"]


@pytest.mark.parametrize("file", ["places", "topics", "frameworks", "units", "sources"])
def test_a_missing_file_makes_no_id_unknown(file, sound, problems_of):
    (sound / f"{file}.yaml").unlink()
    wanted = f"{file}.yaml:0:0  F01 缺少文件 {file}.yaml · file {file}.yaml is missing"
    assert problems_of(sound) == [wanted]


def test_funnels_that_cannot_be_read_leave_the_funnel_of_a_derived_indicator_open(sound, change, problems_of):
    lay_over("derived_from_an_unknown_funnel", sound)
    change(sound / "indicators" / "approvals.yaml", "cuts_promise}", "cuts_promised}")
    assert problems_of(sound) == []
    change(sound / "funnels.yaml", "{", "{{")
    assert [line.split(":")[0] for line in problems_of(sound)] == ["funnels.yaml"]
    (sound / "funnels.yaml").unlink()
    (said,) = problems_of(sound)  # a folder without funnels has none: that is known
    assert "R01 [funnel]" in said


def test_what_a_dataset_need_not_have_may_be_left_out(sound, problems_of):
    for name in (
        "matters.yaml",
        "checks.yaml",
        "measures.yaml",
        "problems.yaml",
        "funnels.yaml",
        "omitted.csv",
    ):
        (sound / name).unlink()
    assert problems_of(sound) == []


def test_a_full_width_colon_inside_a_text_is_no_fault(sound, change, problems_of):
    change(sound / "measures.yaml", "locator: 一", "locator: 一：开办企业")
    change(sound / "topics.yaml", "zh: 服务", "zh: 服务：其他")
    assert problems_of(sound) == []


def test_no_more_than_two_hundred_rows_are_listed_for_one_fault(sound, problems_of):
    rows = sound / "observations" / "qiushan.csv"
    header, row, *_ = rows.read_text(encoding="utf-8").splitlines()
    many = [row.replace("qiushan-001", f"qiushan-{n}").replace(",3,", ",三,") for n in range(1, 302)]
    rows.write_text("\n".join([header, *many]) + "\n", encoding="utf-8")
    assert len(problems_of(sound)) == 200


def test_a_fault_in_the_only_file_of_rows_is_reported(sound, change, problems_of):
    (sound / "observations" / "qiushan.csv").unlink()
    change(sound / "observations" / "linhe.csv", "before_kind", "before_sort")
    assert problems_of(sound) == lines_of("header_word_misspelt", "expected.txt")


def test_a_catalogue_without_rows_is_sound(sound, problems_of):
    (sound / "checks.yaml").unlink()
    shutil.rmtree(sound / "observations")
    assert problems_of(sound) == []
