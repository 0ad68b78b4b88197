"""Rows as the pages show them, and what a file says of itself."""

import pandas as pd
import pytest

from exports.taken import Taken
from findings import comparisons, kept
from findings.requests import FILES
from metrics.reductions import reductions

ADDRESS = "http://example/compare?place=anyang"


@pytest.fixture
def taken(shipped):
    """What a file of the shipped data says of itself."""
    titles, chosen = {"zh": "城市对比", "en": "compare"}, {"zh": ["地区：安阳市"], "en": ["Places: Anyang"]}
    return Taken(titles, shipped.id, ADDRESS, chosen)


@pytest.fixture(scope="session")
def frames(shipped):
    """The rows of charts of several kinds, by a name."""
    observed = kept.observations(shipped.id)
    cuts = reductions(observed).assign(row="drawn")
    compared = comparisons.of_choices(shipped.id, benchmark="median")
    return {"cuts": cuts, "compared": compared} | {name: rows(shipped.id) for name, rows in FILES.items()}


@pytest.fixture
def armed() -> pd.DataFrame:
    """Text that a spreadsheet might run, fetch or take for something else."""
    texts = [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\t=1",
        "＝1",
        '=HYPERLINK("http://x")',
        "http://example.com",
        "1e5",
        "00123",
    ]
    rows = [
        {"id": f"a-{n}", "place": "p", "place_zh": "某市", "as_printed": text, "note_zh": text}
        for n, text in enumerate(texts)
    ]
    return pd.DataFrame(rows)
