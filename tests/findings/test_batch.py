"""Batch: a folder of Parquet files gives on DuckDB what the pages show, and on Spark the same, cell by cell."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from findings import batch, judging, kept, standing
from findings.__main__ import finding_commands, main
from loaders.reading import COMPUTED, DERIVED, PRINTED
from loaders.settings import HOME, STRICTNESS
from tests.command_lines import understood

# PySpark 4 warns of every pandas from 3.0 on; no frame here is one of its own.
pytestmark = [
    pytest.mark.slow,  # runs of the whole command
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
DOCUMENT = HOME / "docs" / "scale.md"
# A small and short-lived Java: nothing pays that makes long queries faster and short ones slower.
SPARK = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


@pytest.fixture(scope="module")
def given(shipped, tmp_path_factory) -> Path:
    """The shipped snapshot as a folder of Parquet files."""
    folder = tmp_path_factory.mktemp("extracted")
    assert main(["extract", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def benchmark(shipped) -> str:
    """The place with most figures."""
    return max(shipped.places().items(), key=lambda of_place: of_place[1])[0]


@pytest.fixture(scope="module")
def on_duckdb(given, benchmark, tmp_path_factory) -> Path:
    """All that is computed from it on DuckDB."""
    output = tmp_path_factory.mktemp("duckdb")
    assert main(["batch", str(given), str(output), "--benchmark", benchmark]) == 0
    return output


@pytest.fixture(scope="module")
def on_spark(given, benchmark, spark_session, tmp_path_factory) -> Path:
    """The same on Spark."""
    output, running = tmp_path_factory.mktemp("spark"), spark_session.getActiveSession()
    session = running or spark_session.builder.master("local[2]").config(map=SPARK).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    assert main(["batch", str(given), str(output), "--benchmark", benchmark, "--engine", "spark"]) == 0
    if not running:
        session.stop()
    return output


def rows_of(folder: Path, name: str) -> pd.DataFrame:
    """A table as it was written, in an order of its own: by all texts, by which every row is told from the others."""
    rows = duckdb.connect().read_parquet(str(folder / name / "**/*.parquet")).df()
    return in_order(rows)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows sorted by all texts."""
    texts = list(rows.select_dtypes(exclude=["number", "bool"]).columns)
    return rows.sort_values(texts, ignore_index=True)


def types_of(folder: Path, name: str) -> dict[str, str]:
    """Column → type in Parquet."""
    relation = duckdb.connect().read_parquet(str(folder / name / "**/*.parquet"))
    return dict(zip(relation.columns, map(str, relation.types), strict=True))


def same(found: pd.DataFrame, shown: pd.DataFrame) -> None:
    """Every cell of `found` is that of `shown`, which may have more columns; pandas knows unknown flags from none."""
    assert len(found) > 0
    wanted = in_order(shown[list(found.columns)])
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-12, atol=0, check_dtype=False)


def test_the_extracted_tables_are_those_of_the_snapshot(given, shipped):
    assert {folder.name for folder in given.iterdir()} == set(batch.TABLES)
    for name in batch.TABLES:
        (relation,) = shipped.relations(PRINTED if name == batch.FIGURES else name)
        whole, columns = relation.df(), list(batch.TABLES[name])
        found = rows_of(given, name)[columns]
        texts = [column for column, kind in batch.TABLES[name].items() if kind is batch.TEXT]
        whole[texts] = whole[texts].fillna("")
        same(in_order(found), whole)


def test_computed_figures_are_those_of_the_pages(on_duckdb, shipped):
    shown = kept.computing(shipped.id).relations(COMPUTED)[0].df()
    same(rows_of(on_duckdb, "computed"), shown)


def test_figures_are_placed_as_on_the_pages(on_duckdb, shipped):
    opened = kept.computing(shipped.id)
    opened.keep("placed", standing._laid_down)
    same(rows_of(on_duckdb, "placed"), opened.relations("placed")[0].df())


def test_pairs_are_counted_as_on_the_pages(on_duckdb, shipped):
    same(rows_of(on_duckdb, "counts"), judging.pair_counts(shipped.id))


def test_figures_are_judged_against_the_benchmark_as_on_the_pages(on_duckdb, shipped, benchmark):
    shown = judging.pairs_of_places(shipped.id, tuple(kept.labels(shipped.id, "places", "zh")), (benchmark,))
    same(rows_of(on_duckdb, "against"), shown)


@pytest.mark.spark
@pytest.mark.parametrize("name", batch.WHAT)
def test_spark_gives_what_duckdb_gives(name, on_duckdb, on_spark):
    rows, others = rows_of(on_duckdb, name), rows_of(on_spark, name)
    assert not rows.empty
    pd.testing.assert_frame_equal(rows, others, rtol=1e-12, atol=0)
    assert types_of(on_duckdb, name) == types_of(on_spark, name)


@pytest.mark.parametrize("column", ["place", "indicator"])
def test_figures_may_be_partitioned(column, given, on_duckdb, tmp_path):
    shutil.copytree(given, tmp_path / "in")
    shutil.rmtree(tmp_path / "in" / "figures")
    figures = duckdb.connect().read_parquet(str(given / "figures" / "*.parquet"))
    figures.write_parquet(str(tmp_path / "in" / "figures"), partition_by=[column])
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
    for name in ("computed", "placed", "counts"):
        same(rows_of(tmp_path / "out", name)[list(rows_of(on_duckdb, name))], rows_of(on_duckdb, name))


def test_one_file_is_as_good_as_a_folder_and_what_may_be_absent_is_made_up_for(given, on_duckdb, tmp_path):
    con = duckdb.connect()
    for name in batch.TABLES:
        con.read_parquet(str(given / name / "*.parquet")).create(name)
        wanted = [column for column in batch.TABLES[name] if column not in batch.MAY_BE_ABSENT]
        con.table(name).project(", ".join(wanted)).write_parquet(str(tmp_path / f"{name}.parquet"))
    assert main(["batch", str(tmp_path), str(tmp_path / "out"), "--what", "counts"]) == 0
    assert {folder.name for folder in (tmp_path / "out").iterdir()} == {"computed", "counts"}
    # No level before, no cut from it; the ratios are what they were.
    ratios = rows_of(on_duckdb, "computed").query("cut_kind == ''")[["id", "low", "high"]]
    found = rows_of(tmp_path / "out", "computed").query("cut_kind == ''")[["id", "low", "high"]]
    same(found.reset_index(drop=True), ratios)


@pytest.mark.parametrize("name", ["placed", "counts"])
def test_unknown_texts_and_numbers_that_are_none_are_unknown(name, given, on_duckdb, tmp_path):
    shutil.copytree(given, tmp_path / "in")
    figures = pd.read_parquet(given / "figures")
    texts = [column for column, kind in batch.TABLES[batch.FIGURES].items() if kind is batch.TEXT]
    figures[texts] = figures[texts].replace("", None)
    figures["low"] = figures["low"].astype("float64")
    con = duckdb.connect()
    con.register("frame", figures)
    nan = "* REPLACE (coalesce(low, 'nan'::DOUBLE) AS low, coalesce(high, 'nan'::DOUBLE) AS high)"
    shutil.rmtree(tmp_path / "in" / "figures")
    con.sql(f"SELECT {nan} FROM frame").write_parquet(str(tmp_path / "in" / "figures.parquet"))
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--what", name]) == 0
    same(rows_of(tmp_path / "out", name), rows_of(on_duckdb, name))


def test_a_stricter_rule_lets_fewer_pairs_through(given, benchmark, tmp_path):
    let_through = []
    for rule in STRICTNESS:
        asked = ["--what", "against", "--benchmark", benchmark, "--rule", rule]
        assert main(["batch", str(given), str(tmp_path / rule), *asked]) == 0
        let_through.append((rows_of(tmp_path / rule, "against")["grade"] != "not_comparable").sum())
    assert let_through == sorted(let_through) and let_through[0] < let_through[-1]


def test_a_second_run_replaces_the_first_and_leaves_nothing_else(given, on_duckdb, tmp_path):
    shutil.copytree(on_duckdb / "computed", tmp_path / "computed")
    assert main(["batch", str(given), str(tmp_path), "--what", "computed"]) == 0
    assert [folder.name for folder in tmp_path.iterdir()] == ["computed"]
    assert rows_of(tmp_path, "computed")["id"].is_unique


def refused(folder: Path, output: Path, capsys, *asked: str) -> str:
    """What is said of a folder that cannot be computed, and that nothing is written."""
    assert main(["batch", str(folder), str(output), *asked]) == 1
    assert not output.is_dir() or not list(output.iterdir())
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_a_table_that_is_not_there_is_named(given, tmp_path, capsys):
    shutil.copytree(given, tmp_path / "in")
    shutil.rmtree(tmp_path / "in" / "declared")
    assert "没有 declared 表" in refused(tmp_path / "in", tmp_path / "out", capsys)


def test_columns_that_are_not_there_are_named(given, tmp_path, capsys):
    shutil.copytree(given, tmp_path / "in")
    whole = duckdb.connect().read_parquet(str(given / "figures" / "*.parquet"))
    shutil.rmtree(tmp_path / "in" / "figures")
    less = ", ".join(column for column in whole.columns if column not in ("scope", "low"))
    whole.project(less).write_parquet(str(tmp_path / "in" / "figures.parquet"))
    assert "columns missing: scope, low" in refused(tmp_path / "in", tmp_path / "out", capsys)


def test_an_id_given_twice_is_refused(given, tmp_path, capsys):
    shutil.copytree(given, tmp_path / "in")
    one = duckdb.connect().read_parquet(str(given / "figures" / "*.parquet")).order("id").limit(1)
    one.write_parquet(str(tmp_path / "in" / "figures" / "again.parquet"))
    ((first,),) = one.project("id").fetchall()
    assert f"id given twice: {first}" in refused(tmp_path / "in", tmp_path / "out", capsys)


def test_a_benchmark_without_figures_is_refused(given, tmp_path, capsys):
    assert "no figures of place 'nowhere'" in refused(
        given, tmp_path / "out", capsys, "--benchmark", "nowhere"
    )


def test_against_needs_a_benchmark(given, tmp_path, capsys):
    assert main(["batch", str(given), str(tmp_path / "out"), "--what", "against"]) == 2
    assert "--benchmark" in capsys.readouterr().err


def test_the_file_can_be_given_to_spark_submit_from_any_folder(tmp_path):
    """A file started by its path finds its own folder first, not the one with the packages."""
    command = [sys.executable, str(HOME / "findings" / "__main__.py"), "batch", "--help"]
    told = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0, told.stderr
    assert "--engine" in told.stdout


def test_every_column_a_folder_needs_is_described():
    text = DOCUMENT.read_text(encoding="utf-8")
    cells = re.findall(
        r"^\| `(\w+)` \| `(\w+)` \| (text|number|whole number|yes or no) \| (.*?) \| ", text, re.M
    )
    words = {
        batch.TEXT: "text",
        batch.NUMBER: "number",
        batch.WHOLE: "whole number",
        batch.YES_OR_NO: "yes or no",
    }
    described = [(table, column, kind, needed == "needed") for table, column, kind, needed in cells]
    assert described == [
        (table, column, words[kind], column not in batch.MAY_BE_ABSENT)
        for table, columns in batch.TABLES.items()
        for column, kind in columns.items()
    ]


def test_every_command_of_the_document_is_understood():
    text = DOCUMENT.read_text(encoding="utf-8").replace("\\\n", " ")
    blocks = "".join(re.findall(r"^```\n(.*?)^```$", text, re.M | re.S))
    lines = re.findall(r"(?:python -m findings|findings/__main__\.py) (.*)", blocks)
    commands = [understood(finding_commands, shlex.split(line.split(" > ")[0])) for line in lines]
    assert {"batch", "extract", "counts"} == set(commands)


def test_derived_indicators_are_read_under_the_name_they_have_in_a_snapshot():
    assert DERIVED in batch.TABLES
