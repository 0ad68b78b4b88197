"""Batch: the metrics of the pages for datasets too large for one machine; Parquet folders in, Parquet folders out.

DuckDB computes on one machine, Spark on as many as there are. The metrics, and the functions that combine them, are those
of the pages, so a figure, a pair or a rank means the same here as there. See docs/scale.md.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import duckdb
import narwhals as nw
import pandas as pd

from findings import judging, kept, standing
from loaders.reading import DERIVED, PRINTED
from metrics import Frame, Table

Kind = type[nw.String] | type[nw.Float64] | type[nw.Int64] | type[nw.Boolean]
TEXT, NUMBER, WHOLE, YES_OR_NO = nw.String, nw.Float64, nw.Int64, nw.Boolean
FIGURES = "figures"
TEXTS = (
    *("id", "place", "level", "part_of", "indicator", "matter", "topic", "form", "direction", "unit"),
    *("scope", "status", "bound", "missing", "ambiguous"),
    *("period_start", "period_end", "period_basis", "source"),
)
# Columns that may be missing; they become empty texts, unknown numbers and closed ends.
MAY_BE_ABSENT: dict[str, Kind] = {
    **dict.fromkeys(("before_bound", "before_kind", "cut_kind", "denominator_end"), TEXT),
    **dict.fromkeys(("printed_unit", "as_printed", "note_zh", "note_en"), TEXT),
    **dict.fromkeys(("precision", "before_amount", "before_low", "before_high"), NUMBER),
    **dict.fromkeys(("before_low_open", "before_high_open"), YES_OR_NO),
}
# The columns each table of a folder must have; any others in `figures` are carried along.
TABLES: dict[str, dict[str, Kind]] = {
    FIGURES: {
        **dict.fromkeys(TEXTS, TEXT),
        **dict.fromkeys(("value", "amount", "unit_factor", "low", "high"), NUMBER),
        **dict.fromkeys(("low_open", "high_open"), YES_OR_NO),
        "period_days": WHOLE,
        **MAY_BE_ABSENT,
    },
    "declared": dict.fromkeys(("indicator", "other", "grade", "one_measure"), TEXT),
    DERIVED: {
        **dict.fromkeys(("derived", "matter", "form", "topic", "direction", "unit", "yearly"), TEXT),
        **dict.fromkeys(("unit_factor", "times", "per", "least", "most"), NUMBER),
    },
    "derived_parts": dict.fromkeys(("derived", "side", "part"), TEXT),
    "indicators": {"id": TEXT, "best": NUMBER, "worst": NUMBER},
}
WHAT = ("computed", "placed", "counts", "against")


class OnDuckDB:
    """One machine; what does not fit into memory is temporarily spilt to disk."""

    def __init__(self, con: duckdb.DuckDBPyConnection, work: Path):
        self._con, self._work, self._numbers = con, work, count()

    def read(self, folder: str, table: str) -> Table:
        for path in (Path(folder, table), Path(folder, f"{table}.parquet")):
            files = [path] if path.is_file() else list(path.rglob("*.parquet"))
            if files:
                names = [str(file) for file in files]
                return self._con.read_parquet(names, hive_partitioning=True, union_by_name=True)
        raise absent(folder, table)

    def write(self, rows: Table, folder: str, name: str) -> None:
        # Written aside first, so that nobody ever finds half a folder.
        aside, there = self._work / name, Path(folder, name)
        rows.write_parquet(str(aside), per_thread_output=True)
        if there.exists():
            shutil.rmtree(there)
        os.replace(aside, there)

    def laid_down(self, rows: Table) -> Table:
        name = f"laid_down_{next(self._numbers)}"
        rows.create(name)
        return self._con.table(name)

    def taken_in(self, rows: pd.DataFrame) -> Table:
        """A pandas frame as a table of this engine."""
        return self._con.from_df(rows)


class OnSpark:
    """As many machines as the session has; paths are whatever it can read and write."""

    def __init__(self, session):
        self._session = session

    def read(self, folder: str, table: str) -> Table:
        from pyspark.errors import AnalysisException

        for path in (f"{folder.rstrip('/')}/{table}", f"{folder.rstrip('/')}/{table}.parquet"):
            try:
                return self._session.read.parquet(path)
            except AnalysisException as failed:
                if failed.getCondition() not in ("PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA"):
                    raise
        raise absent(folder, table)

    def write(self, rows: Table, folder: str, name: str) -> None:
        rows.write.mode("overwrite").parquet(f"{folder.rstrip('/')}/{name}")

    def laid_down(self, rows: Table) -> Table:
        return rows.localCheckpoint()


def absent(folder: str, table: str) -> ValueError:
    """The error for a table that is not there."""
    return ValueError(f"{folder}: 没有 {table} 表 no Parquet files {table}/ or {table}.parquet")


@contextmanager
def on_duckdb(output: str) -> Iterator[OnDuckDB]:
    """DuckDB with a temporary work folder beside the results, deleted at the end."""
    Path(output).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".duibiao-") as work:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": str(Path(work, "spilt")),
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as con:
            yield OnDuckDB(con, Path(work))


@contextmanager
def on_spark() -> Iterator[OnSpark]:
    """Spark as set up by spark-submit, else on this machine alone; raises ValueError if Spark is not available."""
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError:
        raise ValueError("没有 pyspark no pyspark: pip install -r requirements-spark.txt") from None
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise ValueError("Spark 需要 Java 17 或更新版本 Spark needs Java 17 or newer")
    running = SparkSession.getActiveSession()
    chosen = SparkConf().setIfMissing("spark.app.name", "duibiao")
    # On one machine, one task per core instead of 200 that are mostly empty.
    if chosen.get("spark.master", "local").startswith("local"):
        chosen.setIfMissing("spark.sql.shuffle.partitions", str(os.cpu_count()))
    session = running or SparkSession.builder.config(conf=chosen).getOrCreate()
    # Grading a pair is one long expression, too long for Spark to compile in one piece.
    session.conf.set("spark.sql.codegen.wholeStage", "false")
    # A folder named place=001 is about place 001, not place 1.
    session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    try:
        yield OnSpark(session)
    finally:
        if not running:
            session.stop()


def batch(
    engine: OnDuckDB | OnSpark,
    given: str,
    output: str,
    wanted: Sequence[str] = WHAT,
    benchmark: str = "",
    rule: str = "",
    progress: Callable[[str], None] = lambda name: None,
) -> None:
    """Compute what is `wanted` from the tables in the folder `given`, and write each to its own folder in `output`.

    `computed` are ratios and cuts, `placed` peer sets, scores and ranks, `counts` the number of pairs per grade, and
    `against` every figure compared with those of the place `benchmark`. Everything else is computed from `computed`,
    which is always written. Raises ValueError if the tables lack what is needed.
    """
    tables = {name: typed(name, engine.read(given, name)) for name in TABLES}
    printed, declared = tables[FIGURES], tables["declared"]
    check_ids(printed)
    if "against" in wanted:
        check_place(printed, benchmark)
    progress("computed")
    computed = kept.ratios_and_cuts(printed, tables[DERIVED], tables["derived_parts"])
    engine.write(computed, output, "computed")
    both = (nw.from_native(rows) for rows in (printed, engine.read(output, "computed")))
    every = nw.concat([rows.select(list(printed.columns)) for rows in both]).to_native()
    compute = {
        "placed": lambda: standing.placed_among_peers(every, tables["indicators"], rule),
        "counts": lambda: judging.counts_of(every, declared, engine.laid_down),
        "against": lambda: judging.held_against(every, extract_of_place(every, benchmark), declared, rule),
    }
    for name in wanted:
        if name in compute:
            progress(name)
            engine.write(compute[name](), output, name)


def typed(table: str, rows: Frame) -> Frame:
    """A table in the types the metrics rely on: no text is null, no number is NaN, no flag is unknown.

    Raises ValueError if columns are missing.
    """
    given = nw.from_native(rows)
    there = set(given.collect_schema().names())
    if lacking := [name for name in TABLES[table] if name not in there and name not in MAY_BE_ABSENT]:
        raise ValueError(f"{table}: 缺少列 columns missing: {', '.join(lacking)}")
    found = {name: nw.col(name) if name in there else nw.lit(None) for name in TABLES[table]}
    columns = {name: frames_filled(found[name], kind) for name, kind in TABLES[table].items()}
    return given.with_columns(**columns).to_native()


def frames_filled(column: nw.Expr, kind: Kind) -> nw.Expr:
    """A column in its type, with the missing values that belong to it."""
    given = column.cast(kind)
    if kind is TEXT:
        return given.fill_null("")
    if kind is YES_OR_NO:
        return given.fill_null(False)
    return given.fill_nan(None) if kind is NUMBER else given


def check_ids(figures: Frame) -> None:
    """Raise ValueError if two figures share an id, as they would be mistaken for each other."""
    ids = nw.from_native(figures).group_by("id").agg(times=nw.len())
    twice = ids.filter(nw.col("times") > 1).sort("id").head(1).collect()
    if len(twice):
        raise ValueError(f"{FIGURES}: 编号重复 id given twice: {twice['id'][0]}")


def check_place(figures: Frame, place: str) -> None:
    """Raise ValueError if the benchmark has no figures."""
    if not len(nw.from_native(extract_of_place(figures, place)).select("id").head(1).collect()):
        raise ValueError(f"{FIGURES}: 没有该地区的数字 no figures of place {place!r}")


def extract_of_place(figures: Frame, place: str) -> Frame:
    """The figures of one place."""
    return nw.from_native(figures).filter(nw.col("place") == place).to_native()


def extract(snapshot_id: str, output: str) -> None:
    """Write the tables of a snapshot as a folder that `batch` can read."""
    opened = kept.snapshot(snapshot_id)
    with on_duckdb(output) as engine:
        for name in TABLES:
            (relation,) = opened.relations(PRINTED if name == FIGURES else name)
            engine.write(typed(name, engine.taken_in(relation.df())), output, name)
