"""python -m exports: the files of the pages without a server, what a script gets back, help in both languages."""

import re
import subprocess
import sys
import zipfile
from io import BytesIO
from urllib.parse import urlencode

import pytest

import duibiao
from exports.__main__ import FORMATS, main
from exports.brief import FORMS, brief_bytes
from exports.chart_ready import readable_columns, readable_csv
from exports.csv_file import csv_bytes
from findings import comparisons, kept, one_indicator
from findings.requests import QUESTIONS
from loaders.console import language_of
from loaders.settings import HOME
from tests.command_lines import names
from tests.exports.reading import rows_of_csv, texts_of, workbook
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # other programs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *FORMATS])
def test_help_is_in_either_language_and_names_every_parameter_of_the_question(capsys, command, language):
    assert main(([command] if command else []) + ["--lang", language, "--help"]) == 0
    said = "".join(capsys.readouterr().out.split())
    text, other = wording(language), wording(next(x for x in LANGUAGES if x != language))
    about = f"question.{command}.about" if command else "cli.exports"
    assert "".join(text(about).split()) in said and "".join(other(about).split()) not in said
    for parameter in QUESTIONS[command].parameters if command else ():
        assert "".join(text(parameter.meaning).split()) in said


@pytest.mark.parametrize(
    ("given", "environment", "language"),
    [
        (["package", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["package"], {"LANG": "en_GB.UTF-8"}, "en"),
        (["package"], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        (["package"], {"LANG": "C.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_flag_else_of_the_environment_else_of_the_settings(
    given, environment, language
):
    assert language_of(given, environment, "zh") == language


@pytest.mark.parametrize("rule", ["", "open"])
def test_compare_writes_what_the_page_downloads(shipped, tmp_path, capsys, rule):
    asked = {"place": "anyang,xiangtan", "benchmark": "median", **({"rule": rule} if rule else {})}
    flags = [said for name, value in asked.items() for said in (f"--{name}", value)]
    for form in ("csv", "complete"):
        assert main(["compare", *flags, "--format", form, "--lang", "zh", "--output", str(tmp_path)]) == 0
    ready, file = sorted(tmp_path.iterdir(), key=lambda one: "完整版" in one.name)
    rows = comparisons.of_choices(shipped.id, ("anyang", "xiangtan"), benchmark="median", rule=rule)
    address = f"/compare?{urlencode(asked, safe=',')}&snapshot={shipped.id}"
    assert file.read_bytes() == csv_bytes(rows, shipped.id, address)
    assert ready.read_bytes() == readable_csv(readable_columns(rows, "zh"), shipped.id, address, "zh")
    assert all(one.name.startswith("城市对比_安阳市、湘潭市_") for one in (ready, file))
    assert str(file) in capsys.readouterr().err


def test_an_open_comparison_shows_what_is_indicative_and_its_workbook_says_how_strict_it_is(
    shipped, tmp_path
):
    asked = ["compare", "--place", "anyang", "--benchmark", "xiangtan", "--rule", "open", "--format", "xlsx"]
    assert main([*asked, "--lang", "zh", "--output", str(tmp_path / "a.xlsx")]) == 0
    texts = set(texts_of(workbook((tmp_path / "a.xlsx").read_bytes())))
    text = wording("zh")
    assert "严格程度：" + text("rule.open") in texts and any(text("grade.indicative") in one for one in texts)


def test_an_indicator_is_written_with_the_places_that_do_not_report_it(shipped, tmp_path):
    assert (
        main(
            [
                "indicator",
                "startup_days",
                "--format",
                "xlsx",
                "--lang",
                "en",
                "--output",
                str(tmp_path / "a.xlsx"),
            ]
        )
        == 0
    )
    sheet = workbook((tmp_path / "a.xlsx").read_bytes())[wording("en")("sheet.data")]
    assert sheet.max_row - 1 == len(one_indicator.figures_in_panels(shipped.id, "startup_days"))


def test_figures_go_to_the_standard_output_by_place_topic_and_indicator(shipped):
    asked = [
        sys.executable,
        "-m",
        "exports",
        "observations",
        "--place",
        "anyang",
        "--topic",
        "property",
        "--format",
        "complete",
        "--output",
        "-",
    ]
    done = subprocess.run(asked, cwd=HOME, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    rows = rows_of_csv(done.stdout)
    assert {row["place"] for row in rows} == {"anyang"} and {row["topic"] for row in rows} == {"property"}


def test_the_package_holds_all_data(shipped, tmp_path):
    assert main(["package", "--lang", "en", "--output", str(tmp_path / "all.zip")]) == 0
    archive = zipfile.ZipFile(BytesIO((tmp_path / "all.zip").read_bytes()))
    assert {"figures.csv", "dictionary.csv", "measures.csv", "problems.csv", "checks.csv"} < set(
        archive.namelist()
    )
    assert len(rows_of_csv(archive.read("figures.csv"))) == len(kept.observations(shipped.id))


@pytest.mark.parametrize("form", FORMS)
def test_a_brief_is_the_one_of_the_page(shipped, tmp_path, capsys, form):
    asked = ["brief", "anyang", "--format", form, "--lang", "zh", "--output", str(tmp_path)]
    assert main(asked) == 0
    [file] = tmp_path.iterdir()
    days = shipped.observations(places=["anyang"])[["period_start", "period_end"]].to_numpy().ravel()
    years = [day[:4] for day in days if day]
    assert file.name == f"对标简报_安阳市_{min(years)}-{max(years)}.{form}"
    assert file.read_bytes() == brief_bytes(form, shipped.id, "anyang", "zh")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["brief", "guizhou"], ("guizhou",)),  # a place without figures
        (["brief", "henyang"], ("henyang", "hengyang")),
        (["compare", "--rule", "opn"], ("opn", "open")),
        (["brief", "anyang,xiangtan"], ("anyang,xiangtan", "place")),
        (["compare", "--place", "anyan,xiangtan", "--topic", "x"], ("anyan", "anyang", "x")),
        (["compare", "--benchmark", "medium"], ("medium", "median")),
        (["compare", "--reported", "7"], ("7",)),
        (["indicator", "startup_days,other"], ("startup_days,other", "startup_days")),
        (["package", "--snapshot", "0123456789abcdef"], ("0123456789abcdef",)),
    ],
)
def test_what_does_not_exist_ends_with_2_and_says_what_may_be_meant(shipped, capsys, tmp_path, asked, said):
    assert main([*asked, "--output", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in said) and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "asked",
    [[], ["nothing"], ["compare", "--format", "pdf"], ["indicator"], ["package", "--place", "a"]]
    + [["brief"], ["brief", "anyang", "--format", "csv"]],
)
def test_wrong_arguments_end_with_2(capsys, asked):
    assert main(asked) == 2 and capsys.readouterr().err


def test_nothing_that_fits_and_a_folder_that_is_not_there_end_with_1(shipped, capsys, tmp_path):
    asked = ["observations", "--place", "hunan", "--indicator", "startup_days", "--lang", "en"]
    assert main([*asked, "--output", str(tmp_path)]) == 1
    assert wording("en")("cli.empty") in capsys.readouterr().err
    file = tmp_path / "nowhere" / "a.zip"
    assert main(["package", "--output", str(file)]) == 1
    said = capsys.readouterr().err
    assert str(file) in said and ".duibiao-" not in said
    assert not list(tmp_path.iterdir())


def test_every_command_of_every_room_is_a_command_of_duibiao(capsys):
    assert duibiao.main(["--help", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    every = [name for add_commands in duibiao.ROOMS for name in names(add_commands)]
    assert len(every) == len(set(every)) > 15
    assert all(re.search(rf"^  {name} ", printed, re.M) for name in every)
    assert duibiao.main(["compare", "--rule", "opn"]) == 2
