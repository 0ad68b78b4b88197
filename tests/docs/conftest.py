"""Documents as the tests read them: sections, tables and code blocks."""

import re
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent.parent


class Document:
    """A Markdown file of the project."""

    def __init__(self, name: str):
        self.file = HOME / name
        self.text = self.file.read_text(encoding="utf-8")

    def blocks(self) -> list[str]:
        """The code blocks, without their fences."""
        return re.findall(r"^```[^\n]*\n(.*?)^```$", self.text, re.M | re.S)

    def headings(self) -> list[str]:
        """The headings outside code blocks, with their marks."""
        return re.findall(r"^#+ .*$", re.sub(r"^```.*?^```$", "", self.text, flags=re.M | re.S), re.M)

    def section(self, heading: str) -> str:
        """The text under a heading, to the next one of the same or a higher level."""
        _, found, rest = f"\n{self.text}".partition(f"\n{heading}\n")
        assert found, f"{self.file.name} has no heading {heading!r}"
        marks = len(heading.split()[0])
        return re.split(rf"^#{{1,{marks}}} ", rest, maxsplit=1, flags=re.M)[0]

    def table(self, heading: str = "") -> list[list[str]]:
        """The cells of the rows right under a heading that begin with a code; that code without its backticks."""
        text = re.split(r"^#+ ", self.section(heading), maxsplit=1, flags=re.M)[0] if heading else self.text
        lines = re.findall(r"^\| (`.*) \|$", text, re.M)
        rows = [[cell.strip() for cell in line.split("|")] for line in lines]
        return [[code.strip("`"), *cells] for code, *cells in rows]


@pytest.fixture(scope="session")
def document():
    """Opens a document by its name, once."""
    return cache(Document)


@pytest.fixture(scope="session")
def home():
    """The folder of the project."""
    return HOME
