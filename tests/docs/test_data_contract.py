"""The data contract's document: every file, key, column and code, and the intervals that the build really makes."""

import re
import shutil
import types
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
import yaml
from pydantic import BaseModel

from loaders import contract
from loaders.catalogue import CATALOGUE_FILES, OPTIONAL_FILES
from loaders.numerals import NUMBER_WORDS, numbers_in
from loaders.omitted import OMITTED_COLUMNS
from loaders.printed import BOUND_WORDS_AFTER, BOUND_WORDS_BEFORE
from loaders.reading import Snapshot
from loaders.references import FIGURES_NEEDED
from loaders.rows import CODE_FIELDS, REQUIRED_FIELDS
from loaders.settings import read_settings
from loaders.snapshot import build_snapshot, snapshot_file

HERE = Path(__file__).resolve().parent
ENTRIES = {
    "## places.yaml": contract.Place,
    "## topics.yaml": contract.Topic,
    "## frameworks.yaml": contract.Frameworks,
    "## units.yaml": contract.Unit,
    "## sources.yaml": contract.Source,
    "## indicators": contract.Indicator,
    "## matters.yaml": contract.Matter,
    "## checks.yaml": contract.Check,
    "## measures.yaml": contract.Measure,
    "## problems.yaml": contract.ProblemNamed,
    "## funnels.yaml": contract.Funnel,
    "## CHANGELOG.yaml": contract.Change,
}
# Indicators of the three natural ranges that the document's interval table has a column for.
RANGES = {"from_zero": "", "share": "  maximum: 100\n", "no_range": "  minimum: none\n"}
INDICATOR = """{id}:
  name: {{zh: 例 {id}, en: Example {id}}}
  definition: {{zh: 例, en: Example}}
  unit: day
  direction: no_judgement
  national_indicator: registering_property
  b_ready: business_location
"""
ROW = "linhe-{n},linhe,{id},whole,,,50,day,{bound},,,,,achieved,,,linhe-2021-report,一,50天,,\n"


def keys(entry: type[BaseModel], before: str = "") -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Every key of an entry, joined by dots: is it needed, and the codes it may have."""
    found = {}
    for name, field in entry.model_fields.items():
        name = before + (field.alias or name)
        origin, parts = get_origin(field.annotation), get_args(field.annotation)
        found[name] = (field.is_required(), parts if origin is Literal else ())
        for part in parts if origin in (types.UnionType, list) else (field.annotation,):
            if part is not contract.Words and isinstance(part, type) and issubclass(part, BaseModel):
                found |= keys(part, f"{name}.")
    return found


def test_every_file_of_a_dataset_is_described(document):
    rows = document("docs/data-contract.md").table("# Data contract")
    described = {row[0]: row[1] for row in rows}
    files = {f"{name}.yaml": "no" if name in OPTIONAL_FILES else "yes" for name in CATALOGUE_FILES}
    assert files.items() <= described.items()
    assert {
        "indicators/<topic>.yaml",
        "observations/<place>.csv",
        "omitted.csv",
        "figures.lock",
        "README.md",
    } <= set(described)


@pytest.mark.parametrize("heading", ENTRIES)
def test_every_key_of_a_file_is_described_with_its_codes(document, heading):
    rows = [row for row in document("docs/data-contract.md").table(heading) if len(row) == 4]
    wanted = keys(ENTRIES[heading])
    assert [row[0] for row in rows] == list(wanted)
    for name, needed, meaning, _ in rows:
        is_needed, codes = wanted[name]
        assert needed.startswith("yes") == is_needed, name
        assert all(f"`{code}`" in meaning for code in codes), name


def test_every_column_of_observations_is_described_in_order_with_its_codes(document):
    rows = document("docs/data-contract.md").table("## observations")
    assert tuple(row[0] for row in rows) == contract.COLUMNS
    for name, needed, _, allowed, _ in rows:
        assert needed == "yes" or name not in REQUIRED_FIELDS, name
        assert all(f"`{code}`" in allowed for code in CODE_FIELDS.get(name, ())), name


def test_every_kind_of_check_is_described_with_the_figures_it_needs(document):
    rows = [row for row in document("docs/data-contract.md").table("## checks.yaml") if len(row) == 3]
    kinds = get_args(contract.Check.model_fields["kind"].annotation)
    assert {kind: needed for kind, needed, _ in rows} == {
        kind: str(FIGURES_NEEDED.get(kind, "any number")) for kind in kinds
    }


def test_every_column_and_reason_of_omitted_is_described(document):
    rows = document("docs/data-contract.md").table("## omitted.csv")
    assert tuple(row[0] for row in rows) == (*OMITTED_COLUMNS, *contract.OMITTED)


def test_every_code_of_ambiguous_is_explained(document):
    rows = document("docs/data-contract.md").table("### What `ambiguous` does")
    assert tuple(row[0] for row in rows) == contract.AMBIGUOUS


def test_every_word_that_is_a_number_is_listed_with_the_number(document):
    rows = document("docs/data-contract.md").table("### How the wording is read")
    listed = {word: float(number) for word, number, _ in rows}
    assert listed == {re.sub(r"\(\?=(.*)\)", r"\1", word): number for word, number in NUMBER_WORDS.items()}
    assert all(numbers_in(word) == [number] for word, number in listed.items())


def test_every_block_of_the_contract_is_sound_in_its_file(document):
    """An example is read as it stands: under a heading that names a file, as an entry of that file."""
    for heading, entry in (("## indicators", contract.Indicator), ("## matters.yaml", contract.Matter)):
        (block,) = re.findall(
            r"^```yaml\n(.*?)^```$", document("docs/data-contract.md").section(heading), re.M | re.S
        )
        for content in yaml.load(block, yaml.BaseLoader).values():
            assert entry.model_validate(content)


def test_the_bound_words_that_verify_knows_are_listed(document):
    section = document("docs/data-contract.md").section("### How the wording is read")
    (listed,) = re.findall(r"`verify` knows the words (.*), and objects", section)
    assert set(listed.split()) == {*BOUND_WORDS_BEFORE, *BOUND_WORDS_AFTER}


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The intervals the build makes of a printed 50: by bound, then by natural range."""
    folder = tmp_path / "dataset"
    shutil.copytree(HERE / "dataset", folder)
    (folder / "checks.yaml").unlink()
    with (folder / "indicators" / "property.yaml").open("a", encoding="utf-8") as file:
        file.writelines(INDICATOR.format(id=id_) + ends for id_, ends in RANGES.items())
    with (folder / "observations" / "linhe.csv").open("a", encoding="utf-8") as file:
        for n, (bound, id_) in enumerate((b, i) for b in contract.BOUNDS for i in RANGES):
            file.write(ROW.format(n=100 + n, id=id_, bound=bound))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    settings = read_settings()
    snapshot = Snapshot(snapshot_file(settings.build_folder, build_snapshot(folder, settings)))
    rows = snapshot.observations(list(RANGES)).to_dict("records")
    return {(row["bound"], row["indicator"]): interval(row) for row in rows}


def interval(row: dict) -> str:
    """An interval as the document writes it."""
    low, high = (f"{row[end]:g}".replace("-", "−").replace("inf", "∞") for end in ("low", "high"))
    return f"{'(' if row['low_open'] else '['}{low}, {high}{')' if row['high_open'] else ']'}"


def test_the_interval_table_is_what_the_build_makes(document, made):
    rows = document("docs/data-contract.md").table("### Bounds become intervals")
    assert tuple(row[0] for row in rows) == contract.BOUNDS
    for bound, _, *intervals in rows:
        assert intervals == [made[bound, id_] for id_ in RANGES], bound


PERIODS = {"neither": ("", ""), "`period_end`": ("", "2020-06-30"), "both": ("2020-01-01", "2020-06-30")}
PERIODS |= {"`period_start`": ("2020-03-01", "")}


def test_the_table_of_periods_is_what_the_build_makes(document, tmp_path, monkeypatch):
    section = document("docs/data-contract.md").section("### Period")
    said = {
        row[0]: row[2]
        for row in (line.strip("| ").split(" | ") for line in section.splitlines())
        if len(row) == 3
    }
    folder = tmp_path / "dataset"
    shutil.copytree(HERE / "dataset", folder)
    rows = folder / "observations" / "linhe.csv"
    with rows.open("a", encoding="utf-8") as file:
        for n, (start, end) in enumerate(PERIODS.values(), 200):
            row = ROW.format(n=n, id="registration_days", bound="exact").replace("achieved", "rule")
            file.write(row.replace("whole,,,", f"whole,{start},{end},"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    settings = read_settings()
    snapshot = Snapshot(snapshot_file(settings.build_folder, build_snapshot(folder, settings)))
    made = snapshot.observations(["registration_days"]).set_index("id")
    for n, (name, entered) in enumerate(PERIODS.items(), 200):
        row = made.loc[f"linhe-{n}"]
        is_entered = (row["period_start"], row["period_end"]) == entered
        assert is_entered == (name != "neither") and said[name].endswith(f"`{row['period_basis']}`"), name


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_gives_the_same_intervals(document, made, name):
    rows = [row for row in document(name).table() if row[0] in contract.BOUNDS]
    assert tuple(row[0] for row in rows) == contract.BOUNDS
    assert all(row[2].startswith(made[row[0], "from_zero"]) for row in rows)
