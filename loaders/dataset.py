"""A dataset: a folder read and checked as a whole, all its problems at once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue, read_catalogue
from loaders.contract import LONGEST_ID
from loaders.observations import File, read_observations
from loaders.omitted import omission_problems
from loaders.problems import DatasetError, Problem
from loaders.references import reference_problems, weight_problems
from loaders.rows import Vocabulary, row_problems

NAMES_COMPARED = 20  # unknown ids at most, as each is compared with every row
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Dataset:
    """What a folder without problems holds: its catalogue, and the files whose rows are in the table `raw`."""

    catalogue: Catalogue
    files: list[File]


def read_dataset(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    weights: Mapping[str, Collection[str]] | None = None,
    progress: Progress = lambda step: None,
) -> Dataset:
    """Read `folder`, its rows into the table `raw` of `con`; raises `DatasetError` with every problem.

    `weights` are the ids of topics and indicators that the settings give a weight.
    """
    if not folder.is_dir():
        raise DatasetError([Problem(str(folder), 0, 0, "F01", wanted=str(folder))])
    progress("catalogue")
    catalogue, problems = read_catalogue(folder)
    problems += weight_problems(catalogue, weights or {})
    problems += omission_problems(folder, catalogue)
    progress("observations")
    files, file_problems = read_observations(con, folder)
    problems += file_problems
    progress("checks")
    problems += row_problems(con, Vocabulary.of(catalogue), files)
    is_read = all(problem.code == "F03" for problem in file_problems)
    problems += reference_problems(catalogue, _named_ids(con, catalogue) if is_read else None)
    if problems:
        raise DatasetError(problems)
    return Dataset(catalogue, files)


def _named_ids(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> dict[str, str | None]:
    """Observation ids that checks.yaml names, or those most like one that does not exist, with their units."""
    named = sorted({name for check in catalogue.checks.values() for name in (check.claim, *check.from_)})
    rows = con.execute("SELECT id, unit FROM raw WHERE list_contains(?, id)", [named]).fetchall()
    for name in sorted({*named} - {id_ for id_, _ in rows})[:NAMES_COMPARED]:
        alike = "SELECT id, unit FROM raw WHERE length(id) <= $2 ORDER BY levenshtein(id, $1), id LIMIT 5"
        rows += con.execute(alike, [name[:LONGEST_ID], LONGEST_ID]).fetchall()
    return {id_: unit for id_, unit in rows if id_}
