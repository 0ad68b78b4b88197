"""Problems: what is wrong in a dataset, where, and the form wanted, in Chinese and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

CODES: dict[str, dict[str, str]] = yaml.load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)

LONGEST_COMPARED = 80  # characters: comparing a megabyte of text would take minutes


@dataclass(frozen=True, order=True)
class Problem:
    """One problem; `line` and `column` count from 1, in characters; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    code: str
    field: str = ""
    text: str = ""
    wanted: str = ""

    def words(self, language: str) -> str:
        """The problem in one language (`zh` or `en`)."""
        return CODES[self.code][language].format(text=short(self.text), wanted=self.wanted)

    def __str__(self) -> str:
        field = f" [{short(self.field)}]" if self.field else ""
        place = f"{_printable(self.file)}:{self.line}:{self.column}"
        return f"{place}  {self.code}{field} {self.words('zh')} · {self.words('en')}"


class DatasetError(Exception):
    """A dataset with problems: nothing was built. `remedy` is text a curator may paste to solve them."""

    def __init__(self, problems: Iterable[Problem], remedy: str = ""):
        self.problems, self.remedy = sorted(problems), remedy
        super().__init__("\n".join(map(str, self.problems)))


def closest(text: str, known: Iterable[str]) -> str:
    """The known word most like `text`, or the first few known words if none is like it."""
    known = sorted(known)
    near = get_close_matches(text[:LONGEST_COMPARED], known, n=1, cutoff=0.6)
    return repr(near[0]) if near else ", ".join(map(short, known[:5])) + (" …" if len(known) > 5 else "")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def short(text: str) -> str:
    """A text made printable, and cut if it is long."""
    text = _printable(str(text))
    return text if len(text) <= 60 else text[:59] + "…"
