"""A dataset: a folder read and checked as a whole, all its problems at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue, read_catalogue
from loaders.known import known_of
from loaders.observations import read_observations
from loaders.omitted import omitted_problems
from loaders.problems import Problem, Refused
from loaders.references import check_references, reference_problems, weight_problems
from loaders.row_problems import row_problems

Progress = Callable[[str], None]


def read_dataset(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    weights: Mapping[str, Collection[str]] | None = None,
    progress: Progress = lambda step: None,
) -> Catalogue:
    """Read `folder` into the catalogue and the table `raw` of `con`; raises `Refused` with every problem.

    `weights` are the ids of topics and indicators that the settings give a weight.
    """
    if not folder.is_dir():
        raise Refused([Problem(str(folder), 0, 0, "F01", wanted=str(folder))])
    progress("catalogue")
    catalogue, problems = read_catalogue(folder)
    problems += reference_problems(catalogue)
    problems += weight_problems(catalogue, weights or {})
    problems += omitted_problems(folder, catalogue)
    progress("observations")
    files, found = read_observations(con, folder)
    problems += found
    progress("checks")
    problems += row_problems(con, known_of(catalogue), files)
    is_read = all(problem.code == "F03" for problem in found)
    problems += check_references(catalogue, _named_ids(con, catalogue) if is_read else None)
    if problems:
        raise Refused(problems)
    return catalogue


def _named_ids(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> set[str]:
    """Those observation ids that checks.yaml names and that exist, and those most like the ones that do not."""
    named = sorted({name for check in catalogue.checks.values() for name in (check.claim, *check.from_)})
    rows = con.execute("SELECT id FROM raw WHERE list_contains(?, id)", [named]).fetchall()
    for name in sorted({*named} - {id_ for (id_,) in rows}):
        rows += con.execute("SELECT id FROM raw ORDER BY levenshtein(id, ?), id LIMIT 5", [name]).fetchall()
    return {id_ for (id_,) in rows if id_}
