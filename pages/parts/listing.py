"""Listing: the figures found and the data dictionary as tables in words."""

from __future__ import annotations

import pandas as pd

from findings import answers, whole
from pages.parts import addresses, cached, tables
from pages.parts.cached import Codes

# Pixels: Streamlit measures the first rows only, and cuts what is longer in the others.
WIDTHS = {
    "place": 120, "indicator": 280, "value": 140, "as_printed": 200,
    "definition": 250, "unit": 90, "direction": 110, "evaluation": 150, "b_ready": 150, "caveats": 240,
}  # fmt: skip


@cached.answer
def figure_listing(
    snapshot_id: str, places: Codes, topics: Codes, ids: Codes, sought: str, columns: Codes, language: str
) -> pd.DataFrame:
    """The table of the figures found."""
    found = answers.figures_found(snapshot_id, places, topics, ids, sought)
    return tables.readable(found, columns, language, addresses.source_address(language))


@cached.answer
def indicators(snapshot_id: str, topics: Codes, columns: Codes, language: str) -> pd.DataFrame:
    """The table of the data dictionary."""
    entries = whole.dictionary_rows(snapshot_id)
    chosen = entries[entries["topic"].isin(topics)]
    return tables.readable(chosen, columns, language, addresses.source_address(language))
