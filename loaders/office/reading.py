"""Reading: the rows of one table, cell by cell, with what its heads and the lines around it say about each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.contract import CODE_FIELDS, MISSING
from loaders.office.account import LEAVE_OUT, Account, Figure, Ledger
from loaders.office.cells import Read, read_cell, scaled
from loaders.office.layout import Table
from loaders.office.matching import Known
from loaders.office.naming import Named, Namer
from loaders.office.periods import Period, read_period
from loaders.office.roles import Column
from loaders.office.surroundings import Surroundings
from loaders.office.vocabulary import by_word, listed, plain

FILLED_DOWN = ("place", "indicator", "group", "period", "scope")
CARRIED = (
    "before",
    "before_bound",
    "before_kind",
    "before_end",
    "missing",
    "ambiguous",
    "locator",
    "note_en",
)
LABELS = (
    *FILLED_DOWN, *CARRIED, "unit", "status", "bound", "source", "note", "as_printed", "period_start", "period_end", "part",
    "note_zh",
)  # fmt: skip
ENUMERATED = (
    r"^\s*(?:[(（]?[一二三四五六七八九十]+[)）]?[、.．]|[(（]?\d{1,2}[)）、.．](?!\d)"
    r"|[(（][一二三四五六七八九十\d]+[)）]|[\u2460-\u2473])\s*"
)
WORDS_FOR = {"bound": ("bounds_after", "bounds_before"), "status": ("statuses",)}
CHANGE = r"(同比|环比|比上年|较上年|比上月)"
LEFT_COLUMNS = {
    "ordinal": "ordinal",
    "words": "no_indicator",
    "coordinates": "coordinates",
    "code": "code",
    "person": "person",
    "again": "said_twice",
}
LEFT_FIGURES = {"change": "change", "total": "total"}


@dataclass
class TableReader:
    """Reads the figures of a table into an account."""

    table: Table
    columns: dict[int, Column]
    known: Known
    account: Account
    answers: Mapping[str, str]
    above: dict[str, str] = field(default_factory=dict)  # role → last label
    section: str = ""  # the last heading among the rows
    whole: str = ""  # the last indicator that is not part of another

    def __post_init__(self) -> None:
        self.of_role: dict[str, int] = {}
        for column in self.columns.values():
            self.of_role.setdefault(column.role, column.number)
        self.figures = [c for c in self.columns.values() if c.role in ("figures", "value")]
        self.ledger = Ledger(self.account, self.table.sheet.name)
        label = self.of_role.get("indicator", min(self.table.columns))
        self.namer = Namer(self.table, self.known, self.ledger, self.answers, label)
        self.around = Surroundings(
            self.table, self.columns, self.of_role, self.known, self.ledger, self.answers
        )

    def read(self) -> None:
        """Read every row; whatever becomes no figure is noted."""
        for column in self.columns.values():
            self._tell_column(column)
        for row in self.table.body:
            self._read_row(row)
        for line in self.table.lines:
            if not self._is_used(line.row, line.column):
                self.ledger.leave_out(line.row, line.column, line.text, line.why)

    def _tell_column(self, column: Column) -> None:
        if column.role in ("figures", "value"):
            for period in column.periods[:1]:
                self.ledger.mend(column.row, column.number, column.head, str(period), "period")
            return
        why = LEFT_COLUMNS.get(column.role) or LEFT_FIGURES.get(column.role)
        if column.role == "empty" and column.head:
            why = "empty_column"
        if why:
            self.ledger.leave_out(column.row, column.number, column.head, why)
        elif column.role == "empty" and column.number > max(
            c.number for c in self.columns.values() if c.role != "empty"
        ):
            self.ledger.leave_out(0, column.number, "", "empty_column")

    def _is_used(self, row: int, column: int) -> bool:
        """Did a line beside the table give a place, a period, an indicator or a unit?"""
        at = (self.table.sheet.name, row, column)
        return at in {(r.sheet, r.row, r.column) for r in self.account.repairs if r.why == "from_line"}

    def _read_row(self, row: int) -> None:
        sheet = self.table.sheet
        cells = [(column, text) for column, text in enumerate(sheet.rows[row - 1], 1) if text]
        own = {role: sheet.text(row, n) for role, n in self.of_role.items() if role in LABELS}
        first = cells[0][1]
        labels = [
            text for column, text in cells if self.columns[column].role in (*FILLED_DOWN, "ordinal", "words")
        ]
        if any(plain(re.sub(ENUMERATED, "", text)) in listed("totals") for text in labels):
            self.ledger.leave_out(
                row,
                cells[0][0],
                next(t for t in labels if plain(re.sub(ENUMERATED, "", t)) in listed("totals")),
                "total",
            )
            return
        if first == "甲" or (len(cells) > 2 and all(len(text) == 1 for _, text in cells) and first == "A"):
            self.ledger.leave_out(row, cells[0][0], first, "no_name")  # 甲 乙 1 2: the columns' own numbers
            return
        given = [
            c
            for c in self.figures
            if own.get("missing") or sheet.text(row, c.number) and not self._is_merged(row, c.number)
        ]
        if not given:
            self._tell_empty_row(row, cells, own)
            return
        if (
            not any(own.get(role) for role in FILLED_DOWN)
            and len(self.table.body) > 1
            and set(self.of_role) & set(FILLED_DOWN)
        ):
            self.ledger.leave_out(row, cells[0][0], first, "no_name")
            return
        self.above = {role: self._label(row, role, own) for role in LABELS}
        for column in self.figures:
            self._read_figure(row, column)

    def _is_merged(self, row: int, column: int) -> bool:
        return self.table.sheet.merged.get((row, column), (row, column)) != (row, column)

    def _tell_empty_row(self, row: int, cells: list[tuple[int, str]], own: dict[str, str]) -> None:
        """Note a row without a figure: a section's heading, or a row of blanks."""
        if len(cells) == 1 and not own.get("indicator"):
            self.ledger.leave_out(
                row, cells[0][0], cells[0][1], "heading" if row != self.table.body[-1] else "note"
            )
        elif len(cells) == 1:
            self.section = re.sub(ENUMERATED, "", own["indicator"])
            self.ledger.leave_out(row, cells[0][0], cells[0][1], "heading")
        else:
            self.ledger.leave_out(row, cells[0][0], cells[0][1], "blank")

    def _label(self, row: int, role: str, own: dict[str, str]) -> str:
        """The text of a label; an empty or merged one continues from above."""
        if text := own.get(role, ""):
            return text
        column = self.of_role.get(role)
        if column is None:
            return ""
        if self._is_merged(row, column):
            return self.table.sheet.text(*self.table.sheet.merged[row, column])
        return self.above.get(role, "") if role in FILLED_DOWN else ""

    def _read_figure(self, row: int, column: Column) -> None:
        number = column.number
        key = f"cell:{self.table.sheet.name}!{row}:{number}"
        printed, answer = self.table.sheet.text(row, number), self.answers.get(key, "")
        read = self._read_text(row, number, printed, answer)
        if read is None:
            return
        place, scope, is_scope_open = self.around.place_of(row, column, self.above)
        named = self.namer.name(row, column, self._names(row, column), self.above.get("unit", ""), read)
        if named is None:
            return
        if not named.indicator_id and re.match(CHANGE, named.indicator.rpartition("·")[2]):
            self.ledger.leave_out(row, number, printed, "change")
            return
        period = self.around.period_of(row, column, self.above)
        is_undated = self.around.is_period_open(period, self.above)  # asked even if something else is open
        is_uncoded = any(self.coded(row, name)[1] for name in ("bound", "status"))
        is_open = is_scope_open or named.is_open or is_undated or is_uncoded
        if read.readings:
            self.ledger.ask(row, number, printed, read.why, read.readings, key)
            is_open = True
        elif read.value and not is_open:
            is_open = self._asks_of_value(row, number, printed, read, named, key)
        self._tell_repairs(row, number, printed, read, answer)
        self.account.figures.append(
            self._figure(row, column, printed, read, named, place, scope, period, is_open)
        )

    def _read_text(self, row: int, column: int, printed: str, answer: str) -> Read | None:
        """A cell as printed, or as answered; None if it holds no figure, which is noted."""
        if answer == LEAVE_OUT:
            self.ledger.leave_out(row, column, printed, "as_answered")
            return None
        if (row, column) in self.table.sheet.dates:
            self.ledger.leave_out(row, column, printed, "date")
            return None
        read = read_cell(answer or printed)
        if not read.value and (why := dict(self._carried()).get("missing")):
            read = Read(missing=why)
        if not read.value and not read.readings:
            self._tell_no_number(row, column, printed, read)
            return read if read.missing in MISSING else None
        return read

    def _figure(
        self, row: int, column: Column, printed: str, read: Read, named: Named, place: str, scope: str, period: Period | None,
        is_open: bool,
    ) -> Figure:  # fmt: skip
        value = scaled(read.value, named.factor) if named.factor != 1 and read.value else read.value
        notes = [self.table.notes.get(mark, mark) for mark in (*read.marks, *column.marks)]
        notes += [self.above.get("note", "") or self.above.get("note_zh", "")]
        sources = [text for _, _, text in self.table.told.get("source", ())]
        status = self.coded(row, "status")[0] or column.status or "achieved"
        bound = self.coded(row, "bound")[0] if read.bound == "exact" else read.bound
        return Figure(
            self.table.sheet.name, row, column.number, self.above.get("as_printed", "") or printed, place,
            self.around.place_id(place),
            named.indicator, named.indicator_id, value, (bound or "exact") if value else "", named.unit, named.unit_id,
            period,            status, scope or "whole",
            "" if value or read.readings else read.missing, "；".join(dict.fromkeys(filter(None, notes))),
            self.above.get("source", "") or next(iter(sources), ""), is_open, self._carried(),
        )  # fmt: skip

    def _tell_no_number(self, row: int, column: int, printed: str, read: Read) -> None:
        if read.is_words:
            self.ledger.leave_out(row, column, printed, "in_words")
        elif read.missing == "blank":
            why = "merged" if self._is_merged(row, column) else "blank"
            self.ledger.leave_out(row, column, printed, why)
        else:
            self.ledger.leave_out(row, column, printed, "missing", read.missing)

    def coded(self, row: int, name: str) -> tuple[str, bool]:
        """The code in a row's column of bounds or statuses, and whether it has to be asked."""
        printed = self.above.get(name, "")
        if not printed:
            return "", False
        key = f"code:{name}:{plain(printed)}"
        if code := self.known.code(name, printed) or self.answers.get(key, ""):
            return code, False
        found = (by_word(section).get(plain(printed), "") for section in WORDS_FOR[name])
        if code := next(filter(None, found), ""):
            self.ledger.mend(row, self.of_role[name], printed, code, name)
            return code, False
        self.ledger.ask(row, self.of_role[name], printed, "code", CODE_FIELDS[name], key)
        return "", True

    def _carried(self) -> tuple[tuple[str, str], ...]:
        """The row's further columns of the contract, in the contract's form."""
        told = {name: text for name in CARRIED if (text := self.above.get(name, ""))}
        for name in told:
            if name in self.known.codes:
                told[name] = self.known.code(name, told[name])
            elif name == "before":
                told[name] = read_cell(told[name]).value
            elif name == "before_end":
                told[name] = next((period.end for period in read_period(told[name])), "")
        return tuple((name, text) for name, text in told.items() if text)

    def _tell_repairs(self, row: int, column: int, printed: str, read: Read, answer: str) -> None:
        if not read.value:
            return
        made = f"{read.value}{read.unit}"
        for why in dict.fromkeys(read.repairs):
            told = {"bound": f"{read.bound} {made}", "note_mark": f"{made} + {read.marks}"}.get(why, made)
            self.ledger.mend(row, column, printed, told, why)
        if answer:
            self.ledger.mend(row, column, printed, answer, "answered")
        spot = (row, column)
        if raw := self.table.sheet.shares.get(spot):
            self.ledger.mend(row, column, raw, printed, "percent_format")
        elif spot in self.table.sheet.texts and read.value == printed:
            self.ledger.mend(row, column, f"'{printed}", printed, "text_number")
        elif read.unit and not answer and not read.repairs:
            self.ledger.mend(row, column, printed, f"{read.value} {read.unit}", "unit_in_cell")

    def _names(self, row: int, column: Column) -> list[str]:
        """The possible names of what is counted, in the order they are tried."""
        label = self.above.get("indicator", "")
        bare = re.sub(ENUMERATED, "", label)
        if bare != label:
            self.ledger.mend(row, self.of_role["indicator"], label, bare, "enumeration")
        part = re.match(r"^[#＃]|^\s*其中[:：]?\s*", bare)
        if part:
            bare = joined(self.whole, bare[part.end() :])
        elif bare:
            self.whole = bare
        told = bare or column.name or next((text for _, _, text in self.table.told.get("indicator", ())), "")
        if not bare and not column.name and told:
            at = self.table.told["indicator"][0]
            self.ledger.mend(at[0], at[1], self.table.sheet.text(at[0], at[1]), told, "from_line")
        if bare and column.name:
            told = joined(bare, column.name)
        group = re.sub(ENUMERATED, "", self.above.get("group", "") or ("" if part else self.section))
        return [
            name
            for name in (told, joined(group, told) if group and told else "", told.rpartition("·")[2])
            if name
        ]

    def _asks_of_value(self, row: int, column: int, printed: str, read: Read, named: Named, key: str) -> bool:
        """Does the number itself raise a question? If so, ask it."""
        value = float(read.value) * named.factor
        is_small = 0 < abs(value) < 1 or (abs(value) == 1 and named.unit != "%")
        if named.is_share and is_small and not read.unit:  # cells in percent format have their sign
            as_share = scaled(read.value, 100)
            self.ledger.ask(row, column, printed, "percent_or_share", (f"{read.value}%", f"{as_share}%"), key)
            return True
        if named.indicator_id and not self.namer.is_in_range(named, value):
            self.ledger.ask(row, column, printed, "out_of_range", (LEAVE_OUT,), key)
            return True
        return False


def joined(*names: str) -> str:
    """Names joined into one; the dot between them is ignored when names are compared."""
    return "·".join(dict.fromkeys(name for name in names if name))
