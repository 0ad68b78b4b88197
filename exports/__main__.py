"""python -m exports observations | indicator | compare | package | brief: the files of the pages, without a server."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from exports.arguments import BRIEFS, COMMANDS, HERE, language_of, parser
from exports.brief import brief_bytes
from exports.commands import Asked, Wrong, check, snapshot_asked, tables, taken
from exports.csv_file import csv_parts
from exports.names import download_name
from exports.package import package_bytes
from exports.taken import Taken
from exports.xlsx_file import xlsx_bytes
from findings import kept
from findings.brief import frames
from loaders.problems import Refused
from words import Wording, wording


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one file; 0 where it is written, 1 where it cannot be, 2 where what is asked for does not exist."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        language = language_of(given, os.environ, kept.settings().language)
        asked = parser(language).parse_args(given)
        return _export(asked, wording(asked.lang))
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except (Refused, OSError, ValueError) as failed:
        print(failed, file=sys.stderr)
        return 1


def _export(asked: Namespace, text: Wording) -> int:
    chosen = {name: getattr(asked, name) or "" for name in COMMANDS[asked.command]}
    _progress(text("cli.opening"))
    snapshot = snapshot_asked(asked.snapshot or "", text)
    check(asked.command, snapshot, chosen, asked.lang)
    _progress(text("cli.computing"))
    found = tables(asked.command, snapshot, chosen)
    every = pd.concat([rows.astype(object) for rows in found.values()], ignore_index=True)
    if every.empty:
        raise ValueError(text("cli.empty"))
    _progress(text("cli.writing", n=len(every)))
    said = taken(asked.command, snapshot, chosen)
    content = _content(asked.format, found, said, chosen, asked.lang)
    if asked.output == HERE:
        sys.stdout.buffer.writelines(content)
        return 0
    file = Path(asked.output or ".")
    if file.is_dir():
        in_a_name = {"zh": said.title["zh"], "en": said.title["en"].lower().replace(" ", "-")}
        file /= download_name(every, in_a_name, asked.lang, asked.format)
    _write(file, content)
    print(text("cli.written", file=file, n=len(every)), file=sys.stderr)
    return 0


def _content(
    form: str, found: Mapping[str, pd.DataFrame], said: Taken, chosen: Asked, language: str
) -> Iterable[bytes]:
    if form in BRIEFS:
        gathered = frames(said.snapshot, tuple(chosen["place"].split(",")))
        return [brief_bytes(form, gathered, said.address, language)]
    if form == "zip":
        return [package_bytes(found, said)]
    (rows,) = found.values()
    return (
        [xlsx_bytes(rows, said, language)]
        if form == "xlsx"
        else csv_parts([rows], said.snapshot, said.address)
    )


def _write(file: Path, content: Iterable[bytes]) -> None:
    """Write beside the file, then put it in its place: nobody ever finds half of one."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".duibiao-")
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.writelines(content)
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


def _progress(step: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        print(f"· {step} …", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
