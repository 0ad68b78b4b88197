"""Words: both languages complete, every text used, every text that is asked for there."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from exports.csv_file import CODED
from loaders import contract
from locales import LANGUAGES, catalogue_file, words
from metrics.comparability import GRADES, REASONS
from tests.site import PAGES

HOME = Path(__file__).resolve().parents[2]
# Keys that the code makes of a code: the prefix and every code there is.
MADE = {
    "page": PAGES,
    "intro": PAGES,
    "way": ("compare", "approval_times", "sources"),
    "status": (*contract.STATUSES, "derived"),
    "bound": contract.BOUNDS,
    "before_kind": contract.BEFORE_KINDS,
    "ambiguous": contract.AMBIGUOUS,
    "scope": contract.SCOPES,
    "missing": (*contract.MISSING, "other_basis", "not_reported", "no_number", "ambiguous_amount"),
    "grade": GRADES,
    "reason": (*REASONS, "same_end", "overlapping_periods", "other_length", "start_unknown"),
    "left_out": ("no_number", "ambiguous_amount", "ambiguous_wording", "far_apart", "years_apart")
    + ("other_figure", "incomplete"),
    "withheld": ("no_scores", "under_threshold"),
    "example.ranks": ("certain", "tied", "open"),
    "example.periods": ("apart", "near"),
    "attained": ("yes", "no", "unknown"),
    "chart.why": ("with_caution", "not_comparable"),
    "limits": ("stricter", "looser", "same"),
    "outcome": ("holds", "fails", "cannot_tell"),
    "kind": get_args(contract.Check.model_fields["kind"].annotation),
    "measure_status": get_args(contract.DoneBy.model_fields["status"].annotation),
    "direction": ("lower_is_better", "higher_is_better", "no_judgement"),
    "verdict": ("surely_better", "surely_worse", "surely_higher", "surely_lower", "equal", "cannot_tell")
    + ("not_comparable", "no_figure", "benchmark"),
    "headline": ("figures", "places", "indicators", "shared", "comparable")
    + ("figures.help", "places.help", "indicators.help", "shared.help", "comparable.help"),
}


def catalogue(language: str) -> dict[str, str]:
    """Key → text of a language."""
    with catalogue_file(language).open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def source() -> str:
    """All Python of the rooms that show words."""
    files = [
        f for room in ("charts", "exports", "locales", "pages", "api") for f in (HOME / room).rglob("*.py")
    ]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def keys_used() -> set[str]:
    """Every key the code asks for, spelled out or made of a code."""
    text = source()
    spelled = {
        key
        for key in re.findall(r"""\(\s*["']([a-z_]+\.[a-z_.]+)["']""", text)
        if not key.endswith((".py", ".po"))
    }
    spelled |= {
        key
        for pair in re.findall(r'"([a-z]+\.[a-z_]+)" if .*? else "([a-z]+\.[a-z_]+)"', text)
        for key in pair
    }
    made = {f"{prefix}.{code}" for prefix, codes in MADE.items() for code in codes}
    lists = re.findall(
        r"[A-Z_]*COLUMNS = \((.*?)\)",
        "\n".join(f.read_text("utf-8") for f in (HOME / "pages").glob("*.py")),
        re.S,
    )
    columns = {f"column.{c}" for block in lists for c in re.findall(r'"([a-z_]+)"', block)}
    cards = re.search(r"FACTS = \((.*?)\)", text, re.S)[1]
    return spelled | made | columns | {f"column.{c}" for c in re.findall(r'"([a-z_]+)"', cards)}


def test_both_languages_hold_the_same_keys():
    assert set(catalogue("zh")) == set(catalogue("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_places_to_fill_are_the_same_in_both_languages(language):
    for key, text in catalogue(language).items():
        assert text.strip() or key == "list.separator", key
        fields = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert fields == {name for _, name, _, _ in Formatter().parse(catalogue("en")[key]) if name}, key


def test_every_key_the_code_asks_for_is_there_and_every_text_is_used():
    assert keys_used() == set(catalogue("zh"))


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for key, text in catalogue("zh").items():
        assert chinese.search(text) or not re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", text)), key
    for key, text in catalogue("en").items():
        assert not chinese.search(text) or key == "frame.brand", key


def test_a_key_that_is_not_there_is_an_error_not_a_text():
    with pytest.raises(KeyError):
        words("zh")("no.such.key")


def test_every_coded_column_of_the_file_has_words_for_its_codes():
    assert set(CODED.values()) <= set(MADE)
