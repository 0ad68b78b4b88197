"""Listing: the figures found and the data dictionary as tables in words."""

import pandas as pd

from findings import answers, whole
from pages.parts import addresses, cached, tables
from pages.parts.cached import Codes
from pages.parts.figures import MOST_ROWS

# pixels, at least
WIDTHS = {
    "place": 80, "indicator": 170, "value": 110, "as_printed": 190, "period": 150, "status": 90, "note": 260, "ambiguous": 90,
    "source": 210, "locator": 130, "definition": 250, "caveats": 240,
}  # fmt: skip


@cached.answer
def figure_listing(
    snapshot_id: str, places: Codes, topics: Codes, ids: Codes, sought: str, columns: Codes, language: str
) -> pd.DataFrame:
    """The table of the first of the figures found."""
    found = answers.figures_found(snapshot_id, places, topics, ids, sought).head(MOST_ROWS)
    return tables.readable(found, columns, language, addresses.source_address(language))


@cached.answer
def indicators(snapshot_id: str, topics: Codes, columns: Codes, language: str) -> pd.DataFrame:
    """The table of the data dictionary."""
    entries = whole.dictionary_rows(snapshot_id)
    chosen = entries[entries["topic"].isin(topics)]
    return tables.readable(chosen, columns, language, addresses.source_address(language))
