"""python -m findings counts | batch | extract: what compares, and the metrics of the pages for large datasets."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

if not __package__:  # spark-submit runs this file by its path: the rooms are in the folder above
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import duckdb

from findings import kept
from findings.batch import WHAT, batch, extract
from findings.counts import counted
from findings.engines import on_duckdb, on_spark
from loaders.console import prints_utf8
from loaders.problems import Refused
from loaders.settings import STRICTNESS

ENGINES = ("duckdb", "spark")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all is well, 1 where it cannot be done, 2 where the arguments are wrong."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command == "batch" and asked.what == "against" and not asked.benchmark:
        parser.error("--what against 需要 needs --benchmark")
    try:
        print(_run(asked))
    except Refused as refused:
        print("\n".join(str(problem) for problem in refused.problems), file=sys.stderr)
        return 1
    except (ValueError, OSError, duckdb.Error) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def _run(asked: argparse.Namespace) -> str:
    if asked.command == "counts":
        prints_utf8()
        return json.dumps(counted(_snapshot_on_the_air()), ensure_ascii=False, indent=1)
    if asked.command == "extract":
        snapshot = _snapshot_on_the_air()
        extract(snapshot, asked.output)
        return f"{asked.output}: 快照 snapshot {snapshot}"
    wanted = list(dict.fromkeys((WHAT[0], asked.what))) if asked.what else list(WHAT)
    if not asked.what and not asked.benchmark:
        wanted.remove("against")
    with on_spark() if asked.engine == "spark" else on_duckdb(asked.output) as engine:
        batch(engine, asked.input, asked.output, wanted, asked.benchmark, asked.rule, _progress)
    return f"{asked.output}: 已写入 written: {', '.join(wanted)}"


def _snapshot_on_the_air() -> str:
    now = kept.on_the_air()
    if not now.snapshot:
        raise ValueError("\n".join(("没有快照 no snapshot", *now.refused)))
    return now.snapshot


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        print(f"· {name} …", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m findings", description="可比数量与批量计算 what compares, and metrics in bulk"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    words = "两市可比的事项，JSON on how many matters two cities compare, as JSON"
    commands.add_parser("counts", help=words, description=words)
    words = "将快照写成 Parquet 文件夹 write the snapshot on the air as a folder of Parquet files"
    command = commands.add_parser("extract", help=words, description=words)
    command.add_argument("output", metavar="OUTPUT", help="写入的文件夹 the folder to write to")
    words = "批量计算 Parquet 文件夹，见 docs/scale.md compute a folder of Parquet files in bulk"
    command = commands.add_parser("batch", help=words, description=words)
    command.add_argument("input", metavar="INPUT", help="读取的文件夹 the folder to read")
    command.add_argument("output", metavar="OUTPUT", help="写入的文件夹 the folder to write to")
    command.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="计算引擎，默认 duckdb; by default duckdb"
    )
    command.add_argument("--what", choices=WHAT, help="只算一项，默认全部; one of them, by default all")
    command.add_argument(
        "--benchmark",
        metavar="PLACE",
        default="",
        help="基准地区编号，against 所需; the id of a place, for against",
    )
    command.add_argument(
        "--rule",
        choices=STRICTNESS,
        default="",
        help="可比的宽严，默认见 config.yaml; how strict a comparison is",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
