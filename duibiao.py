"""python -m duibiao: the commands of all rooms in one place."""

import sys
from collections.abc import Sequence

from exports.__main__ import export_commands
from findings.__main__ import finding_commands
from loaders.__main__ import loader_commands
from loaders.console import run

ROOMS = (loader_commands, finding_commands, export_commands)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 if all is well, 1 if it cannot be done, 2 if the arguments are wrong."""
    return run(ROOMS, "cli.duibiao", "python -m duibiao", arguments)


if __name__ == "__main__":
    sys.exit(main())
