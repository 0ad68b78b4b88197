"""Naming: which indicator and unit a figure has, from everything said about it; if two remain possible, the reader is asked."""

import re
from dataclasses import dataclass
from functools import partial

from loaders.office.account import LEAVE_OUT, OF_SESSION
from loaders.office.cells import Read, multiplier
from loaders.office.roles import Column, Reading
from loaders.office.sheets import Spot
from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks

MONEY = r"额|贷款|资金|税|费|成本|产值|收入|投资|余额|money|loan|amount|cost|fund|gdp"
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


class Namer(Reading):
    """Finds the indicators and units of the figures of a table."""

    def name(self, row: int, column: Column, names: list[str], read: Read) -> Named | None:
        """What a figure counts; None if the answer was to leave it out."""
        at = (row, self.of_role.get("indicator", min(self.table.columns)))  # where the name is
        if column.name:
            at = (column.row, column.number)
        if not names:
            answer = self.answers.get("indicator", "")
            if not answer:
                self.ledger.ask(0, 0, "", "indicator", (), "indicator")
                return Named("", is_open=True)
            names = [self.known.indicators[answer].names[0] if answer in self.known.indicators else answer]
        unit, candidates = self._unit(names[0], column, read)
        # 日 may be 工作日 or 天: it must not decide which indicator is meant.
        telling = "" if plain(unit) in listed("day_or_working_day") else unit
        ids, name = self._ids(at, names, telling)
        key = f"name:{plain(name)}"
        if self.answers.get(key) == LEAVE_OUT:
            self.ledger.leave_out(row, column.number, read.value, "as_answered")
            return None
        if not ids and key not in self.answers:
            nearest = partial(self.known.nearest, name, telling)
            self.ledger.miss(*at, name, "indicator", nearest, key)
        return self._with_unit(at, name, ids, unit, candidates, read)

    def _bare(self, name: str) -> str:
        """A name without the unit and the note marks after it."""
        base, inner = in_brackets(_without_note(name))
        return base + "".join(f"（{part}）" for part in inner if not self.known.is_unit(part))

    def _ids(self, at: Spot, names: list[str], unit: str) -> tuple[tuple[str, ...], str]:
        for name in names:
            answer = self.answers.get(f"name:{plain(self._bare(name))}", "")
            if answer in self.known.indicators:
                self.ledger.mend(*at, name, answer, "answered")
                return (answer,), self._bare(name)
            if answer == OF_SESSION:
                return (), self._bare(name)
        for name in names:
            ids, why = self.known.indicator(_without_note(name), unit)
            if ids:
                own = self.known.indicators[ids[0]].names
                if why or (len(ids) == 1 and not {self._bare(name), name} & set(own)):
                    self.ledger.mend(*at, name, own[0], why or "name")
                return ids, self._bare(name)
        return (), self._bare(max(names, key=len))  # the longest includes the group it is in

    def _unit(self, name: str, column: Column, read: Read) -> tuple[str, list[str]]:
        """The unit as printed, '' if none is given, and the candidates if a line above names several."""
        inner = [part for part in in_brackets(name)[1] if self.known.is_unit(part)]
        settled = narrow(self.above["unit"]).strip("()") or column.unit or next(iter(inner), "")
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
            self.take(lines[0], told[0])
            return told[0], []
        # The only unit that the last word of a name allows: 名次 is counted in places.
        ending = plain(without_marks(in_brackets(name)[0])[0])
        unit = next((unit for word, unit in by_word("implied").items() if ending.endswith(word)), "")
        return unit if unit in self.known.units else "", told

    def _with_unit(
        self, at: Spot, name: str, ids: tuple[str, ...], unit: str, candidates: list[str], read: Read
    ) -> Named:
        if answer := self.answers.get(f"unit:{plain(name)}", ""):
            unit, candidates = answer, []
            ids = tuple(self.known.fitting(ids, [answer])) or ids
        named = Named(name, ids[0] if len(ids) == 1 else "", unit)
        if plain(unit) in listed("day_or_working_day"):
            return self._asked(named, at, unit, ("working_day", "day"), "day_kind")
        if len(ids) > 1:
            units = tuple(dict.fromkeys(self.known.indicators[id_].unit.id for id_ in ids))
            return self._asked(named, at, name, units)
        if plain(unit) in ("‰", "千分之", "permille"):
            named.unit, named.factor, unit = "%", 0.1, "%"
            self.ledger.mend(*at, f"{read.value}‰", "%", "per_mille")
        factor, rest = multiplier(unit)
        if factor > 1 and not rest:
            unit = self._multiple(named, factor)
            if not unit:
                return self._asked(named, at, read.unit, _likely(name), "unit")
        if not unit:
            return self._without_unit(named, at, candidates)
        self._settle(named, unit)
        if named.indicator_id and not named.unit_id:
            scales = self.known.scales(self.known.indicators[named.indicator_id].unit)
            return self._asked(named, at, unit, scales, "unit_fits_not")
        return named

    def _multiple(self, named: Named, factor: int) -> str:
        """The unit of an indicator's dimension with this factor: 1.2亿 of money is in 亿元."""
        if not named.indicator_id:
            return ""
        own = self.known.indicators[named.indicator_id].unit
        units = self.known.units.values()
        alike = [u.id for u in units if (u.dimension, u.factor) == (own.dimension, factor)]
        return own.id if own.id in alike else alike[0] if len(alike) == 1 else ""

    def _settle(self, named: Named, unit: str) -> None:
        """Set the unit's id; of several printed alike the indicator's own first, then one that converts to it."""
        units = self.known.units
        printed = [unit] if unit in units else self.known.units_printed(unit)
        if named.indicator_id:
            own = self.known.indicators[named.indicator_id].unit
            fitting = [id_ for id_ in printed if units[id_].dimension == own.dimension]
            printed = [own.id] if own.id in fitting else fitting
        named.unit_id = next(iter(printed), "")
        if unit in units:
            named.unit = units[unit].printed[0]

    def _without_unit(self, named: Named, at: Spot, candidates: list[str]) -> Named:
        """No unit is given: if only one is possible it is taken, and noted; else the reader is asked."""
        units = {c: self.known.units_printed(c) for c in candidates}
        if named.indicator_id:
            own = self.known.indicators[named.indicator_id].unit
            fitting = [c for c, ids in units.items() if self.known.fitting([named.indicator_id], ids)]
            scales = self.known.scales(own)
            if len(fitting) != 1 and len(scales) != 1:
                return self._asked(named, at, named.indicator, scales, "unit")
            self._settle(named, fitting[0] if len(fitting) == 1 else own.id)
            named.unit = named.unit or fitting[0]
            self.ledger.mend(*at, named.indicator, named.unit, "unit_implied")
            return named
        if "%" in units and named.indicator.casefold().endswith(tuple(WORDS["share_words"])):
            self._settle(named, "%")
            named.unit = "%"
            return named
        told = tuple(id_ for c in candidates for id_ in units[c][:1])
        return self._asked(named, at, named.indicator, told or _likely(named.indicator))

    def _asked(self, named: Named, at: Spot, printed: str, choices: tuple[str, ...], why: str = "") -> Named:
        why = why or ("day_kind" if {"day", "working_day"} <= set(choices) else "unit")
        known = tuple(choice for choice in choices if choice in self.known.units)
        self.ledger.ask(*at, printed, why, known, f"unit:{plain(named.indicator)}")
        named.is_open = True
        return named


def _likely(name: str) -> tuple[str, ...]:
    """The units that a name suggests, to choose from; none if it says nothing about them."""
    if any(word in name.casefold() for word in WORDS["time_words"]):
        return ("working_day", "day", "hour", "month")
    is_money = re.search(MONEY, name.casefold())
    return ("yuan", "ten_thousand_yuan", "hundred_million_yuan") if is_money else ()


def _without_note(name: str) -> str:
    return re.sub(r"\((?:单位|unit)[:：][^()]*\)", "", narrow(without_marks(name)[0]))
