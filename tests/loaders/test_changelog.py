"""The change log: what a curator hears who changes or withdraws a figure, and what is recorded."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from loaders.__main__ import main
from loaders.changelog import LEDGER, LEDGER_COLUMNS
from loaders.settings import HOME

pytestmark = pytest.mark.slow  # whole datasets are built

WORLDS = HOME / "tests" / "worlds"
LINHE = Path("observations", "linhe.csv")
ENTRY = """{id}:
  date: "2022-03-01"
  figures: [{figures}]
  reason: {{zh: 订正, en: Corrected}}
"""


@pytest.fixture(scope="module")
def recorded_sound(tmp_path_factory) -> Path:
    """The sound world with a note on linhe-001, recorded."""
    folder = Path(shutil.copytree(WORLDS / "sound", tmp_path_factory.mktemp("recorded") / "sound"))
    explain(folder, "first_note", "linhe-001")
    assert main(["record", str(folder)]) == 0
    return folder


@pytest.fixture
def dataset(recorded_sound, tmp_path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(recorded_sound, tmp_path / "sound"))


@pytest.fixture
def says(capsys):
    """The exit status of a command on a folder, the problems it prints and what stands below them."""

    def said(command: str, folder: Path) -> tuple[int, list[str], str]:
        capsys.readouterr()
        code = main([command, str(folder)])
        _, *printed = capsys.readouterr().out.split("\n")
        problems = [line.strip() for line in printed if line.startswith("  ") and "·" in line]
        return code, problems, "\n".join(printed[len(problems) :])

    return said


def explain(folder: Path, entry: str, *figures: str) -> None:
    """Append an entry to the change log of a folder."""
    with (folder / "CHANGELOG.yaml").open("a", encoding="utf-8") as file:
        file.write(ENTRY.format(id=entry, figures=", ".join(figures)))


def recorded(folder: Path) -> dict[str, str]:
    """Id → its whole line in the ledger."""
    header, *lines = (folder / LEDGER).read_text(encoding="utf-8").splitlines()
    assert header == ",".join(LEDGER_COLUMNS)
    return {line.split(",")[0]: line for line in lines}


def places(problems: list[str]) -> list[str]:
    """Where the problems are, with their codes."""
    return [" ".join(line.split("  ")[:2]).split(" [")[0][: len(line.split(" ")[0]) + 4] for line in problems]


def test_recorded_figures_pass_and_are_kept_as_entered_with_their_entries(dataset, says):
    assert says("changes", dataset) == (0, [], "")
    lines = recorded(dataset)
    rows = [
        r for f in (dataset / "observations").glob("*.csv") for r in f.read_text("utf-8").splitlines()[1:]
    ]
    entries = {"linhe-001": "first_note"}
    assert set(lines.values()) == {f"{row},{entries.get(row.split(',')[0], '')}" for row in rows}
    assert list(lines) == sorted(lines)


def test_recording_twice_writes_the_same_file(dataset):
    before = (dataset / LEDGER).read_bytes()
    assert main(["record", str(dataset)]) == 0
    assert (dataset / LEDGER).read_bytes() == before
    assert not list(dataset.glob(".*"))


def test_a_changed_value_asks_for_its_reason_with_the_entry_to_paste(dataset, change, says):
    change(dataset / LINHE, ",9,working_day,at_most", ",8,working_day,at_most")
    code, problems, below = says("changes", dataset)
    assert code == 1 and problems == [
        "observations/linhe.csv:2:65  L01 [value] 登记时为“9”，现为“8”，CHANGELOG.yaml 未写明原因"
        " · recorded as '9', now '8', and CHANGELOG.yaml gives no reason"
    ]
    assert "把下面几行粘贴到 CHANGELOG.yaml 末尾" in below and "Paste these lines at the end" in below
    assert below.endswith(
        "# linhe-001: value 9 → 8\nchange-1:\n  date:\n  figures: [linhe-001]\n  reason:\n    zh:\n    en:\n"
    )


def test_the_entry_pasted_is_accepted_once_it_is_filled_in_and_only_then(dataset, change, says):
    change(dataset / LINHE, ",9,working_day,at_most", ",8,working_day,at_most")
    log = dataset / "CHANGELOG.yaml"
    pasted = says("changes", dataset)[2].partition("# linhe")
    with log.open("a", encoding="utf-8") as file:
        file.write("".join(pasted[1:]))
    code, problems, _ = says("record", dataset)
    assert code == 1 and [line.split(" ")[2] for line in problems] == ["D01", "T04", "T04"]
    for blank, filled in (
        ("date:\n", 'date: "2022-04-01"\n'),
        ("zh:\n", "zh: 误\n"),
        ("en:\n", "en: Mistyped\n"),
    ):
        change(log, blank, filled)
    assert places(says("changes", dataset)[1]) == ["figures.lock:0:0 L04"]
    assert says("record", dataset)[0] == 0
    assert says("changes", dataset)[0] == 0
    assert recorded(dataset)["linhe-001"].endswith(",first_note|change-1")
    assert ",8,working_day,at_most" in recorded(dataset)["linhe-001"]


def test_nothing_is_recorded_as_long_as_a_reason_is_wanted(dataset, change, says):
    before = (dataset / LEDGER).read_bytes()
    change(dataset / LINHE, ",9,working_day,at_most", ",8,working_day,at_most")
    code, problems, below = says("record", dataset)
    assert code == 1 and places(problems) == ["observations/linhe.csv:2:65 L01"] and "change-1:" in below
    assert (dataset / LEDGER).read_bytes() == before


def test_a_reason_recorded_with_an_earlier_change_does_not_count_again(dataset, change, says):
    change(dataset / LINHE, ",9,working_day,at_most", ",8,working_day,at_most")
    explain(dataset, "change-1", "linhe-001")
    assert says("record", dataset)[0] == 0
    change(dataset / LINHE, ",8,working_day,at_most", ",7,working_day,at_most")
    code, problems, below = says("changes", dataset)
    assert code == 1 and places(problems) == ["observations/linhe.csv:2:65 L01"]
    assert "\nchange-2:\n" in below


def test_a_changed_note_asks_for_a_reason_in_every_column_that_changed(dataset, change, says):
    change(dataset / LINHE, '数字被遮盖,"The figure is masked, in print"', "数字遮盖,Masked")
    code, problems, below = says("changes", dataset)
    assert code == 1 and [line.split("] ")[0] for line in problems] == [
        "observations/linhe.csv:4:90  L01 [note_zh",
        "observations/linhe.csv:4:95  L01 [note_en",
    ]
    assert (
        "# linhe-003: note_zh 数字被遮盖 → 数字遮盖; note_en The figure is masked, in print → Masked\n"
        in below
    )


def test_a_withdrawn_figure_asks_for_its_reason_and_its_id_stays_taken(dataset, change, says):
    row = next(line for line in (dataset / LINHE).read_text("utf-8").splitlines() if "linhe-004" in line)
    change(dataset / LINHE, f"{row}\n", "")
    code, problems, below = says("changes", dataset)
    assert code == 1 and problems == [
        "figures.lock:5:1  L02 [id] 已登记的数字“linhe-004”（办事成本增约12%）已撤下，CHANGELOG.yaml 未写明原因"
        " · figure 'linhe-004' (办事成本增约12%) was recorded and is withdrawn, and CHANGELOG.yaml gives no reason"
    ]
    assert "# linhe-004: 撤下 withdrawn: 办事成本增约12%\n" in below
    explain(dataset, "withdrawn", "linhe-004")
    assert says("record", dataset)[0] == 0 == says("changes", dataset)[0]
    assert recorded(dataset)["linhe-004"] == f"linhe-004{',' * len(LEDGER_COLUMNS[1:])}withdrawn"
    assert says("record", dataset)[0] == 0 and "linhe-004" in recorded(dataset)

    with (dataset / LINHE).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    code, problems, _ = says("changes", dataset)
    assert code == 1 and "L01 [id] 登记时为“已撤下 withdrawn”，现为“linhe-004”" in problems[0]
    explain(dataset, "put_back", "linhe-004")
    assert says("record", dataset)[0] == 0 == says("changes", dataset)[0]
    assert recorded(dataset)["linhe-004"] == f"{row},withdrawn|put_back"


def test_another_id_is_a_figure_withdrawn_and_one_added(dataset, change, says):
    change(dataset / LINHE, "linhe-004", "linhe-005")
    code, problems, _ = says("changes", dataset)
    assert code == 1 and places(problems) == ["figures.lock:0:0 L04", "figures.lock:5:1 L02"]
    explain(dataset, "renamed", "linhe-004", "linhe-005")
    assert says("record", dataset)[0] == 0 == says("changes", dataset)[0]
    assert recorded(dataset)["linhe-005"].endswith(",renamed")


def test_a_new_figure_needs_no_reason_but_must_be_recorded(dataset, says):
    row = (dataset / LINHE).read_text("utf-8").splitlines()[-1].replace("linhe-004", "linhe-005")
    with (dataset / LINHE).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    code, problems, below = says("changes", dataset)
    assert (code, below) == (1, "")
    assert problems == [
        "figures.lock:0:0  L04 有 1 个数字尚未按现状登记：linhe-005；请运行 python -m loaders record"
        " · figures not yet recorded as they are now: 1: linhe-005; run python -m loaders record"
    ]
    assert says("record", dataset)[0] == 0 == says("changes", dataset)[0]


def test_what_was_recorded_is_counted(dataset, change, capsys):
    change(dataset / LINHE, "linhe-004", "linhe-005")
    change(dataset / LINHE, ",9,working_day,at_most", ",8,working_day,at_most")
    explain(dataset, "several", "linhe-001", "linhe-004")
    capsys.readouterr()
    assert main(["record", str(dataset)]) == 0
    counted = "＋ 新增 1、≠ 更改 1、－ 撤下 1"
    assert capsys.readouterr().out == f"{dataset}: 已登记：{counted}\n"


def test_an_entry_names_no_figure_that_did_not_change_or_is_not_there(dataset, says):
    explain(dataset, "needless", "linhe-002", "qiushan-033")
    code, problems, below = says("changes", dataset)
    assert (code, below) == (1, "")
    assert problems == [
        "CHANGELOG.yaml:7:13  L03 [figures] 数字“linhe-002”登记后没有变化，此条无须列出"
        " · figure 'linhe-002' has not changed since it was recorded: this entry need not name it",
        "CHANGELOG.yaml:7:24  R01 [figures] 未知编号“qiushan-033”，是否应为 'qiushan-003'"
        " · unknown id 'qiushan-033'; did you mean 'qiushan-003'",
    ]
    assert says("record", dataset)[0] == 1


def test_an_entry_that_was_recorded_may_be_reworded_but_not_taken_away(dataset, change, says):
    change(dataset / "CHANGELOG.yaml", "en: Corrected", "en: Corrected after a reader's remark")
    assert says("changes", dataset)[0] == 0
    change(dataset / "CHANGELOG.yaml", "first_note:", "note:")
    code, problems, _ = says("changes", dataset)
    assert code == 1 and places(problems) == ["CHANGELOG.yaml:3:13 L03", "figures.lock:2:1 L05"]
    (dataset / "CHANGELOG.yaml").unlink()
    assert places(says("changes", dataset)[1]) == ["figures.lock:2:1 L05"]
    assert says("record", dataset)[0] == 1


def test_an_entry_on_the_dataset_as_a_whole_names_no_figure(dataset, says):
    explain(dataset, "remark")
    assert says("changes", dataset)[0] == 0


def test_the_order_of_rows_their_files_line_breaks_and_the_folder_change_nothing(dataset, says, tmp_path):
    header, *rows = (dataset / LINHE).read_text(encoding="utf-8").splitlines()
    (dataset / LINHE).write_bytes("\r\n".join([header, *reversed(rows), ""]).encode("utf-8-sig"))
    (dataset / LEDGER).write_bytes((dataset / LEDGER).read_bytes().replace(b"\n", b"\r\n"))
    assert says("changes", shutil.copytree(dataset, tmp_path / "copy"))[0] == 0


def test_a_dataset_that_was_never_recorded_is_asked_to_be(sound, settings, says):
    assert places(says("changes", sound)[1]) == ["figures.lock:0:0 L04"]
    assert says("check", sound)[0] == 0  # whoever keeps no record may leave it out


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (lambda text: text.replace(",entries\n", "\n", 1), 1),
        (lambda text: "\ufeff" + text, 1),
        (lambda text: text.replace("linhe-003", "<<<<<<< mine\nlinhe-003", 1), 4),
        (lambda text: text + text.splitlines()[1] + "\n", 9),
        (lambda text: text.replace("linhe-002,", '"linhe-002,', 1), None),
    ],
    ids=["header", "saved by a spreadsheet", "merged by hand", "a line twice", "quotes"],
)
def test_a_ledger_that_record_did_not_write_is_refused(broken, line, dataset, says):
    file = dataset / LEDGER
    file.write_text(broken(file.read_text(encoding="utf-8")), encoding="utf-8")
    for command in ("changes", "record"):
        code, problems, _ = says(command, dataset)
        assert code == 1 and len(problems) == 1 and " L06 " in problems[0]
        assert line is None or problems[0].startswith(f"figures.lock:{line}:1 ")
    assert says("check", dataset)[0] == 0


def test_a_fault_in_the_form_is_said_first(dataset, change, says):
    change(dataset / LINHE, ",9,working_day,at_most", ",９,working_day,at_most")
    assert places(says("changes", dataset)[1]) == ["observations/linhe.csv:2:65 N01"]


def test_no_more_than_two_hundred_cells_are_listed_and_every_figure_is_in_the_entry(dataset, says):
    rows = dataset / "observations" / "qiushan.csv"
    header, row, *rest = rows.read_text(encoding="utf-8").splitlines()
    many = [row.replace("qiushan-001", f"qiushan-{n}") for n in range(100, 401)]
    rows.write_text("\n".join([header, row, *rest, *many]) + "\n", encoding="utf-8")
    assert says("record", dataset)[0] == 0
    rows.write_text(rows.read_text(encoding="utf-8").replace("头版,压缩", "一版,压缩"), encoding="utf-8")
    code, problems, below = says("changes", dataset)
    assert code == 1 and len(problems) == 200
    assert (
        below.count("# qiushan-")
        == 302
        == len(yaml.safe_load(below[below.index("#") :])["change-1"]["figures"])
    )


def test_the_shipped_figures_are_recorded_and_their_changes_explained(says):
    assert says("changes", HOME / "data") == (0, [], "")


def test_what_must_pass_before_a_change_lands_asks_for_the_reasons():
    assert "\npython -m loaders changes\n" in (HOME / ".ci" / "run").read_text(encoding="utf-8")


def test_a_changed_figure_of_the_shipped_data_is_refused(tmp_path, says):
    folder = shutil.copytree(HOME / "data", tmp_path / "data")
    file = sorted((folder / "observations").glob("*.csv"))[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r",(\d+),(\w+),at_most,", r",1\1,\2,at_most,", text, count=1), encoding="utf-8")
    code, problems, below = says("changes", folder)
    assert code == 1 and "L01 [value]" in problems[0] and "change-1:" in below
