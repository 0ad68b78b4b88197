"""Words: every text of the pages and files, in Chinese and English, from gettext catalogues."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"zh": "zh_CN", "en": "en"}
Words = Callable[..., str]


@cache
def words(language: str) -> Words:
    """The function that gives a text of `language` (zh, en) by its key, its {places} filled.

    Raises KeyError for a key the catalogue does not hold: a page never shows a key.
    """
    catalogue = _catalogue(language)

    def text(key: str, **values: object) -> str:
        found = catalogue.gettext(key)
        if found == key:
            raise KeyError(key)
        return found.format(**values) if values else found

    return text


def catalogue_file(language: str) -> Path:
    """The .po file of a language."""
    return Path(__file__).parent / LANGUAGES[language] / "duibiao.po"


def _catalogue(language: str) -> gettext.GNUTranslations:
    """Compiled on reading, so the catalogue that is reviewed is the one that is shown."""
    compiled = BytesIO()
    with catalogue_file(language).open("rb") as file:
        write_mo(compiled, read_po(file, locale=LANGUAGES[language]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
