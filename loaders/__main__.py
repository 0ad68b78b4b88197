"""python -m loaders check | build | import | verify | account | changes | record | diff | prune | dictionary: for curators."""

import sys
from collections.abc import Sequence
from functools import partial
from json import dumps
from pathlib import Path

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
from loaders.problems import DatasetError, Problem
from loaders.provenance import account_for_numbers, verify_figures
from loaders.references import reference_problems
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
    for name in ("check", "build", "verify", "account", "changes", "record", "dictionary"):
        given = [folder, sources] if name in ("verify", "account") else [folder]
        add_command(app, text, name, text(f"cli.{name}"), partial(_on_folder, name, text), given)
    wanted = [argument("file", text("cli.import_file")), option("place", text("cli.import_place"))]
    wanted += [option("output", text("cli.import_output")), option("json", text("cli.import_json"), False)]
    add_command(app, text, "import", text("cli.import"), partial(_import_file, text), wanted)
    snapshots = [argument("old", text("cli.old")), argument("new", text("cli.new"), "")]
    add_command(app, text, "diff", text("cli.diff"), _print_diff, snapshots)
    keep = option("keep", text("cli.keep"), NEEDED)
    add_command(app, text, "prune", text("cli.prune"), partial(_prune_snapshots, text), [keep])


def _print_diff(old: str, new: str) -> None:
    print(diff(old, new, read_settings().build_folder))


def _prune_snapshots(text: Wording, keep: str) -> None:
    if not keep.isdecimal():
        raise Wrong(text("cli.keep_wrong", keep=keep))
    removed = prune(read_settings().build_folder, int(keep))
    print(text("cli.pruned", n=len(removed)), *removed)


def _on_folder(name: str, text: Wording, folder: str, sources: str = "") -> int:
    """Run a command on a dataset folder; its problems are printed in both languages."""
    dataset = Path(folder or ".")
    try:
        settings = read_settings()
        dataset = Path(folder) if folder else settings.data_folder
        print(_done(name, dataset, settings, text, Path(sources)))
        return 0
    except DatasetError as refused:
        print(f"{dataset}: {len(refused.problems)} 个问题 problems")
        print("\n".join(f"  {problem}" for problem in refused.problems))
        print(refused.remedy, end="")
        return 1


def _done(name: str, folder: Path, settings: Settings, text: Wording, sources: Path) -> str:
    """Run a command on a dataset folder; returns what to print where nothing is wrong with it."""
    problems: list[Problem] = []
    match name:
        case "check":
            check_dataset(folder, settings, lambda step: progress(text(f"cli.step.{step}")))
            said = text("cli.sound")
        case "build":
            built = build_snapshot(folder, settings, lambda step: progress(text(f"cli.step.{step}")))
            said = text("cli.built", snapshot=built)
        case "verify":
            problems, said = verify_figures(folder, sources), text("cli.verified")
        case "account":
            problems, said = account_for_numbers(folder, sources), text("cli.accounted")
        case "changes":
            check_changes(folder)
            said = text("cli.reasoned")
        case "record":
            counts = [f"{text(f'difference.{change}')} {n}" for change, n in record(folder).items()]
            said = text("cli.recorded", counts=text("list.separator").join(counts))
        case "dictionary":
            prints_utf8()
            return data_dictionary(folder)
    if problems:
        raise DatasetError(problems)
    return f"{folder}: {said}"


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
    lines = [*account_lines(account, known, text)]
    if output:
        rows = strict_rows(account, place or PLACE, SOURCE)
        Path(output).write_bytes(file_of(list(row.values()) for row in rows))
        lines.append(text("cli.written", file=output, n=len(rows)))
    print(dumps(account.as_json(), ensure_ascii=False, indent=1) if json else "\n".join(lines))
    return 0


def dictionary() -> Known:
    """The dictionary of the dataset named in the settings; raises `DatasetError` where it cannot be read."""
    catalogue, problems = read_catalogue(read_settings().data_folder)
    if problems := [*problems, *reference_problems(catalogue, None)]:
        raise DatasetError(problems)
    tables = {
        name: [dict(zip(columns, row, strict=True)) for row in rows]
        for name, (columns, rows) in catalogue_tables(catalogue).items()
    }
    return Known(tables.__getitem__)


if __name__ == "__main__":
    sys.exit(main())
