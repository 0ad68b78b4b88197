"""Queries: reading one value and inserting rows, for all modules that query the database."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb


def only_value(con: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] = ()) -> Any:
    """The value of a query that gives one row of one column. Raises ValueError if it gives none."""
    row = con.execute(query, list(values)).fetchone()
    if row is None:
        raise ValueError(f"no row: {query}")
    return row[0]


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows whose cells are in the order of the table's columns; passed by column, they are read in one go."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        con.execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(columns))}", columns)
