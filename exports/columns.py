"""Columns: those of a file in their order, and what each holds – its type, its unit, its title in Chinese and English."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from words import LANGUAGES, wording
from words.numbers import ENDS

# In file order. `*`: a code with the names of what it stands for; `^`: a code with its words in the catalogues; `/`: words
# without a code; `~`: an interval.
WRITTEN = """
    row id simulated* from_id topic* figures national/ reported_by reporting/ place_pairs
    comparable_pairs comparable_on/ covered of indicator* b_ready/ direction^ place* scope^ period_start
    period_end period_basis denominator_end status^ value low high low_open high_open bound^ unit*
    printed_unit* before before~ before_bound^ before_kind^ before_end cut_percent cut_percent~ claim/
    kind follows_from* computed~ outcome^ benchmark_id benchmark_place benchmark_indicator
    benchmark_kind^ benchmark~ verdict^ form^ cut_kind^ grade^ reasons* on_axis apart* gap~ earlier_id
    earlier~ change~ change_percent~ change_reasons* target_id target~ attained^ peer_set left_out^
    rank_best rank_worst ranked tied tier tiers composite* score~ withheld^ measure* measure_status^ year
    what/ gap_percent~ benchmark_place/ benchmark_source/ always range_low range_high attainable_best
    attainable_worst funnel* funnel_kind^ total~ total_id total_basis done~ done_id done_means/ fully~
    fully_id partly~ partly_id pending~ pending_ids rate~ full_rate~ pending_rate~ problem* definition/
    department/ minimum maximum best worst goalposts_source/ numerator denominator matter* caveats/
    difference^ column^ old new difference_reason/ missing^ ambiguous^ source* locator as_printed note/
    snapshot address
"""
PARTS = {"*": ("", *LANGUAGES), "^": ("", *LANGUAGES), "/": tuple(LANGUAGES), "~": ENDS}
COLUMNS = tuple(
    f"{name.rstrip('*^/~')}_{part}".rstrip("_")
    for name in WRITTEN.split()
    for part in PARTS.get(name[-1], ("",))
)
# Each column of codes with the prefix of its words in the catalogues.
CODED = {name[:-1]: name[:-1] for name in WRITTEN.split() if name[-1] == "^"} | {"before_bound": "bound"}
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
    for part in (*ENDS, *LANGUAGES):
        if name.endswith(f"_{part}"):
            return name.removesuffix(f"_{part}"), part
    if name == "before":
        return OF_THE_NUMBER_BEFORE, ""
    return name, "code" if f"{name}_zh" in COLUMNS and name not in FLAGS else ""


EVERY = tuple(column(name) for name in COLUMNS)


def holds_anything(cells: Iterable[object]) -> bool:
    """Is there a cell that is neither empty nor false?"""
    return any(not pd.isna(cell) and cell is not False and cell != "" for cell in cells)
