"""Figures: an office's file read into figures, with an account of every repair, question and omission.

    account = read_office(content, known, own="anyang", answers={})

The same file with the same answers gives the same account: a reader's answers are passed to the next reading.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from loaders.office.account import LEAVE_OUT, Account, Entry, Figure, Ledger
from loaders.office.layout import Table, tables
from loaders.office.matching import Known, is_spelled, place_form
from loaders.office.periods import period_within
from loaders.office.reading import TableReader
from loaders.office.roles import columns_of
from loaders.office.sheets import Sheet, Unreadable, open_sheets
from loaders.office.vocabulary import WORDS, by_word, listed, plain

Answers = Mapping[str, str]


def read_office(content: bytes, known: Known, own: str = "", answers: Answers | None = None) -> Account:
    """Read an office's file; `own` is the id of the reader's place, `answers` maps the keys of questions to their answers.

    Raises `Unreadable` if no table, or nothing in a table, is understood.
    """
    sheets, encoding = open_sheets(content)
    account, answers = Account(encoding), answers or {}
    for sheet in sheets:
        ledger, is_one_of_several = Ledger(account, sheet.name), len(sheets) > 1
        if is_one_of_several and (kind := by_word("lists").get(re.sub(r"[\d()]+$", "", plain(sheet.name)))):
            _read_list(sheet, kind, known, ledger)
        elif is_one_of_several and (set_aside := _set_aside(sheet)):
            ledger.leave_out(0, 0, sheet.name, set_aside)
        else:
            found = [table for table in tables(sheet, known) if table.body]
            if not found and any(map(any, sheet.rows)):
                ledger.leave_out(0, 0, sheet.name, "no_table")
            for table in found:
                _read_table(table, known, ledger, answers)
            for row, column in sheet.uncomputed:
                ledger.leave_out(row, column, "=", "formula")
    if not account.layout and not account.entries:
        raise Unreadable("no_table")
    if not (account.figures or account.questions or account.entries or answers):
        raise Unreadable("no_figures")
    _settle_places(account, known, own, answers)
    _settle_twice(account)
    return account


def _set_aside(sheet: Sheet) -> str:
    """Why a sheet beside others is not read, '' if it is: hidden sheets, examples, guides and lists."""
    if sheet.is_hidden:
        return "hidden_sheet"
    name = plain(sheet.name)
    return "sheet_set_aside" if {name, re.sub(r"[\d\s()]+$", "", name)} & listed("set_aside") else ""


def _read_table(table: Table, known: Known, ledger: Ledger, answers: Answers) -> None:
    reader = TableReader(table, columns_of(table, known), known, ledger, answers)
    before = len(ledger.account.figures)
    reader.read()
    named = {
        "period": any(c.periods or c.month or c.shift for c in reader.figures),
        "place": any(c.place for c in reader.figures),
        "indicator": any(c.name for c in reader.figures),
    }
    over = [kind for kind, is_named in named.items() if is_named]
    in_rows = ("place", "indicator", "period", "unit", "scope")
    ledger.account.layout.append(
        {
            "shape": "wide" if over else "long",
            "sheet": table.sheet.name,
            "heads": table.heads,
            "rows": [c.role for c in reader.columns.values() if c.role in in_rows],
            "columns": over or ["value"],
            "figures": sum(not f.is_open and bool(f.value) for f in ledger.account.figures[before:]),
        }
    )


def _read_list(sheet: Sheet, kind: str, known: Known, ledger: Ledger) -> None:
    """Read a sheet of measures or problems, one per row under a head; a row that lacks something required is left out."""
    columns: dict[str, int] = {}
    for row in range(1, len(sheet.rows) + 1):
        cells = sheet.cells(row)
        heads = {by_word("list_heads").get(plain(text), ""): column for column, text in reversed(cells)}
        if columns and cells:
            told = {role: sheet.text(row, columns.get(role, 0)) for role in WORDS["list_heads"]}
            entry = Entry(
                sheet.name, row, columns["name"], kind, told["name"], known.listed[kind].get(plain(told["name"]), ""),
                known.topics.get(plain(told["topic"]), ""), told["what"],
                next((p.start[:4] for p in period_within(told["year"])[1]), ""),
                by_word("list_statuses").get(plain(told["status"]), "in_force"),
            )  # fmt: skip
            if lacks := _lacks(entry):
                ledger.leave_out(row, columns["name"], cells[0][1], lacks)
            else:
                ledger.account.entries.append(entry)
        elif "name" in heads:
            columns = {role: column for role, column in heads.items() if role}
        elif cells:
            ledger.leave_out(row, *cells[0], "preface")


def _lacks(entry: Entry) -> str:
    if not entry.name:
        return "no_name"
    if entry.kind == "measures":
        return "" if entry.year else "no_year"
    return "" if entry.id or entry.topic else "no_topic"


def _settle_places(account: Account, known: Known, own: str, answers: Answers) -> None:
    """Settle which place in a file is the reader's own, and note which of the others are unknown."""
    account.places = [name for name, _ in account.named_at.values()]
    mine = [name for name in account.places if own and (known.place(name) == own or is_spelled(own, name))]
    only = account.places if len(account.places) == 1 and not account.names_own else []
    chosen = answers.get("place", "")
    account.own = chosen if chosen in account.places else next(iter(mine or only), "")
    is_known = account.own or account.names_own or (own and not account.places)
    if account.figures and not is_known:
        ledger = Ledger(account, account.figures[0].sheet)
        ledger.ask(0, 0, "", "place", tuple(account.places), "place")
    for form, (name, at) in account.named_at.items():
        key = f"where:{form}"
        if not known.place(name) and form != place_form(account.own) and key not in answers:
            nearest = partial(known.nearest_places, name)
            Ledger(account, at.sheet).miss(at.row, at.column, name, "place", nearest, key)


def _settle_twice(account: Account) -> None:
    """A figure given twice counts once if both agree; otherwise the reader is asked which is meant."""
    seen: dict[tuple, Figure] = {}
    kept: list[Figure] = []
    for f in account.figures:
        ledger = Ledger(account, f.sheet)
        identity = (place_form(f.place), f.indicator, f.indicator_id, f.period, f.scope, f.status, f.more)
        first = seen.setdefault(identity, f)
        if first is f or not f.value or not first.value:
            kept.append(f)
        elif (first.value, first.unit, first.bound) == (f.value, f.unit, f.bound):
            ledger.leave_out(f.row, f.column, f.printed, "repeated")
        else:
            key = f"cell:{f.sheet}!{f.row}:{f.column}"
            ledger.ask(f.row, f.column, f.value, "twice", (LEAVE_OUT,), key)
            kept.append(replace(f, is_open=True))
    account.figures = kept
