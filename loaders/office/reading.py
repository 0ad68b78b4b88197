"""Reading: the rows of one table, cell by cell, with what its heads and the lines around it say about each."""

import re
from collections import defaultdict
from collections.abc import Mapping

from loaders.contract import CODE_FIELDS, MISSING
from loaders.office.account import LEAVE_OUT, Figure
from loaders.office.cells import Read, read_cell, scaled
from loaders.office.naming import Named, Namer
from loaders.office.periods import Period, read_period
from loaders.office.roles import Column
from loaders.office.sheets import Cells
from loaders.office.surroundings import Surroundings
from loaders.office.vocabulary import by_word, listed, plain

FILLED_DOWN = ("place", "indicator", "group", "period", "scope")
CARRIED = (
    "before", "before_bound", "before_kind", "before_end", "missing", "ambiguous", "locator", "note_en",
)  # fmt: skip
ENUMERATED = (
    r"^\s*(?:[(（]?[一二三四五六七八九十]+[)）]?[、.．]|[(（]?\d{1,2}[)）、.．](?!\d)"
    r"|[(（][一二三四五六七八九十\d]+[)）]|[\u2460-\u2473])\s*"
)
WORDS_FOR = {"bound": ("bounds_after", "bounds_before"), "status": ("statuses",)}
CHANGE = r"(同比|环比|比上年|较上年|比上月)"
LEFT_COLUMNS = {role: role for role in ("ordinal", "coordinates", "code", "person", "change", "total")}
LEFT_COLUMNS |= {"words": "no_indicator", "again": "said_twice"}  # role → why it is left out


class TableReader(Namer, Surroundings):
    """Reads the figures of a table into an account."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.section = ""  # the last heading among the rows
        self.whole = ""  # the last indicator that is not part of another

    def read(self) -> None:
        """Read every row; whatever becomes no figure is noted."""
        for column in self.columns.values():
            self._tell_column(column)
        for row in self.table.body:
            self._read_row(row)
        account = self.ledger.account
        # A line beside the table that gave a place, a period, an indicator or a unit is among the repairs.
        used = {(r.sheet, r.row, r.column) for r in account.repairs if r.why == "from_line"}
        account.left_out += [n for n in self.table.lines if (n.sheet, n.row, n.column) not in used]

    def _tell_column(self, column: Column) -> None:
        if column.is_figures:
            for period in column.periods[:1]:
                self.ledger.mend(column.row, column.number, column.head, str(period), "period")
        elif why := LEFT_COLUMNS.get(column.role):
            self.ledger.leave_out(column.row, column.number, column.head, why)
        elif column.role == "empty":
            last = max(c.number for c in self.columns.values() if c.role != "empty")
            if column.head or column.number > last:
                row = column.row if column.head else 0
                self.ledger.leave_out(row, column.number, column.head, "empty_column")

    def _read_row(self, row: int) -> None:
        sheet, cells = self.table.sheet, self.table.sheet.cells(row)
        own = {role: sheet.text(row, n) for role, n in self.of_role.items()}
        why, (column, text) = self._why_no_row(row, cells, own)
        if why:
            self.ledger.leave_out(row, column, text, why)
            if why == "heading" and own.get("indicator"):
                self.section = re.sub(ENUMERATED, "", own["indicator"])
            return
        self.above = defaultdict(str, {role: self._label(row, role, own[role]) for role in own})
        for figures in self.figures:
            self._read_figure(row, figures)

    def _why_no_row(self, row: int, cells: Cells, own: dict[str, str]) -> tuple[str, tuple[int, str]]:
        """Why a row has no figures, '' if it has, and the cell that tells: totals, the columns' own numbers, headings, blanks."""
        sheet, first = self.table.sheet, cells[0]
        named = [text for n, text in cells if self.columns[n].role in (*FILLED_DOWN, "ordinal", "words")]
        if total := next((t for t in named if plain(re.sub(ENUMERATED, "", t)) in listed("totals")), ""):
            return "total", (first[0], total)
        are_letters = first[1] == "A" and len(cells) > 2 and all(len(text) == 1 for _, text in cells)
        if first[1] == "甲" or are_letters:  # 甲 乙 1 2
            return "no_name", first
        filled = (n for n, _ in cells if not sheet.is_merged(row, n))
        if self.figures and (own.get("missing") or {c.number for c in self.figures}.intersection(filled)):
            is_nameless = self.of_role.keys() & FILLED_DOWN and not any(map(own.get, FILLED_DOWN))
            return "no_name" if is_nameless and len(self.table.body) > 1 else "", first
        if len(cells) > 1:
            return "blank", first
        return "heading" if own.get("indicator") or row != self.table.body[-1] else "note", first

    def _label(self, row: int, role: str, text: str) -> str:
        """The text of a label; an empty or merged one continues from above."""
        spot = row, self.of_role[role]
        if not text and self.table.sheet.is_merged(*spot):
            return self.table.sheet.text(*self.table.sheet.merged[spot])
        return text or (self.above[role] if role in FILLED_DOWN else "")

    def _read_figure(self, row: int, column: Column) -> None:
        number = column.number
        key = f"cell:{self.table.sheet.name}!{row}:{number}"
        printed, answer = self.table.sheet.text(row, number), self.answers.get(key, "")
        read = self._read_text(row, number, printed, answer)
        if read is None:
            return
        place, scope, is_scope_open = self.place_of(row, column)
        named = self.name(row, column, self._names(row, column), read)
        if named is None:
            return
        if not named.indicator_id and re.match(CHANGE, named.indicator.rpartition("·")[2]):
            self.ledger.leave_out(row, number, printed, "change")
            return
        period = self.period_of(row, column)
        is_undated = self.is_period_open(period)  # asked even if something else is open
        codes = {name: self._coded(row, name) for name in WORDS_FOR}  # both asked at once
        is_open = is_scope_open or named.is_open or is_undated or None in codes.values()
        if read.readings:
            self.ledger.ask(row, number, printed, read.why, read.readings, key)
            is_open = True
        elif read.value and not is_open:
            is_open = self._asks_of_value(row, number, printed, read, named, key)
        self._tell_repairs(row, number, printed, read, answer)
        told = self._figure(row, column, printed, read, named, place, scope, period, codes, is_open)
        self.ledger.account.figures.append(told)

    def _read_text(self, row: int, column: int, printed: str, answer: str) -> Read | None:
        """A cell as printed, or as answered; None if it holds no figure, which is noted."""
        if answer == LEAVE_OUT or (row, column) in self.table.sheet.dates:
            self.ledger.leave_out(row, column, printed, "as_answered" if answer == LEAVE_OUT else "date")
            return None
        read = read_cell(answer or printed)
        if not read.value and (why := dict(self._carried()).get("missing")):
            read = Read(missing=why)
        if not read.value and not read.readings:
            blank = "merged" if self.table.sheet.is_merged(row, column) else "blank"
            why = "in_words" if read.is_words else blank if read.missing == "blank" else "missing"
            self.ledger.leave_out(row, column, printed, why, read.missing if why == "missing" else "")
            return read if read.missing in MISSING else None
        return read

    def _figure(
        self, row: int, column: Column, printed: str, read: Read, named: Named, place: str, scope: str, period: Period | None,
        codes: Mapping[str, str | None], is_open: bool,
    ) -> Figure:  # fmt: skip
        value = scaled(read.value, named.factor) if named.factor != 1 and read.value else read.value
        notes = [self.table.notes.get(mark, mark) for mark in (*read.marks, *column.marks)]
        notes += [self.above["note"] or self.above["note_zh"]]
        sources = [text for _, _, text in self.table.told.get("source", ())]
        status = codes["status"] or column.status or "achieved"
        bound = codes["bound"] if read.bound == "exact" else read.bound
        return Figure(
            self.table.sheet.name, row, column.number, self.above["as_printed"] or printed, place,
            named.indicator, named.indicator_id, value, (bound or "exact") if value else "", named.unit, named.unit_id,
            period, status, scope or "whole",
            "" if value or read.readings else read.missing, "；".join(dict.fromkeys(filter(None, notes))),
            self.above["source"] or next(iter(sources), ""), is_open, self._carried(),
        )  # fmt: skip

    def _coded(self, row: int, name: str) -> str | None:
        """The code in a row's column of bounds or statuses; None if it has to be asked."""
        printed = self.above[name]
        if not printed:
            return ""
        key = f"code:{name}:{plain(printed)}"
        if code := self.known.code(name, printed) or self.answers.get(key, ""):
            return code
        found = (by_word(section).get(plain(printed), "") for section in WORDS_FOR[name])
        if code := next(filter(None, found), ""):
            self.ledger.mend(row, self.of_role[name], printed, code, name)
            return code
        self.ledger.ask(row, self.of_role[name], printed, "code", CODE_FIELDS[name], key)
        return None

    def _carried(self) -> tuple[tuple[str, str], ...]:
        """The row's further columns of the contract, in the contract's form."""
        told = {name: text for name in CARRIED if (text := self.above[name])}
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
        label = self.above["indicator"]
        bare = re.sub(ENUMERATED, "", label)
        if bare != label:
            self.ledger.mend(row, self.of_role["indicator"], label, bare, "enumeration")
        part = re.match(r"^[#＃]|^\s*其中[:：]?\s*", bare)
        if part:
            bare = _joined(self.whole, bare[part.end() :])
        elif bare:
            self.whole = bare
        told = _joined(bare, column.name)
        beside = self.table.told.get("indicator")
        if not told and beside and (told := beside[0][2]):
            self.take(beside[0], told)
        group = re.sub(ENUMERATED, "", self.above["group"] or ("" if part else self.section))
        return list(filter(None, (told, told and _joined(group, told), told.rpartition("·")[2])))

    def _asks_of_value(self, row: int, column: int, printed: str, read: Read, named: Named, key: str) -> bool:
        """Does the number itself raise a question? If so, ask it."""
        value, unit = float(read.value) * named.factor, self.known.units.get(named.unit_id)
        is_small = 0 < abs(value) < 1 or (abs(value) == 1 and named.unit != "%")
        is_share = unit and (unit.dimension, unit.factor) == ("share", 1)
        if is_share and is_small and not read.unit:  # cells in percent format have their sign
            as_share = scaled(read.value, 100)
            self.ledger.ask(row, column, printed, "percent_or_share", (f"{read.value}%", f"{as_share}%"), key)
            return True
        if unit and named.indicator_id:
            indicator = self.known.indicators[named.indicator_id]
            in_its_unit = value * (unit.factor / indicator.unit.factor)
            if not indicator.least <= in_its_unit <= indicator.most:
                self.ledger.ask(row, column, printed, "out_of_range", (LEAVE_OUT,), key)
                return True
        return False


def _joined(*names: str) -> str:
    """Names joined into one; the dot between them is ignored when names are compared."""
    return "·".join(dict.fromkeys(filter(None, names)))
