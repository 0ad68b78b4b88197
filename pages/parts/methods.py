"""Methods: the docstring of each metric, in blocks that can be shown; in Chinese its twin."""

from __future__ import annotations

import importlib
import inspect
import re

import streamlit as st

from pages.parts import method_words
from pages.parts.frame import View
from words import methods as twins

METHODS = (
    *(
        "intervals",
        "comparability",
        "pairs",
        "periods",
        "peer_sets",
        "verdicts",
        "limits",
        "durations",
        "gaps",
    ),
    *("benchmarks", "peer_benchmarks", "printed_benchmarks"),
    *("reductions", "cuts", "ratios", "scores", "ranks", "composites", "shares", "weights", "rates"),
    *("changes", "targets"),
    *("scenarios", "tasks", "coverage", "checks"),
)
CHINESE = "[\u2e80-\uffff“”‘’…]"


def whole(method: str, language: str) -> str:
    """What the module says of itself, in one language."""
    docstring = importlib.import_module(f"metrics.{method}").__doc__ or ""
    return twins.chinese(method) if language == "zh" else inspect.cleandoc(docstring)


def title(method: str, language: str) -> str:
    """The name of a method: what stands before the colon of its first sentence."""
    return re.split("[:：]", whole(method, language), maxsplit=1)[0]


def blocks(text: str) -> list[tuple[bool, str]]:
    """Paragraphs on one line each (False) and indented formulas as they stand (True)."""
    found = []
    for block in re.split(r"\n[ \t]*\n", text):
        is_formula = all(line.startswith("    ") for line in block.splitlines())
        found.append((is_formula, inspect.cleandoc("\n" + block) if is_formula else on_one_line(block)))
    return found


def on_one_line(paragraph: str) -> str:
    """A paragraph without its line breaks; Chinese is joined without spaces."""
    lines = re.sub(r"\s*\n\s*", "\n", paragraph)
    return re.sub(f"(?<={CHINESE})\n|\n(?={CHINESE})", "", lines).replace("\n", " ")


def told(method: str, language: str) -> list[tuple[bool, str]]:
    """The blocks of a method as a reader reads them: what is named in them by its name."""
    found, titles = blocks(whole(method, language)), {name: title(name, language) for name in METHODS}
    formulas = "\n".join(said for is_formula, said in found if is_formula)
    return [
        (True, method_words.formula(said, titles, language))
        if is_formula
        else (False, method_words.prose(said, formulas, titles, language))
        for is_formula, said in found
    ]


def show(method: str, view: View) -> None:
    """A method's own words: paragraphs as text, formulas in a type of equal widths."""
    said = told(method, view.language)
    for is_formula, block in said:
        if is_formula:
            st.code(block, language=None, wrap_lines=True)
        else:
            st.text(block)
    if any(is_formula and method_words.has_codes(block) for is_formula, block in said):
        st.text(view.text("methods.codes"))
