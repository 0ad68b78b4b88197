"""Every metric at 10,000 places × 50 indicators: time as a ratio to the hand-written SQL of the same query.

    python benchmarks/metrics.py [places]

The figures are made up in DuckDB (benchmarks/sql/world.sql) and never leave it: neither pandas nor Arrow is even
imported. Metric and query take turns, each writes its rows to a table, the medians of three rounds are printed.
Both tables must be the same in every cell, numbers to nine decimals.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from metrics.benchmarks import against
from metrics.changes import changes
from metrics.checks import checked
from metrics.comparability import comparability
from metrics.composites import comparable_scores, composites
from metrics.coverage import comparable_counts, coverage, reported_by
from metrics.gaps import gaps
from metrics.pairs import pairs
from metrics.peer_benchmarks import among_peers
from metrics.peer_sets import peer_sets
from metrics.printed_benchmarks import printed_beside
from metrics.ranks import ranks
from metrics.rates import rates
from metrics.reductions import reductions
from metrics.scenarios import best_of_all, marked, with_best, with_peer, with_value
from metrics.scores import scores
from metrics.shares import shares
from metrics.targets import pace, targets
from metrics.tasks import measures_lacking, tasks
from metrics.verdicts import verdicts

PLACES, ROUNDS = 10_000, 3
SQL = Path(__file__).resolve().parent / "sql"
OWN = "p00000"
# The queries are written for these rules.
RULES = {
    "grades": {
        **dict.fromkeys(("other_unit", "other_definition", "other_scope", "other_status"), "not_comparable"),
        **dict.fromkeys(("no_number", "ambiguous_amount", "far_apart"), "not_comparable"),
        **dict.fromkeys(("ambiguous_wording", "years_apart"), "with_caution"),
    },
    "years": {"apart": 1, "far": 3},
}
# What is measured, in an order in which each finds its tables, which are those of the world and of metrics before.
MEASURED = {
    "pairs": (pairs, ("observed", "held", "related"), {}),
    "comparability": (comparability, ("pairs",), {"rules": RULES}),
    "verdicts": (verdicts, ("comparability",), {}),
    "gaps": (gaps, ("verdicts",), {}),
    "against": (against, ("observed", "gaps"), {"benchmark": OWN}),
    "comparable_counts": (comparable_counts, ("comparability",), {}),
    "tasks": (tasks, ("facing",), {"place": OWN}),
    "measures_lacking": (measures_lacking, ("tasks", "done", "bears_on"), {}),
    "peer_sets": (peer_sets, ("observed",), {"rules": RULES}),
    "ranks": (ranks, ("in_sets",), {}),
    "among_peers_best": (among_peers, ("peer_sets",), {"level": "best"}),
    "among_peers_median": (among_peers, ("peer_sets",), {"level": "median"}),
    "scores": (scores, ("peer_sets", "goalposts"), {}),
    "comparable_scores": (comparable_scores, ("scores",), {}),
    "shares": (shares, ("indicators", "topic_weights", "indicator_weights"), {}),
    "composites_arithmetic": (
        composites,
        ("comparable_scores", "shares"),
        {"mean": "arithmetic", "threshold": 0.5},
    ),
    "composites_geometric": (
        composites,
        ("comparable_scores", "shares"),
        {"mean": "geometric", "threshold": 0.5},
    ),
    "coverage": (coverage, ("observed", "places", "indicators", "related"), {}),
    "reported_by": (reported_by, ("coverage",), {}),
    "changes": (changes, ("observed",), {}),
    "targets": (targets, ("observed",), {}),
    "pace": (pace, ("targets", "changes"), {}),
    "reductions": (reductions, ("observed",), {}),
    "printed_beside": (printed_beside, ("observed",), {}),
    "rates": (rates, ("observed", "stages"), {}),
    "checked": (checked, ("checks", "check_parts", "observed"), {}),
    "marked": (marked, ("observed",), {}),
    "with_value": (with_value, ("observed",), {"id": f"{OWN}-00-0", "value": 4}),
    "with_peer": (with_peer, ("peer_sets",), {"id": f"{OWN}-00-0", "peer_id": "p00001-00-0"}),
    "with_best": (with_best, ("peer_sets",), {"place": OWN}),
    "best_of_all": (best_of_all, ("peer_sets",), {"place": "nowhere"}),
}


def main(places: int) -> None:
    """Print a line for each metric; raise AssertionError where a query gives other rows."""
    world = made_world(places)
    figures = world.table("observed").count("*").fetchall()[0][0]
    print(f"{places} places, {figures} figures; seconds: medians of {ROUNDS} rounds")
    print(f"{'metric':24} {'rows':>9} {'seconds':>8} {'of SQL':>8} {'ratio':>6}")
    for name in MEASURED:
        rows, own, of_query = measured(world, name)
        print(f"{name:24} {rows:9} {own:8.2f} {of_query:8.2f} {own / of_query:6.1f}", flush=True)
    assert not {"pandas", "pyarrow"} & set(sys.modules), "the figures have left DuckDB"


def made_world(places: int) -> duckdb.DuckDBPyConnection:
    """A database in memory with the made-up tables and the macros of the queries."""
    world = duckdb.connect()
    world.execute(f"SET VARIABLE places = {places}")
    for name in ("world", "macros"):
        world.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
    # Tasks are those of the chosen place against all others, and only what is in a set is ranked.
    every = pairs(*map(world.table, ("held", "observed", "related")))
    gaps(verdicts(comparability(every, rules=RULES))).create("facing")
    peer_sets(world.table("observed"), rules=RULES).filter("left_out = ''").create("in_sets")
    return world


def measured(world: duckdb.DuckDBPyConnection, name: str) -> tuple[int, float, float]:
    """Rows, and the median seconds of a metric and of its query; the metric's rows stay as a table of its name."""
    metric, tables, settings = MEASURED[name]
    query = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    rounds = []
    for _ in range(ROUNDS):
        for table in (name, "queried"):
            world.execute(f"DROP TABLE IF EXISTS {table}")
        own = seconds(lambda: metric(*map(world.table, tables), **settings).create(name))
        rounds.append((own, seconds(lambda: world.execute(f"CREATE TABLE queried AS {query}"))))
    found, expected = checksum(world, name), checksum(world, "queried")
    assert found == expected, f"{name}: {differences(found, expected)}"
    return found["rows"], *(sorted(column)[ROUNDS // 2] for column in zip(*rounds, strict=True))


def checksum(world: duckdb.DuckDBPyConnection, table: str) -> dict[str, int]:
    """Of each column, what its cells sum up to together with those of the row's id; and how many rows there are."""
    columns = world.table(table).columns
    types = dict(zip(columns, world.table(table).types, strict=True))
    key = "id" if "id" in columns else "indicator"
    cells = {
        c: f'round("{c}"::DOUBLE, 9)' if str(kind) not in ("VARCHAR", "BOOLEAN") else f'"{c}"'
        for c, kind in types.items()
    }
    sums = ", ".join(f'sum(hash({key}, {cell})) AS "{c}"' for c, cell in sorted(cells.items()))
    found = world.execute(f"SELECT count(*) AS rows, {sums} FROM {table}")
    return dict(zip((column[0] for column in found.description), found.fetchall()[0], strict=True))


def differences(found: dict[str, int], expected: dict[str, int]) -> str:
    """The columns in which two checksums differ, for the message."""
    return ", ".join(c for c in sorted({*found, *expected}) if found.get(c) != expected.get(c))


def seconds(action) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLACES)
