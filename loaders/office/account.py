"""Account: what was understood of a file, what was repaired, what has to be asked, and what was left out and why."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from loaders.office.periods import Period

LEAVE_OUT, OF_SESSION = "leave_out", "session"  # answers for an unknown name


@dataclass(frozen=True)
class At:
    """A position; a row or column of 0 means the whole sheet."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class Repair(At):
    """What is printed and what it was changed to; `why` is a code."""

    printed: str
    made: str
    why: str


@dataclass(frozen=True)
class Question(At):
    """A text with two readings or something missing; the answer to `key` is one of `choices`, or free if there are none."""

    printed: str
    why: str
    choices: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class LeftOut(At):
    """What became no figure, and why; for a mark in place of a number, `kind` is the kind of mark."""

    printed: str
    why: str
    kind: str = ""


@dataclass(frozen=True)
class UnknownName(At):
    """A name that the dictionary does not have, with the nearest it has."""

    name: str
    kind: str  # indicator or place
    nearest: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Figure(At):
    """A number with all that is known about it; ids are '' if not in the dictionary, `is_open` if a question is open."""

    printed: str
    place: str
    place_id: str
    indicator: str
    indicator_id: str
    value: str
    bound: str
    unit: str
    unit_id: str
    period: Period | None
    status: str
    scope: str
    missing: str
    note: str
    source: str
    is_open: bool
    more: tuple[tuple[str, str], ...] = ()  # further columns of the contract, as the file has them


@dataclass
class Account:
    """Everything to report about a file."""

    encoding: str = ""
    layout: list[dict[str, Any]] = field(default_factory=list)  # one for each table
    figures: list[Figure] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unknown: list[UnknownName] = field(default_factory=list)
    # Normalised name of a place → its name and position.
    named_at: dict[str, tuple[str, At]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # as the file names them
    entries: list[Any] = field(default_factory=list)  # measures and problems, see lists.py
    names_own: bool = False  # the file says 本市 or the like
    told: set[object] = field(default_factory=set)
    own: str = ""  # the reader's own among `places`

    @property
    def understood(self) -> list[Figure]:
        """The figures without an open question."""
        return [figure for figure in self.figures if not figure.is_open and figure.value]

    def ask(self, question: Question) -> None:
        """Ask something once, however many cells need the answer."""
        if self._is_new(f"?{question.key}"):
            self.questions.append(question)

    def mend(self, repair: Repair) -> None:
        """Note a repair once: one head covers many cells."""
        if self._is_new(repair):
            self.repairs.append(repair)

    def miss(self, name: UnknownName) -> None:
        """Note an unknown name, once."""
        if self._is_new(name.key):
            self.unknown.append(name)

    def _is_new(self, told: object) -> bool:
        is_new = told not in self.told
        self.told.add(told)
        return is_new

    def as_json(self) -> dict[str, Any]:
        """The account as one JSON object."""
        main = max(self.layout, key=lambda table: table["figures"], default=None)
        more = [table for table in self.layout if table is not main]
        return {
            "layout": main and {**main, **({"more": more} if more else {})},
            "encoding": self.encoding,
            "figures": len(self.understood),
            "repairs": list(_told(self.repairs, printed="from", made="to")),
            "asked": list(_told(self.questions, printed="from", why="kind")),
            "left_out": list(_told(self.left_out, printed="from")),
            "unknown_names": list(_told(self.unknown)),
        }


@dataclass(frozen=True)
class Ledger:
    """An account as written from one sheet."""

    account: Account
    sheet: str

    def mend(self, row: int, column: int, printed: str, made: str, why: str) -> None:
        """Note a repair."""
        self.account.mend(Repair(self.sheet, row, column, printed, made, why))

    def leave_out(self, row: int, column: int, printed: str, why: str, kind: str = "") -> None:
        """Note what becomes no figure."""
        self.account.left_out.append(LeftOut(self.sheet, row, column, printed, why, kind))

    def ask(self, row: int, column: int, printed: str, why: str, choices: tuple[str, ...], key: str) -> None:
        """Ask something."""
        self.account.ask(Question(self.sheet, row, column, printed, why, choices, key))

    def is_new_name(self, key: str) -> bool:
        """Has the name not been noted yet?"""
        return key not in self.account.told

    def miss(self, row: int, column: int, name: str, kind: str, nearest: tuple[str, ...], key: str) -> None:
        """Note an unknown name."""
        self.account.miss(UnknownName(self.sheet, row, column, name, kind, nearest, key))


def _told(entries: list[Any], **called: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {
            called.get(name, name): value for name, value in asdict(entry).items() if name != "sheet" or value
        }
