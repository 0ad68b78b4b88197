"""Methods in Chinese: the twin of each metric's docstring, with the fingerprint of the docstring it was made from."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path

FOLDER = Path(__file__).parent / "chinese_methods"


def chinese(method: str) -> str:
    """The Chinese text of a method, without its first line."""
    return twin(method).partition("\n")[2].strip("\n")


def twin(method: str) -> str:
    """The whole file of a method: first line `原文` and the fingerprint, then the text."""
    return (FOLDER / f"{method}.txt").read_text(encoding="utf-8")


def fingerprint(docstring: str) -> str:
    """Twelve digits that change with every change of a docstring."""
    return hashlib.sha256(inspect.cleandoc(docstring).encode("utf-8")).hexdigest()[:12]
