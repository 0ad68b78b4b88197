"""Files: the one place that opens what a folder holds: plain files inside it, of a size that can be borne."""

from __future__ import annotations

import os
from pathlib import Path

from loaders.problems import Problem

# A dataset of every county of the country stays far below; what is larger would take memory for minutes, then be refused.
LARGEST = {".csv": 256 << 20, ".lock": 256 << 20}
LARGEST_TEXT = 4 << 20


def unreadable(file: Path, name: str, folder: Path | None = None) -> list[Problem]:
    """Why a file cannot be read, under its `name`: it must be a plain one, and with a `folder` lie in it, links followed."""
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
    """The text of a file that is `unreadable` for no reason and is UTF-8, with or without mark; else '' and the problem."""
    if problems := unreadable(file, name, folder):
        return "", problems
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return "", [Problem(name, content[: error.start].count(b"\n") + 1, 1, "F02")]


def files_in(folder: Path, room: str, ending: str) -> list[Path]:
    """The files of a room of a dataset that end so, by name; those whose names begin with a dot are passed over."""
    return sorted(file for file in (folder / room).glob(f"*{ending}") if not file.name.startswith("."))


def is_there(file: Path) -> bool:
    """Whether a folder holds something of this name, be it a link that leads nowhere."""
    return os.path.lexists(file)
