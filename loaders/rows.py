"""Rows: what an observation's row may hold, each rule as a query condition, and where rows break one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

import duckdb

from loaders import contract
from loaders.catalogue import Catalogue
from loaders.contract import CODE_FIELDS, COLUMNS
from loaders.numerals import PLAIN_NUMBER, number_fault
from loaders.observations import ROWS_LISTED, File, locate
from loaders.problems import Problem, closest
from loaders.tables import insert_rows

RowFault = tuple[str, str, int, str, str]  # code, field, rowid, offending text, wanted


@dataclass(frozen=True)
class Vocabulary:
    """What rows may name: ids by kind (None: unread, so none counts as unknown), and the facts of units and indicators.

    A unit has its id, dimension and factor; an indicator has its id, the id, dimension and factor of its unit, and its
    least and greatest value.
    """

    ids: Mapping[str, Collection[str] | None]
    units: list[tuple[str, str, float]]
    indicators: list[tuple[str, str, str, float, float, float]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Self:
        """What the YAML files of a dataset let rows name, as far as they can be read."""
        units = {id_: (id_, unit.dimension, float(unit.factor)) for id_, unit in catalogue.units.items()}
        indicators = [
            (id_, indicator.unit, *units[indicator.unit][1:], *indicator.natural_range)
            for id_, indicator in catalogue.indicators.items()
            if indicator.unit in units
        ]
        ids = {kind: catalogue.ids(kind) for kind in REFERENCE_FIELDS.values()}
        ids["derived"] = {id_ for id_, indicator in catalogue.indicators.items() if indicator.derived}
        return cls(ids, list(units.values()), indicators)


@dataclass(frozen=True)
class RowCheck:
    """Rows of `source` where `where` holds have the problem `code` in `field`; `wanted` is SQL for the wanted form.

    `raw` holds the columns as text, NULL where empty; `measured_rows` adds columns from the row's indicator and unit.
    """

    code: str
    field: str
    where: str
    wanted: str = "''"
    source: str = "raw"


REQUIRED_FIELDS = ("id", "place", "indicator", "scope", "status", "source", "locator")
REFERENCE_FIELDS = {"place": "places", "indicator": "indicators", "source": "sources", "unit": "units"}
DATE_FIELDS = ("period_start", "period_end", "before_end")
NUMBER_FIELDS = ("value", "before")
TEXT_FIELDS = ("locator", "as_printed", "note_zh", "note_en")
SPACE = "\\p{Z}"  # includes the full-width space of Chinese keyboards


def text_checks() -> Iterator[RowCheck]:
    """Checks of every column's text, needed only if one scan of whole rows finds a stray character."""
    for field in COLUMNS:
        yield RowCheck("F06", field, f"contains({field}, chr(10))")
        stray = f"regexp_matches(regexp_replace({field}, '\\r?\\n', '', 'g'), '{contract.STRAY}')"
        yield RowCheck("T03", field, f"{field} <> trim({field}) OR {stray}")


def value_checks() -> Iterator[RowCheck]:
    """Checks of ids, codes, dates and numbers: first each column by itself, then columns against each other."""
    for field in REQUIRED_FIELDS:
        yield RowCheck("T04", field, f"{field} IS NULL")
    not_an_id = f"NOT regexp_matches(id, '{contract.ID}') OR length(id) > {contract.LONGEST_ID}"
    yield RowCheck("R06", "id", not_an_id, "'anyang-012'")
    for field in TEXT_FIELDS:
        yield RowCheck("T04", field, f"lower({field}) IN {contract.NO_TEXT}")
        too_long = f"length({field}) > {contract.LONGEST_TEXT}"
        yield RowCheck("T05", field, too_long, f"'{contract.LONGEST_TEXT}'")
    for field, known in CODE_FIELDS.items():
        codes = ", ".join(f"'{code}'" for code in known)
        yield RowCheck("E01", field, f"{field} NOT IN ({codes})")
    for field, kind in REFERENCE_FIELDS.items():
        yield RowCheck("R01", field, f"{field} NOT IN (SELECT id FROM vocabulary WHERE kind = '{kind}')")
    for field in DATE_FIELDS:
        odd = f"NOT regexp_matches({field}, '^\\d{{4}}-\\d\\d-\\d\\d$')"
        not_a_day = f"{field} IS NOT NULL AND try_cast({field} AS DATE) IS NULL"
        yield RowCheck("D01", field, f"{odd} OR ({not_a_day})", "'2020-12-31'")
    for field in NUMBER_FIELDS:
        yield RowCheck("N04", field, f"NOT regexp_matches({field}, '{PLAIN_NUMBER}')")
    yield RowCheck("R07", "indicator", "indicator IN (SELECT id FROM vocabulary WHERE kind = 'derived')")
    yield from RELATIONS


START, END, BEFORE_END = (f"try_cast({field} AS DATE)" for field in DATE_FIELDS)
measured_check = partial(RowCheck, source="measured_rows")
RELATIONS = (
    RowCheck("N06", "missing", "value IS NULL AND missing IS NULL", f"'{', '.join(contract.MISSING)}'"),
    RowCheck("N07", "value", "value IS NOT NULL AND missing IS NOT NULL"),
    RowCheck("B01", "bound", "value IS NOT NULL AND bound IS NULL", f"'{', '.join(contract.BOUNDS)}'"),
    RowCheck("T04", "unit", "value IS NOT NULL AND unit IS NULL"),
    RowCheck("B02", "before_bound", "before IS NOT NULL AND before_bound IS NULL", "'before_bound'"),
    RowCheck("B02", "before_kind", "before IS NOT NULL AND before_kind IS NULL", "'before_kind'"),
    RowCheck("B02", "before", "before IS NULL AND coalesce(before_bound, before_kind) IS NOT NULL", "'before'"),
    RowCheck("D02", "period_end", f"{END} < {START}", "period_start"),
    RowCheck("D03", "period_start", "period_start IS NOT NULL AND period_end IS NULL AND status NOT IN ('rule', 'target')"),
    RowCheck("D04", "before_end", f"{BEFORE_END} > {END}", "period_end"),
    RowCheck("T01", "as_printed", "NOT coalesce(length(as_printed) <= 24, missing = 'not_applicable', false)"),
    RowCheck("T02", "note_zh", "note_zh IS NULL AND note_en IS NOT NULL", "'note_zh'"),
    RowCheck("T02", "note_en", "note_en IS NULL AND note_zh IS NOT NULL", "'note_en'"),
    measured_check("U01", "unit", "unit_dimension <> indicator_dimension", "indicator_unit"),
    measured_check("N05", "value", "NOT (amount BETWEEN least AND most)", "natural_range"),
    measured_check("N05", "before", "NOT (before_amount BETWEEN least AND most)", "natural_range"),
)  # fmt: skip
# A row in the file of another place; only where a folder is checked.
MISPLACED = RowCheck(
    "R03", "place", "place <> stem AND place IN (SELECT id FROM vocabulary WHERE kind = 'places')",
    "concat('observations/', place, '.csv')", "(SELECT raw.rowid AS rowid, * FROM raw JOIN row_files USING (file_no))",
)  # fmt: skip
MEASURED_ROWS = f"""
    CREATE TEMP VIEW measured_rows AS SELECT raw.rowid AS rowid, raw.*,
        u.dimension AS unit_dimension, i.dimension AS indicator_dimension, i.unit AS indicator_unit,
        CASE WHEN regexp_matches(value, '{PLAIN_NUMBER}') THEN value::DOUBLE * u.factor / i.factor END AS amount,
        CASE WHEN regexp_matches(before, '{PLAIN_NUMBER}') THEN before::DOUBLE * u.factor / i.factor END AS before_amount,
        i.least, i.most,
        printf('%g … %g', i.least, i.most) AS natural_range
    FROM raw JOIN row_indicators AS i ON i.id = raw.indicator JOIN row_units AS u ON u.id = raw.unit
    WHERE coalesce(value, before) IS NOT NULL
"""


def row_problems(con: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, files: list[File]) -> list[Problem]:
    """Every problem of the rows in `raw`; rows that are entirely empty are reported, then left out of all other checks."""
    _write_vocabulary(con, vocabulary, files)
    empty = f"coalesce({', '.join(COLUMNS)}) IS NULL"
    reported = f"SELECT 'F03', 'id', rowid, '', '' FROM raw WHERE {empty} LIMIT {ROWS_LISTED}"
    faults: list[RowFault] = con.execute(reported).fetchall()
    con.execute(f"UPDATE raw SET file_no = -1 WHERE {empty}")
    checks = [*(text_checks() if _has_stray_text(con) else ()), *value_checks(), MISPLACED]
    possible = [c for c in checks if c.code != "R01" or vocabulary.ids[REFERENCE_FIELDS[c.field]] is not None]
    faults += [*row_faults(con, possible), *_repeated_ids(con, files)]
    located = locate_faults([_worded(fault, vocabulary) for fault in faults], files)
    places = vocabulary.ids["places"]
    strange = [file for file in files if places is not None and file.path.stem not in places]
    return located + [
        Problem(file.name, 0, 0, "F08", text=file.path.stem, wanted=closest(file.path.stem, places or ()))
        for file in strange
    ]


def row_faults(con: duckdb.DuckDBPyConnection, checks: Sequence[RowCheck]) -> list[RowFault]:
    """The rows that have the problem of a check, at most `ROWS_LISTED` of each; a first scan finds which problems occur."""
    there: set[RowCheck] = set()
    for source in dict.fromkeys(check.source for check in checks):
        own = [check for check in checks if check.source == source]
        each = ", ".join(f"bool_or({check.where})" for check in own)
        answers = con.execute(f"SELECT {each} FROM {source} WHERE file_no >= 0").fetchone() or ()
        there |= {check for check, is_there in zip(own, answers, strict=True) if is_there}
    faults: list[RowFault] = []
    for check in (check for check in checks if check in there):
        rows = con.execute(
            f"SELECT rowid, coalesce({check.field}, ''), coalesce({check.wanted}, '') FROM {check.source}"
            f" WHERE file_no >= 0 AND ({check.where}) LIMIT {ROWS_LISTED}"
        )
        faults += [(check.code, check.field, *row) for row in rows.fetchall()]
    return faults


def locate_faults(faults: list[RowFault], files: list[File]) -> list[Problem]:
    """Problems with file, line and column for faults at rowids of `raw`."""
    problems = []
    ends = [*(file.first_row for file in files[1:]), float("inf")]
    for file, end in zip(files, ends, strict=False):
        here = [fault for fault in faults if file.first_row <= fault[2] < end]
        spots = {fault: (fault[2] - file.first_row + 1, COLUMNS.index(fault[1]) + 1) for fault in here}
        places = locate(file.path, spots.values(), file.rejected)
        for fault in here:
            code, field, _, text, wanted = fault
            problems.append(Problem(file.name, *places.get(spots[fault], (0, 0)), code, field, text, wanted))
    return problems


def _write_vocabulary(con: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, files: list[File]) -> None:
    ids = [(kind, id_) for kind, ids in vocabulary.ids.items() for id_ in ids or ()]
    stems = [(no, file.path.stem) for no, file in enumerate(files)]
    facts = "dimension VARCHAR, factor DOUBLE"
    tables: dict[str, Iterable[Sequence[object]]] = {
        "vocabulary (kind VARCHAR, id VARCHAR)": ids,
        f"row_units (id VARCHAR, {facts})": vocabulary.units,
        f"row_indicators (id VARCHAR, unit VARCHAR, {facts}, least DOUBLE, most DOUBLE)": vocabulary.indicators,
        "row_files (file_no INTEGER, stem VARCHAR)": stems,
    }
    for table, rows in tables.items():
        con.execute(f"CREATE TEMP TABLE {table}")
        insert_rows(con, table.split()[0], rows)
    con.execute(MEASURED_ROWS)


def _has_stray_text(con: duckdb.DuckDBPyConnection) -> bool:
    whole = f"concat('|', concat_ws('|', {', '.join(COLUMNS)}), '|')"
    stray = f"regexp_matches({whole}, '\\|{SPACE}|{SPACE}\\||{contract.STRAY}')"
    return con.execute(f"SELECT count(*) FROM raw WHERE {stray}").fetchone() != (0,)


def _repeated_ids(con: duckdb.DuckDBPyConnection, files: list[File]) -> Iterator[RowFault]:
    rows = con.execute(
        f"""WITH twice AS (SELECT id, min(rowid) AS first_row FROM raw GROUP BY id HAVING count(id) > 1)
            SELECT raw.rowid, id, first_row, f.file_no FROM raw JOIN twice USING (id)
            JOIN raw AS f ON f.rowid = first_row WHERE raw.rowid <> first_row LIMIT {ROWS_LISTED}"""
    ).fetchall()
    for row, id_, first, file_no in rows:
        spot = (first - files[file_no].first_row + 1, 1)
        line, column = locate(files[file_no].path, [spot], files[file_no].rejected).get(spot, (0, 0))
        yield "R02", "id", row, id_, f"{files[file_no].name}:{line}:{column}"


def _worded(fault: RowFault, vocabulary: Vocabulary) -> RowFault:
    """A fault with the wanted form, where a query cannot give it."""
    code, field, row, text, wanted = fault
    if code == "N04":
        code, wanted = number_fault(text)
    elif code == "R01":
        wanted = closest(text, vocabulary.ids[REFERENCE_FIELDS[field]] or ())
    elif code == "E01":
        wanted = closest(text, CODE_FIELDS[field])
    return code, field, row, text, wanted
