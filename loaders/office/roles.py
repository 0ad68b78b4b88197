"""Roles: what each column of a table holds – places, indicators, units, periods, figures – from its head and its cells.

The head of a column of figures may name a period, a place, an indicator or a unit as well.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from loaders.contract import COLUMNS
from loaders.office.account import Ledger
from loaders.office.cells import read_cell
from loaders.office.layout import Said, Table
from loaders.office.matching import Known, looks_like_place
from loaders.office.periods import Period, part_of_year, period_within, read_period
from loaders.office.sheets import Cells
from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks

# Roles of which a second column only repeats the first.
NAMING = ("place", "indicator", "period")
PLACE_HEAD = r"地区|城市|市州|县区|区域|city|place|region"
PREVIOUS = r"上年同期|上年|去年同期|去年|上期"
CURRENT = r"本年|本期|今年|当年|本年度"


@dataclass
class Column:
    """What a column holds; for figures also what its head says about them."""

    number: int
    role: str  # a key of `heads` in the vocabulary, a column of the contract, figures, empty or words
    head: str = ""
    row: int = 0  # of its head
    name: str = ""  # what remains of its head: an indicator, or a place
    place: str = ""
    unit: str = ""
    periods: list[Period] = field(default_factory=list)
    month: str = ""  # 1-6月, 二季度: of a year given elsewhere
    shift: str = ""  # `previous` for the year before: 上年同期
    status: str = ""
    scope: str = ""
    marks: str = ""

    @property
    def is_figures(self) -> bool:
        """Does it hold figures, with or without a head of their own?"""
        return self.role in ("figures", "value")


def columns_of(table: Table, known: Known) -> dict[int, Column]:
    """Every column of a table with its role."""
    width = max((len(table.sheet.rows[row - 1]) for row in table.body), default=0)
    found = {n: _column(table, n, known) for n in range(1, max(width, *table.columns) + 1)}
    _settle_labels(table, found, known)
    _settle_names(table, found, known)
    return found


def _texts(table: Table, number: int) -> list[str]:
    """The non-empty cells of a column's body."""
    return [text for row in table.body if (text := table.sheet.text(row, number))]


def _share(cells: list[str], holds: Callable[[str], object]) -> float:
    """The share of cells for which `holds` is true, from 0 to 1; 0 if there are no cells."""
    return sum(bool(holds(text)) for text in cells) / len(cells) if cells else 0.0


def _column(table: Table, number: int, known: Known) -> Column:
    levels, cells = table.columns.get(number, []), _texts(table, number)
    head = table.head(number)
    column = Column(number, "empty", head, levels[-1][0] if levels else table.heads[-1])
    if cells:
        is_first = number == min(table.columns)
        column.role = _named_role(head, levels, cells, known) or _likely_role(head, cells, is_first)
    if column.is_figures:
        _read_head(column, levels, known)
    return column


def _likely_role(head: str, cells: list[str], is_first: bool) -> str:
    """The role of a column whose head names none, by its cells."""
    counted = [text for text in map(narrow, cells) if text.isdigit()][:3]
    is_counted = len(cells) > 1 and counted == ["1", "2", "3"][: len(cells)]
    if is_first and is_counted and (not head or "rank" in plain(head)):
        return "ordinal"
    if not head:
        is_year = _share(cells, lambda text: re.fullmatch(r"(19|20)\d\d年?", narrow(text))) == 1
        return "period" if is_year else "words"
    numeric = [read for read in map(read_cell, cells) if read.is_numeric]
    are_figures = len(numeric) >= len(cells) / 2 and not all(read.missing for read in numeric)
    return "figures" if are_figures or period_within(head)[1] else "words"


def _named_role(head: str, levels: Cells, cells: list[str], known: Known) -> str:
    """The role that a column's head names, in the words of the contract or of offices, if its cells agree."""
    bare = in_brackets(without_marks(head)[0])[0]
    code = narrow(head).casefold().replace(" ", "_")
    if code in COLUMNS:
        return "ordinal" if code == "id" else code
    for told in (head, bare, *(text for _, text in levels)):
        role = known.heads.get(plain(told), "") or by_word("heads").get(plain(told), "")
        if role == "unit" and _share(cells, lambda text: known.is_unit(narrow(text).strip("()"))) < 0.3:
            role = "place" if _share(cells, looks_like_place) >= 0.5 else "source"
        if role in ("indicator", "place") and _share(cells, read_period) >= 0.5:
            role = "period"
        if role == "indicator" and _share(cells, known.is_place) > 0.6:
            role = "place"
        if role == "group" and _share(cells, lambda text: read_cell(text).value) >= 0.5:
            role = ""
        if role == "period" and _share(cells, lambda t: period_within(t)[1] or read_cell(t).value) < 0.5:
            role = ""
        if role:
            return role
    return ""


def _read_head(column: Column, levels: Cells, known: Known) -> None:
    """Read the head of a column of figures: its period, unit, place and scope, and what remains as a name."""
    remaining: list[str] = []
    for _, level in levels:
        told, marks = without_marks(level)
        column.marks += marks
        told, units = _without_unit(told, known)
        column.unit = units or column.unit
        told, periods = period_within(told)
        column.periods = periods or column.periods
        told = _without_time(told, column)
        if (kind := _changes_or_totals(told)) and column.role != "value":
            column.role = kind
        bare = plain(told)
        says_more = by_word("heads").get(bare) not in ("value", *NAMING) and bare not in known.heads
        if scope := by_word("scopes").get(bare):
            column.scope = scope
        elif bare and says_more:
            remaining.append(told)
    name = "·".join(dict.fromkeys(remaining))
    for word in WORDS["target_words"]:
        if word in name.casefold():
            column.status = "planned" if word in ("计划", "planned") else "target"
            name = re.sub(rf"{word}值?", "", name, flags=re.IGNORECASE).strip()
    column.name = name


def _without_unit(told: str, known: Known) -> tuple[str, str]:
    """A head without the unit in brackets or after a comma, and that unit."""
    base, inner = in_brackets(told)
    for part in inner:
        part = re.sub(r"^(单位|unit)[:：]?\s*", "", part)
        if known.is_unit(part) or re.fullmatch(r"[^\d]{1,3}(/|每)[^\d]{1,4}", part):
            others = [f"({o})" for o in inner if narrow(o) != narrow(part) and "单位" not in o]
            return base + " ".join(others), part
    found = re.match(r"(.+?)[,，、:：/\s_-]+([^,，、:：\s]+)$", told)
    for rest, unit in (("", narrow(told)), found.groups() if found else ("", "")):
        if known.is_unit(unit) and plain(unit) not in by_word("implied"):
            return rest, unit
    return told, ""


def _without_time(told: str, column: Column) -> str:
    """A head without 上年同期, 本期 and 1-6月, which are noted in the column."""
    if re.search(PREVIOUS, told):
        column.shift = "previous"
        told = re.sub(PREVIOUS, "", told)
    elif re.fullmatch(rf"({CURRENT})(数|值|实际)?", told):
        return ""
    if not column.periods and part_of_year(told, "2000"):
        column.month = told
        return ""
    return told.strip()


def _changes_or_totals(told: str) -> str:
    base = plain(in_brackets(told)[0])
    if base in listed("totals"):
        return "total"
    is_change = base in listed("changes") or re.match(r"(同比|环比|比上年|较上年|比上月|yoy)", base)
    return "change" if is_change else ""


def _settle_labels(table: Table, found: dict[int, Column], known: Known) -> None:
    """Give columns of words a role by what they hold, places, periods and units first."""
    groups = [column for column in found.values() if column.role == "group"]
    if groups and not any(column.role == "indicator" for column in found.values()):
        groups[-1].role = "indicator"  # the last of 一级指标, 二级指标
    tests: dict[str, Callable[[str], object]] = {
        "place": known.is_place,
        "period": read_period,
        "unit": lambda text: known.is_unit(narrow(text).strip("()")),
    }
    first_figures = min((c.number for c in found.values() if c.is_figures), default=0)
    # Where the heads of figures name no indicator, the rows have to name what is counted.
    are_heads_silent = not any(c.name for c in found.values() if c.role == "figures")
    for column in found.values():
        if column.role != "words":
            continue
        cells, roles = _texts(table, column.number), {c.role for c in found.values()}
        role = next((r for r, holds in tests.items() if r not in roles and _share(cells, holds) >= 0.5), "")
        is_named = _share(cells, lambda text: known.indicator(in_brackets(text)[0], "")[0]) >= 0.3
        is_label = column.number < first_figures and not re.search(r"[,;]", "".join(cells)[:200])
        if not role and "indicator" not in roles and (is_named or is_label):
            is_sure = is_named or "place" in roles or are_heads_silent
            role = "indicator" if is_sure or not re.search(PLACE_HEAD, column.head.casefold()) else "place"
        column.role = role or "words"
    seen: set[str] = set()
    for column in found.values():  # a second column of places or names only repeats the first
        if column.role in seen and column.role in (*NAMING, "unit"):
            is_part = plain(column.head) in ("月份", "月", "季度", "month", "quarter")
            column.role = "part" if is_part else "again"
        seen.add(column.role)


def _settle_names(table: Table, found: dict[int, Column], known: Known) -> None:
    """Settle what the heads of figures name: places where the rows name indicators, else indicators."""
    roles = {c.role for c in found.values()}
    heads = [c for c in found.values() if c.role == "figures"]
    if "indicator" not in roles and not table.told.get("indicator"):
        for c in heads:  # "Enterprises" alone names what is counted, not the unit
            if c.unit and not (c.name or c.periods or c.month):
                c.name, c.unit = c.head, "" if c.head == c.unit else c.unit
    named = [c for c in heads if c.name]
    places = [c for c in named if known.is_place(c.name) or plain(c.name) in listed("own_place")]
    is_of_places = len(places) >= max(1, len(named) / 2)
    if not is_of_places and "indicator" in roles and len(named) > 1:
        is_of_places = not any(known.indicator(c.name, c.unit)[0] for c in named)
    if "place" not in roles and is_of_places:
        for column in named:
            column.place, column.name = column.name, ""


@dataclass
class Reading:
    """A table with what its columns hold, the account it is read into, and the answers given so far."""

    table: Table
    columns: dict[int, Column]
    known: Known
    ledger: Ledger
    answers: Mapping[str, str]

    def __post_init__(self) -> None:
        every = self.columns.values()
        self.of_role = {c.role: c.number for c in reversed(every)}  # role → its first column
        self.figures = [c for c in every if c.is_figures]
        self.above = defaultdict[str, str](str)  # role → label of the row, or the last one above it

    def take(self, told: Said, made: str) -> None:
        """Note what was taken from a line beside the table."""
        row, column, _ = told
        self.ledger.mend(row, column, self.table.sheet.text(row, column), made, "from_line")
