"""Vocabulary: the words offices use in tables, from `vocabulary.yaml`, and the form in which words are compared."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
MOST_KEPT = 2**14  # texts whose forms are cached: the same ones recur in many cells
BRACKETS = str.maketrans("（）【】[]〔〕{}", "()()()()()")
# Marks after a number or a word that point to a note. NFKC would turn them into digits: 2① would be 21.
MARKS = (
    r"[\u2460-\u2473\u2474-\u2487\u2776-\u277f¹²³\u2070-\u2079*＊†‡※]+"
    r"|[\[〔(（]?注[0-9一二三四五六七八九]*[\])）〕]?|\[[0-9a-z]\]"
)


@lru_cache(MOST_KEPT)
def narrow(text: str) -> str:
    """Text in half-width form, stripped, with one kind of bracket."""
    told = text.translate(BRACKETS).replace("…", "\0")
    return unicodedata.normalize("NFKC", told).replace("\0", "…").replace("\u200b", "").strip()


@lru_cache(MOST_KEPT)
def plain(text: str) -> str:
    """Words in the form compared: half-width, lower case, only letters, digits, brackets and a few signs such as `%`."""
    return re.sub(r"[^\w%‰#()/+.\-\u4e00-\u9fff]|_", "", narrow(text).casefold())


@cache
def by_word(section: str) -> Mapping[str, str]:
    """Word → code of a section whose codes have lists of words."""
    found: dict[str, str] = {}
    for code, words in WORDS[section].items():
        for word in words:
            found.setdefault(plain(word) or narrow(word), code)
    return found


@cache
def listed(section: str) -> frozenset[str]:
    """The words of a section that is one list."""
    return frozenset(plain(str(word)) for word in WORDS[section])


@cache
def longest_first(section: str) -> list[tuple[str, str]]:
    """Word and code of a section, longest words first."""
    pairs = [(narrow(word).casefold(), code) for code, words in WORDS[section].items() for word in words]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@lru_cache(MOST_KEPT)
def without_marks(text: str) -> tuple[str, str]:
    """A text without the note marks at its end, and those marks."""
    found = re.search(rf"(?<=\S)\s*((?:{MARKS})+)\s*$", text)
    return (text[: found.start()].rstrip(), found[1]) if found else (text, "")


@lru_cache(MOST_KEPT)
def in_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without its parts in brackets, and those parts."""
    told = narrow(text)
    inner = map(str.strip, re.findall(r"\(([^()]*)\)", told))
    return re.sub(r"\s*\([^()]*\)", "", told).strip(), tuple(filter(None, inner))
