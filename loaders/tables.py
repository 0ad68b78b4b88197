"""Tables: the snapshot's content, made from the catalogue and the table `raw`, and its content hash.

An entry of a YAML file becomes a row of its cells: words by language (`name_zh`), lists joined by `|`, '' where there is
nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
from pydantic import BaseModel

from loaders.catalogue import Catalogue
from loaders.contract import Indicator

SCHEMA = "2"  # raised when the snapshot's columns change
Cells = dict[str, Any]
Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]  # columns and rows
NAME_COLUMNS = ("name_zh", "name_en")
REALS = ("factor", "minimum", "maximum", "best", "worst", "per")
TYPES = {"position": "INTEGER", **dict.fromkeys(REALS, "DOUBLE")}  # the others are VARCHAR
CATALOGUE_COLUMNS = {
    "places": ("position", "id", *NAME_COLUMNS, "level", "part_of", "gb2260"),
    "topics": ("position", "id", *NAME_COLUMNS),
    "frameworks": ("position", "framework", "id", *NAME_COLUMNS),
    "units": ("id", *NAME_COLUMNS, "dimension", "factor", "printed"),
    "sources": (
        "id", "title_zh", "title_en", "issuer_zh", "issuer_en", "kind", "read", "published", "period_start", "period_end",
        "file", "sha256",
    ),
    "indicators": (
        "position", "id", "topic", "matter", *NAME_COLUMNS, "definition_zh", "definition_en", "unit", "direction",
        "department_zh", "department_en", "minimum", "maximum", "national_indicator", "national_reason_zh",
        "national_reason_en", "b_ready", "b_ready_reason_zh", "b_ready_reason_en", "subject", "caveats_zh", "caveats_en",
        "best", "worst", "goalposts_source_zh", "goalposts_source_en", "form", "numerator", "denominator", "per", "yearly",
        "done_means_zh", "done_means_en",
    ),
    "matters": ("position", "id", *NAME_COLUMNS, "topic", "kind", "synonyms_zh", "synonyms_en"),
    "declared": ("indicator", "other", "grade", "one_measure", "reason_zh", "reason_en"),
    "derived_parts": ("derived", "side", "part"),
    "checks": ("position", "id", *NAME_COLUMNS, "kind", "claim"),
    "check_parts": ("check_id", "position", "figure"),
    "measures": ("position", "id", *NAME_COLUMNS, "topic", "indicators"),
    "measures_done": ("measure", "place", "year", "status", "source", "locator", "what_zh", "what_en"),
    "problems": ("position", "id", *NAME_COLUMNS, "topic"),
    "problems_named": ("problem", "place", "source", "locator"),
    "funnels": ("position", "id", *NAME_COLUMNS, "kind", "done_means_zh", "done_means_en"),
    "funnel_stages": ("funnel", "stage", "indicator"),
    "changes": ("position", "id", "date", "reason_zh", "reason_en"),
    "changed_figures": ("change", "figure"),
}  # fmt: skip


def write_tables(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, about_band_percent: float) -> str:
    """Write every table into the attached database `snapshot`; returns its content hash."""
    con.execute("BEGIN")
    con.execute("CREATE TABLE snapshot.settings (key VARCHAR, value VARCHAR)")
    settings = [["schema", SCHEMA], ["about_band_percent", f"{about_band_percent:g}"]]
    insert_rows(con, "snapshot.settings", settings)
    insert_tables(con, catalogue_tables(catalogue), "snapshot.")
    figures = "SELECT * EXCLUDE (file_no) FROM raw ORDER BY indicator, place"
    con.execute(f"CREATE TABLE snapshot.figures AS {figures}")
    write_views(con, "snapshot", about_band_percent)
    con.execute("COMMIT")
    return content_name(con, "snapshot")


def insert_tables(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], prefix: str) -> None:
    """Write some of the `catalogue_tables`, each under its name after `prefix`."""
    for name, (columns, rows) in tables.items():
        typed = ", ".join(f"{column} {TYPES.get(column, 'VARCHAR')}" for column in columns)
        con.execute(f"CREATE TABLE {prefix}{name} ({typed})")
        insert_rows(con, f"{prefix}{name}", rows)


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows whose cells are in the order of the table's columns; passed by column, they are read in one go."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        con.execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(columns))}", columns)


def catalogue_tables(catalogue: Catalogue) -> dict[str, Table]:
    """Table name → its columns and rows."""
    kinds = ("places", "topics", "units", "sources", "checks", "measures", "problems", "funnels")
    rows: dict[str, Iterable[Cells]] = {
        **{kind: _entry_rows(getattr(catalogue, kind)) for kind in kinds},
        "frameworks": _framework_rows(catalogue),
        "indicators": _indicator_rows(catalogue),
        "matters": _matter_rows(catalogue),
        "changes": _entry_rows(catalogue.changelog),
        "declared": _declared_rows(catalogue),
        "derived_parts": (
            {"derived": id_, "side": side, "part": part}
            for id_, indicator in catalogue.indicators.items()
            for side, parts in derived_from(catalogue, indicator).items()
            for part in parts
        ),
        "check_parts": _part_rows(catalogue.checks, "check_id", "from_", "figure"),
        "measures_done": _part_rows(catalogue.measures, "measure", "done_by"),
        "problems_named": _part_rows(catalogue.problems, "problem", "named_by"),
        "funnel_stages": (
            {"funnel": id_, "stage": path[0], "indicator": indicator}
            for id_, funnel in catalogue.funnels.items()
            for path, indicator in funnel.stages()
        ),
        "changed_figures": _part_rows(catalogue.changelog, "change", "figures", "figure"),
    }
    return {
        name: (columns, [tuple(_column_value(row, column) for column in columns) for row in rows[name]])
        for name, columns in CATALOGUE_COLUMNS.items()
    }


def matter_of(catalogue: Catalogue) -> dict[str, str]:
    """Indicator → its matter; one that no matter lists is a matter of its own, under its own id."""
    named = {indicator: id_ for id_, matter in catalogue.matters.items() for indicator in matter.indicators}
    return {id_: named.get(id_, id_) for id_ in catalogue.indicators}


def derived_from(catalogue: Catalogue, indicator: Indicator) -> dict[str, list[str]]:
    """The indicators summed on either side of a derived one; for a funnel, what is done and the total."""
    derived = indicator.derived
    if derived is None:
        return {}
    if derived.funnel not in catalogue.funnels:
        return {"numerator": derived.numerator, "denominator": derived.denominator}
    funnel = catalogue.funnels[derived.funnel]
    done = [funnel.done] if funnel.done else [funnel.fully, funnel.partly]
    return {"numerator": done, "denominator": [funnel.total] if funnel.total else [*done, *funnel.pending]}


def _entry_cells(entry: BaseModel, prefix: str = "") -> Cells:
    """Column → value of an entry; names inside nested entries are joined by `_`."""
    cells: Cells = {}
    for name, value in entry:
        if isinstance(value, BaseModel):
            cells |= _entry_cells(value, f"{prefix}{name}_")
        else:
            cells[prefix + name] = "|".join(map(str, value)) if isinstance(value, list) else value
    return cells


def _column_value(row: Cells, column: str) -> Any:
    value = row.get(column, None if column in REALS else "")
    return float(value) if column in REALS and value is not None else value


def _part_rows(entries: Mapping[str, BaseModel], whole: str, listed: str, part: str = "") -> Iterator[Cells]:
    """The parts listed in entries, with the id of their entry in the column `whole`; ids are in the column `part`."""
    for id_, entry in entries.items():
        for position, one in enumerate(getattr(entry, listed), 1):
            cells = {part: one} if part else _entry_cells(one)
            yield {whole: id_, "position": position} | cells


def _entry_rows(entries: Mapping[str, BaseModel]) -> Iterator[Cells]:
    for position, (id_, entry) in enumerate(entries.items(), 1):
        yield {"position": position, "id": id_} | _entry_cells(entry)


def _framework_rows(catalogue: Catalogue) -> Iterator[Cells]:
    for framework, entries in catalogue.frameworks or ():
        for position, (id_, name) in enumerate(entries.items(), 1):
            yield {"position": position, "framework": framework, "id": id_} | _entry_cells(name, "name_")


def _matter_rows(catalogue: Catalogue) -> Iterator[Cells]:
    yield from _entry_rows(catalogue.matters)
    alone = [id_ for id_, matter in matter_of(catalogue).items() if id_ == matter not in catalogue.matters]
    for position, id_ in enumerate(alone, len(catalogue.matters) + 1):
        topic = catalogue.indicator_topic[id_]
        row = {"position": position, "id": id_, "topic": topic, "kind": "environment"}
        yield row | _entry_cells(catalogue.indicators[id_].name, "name_")


def _declared_rows(catalogue: Catalogue) -> Iterator[Cells]:
    """Every declared comparison, once from either side; `one_measure` says whether their units differ in name only."""
    units = {id_: catalogue.units.get(one.unit) for id_, one in catalogue.indicators.items()}
    measures = {id_: unit and (unit.dimension, float(unit.factor)) for id_, unit in units.items()}
    for matter in catalogue.matters.values():
        for comparison in matter.comparisons:
            one, other = comparison.between
            is_one = "true" if measures.get(one) == measures.get(other) else "false"
            cells = {"grade": comparison.grade, "one_measure": is_one}
            cells |= _entry_cells(comparison.reason, "reason_")
            yield {"indicator": one, "other": other} | cells
            yield {"indicator": other, "other": one} | cells


def _indicator_rows(catalogue: Catalogue) -> Iterator[Cells]:
    topics, topic_of, matters = list(catalogue.topics), catalogue.indicator_topic, matter_of(catalogue)
    in_order = sorted(catalogue.indicators.items(), key=lambda entry: topics.index(topic_of[entry[0]]))
    for position, (id_, indicator) in enumerate(in_order, 1):
        cells = _entry_cells(indicator)
        minimum, maximum = indicator.natural_range
        yield (
            {"position": position, "id": id_, "topic": topic_of[id_], "matter": matters[id_]}
            | cells
            | {"minimum": minimum, "maximum": maximum, "subject": indicator.subject or ""}
            | {"best": cells.get("goalposts_best"), "worst": cells.get("goalposts_worst")}
            | {f"national_reason_{x}": cells.get(f"national_indicator_reason_{x}", "") for x in ("zh", "en")}
            | _computed_cells(catalogue, indicator)
        )


def _computed_cells(catalogue: Catalogue, indicator: Indicator) -> Cells:
    """The form of a derived indicator's figures, and how they are computed."""
    derived = indicator.derived
    if derived is None:
        return {"per": 1.0, "yearly": "false"}
    sides = {side: "|".join(parts) for side, parts in derived_from(catalogue, indicator).items()}
    funnel = catalogue.funnels.get(derived.funnel)
    done_means = _entry_cells(funnel.done_means, "done_means_") if funnel else {}
    form = "completion" if derived.funnel else "per_unit"
    return {"form": form, "per": derived.per, "yearly": derived.yearly} | sides | done_means


def write_views(con: duckdb.DuckDBPyConnection, database: str, about_band_percent: float) -> None:
    """Create the view that follows from a database's figures: observations with their intervals."""
    view = _OBSERVATIONS.replace("{database}", database)
    con.execute(view.replace("{band}", str(about_band_percent / 100)))


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
