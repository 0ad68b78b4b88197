"""Telling: an account as lines of text in one language, for a terminal."""

import re
from collections.abc import Callable, Iterator

from loaders.contract import BOUNDS, STATUSES
from loaders.office.account import Account, At, Question, Repair
from loaders.office.matching import Known
from loaders.office.strict import cell_name

Wording = Callable[..., str]


def account_lines(account: Account, known: Known, text: Wording) -> Iterator[str]:
    """What was read, repaired, left out and has to be asked, each with its position and the reason."""
    for table in account.layout:
        heads = text("list.separator").join(map(str, table["heads"]))
        yield text("import.table", sheet=table["sheet"] or "–", heads=heads, n=table["figures"])
    yield text("import.figures", n=len(account.understood), encoding=account.encoding)
    for title, told in (
        ("repairs", [(one, _repair_line(one, text)) for one in account.repairs]),
        ("asked", [(one, _question_line(one, known, text)) for one in account.questions]),
        ("left_out", [(o, f"{o.printed}  {left_out_reason(o.why, o.kind, text)}") for o in account.left_out]),
        ("unknown", [(one, _unknown_line(one, known, text)) for one in account.unknown]),
    ):
        if told:
            yield text(f"import.{title}", n=len(told))
            yield from (f"  {spot(at) or '–'}  {line}" for at, line in told)


def spot(at: At, names_sheet: bool = True) -> str:
    """A position as Excel writes it, with the sheet's name if `names_sheet`; '' for the file as a whole."""
    return "!".join(filter(None, (at.sheet if names_sheet else "", cell_name(at.row, at.column))))


def left_out_reason(why: str, kind: str, text: Wording) -> str:
    """Why something was left out, with the kind of its mark."""
    if kind:
        return text("import.left.missing_mark", kind=text(f"import.missing.{kind}"))
    return text(f"import.left.{why}")


def made_in_words(made: str, text: Wording) -> str:
    """What a cell was read as, its bound in words: at_most 2 → 不超过 2."""
    if days := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", made):
        return text("import.days", first=days[1], last=days[2])
    code, _, rest = made.partition(" ")
    if code in BOUNDS:
        return f"{text(f'bound.{code}')} {rest}".strip()
    return text(f"status.{code}") if code in STATUSES and not rest else made


def _repair_line(one: Repair, text: Wording) -> str:
    return f"{one.printed} → {made_in_words(one.made, text)}  {text(f'import.repair.{one.why}')}"


def _question_line(asked: Question, known: Known, text: Wording) -> str:
    choices = [known.units[c].printed[0] if c in known.units else c for c in asked.choices]
    told = f"{asked.printed}  {text(f'import.ask.{asked.why}')}"
    return f"{told}  {text('list.separator').join(choices)}" if choices else told


def _unknown_line(one: Question, known: Known, text: Wording) -> str:
    is_place = one.why == "place"
    names = [(known.places[id_] if is_place else known.indicators[id_].names)[0] for id_ in one.choices]
    return f"{one.printed} → {text('list.separator').join(names)}"
