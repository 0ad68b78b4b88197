"""Tables: the snapshot's content, made from the catalogue and the table `raw`, and its content hash."""

import hashlib

import duckdb

from loaders.catalogue import Catalogue
from loaders.catalogue_tables import catalogue_tables, sql_type
from loaders.queries import insert_rows

SCHEMA = "2"  # raised when the snapshot's columns change


def write_tables(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, about_band_percent: float) -> str:
    """Write every table into the attached database `snapshot`; returns its content hash."""
    con.execute("BEGIN")
    con.execute("CREATE TABLE snapshot.settings (key VARCHAR, value VARCHAR)")
    settings = [["schema", SCHEMA], ["about_band_percent", f"{about_band_percent:g}"]]
    insert_rows(con, "snapshot.settings", settings)
    for name, (columns, rows) in catalogue_tables(catalogue).items():
        con.execute(f"CREATE TABLE snapshot.{name} ({', '.join(f'{c} {sql_type(c)}' for c in columns)})")
        insert_rows(con, f"snapshot.{name}", rows)
    con.execute(
        "CREATE TABLE snapshot.figures AS SELECT * EXCLUDE (file_no) FROM raw ORDER BY indicator, place"
    )
    write_views(con, "snapshot", about_band_percent)
    con.execute("COMMIT")
    return content_name(con, "snapshot")


def write_views(con: duckdb.DuckDBPyConnection, database: str, about_band_percent: float) -> None:
    """Create the view that follows from a database's figures: observations with their intervals."""
    con.execute(
        _OBSERVATIONS.replace("{database}", database).replace("{band}", str(about_band_percent / 100))
    )


def _interval_columns(amount: str, bound: str, prefix: str = "") -> str:
    """SQL for the four columns of an interval. An ambiguous amount ("by" or "to"?) has no interval: it is unknown."""
    known = f"{amount} IS NOT NULL AND ambiguous IS DISTINCT FROM 'amount'"
    low = f"""CASE WHEN {known} THEN CASE {bound}
        WHEN 'about' THEN greatest({amount} - abs({amount}) * {{band}}, minimum)
        WHEN 'nearly' THEN greatest({amount} - abs({amount}) * {{band}}, minimum)
        WHEN 'at_most' THEN minimum WHEN 'less_than' THEN minimum ELSE {amount} END END"""
    high = f"""CASE WHEN {known} THEN CASE {bound}
        WHEN 'about' THEN least({amount} + abs({amount}) * {{band}}, maximum)
        WHEN 'at_least' THEN maximum WHEN 'more_than' THEN maximum ELSE {amount} END END"""
    return f"""{low} AS {prefix}low, {high} AS {prefix}high,
        coalesce({bound} = 'more_than' OR {prefix}low = '-inf'::DOUBLE, false) AS {prefix}low_open,
        coalesce({bound} IN ('less_than', 'nearly') OR {prefix}high = 'inf'::DOUBLE, false) AS {prefix}high_open"""


def _text_columns(*columns: str) -> str:
    """SQL for text columns that are '' where there is nothing, so that every engine compares them alike."""
    return ", ".join(f"coalesce({column}, '') AS {column}" for column in columns)


def _half_a_digit(number: str) -> str:
    """SQL for half of the last digit of a printed number with decimals; whole numbers are exact."""
    return f"CASE WHEN contains({number}, '.') THEN 0.5 * pow(10, strpos({number}, '.') - length({number})) ELSE 0 END"


# A view, so that printed values are kept once and what follows from them cannot get out of step.
_OBSERVATIONS = f"""
    CREATE VIEW {{database}}.observations AS
    WITH typed AS (
        SELECT f.* EXCLUDE (value, before, unit, period_start, period_end), f.unit AS printed_unit,
            try_cast(f.value AS DOUBLE) AS value, try_cast(f.before AS DOUBLE) AS before,
            i.unit, i.position, i.minimum, i.maximum,
            try_cast(f.value AS DOUBLE) * u.factor / iu.factor AS amount,
            try_cast(f.before AS DOUBLE) * u.factor / iu.factor AS before_amount, iu.factor AS unit_factor,
            {_half_a_digit("f.value")} * u.factor / iu.factor AS precision,
            {_half_a_digit("f.before")} * u.factor / iu.factor AS before_precision,
            CASE WHEN coalesce(f.period_start, f.period_end) IS NULL THEN s.period_start ELSE f.period_start END
                AS period_start,
            CASE WHEN coalesce(f.period_start, f.period_end) IS NULL THEN s.period_end ELSE f.period_end END AS period_end,
            CASE WHEN coalesce(f.period_start, f.period_end) IS NULL THEN 'source' ELSE 'printed' END AS period_basis
        FROM figures AS f JOIN indicators AS i ON i.id = f.indicator JOIN units AS iu ON iu.id = i.unit
        LEFT JOIN units AS u ON u.id = f.unit JOIN sources AS s ON s.id = f.source
    )
    SELECT id, place, indicator, scope, {_text_columns("period_start", "period_end")}, period_basis, value,
        {_text_columns("printed_unit", "bound")}, unit,
        amount, precision, before_precision, unit_factor,
        {_interval_columns("amount", "bound")},
        before, {_text_columns("before_bound", "before_kind", "before_end")}, before_amount,
        {_interval_columns("before_amount", "before_bound", "before_")},
        status, {_text_columns("missing", "ambiguous")}, source, locator, {_text_columns("as_printed", "note_zh", "note_en")}
    FROM typed
"""


def content_name(con: duckdb.DuckDBPyConnection, database: str) -> str:
    """A name for the content of every table of a database, whatever the order of rows and the files they came from.

    Rows are hashed by MD5 and the hashes of a table combined by XOR, which ignores order; as rows are unique, none
    cancel out.
    """
    tables = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()"
        " WHERE database_name = ? AND table_name <> 'observations' GROUP BY table_name ORDER BY table_name",
        [database],
    ).fetchall()
    names = []
    for table, columns in tables:
        row = ", chr(31), ".join(f"coalesce({c}::VARCHAR, chr(30))" for c in columns)
        query = f"SELECT count(*), bit_xor(md5_number(concat({row}))) FROM {database}.{table}"
        names.append(f"{table} {con.execute(query).fetchone()}")
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
