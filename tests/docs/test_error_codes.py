"""The error codes' document: every code, in the words of the program, with an example that is really printed."""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from loaders.__main__ import main
from loaders.problems import CODES
from loaders.settings import read_settings
from loaders.snapshot import read_pointer

HERE = Path(__file__).resolve().parent
FAULTS = yaml.safe_load((HERE / "breakages.yaml").read_text(encoding="utf-8"))


def break_it(folder: Path, fault: dict) -> None:
    """Put one fault of breakages.yaml into a dataset."""
    for name in [fault["file"]] if "file" in fault else []:
        text = (folder / name).read_bytes().decode("utf-8")
        as_it_is, broken = fault.get("replace", ("", ""))
        assert as_it_is in text
        text = text.replace(as_it_is, broken * fault.get("times", 1), 1)
        (folder / name).write_bytes(text.encode(fault.get("encoding", "utf-8")))
    if "also" in fault:
        break_it(folder, fault["also"])
    if "rename" in fault:
        (folder / fault["file"]).rename(folder / fault["rename"])
    if "remove" in fault:
        (folder / fault["remove"]).unlink()
    if "add" in fault:
        (folder / fault["add"]).parent.mkdir(exist_ok=True)
        holding = fault.get("holding", "") * fault.get("times", 1)
        (folder / fault["add"]).write_text(holding, encoding="utf-8")
    if "make" in fault:
        (folder / fault["make"]).mkdir()
    if "link" in fault:
        (folder / fault["link"]).symlink_to("nowhere")


def command(name: str, folder: Path, documents: Path) -> list[str]:
    """A command on a dataset; some also read the documents."""
    return [name, str(folder), *(["--sources", str(documents)] if name in ("verify", "account") else [])]


def test_every_error_code_is_described_once(document):
    described = re.findall(r"^### (\w+)$", document("docs/error-codes.md").text, re.M)
    assert sorted(described) == sorted(CODES)
    assert set(FAULTS) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_an_error_code_is_described_in_its_own_words_and_in_both_languages(document, code):
    section = document("docs/error-codes.md").section(f"### {code}")
    assert section.startswith(f"\n{CODES[code]['zh']} · {CODES[code]['en']}\n")
    assert re.search(r"^- What to do: .{10,}$", section, re.M)
    assert re.search(r"^- 怎么改：.{4,}$", section, re.M)


def test_the_dataset_of_the_examples_has_no_problem_before_it_is_broken():
    for name in ("check", "changes", "verify", "account"):
        assert main(command(name, HERE / "dataset", HERE / "documents")) == 0


def said(name: str, folder: Path, documents: Path, capsys) -> str:
    """What a command prints of a broken dataset; `pointer` is no command, but what pages say of a damaged build folder."""
    if name == "pointer":
        return "".join(f"  {reason}\n" for reason in read_pointer(read_settings().build_folder).refused)
    assert main(command(name, folder, documents)) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("code", CODES)
def test_the_example_line_of_an_error_code_is_what_is_printed(document, code, tmp_path, monkeypatch, capsys):
    folder, documents = tmp_path / "dataset", tmp_path / "documents"
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    shutil.copytree(HERE / "dataset", folder)
    shutil.copytree(HERE / "documents", documents)
    break_it(folder, FAULTS[code])
    printed = said(FAULTS[code].get("command", "check"), folder, documents, capsys)
    (example,) = re.findall(r"^```\n(.*)\n```$", document("docs/error-codes.md").section(f"### {code}"), re.M)
    assert f"  {code} " in example
    assert f"  {example}" in printed.replace(f"{tmp_path}{os.sep}", "").splitlines()
