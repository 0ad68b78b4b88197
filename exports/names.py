"""Names: what a file is called – what, which places, when; Chinese, or its ASCII twin in English."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from exports.csv_file import file_name
from words.sources import period_of, texts_in

AT_MOST = 3  # places that are named


def download_name(
    shown: pd.DataFrame, title: Mapping[str, str], language: str, ending: str = "csv", mark: str = ""
) -> str:
    """The file name of some rows; `mark` is what must be seen before the file is opened."""
    codes, names = (list(dict.fromkeys(texts_in(shown, column))) for column in ("place", "place_zh"))
    if language == "zh":
        places = "、".join(names) if len(names) <= AT_MOST else f"{names[0]}等{len(names)}地"
    else:
        places = "-".join(codes) if len(codes) <= AT_MOST else f"{codes[0]}-and-{len(codes) - 1}-more"
    return file_name((title[language], places, period_of(shown).replace("–", "-"), mark), ending)
