"""Tables: the snapshot's content, made from the catalogue and the table `raw`, and its content hash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd

from loaders.catalogue import Catalogue

SCHEMA = "1"  # raised when the snapshot's columns change
Rows = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def write_tables(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, about_band_percent: float) -> str:
    """Write every table into the attached database `snapshot`; returns its content hash."""
    for name, (columns, rows) in _catalogue_tables(catalogue, about_band_percent).items():
        frame = pd.DataFrame(rows, columns=list(columns))
        types = ", ".join(f"{c} {_type(c)}" for c in columns)
        con.execute(f"CREATE TABLE snapshot.{name} ({types})")
        if rows:
            con.register("frame", frame)
            con.execute(f"INSERT INTO snapshot.{name} SELECT * FROM frame")
            con.unregister("frame")
    con.execute(_OBSERVATIONS.replace("{band}", str(about_band_percent / 100)))
    return _content_hash(con)


def _type(column: str) -> str:
    if column in ("factor", "minimum", "maximum", "best", "worst"):
        return "DOUBLE"
    return "INTEGER" if column == "position" else "VARCHAR"


def _catalogue_tables(catalogue: Catalogue, band: float) -> dict[str, Rows]:
    indicators, names = catalogue.indicators, ("name_zh", "name_en")
    frameworks = catalogue.frameworks
    return {
        "settings": (("key", "value"), [("schema", SCHEMA), ("about_band_percent", f"{band:g}")]),
        "places": (
            ("position", "id", *names, "level", "part_of", "gb2260"),
            [
                (n, i, p.name.zh, p.name.en, p.level, p.part_of, p.gb2260)
                for n, (i, p) in _each(catalogue.places)
            ],
        ),
        "topics": (
            ("position", "id", *names),
            [(n, i, t.name.zh, t.name.en) for n, (i, t) in _each(catalogue.topics)],
        ),
        "frameworks": (
            ("position", "framework", "id", *names),
            [
                (n, framework, i, w.zh, w.en)
                for framework in ("national", "b_ready")
                for n, (i, w) in _each(getattr(frameworks, framework))
            ],
        ),
        "units": (
            ("id", *names, "dimension", "factor"),
            [(i, u.name.zh, u.name.en, u.dimension, float(u.factor)) for i, u in catalogue.units.items()],
        ),
        "sources": (
            (
                "id",
                "title_zh",
                "title_en",
                "issuer_zh",
                "issuer_en",
                "kind",
                "published",
                "period_start",
                "period_end",
            )
            + ("file", "sha256"),
            [
                (
                    i,
                    s.title.zh,
                    s.title.en,
                    s.issuer.zh,
                    s.issuer.en,
                    s.kind,
                    s.published,
                    s.period_start,
                    s.period_end,
                )
                + (s.file, s.sha256)
                for i, s in catalogue.sources.items()
            ],
        ),
        "indicators": (_INDICATOR_COLUMNS, list(_indicator_rows(catalogue))),
        "related": (
            ("indicator", "other"),
            [(i, other) for i, x in indicators.items() for other in x.related],
        ),
        "checks": (
            ("id", *names, "kind", "claim", "follows_from"),
            [
                (i, c.name.zh, c.name.en, c.kind, c.claim, "|".join(c.from_))
                for i, c in catalogue.checks.items()
            ],
        ),
        "measures": (
            ("id", *names, "indicators"),
            [(i, m.name.zh, m.name.en, "|".join(m.indicators)) for i, m in catalogue.measures.items()],
        ),
        "measures_done": (
            ("measure", "place", "year", "status", "source", "locator"),
            [
                (i, d.place, d.year, d.status, d.source, d.locator)
                for i, m in catalogue.measures.items()
                for d in m.done_by
            ],
        ),
    }


def _each(entries: dict[str, Any]) -> Iterator[tuple[int, tuple[str, Any]]]:
    return enumerate(entries.items(), 1)


_INDICATOR_COLUMNS = (
    "position", "id", "topic", "name_zh", "name_en", "definition_zh", "definition_en", "unit", "direction",
    "minimum", "maximum", "national_indicator", "national_reason_zh", "national_reason_en",
    "b_ready", "b_ready_reason_zh", "b_ready_reason_en", "caveats_zh", "caveats_en",
    "best", "worst", "goalposts_source_zh", "goalposts_source_en", "numerator", "denominator",
)  # fmt: skip


def _indicator_rows(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    topics = list(catalogue.topics)
    in_order = sorted(
        catalogue.indicators.items(), key=lambda x: topics.index(catalogue.indicator_topic[x[0]])
    )
    for position, (id_, i) in enumerate(in_order, 1):
        goalposts, derived = i.goalposts, i.derived
        yield (
            position, id_, catalogue.indicator_topic[id_], i.name.zh, i.name.en, i.definition.zh, i.definition.en,
            i.unit, i.direction, _end(i.minimum, "-inf"), _end(i.maximum, "inf"),
            i.national_indicator, *_both(i.national_indicator_reason), i.b_ready, *_both(i.b_ready_reason),
            *_both(i.caveats), float(goalposts.best) if goalposts else None,
            float(goalposts.worst) if goalposts else None, *_both(goalposts and goalposts.source),
            derived.numerator if derived else "", derived.denominator if derived else "",
        )  # fmt: skip


def _both(words: Any) -> tuple[str, str]:
    return (words.zh, words.en) if words else ("", "")


def _end(text: str, none: str) -> float:
    return float(none if text == "none" else text)


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
        {_interval("before_amount", "before_bound", "before_")}, status, missing, ambiguous, source, locator, as_printed, note_zh, note_en
    FROM typed ORDER BY position, place
"""


def _content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """sha256 over the sorted rows of every table: the same rows give the same name, whatever their order or file.

    Numbers that follow from other columns (the intervals' ends) are left out: what they follow from is in.
    """
    tables = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()"
        " WHERE database_name = 'snapshot' AND NOT regexp_matches(column_name, '(amount|low|high)(_open)?$') GROUP BY table_name ORDER BY table_name"
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
