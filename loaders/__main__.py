"""python -m loaders check | build | import | verify | account | changes | record | diff | prune | dictionary: for curators."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any

import typer

from loaders.catalogue import read_catalogue
from loaders.changelog import check_changes, record
from loaders.console import NEEDED, Wrong, add_command, argument, option, prints_utf8, progress, run
from loaders.contract import is_id
from loaders.dictionary import data_dictionary
from loaders.differences import diff
from loaders.office.account import Account
from loaders.office.figures import read_office
from loaders.office.matching import Known
from loaders.office.sheets import Unreadable
from loaders.office.strict import strict_rows
from loaders.office.telling import account_lines
from loaders.own_city import PLACE, SOURCE, file_of
from loaders.problems import DatasetError
from loaders.provenance import account_for_numbers, verify_figures
from loaders.settings import Settings, read_settings
from loaders.snapshot import build_snapshot, check_dataset, prune
from loaders.tables import catalogue_tables
from words import Wording, wording


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 if all is well, 1 if there are problems, 2 if the arguments are wrong."""
    return run([loader_commands], "cli.loaders", "python -m loaders", arguments)


def loader_commands(app: typer.Typer, language: str) -> None:
    """Add every command with its arguments and help."""
    text = wording(language)
    folder = argument("folder", text("cli.folder"), "")
    sources = option("sources", text("cli.sources"), NEEDED)
    of_documents = {"verify": [folder, sources], "account": [folder, sources]}
    for name, command in ON_A_FOLDER.items():
        call = partial(_on_folder, command, text)
        add_command(app, text, name, text(f"cli.{name}"), call, of_documents.get(name, [folder]))
    wanted = [argument("file", text("cli.import_file")), option("place", text("cli.import_place"))]
    wanted += [option("output", text("cli.import_output")), option("json", text("cli.import_json"), False)]
    add_command(app, text, "import", text("cli.import"), partial(_import_file, text), wanted)
    snapshots = [argument("old", text("cli.old")), argument("new", text("cli.new"), "")]
    add_command(app, text, "diff", text("cli.diff"), _print_diff, snapshots)
    keep = option("keep", text("cli.keep"), NEEDED)
    add_command(app, text, "prune", text("cli.prune"), partial(_prune_snapshots, text), [keep])


def _prune_snapshots(text: Wording, keep: str) -> None:
    if not keep.isdecimal():
        raise Wrong(text("cli.keep_wrong", keep=keep))
    removed = prune(read_settings().build_folder, int(keep))
    print(text("cli.pruned", n=len(removed)), *removed)


def _on_folder(command: Callable[..., str], text: Wording, folder: str, **given: str) -> int:
    """Run a command on a dataset folder; its problems are printed in both languages."""
    dataset = Path(folder or ".")
    try:
        settings = read_settings()
        dataset = Path(folder) if folder else settings.data_folder
        print(command(dataset, settings, text, **given))
        return 0
    except DatasetError as refused:
        print(f"{dataset}: {len(refused.problems)} 个问题 problems")
        print("\n".join(f"  {problem}" for problem in refused.problems))
        print(refused.remedy, end="")
        return 1


def _check_folder(folder: Path, settings: Settings, text: Wording) -> str:
    check_dataset(folder, settings, _progress_in(text))
    return f"{folder}: {text('cli.sound')}"


def _build_folder(folder: Path, settings: Settings, text: Wording) -> str:
    snapshot = build_snapshot(folder, settings, _progress_in(text))
    return f"{folder}: {text('cli.built', snapshot=snapshot)}"


def _verify_folder(folder: Path, _: Settings, text: Wording, sources: str) -> str:
    if problems := verify_figures(folder, Path(sources)):
        raise DatasetError(problems)
    return f"{folder}: {text('cli.verified')}"


def _account_folder(folder: Path, _: Settings, text: Wording, sources: str) -> str:
    if problems := account_for_numbers(folder, Path(sources)):
        raise DatasetError(problems)
    return f"{folder}: {text('cli.accounted')}"


def _check_changes(folder: Path, _: Settings, text: Wording) -> str:
    check_changes(folder)
    return f"{folder}: {text('cli.reasoned')}"


def _record_folder(folder: Path, _: Settings, text: Wording) -> str:
    counts = [f"{text(f'difference.{change}')} {n}" for change, n in record(folder).items()]
    return f"{folder}: {text('cli.recorded', counts=text('list.separator').join(counts))}"


def _describe_folder(folder: Path, _: Settings, __: Wording) -> str:
    prints_utf8()
    return data_dictionary(folder)


def _import_file(text: Wording, file: str, place: str, output: str, json: bool) -> int:
    """Read an office's file and print what was understood; where an output is named, write it there in strict form."""
    if not Path(file).is_file():
        raise Wrong(text("cli.import_no_file", file=file))
    if place and not is_id(place):
        raise Wrong(text("cli.import_no_place", place=place))
    prints_utf8()
    known = dictionary()
    try:
        account = read_office(Path(file).read_bytes(), known, place)
    except Unreadable as refused:
        told = Account().as_json() | {"left_out": [{"row": 0, "column": 0, "from": file, "why": refused.why}]}
        print(dumps(told, ensure_ascii=False) if json else text(f"import.unreadable.{refused.why}"))
        return 1
    if output:
        rows = strict_rows(account, place or PLACE, SOURCE)
        Path(output).write_bytes(file_of(list(row.values()) for row in rows))
    lines = [
        *account_lines(account, known, text),
        *([text("cli.written", file=output, n=len(rows))] if output else []),
    ]
    print(dumps(account.as_json(), ensure_ascii=False, indent=1) if json else "\n".join(lines))
    return 0


def dictionary() -> Known:
    """The dictionary of the dataset named in the settings; raises `DatasetError` where it cannot be read."""
    catalogue, problems = read_catalogue(read_settings().data_folder)
    if problems:
        raise DatasetError(problems)
    columns_and_rows = catalogue_tables(catalogue)

    def table(name: str) -> list[dict[str, Any]]:
        columns, rows = columns_and_rows[name]
        return [dict(zip(columns, row, strict=True)) for row in rows]

    return Known(table)


def _print_diff(old: str, new: str) -> None:
    print(diff(old, new, read_settings().build_folder))


def _progress_in(text: Wording) -> Callable[[str], None]:
    return lambda step: progress(text(f"cli.step.{step}"))


ON_A_FOLDER: dict[str, Callable[..., str]] = {
    "check": _check_folder,
    "build": _build_folder,
    "verify": _verify_folder,
    "account": _account_folder,
    "changes": _check_changes,
    "record": _record_folder,
    "dictionary": _describe_folder,
}

if __name__ == "__main__":
    sys.exit(main())
