"""The command lines as a document writes them: which commands there are, and whether one is understood."""

from collections.abc import Sequence

from typer.main import get_command

from loaders.console import AddCommands, command_line


def names(add_commands: AddCommands) -> list[str]:
    """The commands of a room."""
    return list(get_command(command_line([add_commands], "cli.duibiao", "en")).commands)


def understood(add_commands: AddCommands, arguments: Sequence[str]) -> str:
    """The command that some arguments call; raises what is wrong with them, and runs nothing."""
    whole = get_command(command_line([add_commands], "cli.duibiao", "en"))
    name, *given = arguments
    whole.commands[name].make_context(name, given)
    return name
