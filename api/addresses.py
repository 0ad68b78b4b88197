"""Addresses: where each question of `findings/requests.py` is answered, and in which formats."""

from collections.abc import Iterator
from dataclasses import dataclass

from findings.kept import Codes
from findings.requests import LANG, QUESTIONS, SNAPSHOT, Number, Parameter, Question

AT = "/api/v1"
PAGE, MOST = 1000, 10_000  # rows of one page of JSON, by default and at most
LIMIT, OFFSET = Number("limit", 1, MOST), Number("offset", 0, 2**31 - 1)


@dataclass(frozen=True)
class Address:
    """One question with its path and formats; parameters in braces are given in the path."""

    question: Question
    path: str
    formats: Codes

    @property
    def in_path(self) -> tuple[Parameter, ...]:
        """The parameters given in the path."""
        return tuple(one for one in self.question.parameters if f"{{{one.name}}}" in self.path)

    def paths(self) -> Iterator[tuple[str, str, bool]]:
        """Each path with its format, and whether it names a snapshot."""
        for ending in self.formats:
            for before in ("", "/snapshots/{snapshot}"):
                yield f"{before}{self.path}.{ending}", ending, bool(before)

    def in_query(self, ending: str, names_snapshot: bool) -> tuple[Parameter | Number, ...]:
        """The query parameters of one path; CSV and JSON are given in pages."""
        own = (one for one in self.question.parameters if one not in self.in_path)
        paged = (LIMIT, OFFSET) if ending in ("csv", "json") else ()
        return (*own, *paged, LANG, *(() if names_snapshot else (SNAPSHOT,)))


ADDRESSES = tuple(
    Address(QUESTIONS[name], path, formats)
    for name, path, formats in (
        ("indicators", "/indicators", ("json",)),
        ("places", "/places", ("json",)),
        ("observations", "/observations", ("csv", "json")),
        ("indicator", "/indicators/{indicator}", ("csv", "json", "xlsx")),
        ("compare", "/compare", ("csv", "json")),
        ("cuts", "/cuts", ("csv", "json")),
        ("package", "/datapackage", ("zip",)),
    )
)
