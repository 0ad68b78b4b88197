"""Naming: which indicator and unit a figure has, from everything said about it; if two remain possible, the reader is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.office.account import LEAVE_OUT, OF_SESSION, Ledger
from loaders.office.cells import Read, multiplier
from loaders.office.layout import Table
from loaders.office.matching import Known
from loaders.office.roles import Column
from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks

MONEY = r"额|贷款|资金|税|费|成本|产值|收入|投资|余额|money|loan|amount|cost|fund|gdp"
MOST_OFFERED = 200  # unknown names with suggestions
SEPARATED = r"[、，,;；]|\s*和\s*"


@dataclass
class Named:
    """What a figure counts, as printed and by id; the number times `factor` is in the unit."""

    indicator: str
    indicator_id: str = ""
    unit: str = ""
    unit_id: str = ""
    factor: float = 1
    is_open: bool = False
    is_share: bool = False


@dataclass
class Namer:
    """Finds indicators and units for the figures of one table; `label` is the column that names indicators."""

    table: Table
    known: Known
    ledger: Ledger
    answers: Mapping[str, str]
    label: int

    def name(self, row: int, column: Column, names: list[str], unit_of_row: str, read: Read) -> Named | None:
        """What a figure counts; None if the answer was to leave it out."""
        if not names:
            answer = self.answers.get("indicator", "")
            if not answer:
                self.ledger.ask(0, 0, "", "indicator", (), "indicator")
                return Named("", is_open=True)
            names = [self.known.indicators[answer].names[0] if answer in self.known.indicators else answer]
        unit, candidates = self._unit(names[0], unit_of_row, column, read)
        # 日 may be 工作日 or 天: it must not decide which indicator is meant.
        telling = "" if plain(unit) in listed("day_or_working_day") else unit
        ids, name = self._ids(row, column, names, telling)
        key = f"name:{plain(name)}"
        if self.answers.get(key) == LEAVE_OUT:
            self.ledger.leave_out(row, column.number, read.value, "as_answered")
            return None
        if not ids and key not in self.answers and self.ledger.is_new_name(key):
            # Nobody answers for very many names one by one: further ones are listed without suggestions.
            is_offered = len(self.ledger.account.unknown) < MOST_OFFERED
            nearest = self.known.nearest(name, telling) if is_offered else ()
            self.ledger.miss(*self._at(row, column), name, "indicator", nearest, key)
        return self._with_unit(row, column, name, ids, unit, candidates, read)

    def is_in_range(self, named: Named, value: float) -> bool:
        """Can the indicator have this value, given in the unit of the figure?"""
        indicator = self.known.indicators[named.indicator_id]
        factor = self.known.units[named.unit_id].factor / self.known.units[indicator.unit].factor
        return indicator.least <= value * factor <= indicator.most

    def _bare(self, name: str) -> str:
        """A name without the unit and the note marks after it."""
        base, inner = in_brackets(_without_note(name))
        return base + "".join(f"（{part}）" for part in inner if not self.known.is_unit(part))

    def _at(self, row: int, column: Column) -> tuple[int, int]:
        """Where the name is: in the head of the column, or in the row."""
        return (column.row, column.number) if column.name else (row, self.label)

    def _ids(self, row: int, column: Column, names: list[str], unit: str) -> tuple[tuple[str, ...], str]:
        for name in names:
            answer = self.answers.get(f"name:{plain(self._bare(name))}", "")
            if answer in self.known.indicators:
                self._mend(row, column, name, answer, "answered")
                return (answer,), self._bare(name)
            if answer == OF_SESSION:
                return (), self._bare(name)
        for name in names:
            matched = self.known.indicator(_without_note(name), unit)
            if matched.ids:
                own = self.known.indicators[matched.ids[0]].names
                if matched.why or (len(matched.ids) == 1 and not {self._bare(name), name} & set(own)):
                    self._mend(row, column, name, own[0], matched.why or "name")
                return matched.ids, self._bare(name)
        return (), self._bare(max(names, key=len))  # the longest includes the group it is in

    def _unit(self, name: str, unit_of_row: str, column: Column, read: Read) -> tuple[str, list[str]]:
        """The unit as printed, '' if none is given, and the candidates if a line above names several."""
        inner = [part for part in in_brackets(name)[1] if self.known.is_unit(part)]
        settled = narrow(unit_of_row).strip("()") or column.unit or next(iter(inner), "")
        if read.unit:
            factor, rest = multiplier(read.unit)
            whole = f"{read.unit}{settled}"
            is_multiple = factor > 1 and not rest and settled and self.known.is_unit(whole)
            return whole if is_multiple else read.unit, []
        if settled:
            return settled, []
        for mark in column.marks:
            start = re.split(r"[，,；;。、]", self.table.notes.get(mark, ""))[0]
            if start and self.known.is_unit(start):
                return start, []
        lines = self.table.told.get("unit", [])
        told = [narrow(part) for *_, text in lines for part in re.split(SEPARATED, text) if part.strip()]
        if len(told) == 1:
            line, number, _ = lines[0]
            self.ledger.mend(line, number, self.table.sheet.text(line, number), told[0], "from_line")
            return told[0], []
        return self._implied(name), told

    def _implied(self, name: str) -> str:
        """The only unit that the last word of a name allows: 名次 is counted in places."""
        ending = plain(without_marks(in_brackets(name)[0])[0])
        words = sorted(by_word("implied").items(), key=lambda item: -len(item[0]))
        unit = next((unit for word, unit in words if ending.endswith(word)), "")
        return unit if unit in self.known.units else ""

    def _with_unit(
        self, row: int, column: Column, name: str, ids: tuple[str, ...], unit: str, candidates: list[str], read: Read
    ) -> Named:  # fmt: skip
        key = f"unit:{plain(name)}"
        if answer := self.answers.get(key, ""):
            unit, candidates, ids = answer, [], self._of_dimension(ids, answer)
        named = Named(name, ids[0] if len(ids) == 1 else "", unit)
        if plain(unit) in listed("day_or_working_day"):
            return self._asked(named, row, column, unit, ("working_day", "day"), key, "day_kind")
        if len(ids) > 1:
            units = tuple(dict.fromkeys(self.known.indicators[id_].unit for id_ in ids))
            return self._asked(named, row, column, name, units, key, _why(units))
        if plain(unit) in ("‰", "千分之", "permille"):
            named.unit, named.factor, unit = "%", 0.1, "%"
            self._mend(row, column, f"{read.value}‰", "%", "per_mille")
        factor, rest = multiplier(unit)
        if factor > 1 and not rest:
            unit = self._multiple(named, factor)
            if not unit:
                return self._asked(named, row, column, read.unit, self._likely(name), key, "unit")
        if not unit:
            return self._without_unit(named, row, column, candidates, key)
        self._settle(named, unit)
        if named.indicator_id and not named.unit_id:
            scales = self.known.scales(self.known.indicators[named.indicator_id].unit)
            return self._asked(named, row, column, unit, scales, key, "unit_fits_not")
        return named

    def _of_dimension(self, ids: tuple[str, ...], unit: str) -> tuple[str, ...]:
        """Of several indicators, those measured in units of this dimension."""
        dimension = self.known.units[unit].dimension
        fitting = (i for i in ids if self.known.units[self.known.indicators[i].unit].dimension == dimension)
        return ids if len(ids) < 2 else tuple(fitting) or ids

    def _multiple(self, named: Named, factor: int) -> str:
        """The unit of an indicator's dimension with this factor: 1.2亿 of money is in 亿元."""
        if not named.indicator_id:
            return ""
        own = self.known.units[self.known.indicators[named.indicator_id].unit]
        alike = [u for u in self.known.units.values() if (u.dimension, u.factor) == (own.dimension, factor)]
        return next((unit.id for unit in alike if unit.id == own.id or len(alike) == 1), "")

    def _settle(self, named: Named, unit: str) -> None:
        """Set the unit's id; of several printed alike the indicator's own first, then one that converts to it."""
        printed = [unit] if unit in self.known.units else self.known.units_printed(unit)
        if named.indicator_id:
            own = self.known.indicators[named.indicator_id].unit
            dimension = self.known.units[own].dimension
            printed = [id_ for id_ in printed if self.known.units[id_].dimension == dimension]
            printed.sort(key=lambda id_: id_ != own)
        named.unit_id = next(iter(printed), "")
        settled = self.known.units.get(named.unit_id)
        named.is_share = settled is not None and (settled.dimension, settled.factor) == ("share", 1)
        if unit in self.known.units:
            named.unit = self.known.units[unit].printed[0]

    def _without_unit(self, named: Named, row: int, column: Column, candidates: list[str], key: str) -> Named:
        """No unit is given: if only one is possible it is taken, and noted; else the reader is asked."""
        if named.indicator_id:
            own = self.known.indicators[named.indicator_id].unit
            dimension, scales = self.known.units[own].dimension, self.known.scales(own)
            printed = {c: self.known.units_printed(c) for c in candidates}
            fitting = [
                c
                for c, ids in printed.items()
                if any(self.known.units[i].dimension == dimension for i in ids)
            ]
            if len(fitting) != 1 and len(scales) != 1:
                return self._asked(named, row, column, named.indicator, scales, key, "unit")
            self._settle(named, fitting[0] if len(fitting) == 1 else own)
            named.unit = named.unit or fitting[0]
            self._mend(row, column, named.indicator, named.unit, "unit_implied")
            return named
        is_share = any(named.indicator.casefold().endswith(word) for word in WORDS["share_words"])
        if is_share and "%" in candidates:
            self._settle(named, "%")
            named.unit = "%"
            return named
        told = tuple(i for c in candidates for i in self.known.units_printed(c)[:1])
        choices = told or self._likely(named.indicator)
        return self._asked(named, row, column, named.indicator, choices, key, _why(choices))

    def _likely(self, name: str) -> tuple[str, ...]:
        """The units that a name suggests, to choose from; none if it says nothing about them."""
        if any(word in name.casefold() for word in WORDS["time_words"]):
            return ("working_day", "day", "hour", "month")
        is_money = re.search(MONEY, name.casefold())
        return ("yuan", "ten_thousand_yuan", "hundred_million_yuan") if is_money else ()

    def _asked(
        self, named: Named, row: int, column: Column, printed: str, choices: tuple[str, ...], key: str, why: str
    ) -> Named:  # fmt: skip
        known = tuple(choice for choice in choices if choice in self.known.units)
        self.ledger.ask(*self._at(row, column), printed, why, known, key)
        named.is_open = True
        return named

    def _mend(self, row: int, column: Column, printed: str, made: str, why: str) -> None:
        self.ledger.mend(*self._at(row, column), printed, made, why)


def _why(units: tuple[str, ...]) -> str:
    return "day_kind" if {"day", "working_day"} <= set(units) else "unit"


def _without_note(name: str) -> str:
    return re.sub(r"\((?:单位|unit)[:：][^()]*\)", "", narrow(without_marks(name)[0]))
