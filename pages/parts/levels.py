"""Levels: every figure on approval times, and every claimed cut beside what follows from the document's own figures."""

import pandas as pd

from findings import kept
from pages.parts import addresses, blocks, figures
from pages.parts.blocks import block, link
from pages.parts.cached import Codes
from pages.parts.frame import View
from words import approval_times as words
from words.cells import cell
from words.choices import file_title
from words.compare import kind


def show_claims(rows: pd.DataFrame, view: View) -> None:
    """Claimed reductions beside computed ones."""
    if rows.empty:
        return
    address = addresses.source_address(view.language)
    heads = [
        view.text(f"column.{name}")
        for name in ("place", "claim", "claimed", "computed", "outcome", "as_printed")
    ]
    lines = [
        (*words.claim_cells(row, view.language), link(row["as_printed"], address(row["id"]) or ""))
        for row in rows.to_dict("records")
    ]
    table = blocks.table(heads, lines, view.text("heading.claims"))
    blocks.show_blocks("speed:claims", block("h2", view.text("heading.claims")), table)


def show_levels(rows: pd.DataFrame, places: Codes, view: View) -> None:
    """Every figure, one per row, grouped by topic."""
    if rows.empty:
        return
    address, language = addresses.source_address(view.language), view.language
    heads = [view.text(f"column.{name}") for name in ("indicator", "place", "value", "period", "as_printed")]
    tables = []
    for topic, of_topic in rows.groupby(f"topic_{language}", sort=False):
        lines = [
            (
                row[f"indicator_{language}"],
                row[f"place_{language}"],
                block("span", cell(row, "value", language), look="value"),
                kind(row, language),
                link(row["as_printed"], address(row["id"]) or ""),
            )
            for row in of_topic.to_dict("records")
        ]
        tables.append((str(topic), len(lines), blocks.table(heads, lines, str(topic))))
    in_topics = blocks.tables_of_topics(tables, kept.has_many_places(view.snapshot))
    head = block("h2", view.text("speed.levels"))
    blocks.show_blocks("speed:levels", head, *in_topics)
    figures.under(rows, view, name="levels", title=file_title("approval_levels"), columns=())
