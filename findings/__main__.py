"""python -m findings counts | extract | batch | trace: what compares, metrics for large datasets, the path of a figure."""

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

if not __package__:  # spark-submit runs this file by path: the packages are in the folder above
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import typer

from findings import kept
from findings.batch import WHAT, batch, extract, on_duckdb, on_spark
from findings.judging import counted_pairs_of_cities
from findings.trace import WAY, trace
from loaders.console import Wrong, add_command, argument, option, prints_utf8, progress, run
from loaders.settings import STRICTNESS
from words import Wording, wording
from words.trace import trace_lines

ENGINES = ("duckdb", "spark")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if it cannot be done, 2 if the arguments are wrong."""
    return run([finding_commands], "cli.findings", "python -m findings", arguments)


def finding_commands(app: typer.Typer, language: str) -> None:
    """Add every command with its arguments and help."""
    text = wording(language)
    output = argument("output", text("cli.target"))
    of_batch = [
        argument("input", text("cli.input")),
        output,
        option("engine", text("cli.engine", first=ENGINES[0]), ENGINES[0], ENGINES),
        option("what", text("cli.what"), None, WHAT),
        option("benchmark", text("cli.against")),
        option("rule", text("parameter.rule"), None, STRICTNESS),
    ]
    for name, call, parameters in (
        ("counts", _print_counts, []),
        ("extract", _extract_tables, [output]),
        ("batch", _compute_tables, of_batch),
        ("trace", partial(_print_trace, language), [argument("figure", text("cli.figure"))]),
    ):
        add_command(app, text, name, text(f"cli.{name}"), partial(call, text), parameters)


def _print_counts(text: Wording) -> None:
    prints_utf8()
    print(json.dumps(counted_pairs_of_cities(_snapshot_on_the_air(text)), ensure_ascii=False, indent=1))


def _extract_tables(text: Wording, output: str) -> None:
    snapshot = _snapshot_on_the_air(text)
    extract(snapshot, output)
    print(text("cli.extracted", folder=output, snapshot=snapshot))


def _compute_tables(
    text: Wording, input: str, output: str, engine: str, what: str | None, benchmark: str, rule: str | None
) -> None:
    if what == "against" and not benchmark:
        raise Wrong(text("cli.against_missing"))
    wanted = list(dict.fromkeys((WHAT[0], what))) if what else list(WHAT)
    if not what and not benchmark:
        wanted.remove("against")
    with on_spark() if engine == "spark" else on_duckdb(output) as computing:
        batch(computing, input, output, wanted, benchmark, rule or "", progress)
    print(text("cli.computed", folder=output, tables=", ".join(wanted)))


def _print_trace(language: str, text: Wording, figure: str) -> None:
    way = trace(_snapshot_on_the_air(text), figure, kept.settings().data_folder)
    prints_utf8()
    print("\n".join(trace_lines(way, WAY, language)))


def _snapshot_on_the_air(text: Wording) -> str:
    now = kept.on_the_air()
    if not now.snapshot:
        raise ValueError("\n".join((text("cli.nothing"), *now.refused)))
    return now.snapshot


if __name__ == "__main__":
    sys.exit(main())
