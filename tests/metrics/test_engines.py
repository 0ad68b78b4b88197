"""Every metric on every engine: what it gives on DuckDB and Spark is what it gives of frames, in Polars, cell by cell.

One table holds the shipped figures and 150 made-up ones with every bound, ties, infinities, unknowns and several periods;
another one also what is computed from them. A figure without a number is NaN in pandas and null elsewhere; NaN itself is
never found on Spark.
"""

import random

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from loaders.reading import DERIVED
from loaders.settings import read_settings
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
from tests.metrics.drawn import intervals_of

pytestmark = pytest.mark.slow  # every metric on every engine

RULES = read_settings().comparability.rules
YEARS = read_settings().comparability.years.denominator
OWN = "p0"
# Each metric, the frames it is given, by their names in `frames`, and its settings.
CALLS = [
    (best_counterparts, ("observed", "judged"), {"benchmark": OWN}),
    (among_peers, ("sets",), {"level": "best"}),
    (among_peers, ("sets",), {"level": "median"}),
    (as_rules, ("in_sets",), {}),
    (best_of_all, ("sets",), {"place": "nowhere"}),
    (changes, ("observed",), {}),
    (checked, ("checks", "check_parts", "observed"), {}),
    (comparability, ("paired",), {"rules": RULES}),
    (comparable_counts, ("graded",), {}),
    (comparable_scores, ("scored",), {}),
    (composites, ("comparable", "weights"), {"mean": "arithmetic", "threshold": 0.4}),
    (composites, ("comparable", "weights"), {"mean": "geometric", "threshold": 0.4}),
    (coverage, ("observed", "places", "indicators"), {}),
    (cuts, ("observed",), {}),
    (gaps, ("graded",), {}),
    (let_through, ("graded",), {"worst": "with_caution"}),
    # Of the made-up ones alone: every step of it reads the table anew.
    (pairs, ("figures", "figures", "declared"), {}),
    (peer_sets, ("observed",), {"rules": RULES}),
    (peer_sets, ("observed",), {"rules": RULES, "worst": "indicative"}),
    (printed_beside, ("observed",), {}),
    (ranks, ("in_sets",), {}),
    (rates, ("observed", "stages"), {}),
    (ratios, ("observed", "derived", "derived_parts"), {"years": YEARS}),
    (reductions, ("observed",), {}),
    (scores, ("observed", "goalposts"), {}),
    (shares, ("indicators", "topic_weights", "indicator_weights"), {}),
    (targets, ("observed",), {}),
    (verdicts, ("graded",), {}),
    (with_best, ("sets",), {"place": OWN}),
    (with_peer, ("sets",), {"id": "own", "peer_id": "peer"}),
    (with_value, ("observed",), {"id": "own", "value": 4}),
]
every_call = pytest.mark.parametrize(
    ("metric", "names", "chosen"), CALLS, ids=[f"{call[0].__name__}-{n}" for n, call in enumerate(CALLS)]
)

DIRECTIONS = ("lower_is_better", "higher_is_better", "no_judgement")
KINDS = ("share", "growth", "growth_from_increase", "reduction", "ratio", "increase", "duration", "part_of")
STAGES = ("total", "done", "fully", "partly", "pending", "pending")
DECLARED = (("i0", "i3", "with_caution"), ("i4", "i1", "indicative"))
MADE_PARTS = (("numerator", "i1"), ("denominator", "i2"))
MADE_SHARE = {
    **{
        "derived": "made_share",
        "matter": "m0",
        "form": "completion",
        "topic": "t1",
        "direction": "higher_is_better",
    },
    **{
        "unit": "percent",
        "unit_factor": 1.0,
        "times": 100.0,
        "per": 1.0,
        "yearly": "false",
        "least": 0.0,
        "most": 100.0,
    },
}
PERIODS = (
    *[("2023-01-01", "2023-12-31")] * 4,
    *(
        ("2022-01-01", "2022-12-31"),
        ("2024-01-01", "2024-06-30"),
        ("", "2021-12-31"),
        ("2019-01-01", ""),
        ("", ""),
    ),
)


def made_figures(chance: random.Random) -> list[dict]:
    """150 figures of eight places on eight indicators, and two that surely stand in one peer set."""
    rows = [
        {
            "id": f"f{n}",
            "place": f"p{chance.randrange(8)}",
            "indicator": f"i{(number := chance.randrange(8))}",
            "matter": f"m{number % 3}",
            "form": "rank" if number == 6 else "level",
            "direction": DIRECTIONS[number % 3],
            "unit": {7: "percent", 6: "place", 5: "item", 4: "day", 3: "day"}.get(number, "working_day"),
            "part_of": chance.choice(("hunan", "henan")),
            "scope": chance.choice(("whole",) * 4 + ("zone",)),
            "status": chance.choice(("achieved",) * 4 + ("rule", "target")),
            "missing": chance.choice(("",) * 11 + ("in_words",)),
            "ambiguous": chance.choice(("",) * 11 + ("amount", "kind")),
            "before_kind": chance.choice(("earlier_level",) * 3 + ("provincial_average", "statutory_limit")),
            "before_end": chance.choice(("", "2020-12-31")),
        }
        | dict(zip(("bound", "figure"), made_figure(chance), strict=True))
        | dict(zip(("before_bound", "before"), made_figure(chance), strict=True))
        | dict(zip(("period_start", "period_end"), chance.choice(PERIODS), strict=True))
        for n in range(150)
    ]
    pinned = {"indicator": "pinned", "period_end": "2023-12-31"}
    return [*rows, pinned | {"id": "own", "place": OWN}, pinned | {"id": "peer", "place": "p1"}]


def made_figure(chance: random.Random) -> tuple[str, str]:
    """A bound and an interval that it may have; for ties and touching ends the numbers are few."""
    n = chance.randrange(6)
    figures = intervals_of(n) | {"": ""}
    return chance.choice([*figures.items(), *[("exact", figures["exact"])] * 3])


def made_tables(ids: list[str]) -> dict[str, pd.DataFrame]:
    """What belongs to the made-up figures, under the names the metrics know."""
    indicators = [f"i{n}" for n in range(8)]
    checks = [(f"check{n}", KINDS[n % len(KINDS)], id_) for n, id_ in enumerate(ids[:80])]
    parts = [(f"check{n}", at, ids[(n + 7 * at) % len(ids)]) for n in range(80) for at in (1, 2)]
    goalposts = [(i, *((0.0, 5.0), (5.0, 0.0), (1.0, 4.0))[n % 3]) for n, i in enumerate(indicators[1:])]
    stages = [(f, s, i) for f in ("x", "y") for s, i in zip(STAGES, indicators, strict=False)]
    return {
        "declared": frame(
            "indicator other grade one_measure",
            [
                (*two, grade, "true" if n else "false")
                for n, (*pair, grade) in enumerate(DECLARED)
                for two in (pair, pair[::-1])
            ],
        ),
        "derived": pd.DataFrame([MADE_SHARE]),
        "derived_parts": frame("derived side part", [("made_share", s, p) for s, p in MADE_PARTS]),
        "checks": frame("id kind claim", checks),
        "check_parts": frame("check_id position figure", parts),
        "goalposts": frame("indicator best worst", [*goalposts, ("i0", None, None)]),
        "stages": frame("funnel stage indicator", [row for row in stages if row[:2] != ("y", "total")]),
        "topic_weights": frame("topic weight", [("t0", 2.0)]),
        "indicator_weights": frame("indicator weight", [("i1", 3.0), ("i2", 0.0)]),
    }


def frame(columns: str, rows: list[tuple]) -> pd.DataFrame:
    """A small table from its columns' names."""
    return pd.DataFrame(rows, columns=columns.split())


@pytest.fixture(scope="session")
def frames(shipped, printed):
    """Every frame that a metric is given, as pandas: the shipped ones above the made-up ones."""
    made = printed(*made_figures(random.Random(1))).assign(precision=0.5, before_precision=0.5)
    made["topic"] = "t" + (made["indicator"].str[-1].isin(list("0123"))).astype(int).astype("str")
    figures = filled(pd.concat([shipped.observations(), made], ignore_index=True))
    catalogue = shipped.table("indicators").rename(columns={"id": "indicator"})
    of_shipped = {
        "declared": shipped.table("declared")[["indicator", "other", "grade", "one_measure"]],
        "derived": shipped.relations(DERIVED)[0].df(),
        "derived_parts": shipped.table("derived_parts"),
        "checks": shipped.table("checks")[["id", "kind", "claim"]],
        "check_parts": shipped.table("check_parts"),
        "goalposts": catalogue[catalogue["best"].notna()][["indicator", "best", "worst"]],
    }
    given = {
        name: pd.concat([of_shipped.get(name), table], ignore_index=True)
        for name, table in made_tables(list(made["id"])).items()
    }
    given |= {
        "observed": figures,
        "made": filled(made),
        "places": figures[["place"]].drop_duplicates(),
        "indicators": figures[["indicator", "matter", "topic"]].drop_duplicates("indicator"),
    }
    return given | in_between(given)


def filled(figures: pd.DataFrame) -> pd.DataFrame:
    """Texts are empty where there is nothing, and numbers NaN."""
    texts = figures.select_dtypes(exclude=["number", "bool"]).columns
    return figures.assign(**figures[texts].fillna("")).astype({"period_days": float})


def in_between(given: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What metrics make for other metrics."""
    printed, declared = given["observed"], given["declared"]
    parts = (given["derived"], given["derived_parts"])
    computed = (ratios(printed, *parts, years=YEARS), cuts(printed))
    figures = filled(pd.concat([printed, *computed], ignore_index=True))
    paired = pairs(figures, figures, declared)
    graded = comparability(paired, rules=RULES)
    judged = gaps(verdicts(graded))
    sets = peer_sets(printed, rules=RULES)
    scored = scores(sets, given["goalposts"])
    with_goalposts = given["indicators"].merge(given["goalposts"].dropna()[["indicator"]])
    return {
        "figures": figures,
        "paired": paired,
        "graded": graded,
        "judged": judged,
        "sets": sets,
        "in_sets": sets[sets["left_out"] == ""],
        "scored": scored,
        "comparable": comparable_scores(scored),
        "weights": shares(with_goalposts, given["topic_weights"], given["indicator_weights"]),
    }


@pytest.fixture(scope="session")
def spark(spark_session):
    """One small Spark for all tests."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        # The tables are tiny: nothing pays that makes long queries faster and short ones slower.
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    }
    session = spark_session.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def in_spark(spark, frames):
    """A frame by its name, as a Spark table; Arrow makes null of pandas' NaN."""
    tables = {}

    def table(name: str):
        if name not in tables:
            rows = pa.Table.from_pandas(frames[name], preserve_index=False)
            tables[name] = spark.createDataFrame(rows)
        return tables[name]

    return table


def assert_same(rows: pd.DataFrame, others: pd.DataFrame) -> None:
    """Every cell is the same, in an order by all texts, by which every row is told from the others."""
    assert not rows.empty
    texts = list(rows.select_dtypes(exclude=["number", "bool"]).columns)
    rows, others = (table.sort_values(texts, ignore_index=True) for table in (rows, others))
    # Engines count in whole numbers of different width, and pandas has no whole number or yes that is unknown.
    pd.testing.assert_frame_equal(rows, others, rtol=1e-12, atol=0, check_dtype=False)


@every_call
def test_a_metric_gives_the_same_in_duckdb_as_of_frames(metric, names, chosen, frames):
    given = [frames[name] for name in names]
    of_frames, in_duckdb = metric(*given, **chosen), metric(*map(duckdb.from_df, given), **chosen)
    assert isinstance(in_duckdb, duckdb.DuckDBPyRelation)
    assert_same(of_frames, in_duckdb.to_arrow_table().to_pandas())


# PySpark 4 warns of every pandas from 3.0 on; the frames here come and go as Arrow tables.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.spark
@every_call
def test_a_metric_gives_the_same_in_spark_as_of_frames(metric, names, chosen, frames, in_spark):
    found = metric(*(in_spark(name) for name in names), **chosen).toArrow()
    for name, column in zip(found.column_names, found.columns, strict=True):
        assert not (pa.types.is_floating(column.type) and pc.any(pc.is_nan(column)).as_py()), name
    assert_same(metric(*(frames[name] for name in names), **chosen), found.to_pandas())


def test_every_metric_is_tried_on_every_engine(every_metric):
    assert every_metric == {metric for metric, _, _ in CALLS}
