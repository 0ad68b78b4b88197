"""Methods: every metric has a text for officials in both languages, which says what its docstring says, without codes."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from metrics.comparability import GRADES, REASONS
from words import LANGUAGES, texts_of, wording
from words.methods import FOLDER, METHODS, method_text, method_title

HOME = Path(__file__).resolve().parents[2]
MODULES = {file.stem for file in (HOME / "metrics").glob("*.py")} - {"__init__"}
FINDINGS = {"tasks": "reforms"}  # methods that are no metric, and the finding that follows them
BOTH = [(method, language) for method in METHODS for language in LANGUAGES]
LENGTHS = {
    "en": ("[^\\s]*\\w[^\\s]*", 120, 350),
    "zh": ("[\u4e00-\u9fff]|\\w+", 120, 520),
}  # words and characters
NUMBER = r"(?<![\w.])\d+(?:\.\d+)?"
SIGNS = r"[×÷−+^≤]"
# What Markdown, or Streamlit's own, would turn into something else: formulas, arrows, links, pictures, icons, tables.
UNWANTED = r"[$~<>`_|#\\]|->|--|!=|https?:|www\.|:\w+[:\[]|\]\(|\]\[|!\[|^\s*\d+[.)] "
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
    "cuts": ("cut_kind.",),
    "limits": ("verdict.stricter", "verdict.same_limit", "verdict.within", "verdict.beyond"),
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
SPOKEN_IN_ENGLISH = {
    "checks": ("outcome.",),
    **{method: SPOKEN[method] for method in ("cuts", "limits", "verdicts")},
}


def docstring(method: str) -> str:
    """What the module says of itself."""
    module = f"findings/{FINDINGS[method]}.py" if method in FINDINGS else f"metrics/{method}.py"
    return ast.get_docstring(ast.parse((HOME / module).read_text(encoding="utf-8")))


def indented(method: str) -> str:
    """The formulas of a docstring."""
    return "\n".join(line for line in docstring(method).split("\n") if line.startswith("    "))


def formulas(text: str) -> str:
    """What stands between the fences of a text."""
    return "\n".join(re.findall("```\n(.*?)\n```", text, re.DOTALL))


def prose(text: str) -> str:
    """A text without its formulas and without bold type."""
    return re.sub("```\n.*?\n```|\\*\\*", "", text, flags=re.DOTALL)


def numbers_and_signs(formula: str) -> Counter:
    """What a formula is made of in every language."""
    return Counter(re.findall(f"{SIGNS}|{NUMBER}", formula))


def test_every_metric_has_its_texts_and_every_text_its_metric():
    assert sorted(METHODS) == sorted((*MODULES, *FINDINGS))
    assert {file.name for file in FOLDER.glob("*.md")} == {f"{m}.{language}.md" for m, language in BOTH}


@pytest.mark.parametrize(("method", "language"), BOTH)
def test_a_text_has_a_title_a_formula_and_is_one_to_two_screens_long(method, language):
    text, (word, least, most) = method_text(method, language), LENGTHS[language]
    assert re.fullmatch(r"[\w -]+", method_title(method, language))
    assert (FOLDER / f"{method}.{language}.md").read_text(encoding="utf-8").startswith("# ")
    assert formulas(text)
    assert least <= len(re.findall(word, prose(text))) <= most
    for heading in {
        "zh": ("不能说明什么", "容易弄错的是"),
        "en": ("What it does not say.", "Easily missed."),
    }[language]:
        assert f"\n\n**{heading}**" in text


@pytest.mark.parametrize("method", METHODS)
def test_both_texts_have_the_numbers_and_signs_of_the_docstrings_formulas(method):
    chinese, english = (numbers_and_signs(formulas(method_text(method, x))) for x in ("zh", "en"))
    assert chinese == english
    assert set(numbers_and_signs(indented(method))) <= set(english)


@pytest.mark.parametrize("method", METHODS)
def test_both_texts_give_the_same_numbers(method):
    chinese, english = (set(re.findall(r"\d+(?:\.\d+)?", method_text(method, x))) for x in ("zh", "en"))
    assert chinese == english


@pytest.mark.parametrize(("method", "language"), BOTH)
def test_a_text_names_every_source_of_the_docstring(method, language):
    _, found, source = docstring(method).partition("\n\nSource")
    text = method_text(method, language)
    for name in re.findall(r"\b[A-Z][A-Za-z]{3,}\b|\b[12]\d{3}\b", source):
        assert name in text or name.lower() in {m.lower() for m in METHODS}, name
    source_line = {"zh": "\n\n来源：", "en": "\n\nSource: "}[language]
    assert (source_line in text) == bool(found)


@pytest.mark.parametrize(("method", "language"), BOTH)
def test_a_text_holds_no_code_and_nothing_that_markdown_turns_into_something_else(method, language):
    text = method_text(method, language)
    assert not re.search(UNWANTED, prose(text), re.MULTILINE)
    assert not re.search(r"\w_\w|[a-z]\.[a-z]", formulas(text))


@pytest.mark.parametrize("method", METHODS)
def test_a_chinese_text_is_set_as_chinese_is_set(method):
    text = re.sub("来源：.*|“[^”]*”", "", prose(method_text(method, "zh")))
    assert not re.search(
        r"[一-鿿] ?[,.;:!?]|[,;:!?][一-鿿]|[０-９]|[一-鿿] [一-鿿]|[ \t]$", text, re.MULTILINE
    )
    # Bold type ends behind a character, not behind a mark: else Markdown does not see its end.
    assert re.findall(r"\*\*[^*]+\*\*", method_text(method, "zh")) == ["**不能说明什么**", "**容易弄错的是**"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_method_speak_alike(language):
    for method, prefixes in {"zh": SPOKEN, "en": SPOKEN_IN_ENGLISH}[language].items():
        keys = [key for key in texts_of(language) if key.startswith(prefixes)]
        assert keys
        for key in keys:
            spoken = re.split("[（，]", wording(language)(key))[0]
            assert spoken in method_text(method, language), (method, key)
