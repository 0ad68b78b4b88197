"""Engines: DuckDB or Spark, which read and write the Parquet folders of `batch` and compute on them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import duckdb
import pandas as pd

from metrics import Table


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
