"""Queries: what the rooms that ask the database share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb


def only_value(con: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] = ()) -> Any:
    """The value of a query that gives one row of one column. Raises ValueError where it gives none."""
    row = con.execute(query, list(values)).fetchone()
    if row is None:
        raise ValueError(f"no row: {query}")
    return row[0]
