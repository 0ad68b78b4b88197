"""Layout: where the tables of a sheet are, what their heads say, and what the lines around them tell.

A table is found by its head: the last row of words above the first row of numbers, with the rows of words above it that
span several columns. Lines before it are its preface, lines after it are notes; another head begins another table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.office.account import LeftOut
from loaders.office.cells import read_cell
from loaders.office.matching import Known
from loaders.office.periods import part_of_year, period_within
from loaders.office.sheets import Cells, Sheet
from loaders.office.vocabulary import by_word, listed, narrow, plain, without_marks

FURTHEST_HEAD = 60  # rows between where a table may begin and its head
PAIR = re.compile(r"^\s*([^:：]{1,20})[:：]\s*(.*)$", re.DOTALL)
KEY = r"[^\s:：（()），,；;]{1,12}(?: [a-z]+)?"
PAIRS = re.compile(
    rf"(?:^|(?<=[\s；;（(，,]))({KEY})[:：]\s*(.*?)(?=\s+{KEY}[:：]|[；;，,]\s*{KEY}[:：]|\s{{2,}}|$)",
    re.IGNORECASE,
)
WRAPPED = re.compile(r"[（(]\s*((?:计量|数量|金额)?(?:单位|[Uu]nits?)[:：][^（()）]*)[)）]")
UNIT_HEADS = {"单位", "计量单位", "unit", "units"}
NOTE_MARK = re.compile(
    r"(?:^|[；;。\n：:]\s*)([\u2460-\u2473*＊]|注\d)\s*([^\u2460-\u2473]+?)(?=[；;。\n]|$|(?=[\u2460-\u2473]))"
)
Said = tuple[int, int, str]  # row, column and text


@dataclass
class Table:
    """A table: the rows of its heads and of its body, its columns' heads by level, and what the lines around it say."""

    sheet: Sheet
    heads: list[int]
    columns: dict[int, Cells]  # column → row and text of each of its heads, top down
    body: list[int] = field(default_factory=list)
    told: dict[str, list[Said]] = field(default_factory=dict)  # place, period … → what lines beside it say
    lines: list[LeftOut] = field(default_factory=list)  # outside the head and the body
    notes: dict[str, str] = field(default_factory=dict)  # mark → what it stands for

    def head(self, column: int) -> str:
        """The whole head of a column."""
        return " ".join(dict.fromkeys(text for _, text in self.columns.get(column, []))).strip()


def tables(sheet: Sheet, known: Known) -> Iterator[Table]:
    """The tables of a sheet, each with the lines before and after it."""
    row, before = 1, dict[str, list[Said]]()
    while (head := _head_row(sheet, row)) is not None:
        table = _begun(sheet, row, head, known)
        # What was said about one table holds for the next, unless that says something else.
        before = table.told = {**before, **table.told}
        row = _fill_body(table)
        yield table


def _is_number(text: str) -> bool:
    return read_cell(text).is_numeric and not period_within(text)[1] and not part_of_year(text, "2000")


def _is_words(cells: Cells) -> bool:
    """Do the cells hold neither numbers nor marks in their place, as heads do?"""
    return not any(_is_number(text) for _, text in cells)


def _is_preface(cells: Cells) -> bool:
    return any(
        plain(pair[1]) in by_word("context")
        for _, text in cells
        for pair in PAIRS.finditer(WRAPPED.sub(r"  \1", text))
    )


def _head_row(sheet: Sheet, first: int) -> int | None:
    """Among the rows of words that stand together above the first numbers, the one with most cells."""
    group: list[tuple[int, int]] = []
    for row in range(first, min(len(sheet.rows), first + FURTHEST_HEAD) + 1):
        cells = sheet.cells(row)
        if _is_words(cells):
            if len(cells) > 1 and not _is_preface(cells):
                is_apart = group and any(sheet.cells(r) for r in range(group[-1][0] + 1, row))
                group = [*([] if is_apart else group), (row, len(cells))]
        elif group and len(cells) > 1:
            break
    return max(group, key=lambda one: one[1], default=(None, 0))[0]


def _begun(sheet: Sheet, first: int, head: int, known: Known) -> Table:
    """A table with its heads: the row found, the rows that span it from above, and the rows of words beneath."""
    heads = [head]
    while heads[0] > first and _reaches_over(sheet, heads[0] - 1, head):
        heads.insert(0, heads[0] - 1)
    while heads[-1] < len(sheet.rows) and _is_lower_head(sheet, heads, heads[-1] + 1, known):
        heads.append(heads[-1] + 1)
    table = Table(sheet, heads, _columns(sheet, heads))
    for row in range(first, heads[0]):
        for column, text in sheet.cells(row):
            _tell(table, row, column, text, "preface")
    return table


def _reaches_over(sheet: Sheet, row: int, head: int) -> bool:
    """Does a row name groups of the columns of the row below, such as years over indicators?"""
    cells, own = sheet.cells(row), dict(sheet.cells(head))
    if not cells or not _is_words(cells) or _is_preface(cells) or any(len(text) > 30 for _, text in cells):
        return False
    # It names groups where it leaves the first column to the row below, or names what that leaves out.
    column, text = cells[0]
    return column > min(own) or (len(cells) > 1 and own.get(column, text) == text)


def _is_lower_head(sheet: Sheet, heads: list[int], row: int, known: Known) -> bool:
    """Is a row of words part of the head above: below cells that span several columns, or a row of units?"""
    cells, above = sheet.cells(row), dict(sheet.cells(heads[-1]))
    if len(cells) < 2 or not _is_words(cells) or row == len(sheet.rows):
        return False
    bare = [narrow(text).strip("()") for _, text in cells]
    if all(known.is_unit(text) or plain(text).strip("()") in UNIT_HEADS for text in bare):
        return True
    first = min(column for column, _ in sheet.cells(heads[0]))
    fills = any(column not in above for column, _ in cells if column > first)
    return fills and sheet.text(row, first) in ("", above.get(first))


def _columns(sheet: Sheet, heads: list[int]) -> dict[int, Cells]:
    """Every column's heads; one that spans several columns is the head of each."""
    width = max(len(sheet.rows[row - 1]) for row in heads)
    columns: dict[int, Cells] = {column: [] for column in range(1, width + 1)}
    for n, row in enumerate(heads):
        carried = ""
        for column, above in columns.items():
            text, spot = sheet.text(row, column), sheet.merged.get((row, column))
            if not text and spot:
                text = sheet.text(*spot) if spot[0] == row else ""
            elif not text and not above and any(sheet.text(lower, column) for lower in heads[n + 1 :]):
                text = carried
            carried = text or carried
            is_unit_label = above and plain(text).strip("()") in UNIT_HEADS
            if text and not is_unit_label:
                above.append((row, text))
    return columns


def _fill_body(table: Table) -> int:
    """Fill the body of a table and the lines between and after its rows; returns the row where the next table may begin."""
    sheet = table.sheet
    repeated = [[text for _, text in sheet.cells(head)] for head in table.heads]
    for row in range(max(table.heads) + 1, len(sheet.rows) + 1):
        cells = sheet.cells(row)
        if not cells:
            continue
        if [text for _, text in cells] in repeated and not _is_titled(table, row):
            table.lines.append(LeftOut(sheet.name, row, *cells[0], "repeated_head"))
        elif _is_next_head(table, row):
            return _first_of_preface(table, row)
        elif why := _line_of(table, cells):
            for column, text in cells:
                _tell(table, row, column, text, why)
        else:
            table.body.append(row)
    return len(sheet.rows) + 1


def _is_titled(table: Table, row: int) -> bool:
    """Does the line above a head say which period or place the table below is about?"""
    above = next((cells for r in range(row - 1, 0, -1) if (cells := table.sheet.cells(r))), [])
    return len(above) == 1 and (bool(period_within(above[0][1])[1]) or _is_preface(above))


def _is_next_head(table: Table, row: int) -> bool:
    """Is a row the head of another table: words typical of heads, with numbers below?"""
    cells = table.sheet.cells(row)
    if len(cells) < 2 or not _is_words(cells) or not table.body:
        return False
    heads = by_word("heads")
    telling = [text for _, text in cells if period_within(text)[1] or plain(text) in heads]
    begins = plain(cells[0][1]) in heads or cells[0][1] == table.head(cells[0][0])
    is_apart = not table.sheet.cells(row - 1) or (table.lines and table.lines[-1].row == row - 1)
    if not telling or not (begins or (is_apart and len(telling) > 1)):
        return False
    rows = range(row + 1, len(table.sheet.rows) + 1)
    return not _is_words(next((below for r in rows if (below := table.sheet.cells(r))), []))


def _first_of_preface(table: Table, head: int) -> int:
    """The first of the lines right above another head, which belong to that table and are taken out of this one."""
    row = head
    while row - 1 > max(table.heads):
        above = table.sheet.cells(row - 1)
        is_line = any(line.row == row - 1 and line.why in ("note", "continued") for line in table.lines)
        if above and not is_line and not (table.body[-1] == row - 1 and len(above) == 1):
            break
        row -= 1
    table.body = [one for one in table.body if one < row]
    table.lines = [line for line in table.lines if line.row < row or line.row > head]
    for told in table.told.values():
        told[:] = [one for one in told if one[0] < row]
    return row


def _line_of(table: Table, cells: Cells) -> str:
    """What a line inside or after a table's body is: `note`, `continued` for a repeated title; '' for rows of figures."""
    column, text = cells[0]
    start = plain(re.split(r"[:：\s（(]", narrow(text))[0])
    if {plain(text), start} & listed("continued"):
        return "continued"
    pair = PAIR.match(text)
    is_told = pair and plain(pair[1]) in {*listed("notes"), *by_word("context")}
    is_alone = len(cells) == 1 or (len(cells) == 2 and pair and not _is_number(cells[1][1]))
    is_aside = (
        re.match(r"[\u2460-\u2473*＊※]|注\d?", text)
        or start in listed("notes")
        or len(text) > 30
        or (pair and not table.head(column))
    )
    is_tail = len(cells) == 1 and re.match(r"(data from|last updated|note|source)", text, re.IGNORECASE)
    return "note" if is_told or (is_alone and is_aside) or is_tail else ""


def _tell(table: Table, row: int, column: int, text: str, why: str) -> None:
    """Record what a line beside the table says: pairs such as 地区：云溪市, notes by their marks, the words of a title."""
    table.lines.append(LeftOut(table.sheet.name, row, column, text, why))
    for mark, words in NOTE_MARK.findall(text):
        table.notes[mark] = words.strip()
    told, rest = WRAPPED.sub(r"  \1", text), text
    for pair in PAIRS.finditer(told):
        if kind := by_word("context").get(plain(pair[1])):
            # A pair may take two cells: 单位： | 万元
            value = pair[2].strip() or table.sheet.text(row, column + 1)
            table.told.setdefault(kind, []).append((row, column, value))
            rest = rest.replace(pair[0], "")
    if why == "preface" and rest.strip():
        table.told.setdefault("title", []).append((row, column, without_marks(rest.strip())[0]))
