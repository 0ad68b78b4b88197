"""Lists: the measures and problems that a file brings on sheets of their own, one per row under a head."""

import re
from dataclasses import dataclass

from loaders.office.account import Account, At, LeftOut
from loaders.office.layout import cells_of
from loaders.office.matching import Known
from loaders.office.periods import period_within
from loaders.office.sheets import Sheet
from loaders.office.vocabulary import by_word, plain


@dataclass(frozen=True)
class Entry(At):
    """A measure or a problem: its name, its id in the dictionary ('' if it is new), its topic's id, and what is done."""

    kind: str
    name: str
    id: str
    topic: str
    what: str
    year: str
    status: str


def kind_of(sheet: Sheet) -> str:
    """`measures` or `problems` by the name of a sheet, else ''."""
    return by_word("lists").get(re.sub(r"[\d()]+$", "", plain(sheet.name)), "")


def read_list(sheet: Sheet, known: Known, account: Account) -> list[Entry]:
    """The entries of a sheet; a row that lacks something required is left out, with the reason."""
    kind, found = kind_of(sheet), []
    columns: dict[str, int] = {}
    for row in range(1, len(sheet.rows) + 1):
        cells = cells_of(sheet, row)
        heads = {by_word("list_heads").get(plain(text), ""): column for column, text in reversed(cells)}
        if not columns and "name" in heads:
            columns = {role: column for role, column in heads.items() if role}
        elif columns and cells:
            told = {role: sheet.text(row, column) for role, column in columns.items()}
            entry = _entry(At(sheet.name, row, columns["name"]), kind, told, known)
            if isinstance(entry, Entry):
                found.append(entry)
            else:
                account.left_out.append(LeftOut(sheet.name, row, columns["name"], cells[0][1], entry))
        elif cells:
            account.left_out.append(LeftOut(sheet.name, row, cells[0][0], cells[0][1], "preface"))
    return found


def _entry(at: At, kind: str, told: dict[str, str], known: Known) -> Entry | str:
    """The entry of a row, or the code of what it lacks."""
    name = told.get("name", "")
    id_ = known.listed.get(kind, {}).get(plain(name), "")
    topic = known.topics.get(plain(told.get("topic", "")), "")
    year = next((p.start[:4] for p in period_within(told.get("year", ""))[1]), "")
    if not name:
        return "no_name"
    if kind == "measures" and not year:
        return "no_year"
    if kind == "problems" and not id_ and not topic:
        return "no_topic"
    status = by_word("list_statuses").get(plain(told.get("status", "")), "in_force")
    return Entry(at.sheet, at.row, at.column, kind, name, id_, topic, told.get("what", ""), year, status)
