"""Tables: the snapshot's content, made from the catalogue and the table `raw`, and its content hash."""

from __future__ import annotations

import hashlib

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
    con.execute(
        "CREATE TABLE snapshot.figures AS SELECT * EXCLUDE (file_no) FROM raw ORDER BY indicator, place"
    )
    write_views(con, "snapshot", about_band_percent)
    return _content_hash(con)


def write_views(con: duckdb.DuckDBPyConnection, database: str, about_band_percent: float) -> None:
    """What follows from the figures of a database: observations with their intervals, and derived figures."""
    for view in (_OBSERVATIONS, _DERIVED):
        con.execute(view.replace("{database}", database).replace("{band}", str(about_band_percent / 100)))


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


# A view, so that what was printed is kept once and what follows from it cannot fall out of step with it.
_OBSERVATIONS = f"""
    CREATE VIEW {{database}}.observations AS
    WITH typed AS (
        SELECT f.* EXCLUDE (value, before, unit, period_start, period_end), f.unit AS printed_unit,
            try_cast(f.value AS DOUBLE) AS value, try_cast(f.before AS DOUBLE) AS before,
            i.unit, i.position, i.minimum, i.maximum,
            try_cast(f.value AS DOUBLE) * u.factor / iu.factor AS amount,
            try_cast(f.before AS DOUBLE) * u.factor / iu.factor AS before_amount, iu.factor AS unit_factor,
            CASE WHEN contains(f.value, '.') THEN 0.5 * pow(10, strpos(f.value, '.') - length(f.value)) ELSE 0 END
                * u.factor / iu.factor AS precision,
            CASE WHEN f.period_end IS NULL THEN s.period_start ELSE f.period_start END AS period_start,
            CASE WHEN f.period_end IS NULL THEN s.period_end ELSE f.period_end END AS period_end,
            CASE WHEN f.period_end IS NULL THEN 'source' ELSE 'printed' END AS period_basis
        FROM figures AS f JOIN indicators AS i ON i.id = f.indicator JOIN units AS iu ON iu.id = i.unit
        LEFT JOIN units AS u ON u.id = f.unit JOIN sources AS s ON s.id = f.source
    )
    SELECT id, place, indicator, scope, period_start, period_end, period_basis, value, printed_unit, bound, unit,
        amount, precision, unit_factor,
        {_interval("amount", "bound")}, before, before_bound, before_kind, before_end, before_amount,
        {_interval("before_amount", "before_bound", "before_")},
        status, missing, ambiguous, source, locator, as_printed, note_zh, note_en
    FROM typed
"""


# A derived figure is computed from two exact ones of the same place, scope and period; there is none from bounds.
_DERIVED = """
    CREATE VIEW {database}.derived AS
    SELECT n.* REPLACE (
            concat(n.id, '/', d.id) AS id, i.id AS indicator, i.unit AS unit, NULL AS printed_unit, u.factor AS unit_factor,
            ratio AS value, ratio AS amount, ratio AS low, ratio AS high, 0.0 AS precision, 'derived' AS status,
            concat(n.as_printed, ' ÷ ', d.as_printed) AS as_printed,
            concat('由 ', n.id, ' 与 ', d.id, ' 计算') AS note_zh, concat('Computed from ', n.id, ' and ', d.id) AS note_en
        )
    FROM indicators AS i JOIN units AS u ON u.id = i.unit
    JOIN observations AS n ON n.indicator = i.numerator
    JOIN observations AS d ON d.indicator = i.denominator AND d.place = n.place AND d.scope = n.scope
        AND d.period_start IS NOT DISTINCT FROM n.period_start AND d.period_end = n.period_end,
    LATERAL (SELECT n.amount * n.unit_factor / (d.amount * d.unit_factor)
        * CASE WHEN u.dimension = 'share' THEN 100 ELSE 1 END / u.factor AS ratio)
    WHERE n.bound = 'exact' AND d.bound = 'exact' AND n.low IS NOT NULL AND d.low IS NOT NULL AND d.amount > 0
        AND n.before IS NULL AND n.ambiguous IS NULL AND d.ambiguous IS NULL
"""


def _content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """A name for the rows of every table, whatever their order and whichever file they stood in.

    Rows are hashed by md5 and the hashes of a table combined by exclusive or, which has no order; rows are unique.
    """
    tables = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()"
        " WHERE database_name = 'snapshot' AND table_name NOT IN ('observations', 'derived')"
        " GROUP BY table_name ORDER BY table_name"
    ).fetchall()
    names = []
    for table, columns in tables:
        row = ", chr(31), ".join(f"coalesce({c}::VARCHAR, chr(30))" for c in columns)
        query = f"SELECT count(*), bit_xor(md5_number(concat({row}))) FROM snapshot.{table}"
        names.append(f"{table} {con.execute(query).fetchone()}")
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
