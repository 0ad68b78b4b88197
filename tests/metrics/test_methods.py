"""Methods in Chinese: every metric's docstring has a twin that says the same, no less and no more."""

import ast
import re
from collections import Counter
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from metrics.comparability import GRADES, REASONS
from words import methods, texts_of, wording

HOME = Path(__file__).resolve().parents[2]
MODULES = sorted(file.stem for file in (HOME / "metrics").glob("*.py") if file.stem != "__init__")
CODE = r"[a-z]+(?:[_.][a-z]+)+"
SIGN = r"[=<>≤≥×÷−+^Σ∞∈\[\]]"
NUMBER = r"\d+(?:\.\d+)?"
# Methods that explain what a page says in these words.
SPOKEN = {
    "changes": (
        "reason.same_end",
        "reason.overlapping_periods",
        "reason.other_length",
        "reason.start_unknown",
    ),
    "checks": ("kind.", "outcome."),
    "comparability": (*(f"grade.{grade}" for grade in GRADES), *(f"reason.{reason}" for reason in REASONS)),
    "composites": ("withheld.", "left_out.incomplete"),
    "peer_sets": (
        "left_out.no_number",
        "left_out.ambiguous_",
        "left_out.far_",
        "left_out.years_",
        "left_out.other_",
    ),
    "targets": ("attained.",),
    "verdicts": ("verdict.surely_", "verdict.equal", "verdict.cannot_tell", "verdict.not_comparable"),
}


def original(module: str) -> str:
    """The method as the module tells it."""
    return ast.get_docstring(ast.parse((HOME / "metrics" / f"{module}.py").read_text(encoding="utf-8")))


def first_line(module: str) -> str:
    """How the twin of the docstring as it is now begins."""
    return f"原文 {methods.fingerprint(original(module))}"


def blocks(text: str) -> list[list[str]]:
    """The lines between empty lines."""
    return [block.split("\n") for block in text.split("\n\n")]


def is_indented(line: str) -> bool:
    """Is the line part of a formula block?"""
    return line.startswith("    ")


def formulas(text: str) -> list[Counter]:
    """The codes, signs and numbers of each indented line, which are the same in every language."""
    lines = filter(is_indented, text.split("\n"))
    return [Counter(re.findall(f"{CODE}|{SIGN}|{NUMBER}", line)) for line in lines]


@pytest.mark.parametrize("module", MODULES)
def test_a_method_has_a_chinese_twin_made_from_the_docstring_as_it_is_now(module):
    file, wanted = methods.FOLDER / f"{module}.txt", first_line(module)
    assert file.is_file(), f"{file.relative_to(HOME)} is missing; its first line: {wanted}"
    assert methods.twin(module).split("\n")[:2] == [wanted, ""], (
        f"the docstring of metrics/{module}.py has changed: read {file.relative_to(HOME)} again, "
        f"then give it the first line: {wanted}"
    )


def test_no_chinese_twin_is_without_its_module():
    assert {file.name for file in methods.FOLDER.iterdir()} <= {f"{module}.txt" for module in MODULES}


@pytest.fixture(params=[module for module in MODULES if (methods.FOLDER / f"{module}.txt").is_file()])
def both(request) -> tuple[str, str]:
    """A docstring and its twin, where there is one."""
    return original(request.param), methods.chinese(request.param)


def test_a_twin_has_the_paragraphs_and_formula_lines_of_its_original(both):
    english, chinese = ([[is_indented(line) for line in block] for block in blocks(text)] for text in both)
    assert [any(block) for block in chinese] == [any(block) for block in english]
    assert [sum(block) for block in chinese] == [sum(block) for block in english]


def test_a_twin_has_the_codes_signs_and_numbers_of_every_formula(both):
    english, chinese = map(formulas, both)
    assert chinese == english


def test_a_twin_names_every_code_every_number_and_the_source(both):
    english, chinese = both
    assert set(re.findall("`[^`]+`", chinese)) == set(re.findall("`[^`]+`", english))
    assert not Counter(re.findall(NUMBER, english)) - Counter(re.findall(NUMBER, chinese))
    assert chinese.count("来源：") == len(re.findall(r"\bSources?:", english))


def test_a_twin_is_set_as_chinese_is_set(both):
    for line in both[1].split("\n"):
        width = sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
        assert width <= 120, line
        prose = re.sub("[()]", "", line) if is_indented(line) else line
        assert not re.search(r"[一-鿿][,.;:!?()]|[,;:!?()][一-鿿]|[０-９]|\s$", prose), line


@pytest.mark.parametrize("module", SPOKEN)
def test_page_and_method_speak_alike(module):
    keys = [key for key in texts_of("zh") if key.startswith(SPOKEN[module])]
    assert keys
    for key in keys:
        assert re.split("[（，]", wording("zh")(key))[0] in methods.chinese(module), key
