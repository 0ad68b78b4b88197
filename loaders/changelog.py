"""The change log: no figure is changed or withdrawn without its reason in CHANGELOG.yaml.

`figures.lock` holds every figure as it was last recorded, with the entries of CHANGELOG.yaml that were recorded with
it; of a withdrawn one only the id, so that it is not given again. What the observations say otherwise has changed since
and needs an entry that is not recorded yet. Nothing else is asked: no history of a repository, no date of a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue
from loaders.contract import COLUMNS
from loaders.dataset import read_dataset
from loaders.known import known_of
from loaders.observations import LISTED, read_observations
from loaders.problems import Problem, Refused, closest, short
from loaders.row_problems import located

CHANGELOG, LOCK = "CHANGELOG.yaml", "figures.lock"
LOCKED = (*COLUMNS, "entries")
CELLS = COLUMNS[1:]
NAMED = 5  # figures named where many are counted
PASTE = """
把下面几行粘贴到 {file} 末尾，填写日期和中英文原因（原因不同的分条写），再运行 python -m loaders record
Paste these lines at the end of {file}, fill in the date and the reason in both languages (an entry for each
reason), then run python -m loaders record

{told}
{id}:
  date:
  figures: [{figures}]
  reason:
    zh:
    en:
"""
_DIFFERS = " OR ".join(f"coalesce(raw.{c}, '') <> coalesce(recorded.{c}, '')" for c in CELLS)
_CHANGED = f"""
    SELECT id, raw.rowid, recorded.place IS NULL, [{", ".join(f"coalesce(recorded.{c}, '')" for c in CELLS)}],
        [{", ".join(f"coalesce(raw.{c}, '')" for c in CELLS)}]
    FROM raw JOIN recorded USING (id) WHERE {_DIFFERS} ORDER BY id
"""
_WITHDRAWN = """
    SELECT id, recorded.rowid + 2, coalesce(as_printed, indicator)
    FROM recorded ANTI JOIN raw USING (id) WHERE place IS NOT NULL ORDER BY id
"""
_RECORDED = f"""
    COPY (
        SELECT coalesce(raw.id, recorded.id) AS id, {", ".join(f"nullif(raw.{c}, '') AS {c}" for c in CELLS)},
            listed.entries
        FROM raw FULL JOIN recorded USING (id) LEFT JOIN listed ON listed.id = coalesce(raw.id, recorded.id)
        ORDER BY 1
    ) TO '{{file}}' (FORMAT csv, HEADER)
"""


@dataclass(frozen=True)
class Compared:
    """What differs between the figures of a folder and those that are recorded, by id.

    Of a changed one the row and, of every column, what was recorded and what it says now; of a withdrawn one the
    line of the ledger and what was printed. `listed` and `kept`: the entries that name a figure, and that were
    recorded with it (with the line of the ledger).
    """

    added: frozenset[str]
    changed: dict[str, tuple[int, list[tuple[str, str, str]]]]
    withdrawn: dict[str, tuple[int, str]]
    listed: dict[str, list[str]]
    kept: dict[str, tuple[int, list[str]]]

    def has_reason(self, figure: str) -> bool:
        """Does an entry name the figure that was not recorded with it before?"""
        return bool(set(self.listed.get(figure, ())) - set(self.kept.get(figure, (0, ()))[1]))


def check_changes(folder: Path) -> None:
    """Raise `Refused` where a figure was changed or withdrawn without a reason, or is not recorded as it is now."""
    con, catalogue = _opened(folder)
    compared = _compared(con, catalogue)
    problems = _unexplained(con, folder, catalogue, compared)
    moved = [*compared.added, *compared.changed, *compared.withdrawn]
    waiting = sorted(id_ for id_ in moved if id_ in compared.added or compared.has_reason(id_))
    if waiting:
        named = ", ".join(waiting[:NAMED]) + (" …" if len(waiting) > NAMED else "")
        problems.append(Problem(LOCK, 0, 0, "L04", "", str(len(waiting)), named))
    if problems:
        raise Refused(problems, _remedy(compared, catalogue))


def record(folder: Path) -> dict[str, int]:
    """Record every figure as it is now; how many were added, changed and withdrawn since the last time.

    Raises `Refused`, and records nothing, where one was changed or withdrawn without a reason.
    """
    con, catalogue = _opened(folder)
    compared = _compared(con, catalogue)
    problems = _unexplained(con, folder, catalogue, compared)
    if problems:
        raise Refused(problems, _remedy(compared, catalogue))
    con.execute("CREATE TABLE listed (id VARCHAR, entries VARCHAR)")
    if compared.listed:
        rows = [[id_, "|".join(entries)] for id_, entries in compared.listed.items()]
        con.executemany("INSERT INTO listed VALUES (?, ?)", rows)
    written = folder / f".{LOCK}-{os.getpid()}"
    con.execute(_RECORDED.format(file=str(written).replace("'", "''")))
    os.replace(written, folder / LOCK)
    return {change: len(getattr(compared, change)) for change in ("added", "changed", "withdrawn")}


def _opened(folder: Path) -> tuple[duckdb.DuckDBPyConnection, Catalogue]:
    """A database with the tables `raw` and `recorded` of a folder whose form is sound."""
    con = duckdb.connect()
    catalogue = read_dataset(con, folder)
    con.execute(f"CREATE TABLE recorded ({', '.join(f'{c} VARCHAR' for c in LOCKED)})")
    if (folder / LOCK).is_file():
        _read_lock(con, folder / LOCK)
    return con, catalogue


def _read_lock(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    with file.open(encoding="utf-8", errors="replace") as text:
        header = text.readline().rstrip("\n")
    if header != ",".join(LOCKED):
        raise Refused([Problem(LOCK, 1, 1, "L06", "", header)])
    types = ", ".join(f"'{c}': 'VARCHAR'" for c in LOCKED)
    try:
        con.execute(
            "INSERT INTO recorded FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '\"',"
            f" escape = '\"', columns = {{{types}}})",
            [str(file)],
        )
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        line = re.search(r"Line: (\d+)", said)
        raise Refused([Problem(LOCK, int(line[1]) if line else 0, 1, "L06", "", said)]) from None
    twice = con.execute("SELECT id, max(rowid) + 2 FROM recorded GROUP BY id HAVING count(*) > 1").fetchall()
    if twice:
        raise Refused(Problem(LOCK, line, 1, "L06", "id", id_) for id_, line in twice)


def _compared(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Compared:
    changed = {}
    for id_, row, was_withdrawn, old, new in con.execute(_CHANGED).fetchall():
        cells = [cell for cell in zip(CELLS, old, new, strict=True) if cell[1] != cell[2]]
        changed[id_] = (row, [("id", "已撤下 withdrawn", id_)] if was_withdrawn else cells)
    listed: dict[str, list[str]] = {}
    for entry, change in catalogue.changelog.items():
        for figure in dict.fromkeys(change.figures):
            listed.setdefault(figure, []).append(entry)
    rows = con.execute("SELECT id, rowid + 2, entries FROM recorded WHERE entries IS NOT NULL").fetchall()
    return Compared(
        frozenset(
            id_ for (id_,) in con.execute("SELECT id FROM raw ANTI JOIN recorded USING (id)").fetchall()
        ),
        changed,
        {id_: (line, printed) for id_, line, printed in con.execute(_WITHDRAWN).fetchall()},
        listed,
        {id_: (line, entries.split("|")) for id_, line, entries in rows},
    )


def _unexplained(
    con: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, compared: Compared
) -> list[Problem]:
    """Changes without an entry, and entries without a change."""
    problems = [*_needless(con, catalogue, compared), *_lost(compared)]
    for id_, (line, printed) in compared.withdrawn.items():
        if not compared.has_reason(id_):
            problems.append(Problem(LOCK, line, 1, "L02", "id", id_, printed))
    cells = [
        ("L01", column, row, old, short(new))
        for id_, (row, several) in compared.changed.items()
        if not compared.has_reason(id_)
        for column, old, new in several
    ]
    if cells:
        con.execute("DROP TABLE raw")
        files, _ = read_observations(con, folder)
        problems += located(cells[:LISTED], files, known_of(catalogue))
    return problems


def _needless(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, compared: Compared) -> Iterator[Problem]:
    """Figures that an entry names although they have not changed since they were recorded, or were never there."""
    moved = compared.added | compared.changed.keys() | compared.withdrawn.keys()
    listed = con.execute("SELECT id FROM raw UNION SELECT id FROM recorded").fetchall()
    known = {id_ for (id_,) in listed} if compared.listed else set()
    for entry, change in catalogue.changelog.items():
        for i, figure in enumerate(change.figures):
            at = catalogue.trees[CHANGELOG].at((entry, "figures", i))
            if figure not in known:
                yield Problem(CHANGELOG, *at, "R01", "figures", figure, closest(figure, known))
            elif figure not in moved and entry not in compared.kept.get(figure, (0, ()))[1]:
                yield Problem(CHANGELOG, *at, "L03", "figures", figure)


def _lost(compared: Compared) -> Iterator[Problem]:
    """Entries that were recorded with a figure and are gone."""
    for figure, (line, entries) in compared.kept.items():
        for entry in entries:
            if entry not in compared.listed.get(figure, ()):
                yield Problem(LOCK, line, 1, "L05", "entries", entry, figure)


def _remedy(compared: Compared, catalogue: Catalogue) -> str:
    """An entry to paste for everything that has none; '' where nothing lacks one."""
    told = {
        id_: "; ".join(f"{column} {short(old)} → {short(new)}" for column, old, new in cells)
        for id_, (_, cells) in compared.changed.items()
    } | {id_: f"撤下 withdrawn: {short(printed)}" for id_, (_, printed) in compared.withdrawn.items()}
    told = {id_: said for id_, said in sorted(told.items()) if not compared.has_reason(id_)}
    if not told:
        return ""
    number = next(
        n for n in range(1, len(catalogue.changelog) + 2) if f"change-{n}" not in catalogue.changelog
    )
    lines = "\n".join(f"# {id_}: {said}" for id_, said in told.items())
    return PASTE.format(file=CHANGELOG, told=lines, id=f"change-{number}", figures=", ".join(told))
