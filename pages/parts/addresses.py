"""Addresses: where links in tables and charts lead."""

from collections.abc import Callable
from urllib.parse import urlencode

from metrics.pairs import CUT
from metrics.scenarios import MARK
from pages.parts import cached


def printed_ids(id_: str) -> list[str]:
    """The printed figures behind an id: the two of a computed figure; for a cut, the figure that prints it."""
    return [part for part in id_.split("/") if part != CUT]


def source_address(language: str) -> Callable[[object], str | None]:
    """A function from a figure's id to the address of its source (for a computed figure, of both); None if there is no figure.

    Also None for a reader with figures of their own: the link would open in a new session, which does not have them.
    """

    shared = {"lang": language, "snapshot": cached.on_the_air().snapshot}

    def of(id_: object) -> str | None:
        if not isinstance(id_, str) or not id_ or id_.startswith(MARK) or cached.own():
            return None
        return f"indicators?{urlencode({'figure': ','.join(printed_ids(id_)), **shared}, safe=',')}"

    return of


def passage_address(language: str) -> Callable[[str, str], str]:
    """A function from a document and a place in it to the address where the document opens there.

    '' for a reader with measures or problems of their own, which have no document here.
    """
    shared = {"part": "documents", "lang": language, "snapshot": cached.on_the_air().snapshot}

    def of(source: str, locator: str) -> str:
        return "" if cached.own() else f"indicators?{urlencode({'source': source, 'at': locator, **shared})}"

    return of
