"""Chosen: what an address asks for, in words – the parameters of a page, of an address beside it, or of the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from words import Wording, wording

UNSAID = ("lang", "snapshot", "embed", "embed_options")  # no choice of rows
# Parameters, and the table of a snapshot that names their codes, or the words they are told in.
TABLES = {
    "place": "places", "topic": "topics", "indicator": "indicators", "unit": "units", "benchmark": "places",
    "peer": "places", "national": "frameworks", "b_ready": "frameworks",
}  # fmt: skip
WORDS = {
    "benchmark": "benchmark_kind", "kind": "funnel_kind", "national": "asked", "b_ready": "asked",
    **{name: name for name in ("direction", "status", "grade", "outcome", "scenario", "part")},
}  # fmt: skip


def in_words(
    asked: Mapping[str, str], labels: Callable[[str, str], Mapping[str, str]], language: str
) -> list[str]:
    """One line per parameter: its name and its values, codes by their names.

    `asked` holds values joined by commas; `labels(table, language)` gives id → name of a table of the snapshot.
    """
    text, lines = wording(language), []
    for name, value in asked.items():
        if name in UNSAID or not value:
            continue
        codes = [value] if name == "q" else [code for code in value.split(",") if code]
        named = labels(TABLES[name], language) if name in TABLES else {}
        said = [named.get(code) or _told(text, f"{WORDS.get(name, name)}.{code}", code) for code in codes]
        about = _told(text, f"asked.{name}", name)
        lines.append(text("about.line", name=about, said=text("list.separator").join(said)))
    return lines


def _told(text: Wording, key: str, otherwise: str) -> str:
    """A text, or where there is none the code itself: a reader may put anything into an address."""
    try:
        return text(key)
    except KeyError:
        return otherwise
