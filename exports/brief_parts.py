"""Parts of a brief: what it is made of, in the order it is read; the page and the document show the same parts."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; `begins_page` on paper."""

    text: str
    begins_page: bool = False


class Said(NamedTuple):
    """Lines of text; small ones tell how to read what is near them."""

    lines: list[str]
    is_small: bool = False


class Table(NamedTuple):
    """Cells in words under headings, with the share of the width each column has."""

    headings: list[str]
    rows: list[list[str]]
    widths: list[int]


Part = Heading | Said | Table


class Brief(NamedTuple):
    """A whole paper: its title, what it is about (first its date), its parts, its language; a wide one lies on its side."""

    title: str
    about: list[str]
    parts: list[Part]
    language: str
    is_wide: bool = False
