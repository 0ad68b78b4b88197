"""Loading a million observations: time as a ratio to DuckDB's bare read_csv of the same file, and peak memory.

    python benchmarks/load.py [rows]

Prints the bare read, the checks' own queries, the whole build, and build / (3 × bare + checks), which must be at most 1.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loaders import dataset
from loaders.contract import COLUMNS
from loaders.settings import HOME, read_settings
from loaders.snapshot import build_snapshot

ROWS = """
    SELECT concat('made-', i) AS id, 'anyang' AS place, 'registration_working_days' AS indicator, 'whole' AS scope,
        '' AS period_start, '' AS period_end, (i % 977)::VARCHAR AS value, 'working_day' AS unit, 'at_most' AS bound,
        CASE WHEN i % 3 = 0 THEN (i % 1977)::VARCHAR ELSE '' END AS before,
        CASE WHEN i % 3 = 0 THEN 'at_most' ELSE '' END AS before_bound,
        CASE WHEN i % 3 = 0 THEN 'earlier_level' ELSE '' END AS before_kind, '' AS before_end, 'rule' AS status,
        '' AS missing, '' AS ambiguous, 'anyang-2021-report' AS source, concat('二（', i % 9, '）') AS locator,
        concat(i % 977, '个工作日内') AS as_printed, '' AS note_zh, '' AS note_en
    FROM range({rows}) AS t(i)
"""


def make_dataset(folder: Path, rows: int) -> Path:
    """The shipped dataset with one observations file of `rows` made-up rows; returns that file."""
    shutil.copytree(HOME / "data", folder, ignore=shutil.ignore_patterns("observations", "checks.yaml"))
    (folder / "observations").mkdir()
    file = folder / "observations" / "anyang.csv"
    duckdb.execute(f"COPY ({ROWS.format(rows=rows)}) TO '{file}' (HEADER)")
    with file.open(encoding="utf-8") as written:
        assert written.readline().rstrip("\n") == ",".join(COLUMNS)
    return file


def seconds(action) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main(rows: int) -> None:
    """Three interleaved rounds; the medians are compared."""
    with tempfile.TemporaryDirectory() as work:
        file = make_dataset(Path(work) / "data", rows)
        settings = read_settings().model_copy(update={"build": str(Path(work) / "build")})
        checks: list[float] = []
        checked = dataset.row_problems
        dataset.row_problems = lambda *given: (
            checks.append(time.perf_counter()) or _timed(checked, checks, given)
        )
        rounds = []
        for _ in range(3):
            bare = seconds(
                lambda: duckdb.connect().execute("CREATE TABLE t AS FROM read_csv(?)", [str(file)])
            )
            shutil.rmtree(settings.build_folder, ignore_errors=True)
            whole = seconds(lambda: build_snapshot(Path(work) / "data", settings))
            rounds.append((bare, checks.pop(), whole))
    bare, spent, whole = (sorted(column)[1] for column in zip(*rounds, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows} rows: bare read_csv {bare:.2f} s, checks {spent:.2f} s, whole build {whole:.2f} s, peak {peak:.0f} MB"
    )
    print(f"build / (3 × bare + checks) = {whole / (3 * bare + spent):.2f} (at most 1)")


def _timed(action, checks: list[float], given):
    start = checks.pop()
    found = action(*given)
    checks.append(time.perf_counter() - start)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
