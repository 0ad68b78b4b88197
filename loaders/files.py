"""Files: the one place that opens dataset files: plain files inside the folder, up to a maximum size."""

import os
from pathlib import Path

from loaders.problems import Problem

# Bytes. A dataset of every county stays far below; a larger file would fill memory for minutes, only to be refused.
LARGEST = {".csv": 256 << 20, ".lock": 256 << 20}
LARGEST_TEXT = 4 << 20


def unreadable(file: Path, name: str, folder: Path | None = None) -> list[Problem]:
    """Why a file cannot be read, reported under `name`; empty if it can.

    It must be a plain file, not too large and, if a `folder` is given, inside it with links followed.
    """
    try:
        size, largest = file.stat().st_size, LARGEST.get(file.suffix, LARGEST_TEXT)
        is_inside = folder is None or Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
        if not file.is_file() or not is_inside:
            return [Problem(name, 0, 0, "F11")]
        if size > largest:
            return [Problem(name, 0, 0, "F12", "", f"{size:,}", f"{largest:,}")]
        file.open("rb").close()
    except OSError as error:
        return [Problem(name, 0, 0, "F13", text=error.strerror or str(error))]
    return []


def read_text(file: Path, name: str, folder: Path | None = None) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, with or without BOM; '' and the problems where it cannot be read as such."""
    if problems := unreadable(file, name, folder):
        return "", problems
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return "", [Problem(name, content[: error.start].count(b"\n") + 1, 1, "F02")]


def files_in(folder: Path, room: str, ending: str) -> list[Path]:
    """The files in a room of a dataset with this ending, sorted by name; names that begin with a dot are skipped."""
    return sorted(file for file in (folder / room).glob(f"*{ending}") if not file.name.startswith("."))


def is_there(file: Path) -> bool:
    """Whether something exists under this name, even a dangling link."""
    return os.path.lexists(file)
