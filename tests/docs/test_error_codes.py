"""The error codes' document: every code, in the words of the program, with an example that is really printed."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from loaders.__main__ import SOURCED, main
from loaders.problems import CODES

HERE = Path(__file__).resolve().parent
FAULTS = yaml.safe_load((HERE / "breakages.yaml").read_text(encoding="utf-8"))


def break_it(folder: Path, fault: dict) -> None:
    """Put one fault of breakages.yaml into a dataset."""
    for name in [fault["file"]] if "file" in fault else []:
        text = (folder / name).read_bytes().decode("utf-8")
        as_it_is, broken = fault.get("replace", ("", ""))
        assert as_it_is in text
        (folder / name).write_bytes(text.replace(as_it_is, broken, 1).encode(fault.get("encoding", "utf-8")))
    if "rename" in fault:
        (folder / fault["file"]).rename(folder / fault["rename"])
    if "remove" in fault:
        (folder / fault["remove"]).unlink()
    if "add" in fault:
        (folder / fault["add"]).write_text(fault.get("holding", ""), encoding="utf-8")


def command(name: str, folder: Path, documents: Path) -> list[str]:
    """A command on a dataset; some also read the documents."""
    return [name, str(folder), *(["--sources", str(documents)] if name in SOURCED else [])]


def test_every_error_code_is_described_once(document):
    described = re.findall(r"^### (\w+)$", document("docs/error-codes.md").text, re.M)
    assert sorted(described) == sorted(CODES)
    assert set(FAULTS) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_an_error_code_is_described_in_its_own_words_and_in_both_languages(document, code):
    section = document("docs/error-codes.md").section(f"### {code}")
    assert section.startswith(f"\n{CODES[code][0]} · {CODES[code][1]}\n")
    assert re.search(r"^- What to do: .{10,}$", section, re.M)
    assert re.search(r"^- 怎么改：.{4,}$", section, re.M)


def test_the_dataset_of_the_examples_has_no_problem_before_it_is_broken():
    for name in ("check", "changes", "verify", "account"):
        assert main(command(name, HERE / "dataset", HERE / "documents")) == 0


@pytest.mark.parametrize("code", CODES)
def test_the_example_line_of_an_error_code_is_what_is_printed(document, code, tmp_path, capsys):
    folder, documents = tmp_path / "dataset", tmp_path / "documents"
    shutil.copytree(HERE / "dataset", folder)
    shutil.copytree(HERE / "documents", documents)
    break_it(folder, FAULTS[code])
    assert main(command(FAULTS[code].get("command", "check"), folder, documents)) == 1
    printed = capsys.readouterr().out.splitlines()
    (example,) = re.findall(r"^```\n(.*)\n```$", document("docs/error-codes.md").section(f"### {code}"), re.M)
    assert f"  {code} " in example
    assert f"  {example}" in printed
