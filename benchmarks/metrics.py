"""Every metric at 10,000 places × 50 indicators: time as a ratio to the hand-written SQL of the same query.

    python benchmarks/metrics.py [places [rounds]]

The figures are made up in DuckDB (benchmarks/sql/world.sql) and never leave it: neither pandas nor Arrow is even
imported. Metric and query take turns, each writes its rows to a table, the fastest of the rounds is printed.
Both tables must be the same in every cell, numbers to a billionth. `held_against` is what a page asks for: the metrics from
pairs to gaps as one query, as findings/judging.py puts them together.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from metrics import Frame
from metrics.benchmarks import best_counterparts
from metrics.changes import changes
from metrics.checks import checked
from metrics.comparability import comparability, let_through
from metrics.composites import comparable_scores, composites
from metrics.coverage import comparable_counts, coverage
from metrics.cuts import cuts
from metrics.gaps import gaps
from metrics.limits import as_rules
from metrics.pairs import pairs
from metrics.peer_benchmarks import among_peers
from metrics.peer_sets import peer_sets
from metrics.printed_benchmarks import printed_beside
from metrics.ranks import ranks
from metrics.rates import rates
from metrics.ratios import ratios
from metrics.reductions import reductions
from metrics.scenarios import best_of_all, with_best, with_peer, with_value
from metrics.scores import scores
from metrics.shares import shares
from metrics.targets import targets
from metrics.verdicts import verdicts

PLACES, ROUNDS = 10_000, 3
SQL = Path(__file__).resolve().parent / "sql"
OWN = "p00000"
# The queries are written for these rules, which are those of config.yaml.
RULES = {
    "grades": {
        **dict.fromkeys(("other_scope", "other_status", "other_length"), "not_comparable"),
        **dict.fromkeys(("other_object", "part_and_whole", "limit_and_usual", "far_apart"), "indicative"),
        **dict.fromkeys(("ambiguous_wording", "order_only", "years_apart"), "with_caution"),
    },
    "years": {"apart": 1, "far": 3},
}
WORST, DENOMINATOR_YEARS = "with_caution", 4
# What names a row, of the columns that a table has.
KEYS = (
    "id",
    "benchmark_id",
    "target_id",
    "composite",
    "place",
    "other_place",
    "indicator",
    "other_indicator",
    "grade",
    "reasons",
)


def held_against(own: Frame, others: Frame, declared: Frame) -> Frame:
    """Figures held against others: graded, as strict as `WORST`, judged, with their gaps."""
    graded = comparability(pairs(own, others, declared), RULES)
    return gaps(verdicts(let_through(graded, WORST)))


# What is measured, in an order in which each finds its tables, which are those of the world and of metrics before.
MEASURED = {
    "ratios": (ratios, ("observed", "derived", "derived_parts"), {"years": DENOMINATOR_YEARS}),
    "cuts": (cuts, ("observed",), {}),
    "pairs": (pairs, ("figures", "held", "declared"), {}),
    "comparability": (comparability, ("pairs",), {"rules": RULES}),
    "let_through": (let_through, ("comparability",), {"worst": WORST}),
    "verdicts": (verdicts, ("let_through",), {}),
    "gaps": (gaps, ("verdicts",), {}),
    "held_against": (held_against, ("figures", "held", "declared"), {}),
    "against": (best_counterparts, ("figures", "gaps"), {"benchmark": OWN}),
    "comparable_counts": (comparable_counts, ("comparability",), {}),
    "peer_sets": (peer_sets, ("observed",), {"rules": RULES}),
    "as_rules": (as_rules, ("in_sets",), {}),
    "ranks": (ranks, ("as_rules",), {}),
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
    "coverage": (coverage, ("observed", "places", "indicators"), {}),
    "changes": (changes, ("observed",), {}),
    "targets": (targets, ("observed",), {}),
    "reductions": (reductions, ("observed",), {}),
    "printed_beside": (printed_beside, ("observed",), {}),
    "rates": (rates, ("observed", "stages"), {}),
    "checked": (checked, ("checks", "check_parts", "observed"), {}),
    "with_value": (with_value, ("observed",), {"id": f"{OWN}-00-0", "value": 4}),
    "with_peer": (with_peer, ("peer_sets",), {"id": f"{OWN}-00-0", "peer_id": "p00001-00-0"}),
    "with_best": (with_best, ("peer_sets",), {"place": OWN}),
    "best_of_all": (best_of_all, ("peer_sets",), {"place": "nowhere"}),
}


def main(places: int, rounds: int) -> None:
    """Print a line for each metric; raise AssertionError where a query gives other rows."""
    world = made_world(places)
    figures = world.table("observed").count("*").fetchall()[0][0]
    print(f"{places} places, {figures} figures; seconds: the fastest of {rounds} rounds")
    print(f"{'metric':24} {'rows':>9} {'seconds':>8} {'of SQL':>8} {'ratio':>6}")
    for name in MEASURED:
        rows, own, of_query = measured(world, name, rounds)
        print(f"{name:24} {rows:9} {own:8.2f} {of_query:8.2f} {own / of_query:6.1f}", flush=True)
    assert not {"pandas", "pyarrow"} & set(sys.modules), "the figures have left DuckDB"


def made_world(places: int) -> duckdb.DuckDBPyConnection:
    """A database in memory with the made-up tables and the macros of the queries."""
    world = duckdb.connect()
    world.execute(f"SET VARIABLE places = {places}")
    for name in ("macros", "world"):
        world.execute(query(name))
    # What is computed from the figures in print is held against others as they are.
    observed, *of_ratios = map(world.table, ("observed", "derived", "derived_parts"))
    computed = ratios(observed, *of_ratios, years=DENOMINATOR_YEARS)
    observed.union(computed).union(cuts(observed)).create("figures")
    world.table("figures").filter(f"place = '{OWN}'").create("held")
    # Only what is in a set is ranked.
    peer_sets(observed, rules=RULES).filter("left_out = ''").create("in_sets")
    return world


def query(name: str) -> str:
    """The text of a file of queries, `:other` in it being that of another one."""
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return re.sub(r"(?<!:):([a-z_]+)", lambda other: query(other[1]), text)


def measured(world: duckdb.DuckDBPyConnection, name: str, rounds: int) -> tuple[int, float, float]:
    """Rows, and the fewest seconds of a metric and of its query; the metric's rows stay as a table of its name."""
    metric, tables, settings = MEASURED[name]
    spent = []
    for _ in range(rounds):
        for table in (name, "queried"):
            world.execute(f"DROP TABLE IF EXISTS {table}")
        own = seconds(lambda: metric(*map(world.table, tables), **settings).create(name))
        spent.append((own, seconds(lambda: world.execute(f"CREATE TABLE queried AS {query(name)}"))))
    rows, differing = compared(world, name, "queried")
    assert not differing, f"{name}: the query gives other {', '.join(differing)}"
    return rows, *(min(column) for column in zip(*spent, strict=True))


def compared(world: duckdb.DuckDBPyConnection, one: str, other: str) -> tuple[int, list[str]]:
    """How many rows two tables have, and the columns in which they differ, `rows` first where they have others."""
    columns, others = (dict(zip(t.columns, t.types, strict=True)) for t in map(world.table, (one, other)))
    if unlike := sorted(set(columns) ^ set(others)):
        return 0, unlike
    keys = ", ".join(name for name in KEYS if name in columns)
    counts = ", ".join(f"count(*) FILTER ({differ(name, str(kind))})" for name, kind in columns.items())
    joined = f"SELECT count(*), {counts} FROM {one} AS a JOIN {other} AS b USING ({keys})"
    rows, *cells = world.execute(joined).fetchall()[0]
    sizes = [world.table(table).count("*").fetchall()[0][0] for table in (one, other)]
    unlike = [name for name, count in zip(columns, cells, strict=True) if count]
    return rows, unlike if sizes == [rows, rows] else ["rows", *unlike]


def differ(name: str, kind: str) -> str:
    """The question whether two rows differ in a column, numbers by more than a billionth."""
    a, b = f'a."{name}"', f'b."{name}"'
    is_close = f"coalesce(abs({a} - {b}) <= 1e-9 * greatest(abs({a}), 1), false)"
    is_number = kind not in ("VARCHAR", "BOOLEAN")
    return f"{a} IS DISTINCT FROM {b}" + (f" AND NOT {is_close}" if is_number else "")


def seconds(action) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(PLACES, ROUNDS)[len(given) :])
