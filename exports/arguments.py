"""Arguments: what the command line may be asked, explained in Chinese or English."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import NoReturn

from words import LANGUAGES, Wording, wording

TABLES, BRIEFS = ("csv", "xlsx", "zip"), ("html", "docx")
# Each command with the parameters of the address that asks for the same.
COMMANDS = {
    "observations": ("place", "topic", "indicator"),
    "indicator": ("indicator",),
    "compare": ("place", "topic", "indicator", "reported", "benchmark", "rule"),
    "package": (),
    "brief": ("place",),
}
FORMATS = {name: BRIEFS if name == "brief" else TABLES for name in COMMANDS if name != "package"}
FIRST = {"indicator": "indicator", "brief": "place"}  # what a command is about, without which it says nothing
SEVERAL = ("place", "topic", "indicator")
HERE = "-"  # to the standard output


def language_of(arguments: Sequence[str], environment: Mapping[str, str], otherwise: str) -> str:
    """What `--lang` says, else the language of the environment, else that of the settings."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    first.add_argument("--lang", choices=list(LANGUAGES))
    try:
        asked = first.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:  # told by the parser itself
        asked = None
    names = (environment.get(name, "")[:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return asked or next((name for name in names if name in LANGUAGES), otherwise)


def parser(language: str) -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    text = wording(language)
    whole = Parser(prog="python -m exports", description=text("cli.about"), epilog=text("cli.exit"))
    whole.options(text)
    commands = whole.add_subparsers(
        title=text("cli.commands"), dest="command", required=True, metavar=text("cli.command")
    )
    for name, parameters in COMMANDS.items():
        said = text(f"cli.{name}")
        command = commands.add_parser(name, help=said, description=said)
        group = command.options(text)
        for parameter in parameters:
            if FIRST.get(name) == parameter:
                metavar = "ID[,ID]" if name == "brief" else "ID"
                group.add_argument(parameter, metavar=metavar, help=text(f"cli.with.{name}_of"))
            else:
                said = text(f"cli.with.{parameter}")
                group.add_argument(
                    f"--{parameter}", metavar="ID" if parameter != "reported" else "N", help=said
                )
        if name in FORMATS:
            said = text("cli.format", first=FORMATS[name][0])
            group.add_argument("--format", choices=FORMATS[name], default=FORMATS[name][0], help=said)
        group.add_argument("--output", metavar="FILE", help=text("cli.output"))
        group.add_argument("--snapshot", metavar="ID", help=text("cli.snapshot"))
        command.set_defaults(format=FORMATS.get(name, ("zip",))[0], lang=language)
    return whole


class Parser(argparse.ArgumentParser):
    """A parser whose own words are those of the catalogues; Python's are English only."""

    def __init__(self, **look: object):
        super().__init__(add_help=False, allow_abbrev=False, **look)
        self.text: Wording = wording("zh")

    def options(self, text: Wording) -> argparse._ArgumentGroup:
        """The group of the options, help among them."""
        self.text = text
        group = self.add_argument_group(text("cli.options"))
        group.add_argument("-h", "--help", action="help", help=text("cli.help"))
        group.add_argument("--lang", choices=list(LANGUAGES), help=text("cli.lang"))
        return group

    def format_usage(self) -> str:
        """How the command is written."""
        return super().format_usage().replace("usage:", self.text("cli.usage"), 1)

    def format_help(self) -> str:
        """Everything there is to ask."""
        return super().format_help().replace("usage:", self.text("cli.usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        self.exit(2, f"{self.format_usage()}{self.text('cli.wrong', said=message)}\n")
