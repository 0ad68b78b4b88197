"""Addresses: where a table or a chart leads to."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlencode

from metrics.pairs import CUT
from metrics.scenarios import MARK
from pages.parts import cached


def printed_ids(id_: str) -> list[str]:
    """The printed figures behind one: of a computed one its two, of a cut the one that prints it."""
    return [part for part in id_.split("/") if part != CUT]


def source_address(language: str) -> Callable[[object], str | None]:
    """What gives the address of a figure's source by its id, a derived one's two; None for a row without a figure.

    None also for a reader with own figures: such a link is opened anew, in a session that has not got them.
    """

    shared = {"lang": language, "snapshot": cached.on_the_air().snapshot}

    def of(id_: object) -> str | None:
        if not isinstance(id_, str) or not id_ or id_.startswith(MARK) or cached.own():
            return None
        return f"indicators?{urlencode({'figure': ','.join(printed_ids(id_)), **shared}, safe=',')}"

    return of


def view_address(page: str, name: str, code: str, language: str, shown: str) -> str:
    """The address of a page with one choice made; a table shows what stands behind its #."""
    return f"{page}?{urlencode({name: code, 'lang': language})}#{quote(shown, safe=' ;/?:@&=+$,')}"
