"""Differences: what differs between two states of a dataset, held in one database as the schemas `old` and `new`.

Used to compare two snapshots, and a folder's figures with the recorded ones (loaders/changelog.py).
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd

from loaders.problems import short
from loaders.reading import SEALED
from loaders.snapshot import SNAPSHOT_ID, built_snapshots, read_pointer, snapshot_file
from loaders.tables import CATALOGUE_COLUMNS

STATES = ("old", "new")
CHANGE_MARKS = {"added": "＋ 新增 added", "changed": "≠ 更改 changed", "withdrawn": "－ 撤下 withdrawn"}
# Kinds of entries, with the tables that hold their parts and the column that names the entry there.
ENTRY_KINDS: dict[str, dict[str, str]] = {
    "matters": {},
    "indicators": {"declared": "indicator", "derived_parts": "derived"},
    "measures": {"measures_done": "measure"},
    "problems": {"problems_named": "problem"},
    "checks": {"check_parts": "check_id"},
    "funnels": {"funnel_stages": "funnel"},
    "sources": {},
    "places": {},
    "topics": {},
    "units": {},
    "frameworks": {},
    "changes": {"changed_figures": "change"},
    "settings": {},
}
_FIGURES, _NAMED, _COUNTED = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n")


def snapshot_differences(old: Path, new: Path) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """`figure_differences` and `entry_counts` of two snapshot files; None if one cannot be read or its tables do not fit."""
    try:
        with duckdb.connect() as con:
            for state, file in zip(STATES, (old, new), strict=True):
                _attach(con, state, file)
            con.execute(SEALED)
            return figure_differences(con), entry_counts(con)
    except duckdb.Error:
        return None


def compare_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the table `differences` (id, change, column, old, new) from the figures of the two states.

    Figures are `added`, `withdrawn` or `changed`; a changed one has a row for every column that differs. `old` and
    `new` are the column's values before and after; for a figure added or withdrawn, the words it was printed in.
    """
    columns = [column for column in _shared_columns(con)["figures"] if column != "id"]
    cells = ", ".join(
        f"{{'n': {n}, 'column': '{c}', 'old': coalesce(o.{c}, ''), 'new': coalesce(n.{c}, '')}}"
        for n, c in enumerate(columns)
    )
    differs = " OR ".join(f"o.{c} IS DISTINCT FROM n.{c}" for c in columns)
    con.execute(_FIGURES.format(cells=cells, differs=differs))


def figure_differences(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The result of `compare_figures`, with the place, indicator, source and words of each figure and their names.

    These are the present ones, or the last ones of a withdrawn figure. Only entered values are compared; a change to an
    indicator or a document itself is counted by `entry_counts`. `difference_reason_zh` and `_en` say why a figure
    changed: the dated reasons of those entries of the change log that only one of the two states holds, '' where there
    is none.
    """
    compare_figures(con)
    return con.execute(_NAMED).df()


def entry_counts(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """How many entries of each kind (indicators, measures …) were `added`, `withdrawn` and `changed`."""
    shared = _shared_columns(con)
    contents = {state: _contents(state, shared) for state in STATES}
    counted = con.execute(_COUNTED.format(**contents)).df().set_index("kind")
    return counted.reindex(list(ENTRY_KINDS), fill_value=0).reset_index()


def _attach(con: duckdb.DuckDBPyConnection, state: str, file: Path) -> None:
    """A snapshot's tables as a schema; tables that did not exist yet when it was made are empty."""
    con.execute(f"ATTACH ? AS {state}_file (READ_ONLY)", [str(file)])
    con.execute(f"CREATE SCHEMA {state}")
    names = f"SELECT table_name FROM duckdb_tables() WHERE database_name = '{state}_file'"
    tables = {name for (name,) in con.execute(names).fetchall()}
    for name in {"figures", "settings", *CATALOGUE_COLUMNS, *tables}:
        nothing = f"SELECT {', '.join(f'NULL AS {c}' for c in CATALOGUE_COLUMNS.get(name, ()))} LIMIT 0"
        rows = f"FROM {state}_file.{name}" if name in tables or name not in CATALOGUE_COLUMNS else nothing
        con.execute(f"CREATE VIEW {state}.{name} AS {rows}")


def _shared_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns that each table has in both states, in the order of the earlier one."""
    columns = """
        SELECT table_name, column_name AS c, min(column_index) AS n FROM duckdb_columns()
        WHERE schema_name IN ('old', 'new') GROUP BY ALL HAVING count(*) = 2
    """
    return dict(
        con.execute(f"SELECT table_name, list(c ORDER BY n) FROM ({columns}) GROUP BY ALL").fetchall()
    )


def _contents(state: str, shared: dict[str, list[str]]) -> str:
    """SQL for everything a state holds about each entry, in the columns both states have, except its `position`."""
    rows = []
    for kind, parts in ENTRY_KINDS.items():
        for table, key in ({kind: "key" if kind == "settings" else "id"} | parts).items():
            columns = [c for c in shared[table] if c != key and (table != kind or c != "position")]
            cells = ", ".join(f"coalesce({c}::VARCHAR, '')" for c in columns)
            source = f"{state}.{table}"
            rows.append(f"SELECT '{kind}' AS kind, {key} AS id, ['{table}', {cells}] AS cells FROM {source}")
    together = " UNION ALL ".join(rows)
    return f"SELECT kind, id, list_sort(list(cells)) AS content FROM ({together}) GROUP BY kind, id"


def diff(old: str, new: str, build: Path) -> str:
    """The differences of two snapshots, given by id or file; '' for `new` is the one on the air.

    Raises SystemExit with a message if one of them does not exist or cannot be read.
    """
    files = [_file_of(name, build) for name in (old, new or read_pointer(build).snapshot)]
    differences = snapshot_differences(*files)
    if differences is None:
        raise SystemExit(
            "不是快照，或由另一版本的程序生成 not a snapshot, or one of another version of the program"
        )
    figures, entries = differences
    heading = f"{files[0].stem} → {files[1].stem}"
    return "\n".join([heading, *_count_lines(figures, entries), *_figure_lines(figures)])


def _file_of(name: str, build: Path) -> Path:
    file = snapshot_file(build, name) if SNAPSHOT_ID.fullmatch(name) else Path(name)
    if not file.is_file():
        there = ", ".join(built_snapshots(build)) or "–"
        raise SystemExit(f"没有快照 no snapshot {name or build}；现有 there are: {there}")
    return file


def _count_lines(figures: pd.DataFrame, entries: pd.DataFrame) -> Iterator[str]:
    """How many figures differ, and how many entries of each other kind with differences."""
    of_figures = {change: figures[figures["change"] == change]["id"].nunique() for change in CHANGE_MARKS}
    rows: list[dict] = [{"kind": "figures", **of_figures}, *entries.to_dict("records")]
    for row in rows:
        if row["kind"] == "figures" or any(row[change] for change in CHANGE_MARKS):
            yield f"{row['kind']}: " + ", ".join(f"{mark} {row[c]}" for c, mark in CHANGE_MARKS.items())


def _figure_lines(figures: pd.DataFrame) -> Iterator[str]:
    """For each figure that differs: its names, its old and new values, and why."""
    for id_, rows in figures.groupby("id", sort=False):
        first = rows.iloc[0]
        names = " · ".join(f"{first[f'place_{x}']} {first[f'indicator_{x}']}" for x in ("zh", "en"))
        yield f"\n{CHANGE_MARKS[first['change']]}  {id_}  {names}"
        for row in rows.to_dict("records"):
            cell = f"{row['column']}: {short(row['old'])} → {short(row['new'])}"
            yield f"    {cell if row['column'] else short(row['old'] or row['new'])}"
        reasons = [first[f"difference_reason_{x}"] for x in ("zh", "en")]
        if first["change"] != "added" or any(reasons):
            yield f"    原因 reason: {' · '.join(filter(None, reasons)) or '未登记 none on record'}"
