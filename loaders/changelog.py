"""The change log: no figure is changed or withdrawn without a reason in CHANGELOG.yaml.

`figures.lock`, the ledger, holds every figure as last recorded, with the CHANGELOG.yaml entries that were recorded with
it; of a withdrawn one it holds only the id, so that the id is not reused. An observation that differs from the ledger
has changed since and needs an entry that is not recorded yet. Nothing else is consulted: no repository history, no file
dates, no snapshot (docs/adr/0007).
"""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue
from loaders.contract import COLUMNS
from loaders.dataset import Dataset, read_dataset
from loaders.differences import compare_figures
from loaders.files import is_there, unreadable
from loaders.observations import ROWS_LISTED, csv_rows
from loaders.problems import DatasetError, Problem, closest, short
from loaders.rows import locate_faults
from loaders.tables import insert_rows

CHANGELOG, LEDGER = "CHANGELOG.yaml", "figures.lock"
LEDGER_COLUMNS = (*COLUMNS, "entries")
FIGURES_NAMED = 5  # of many; the rest are only counted
PASTE = """
把下面几行粘贴到 {file} 末尾，填写日期和中英文原因（原因不同的分条写），再运行 python -m loaders record
Paste these lines at the end of {file}, fill in the date and the reason in both languages (an entry for each
reason), then run python -m loaders record

{lines}
{id}:
  date:
  figures: [{figures}]
  reason:
    zh:
    en:
"""
_COMPARED = """
    CREATE SCHEMA old; CREATE SCHEMA new;
    CREATE VIEW old.figures AS SELECT * EXCLUDE (entries) FROM ledger WHERE place IS NOT NULL;
    CREATE VIEW new.figures AS SELECT * EXCLUDE (file_no) FROM raw;
    -- Which entry was recorded with which figure, and the line of the figure in the ledger.
    CREATE VIEW recorded AS
        SELECT id AS figure, rowid + 2 AS line, unnest(string_split(entries, '|')) AS entry FROM ledger WHERE entries <> '';
    -- The figures that an entry names which was not recorded with them before.
    CREATE VIEW reasoned AS SELECT DISTINCT figure AS id FROM named ANTI JOIN recorded USING (figure, entry);
"""
# What differs from the ledger; reusing the id of a withdrawn figure counts as a change.
_SINCE = """
    CREATE VIEW since AS
    SELECT id, 'changed' AS change, 0 AS n, 'id' AS "column", '已撤下 withdrawn' AS old, id AS new
        FROM differences SEMI JOIN ledger USING (id) WHERE change = 'added'
    UNION ALL FROM differences WHERE NOT (change = 'added' AND id IN (SELECT id FROM ledger))
"""
_UNEXPLAINED = "FROM since ANTI JOIN reasoned USING (id)"
_WITHDRAWN = f"""
    SELECT ledger.rowid + 2, id, coalesce(as_printed, indicator, '')
    FROM ({_UNEXPLAINED} WHERE change = 'withdrawn') JOIN ledger USING (id)
"""
_CHANGED = f"""
    SELECT 'L01', "column", raw.rowid, old, new
    FROM ({_UNEXPLAINED} WHERE change = 'changed') JOIN raw USING (id) ORDER BY id, n LIMIT {ROWS_LISTED}
"""
_LEDGER = f"""
    COPY (
        SELECT coalesce(raw.id, ledger.id) AS id, {", ".join(f"nullif(raw.{c}, '') AS {c}" for c in COLUMNS[1:])},
            listed.entries
        FROM raw FULL JOIN ledger USING (id)
        LEFT JOIN (SELECT figure, string_agg(entry, '|' ORDER BY n) AS entries FROM named GROUP BY figure) AS listed
            ON listed.figure = coalesce(raw.id, ledger.id)
        ORDER BY 1
    ) TO ? (FORMAT csv, HEADER)
"""


def check_changes(folder: Path) -> None:
    """Raise `DatasetError` if a figure was changed or withdrawn without a reason, or its present state is not recorded."""
    con, dataset = _compared_with_ledger(folder)
    problems = _unexplained(con, dataset)
    unrecorded = "SELECT DISTINCT id FROM since WHERE change = 'added' OR id IN (FROM reasoned) ORDER BY id"
    if waiting := [id_ for (id_,) in con.execute(unrecorded).fetchall()]:
        names = ", ".join(waiting[:FIGURES_NAMED]) + (" …" if len(waiting) > FIGURES_NAMED else "")
        problems.append(Problem(LEDGER, 0, 0, "L04", "", str(len(waiting)), names))
    if problems:
        raise DatasetError(problems, _remedy(con, dataset.catalogue))


def record(folder: Path) -> dict[str, int]:
    """Record every figure as it is now; returns how many were added, changed and withdrawn since the last time.

    Raises `DatasetError`, and records nothing, if one was changed or withdrawn without a reason.
    """
    con, dataset = _compared_with_ledger(folder)
    if problems := _unexplained(con, dataset):
        raise DatasetError(problems, _remedy(con, dataset.catalogue))
    counts = dict(con.execute("SELECT change, count(DISTINCT id) FROM since GROUP BY change").fetchall())
    written = folder / f".{LEDGER}-{os.getpid()}"
    con.execute(_LEDGER, [str(written)])
    os.replace(written, folder / LEDGER)
    return {change: counts.get(change, 0) for change in ("added", "changed", "withdrawn")}


def _compared_with_ledger(folder: Path) -> tuple[duckdb.DuckDBPyConnection, Dataset]:
    """A folder that passes its checks, compared with its ledger.

    The database has the tables `raw`, `ledger` and `named` (each entry of the change log with each figure it names),
    and the views `since`, `recorded` and `reasoned`.
    """
    con = duckdb.connect()
    dataset = read_dataset(con, folder)
    con.execute(f"CREATE TABLE ledger ({', '.join(f'{c} VARCHAR' for c in LEDGER_COLUMNS)})")
    if is_there(folder / LEDGER):
        _read_ledger(con, folder)
    con.execute("CREATE TABLE named (n INTEGER, entry VARCHAR, figure VARCHAR)")
    changes = enumerate(dataset.catalogue.changelog.items())
    named = [(n, id_, figure) for n, (id_, one) in changes for figure in dict.fromkeys(one.figures)]
    insert_rows(con, "named", named)
    con.execute(_COMPARED)
    compare_figures(con)
    con.execute(_SINCE)
    return con, dataset


def _read_ledger(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    file = folder / LEDGER
    if problems := unreadable(file, LEDGER, folder):
        raise DatasetError(problems)
    with file.open(encoding="utf-8", errors="replace") as text:
        header = text.readline().rstrip("\n")
    if header != ",".join(LEDGER_COLUMNS):
        raise DatasetError([Problem(LEDGER, 1, 1, "L06", "", header)])
    try:
        con.execute(f"INSERT INTO ledger FROM {csv_rows(LEDGER_COLUMNS)}", [str(file)])
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        line = re.search(r"Line: (\d+)", why)
        raise DatasetError([Problem(LEDGER, int(line[1]) if line else 0, 1, "L06", "", why)]) from None
    twice = con.execute("SELECT id, max(rowid) + 2 FROM ledger GROUP BY id HAVING count(*) > 1").fetchall()
    if twice:
        raise DatasetError(Problem(LEDGER, line, 1, "L06", "id", id_) for id_, line in twice)


def _unexplained(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[Problem]:
    """Changes without an entry, entries without a change, and recorded entries that have been removed."""
    problems = [*_needless(con, dataset.catalogue)]
    for line, entry, figure in con.execute(
        "SELECT line, entry, figure FROM recorded ANTI JOIN named USING (figure, entry)"
    ).fetchall():
        problems.append(Problem(LEDGER, line, 1, "L05", "entries", entry, figure))
    for line, id_, printed in con.execute(_WITHDRAWN).fetchall():
        problems.append(Problem(LEDGER, line, 1, "L02", "id", id_, printed))
    faults = [(*fault, short(new)) for *fault, new in con.execute(_CHANGED).fetchall()]
    return problems + locate_faults(faults, dataset.files)


def _needless(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Iterator[Problem]:
    """Figures named in an entry although they never existed or have not changed since they were recorded."""
    if not catalogue.changelog:
        return
    known = {id_ for (id_,) in con.execute("SELECT id FROM raw UNION SELECT id FROM ledger").fetchall()}
    explained = "SELECT figure, entry FROM named SEMI JOIN since ON since.id = figure UNION SELECT figure, entry FROM recorded"
    needed = set(con.execute(explained).fetchall())
    for entry, change in catalogue.changelog.items():
        for i, figure in enumerate(change.figures):
            at = catalogue.trees[CHANGELOG].at((entry, "figures", i))
            if figure not in known:
                yield Problem(CHANGELOG, *at, "R01", "figures", figure, closest(figure, known))
            elif (figure, entry) not in needed:
                yield Problem(CHANGELOG, *at, "L03", "figures", figure)


def _remedy(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> str:
    """An entry to paste that covers every change without one; '' if there is none."""
    changes: dict[str, list[str]] = {}
    query = f"SELECT id, \"column\", old, new {_UNEXPLAINED} WHERE change = 'changed' ORDER BY id, n"
    for id_, column, old, new in con.execute(query).fetchall():
        changes.setdefault(id_, []).append(f"{column} {short(old)} → {short(new)}")
    for _, id_, printed in con.execute(_WITHDRAWN).fetchall():
        changes[id_] = [f"撤下 withdrawn: {short(printed)}"]
    if not changes:
        return ""
    entry = next(id_ for n in count(1) if (id_ := f"change-{n}") not in catalogue.changelog)
    lines = "\n".join(f"# {id_}: {'; '.join(cells)}" for id_, cells in sorted(changes.items()))
    return PASTE.format(file=CHANGELOG, lines=lines, id=entry, figures=", ".join(sorted(changes)))
