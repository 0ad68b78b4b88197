"""Documents: the texts that figures were read from, if they have been placed beside the data, with the words marked."""

import re
from collections.abc import Iterable

from findings import kept
from loaders.provenance import text_on_record

Passage = tuple[str, tuple[str, ...]]  # some text, and the ids of the figures read from it


def text_of(snapshot_id: str, source: str) -> str:
    """The text of a document; empty if there is none or it is not the one on record."""
    folder = kept.settings().documents_folder
    if folder is None:
        return ""
    entry = kept.table(snapshot_id, "sources").set_index("id").loc[source]
    return text_on_record(folder, entry["file"], entry["sha256"])


def paragraphs(snapshot_id: str, source: str) -> tuple[tuple[Passage, ...], ...]:
    """A document in paragraphs, each split where a figure's words begin and end; empty if there is no text."""
    text = text_of(snapshot_id, source)
    rows = kept.observations(snapshot_id)
    rows = rows[(rows["source"] == source) & (rows["as_printed"].fillna("") != "")]
    spans = [
        (at, at + len(printed), id_)
        for id_, printed in zip(rows["id"], rows["as_printed"], strict=True)
        for at in (found.start() for found in re.finditer(f"(?={re.escape(printed)})", text))
    ]
    breaks = [at for at, sign in enumerate(text) if sign == "\n"]
    cuts = sorted({0, len(text), *breaks, *(at for start, end, _ in spans for at in (start, end))})
    told: list[list[Passage]] = [[]]
    for start, end in zip(cuts, cuts[1:], strict=False):
        if text[start] == "\n":
            told.append([])
        passage = text[start:end].removeprefix("\n")
        if passage:
            told[-1].append((passage, tuple(id_ for a, b, id_ in spans if a <= start and end <= b)))
    return tuple(tuple(paragraph) for paragraph in told if paragraph)


def paragraph_at(paragraphs: Iterable[Iterable[Passage]], locator: str) -> int | None:
    """The number of the first paragraph that a locator, such as 一（三）便利办税 or 第十五条, names; None if there is none.

    The number of the chapter before a section is not part of its heading. A locator may name several places.
    """
    texts = ["".join(words for words, _ in paragraph) for paragraph in paragraphs]
    for name in re.split("[；;·]", locator):
        section = re.sub(r"^\w{1,3}、?(?=（)", "", name.strip())
        for heading in filter(None, (section, section.rpartition("）")[2])):
            for n, text in enumerate(texts):
                if heading in text:
                    return n
    return None
