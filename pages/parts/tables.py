"""Tables: rows as a reader reads them, with the ways to where they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from pages.parts.addresses import view_address
from words import wording
from words.cells import Row, cell

AGAINST_NOTHING = {"grade": "", "reasons": ""}
LINKED = ("indicator", "national")  # names that lead to the page of indicators


def readable(
    shown: pd.DataFrame, columns: Sequence[str], language: str, link: Callable[[str], str]
) -> pd.DataFrame:
    """`shown` as text under headings of `language`; `link` gives the address of a figure's source by its id."""
    text = wording(language)
    forms = {"link": lambda row, _: link(row["id"]), **{f"{name}_link": _link(name) for name in LINKED}}
    # A whole number that is not known is None in a record, where all else that is unknown is NaN.
    whole = shown.select_dtypes("Int64").columns
    rows = shown.astype(dict.fromkeys(whole, float)).to_dict("records")
    # What a benchmark's figure has is against other periods of its own.
    rows = [row | AGAINST_NOTHING if row.get("verdict") == "benchmark" else row for row in rows]
    return pd.DataFrame(
        {
            text(f"column.{c}"): [forms[c](r, language) if c in forms else cell(r, c, language) for r in rows]
            for c in columns
        }
    )


def _link(name: str) -> Callable[[Row, str], str]:
    """A form for the name of a choice on the page of indicators, as the address it leads to."""
    return lambda row, language: view_address(
        "indicators", name, row[name], language, row[f"{name}_{language}"]
    )
