"""Roles: what each column of a table holds – places, indicators, units, periods, figures – from its head and its cells.

The head of a column of figures may name a period, a place, an indicator or a unit as well.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from loaders.contract import COLUMNS
from loaders.office.cells import read_cell
from loaders.office.layout import Table
from loaders.office.matching import Known, looks_like_place
from loaders.office.periods import Period, part_of_year, period_within, read_period
from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks

KEYS = (
    "place",
    "indicator",
    "group",
    "unit",
    "period",
    "period_start",
    "period_end",
    "scope",
    "status",
    "bound",
)
# Roles that the word of a head alone does not decide: 单位 means both a unit and an institution.
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


def columns_of(table: Table, known: Known) -> dict[int, Column]:
    """Every column of a table with its role."""
    width = max((len(table.sheet.rows[row - 1]) for row in table.body), default=0)
    found = {n: _column(table, n, known) for n in range(1, max(width, *table.columns) + 1)}
    _settle_labels(table, found, known)
    _settle_names(table, found, known)
    return found


def texts(table: Table, number: int) -> list[str]:
    """The non-empty cells of a column's body."""
    return [text for row in table.body if (text := table.sheet.text(row, number))]


def share(cells: Iterable[str], holds: Callable[[str], object]) -> float:
    """The share of cells for which `holds` is true, from 0 to 1; 0 if there are no cells."""
    every = list(cells)
    return sum(bool(holds(text)) for text in every) / len(every) if every else 0.0


def _column(table: Table, number: int, known: Known) -> Column:
    levels, cells = table.columns.get(number, []), texts(table, number)
    head = table.head(number)
    column = Column(number, "", head, levels[-1][0] if levels else table.heads[-1])
    if not cells:
        column.role = "empty"
        return column
    column.role = _named_role(head, levels, cells, known)
    if not column.role:
        numeric = share(cells, lambda text: read_cell(text).is_numeric)
        is_numbered = [text for text in map(narrow, cells) if text.isdigit()][:3] == ["1", "2", "3"][
            : len(cells)
        ]
        if (
            number == min(table.columns)
            and is_numbered
            and len(cells) > 1
            and (not head or "rank" in plain(head))
        ):
            column.role = "ordinal"
        elif not head and share(cells, lambda text: re.fullmatch(r"(19|20)\d\d年?", narrow(text))) == 1:
            column.role = "period"
        elif (
            (
                numeric >= 0.5
                and head
                and share(cells, lambda text: read_cell(text).value or read_cell(text).readings)
            )
            or _says_period(head)
            and head
        ):
            column.role = "figures"
        else:
            column.role = "words"
    if column.role in ("figures", "value"):
        _read_head(column, levels, known)
    return column


def _says_period(head: str) -> bool:
    return bool(period_within(head)[1])


def _named_role(head: str, levels: list[tuple[int, str]], cells: list[str], known: Known) -> str:
    """The role that a column's head names, in the words of the contract or of offices."""
    bare = in_brackets(without_marks(head)[0])[0]
    code = narrow(head).casefold().replace(" ", "_")
    if code in COLUMNS:
        return {"id": "ordinal"}.get(code, code)
    for told in (head, bare, *(text for _, text in levels)):
        role = known.heads.get(plain(told), "") or by_word("heads").get(plain(told), "")
        if role == "unit" and share(cells, lambda text: known.is_unit(narrow(text).strip("()"))) < 0.3:
            role = "place" if share(cells, looks_like_place) >= 0.5 else "source"
        if role in ("indicator", "place") and share(cells, read_period) >= 0.5:
            role = "period"
        if (
            role == "indicator"
            and share(cells, lambda text: known.place(text) or looks_like_place(text)) > 0.6
        ):
            role = "place"
        if role == "group" and share(cells, lambda text: read_cell(text).value) >= 0.5:
            role = ""
        if (
            role == "period"
            and share(cells, lambda text: period_within(text)[1] or read_cell(text).value) < 0.5
        ):
            role = ""
        if role:
            return role
    return ""


def _read_head(column: Column, levels: list[tuple[int, str]], known: Known) -> None:
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
        scope = next((code for code, words in WORDS["scopes"].items() if bare in map(plain, words)), "")
        if scope:
            column.scope = scope
        elif (
            bare
            and by_word("heads").get(bare) not in ("value", "indicator", "place", "period")
            and not known.heads.get(bare)
        ):
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
            rest = " ".join(
                f"({other})" for other in inner if narrow(other) != narrow(part) and "单位" not in other
            )
            return f"{base}{rest}", part
    if known.is_unit(narrow(told)) and plain(told) not in by_word("implied"):
        return "", narrow(told)
    found = re.match(r"(.+?)[,，、:：/\s_-]+([^,，、:：\s]+)$", told)
    if found and known.is_unit(found[2]) and plain(found[2]) not in by_word("implied"):
        return found[1], found[2]
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
    if base in listed("changes") or re.match(r"(同比|环比|比上年|较上年|比上月|yoy)", base):
        return "change"
    return ""


def _settle_labels(table: Table, found: dict[int, Column], known: Known) -> None:
    """Give columns of words a role by what they hold, places, periods and units first."""
    groups = [column for column in found.values() if column.role == "group"]
    if groups and not any(column.role == "indicator" for column in found.values()):
        groups[-1].role = "indicator"  # the last of 一级指标, 二级指标
    for column in found.values():
        if column.role != "words":
            continue
        cells, roles = texts(table, column.number), {c.role for c in found.values()}
        tests = (
            ("place", lambda text: known.place(text) or looks_like_place(text)),
            ("period", read_period),
            ("unit", lambda text: known.is_unit(narrow(text).strip("()"))),
        )
        role = next((role for role, holds in tests if role not in roles and share(cells, holds) >= 0.5), "")
        first_figures = min((c.number for c in found.values() if c.role in ("figures", "value")), default=0)
        named = share(cells, lambda text: known.indicator(in_brackets(text)[0], "").ids) >= 0.3
        is_label = column.number < first_figures and not re.search(r"[,;]", "".join(cells)[:200])
        if not role and not roles & {"indicator"} and (named or is_label):
            role = (
                "indicator"
                if named or "place" in roles or _says_more(column, found)
                else "place"
                if _is_place_head(column.head)
                else "indicator"
            )
        column.role = role or "words"
    seen: set[str] = set()
    for column in found.values():  # a second column of places or names only repeats the first
        if column.role in KEYS or column.role == "value":
            if column.role in seen and column.role in ("place", "indicator", "unit", "period"):
                column.role = (
                    "part" if plain(column.head) in ("月份", "月", "季度", "month", "quarter") else "again"
                )
            seen.add(column.role)


def _is_place_head(head: str) -> bool:
    return bool(re.search(r"地区|城市|市州|县区|区域|city|place|region", head.casefold()))


def _says_more(column: Column, found: dict[int, Column]) -> bool:
    """Do the heads of figures name no indicator, so that the rows have to name what is counted?"""
    figures = [c for c in found.values() if c.role == "figures"]
    return all(not c.name for c in figures)


def _settle_names(table: Table, found: dict[int, Column], known: Known) -> None:
    """Settle what the heads of figures name: places where the rows name indicators, else indicators."""
    roles = {c.role for c in found.values()}
    # A head of "Enterprises" alone names what is counted, not the unit.
    for column in found.values():
        is_alone = column.role == "figures" and not (
            column.name or column.periods or column.month or column.place
        )
        if is_alone and column.unit and "indicator" not in roles and not table.told.get("indicator"):
            column.name, column.unit = column.head, "" if column.head == column.unit else column.unit
    figures = [c for c in found.values() if c.role == "figures" and c.name]
    places = [
        c
        for c in figures
        if known.place(c.name) or looks_like_place(c.name) or plain(c.name) in map(plain, WORDS["own_place"])
    ]
    is_of_places = len(places) >= max(1, len(figures) / 2)
    if "place" not in roles and (
        is_of_places or ("indicator" in roles and len(figures) > 1 and not _are_indicators(figures, known))
    ):
        for column in figures:
            column.place, column.name = column.name, ""


def _are_indicators(figures: list[Column], known: Known) -> bool:
    return any(known.indicator(c.name, c.unit).ids for c in figures)
