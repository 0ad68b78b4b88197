"""Layout: where the tables of a sheet are, what their heads say, and what the lines around them tell.

A table is found by its head: the last row of words above the first row of numbers, with the rows of words above it that
span several columns. Lines before it are its preface, lines after it are notes; another head begins another table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.office.cells import read_cell
from loaders.office.matching import Known
from loaders.office.periods import part_of_year, period_within
from loaders.office.sheets import Sheet
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


@dataclass
class Line:
    """A line outside the head and body of a table, as printed; `why` says what it was taken for."""

    row: int
    column: int
    text: str
    why: str


@dataclass
class Table:
    """A table: the rows of its heads and of its body, its columns' heads by level, and what the lines around it say."""

    sheet: Sheet
    heads: list[int]
    columns: dict[int, list[tuple[int, str]]]  # column → row and text of each of its heads, top down
    body: list[int] = field(default_factory=list)
    # Place, period … → row, column, text.
    told: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)  # mark → what it stands for

    def head(self, column: int) -> str:
        """The whole head of a column."""
        return " ".join(dict.fromkeys(text for _, text in self.columns.get(column, []))).strip()


def cells_of(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    """Column and text of the non-empty cells of a row; of merged cells only the first."""
    cells = sheet.rows[row - 1]
    return [(column, text) for column, text in enumerate(cells, 1) if text]


def tables(sheet: Sheet, known: Known) -> Iterator[Table]:
    """The tables of a sheet, each with the lines before and after it."""
    row, last, before = 1, len(sheet.rows), None
    while (head := _head_row(sheet, row)) is not None:
        table = _begun(sheet, row, head, known)
        # What was said about one table holds for the next, unless that says something else.
        if before is not None:
            table.told = {**before.told, **table.told}
        row = _fill_body(table, max(table.heads) + 1, last)
        yield table
        before = table


def _is_number(text: str) -> bool:
    return read_cell(text).is_numeric and not period_within(text)[1] and not part_of_year(text, "2000")


def _is_words(cells: list[tuple[int, str]]) -> bool:
    """Do the cells hold neither numbers nor marks in their place, as heads do?"""
    return not any(_is_number(text) for _, text in cells)


def _is_preface(cells: list[tuple[int, str]]) -> bool:
    return any(
        plain(pair[1]) in by_word("context")
        for _, text in cells
        for pair in PAIRS.finditer(WRAPPED.sub(r"  \1", text))
    )


def _head_row(sheet: Sheet, first: int) -> int | None:
    """Among the rows of words that stand together above the first numbers, the one with most cells."""
    group: list[tuple[int, int]] = []
    for row in range(first, min(len(sheet.rows), first + FURTHEST_HEAD) + 1):
        cells = cells_of(sheet, row)
        if _is_words(cells):
            if len(cells) > 1 and not _is_preface(cells):
                is_apart = group and any(cells_of(sheet, r) for r in range(group[-1][0] + 1, row))
                group = [*([] if is_apart else group), (row, len(cells))]
        elif group and len(cells) > 1:
            break
    most = max((n for _, n in group), default=0)
    return next((row for row, n in group if n == most), None)


def _begun(sheet: Sheet, first: int, head: int, known: Known) -> Table:
    """A table with its heads: the row found, the rows that span it from above, and the rows of words beneath."""
    heads = [head]
    above = head - 1
    while above >= first and _reaches_over(sheet, above, head):
        heads.insert(0, above)
        above -= 1
    below = head + 1
    while below <= len(sheet.rows) and _is_lower_head(sheet, heads, below, known):
        heads.append(below)
        below += 1
    table = Table(sheet, heads, _columns(sheet, heads))
    for row in range(first, heads[0]):
        for column, text in cells_of(sheet, row):
            _tell(table, row, column, text, "preface")
    return table


def _reaches_over(sheet: Sheet, row: int, head: int) -> bool:
    """Does a row name groups of the columns of the row below, such as years over indicators?"""
    cells = cells_of(sheet, row)
    if not cells or not _is_words(cells) or _is_preface(cells):
        return False
    own, first = dict(cells_of(sheet, head)), cells[0]
    if any(len(text) > 30 for _, text in cells):
        return False
    # It names groups where it leaves the first column to the row below, or names what that leaves out.
    return first[0] > min(own) or (len(cells) > 1 and (first[0] not in own or own[first[0]] == first[1]))


def _is_lower_head(sheet: Sheet, heads: list[int], row: int, known: Known) -> bool:
    """Is a row of words part of the head above: below cells that span several columns, or a row of units?"""
    cells, above = cells_of(sheet, row), dict(cells_of(sheet, heads[-1]))
    if not cells or not _is_words(cells) or row == len(sheet.rows):
        return False
    first = min(column for column, _ in cells_of(sheet, heads[0]))
    label = sheet.text(row, first)
    is_unit_row = all(
        known.is_unit(narrow(text).strip("()")) or plain(text).strip("()") in UNIT_HEADS for _, text in cells
    )
    if is_unit_row and len(cells) > 1:
        return True
    fills = any(column not in above for column, _ in cells if column > first)
    return fills and label in ("", above.get(first)) and len(cells) > 1


def _columns(sheet: Sheet, heads: list[int]) -> dict[int, list[tuple[int, str]]]:
    """Every column's heads; one that spans several columns is the head of each."""
    width = max(len(sheet.rows[row - 1]) for row in heads)
    columns: dict[int, list[tuple[int, str]]] = {column: [] for column in range(1, width + 1)}
    for n, row in enumerate(heads):
        carried = ""
        for column in range(1, width + 1):
            text = sheet.text(row, column)
            spot = sheet.merged.get((row, column))
            under = any(sheet.text(lower, column) for lower in heads[n + 1 :])
            if not text and spot:
                text = sheet.text(*spot) if spot[0] == row else ""
            elif not text and carried and under and not any(t for _, t in columns[column]):
                text = carried
            carried = text or (carried if under or not sheet.text(row, column) else "")
            is_unit_label = columns[column] and plain(text).strip("()") in UNIT_HEADS
            if text and not is_unit_label:
                columns[column].append((row, text))
    return columns


def _fill_body(table: Table, row: int, last: int) -> int:
    """Fill the body of a table and the lines between and after its rows; returns the row where the next table may begin."""
    repeated = {tuple(text for _, text in cells_of(table.sheet, head)) for head in table.heads}
    blank = 0
    while row <= last:
        cells = cells_of(table.sheet, row)
        blank = blank + 1 if not cells else 0
        if not cells:
            row += 1
            continue
        if tuple(text for _, text in cells) in repeated and not _is_titled(table, row):
            table.lines.append(Line(row, cells[0][0], cells[0][1], "repeated_head"))
        elif _is_next_head(table, row):
            return _first_of_preface(table, row)
        elif (why := _line_of(table, cells)) is not None:
            for column, text in cells:
                _tell(table, row, column, text, why)
        else:
            table.body.append(row)
        row += 1
    return last + 1


def _is_titled(table: Table, row: int) -> bool:
    """Does the line above a head say which period or place the table below is about?"""
    above = next((cells for r in range(row - 1, 0, -1) if (cells := cells_of(table.sheet, r))), [])
    return len(above) == 1 and (bool(period_within(above[0][1])[1]) or _is_preface(above))


def _is_next_head(table: Table, row: int) -> bool:
    """Is a row the head of another table: words typical of heads, with numbers below?"""
    cells = cells_of(table.sheet, row)
    if len(cells) < 2 or not _is_words(cells) or not table.body:
        return False
    telling = [text for _, text in cells if period_within(text)[1] or plain(text) in by_word("heads")]
    begins = plain(cells[0][1]) in by_word("heads") or cells[0][1] == table.head(cells[0][0])
    is_apart = not cells_of(table.sheet, row - 1) or (table.lines and table.lines[-1].row == row - 1)
    is_like = bool(telling) and (begins or (is_apart and len(telling) > 1))
    below = next((r for r in range(row + 1, len(table.sheet.rows) + 1) if cells_of(table.sheet, r)), None)
    return (
        bool(is_like)
        and below is not None
        and any(_is_number(text) for _, text in cells_of(table.sheet, below))
    )


def _first_of_preface(table: Table, head: int) -> int:
    """The first of the lines right above another head, which belong to that table and are taken out of this one."""
    row = head
    while row - 1 > max(table.heads):
        above = cells_of(table.sheet, row - 1)
        is_line = any(line.row == row - 1 and line.why in ("note", "continued") for line in table.lines)
        if above and not is_line and not (table.body[-1] == row - 1 and len(above) == 1):
            break
        row -= 1
    table.body = [one for one in table.body if one < row]
    table.lines = [line for line in table.lines if line.row < row or line.row > head]
    for told in table.told.values():
        told[:] = [one for one in told if one[0] < row]
    return row


def _line_of(table: Table, cells: list[tuple[int, str]]) -> str | None:
    """What a line inside or after a table's body is: `note`, `continued` for a repeated title; None for rows of figures."""
    texts = [text for _, text in cells]
    start = re.split(r"[:：\s（(]", narrow(texts[0]))[0]
    pair = PAIR.match(texts[0])
    if plain(texts[0]) in listed("continued") or plain(start) in listed("continued"):
        return "continued"
    if pair and plain(pair[1]) in {*listed("notes"), *by_word("context")}:
        return "note"
    is_alone = len(cells) == 1 or (len(cells) == 2 and PAIR.match(texts[0]) and not _is_number(texts[1]))
    if is_alone and (
        re.match(r"[\u2460-\u2473*＊※]|注\d?", texts[0])
        or plain(start) in listed("notes")
        or len(texts[0]) > 30
    ):
        return "note"
    if is_alone and PAIR.match(texts[0]) and not table.head(cells[0][0]):
        return "note"
    if len(cells) == 1 and re.match(r"(data from|last updated|note|source)", texts[0], re.IGNORECASE):
        return "note"
    return None


def _tell(table: Table, row: int, column: int, text: str, why: str) -> None:
    """Record what a line beside the table says: pairs such as 地区：云溪市, notes by their marks, the words of a title."""
    table.lines.append(Line(row, column, text, why))
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
