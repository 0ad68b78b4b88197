"""Names: how a file is named – what, which places, when; in Chinese, or in ASCII for English."""

from collections.abc import Mapping

import pandas as pd

from exports.csv_file import file_name
from words.sources import period_of

MOST_NAMED = 3  # places


def name_of_file(
    title: Mapping[str, str],
    places: Mapping[str, str],
    when: str,
    language: str,
    ending: str,
    mark: str = "",
) -> str:
    """The name of a file, from its title, its places (id → Chinese name) and its period or snapshot.

    `mark` is what a reader must see before opening the file.
    """
    codes, names = list(places), list(places.values())
    if language == "zh":
        about = "、".join(names) if len(names) <= MOST_NAMED else f"{names[0]}等{len(names)}地"
    else:
        about = "-".join(codes) if len(codes) <= MOST_NAMED else f"{codes[0]}-and-{len(codes) - 1}-more"
    return file_name((title[language], about, when, mark), ending)


def download_name(
    shown: pd.DataFrame, title: Mapping[str, str], language: str, ending: str = "csv", mark: str = ""
) -> str:
    """The name of the file that holds some rows."""
    codes = shown.get("place", ())
    names = shown.get("place_zh", codes)
    places = {code: name for code, name in zip(codes, names, strict=True) if isinstance(code, str) and code}
    return name_of_file(title, places, period_of(shown).replace("–", "-"), language, ending, mark)
