"""Method words: the codes that methods are written with, as a reader knows them: other methods, columns and reasons by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from words import wording

REASON, COLUMN, RELATION = (
    ("reason", "verdict"),
    ("field",),
    ("reason", "kind"),
)  # where a code may have a word
CODE = "[a-z]+(?:_[a-z]+)*"
GLOSSED = re.compile(f" ?(?<![A-Za-z] )(?<![A-Za-z])`?({CODE})`?（([^（）]*)）")
QUOTED = re.compile(" ?`([^`]+)` ?")
# A code, the word a Chinese formula gives it, and the space up to what follows; a code that begins a line.
TOLD = re.compile(f"({CODE} +)([^ a-z\\n]+)( *)")
FIRST = re.compile(f"^{CODE}(  |、)", re.MULTILINE)


def prose(text: str, formulas: str, titles: Mapping[str, str], language: str) -> str:
    """A paragraph without backticks: codes as words, but for the variables of the formulas."""

    def is_variable(code: str) -> bool:
        return "_" not in code and bool(re.search(rf"\b{code}\b", formulas))

    def glossed(match: re.Match) -> str:
        code, gloss = match.groups()
        return f" {code}（{gloss}）" if is_variable(code) else f"“{gloss}”"

    def name(code: str) -> str:
        return titles.get(code) or ("" if is_variable(code) else word(code, (*REASON, *COLUMN), language))

    return named(GLOSSED.sub(glossed, text), name, language).strip()


def formula(text: str, titles: Mapping[str, str], language: str) -> str:
    """Formulas: codes that their own words follow are left out where all are, and what is below each other stays so."""

    def told(match: re.Match) -> str:
        code, said, gap = match.groups()
        own = re.split("[（，]", word(code.strip(), RELATION, language))[0]
        return (
            said + gap + " " * (len(code) if len(gap) > 1 else 0)
            if own and said.startswith(own)
            else match[0]
        )

    text = re.sub(f" ?`{CODE}`（([^（）]*)）", r"“\1”", text)
    text = named(text, lambda code: titles.get(code) or word(code, REASON, language), language)
    in_words = TOLD.sub(told, text)
    return text if FIRST.search(in_words) else in_words


def named(text: str, name: Callable[[str], str], language: str) -> str:
    """What stands in backticks by its name, or as it is where it has none."""

    def said(match: re.Match) -> str:
        known = name(match[1])
        if not known:
            return match[0].replace("`", "")
        return f"“{known}”" if language == "zh" else match[0].replace(f"`{match[1]}`", f'"{known}"')

    return QUOTED.sub(said, text)


def has_codes(text: str) -> bool:
    """Are there names of columns in a formula?"""
    return bool(re.search("[a-z]_[a-z]", text))


def word(code: str, kinds: Iterable[str], language: str) -> str:
    """The word of a code; empty where there is none."""
    for kind in kinds:
        with suppress(KeyError):
            return wording(language)(f"{kind}.{code}")
    return ""
