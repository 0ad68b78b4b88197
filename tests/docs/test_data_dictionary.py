"""The data dictionary: the shipped one is what the command prints, and the command prints what a dataset holds."""

import shutil
from pathlib import Path

import pytest

from loaders.__main__ import main

HERE = Path(__file__).resolve().parent
COMMAND = "python -m loaders dictionary > docs/data-dictionary.md"


@pytest.fixture
def dictionary_of(capsys):
    """What the command prints of a dataset."""

    def printed(folder: Path) -> str:
        assert main(["dictionary", str(folder)]) == 0
        return capsys.readouterr().out

    return printed


def test_the_shipped_data_dictionary_is_what_the_command_prints(home, dictionary_of):
    shipped = (home / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    is_current = shipped == dictionary_of(home / "data")
    assert is_current, f"docs/data-dictionary.md is not up to date with data/; run: {COMMAND}"


def test_the_dictionary_of_a_small_dataset_is_the_one_checked_by_hand(dictionary_of):
    golden = (HERE / "golden" / "data-dictionary.md").read_text(encoding="utf-8")
    assert dictionary_of(HERE / "dataset") == golden


def test_the_documents_name_the_command_that_makes_the_dictionary(document):
    for name in ("README.md", "README.zh-CN.md"):
        assert any(COMMAND in block for block in document(name).blocks()), name


def test_marks_of_markdown_in_the_data_are_shown_as_they_are(dictionary_of, tmp_path):
    folder = tmp_path / "dataset"
    shutil.copytree(HERE / "dataset", folder)
    topics = folder / "topics.yaml"
    topics.write_text("property:\n  name: {zh: '**|<b>', en: '[a](b) _c_ d_e'}\n", encoding="utf-8")
    assert "| `property` | \\*\\*\\|\\<b\\> · \\[a\\](b) \\_c\\_ d_e | 3 | 3 |" in dictionary_of(folder)


def test_a_derived_indicator_names_the_two_it_is_computed_from(dictionary_of, tmp_path):
    folder = tmp_path / "dataset"
    shutil.copytree(HERE / "dataset", folder)
    with (folder / "indicators" / "property.yaml").open("a", encoding="utf-8") as file:
        file.write("  derived: {numerator: registration_days, denominator: registration_working_days}\n")
    line = "[registration_days](#registration_days) ÷ [registration_working_days](#registration_working_days)"
    assert f"- Computed from (由此计算): {line}\n" in dictionary_of(folder)
