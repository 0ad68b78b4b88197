"""python -m loaders: what a curator types, reads and what a script gets back."""

import re
import subprocess
import sys

import pytest

import loaders.__main__ as command_line
from loaders.__main__ import loader_commands, main
from loaders.settings import HOME, read_settings
from loaders.snapshot import read_pointer
from tests.command_lines import names
from words import LANGUAGES, wording

FULL_WIDTH = (
    "  observations/linhe.csv:2:65  N01 [value] 全角字符“９”，是否应为 9"
    " · full-width digits '９'; did you mean 9\n"
)


def test_a_sound_folder_passes_the_check(sound, settings, capsys):
    assert main(["check", str(sound)]) == 0
    assert capsys.readouterr().out == f"{sound}: 没有问题\n"


def test_a_folder_with_a_problem_fails_the_check(sound, settings, change, capsys):
    change(sound / "observations" / "linhe.csv", ",9,working_day", ",９,working_day")
    assert main(["check", str(sound)]) == 1
    assert capsys.readouterr().out == f"{sound}: 1 个问题 problems\n{FULL_WIDTH}"


def test_every_problem_has_a_line_of_its_own(sound, settings, change, capsys):
    change(sound / "observations" / "linhe.csv", ",9,working_day", ",９,working_day")
    (sound / "units.yaml").unlink()
    assert main(["check", str(sound)]) == 1
    assert capsys.readouterr().out == (
        f"{sound}: 2 个问题 problems\n{FULL_WIDTH}"
        "  units.yaml:0:0  F01 缺少文件 units.yaml · file units.yaml is missing\n"
    )


def test_checking_leaves_the_build_folder_alone(sound, settings):
    main(["check", str(sound)])
    assert not settings.build_folder.exists()


def test_a_folder_that_does_not_exist_is_said_to_be_missing(tmp_path, settings, capsys):
    nowhere = tmp_path / "nowhere"
    assert main(["check", str(nowhere)]) == 1
    assert f"F01 缺少文件 {nowhere} · file {nowhere} is missing" in capsys.readouterr().out


def test_building_says_the_name_of_the_snapshot(sound, settings, capsys):
    assert main(["build", str(sound)]) == 0
    name = read_pointer(settings.build_folder).snapshot
    assert name and capsys.readouterr().out == f"{sound}: 快照 {name}\n"


def test_building_a_folder_with_a_problem_fails_and_says_it(sound, settings, change, capsys):
    change(sound / "observations" / "linhe.csv", ",9,working_day", ",９,working_day")
    assert main(["build", str(sound)]) == 1
    assert capsys.readouterr().out == f"{sound}: 1 个问题 problems\n{FULL_WIDTH}"
    assert read_pointer(settings.build_folder).refused == (FULL_WIDTH.strip(),)


@pytest.mark.parametrize("command", ["check", "build"])
def test_without_a_folder_the_one_of_the_environment_is_taken(command, sound, settings, monkeypatch, capsys):
    monkeypatch.setenv("DUIBIAO_DATA", str(sound))
    assert main([command]) == 0
    assert capsys.readouterr().out.startswith(f"{sound}: ")


def test_without_a_folder_the_problems_are_those_of_the_one_that_was_read(
    sound, settings, change, monkeypatch, capsys
):
    monkeypatch.setenv("DUIBIAO_DATA", str(sound))
    change(sound / "observations" / "linhe.csv", ",9,working_day", ",９,working_day")
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith(f"{sound}: 1 ")


def test_without_folder_or_environment_the_shipped_data_is_taken(settings, monkeypatch, capsys):
    monkeypatch.delenv("DUIBIAO_DATA", raising=False)
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith(f"{HOME / 'data'}: ")


def test_verifying_says_that_every_figure_was_found(sound, documents, settings, capsys):
    assert main(["verify", str(sound), "--sources", str(documents)]) == 0
    said = f"{sound}: 每个数字都在原文中找到\n"
    assert capsys.readouterr().out == said


def test_verifying_a_figure_that_is_not_in_its_document_fails(sound, documents, settings, change, capsys):
    change(sound / "observations" / "qiushan.csv", ",40,percent", ",14,percent")
    assert main(["verify", str(sound), "--sources", str(documents)]) == 1
    assert capsys.readouterr().out == (
        f"{sound}: 1 个问题 problems\n"
        "  observations/qiushan.csv:4:48  V02 [value] 原文“力争再压缩40%”中没有数值 14"
        " · '力争再压缩40%' does not contain the value 14\n"
    )


def test_verifying_a_folder_with_problems_says_those_first(sound, documents, settings, change, capsys):
    change(sound / "observations" / "linhe.csv", ",9,working_day", ",９,working_day")
    assert main(["verify", str(sound), "--sources", str(documents)]) == 1
    assert capsys.readouterr().out == f"{sound}: 1 个问题 problems\n{FULL_WIDTH}"


def test_accounting_says_that_no_number_was_left_out(sound, documents, settings, capsys):
    assert main(["account", str(sound), "--sources", str(documents)]) == 0
    said = f"{sound}: 每个数字都已录入或说明原因\n"
    assert capsys.readouterr().out == said


def test_a_number_that_is_neither_entered_nor_omitted_fails_the_accounting(
    sound, documents, settings, change, capsys
):
    change(sound / "omitted.csv", "qiushan-2022-feature,二版,ordinal\n", "")
    assert main(["account", str(sound), "--sources", str(documents)]) == 1
    around = "…批二十余天，全省约30天。 二版：力争再压缩40%。 …"
    assert capsys.readouterr().out == (
        f"{sound}: 1 个问题 problems\n"
        f"  qiushan-2022-feature:2:1  V07 数字“二”既未录入也未列入 omitted.csv：{around}"
        f" · the number '二' is neither entered nor in omitted.csv: {around}\n"
    )


def test_the_dictionary_names_every_indicator_with_its_observations(sound, settings, capsys):
    assert main(["dictionary", str(sound)]) == 0
    said = capsys.readouterr().out
    assert "### permit_working_days\n\n**许可时限（工作日） · Permit time limit in working days**" in said
    assert "- Observations (数字): 2; 临河市 · Linhe 1; 丘山市 · Qiushan 1" in said


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ([], "command_missing"),
        (["mend"], "command_unknown"),
        (["chekc"], "command_unknown"),
        (["verify"], "argument_missing"),
        (["account"], "argument_missing"),
        (["diff"], "argument_missing"),
        (["check", "--fast"], "option_unknown"),
        (["check", "a", "b"], "argument_unknown"),
        (["verify", "--sources"], "value_missing"),
        (["check", "--lang", "fr"], "value_unknown"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_arguments_end_with_2_and_are_explained_in_the_language(
    arguments, key, language, monkeypatch, capsys
):
    monkeypatch.setenv("LC_ALL", language)
    assert main(arguments) == 2
    wanted = re.escape(wording(language)(f"cli.{key}")).replace(r"\{", "{").replace(r"\}", "}")
    printed = capsys.readouterr()
    assert re.search(re.sub(r"\{\w+\}", ".+", wanted), printed.err) and not printed.out


@pytest.mark.parametrize("command", ["", *names(loader_commands)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_language_and_about_what_may_be_given(command, language, capsys):
    assert main([command] * bool(command) + ["--lang", language, "--help"]) == 0
    text, other = wording(language), wording(next(x for x in LANGUAGES if x != language))
    printed = "".join(capsys.readouterr().out.split())
    for key in (f"cli.{command or 'loaders'}", "cli.usage", "cli.options", "cli.help", "cli.lang"):
        assert "".join(text(key).split()) in printed
        assert "".join(other(key).split()) not in printed
    assert not re.search("Usage|Options|Arguments|Commands|required|Show this", printed)


def test_a_fault_in_config_yaml_is_said_like_any_other(sound, tmp_path, change, monkeypatch, capsys):
    config = tmp_path / "config.yaml"
    config.write_bytes((HOME / "config.yaml").read_bytes())
    change(config, "language: zh", "langauge: zh")
    monkeypatch.setattr(command_line, "read_settings", lambda: read_settings(config))
    assert main(["check", str(sound)]) == 1
    said = capsys.readouterr().out
    assert (
        "Y03 [langauge] 未知的键“langauge”，可用：'language' · unknown key 'langauge'; expected 'language'"
        in said
    )
    assert "Y04 [language] 缺少必填项 language · language is required" in said


def test_it_runs_as_a_module_and_tells_a_script_by_its_exit_status(sound):
    (sound / "units.yaml").unlink()
    call = [sys.executable, "-m", "loaders", "check", str(sound)]
    ended = subprocess.run(call, cwd=HOME, capture_output=True, check=False)
    assert ended.returncode == 1
    assert ended.stdout.decode().startswith(f"{sound}: 1 个问题 problems")


def test_nothing_but_the_answer_is_printed_where_nobody_watches(sound, settings, capsys):
    main(["build", str(sound)])
    assert capsys.readouterr().err == ""


def test_somebody_who_watches_sees_every_step(sound, settings, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    main(["build", str(sound)])
    steps = ["读取目录", "读取数据", "检查", "写入快照"]
    seen = capsys.readouterr().err.splitlines()
    assert [line[2 : 2 + len(step)] for line, step in zip(seen, steps, strict=True)] == steps
