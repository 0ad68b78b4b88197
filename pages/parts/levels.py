"""Levels: every figure on approval times, cuts and limits ranked in charts, and claims beside the document's own figures."""

from collections.abc import Callable

import pandas as pd

from charts.ranked_bars import ranked_bars
from findings import kept, speed
from findings.kept import Codes
from pages.parts import addresses, blocks, board, cached, figures
from pages.parts.blocks import Child, block, link
from pages.parts.figures import Composed
from words import View
from words import approval_times as words
from words.cells import cell
from words.choices import file_title
from words.compare import kind

CLAIM_COLUMNS = ("place", "claim", "claimed", "computed", "outcome")
COLUMNS = ("indicator", "place", "value", "period", "as_printed")


@kept.answer
def cuts(snapshot_id: str, places: Codes, language: str) -> pd.DataFrame:
    """Cuts with the words of their bars."""
    return words.cuts_in_words(speed.cuts_with_levels(snapshot_id, places), language)


@kept.answer
def limits(snapshot_id: str, places: Codes, rule: str, language: str) -> pd.DataFrame:
    """Limits with the words of their bars."""
    return words.limits_in_words(speed.against_the_law(snapshot_id, places, rule), language)


@cached.part
def cuts_ranked(view: View, places: Codes) -> Composed:
    """The first cuts of the places, at most MOST_BARS: the largest first, mere claims last."""
    return _ranked(cuts(view.snapshot, places, view.language), "cuts", words.cuts_headline, "", view)


@cached.part
def limits_ranked(view: View, places: Codes, rule: str) -> Composed:
    """The first limits of the places, at most MOST_BARS, the strictest first, as shares of the limit required."""
    rows = limits(view.snapshot, places, rule, view.language)
    return _ranked(rows, "limits", words.limits_headline, view.text("speed.of_the_law"), view)


def _ranked(
    rows: pd.DataFrame, name: str, headline: Callable[[pd.DataFrame, str], str], line: str, view: View
) -> Composed:
    finding, first = headline(rows, view.language), rows.head(speed.MOST_BARS)
    if len(rows) > len(first):
        finding = view.text("list.sentences").join((finding, view.text("speed.first_ones", n=len(first))))
    coloured = first.assign(colour=first["place"].map(figures.place_colours(view.snapshot)))
    chart = ranked_bars(coloured, view.language, addresses.source_address(view.language), line)
    told = {"heading": view.text(f"speed.{name}"), "takeaway": words.bars_takeaway(first, view.language)}
    return figures.composed(chart, first, view, finding=finding, **told)


@cached.part
def claims(view: View, places: Codes) -> list[Child]:
    """Claimed reductions beside computed ones; nothing if there are none."""
    rows = speed.claims_of_places(view.snapshot, places)
    if rows.empty:
        return []
    address = addresses.source_address(view.language)
    heads = [view.text(f"column.{name}") for name in (*CLAIM_COLUMNS, "as_printed")]
    lines = [
        (
            *(cell(row, name, view.language) for name in CLAIM_COLUMNS),
            link(row["as_printed"], address(row["id"]) or ""),
        )
        for row in rows.to_dict("records")
    ]
    title = view.text("heading.claims")
    return [block("h2", title), blocks.table(heads, lines, title, is_headed=True)]


def show_levels(places: Codes, view: View) -> None:
    """Every figure, one per row, grouped by topic."""
    rows = speed.levels(view.snapshot, places)
    if rows.empty:
        return
    head = block("h2", view.text("speed.levels"))
    blocks.show_blocks("speed:levels", head, *_levels(view, places))
    figures.under(rows, view, name="levels", title=file_title("approval_levels"))


@cached.part
def _levels(view: View, places: Codes) -> list[Child]:
    rows = speed.levels(view.snapshot, places)
    address, language = addresses.source_address(view.language), view.language

    def line(row: dict) -> tuple[Child, ...]:
        value = block("span", cell(row, "value", language), look="value")
        printed = link(row["as_printed"], address(row["id"]) or "")
        return row[f"indicator_{language}"], row[f"place_{language}"], value, kind(row, language), printed

    return board.in_topics(rows, [view.text(f"column.{name}") for name in COLUMNS], line, view)
