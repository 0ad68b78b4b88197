"""Columns: what each column of a file holds – its type, its unit, and its title in Chinese and English."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from exports.csv_file import COLUMNS, columns_of
from words import LANGUAGES, wording
from words.numbers import ENDS

# A figure's own ends have no prefix, and the bare name `before` is that of the printed level before.
OF_THE_FIGURE, OF_THE_NUMBER_BEFORE = "interval", "printed_before"
PERCENT = {"cut_percent", "change_percent", "gap_percent", "rate", "full_rate", "pending_rate"}
WITHOUT_UNIT = {"computed", "range"}
NUMBERS = {"value", "before", "cut_percent", "minimum", "maximum", "best", "worst"}
COUNTS = {
    "figures", "reported_by", "place_pairs", "comparable_pairs", "covered", "of",
    "rank_best", "rank_worst", "ranked", "tied", "tier", "tiers", "attainable_best", "attainable_worst", "year",
}  # fmt: skip
FLAGS = {"simulated", "always", "on_axis"}
DATES = {"period_start", "period_end", "denominator_end", "before_end"}


class Column(NamedTuple):
    """A column: its name, its subject, which part of that it holds (an end, a language, its code), its type and its unit.

    `kind` is string, number, integer, boolean or date; `measured` is unit, printed_unit, percent, score or empty.
    """

    name: str
    about: str
    part: str
    kind: str
    measured: str

    def title(self, language: str) -> str:
        """Its title, unique among all columns."""
        text = wording(language)
        name = text(f"field.{self.about}")
        return text(f"field_part.{self.part}", name=name) if self.part else name

    def heading(self, language: str) -> str:
        """Its title where no other language and no code stands beside it."""
        return wording(language)(f"field.{self.about}") if self.part in LANGUAGES else self.title(language)


def column(name: str) -> Column:
    """The column with that name."""
    about, part = _parted(name)
    is_end = part in ("low", "high")
    kind = (
        "boolean" if part.endswith("open") or name in FLAGS
        else "number" if is_end or name in NUMBERS
        else "integer" if name in COUNTS
        else "date" if name in DATES
        else "string"
    )  # fmt: skip
    measured = (
        "" if kind != "number" or about in WITHOUT_UNIT
        else "percent" if about in PERCENT
        else "score" if about == "score"
        else "unit"
    )  # fmt: skip
    return Column(name, about, part, kind, measured)


def _parted(name: str) -> tuple[str, str]:
    if name in ENDS:
        return OF_THE_FIGURE, name
    for part in sorted((*ENDS, *LANGUAGES), key=len, reverse=True):
        if name.endswith(f"_{part}"):
            return name.removesuffix(f"_{part}"), part
    if name == "before":
        return OF_THE_NUMBER_BEFORE, ""
    return name, "code" if f"{name}_zh" in COLUMNS and name not in FLAGS else ""


EVERY = tuple(column(name) for name in COLUMNS)


def of_file(rows: pd.DataFrame) -> list[Column]:
    """The columns of these rows in CSV, in file order."""
    names = set(columns_of(rows))
    return [one for one in EVERY if one.name in names]


def holds_anything(cells: Iterable[object]) -> bool:
    """Is there a cell that is neither empty nor false?"""
    return any(not pd.isna(cell) and cell is not False and cell != "" for cell in cells)
