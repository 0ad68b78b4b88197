"""Console: what a command prints is the same bytes on every system."""

import io
import sys


def prints_utf8() -> None:
    """From now on the standard output is UTF-8 with plain line ends, so that `>` gives the same file on Windows."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
