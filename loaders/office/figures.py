"""Figures: an office's file read into figures, with an account of every repair, question and omission.

    account = read_office(content, known, own="anyang", answers={})

The same file with the same answers gives the same account: a reader's answers are passed to the next reading.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from loaders.office.account import LEAVE_OUT, Account, At, Figure, LeftOut, Question, UnknownName
from loaders.office.layout import Table, tables
from loaders.office.lists import kind_of, read_list
from loaders.office.matching import Known, is_spelled, place_form
from loaders.office.naming import MOST_OFFERED
from loaders.office.reading import TableReader
from loaders.office.roles import columns_of
from loaders.office.sheets import Sheet, Unreadable, open_sheets
from loaders.office.vocabulary import listed, plain

Answers = Mapping[str, str]


def read_office(content: bytes, known: Known, own: str = "", answers: Answers | None = None) -> Account:
    """Read an office's file; `own` is the id of the reader's place, `answers` maps the keys of questions to their answers.

    Raises `Unreadable` if no table, or nothing in a table, is understood.
    """
    opened, answers = open_sheets(content), answers or {}
    account = Account(opened.encoding)
    for sheet in opened.sheets:
        if kind_of(sheet) and len(opened.sheets) > 1:
            account.entries += read_list(sheet, known, account)
            continue
        if set_aside := _set_aside(sheet, len(opened.sheets)):
            account.left_out.append(LeftOut(sheet.name, 0, 0, sheet.name, set_aside))
            continue
        found = [table for table in tables(sheet, known) if table.body]
        if not found and any(map(any, sheet.rows)):
            account.left_out.append(LeftOut(sheet.name, 0, 0, sheet.name, "no_table"))
        for table in found:
            _read_table(table, known, account, answers)
        for row, column in sheet.uncomputed:
            account.left_out.append(LeftOut(sheet.name, row, column, "=", "formula"))
    if not account.layout and not account.entries:
        raise Unreadable("no_table")
    if not (account.figures or account.questions or account.entries or answers):
        raise Unreadable("no_figures")
    _settle_places(account, known, own, answers)
    _settle_twice(account, answers)
    return account


def _set_aside(sheet: Sheet, sheets: int) -> str:
    """Why a sheet is not read, '' if it is: hidden sheets, and examples, guides and lists beside other sheets."""
    if sheet.is_hidden and sheets > 1:
        return "hidden_sheet"
    base = re.sub(r"[\d\s()]+$", "", plain(sheet.name))
    return (
        "sheet_set_aside"
        if sheets > 1 and (base in listed("set_aside") or plain(sheet.name) in listed("set_aside"))
        else ""
    )


def _read_table(table: Table, known: Known, account: Account, answers: Answers) -> None:
    columns = columns_of(table, known)
    before = len(account.figures)
    reader = TableReader(table, columns, known, account, answers)
    reader.read()
    rows, over = (_kinds(columns, named) for named in (True, False))
    account.layout.append(
        {
            "shape": "long" if over == ["value"] else "wide",
            "sheet": table.sheet.name,
            "heads": table.heads,
            "rows": rows,
            "columns": over,
            "figures": sum(not figure.is_open and bool(figure.value) for figure in account.figures[before:]),
        }
    )


def _kinds(columns: Mapping[int, object], of_rows: bool) -> list[str]:
    """What the rows name, or what the columns of figures name."""
    every = list(columns.values())
    if of_rows:
        return [c.role for c in every if c.role in ("place", "indicator", "period", "unit", "scope")]  # type: ignore[attr-defined]
    figures = [c for c in every if c.role in ("figures", "value")]  # type: ignore[attr-defined]
    kinds = {
        "period": any(c.periods or c.month or c.shift for c in figures),  # type: ignore[attr-defined]
        "place": any(c.place for c in figures),  # type: ignore[attr-defined]
        "indicator": any(c.name for c in figures),  # type: ignore[attr-defined]
    }
    return [kind for kind, is_there in kinds.items() if is_there] or ["value"]


def _settle_places(account: Account, known: Known, own: str, answers: Answers) -> None:
    """Settle which place in a file is the reader's own, and note which of the others are unknown."""
    account.places = [name for name, _ in account.named_at.values()]
    mine = [name for name in account.places if own and (known.place(name) == own or is_spelled(own, name))]
    chosen = answers.get("place", "")
    chosen = chosen if chosen in account.places else ""
    account.own = chosen or next(
        iter(mine or (account.places if len(account.places) == 1 and not account.names_own else ())), ""
    )
    is_known = account.own or account.names_own or (own and not account.places)
    if account.figures and not is_known:
        first = account.figures[0]
        account.ask(Question(first.sheet, 0, 0, "", "place", tuple(account.places), "place"))
    for form, (name, at) in account.named_at.items():
        key = f"where:{form}"
        if not known.place(name) and form != place_form(account.own) and key not in answers:
            nearest = known.nearest_places(name) if len(account.unknown) < MOST_OFFERED else ()
            account.miss(UnknownName(at.sheet, at.row, at.column, name, "place", nearest, key))


def _settle_twice(account: Account, answers: Answers) -> None:
    """A figure given twice counts once if both agree; otherwise the reader is asked which is meant."""
    seen: dict[tuple, Figure] = {}
    kept: list[Figure] = []
    for figure in account.figures:
        at = At(figure.sheet, figure.row, figure.column)
        identity = (
            place_form(figure.place),
            figure.indicator,
            figure.indicator_id,
            figure.period,
            figure.scope,
            figure.status,
            figure.more,
        )
        first = seen.get(identity)
        if first is None or not figure.value or not first.value:
            seen.setdefault(identity, figure)
            kept.append(figure)
        elif (first.value, first.unit, first.bound) == (figure.value, figure.unit, figure.bound):
            account.left_out.append(LeftOut(at.sheet, at.row, at.column, figure.printed, "repeated"))
        else:
            key = f"cell:{at.sheet}!{at.row}:{at.column}"
            account.ask(Question(at.sheet, at.row, at.column, figure.value, "twice", (LEAVE_OUT,), key))
            kept.append(replace(figure, is_open=True))
    account.figures = kept
