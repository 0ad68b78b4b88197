"""python -m exports observations | indicator | compare | package | brief: the pages' files, without a server."""

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import typer

from exports.brief import FORMS, brief_bytes, view_path
from exports.chart_ready import readable_columns, readable_csv, wide_columns
from exports.csv_file import csv_parts
from exports.package import package_bytes
from exports.taken import Taken, download_name
from exports.xlsx_file import xlsx_bytes
from findings import kept
from findings.requests import QUESTIONS, SNAPSHOT, WHOLE, Choices, Parameter, Question, check
from loaders.console import Wrong, add_command, argument, option, progress, run
from words import wording
from words.choices import objection

TABLES = dict.fromkeys(("observations", "indicator", "compare"), ("csv", "wide", "complete", "xlsx", "zip"))
FORMATS = TABLES | {"package": ("zip",), "brief": FORMS}
ENDINGS = {"wide": "csv", "complete": "csv"}  # of the file's name, where it differs from the format


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one file; 0 if written, 1 if it cannot be, 2 if something requested does not exist."""
    return run([export_commands], "cli.exports", "python -m exports", arguments)


def export_commands(app: typer.Typer, language: str) -> None:
    """Add a command for each question that a file answers."""
    text = wording(language)
    for name, formats in FORMATS.items():
        question = QUESTIONS[name]
        # The question's subject is positional.
        parameters = [
            (argument if one.fewest else option)(one.name, text(one.meaning)) for one in question.parameters
        ]
        if len(formats) > 1:
            parameters.append(option("format", text("cli.format", first=formats[0]), formats[0], formats))
        parameters.append(option("output", text("cli.output")))
        parameters.append(option("snapshot", text("parameter.snapshot")))
        about = text(f"question.{name}.about")
        add_command(app, text, name, about, partial(_export, question, language), parameters)


def _export(
    question: Question, language: str, output: str, snapshot: str, format: str = "zip", **given: str
) -> None:
    text = wording(language)
    progress(text("cli.opening"))
    snapshot = _snapshot(snapshot, language)
    choices = _checked(question.parameters, given, snapshot, language)
    progress(text("cli.computing"))
    rows = question.rows(snapshot, choices, WHOLE)
    tables = rows if isinstance(rows, Mapping) else {question.name: rows.frame()}
    every = pd.concat([table.astype(object) for table in tables.values()], ignore_index=True)
    if every.empty:
        raise ValueError(text("cli.empty"))
    progress(text("cli.writing", n=len(every)))
    address = _page_address(question, snapshot, choices)
    about = Taken(question.titles(snapshot, choices), snapshot, address, question.in_words(snapshot, choices))
    content = _content(format, tables, about, choices, language)
    if output == "-":  # standard output
        sys.stdout.buffer.writelines(content)
        return
    file = Path(output or ".")
    if file.is_dir():
        mark = text(f"file.mark_{format}") if format in ENDINGS else ""
        titles, ending = question.file_titles(snapshot, choices), ENDINGS.get(format, format)
        file /= download_name(every, titles, language, ending, mark)
    _write_file(file, content)
    print(text("cli.written", file=file, n=len(every)), file=sys.stderr)


def _snapshot(id_: str, language: str) -> str:
    """The snapshot asked for, else the one on the air, built if there is none yet; raises ValueError if there is nothing."""
    now = kept.on_the_air()
    chosen = _checked((SNAPSHOT,), {"snapshot": id_}, "", language)["snapshot"]
    if not now.snapshot:
        raise ValueError("\n".join((wording(language)("cli.nothing"), *now.refused)))
    return "".join(chosen) or now.snapshot


def _checked(
    parameters: Iterable[Parameter], given: Mapping[str, str], snapshot: str, language: str
) -> Choices:
    """The choices; refuses everything that does not exist at once."""
    choices, faults = check(parameters, {name: [value] for name, value in given.items()}, snapshot)
    if faults:
        lines = [objection(one.why, one.parameter, one.excerpt, one.nearest, language) for one in faults]
        raise Wrong("\n".join(lines))
    return choices


def _page_address(question: Question, snapshot: str, choices: Choices) -> str:
    """The address, without the host, of the page that shows the same."""
    if question.name == "brief":
        return f"/{view_path(snapshot, *choices['place'])}"
    query = {name: ",".join(codes) for name, codes in choices.items() if codes} | {"snapshot": snapshot}
    return f"/{question.page}?{urlencode(query, safe=',')}" if question.page else ""


def _content(
    form: str, tables: Mapping[str, pd.DataFrame], about: Taken, choices: Choices, language: str
) -> Iterable[bytes]:
    if form in FORMS:
        return [brief_bytes(form, about.snapshot, *choices["place"], language)]
    if form == "zip":
        return [package_bytes(tables, about)]
    (rows,) = tables.values()
    if form == "xlsx":
        return [xlsx_bytes(rows, about, language)]
    if form == "complete":
        return csv_parts([rows], about.snapshot, about.address)
    columns = (wide_columns if form == "wide" else readable_columns)(rows, language)
    if not columns:
        raise ValueError(wording(language)("cli.not_wide"))
    return [readable_csv(columns, about.snapshot, about.address, language)]


def _write_file(file: Path, content: Iterable[bytes]) -> None:
    """Write to a temporary file beside it, then rename, so that nobody ever finds half a file."""
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".duibiao-")
    except OSError as failed:  # which names the temporary file
        raise OSError(failed.errno, failed.strerror, str(file)) from None
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.writelines(content)
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


if __name__ == "__main__":
    sys.exit(main())
