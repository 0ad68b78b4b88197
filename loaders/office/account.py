"""Account: what was understood of a file, what was repaired, what has to be asked, and what was left out and why."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from loaders.office.periods import Period

LEAVE_OUT, OF_SESSION = "leave_out", "session"  # answers for an unknown name
MOST_OFFERED = 200  # unknown names with suggestions


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
    """A text with two readings, something missing, or a name that the dictionary does not have, with the nearest it has.

    The answer to `key` is one of `choices`, or free if there are none.
    """

    printed: str
    why: str  # of an unknown name: indicator or place
    choices: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class LeftOut(At):
    """What became no figure, and why; for a mark in place of a number, `kind` is the kind of mark."""

    printed: str
    why: str
    kind: str = ""


@dataclass(frozen=True)
class Figure(At):
    """A number with all that is known about it; ids are '' if not in the dictionary, `is_open` if a question is open."""

    printed: str
    place: str
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


@dataclass(frozen=True)
class Entry(At):
    """A measure or a problem: its name, its id in the dictionary ('' if it is new), its topic's id, and what is done."""

    kind: str  # measures or problems
    name: str
    id: str
    topic: str
    what: str
    year: str
    status: str


@dataclass
class Account:
    """Everything to report about a file."""

    encoding: str = ""
    layout: list[dict[str, Any]] = field(default_factory=list)  # one for each table
    figures: list[Figure] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unknown: list[Question] = field(default_factory=list)
    # A place in the form compared → as the file names it, and where.
    named_at: dict[str, tuple[str, At]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # as the file names them
    entries: list[Entry] = field(default_factory=list)
    names_own: bool = False  # the file says 本市 or the like
    told: set[object] = field(default_factory=set)
    own: str = ""  # the reader's own among `places`

    @property
    def understood(self) -> list[Figure]:
        """The figures without an open question."""
        return [figure for figure in self.figures if not figure.is_open and figure.value]

    def as_json(self) -> dict[str, Any]:
        """The account as one JSON object."""
        main = max(self.layout, key=lambda table: table["figures"], default=None)
        more = [table for table in self.layout if table is not main]
        return {
            "layout": main and {**main, **({"more": more} if more else {})},
            "encoding": self.encoding,
            "figures": len(self.understood),
            "repairs": _told(self.repairs, printed="from", made="to"),
            "asked": _told(self.questions, printed="from", why="kind"),
            "left_out": _told(self.left_out, printed="from"),
            "unknown_names": _told(self.unknown, printed="name", why="kind", choices="nearest"),
        }


@dataclass(frozen=True)
class Ledger:
    """Writes what concerns one sheet into an account."""

    account: Account
    sheet: str

    def mend(self, row: int, column: int, printed: str, made: str, why: str) -> None:
        """Note a repair, once: one head covers many cells."""
        repair = Repair(self.sheet, row, column, printed, made, why)
        if self._is_new(repair):
            self.account.repairs.append(repair)

    def leave_out(self, row: int, column: int, printed: str, why: str, kind: str = "") -> None:
        """Note what becomes no figure."""
        self.account.left_out.append(LeftOut(self.sheet, row, column, printed, why, kind))

    def ask(self, row: int, column: int, printed: str, why: str, choices: tuple[str, ...], key: str) -> None:
        """Ask something once, however many cells need the answer."""
        if self._is_new(f"?{key}"):
            self.account.questions.append(Question(self.sheet, row, column, printed, why, choices, key))

    def miss(
        self, row: int, column: int, name: str, kind: str, nearest: Callable[[], tuple[str, ...]], key: str
    ) -> None:
        """Note an unknown name, once.

        Nobody answers for very many names one by one: further ones are listed without the nearest.
        """
        if self._is_new(key):
            offered = nearest() if len(self.account.unknown) < MOST_OFFERED else ()
            self.account.unknown.append(Question(self.sheet, row, column, name, kind, offered, key))

    def _is_new(self, told: object) -> bool:
        is_new = told not in self.account.told
        self.account.told.add(told)
        return is_new


def _told(entries: Sequence[At], **called: str) -> list[dict[str, Any]]:
    return [
        {called.get(name, name): value for name, value in asdict(entry).items() if name != "sheet" or value}
        for entry in entries
    ]
