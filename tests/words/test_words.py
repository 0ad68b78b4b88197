"""Words: both languages complete, every text used, every text that is asked for there."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

from exports.columns import CODED, EVERY
from words import LANGUAGES, texts_of, wording

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("loaders", "findings", "charts", "exports", "words", "pages", "api")
# Prefixes of keys that are put together of two codes: a coded column and its code.
CODED_COLUMNS = {
    *CODED.values(),
    "status",
    "scope",
    "difference",
    "column",
    "attained",
    "withheld",
    "left_out",
    "kind",
    "period_basis",
    "total_basis",
}


def to_fill(text: str) -> set[str]:
    """The names of a text's places to fill."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(text: str | dict[str, str]) -> list[str]:
    """A text, or its plural forms."""
    return [*text.values()] if isinstance(text, dict) else [text]


def spoken(language: str) -> list[tuple[str, str]]:
    """Every text of a language with its key, plural forms one by one."""
    return [(key, form) for key, text in texts_of(language).items() for form in forms(text)]


def source() -> str:
    """All Python of the rooms that show words."""
    files = [f for room in ROOMS for end in ("py", "j2") for f in (HOME / room).rglob(f"*.{end}")]
    return "\n".join(file.read_text(encoding="utf-8") for file in [*files, *HOME.glob("*.py")])


def spelled() -> set[str]:
    """Every key that stands in the code as a whole, as an argument."""
    keys = re.findall(r"""\(\s*["']([a-z_]+\.[a-z_.]+)["']""", source())
    others = (
        ".py",
        ".js",
        ".css",
        ".j2",
        ".csv",
        ".json",
        ".yaml",
        ".",
    )  # files, and what a template puts together
    return {
        key for key in keys if not key.endswith(others) and not key.startswith(("server.", "spark.", "f."))
    }


def made() -> set[str]:
    """Prefixes of keys of which the code puts the rest in: f"prefix.{code}"."""
    in_python = re.findall(r"""f["']([a-z_.]+)\.(?:[a-z_.]*)\{""", source())
    in_templates = re.findall(r"""["']([a-z_.]+)\.["'] ~""", source())
    return {*in_python, *in_templates, *CODED_COLUMNS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_places_to_fill_are_the_same_in_both_languages(language):
    english = texts_of("en")
    for key, text in texts_of(language).items():
        wanted = set().union(*map(to_fill, forms(english[key])))
        for form in forms(text):
            assert form.strip() or key in ("list.separator", "list.sentences"), key
            assert to_fill(form) == wanted or (isinstance(text, dict) and to_fill(form) == wanted - {"n"}), (
                key
            )


def test_every_key_that_stands_in_the_code_is_there():
    assert spelled() <= set(texts_of("zh"))


def test_every_text_is_used():
    quoted, prefixes = set(re.findall(r"""["']([a-z_]+\.[a-z_.0-9]+)["']""", source())), made()
    codes = {column.about for column in EVERY} | {column.part for column in EVERY}
    for key in texts_of("zh"):
        parts = key.split(".")
        made_of = {".".join(parts[:n]) for n in range(1, len(parts))}
        assert key in quoted or made_of & prefixes or parts[-1] in codes, key


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    other = "frame.other_language"  # each language is named in its own
    for key, text in spoken("zh"):
        assert (
            key == other
            or chinese.search(text)
            or not re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", text))
        ), key
    for key, text in spoken("en"):
        assert not chinese.search(text) or key in ("frame.brand", other), key


def test_a_text_that_changes_with_a_number_has_every_form_of_its_language():
    for language, names in LANGUAGES.items():
        every = {*Locale.parse(names).plural_form.tags, "other"}
        for key, text in texts_of(language).items():
            assert isinstance(text, str) or set(text) == every, key


def test_a_number_chooses_the_form(monkeypatch):
    monkeypatch.setattr("words.texts_of", lambda _: {"days": {"one": "{n} day", "other": "{n} days"}})
    text = wording.__wrapped__("en")
    assert [text("days", n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_a_key_that_is_not_there_is_an_error_not_a_text():
    with pytest.raises(KeyError):
        wording("zh")("no.such.key")
