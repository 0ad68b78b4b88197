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


@pytest.mark.parametrize(
    ("derived", "said"),
    [
        (
            "{numerator: registration_days, denominator: registration_working_days}",
            "[registration_days](#registration_days) ÷ [registration_working_days](#registration_working_days)",
        ),
        (
            "{numerator: online_share, denominator: [registration_days, registration_working_days]}",
            "[online_share](#online_share) ÷ ([registration_days](#registration_days)"
            " + [registration_working_days](#registration_working_days))",
        ),
        (
            '{numerator: registration_days, denominator: online_share, per: "1000", yearly: true}',
            "1000 × [registration_days](#registration_days) ÷ [online_share](#online_share), per year (折成一年)",
        ),
        (
            "{funnel: registrations}",
            "[registration_working_days](#registration_working_days) ÷ [registration_days](#registration_days)",
        ),
    ],
)
def test_a_derived_indicator_names_what_it_is_computed_from(derived, said, dictionary_of, tmp_path):
    folder = tmp_path / "dataset"
    shutil.copytree(HERE / "dataset", folder)
    (folder / "funnels.yaml").write_text(FUNNEL, encoding="utf-8")
    units = folder / "indicators" / "property.yaml"
    units.write_text(
        units.read_text(encoding="utf-8").replace("unit: day", "unit: working_day"), encoding="utf-8"
    )
    with units.open("a", encoding="utf-8") as file:
        file.write(COMPUTED.format(derived=derived))
    assert f"- Computed from (由此计算): {said}\n" in dictionary_of(folder)


COMPUTED = """registrations_made:
  name: {{zh: 办理率, en: Registrations made}}
  definition: {{zh: 已办理的比例, en: Share that is made}}
  unit: percent
  derived: {derived}
  direction: higher_is_better
  national_indicator: registering_property
  b_ready: business_location
"""
FUNNEL = """registrations:
  name: {zh: 登记, en: Registrations}
  kind: rectification
  done_means: {zh: 已登记, en: Registered}
  total: registration_days
  done: registration_working_days
"""


def test_a_dataset_without_matters_has_an_empty_list_of_them(dictionary_of, tmp_path):
    folder = tmp_path / "dataset"
    shutil.copytree(HERE / "dataset", folder)
    (folder / "matters.yaml").unlink()
    table = dictionary_of(folder).split("## Matters (事项)\n\n")[1].split("\n\n")[0]
    assert table.splitlines()[1:] == ["|---|---|---|---|---|"]
