"""Verification: a figure must be found in its document, with its value, unit and the word that bounds it."""

import shutil
from pathlib import Path

import pytest

from loaders.printed import BOUND_WORDS_AFTER, BOUND_WORDS_BEFORE
from loaders.problems import DatasetError
from loaders.provenance import verify_figures

LINHE = Path("observations", "linhe.csv")
QIUSHAN = Path("observations", "qiushan.csv")
# What is printed, the row's value, and what the word beside it says of the value.
BOUND_WORDS = [
    ("20余天", 20, "more_than"),
    ("20多天", 20, "more_than"),
    ("二十余天", 20, "more_than"),
    ("20天以上", 20, "at_least"),
    ("20天以内", 20, "at_most"),
    ("20天内", 20, "at_most"),
    ("约20天", 20, "about"),
    ("近20天", 20, "nearly"),
    ("超20天", 20, "more_than"),
    ("超过20天", 20, "more_than"),
    ("不超过20天", 20, "at_most"),
    ("不得超过20天", 20, "at_most"),
    ("不少于20天", 20, "at_least"),
    ("不低于20天", 20, "at_least"),
    ("不到20天", 20, "less_than"),
    ("不足20天", 20, "less_than"),
    ("少于20天", 20, "less_than"),
    ("20天左右", 20, "about"),
    ("20個天以內", 20, "at_most"),
    ("20天(指日历日)以内", 20, "at_most"),
    ("不得超过审批用时的20天", 20, "at_most"),
    ("由超30天到20天以内", 20, "at_most"),
    ("由超30天到20天以内", 30, "more_than"),
]


def printed(folder: Path, documents: Path) -> list[str]:
    """What verification says of a folder."""
    return [str(problem) for problem in verify_figures(folder, documents)]


def write(
    dataset: Path, documents: Path, register, rows: list[tuple[str, float, str]], status: str = "achieved"
) -> None:
    """Rows of days as printed, with their values and bounds, and the document they all stand in."""
    header = (dataset / QIUSHAN).read_text(encoding="utf-8").split("\n")[0]
    lines = [
        f"qiushan-{n},qiushan,permit_days,whole,,,{value},day,{bound},,,,,{status},,,qiushan-2022-feature,审批用时,{text},,"
        for n, (text, value, bound) in enumerate(rows, 1)
    ]
    (dataset / QIUSHAN).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    (documents / "qiushan-2022-feature.txt").write_text(
        "；".join(text for text, *_ in rows), encoding="utf-8"
    )
    register(dataset, documents)


def test_the_sound_world_is_borne_out_by_its_documents(sound, documents):
    assert printed(sound, documents) == []


def test_a_fragment_must_stand_in_its_document(sound, documents, change):
    change(sound / LINHE, "压缩三分之一以上", "压缩了三分之一以上")
    assert printed(sound, documents) == [
        "observations/linhe.csv:3:96  V01 [as_printed] 在 linhe-2021-report 中找不到原文“压缩了三分之一以上”"
        " · '压缩了三分之一以上' is not found in linhe-2021-report"
    ]


def test_a_masked_figure_must_stand_in_its_document_too(sound, documents, change):
    change(sound / LINHE, "试点审批用时*天", "试点审批用时**天")
    (said,) = printed(sound, documents)
    assert said.startswith("observations/linhe.csv:4:81  V01 [as_printed]")


def test_a_figure_must_stand_in_its_own_document(sound, documents, change):
    change(sound / QIUSHAN, "qiushan-2022-feature,二版", "linhe-2021-report,二版")
    assert [line.split("  ")[1][:3] for line in printed(sound, documents)] == ["V01"]


def test_the_value_must_stand_in_the_fragment(sound, documents, change):
    change(sound / QIUSHAN, ",40,percent", ",14,percent")
    assert printed(sound, documents) == [
        "observations/qiushan.csv:4:48  V02 [value] 原文“力争再压缩40%”中没有数值 14"
        " · '力争再压缩40%' does not contain the value 14"
    ]


def test_the_unit_must_stand_in_the_fragment(sound, documents, change):
    change(sound / QIUSHAN, "力争再压缩40%", "力争再压缩40")
    assert printed(sound, documents) == [
        "observations/qiushan.csv:4:51  V03 [unit] 原文“力争再压缩40”中没有该单位的写法：%"
        " · '力争再压缩40' does not contain the unit as printed: %"
    ]


def test_any_printed_form_of_the_unit_will_do(sound, documents, register):
    write(sound, documents, register, [("20天办结", 20, "exact"), ("20日办结", 20, "exact")])
    assert printed(sound, documents) == []


def as_a_table(dataset: Path, documents: Path, change, register, text: str) -> None:
    """The second document is a table now, which holds `text`."""
    (documents / "qiushan-2022-feature.txt").rename(documents / "qiushan-2022-feature.csv")
    (documents / "qiushan-2022-feature.csv").write_text(text, encoding="utf-8")
    change(dataset / "sources.yaml", "qiushan-2022-feature.txt", "qiushan-2022-feature.csv")
    register(dataset, documents)


def test_a_table_is_not_asked_for_the_unit_that_stands_in_its_heading(sound, documents, change, register):
    write(sound, documents, register, [("丘山20", 20, "exact")])
    assert [line.split("  ")[1][:3] for line in printed(sound, documents)] == ["V03"]
    as_a_table(sound, documents, change, register, "地区天数\n丘山20\n")
    assert printed(sound, documents) == []


def test_a_table_is_still_asked_for_the_number(sound, documents, change, register):
    write(sound, documents, register, [("丘山20", 21, "exact")])
    as_a_table(sound, documents, change, register, "丘山20\n")
    assert [line.split("  ")[1][:3] for line in printed(sound, documents)] == ["V02"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "indicator"),
    [
        ("减半征收", 50, "percent", "permit_claimed_cut"),
        ("全部清偿完毕", 100, "percent", "permit_claimed_cut"),
        ("办事免费", 0, "day", "permit_days"),
    ],
)
def test_a_word_that_is_a_number_bears_the_number_out(
    text, value, unit, indicator, sound, documents, change, register
):
    change(sound / "units.yaml", 'printed: ["%"]', "printed: [减半, 清偿完毕]")
    change(sound / "units.yaml", "printed: [天, 日]", "printed: [免费]")
    write(sound, documents, register, [(text, value, "exact")])
    change(sound / QIUSHAN, ",permit_days,", f",{indicator},")
    change(sound / QIUSHAN, ",day,", f",{unit},")
    said = [line for line in printed(sound, documents) if line.startswith(str(QIUSHAN))]
    assert said == []
    change(sound / QIUSHAN, f",{value},", f",{value + 1 if value < 100 else 99},")
    said = [line.split("  ")[1][:3] for line in printed(sound, documents) if line.startswith(str(QIUSHAN))]
    assert said == ["V02"]


def test_the_level_before_must_stand_near_the_fragment(sound, documents, change):
    change(sound / QIUSHAN, ",30,about", ",31,about")
    assert printed(sound, documents) == [
        "observations/qiushan.csv:3:58  V04 [before] 原文“审批二十余天，全省约30天”附近没有对比水平 31"
        " · the level 31 is not found near '审批二十余天，全省约30天'"
    ]


@pytest.mark.parametrize(("apart", "is_near"), [(50, True), (70, False)])
def test_near_is_sixty_characters(apart, is_near, sound, documents, change, register):
    change(sound / QIUSHAN, "审批二十余天，全省约30天", "审批二十余天")
    change(documents / "qiushan-2022-feature.txt", "全省约30天", "一" * apart + "全省约30天")
    register(sound, documents)
    assert bool(printed(sound, documents)) is not is_near


def test_the_bound_word_must_not_be_contradicted(sound, documents, change):
    change(sound / LINHE, "9,working_day,at_most", "9,working_day,exact")
    assert printed(sound, documents) == [
        "observations/linhe.csv:2:79  V05 [bound] 原文“由22个工作日压缩到9个工作日以内”的界限词是 at_most"
        " · the bound word in '由22个工作日压缩到9个工作日以内' says at_most"
    ]


def test_every_bound_word_is_heard(sound, documents, register):
    write(sound, documents, register, [(text, value, "exact") for text, value, _ in BOUND_WORDS])
    said = [line.split("  ")[1] for line in printed(sound, documents)]
    assert [line[:3] for line in said] == ["V05"] * len(BOUND_WORDS)
    assert [line.rsplit(" ", 1)[1] for line in said] == [says for _, _, says in BOUND_WORDS]


def test_no_bound_word_is_heard_where_the_row_agrees(sound, documents, register):
    write(sound, documents, register, BOUND_WORDS)
    assert not [line for line in printed(sound, documents) if "V05" in line]


def test_these_tests_know_every_bound_word():
    texts = " ".join(text for text, *_ in BOUND_WORDS)
    assert all(word in texts for word in (*BOUND_WORDS_AFTER, *BOUND_WORDS_BEFORE))


def test_a_rule_without_a_bound_word_may_be_a_limit(sound, documents, register):
    write(sound, documents, register, [("20天办结", 20, "at_most"), ("20天办结", 20, "exact")], "rule")
    assert printed(sound, documents) == []


def test_the_bound_word_of_another_number_is_not_heard(sound, documents, register):
    write(sound, documents, register, [("约30天压缩到20天", 20, "exact")])
    assert printed(sound, documents) == []


def test_a_changed_document_is_noticed(sound, documents):
    document = documents / "linhe-2021-report.txt"
    document.write_bytes(document.read_bytes() + b"\n")
    assert printed(sound, documents) == [
        "sources.yaml:8:9  V06 [sha256] 文件 linhe-2021-report.txt 与登记的 sha256 不符"
        " · linhe-2021-report.txt is not the file whose sha256 is on record"
    ]


def test_a_missing_document_is_noticed_and_the_others_are_still_read(sound, documents, change):
    (documents / "linhe-2021-report.txt").unlink()
    change(sound / QIUSHAN, ",40,percent", ",14,percent")
    said = printed(sound, documents)
    assert said[0] == (
        "sources.yaml:8:9  F01 [file] 缺少文件 linhe-2021-report.txt · file linhe-2021-report.txt is missing"
    )
    assert [line.split("  ")[1][:3] for line in said] == ["F01", "V02"]


def test_a_document_in_another_encoding_is_noticed(sound, documents, register):
    document = documents / "linhe-2021-report.txt"
    document.write_bytes(document.read_text(encoding="utf-8").encode("gbk"))
    register(sound, documents)
    (said,) = printed(sound, documents)
    assert said.startswith("sources.yaml:8:9  F02 [file] 不是 UTF-8 编码")


def test_a_missing_folder_of_documents_misses_every_document(sound, tmp_path):
    said = printed(sound, tmp_path / "nowhere")
    assert [line.split("  ")[1][:3] for line in said] == ["F01", "F01"]


def test_all_objections_are_reported_at_once(sound, documents, change):
    change(sound / LINHE, "压缩三分之一以上", "压缩了三分之一以上")
    change(sound / LINHE, "9,working_day,at_most", "8,working_day,exact")
    change(sound / QIUSHAN, ",30,about", ",31,about")
    shutil.copy(documents / "qiushan-2022-feature.txt", documents / "linhe-2021-report.txt")
    assert {line.split("  ")[1][:3] for line in printed(sound, documents)} == {"V01", "V04", "V06"}


def test_a_folder_with_problems_is_not_verified(sound, documents, change):
    change(sound / LINHE, ",9,working_day", ",九,working_day")
    with pytest.raises(DatasetError):
        verify_figures(sound, documents)
