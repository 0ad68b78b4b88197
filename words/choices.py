"""Choices in words: the parameters of a page, of an address or of the command line."""

from collections.abc import Callable, Mapping

from words import Wording, in_both, wording

BETWEEN = {"zh": "", "en": " "}  # two sentences
UNSAID = ("lang", "snapshot", "city")  # not a choice of rows
# Parameter → the snapshot table that names its codes, or the prefix of its words in the catalogues if it is not its name.
TABLES = {
    "place": "places", "topic": "topics", "indicator": "indicators", "unit": "units", "benchmark": "places",
    "peer": "places", "basket": "indicators", "national": "frameworks", "b_ready": "frameworks",
}  # fmt: skip
WORDS = {"benchmark": "benchmark_kind", "kind": "funnel_kind", "national": "asked", "b_ready": "asked"}


def choices_in_words(
    asked: Mapping[str, str], labels: Callable[[str, str], Mapping[str, str]], language: str
) -> list[str]:
    """One line per parameter: its name and its values, with names instead of codes.

    `asked` holds values joined by commas; `labels(table, language)` returns id → name for a snapshot table.
    """
    text, lines = wording(language), []
    for name, value in asked.items():
        if name in UNSAID or not value:
            continue
        codes = [value] if name == "q" else [code for code in value.split(",") if code]
        named = labels(TABLES[name], language) if name in TABLES else {}
        prefix, about = WORDS.get(name, name), _choice_told(text, f"asked.{name}", name)
        said = [named.get(code) or _choice_told(text, f"{prefix}.{code}", code) for code in codes]
        lines.append(text("about.line", name=about, said=text("list.separator").join(said)))
    return lines


def objection(why: str, name: str, value: str, nearest: str, language: str) -> str:
    """What is wrong with a request's parameter, and what may be meant. `why` is a code, see `fault.` in the catalogue."""
    text = wording(language)
    meant = [text("fault.meant", value=nearest)] if nearest else []
    return BETWEEN[language].join([text(f"fault.{why}", name=name, value=value), *meant])


def _choice_told(text: Wording, key: str, otherwise: str) -> str:
    """A text, or the code itself if there is none: a reader may put anything into an address."""
    try:
        return text(key)
    except KeyError:
        return otherwise


def file_title(name: str) -> dict[str, str]:
    """The title of a file in both languages; the English one in the form used in addresses."""
    titles = in_both(f"file.{name}")
    return titles | {"en": titles["en"].lower().replace(",", "").replace(" ", "-")}
