"""Parts of a brief in reading order: the page and the document show the same parts."""

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; with `begins_page`, it starts a new page on paper."""

    text: str
    begins_page: bool = False


class Said(NamedTuple):
    """Lines of text; small ones explain how to read what is near them."""

    lines: list[str]
    is_small: bool = False


class Table(NamedTuple):
    """Cells in words under headings, with the relative width of each column."""

    headings: list[str]
    rows: list[list[str]]
    widths: list[int]


Part = Heading | Said | Table


class Brief(NamedTuple):
    """A whole paper: its title, its opening lines (the date first), its parts and its language; a wide one is in landscape."""

    title: str
    about: list[str]
    parts: list[Part]
    language: str
    is_wide: bool = False
