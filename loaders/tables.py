"""Tables: the snapshot's content, made from the catalogue and the table `raw`, and its content hash."""

from __future__ import annotations

import duckdb
import pandas as pd

from loaders.catalogue import Catalogue
from loaders.catalogue_tables import catalogue_tables, sql_type

SCHEMA = "1"  # raised when the snapshot's columns change


def write_tables(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, about_band_percent: float) -> str:
    """Write every table into the attached database `snapshot`; returns its content hash."""
    con.execute("CREATE TABLE snapshot.settings (key VARCHAR, value VARCHAR)")
    settings = [["schema", SCHEMA], ["about_band_percent", f"{about_band_percent:g}"]]
    con.executemany("INSERT INTO snapshot.settings VALUES (?, ?)", settings)
    for name, (columns, rows) in catalogue_tables(catalogue).items():
        con.execute(f"CREATE TABLE snapshot.{name} ({', '.join(f'{c} {sql_type(c)}' for c in columns)})")
        if rows:
            con.register("frame", pd.DataFrame(rows, columns=list(columns)))
            con.execute(f"INSERT INTO snapshot.{name} SELECT * FROM frame")
            con.unregister("frame")
    con.execute(_OBSERVATIONS.replace("{band}", str(about_band_percent / 100)))
    return _content_hash(con)


def _interval(amount: str, bound: str, prefix: str = "") -> str:
    """SQL for an interval's four columns. An amount that may be "by" or "to" has no interval: it is unknown."""
    known = f"{amount} IS NOT NULL AND ambiguous IS DISTINCT FROM 'amount'"
    low = f"""CASE WHEN {known} THEN CASE {bound}
        WHEN 'about' THEN greatest({amount} - abs({amount}) * {{band}}, minimum)
        WHEN 'at_most' THEN minimum WHEN 'less_than' THEN minimum ELSE {amount} END END"""
    high = f"""CASE WHEN {known} THEN CASE {bound}
        WHEN 'about' THEN least({amount} + abs({amount}) * {{band}}, maximum)
        WHEN 'at_least' THEN maximum WHEN 'more_than' THEN maximum ELSE {amount} END END"""
    return f"""{low} AS {prefix}low, {high} AS {prefix}high,
        coalesce({bound} = 'more_than' OR {prefix}low = '-inf'::DOUBLE, false) AS {prefix}low_open,
        coalesce({bound} = 'less_than' OR {prefix}high = 'inf'::DOUBLE, false) AS {prefix}high_open"""


_OBSERVATIONS = f"""
    CREATE TABLE snapshot.observations AS
    WITH typed AS (
        SELECT raw.* EXCLUDE (file_no, value, before, unit, period_start, period_end, before_end),
            try_cast(value AS DOUBLE) AS value, try_cast(before AS DOUBLE) AS before, raw.unit AS printed_unit,
            i.unit, i.position, i.minimum, i.maximum,
            try_cast(raw.value AS DOUBLE) * u.factor / iu.factor AS amount,
            try_cast(raw.before AS DOUBLE) * u.factor / iu.factor AS before_amount,
            CASE WHEN raw.period_end IS NULL THEN s.period_start ELSE raw.period_start END AS period_start,
            CASE WHEN raw.period_end IS NULL THEN s.period_end ELSE raw.period_end END AS period_end,
            CASE WHEN raw.period_end IS NULL THEN 'source' ELSE 'printed' END AS period_basis, raw.before_end
        FROM raw JOIN snapshot.indicators AS i ON i.id = raw.indicator JOIN snapshot.units AS iu ON iu.id = i.unit
        LEFT JOIN snapshot.units AS u ON u.id = raw.unit JOIN snapshot.sources AS s ON s.id = raw.source
    )
    SELECT id, place, indicator, scope, period_start, period_end, period_basis, value, printed_unit, bound, unit, amount,
        {_interval("amount", "bound")}, before, before_bound, before_kind, before_end, before_amount,
        {_interval("before_amount", "before_bound", "before_")},
        status, missing, ambiguous, source, locator, as_printed, note_zh, note_en
    FROM typed ORDER BY position, place
"""


def _content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """sha256 over the sorted rows of every table: the same rows give the same name, whatever their order or file.

    Numbers that follow from other columns (the intervals' ends) are left out: what they follow from is in.
    """
    tables = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()"
        " WHERE database_name = 'snapshot' AND NOT regexp_matches(column_name, '(amount|low|high)(_open)?$')"
        " GROUP BY table_name ORDER BY table_name"
    ).fetchall()
    parts = []
    for table, columns in tables:
        row = ", ".join(f"coalesce({c}::VARCHAR, chr(30))" for c in columns)
        parts.append(
            f"""SELECT '{table}' AS name, sha256(string_agg(hash, '' ORDER BY bucket)) AS hash FROM (
                SELECT bucket, sha256(string_agg(row_hash, '' ORDER BY row_hash)) AS hash FROM (
                    SELECT md5(concat_ws(chr(31), {row})) AS row_hash, row_hash[:2] AS bucket FROM snapshot.{table}
                ) GROUP BY bucket)"""
        )
    (name,) = con.execute(
        f"SELECT sha256(string_agg(concat(name, hash), '' ORDER BY name)) FROM ({' UNION ALL '.join(parts)})"
    ).fetchone()
    return name[:16]
