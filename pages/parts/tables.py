"""Tables: rows in words, with links to their sources."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from urllib.parse import quote, unquote, urlencode

import pandas as pd

from pages.parts import blocks
from pages.parts.blocks import Block, Child, block, link
from words import Wording, wording
from words.cells import Row, cell

AGAINST_NOTHING = {"grade": "", "reasons": ""}
LINKED = ("indicator", "national")  # names that link to the page on indicators
PICKED = "picked"  # the column whose links put a row into the basket or take it out
# Columns sorted by their first number; all others are sorted as words.
NUMBERS = {
    "value", "own_value", "other_value", "before", "earlier", "latest", "target", "old", "new", "claimed", "computed", "figures",
    "compared", "comparable_on", "reported_by", "rank", "score", "simulated", "attained", "added", "changed", "withdrawn",
}  # fmt: skip


def readable(
    shown: pd.DataFrame, columns: Sequence[str], language: str, link: Callable[[str], str]
) -> pd.DataFrame:
    """`shown` as text under headings in `language`; `link` returns the address of a figure's source by id."""
    text = wording(language)
    forms = {f"{name}_link": partial(_way, name) for name in LINKED} | {
        "link": lambda row, _: link(row["id"])
    }
    # An unknown integer is None in a record, while every other unknown value is NaN.
    whole = shown.select_dtypes("Int64").columns
    rows = shown.astype(dict.fromkeys(whole, float)).to_dict("records")
    # The grade and reasons of a benchmark's own figure concern its other periods.
    rows = [row | AGAINST_NOTHING if row.get("verdict") == "benchmark" else row for row in rows]
    return pd.DataFrame(
        {
            text(f"column.{c}"): [forms[c](r, language) if c in forms else cell(r, c, language) for r in rows]
            for c in columns
        }
    )


def _way(name: str, row: Row, language: str) -> str:
    """The address of a name's view on the page on indicators; tables show the text after the #."""
    shown = quote(row[f"{name}_{language}"], safe=" ;/?:@&=+$,")
    return f"indicators?{urlencode({name: row[name], 'lang': language})}#{shown}"


def sheet(
    readable: pd.DataFrame, columns: Sequence[str], text: Wording, widths: Mapping[str, int], n: int
) -> list[Block]:
    """`readable` as a real table that its headings sort, and a button that copies it; `n` is the number of all rows."""
    headings: list[Child] = []
    for column, name in zip(columns, readable, strict=True):
        sort = "number" if column in NUMBERS else "words"
        width = f"{widths[column]}px" if column in widths else None
        button = block("button", name, type="button")
        headings.append(block("th", button, scope="col", data_sort=sort, v_width=width))
    rows = [
        [_content(column, value, text) for column, value in zip(columns, line, strict=True)]
        for line in readable.itertuples(index=False)
    ]
    whole = blocks.table(headings, rows, text("figure.table", n=n), is_sheet=True)
    more = block("button", text("figure.all_rows", n=len(rows)), type="button", data_more="")
    more = more if len(rows) > blocks.AT_ONCE else None
    copy = block("button", text("figure.copy"), type="button", data_copy="", data_done=text("figure.copied"))
    rest = text("figure.first_rows", n=len(rows), all=n) if n > len(rows) else None
    return [whole, block("div", copy, more, block("small", rest) if rest else None, look="sheet-ways")]


def _content(column: str, value: object, text: Wording) -> Child | None:
    """A cell: its words, or a link if its column holds addresses, whose words stand behind the #."""
    if not isinstance(value, str):
        return None
    address, _, shown = value.partition("#")
    if column == "link":
        return link(text("column.link_open"), address)
    if column == PICKED or column in (f"{name}_link" for name in LINKED):
        return link(unquote(shown), address)
    return value
