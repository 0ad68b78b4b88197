"""Console: the text of the command lines in one language, usage errors included, and the encoding of their output."""

import inspect
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Literal

import duckdb
import typer
from typer.main import get_command

from loaders.problems import DatasetError
from loaders.settings import read_settings
from words import LANGUAGES, Wording, wording

# Typer's usage errors, which are in English only, and the keys of our texts for them; others stay as they are.
USAGE_ERRORS = {
    "Missing command.": "command_missing",
    r"No such command '(?P<name>.*?)'\.( Did you mean .*)?": "command_unknown",
    r"No such option: (?P<name>\S+).*": "option_unknown",
    r"Missing \w+ '(?P<name>.*?)'.*": "argument_missing",
    r"Got unexpected extra argument\(s\) \((?P<name>.*)\)": "argument_unknown",
    r"Option '(?P<name>.*)' requires an argument\.": "value_missing",
    r"Invalid value for '(?P<name>.*?)': Value error, '(?P<value>.*)' is not one of (?P<choices>.*)\.": "value_unknown",
}
HEADINGS = {"Usage": "usage", "Arguments": "arguments", "Options": "options", "Commands": "commands"}
PLACES = {"[OPTIONS]": "options_there", "COMMAND [ARGS]...": "command", "[required]": "needed"}
NEEDED = inspect.Parameter.empty  # the default of a parameter that has none
Call = Callable[..., object]
Parameters = Iterable[inspect.Parameter]
AddCommands = Callable[[typer.Typer, str], None]  # of a room: called with the app and a language


class Wrong(Exception):
    """Something asked for does not exist: the command exits with 2."""


def run(rooms: Sequence[AddCommands], about: str, prog: str, arguments: Sequence[str] | None = None) -> int:
    """Run one command of some rooms; returns 0 if all is well, 1 if it cannot be done, 2 if the arguments are wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    otherwise = next(iter(LANGUAGES))
    with suppress(DatasetError):  # reported by the command itself
        otherwise = read_settings().language
    language = language_of(given, os.environ, otherwise)
    text = wording(language)
    try:
        app = command_line(rooms, about, language)
        return get_command(app).main(given, prog_name=prog, standalone_mode=False) or 0
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except typer.TyperException as error:
        print(usage_error(error, text), file=sys.stderr)
        return error.exit_code
    except (DatasetError, OSError, ValueError, duckdb.Error) as failed:
        print(failed, file=sys.stderr)
        return 1


def language_of(arguments: Sequence[str], environment: Mapping[str, str], otherwise: str) -> str:
    """The language of `--lang`, else of the environment, else `otherwise`."""
    given = re.findall(r"(?:^|\0)--lang[=\0]([^\0]*)", "\0".join(arguments))
    names = [environment.get(name, "")[:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return next((name for name in (*given, *names) if name in LANGUAGES), otherwise)


def command_line(rooms: Sequence[AddCommands], about: str, language: str) -> typer.Typer:
    """The commands of some rooms, in one language; `about` is the key of the help text."""
    text = wording(language)
    app = typer.Typer(
        help=text(about),
        epilog=text("cli.exit"),
        add_completion=False,
        rich_markup_mode=None,
        add_help_option=False,
    )
    app.callback()(_with_language(lambda: None, text, ()))
    for add_commands in rooms:
        add_commands(app, language)
    return app


def add_command(
    app: typer.Typer, text: Wording, name: str, about: str, call: Call, parameters: Parameters
) -> None:
    """Add a command that calls `call` with its parameters; every command has `--lang` and `--help`."""
    called = _with_language(call, text, parameters)
    app.command(name, help=about, short_help=about, add_help_option=False)(called)


def argument(name: str, help: str, default: object = NEEDED) -> inspect.Parameter:
    """A positional parameter, required if it has no default."""
    given = typer.Argument(help=help, metavar=name.upper(), show_default=False)
    return _by_name(name, Annotated[str, given], default)


def option(name: str, help: str, default: object = "", choices: Sequence[str] = ()) -> inspect.Parameter:
    """A named parameter: one of the choices, a text, or a flag where the default is False."""
    kind = Literal[tuple(choices)] if choices else bool if default is False else str
    return _by_name(name, Annotated[kind, typer.Option(f"--{name}", help=help, show_default=False)], default)


def _by_name(name: str, annotation: object, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _with_language(call: Call, text: Wording, parameters: Parameters) -> Call:
    """The function whose signature Typer reads: the parameters, `--lang`, already evaluated, and `--help` in the language."""

    def helped(context: typer.Context, is_asked: bool) -> None:
        if is_asked:
            print(in_language(context.get_help(), text))
            raise typer.Exit

    def called(lang: object, help: object, **given: object) -> object:
        return call(**given)

    language = option("lang", text("cli.lang"), None, list(LANGUAGES))
    asked = typer.Option("--help", "-h", help=text("cli.help"), is_eager=True, callback=helped)
    added = (language, _by_name("help", Annotated[bool, asked], False))
    called.__signature__ = inspect.Signature([*parameters, *added])  # type: ignore[attr-defined]
    called.__annotations__ = {}
    return called


def in_language(help: str, text: Wording) -> str:
    """Typer's help with its own few words translated."""
    for english, key in HEADINGS.items():
        help = re.sub(rf"^{english}:", text(f"cli.{key}"), help, flags=re.MULTILINE)
    for english, key in PLACES.items():
        help = help.replace(english, text(f"cli.{key}"))
    return help.replace(" <str>", " " * len(" <str>"))


def usage_error(error: typer.TyperException, text: Wording) -> str:
    """The usage line, then what is wrong with the arguments."""
    said = error.format_message()
    for pattern, key in USAGE_ERRORS.items():
        if found := re.fullmatch(pattern, said, re.DOTALL):
            said = text(f"cli.{key}", **found.groupdict())
            break
    context = getattr(error, "ctx", None)
    usage = f"{in_language(context.get_usage(), text)}\n" if context else ""
    return f"{usage}{text('cli.wrong', said=said)}"


def progress(step: str) -> None:
    """Print the current step, on a terminal only."""
    if sys.stderr.isatty():
        print(f"· {step} …", file=sys.stderr)


def prints_utf8() -> None:
    """Switch standard output to UTF-8 with plain line ends, so that `>` gives the same file on Windows."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
