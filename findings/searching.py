"""Searching: indicators by words in either language, by pinyin, and by abbreviations as used in Chinese.

Every word sought must be found. A word that occurs in any indicator's text is matched literally: Chinese anywhere,
letters only from the start of a word. Any other word must be spelled by the characters, the syllables or the initials
of a name, some of which may be skipped between runs of two or more. So 工程审批, gongchengshenpi and gcsp
all find 工程建设项目审批.
"""

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

from findings import catalogue, kept
from findings.kept import Codes
from loaders.reading import PRINTED
from words.pinyin import syllables

TEXTS = (
    *("indicator", "definition", "caveats", "department", "topic", "national", "b_ready", "unit"),
    *("matter", "synonyms"),
)
NAMES = ("indicator", "department", "topic", "national", "b_ready", "matter")


@kept.answer
def found(snapshot_id: str, sought: str) -> Codes:
    """The indicators that contain every word sought, first those that contain them in their name."""
    every, in_name = texts(snapshot_id, TEXTS), texts(snapshot_id, ("indicator",))
    ids, first = set(every.index), set(every.index)
    for word in normal(sought).split():
        if holding := set(every[every.map(lambda text, w=word: stands_in(w, text))].index):
            named = set(in_name[in_name.map(lambda text, w=word: stands_in(w, text))].index)
        else:
            holding, named = spelled(snapshot_id, word, NAMES), spelled(snapshot_id, word, ("indicator",))
        ids, first = ids & holding, first & named
    return tuple(sorted((id_ for id_ in every.index if id_ in ids), key=lambda id_: id_ not in first))


@kept.answer
def texts(snapshot_id: str, columns: Codes) -> pd.Series:
    """Indicator → its texts in both languages, joined into one."""
    entries = catalogue.indicator_entries(snapshot_id).set_index("indicator", drop=False)
    both = [f"{column}_{language}" for column in columns for language in ("zh", "en")]
    return entries[["indicator", *both]].agg(" ".join, axis=1).map(normal)


@kept.answer
def readings(snapshot_id: str) -> dict[str, tuple[Codes, Codes, Codes]]:
    """Chinese name → its characters, syllables and initials."""
    entries = catalogue.indicator_entries(snapshot_id)
    names = {name for column in NAMES for name in entries[f"{column}_zh"]}
    read = {name: tuple(syllables(name)) for name in names}
    return {
        name: (tuple(normal(name)), said, tuple(syllable[0] for syllable in said))
        for name, said in read.items()
    }


def spelled(snapshot_id: str, word: str, columns: Sequence[str]) -> set[str]:
    """Indicators with a name that spells the word."""
    names = {
        name for name, ways in readings(snapshot_id).items() if any(spells(word, pieces) for pieces in ways)
    }
    entries = catalogue.indicator_entries(snapshot_id)
    is_named = entries[[f"{column}_zh" for column in columns]].isin(names).any(axis=1)
    return set(entries[is_named]["indicator"])


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


@kept.answer
def figures_with_words(snapshot_id: str, sought: str) -> pd.DataFrame:
    """Printed figures whose words, notes, indicator or matter contain every word sought, first those whose words do."""
    rows = kept.figures(snapshot_id, None, None, None, PRINTED)
    matters = catalogue.indicator_entries(snapshot_id).set_index("indicator")
    named = rows["indicator"].map(
        matters["matter_zh"] + " " + matters["synonyms_zh"] + " " + matters["indicator_zh"]
    )
    printed = rows["as_printed"].map(normal)
    in_all = (rows["as_printed"] + " " + rows["note_zh"] + " " + named.fillna("")).map(normal)
    wanted = normal(sought).split()
    is_held = in_all.map(lambda text: bool(wanted) and all(word in text for word in wanted))
    is_printed = printed.map(lambda text: all(word in text for word in wanted))
    return rows[is_held].loc[is_printed[is_held].sort_values(ascending=False, kind="stable").index]


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
    wanted, texts = normal(sought).split(), texts.map(normal)
    is_held = texts.map(lambda text: bool(wanted) and all(word in text for word in wanted))
    places = done.groupby(one)["place"].agg(lambda codes: "|".join(dict.fromkeys(codes)))
    return rows.assign(places=rows["id"].map(places).fillna(""))[is_held.astype(bool)]
