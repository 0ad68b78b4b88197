"""python -m loaders check | build | verify | account | changes | record | diff | dictionary: what a curator runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from loaders.account import account
from loaders.changelog import check_changes, record
from loaders.console import prints_utf8
from loaders.dictionary import dictionary
from loaders.diff import CHANGES, diff
from loaders.problems import Problem, Refused
from loaders.settings import Settings, read_settings
from loaders.snapshot import build_snapshot, check_dataset
from loaders.verify import verify

STEPS = {
    "catalogue": "读取目录 reading the catalogue",
    "observations": "读取数据 reading observations",
    "checks": "检查 checking",
    "snapshot": "写入快照 writing the snapshot",
}


SOURCED = {
    "verify": (verify, "每个数字都在原文中找到 every figure is found in its document"),
    "account": (account, "每个数字都已录入或说明原因 every number is entered, or omitted with its reason"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all is well, 1 where there are problems."""
    asked = _parser().parse_args(arguments)
    folder, remedy = Path(asked.folder or "."), ""
    try:
        settings = read_settings()
        folder = Path(asked.folder) if asked.folder else settings.data_folder
        problems, said = _run(asked, folder, settings)
    except Refused as refused:
        problems, remedy = refused.problems, refused.remedy
    if problems:
        print(f"{folder}: {len(problems)} 个问题 problems")
        print("\n".join(f"  {problem}" for problem in problems))
        print(remedy, end="")
        return 1
    print(said)
    return 0


def _run(asked: argparse.Namespace, folder: Path, settings: Settings) -> tuple[list[Problem], str]:
    if asked.command == "check":
        check_dataset(folder, settings, _progress)
        return [], f"{folder}: 没有问题 no problems"
    if asked.command == "build":
        snapshot = build_snapshot(folder, settings, _progress)
        return [], f"{folder}: 快照 snapshot {snapshot}"
    if asked.command == "changes":
        check_changes(folder)
        return [], f"{folder}: 更改都有原因，均已登记 every change has its reason and is recorded"
    if asked.command == "record":
        counted = ", ".join(f"{CHANGES[change]} {n}" for change, n in record(folder).items())
        return [], f"{folder}: 已登记 recorded: {counted}"
    if asked.command == "diff":
        return [], diff(asked.old, asked.new, settings.build_folder)
    if asked.command == "dictionary":
        prints_utf8()
        return [], dictionary(folder)
    compare, said = SOURCED[asked.command]
    return compare(folder, Path(asked.sources)), f"{folder}: {said}"


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        print(f"· {STEPS[step]} …", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loaders", description="检查、构建和核对数据 check, build, verify and account"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("check", "检查数据文件夹 check a dataset folder"),
        ("build", "检查并生成快照 check it and build its snapshot"),
        ("verify", "与原文核对 compare every figure with its document"),
        ("account", "核对原文中的数字是否都有交代 account for every number in the documents"),
        ("changes", "核对每处更改都有原因 see that every change of a figure has its reason and is recorded"),
        ("record", "登记数字的现状 record the figures as they are now"),
        ("diff", "两个快照的区别 what differs between two snapshots"),
        ("dictionary", "输出数据字典 print the data dictionary, in Markdown"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        if name == "diff":
            command.add_argument("old", help="快照编号或文件 a snapshot, by id or file")
            command.add_argument(
                "new", nargs="?", default="", help="默认为当前快照; by default the one on the air"
            )
            command.set_defaults(folder=None)
            continue
        command.add_argument("folder", nargs="?", help="数据文件夹，默认见 config.yaml; the dataset folder")
        if name in SOURCED:
            command.add_argument(
                "--sources", required=True, help="原文所在文件夹 the folder of the documents"
            )
    return parser


if __name__ == "__main__":
    sys.exit(main())
