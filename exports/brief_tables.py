"""Tables of a brief: rows in words, each figure with its document and section, the longest of them in the appendix."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from exports.brief_parts import SMALL, Part, Said, Table
from findings.brief import Frames
from words import wording
from words.cells import cell

# Each table: its columns with their share of the width.
COMPARED = {"indicator": 20, "value": 13, "against": 22, "other_value": 13, "verdict": 12, "reasons": 20}
APART = {"indicator": 20, "value": 15, "against": 24, "other_value": 15, "reasons": 26}
RANKS = {"indicator": 34, "value": 18, "rank": 34, "tier": 14}
CUTS = {"indicator": 26, "change": 18, "cut": 18, "status": 13, "period": 25}
CHANGED = {"indicator": 22, "earlier": 13, "value": 13, "moved": 13, "change_reasons": 20, "period": 19}
AIMS = {"indicator": 28, "target": 17, "value": 17, "attained": 13, "period": 25}
FUNNELS = {
    "funnel": 22, "scope": 14, "total": 11, "done": 11, "pending": 10, "rate": 10, "full_rate": 11, "unit": 11,
}  # fmt: skip
CHECKS = {"claim": 30, "claimed": 14, "computed": 16, "outcome": 12, "follows_from": 28}
FIGURES = {"indicator": 38, "value": 16, "status": 13, "as_printed": 17, "locator": 16}
PLACE = 16  # the width of the name of a place, where there are two


def table(rows: pd.DataFrame, columns: dict[str, int], language: str, names_place: bool = False) -> Table:
    """Rows under the headings of their columns; where there are two places each row names its own."""
    text = wording(language)
    shown = ({"place": PLACE} if names_place else {}) | columns
    cells = [[cell(row, name, language) for name in shown] for row in rows.to_dict("records")]
    return Table([text(f"column.{name}") for name in shown], cells, list(shown.values()))


def every_figure(frames: Frames, language: str) -> Iterator[Part]:
    """Every figure by place and topic: as it is, of when, the words it was printed in, document, section and notes."""
    text, numbers = wording(language), {id_: n for n, id_ in enumerate(frames.sources["id"], 1)}
    headings = [text(f"column.{name}") for name in FIGURES]
    for place, of_place in frames.figures.groupby("place", sort=False):
        name = of_place[f"place_{language}"].iloc[0]
        is_other = place not in frames.places
        named = text("brief.other_figures" if is_other else "brief.own_figures", place=name, n=len(of_place))
        yield Said([named])
        rows = []
        for _, of_topic in of_place.groupby("topic", sort=False):
            rows.append([of_topic[f"topic_{language}"].iloc[0]])
            rows += [figure(row, numbers, language) for row in of_topic.to_dict("records")]
        yield Table(headings, rows, list(FIGURES.values()))


def figure(row: dict, numbers: dict[str, int], language: str) -> list[str]:
    """The cells of one figure; under its name stand its id and what must be known of it."""
    text = wording(language)
    name, note, caveats = (row[f"{column}_{language}"] for column in ("indicator", "note", "caveats"))
    remarks = dict.fromkeys((row["id"], note, caveats, cell(row, "ambiguous", language)))
    value = cell(row, "value", language)
    if row["before_bound"]:
        before, kind = cell(row, "before", language), cell(row, "before_kind", language)
        value = text("card.with_before", value=value, before=before, kind=kind)
    period = text("brief.of_document") if row["period_basis"] == "source" else cell(row, "period", language)
    scope = "" if row["scope"] == "whole" else cell(row, "scope", language)
    return [
        SMALL.join((name, " · ".join(remark for remark in remarks if remark))),
        value,
        " · ".join(part for part in (period, cell(row, "status", language), scope) if part),
        row["as_printed"],
        f"[{numbers[row['source']]}] {row['locator']}",
    ]
