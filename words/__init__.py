"""Words: every text of the pages and files in Chinese and English, from the catalogues `zh.yaml` and `en.yaml`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

LANGUAGES = {"zh": "zh_CN", "en": "en"}
Wording = Callable[..., str]
Texts = dict[str, str | dict[str, str]]  # key → text, or the plural forms of a text, chosen by its number `n`


@cache
def wording(language: str) -> Wording:
    """The function that returns a text of `language` (zh, en) by key, with its {placeholders} filled in.

    Raises KeyError for a key that is not in the catalogue, so that a page never shows a key.
    """
    texts, plural_form = texts_of(language), Locale.parse(LANGUAGES[language]).plural_form

    def text(key: str, **values: Any) -> str:
        found = texts[key]
        if isinstance(found, dict):
            found = found[plural_form(values["n"])]
        return found.format(**values) if values else found

    return text


def in_both(key: str) -> dict[str, str]:
    """language → the text in it."""
    return {language: wording(language)(key) for language in LANGUAGES}


def texts_of(language: str) -> Texts:
    """All texts of a language, in file order."""
    file = Path(__file__).with_name(f"{language}.yaml")
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


@dataclass(frozen=True)
class View:
    """What a page is shown with: its code, the language and the snapshot id."""

    page: str
    language: str
    snapshot: str

    @property
    def text(self) -> Wording:
        """The texts in the page's language."""
        return wording(self.language)


def syllables(text: str) -> list[str]:
    """The pinyin of each Chinese character, without tones; ü is v. Everything else is left out."""
    from pypinyin import lazy_pinyin  # on first use: its dictionary takes 0.15 s and 57 MB

    return lazy_pinyin(text, errors="ignore")
