"""What the READMEs and docs say is so: commands, links, settings, columns and pages."""

import re
import shlex
import shutil

import pytest
from pydantic import BaseModel

from api import health
from api.addresses import ADDRESSES, AT
from exports.__main__ import FORMATS
from exports.__main__ import main as export
from exports.csv_file import COLUMNS
from loaders.__main__ import loader_commands, main
from loaders.settings import Settings, read_settings
from metrics.comparability import FIXED, GRADES, REASONS
from pages.parts.site import FIRST, PAGES
from tests.command_lines import names, understood
from words import wording

READMES = ("README.md", "README.zh-CN.md")
COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/streamlit run app.py",
    "python3 -m venv .venv && .venv/bin/pip install -r requirements-dev.txt && .venv/bin/pytest",
)
EXAMPLE = "python -m loaders check broken"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_gives_the_two_commands_whole_for_linux_and_for_windows(document, name):
    for command in COMMANDS:
        on_windows = command.replace("python3", "py").replace(".venv/bin/", ".venv\\Scripts\\")
        assert {f"{command}\n", f"{on_windows}\n"} <= set(document(name).blocks())


def test_both_readmes_have_the_same_structure(document):
    english, chinese = (document(name) for name in READMES)
    assert [h.split()[0] for h in english.headings()] == [h.split()[0] for h in chinese.headings()]
    assert english.blocks() == chinese.blocks()
    assert [row[0] for row in english.table()] == [row[0].replace("`、`", "`, `") for row in chinese.table()]


def test_every_relative_link_leads_to_a_file(document, home):
    for file in [*home.glob("README*.md"), *home.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document(file).text):
            assert target.startswith("http") or (file.parent / target).is_file(), f"{file.name}: {target}"


def test_no_document_names_a_folder_of_one_machine(document, home):
    for file in [*home.glob("README*.md"), *home.glob("docs/*.md")]:
        assert not re.search(r"(?<![\w.])/(work|tmp|home|root|opt|usr|mnt)\b", document(file).text), file.name


@pytest.mark.parametrize("name", READMES)
def test_every_loaders_command_of_a_readme_is_understood(document, name):
    lines = [line for block in document(name).blocks() for line in block.splitlines()]
    commands = [shlex.split(line.split(" > ")[0]) for line in lines if line.startswith("python -m loaders")]
    assert {understood(loader_commands, command[3:]) for command in commands} == set(names(loader_commands))


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_every_exports_command_of_a_readme_writes_its_file(document, name, tmp_path, monkeypatch):
    lines = [line for block in document(name).blocks() for line in block.splitlines()]
    commands = [shlex.split(line)[3:] for line in lines if line.startswith("python -m exports")]
    assert {command[0] for command in commands} == set(FORMATS)
    monkeypatch.chdir(tmp_path)
    for command in commands:
        assert export(command) == 0
    assert len(list(tmp_path.iterdir())) == len(commands)


@pytest.mark.parametrize("name", READMES)
def test_the_example_problem_is_what_check_prints(document, name, home, tmp_path, monkeypatch, capsys):
    shutil.copytree(home / "data", tmp_path / "broken")
    file = tmp_path / "broken" / "observations" / "anyang.csv"
    whole = file.read_bytes().decode("utf-8")
    file.write_bytes(re.sub(r"(?m)^(anyang-001,.*?,)50,", r"\g<1>５０,", whole).encode("utf-8"))
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(EXAMPLE)[3:]) == 1
    blocks = document(name).blocks()
    assert capsys.readouterr().out == blocks[blocks.index(f"{EXAMPLE}\n") + 1]


def keys(section: type[BaseModel], before: str = "") -> list[str]:
    """The settings of a section and the sections in it, joined by dots."""
    found = []
    for name, field in section.model_fields.items():
        is_section = isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        found += keys(field.annotation, f"{before}{name}.") if is_section else [before + name]
    return found


def test_every_setting_is_described_with_its_shipped_value(document):
    rows = document("docs/settings.md").table("## Keys of config.yaml")
    assert [row[0] for row in rows] == keys(Settings)
    shipped = read_settings().model_dump()
    for name, value, _ in rows:
        held = shipped
        for part in name.split("."):
            held = held[part]
        assert value == (f"`{held:g}`" if isinstance(held, float) else f"`{held}`"), name


def test_every_grade_is_explained_and_so_is_every_reason_that_no_setting_changes(document):
    rows = document("docs/settings.md").table("## Grades")
    assert tuple(row[0] for row in rows) == (*GRADES, *FIXED)


def test_every_reason_for_caution_is_a_setting_or_stands_with_the_matter_of_the_two(document):
    graded = {row[0].split(".")[-1] for row in document("docs/settings.md").table("## Keys of config.yaml")}
    assert set(REASONS) - set(FIXED) - {"other_definition"} <= graded


def test_every_variable_of_the_environment_is_described(document, home):
    described = {row[0] for row in document("docs/settings.md").table("## Environment")}
    files = [file for file in home.rglob("*.py") if not {".venv", "docs"} & set(file.parts)]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r"[\"']((?:DUIBIAO|REQUIRE)_[A-Z]+)[\"']", code))
    assert used == described


def test_every_column_of_a_download_is_described_in_order(document):
    assert tuple(row[0] for row in document("docs/csv-columns.md").table()) == COLUMNS


# The addresses beside the pages; those with a snapshot in them stand for themselves in one line.
BESIDE = {route.path for route in health.routes()} | {
    f"{AT}/",
    f"{AT}/openapi.json",
    f"{AT}/snapshots/{{snapshot}}/…",
}
BESIDE |= {f"{AT}{path}" for address in ADDRESSES for path, _, named in address.paths() if not named}


def test_every_page_is_described_with_its_address_and_parameters(document, home):
    described = document("docs/pages.md")
    every = {"lang", "snapshot", "city", "rule"}  # on every page
    for code in PAGES:
        section = described.section(f"## {wording('en')(f'page.{code}')} ({wording('zh')(f'page.{code}')})")
        path = "/" if code == FIRST else f"/{code.replace('_', '-')}"
        assert f"Address: `{path}`." in section
        said = re.search(r"Parameters: (.*?)\.\n\n", section, re.S)[1]
        every |= set(re.findall(r"`(\w+)`", said))
    assert {row[0] for row in described.table("# Pages")} - BESIDE == every
    assert len([h for h in described.headings() if h.startswith("## ")]) == len(PAGES) + 1


def test_every_address_beside_the_pages_is_described(document):
    rows = document("docs/pages.md").table("## Beside the pages")
    assert {row[0] for row in rows} == BESIDE
    text = document("docs/pages.md").section("## Beside the pages")
    asked = {p.name for a in ADDRESSES for e in a.formats for p in (*a.in_path, *a.in_query(e, False))}
    assert asked <= set(re.findall(r"`(\w+)`", text))


def test_every_room_is_described(document, home):
    rooms = {file.parent.name for file in home.glob("*/__init__.py")}
    described = re.findall(r"`(\w+)/`", document("docs/architecture.md").section("## Rooms and walls"))
    assert rooms <= set(described)
    assert all((home / room).is_dir() for room in described)


def test_config_yaml_names_the_document_of_its_settings(home):
    assert "docs/settings.md" in (home / "config.yaml").read_text(encoding="utf-8")
