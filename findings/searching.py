"""Searching: indicators by words in either language, by pinyin, and by abbreviations as used in Chinese.

Every word sought must be found. A word that occurs in any indicator's text is matched literally: Chinese anywhere,
letters only from the start of a word. Any other word must be spelled by the characters, the syllables or the initials
of a name, some of which may be skipped between runs of two or more. So 工程审批, gongchengshenpi and gcsp
all find 工程建设项目审批. Choices among the indicators, of which a search is one, can be combined.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from findings import answers, kept
from findings.catalogue import ANY, FRAMEWORKS, NONE, indicator_entries
from findings.kept import Codes
from loaders.reading import FIGURES, PRINTED
from words import LANGUAGES, syllables

Asked = tuple[tuple[str, Codes], ...]  # the choices made, each with its codes
TEXTS = (
    *("indicator", "definition", "caveats", "department", "topic", "national", "b_ready", "unit"),
    *("matter", "synonyms"),
)
NAMES = ("indicator", "department", "topic", "national", "b_ready", "matter")


def made(choices: Mapping[str, str | Sequence[str]]) -> Asked:
    """The choices made, that is, those that are not empty."""
    listed = {name: (codes,) if isinstance(codes, str) else codes for name, codes in choices.items() if codes}
    return tuple((name, tuple(codes)) for name, codes in listed.items())


@kept.answer
def fitting(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """The indicators that fit all choices, in the order of the catalogue or of the search.

    A place and a status must be met by one and the same figure.
    """
    rows, given = indicator_entries(snapshot_id), dict(asked)
    if "q" in given:
        holding = list(found(snapshot_id, *given["q"]))
        rows = rows.set_index("indicator", drop=False).loc[holding].reset_index(drop=True)
    rows = kept.looked_up(rows, **{c: given.get(c) for c in ("topic", "unit", "direction", "grade")})
    for name in FRAMEWORKS:
        if name in given:
            is_filed = rows[name] != NONE
            rows = rows[rows[name].isin(given[name]) | (is_filed & (ANY in given[name]))]
    if "reported" in given:
        rows = rows[rows["reported_by"] >= int(*given["reported"])]
    if "place" in given or "status" in given:
        figures = kept.tally(snapshot_id, "indicator", "place", "status", name=FIGURES)
        figures = kept.looked_up(figures, place=given.get("place"), status=given.get("status"))
        rows = rows[rows["indicator"].isin(figures["indicator"])]
    return rows


@kept.answer
def loosened(snapshot_id: str, asked: Asked) -> dict[str, int]:
    """Choice → how many indicators would fit without it, if any would."""
    without = {name: tuple(choice for choice in asked if choice[0] != name) for name, _ in asked}
    counts = {name: len(fitting(snapshot_id, others)) for name, others in without.items()}
    return {name: n for name, n in counts.items() if n}


@kept.answer
def found(snapshot_id: str, sought: str) -> Codes:
    """The indicators that contain every word sought, first those that contain them in their name."""
    every, in_name = texts(snapshot_id, TEXTS), texts(snapshot_id, ("indicator",))
    is_found = is_first = pd.Series(True, every.index)
    for word in normal(sought).split():
        holding, named = (some.map(lambda text, w=word: stands_in(w, text)) for some in (every, in_name))
        if not holding.any():
            holding, named = (spelled(snapshot_id, word, names) for names in (NAMES, ("indicator",)))
        is_found, is_first = is_found & holding, is_first & named
    return (*every.index[is_found & is_first], *every.index[is_found & ~is_first])


@kept.answer
def texts(snapshot_id: str, columns: Codes) -> pd.Series:
    """Indicator → its texts in both languages, joined into one."""
    entries = indicator_entries(snapshot_id).set_index("indicator", drop=False)
    both = [f"{column}_{language}" for column in columns for language in LANGUAGES]
    return entries[["indicator", *both]].agg(" ".join, axis=1).map(normal)


@kept.answer
def readings(snapshot_id: str) -> dict[str, tuple[Codes, Codes, Codes]]:
    """Chinese name → its characters, syllables and initials."""
    names = pd.unique(indicator_entries(snapshot_id)[[f"{column}_zh" for column in NAMES]].to_numpy().ravel())
    read = {name: tuple(syllables(name)) for name in names}
    return {
        name: (tuple(normal(name)), said, tuple(syllable[0] for syllable in said))
        for name, said in read.items()
    }


def spelled(snapshot_id: str, word: str, columns: Sequence[str]) -> pd.Series:
    """Indicator → does one of its names in some columns spell the word?"""
    ways = readings(snapshot_id).items()
    names = {name for name, pieces in ways if any(spells(word, some) for some in pieces)}
    entries = indicator_entries(snapshot_id).set_index("indicator")
    return entries[[f"{column}_zh" for column in columns]].isin(names).any(axis=1)


def normal(text: str) -> str:
    """Text normalised for matching: half-width, lower case, ü as v."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")


def stands_in(word: str, text: str) -> bool:
    """Is the word in the text and, if it begins with a letter or digit, at the start of a word?"""
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", word) else ""
    return re.search(before + re.escape(word), text) is not None


def spells(word: str, pieces: Sequence[str]) -> bool:
    """Do the pieces spell the word in order: without gaps, or with gaps between runs of two or more?"""
    if any("".join(pieces[first:]).startswith(word) for first in range(len(pieces))):
        return True
    reached = {(0, 0)}  # characters of the word matched, and pieces in the current run (2 means two or more)
    for piece in pieces:
        taken = {(at + len(piece), min(run + 1, 2)) for at, run in reached if word.startswith(piece, at)}
        left_out = {(at, 0) for at, run in reached if run != 1}
        reached = taken | left_out
        if (len(word), 2) in reached:
            return True
    return False


def has_all(texts: pd.Series, sought: str) -> pd.Series:
    """Does a text contain every word sought, of which there is at least one?"""
    wanted = normal(sought).split()
    is_held = texts.map(normal).map(lambda text: bool(wanted) and all(word in text for word in wanted))
    return is_held.astype(bool)


@kept.answer
def figures_with_words(snapshot_id: str, sought: str) -> pd.DataFrame:
    """Printed figures whose words, notes, indicator or matter contain every word sought, first those whose words do."""
    rows = kept.figures(snapshot_id, None, None, None, PRINTED)
    of_indicators = indicator_entries(snapshot_id).set_index("indicator")
    named = of_indicators[["matter_zh", "synonyms_zh", "indicator_zh"]].agg(" ".join, axis=1)
    named = rows["indicator"].map(named).fillna("")
    rows = rows[has_all(rows["as_printed"] + " " + rows["note_zh"] + " " + named, sought)]
    return answers.sorted_by(rows, ~has_all(rows["as_printed"], sought))


@kept.answer
def entries_with_words(snapshot_id: str, kind: str, sought: str) -> pd.DataFrame:
    """Measures or problems whose name, or what a place does, contains every word sought; `places` joined by a vertical bar."""
    rows = kept.table(snapshot_id, kind)
    done = kept.table(snapshot_id, "measures_done" if kind == "measures" else "problems_named")
    one = kind.removesuffix("s")
    texts = rows["name_zh"] + " " + rows["name_en"]
    if kind == "measures":
        told = (done["what_zh"] + " " + done["what_en"]).groupby(done[one]).agg(" ".join)
        texts = texts + " " + rows["id"].map(told).fillna("")
    places = done.groupby(one)["place"].agg(lambda codes: "|".join(dict.fromkeys(codes)))
    return rows.assign(places=rows["id"].map(places).fillna(""))[has_all(texts, sought)]
