"""Wording: what the pages call the columns and codes of an observations file, so that a file may use these words."""

from loaders import contract
from loaders.office.vocabulary import plain
from words import LANGUAGES, wording


def codes_by_word() -> dict[str, dict[str, str]]:
    """Column → word or code, in the form compared → code."""
    found: dict[str, dict[str, str]] = {}
    for column, codes in contract.CODE_FIELDS.items():
        kind = "bound" if codes is contract.BOUNDS else column
        words = {plain(wording(x)(f"{kind}.{code}")): code for x in LANGUAGES for code in codes}
        found[column] = {**words, **{plain(code): code for code in codes}}
    return found


def columns_by_word() -> dict[str, str]:
    """Head, in the form compared → column of the contract."""
    return {plain(wording(x)(f"column.{c}")): c for x in LANGUAGES for c in contract.COLUMNS if c != "id"}
