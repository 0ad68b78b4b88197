"""Parts of a brief: what it is made of, in the order it is read; the page and the document show the same parts."""

from __future__ import annotations

from typing import NamedTuple

SMALL = "\n"  # what follows it in a cell is said in small letters


class Heading(NamedTuple):
    """A heading; `begins_page` on paper."""

    text: str
    begins_page: bool = False


class Said(NamedTuple):
    """Lines of text; small ones tell how to read what is near them."""

    lines: list[str]
    is_small: bool = False


class Facts(NamedTuple):
    """A name beside each thing that is said, a line each."""

    rows: list[tuple[str, list[str]]]


class Counts(NamedTuple):
    """Large numbers with their names."""

    numbers: list[tuple[str, str]]


class Table(NamedTuple):
    """Cells in words under headings, with the share of the width each column has.

    A row of one cell is a heading of those below it; a line break in a cell begins what is said in small letters.
    """

    headings: list[str]
    rows: list[list[str]]
    widths: list[int]


class Picture(NamedTuple):
    """A chart, and its text alternative."""

    svg: str
    alt: str


Part = Heading | Said | Facts | Counts | Table | Picture


class Brief(NamedTuple):
    """A whole brief: its title, what it is about, its parts, its language."""

    title: str
    about: list[str]
    parts: list[Part]
    language: str
