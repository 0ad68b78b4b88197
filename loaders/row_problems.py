"""Row problems: the row checks run as queries, and each offending row given its file, line and column."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd

from loaders import numerals
from loaders.contract import COLUMNS
from loaders.known import Known
from loaders.lines import locate
from loaders.observations import LISTED, File
from loaders.problems import Problem, closest
from loaders.queries import only_value
from loaders.row_checks import CODED, CONTROL, REFERENCES, SPACE, RowCheck, text_checks, value_checks

Found = tuple[str, str, int, str, str]  # code, field, rowid, offending text, wanted

KNOWN_ROWS = f"""
    CREATE TEMP VIEW known_rows AS SELECT raw.rowid AS rowid, raw.*,
        u.dimension AS unit_dimension, i.dimension AS indicator_dimension, i.unit AS indicator_unit,
        CASE WHEN regexp_matches(value, '{numerals.PLAIN}') THEN value::DOUBLE * u.factor / i.factor END AS amount,
        CASE WHEN regexp_matches(before, '{numerals.PLAIN}') THEN before::DOUBLE * u.factor / i.factor END AS before_amount,
        i.least, i.most,
        printf('%g … %g', i.least, i.most) AS natural_range
    FROM raw JOIN known_indicators AS i ON i.id = raw.indicator JOIN known_units AS u ON u.id = raw.unit
    WHERE coalesce(value, before) IS NOT NULL
"""


def row_problems(con: duckdb.DuckDBPyConnection, known: Known, files: list[File]) -> list[Problem]:
    """Every problem of the rows in `raw`; removes rows that are empty from end to end, once they are reported."""
    _register_known(con, known, files)
    found = list(_empty_rows(con))
    for check in [*(text_checks() if _has_stray_text(con) else ()), *value_checks()]:
        if check.code != "R01" or known.ids[REFERENCES[check.field]] is not None:
            found += offending(con, check)
    found += [*_duplicates(con, files), *_strays(con)]
    return [*located(found, files, known), *_file_names(files, known)]


def _register_known(con: duckdb.DuckDBPyConnection, known: Known, files: list[File]) -> None:
    ids = [(kind, id_) for kind, every in known.ids.items() for id_ in every or ()]
    stems = [(no, file.path.stem) for no, file in enumerate(files)]
    for name, rows, columns in (
        ("known", ids, "kind VARCHAR, id VARCHAR"),
        ("known_units", known.units, "id VARCHAR, dimension VARCHAR, factor DOUBLE"),
        (
            "known_indicators",
            known.indicators,
            "id VARCHAR, unit VARCHAR, dimension VARCHAR, factor DOUBLE, least DOUBLE, most DOUBLE",
        ),
        ("known_files", stems, "file_no INTEGER, stem VARCHAR"),
    ):
        con.execute(f"CREATE TEMP TABLE {name} ({columns})")
        if rows:
            frame = pd.DataFrame(rows)  # noqa: F841 - read by name in the query
            con.execute(f"INSERT INTO {name} SELECT * FROM frame")
    con.execute(KNOWN_ROWS)


def _has_stray_text(con: duckdb.DuckDBPyConnection) -> bool:
    every = f"concat('|', concat_ws('|', {', '.join(COLUMNS)}), '|')"
    stray = f"regexp_matches({every}, '\\|{SPACE}|{SPACE}\\||{CONTROL}')"
    return bool(only_value(con, f"SELECT count(*) FROM raw WHERE {stray}"))


def _empty_rows(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    empty = f"coalesce({', '.join(COLUMNS)}) IS NULL"
    for (row,) in con.execute(f"SELECT rowid FROM raw WHERE {empty} LIMIT {LISTED}").fetchall():
        yield "F03", "id", row, "", ""
    con.execute(f"UPDATE raw SET file_no = -1 WHERE {empty}")


def offending(con: duckdb.DuckDBPyConnection, check: RowCheck) -> list[Found]:
    """The rows that have the problem of one check."""
    rows = con.execute(
        f"SELECT rowid, coalesce({check.field}, ''), coalesce({check.wanted}, '') FROM {check.source}"
        f" WHERE file_no >= 0 AND ({check.where}) LIMIT {LISTED}"
    ).fetchall()
    return [(check.code, check.field, *row) for row in rows]


def _duplicates(con: duckdb.DuckDBPyConnection, files: list[File]) -> Iterator[Found]:
    rows = con.execute(
        f"""WITH twice AS (SELECT id, min(rowid) AS first_row FROM raw GROUP BY id HAVING count(id) > 1)
            SELECT raw.rowid, id, first_row, f.file_no FROM raw JOIN twice USING (id)
            JOIN raw AS f ON f.rowid = first_row WHERE raw.rowid <> first_row LIMIT {LISTED}"""
    ).fetchall()
    for row, id_, first, file_no in rows:
        spot = (first - files[file_no].first_row + 1, 1)
        line, column = locate(files[file_no].path, [spot], files[file_no].rejected).get(spot, (0, 0))
        yield "R02", "id", row, id_, f"{files[file_no].name}:{line}:{column}"


def _strays(con: duckdb.DuckDBPyConnection) -> list[Found]:
    rows = con.execute(
        f"""SELECT raw.rowid, place, concat('observations/', place, '.csv') FROM raw JOIN known_files USING (file_no)
            WHERE place <> stem AND place IN (SELECT id FROM known WHERE kind = 'places') LIMIT {LISTED}"""
    ).fetchall()
    return [("R03", "place", *row) for row in rows]


def _file_names(files: list[File], known: Known) -> Iterator[Problem]:
    places = known.ids["places"]
    for file in files:
        if places is not None and file.path.stem not in places:
            yield Problem(file.name, 0, 0, "F08", text=file.path.stem, wanted=closest(file.path.stem, places))


def located(found: list[Found], files: list[File], known: Known) -> list[Problem]:
    """Problems with file, line and column for what was found at rowids of `raw`."""
    problems = []
    for file, next_file in zip(files, [*files[1:], None], strict=False):
        last = next_file.first_row if next_file else float("inf")
        here = [one for one in found if file.first_row <= one[2] < last]
        spots = {one: (one[2] - file.first_row + 1, COLUMNS.index(one[1]) + 1) for one in here}
        places = locate(file.path, spots.values(), file.rejected)
        problems += [_worded(file.name, places.get(spots[one], (0, 0)), one, known) for one in here]
    return problems


def _worded(name: str, place: tuple[int, int], found: Found, known: Known) -> Problem:
    code, field, _, text, wanted = found
    if code == "N04":
        code, wanted = numerals.objection(text)
    elif code == "R01":
        wanted = closest(text, known.ids[REFERENCES[field]] or ())
    elif code == "E01":
        wanted = closest(text, CODED[field])
    return Problem(name, *place, code, field, text, wanted)
