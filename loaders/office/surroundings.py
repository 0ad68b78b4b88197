"""Surroundings: the place, scope and period of a figure, from its row, its head and the lines around the table."""

from loaders.office.account import At
from loaders.office.matching import place_form
from loaders.office.periods import Period, excel_serial, part_of_year, period_within, read_period, year_before
from loaders.office.roles import Column, Reading
from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks


class Surroundings(Reading):
    """Finds place, scope and period of the figures of a table."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.place = self._told_place()
        self.period = self._told_period()

    def _told_place(self) -> str:
        is_needed = "place" not in self.of_role
        if places := self.table.told.get("place"):
            if is_needed:
                self.take(places[0], places[0][2])
            return places[0][2]
        if not is_needed:
            return ""
        for told in self.table.told.get("title", ()):
            named = [names[0] for names in self.known.places.values() if names[0] in told[2]]
            if named:
                last = max(named, key=told[2].rindex)  # in 湖南省衡阳市, the city
                self.take(told, last)
                return last
        name = self.table.sheet.name
        return name if self.known.is_place(name) else ""

    def _told_period(self) -> list[Period]:
        """The period from the lines above, else from the title, else from the name of the sheet."""
        is_needed = "period" not in self.of_role and not all(c.periods for c in self.figures)
        for kind in ("period", "title"):
            for told in self.table.told.get(kind, ()):
                if periods := period_within(told[2])[1]:
                    if is_needed:
                        self.take(told, str(periods[0]))
                    return periods
        return period_within(self.table.sheet.name)[1]

    def place_of(self, row: int, column: Column) -> tuple[str, str, bool]:
        """Place and scope of a figure, and whether the scope has to be asked."""
        printed = column.place or self.above["place"] or self.place
        number = column.number if column.place else self.of_role.get("place", column.number)
        base, inner = in_brackets(without_marks(printed)[0])
        scope_told, scopes = self.above["scope"], by_word("scopes")
        scope = self.known.code("scope", scope_told) or scopes.get(plain(scope_told), "") or column.scope
        account = self.ledger.account
        if plain(base) in listed("own_place"):
            base, account.names_own = "", True
        if base:
            at = At(self.table.sheet.name, column.row if column.place else row, number)
            account.named_at.setdefault(place_form(base), (base, at))
        for part in inner:
            scope = self.answers.get(f"scope:{part}", "") or scopes.get(plain(part), "")
            if not scope:
                self.ledger.ask(row, number, printed, "scope", tuple(WORDS["scopes"]), f"scope:{part}")
                self.ledger.mend(row, number, printed, f"{base} · {part}", "scope")
                return base, f"?{part}", True
        return base, scope, False

    def period_of(self, row: int, column: Column) -> Period | None:
        """The period of a figure: from its row, its head or the lines above; a month takes its year from elsewhere."""
        first, last = read_period(self.above["period_start"]), read_period(self.above["period_end"])
        if first or last:  # one may be open: in force since, due by
            return Period(first[0].start if first else "", last[-1].end if last else "")
        periods = self._row_period(row) or column.periods
        general = periods or self.period
        if not general and "period" in self.answers:
            general = [Period.of_text(self.answers["period"])]
        part = column.month or self.above["part"]
        if part and general:
            if part.isdigit():
                part += "季度" if "季" in self.columns[self.of_role["part"]].head else "月"
            narrowed = part_of_year(part, general[0].start[:4])
            return narrowed[0] if narrowed else None
        if column.shift and not periods:  # 上年同期 refers to the year beside it
            dated = [c for c in self.figures if c.periods]
            beside = [c.periods for c in dated if c.number < column.number]
            general = beside[-1] if beside else list(dict.fromkeys(c.periods[0] for c in dated)) or general
        if column.shift and len(general) == 1:
            earlier = year_before(general[0])
            self.ledger.mend(column.row, column.number, column.head, str(earlier), "period")
            return earlier
        return general[0] if len(general) == 1 else None

    def _row_period(self, row: int) -> list[Period]:
        printed, number = self.above["period"], self.of_role.get("period", 0)
        if not printed:
            return []
        key = f"cell:{self.table.sheet.name}!{row}:{number}"
        if key in self.answers:
            return [Period.of_text(self.answers[key])]
        periods = period_within(printed)[1]
        if not periods and (periods := excel_serial(printed)):
            self.ledger.mend(row, number, printed, str(periods[0]), "excel_serial")
        elif not periods and self.period:
            periods = part_of_year(printed, self.period[0].start[:4])
        if len(periods) > 1:
            self.ledger.ask(row, number, printed, "date", tuple(p.start for p in periods), key)
        elif periods and narrow(printed) != periods[0].start:
            self.ledger.mend(row, number, printed, str(periods[0]), "period")
        return periods

    def is_period_open(self, period: Period | None) -> bool:
        """Does the period of a figure still have to be asked? A rule or a target needs none."""
        status = self.known.code("status", self.above["status"])
        if period is not None or status in ("rule", "target"):
            return False
        if len(period_within(self.above["period"])[1]) < 2:
            self.ledger.ask(0, 0, self.above["period"], "period", (), "period")
        return True
