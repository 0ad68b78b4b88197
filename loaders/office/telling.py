"""Telling: an account as lines of text in one language, for a terminal."""

import re
from collections.abc import Callable, Iterator

from loaders.contract import BOUNDS, STATUSES
from loaders.office.account import Account, LeftOut, Question, Repair
from loaders.office.matching import Known
from loaders.office.strict import cell_name

Wording = Callable[..., str]


def account_lines(account: Account, known: Known, text: Wording) -> Iterator[str]:
    """What was read, repaired, left out and has to be asked, each with its position and the reason."""
    listed = text("list.separator").join
    for table in account.layout:
        heads = listed(map(str, table["heads"]))
        yield text("import.table", sheet=table["sheet"] or "–", heads=heads, n=table["figures"])
    yield text("import.figures", n=len(account.understood), encoding=account.encoding)
    for title, sign, rows in (
        ("repairs", " → ", [in_words(one, text) for one in account.repairs]),
        ("asked", "  ", [in_words(one, text) + _choices(one, known, text) for one in account.questions]),
        ("left_out", "  ", [in_words(one, text) for one in account.left_out]),
        ("unknown", " → ", [(*in_words(q, text)[:2], listed(_nearest(q, known))) for q in account.unknown]),
    ):
        if rows:
            yield text(f"import.{title}", n=len(rows))
            for where, printed, *said in rows:
                yield f"  {where or '–'}  {printed}{sign}{'  '.join(said)}"


def in_words(one: Repair | Question | LeftOut, text: Wording, names_sheet: bool = True) -> tuple[str, ...]:
    """Where something is, as Excel writes it ('' for the file as a whole), what is printed there, and what is said of it.

    That is the reason; of a repair, first what was made of it. The sheet is named if `names_sheet`.
    """
    where = "!".join(filter(None, (one.sheet if names_sheet else "", cell_name(one.row, one.column))))
    if isinstance(one, Repair):
        return where, one.printed, _made(one.made, text), text(f"import.repair.{one.why}")
    if isinstance(one, Question):
        return where, one.printed, text(f"import.ask.{one.why}")
    if one.kind:
        return where, one.printed, text("import.left.missing_mark", kind=text(f"import.missing.{one.kind}"))
    return where, one.printed, text(f"import.left.{one.why}")


def _made(made: str, text: Wording) -> str:
    """What a cell was read as, its bound in words: at_most 2 → 不超过 2."""
    if days := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", made):
        return text("import.days", first=days[1], last=days[2])
    code, _, rest = made.partition(" ")
    if code in BOUNDS:
        return f"{text(f'bound.{code}')} {rest}".strip()
    return text(f"status.{code}") if code in STATUSES and not rest else made


def _choices(asked: Question, known: Known, text: Wording) -> tuple[str, ...]:
    names = [known.units[c].printed[0] if c in known.units else c for c in asked.choices]
    return (text("list.separator").join(names),) if names else ()


def _nearest(unknown: Question, known: Known) -> list[str]:
    is_place = unknown.why == "place"
    return [(known.places[id_] if is_place else known.indicators[id_].names)[0] for id_ in unknown.choices]
