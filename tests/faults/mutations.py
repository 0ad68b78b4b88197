"""Mutations: ways in which a dataset can be wrong, each put into a copy of it by chance.

What `WRONG` does must be refused, whatever chance picks. `NOISE`, bytes and lines at random, may happen to leave something
right: it must only never stop the program. A mutation returns False where there was nothing to change.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from loaders import contract
from loaders.yaml_tree import KeyPath, Tree

Chance = random.Random
Mutation = Callable[[Chance, Path], bool]

BAD_TEXTS = (
    '""', '"  "', "null", "~", '"NaN"', '"a\\nb"', '"a\\tb"', '" a"', '"\\u202ea"', '"a\\0b"', '"\\u200b"', "a" * 1001,
    "[a]", "{a: b}",
)  # fmt: skip
BAD_NUMBERS = (
    "-1e3",
    "１２",
    '"1,000"',
    "二十",
    "NaN",
    "inf",
    '"1."',
    '".5"',
    "0x10",
    '""',
    "9" * 400,
    "1/2",
)
BAD_DATES = ("2020-13-01", "2020-02-30", "2020/1/1", '"2020"', "20200101", "0000-00-00", '""', "二〇二〇年")
NO_IDS = ("no_such_id", "安阳", "Anyang", "{a: b}", "a" * 65)
CODED = {"level", "direction", "kind", "status", "form", "grade", "read", "subject", "counted", "yearly"}
REFERRING = {
    "unit", "topic", "part_of", "place", "source", "indicators", "between", "claim", "from", "numerator", "denominator",
    "funnel", "total", "done", "fully", "partly", "pending", "national_indicator", "b_ready",
}  # fmt: skip
BAD_CELLS: dict[str, tuple[str, ...]] = {
    "id": ("", "Anyang 1", "安阳-1", "a" * 65, "a\tb", "-a", "a--b"),
    "place": ("", "no-such-place", "best", "China", "china "),
    "indicator": ("", "no_such_indicator", "Startup_days"),
    "scope": ("", "全市", "Whole", "whole "),
    "value": ("-1e3", "１２", "1,000", "二十", "NaN", "12.", "9" * 400, "1_000", " 1"),
    "unit": ("no_such_unit", "天", "percent "),
    "bound": ("atmost", "以内", "exact,"),
    "before": ("二十", "NaN", "1e3"),
    "status": ("", "done", "实际"),
    "missing": ("lost", "无"),
    "ambiguous": ("yes", "unclear"),
    **dict.fromkeys(
        ("period_start", "period_end", "before_end"), ("2020-13-01", "2020-02-30", "2020/1/1", "2020")
    ),
    "source": ("", "no-such-source", "upload"),
    "locator": ("", "NULL", "a\x00b", "一" * 1001, "\u200b一"),
    "as_printed": ("a" * 25, "二\u202e十", "a\nb", "null"),
    "note_zh": ("a\tb", "NaN", "注" * 1001),
    "note_en": ("\u2066a", "none"),
}


# Values of YAML files


def scalars(content: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text in a tree, with its path."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from scalars(value, (*path, key))
    elif isinstance(content, list):
        for n, value in enumerate(content):
            yield from scalars(value, (*path, n))
    elif isinstance(content, str):
        yield path, content


def replace_value(fields: Collection[str], values: Collection[str], chance: Chance, folder: Path) -> bool:
    """Write another text in the place of a value, or of a list's, under one of some keys."""
    found = []
    for file in folder.rglob("*.yaml"):
        tree = Tree(file, file.name)
        for path, value in scalars(tree.content):
            key = next((part for part in reversed(path) if isinstance(part, str)), "")
            if len(path) > 1 and key in fields:
                found.append((file, tree.at(path), value))
    file, (line, column), value = chance.choice(found)
    lines = file.read_text(encoding="utf-8").split("\n")
    here = lines[line - 1]
    before, rest = here[: column - 1], here[column - 1 :]
    quotes = 2 * (rest[0] in "\"'")
    lines[line - 1] = before + chance.choice([*values]) + rest[len(value) + quotes :]
    return write(file, "\n".join(lines))


def write(file: Path, text: str) -> bool:
    """Write a text; whether it is another than before."""
    is_other = text != file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return is_other


def replace_line(pattern: str, by: Callable[[str], str], chance: Chance, folder: Path) -> bool:
    """Write something else for one of the lines of YAML files that match."""
    found = []
    for file in folder.rglob("*.yaml"):
        lines = file.read_text(encoding="utf-8").split("\n")
        found += [(file, lines, n) for n, line in enumerate(lines) if re.search(pattern, line)]
    file, lines, n = chance.choice(found)
    return write(file, "\n".join([*lines[:n], by(lines[n]), *lines[n + 1 :]]))


def append(name: str, text: str, chance: Chance, folder: Path) -> bool:
    """Write an entry at the end of a file; `#` in it is some name of a place."""
    places = re.findall(r"zh: ([^,}]+), en: ([^,}]+)", (folder / "places.yaml").read_text(encoding="utf-8"))
    with (folder / name).open("a", encoding="utf-8") as opened:
        opened.write(text.replace("#", chance.choice(chance.choice(places))))
    return True


PLACE = "{}:\n  name: {{zh: {}, en: {}}}\n  level: county\n".format
CHECK = "fault:\n  name: {zh: 错, en: Fault}\n  kind: %s\n  claim: anyang-001\n  from: [%s]\n"
DERIVED = """fault:
  name: {zh: 错, en: Fault}
  definition: {zh: 错, en: Fault}
  unit: percent
  direction: no_judgement
  national_indicator: paying_taxes
  b_ready: taxation
  derived: {numerator: fault, denominator: fault}
"""


# Rows of CSV files


def change_rows(change: Callable[[Chance, list[list[str]], int], None], chance: Chance, folder: Path) -> bool:
    """Change the rows of a file of observations, about one of them."""
    file = chance.choice(sorted((folder / "observations").glob("*.csv")))
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    change(chance, rows, chance.randrange(1, len(rows)))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return write(file, text.getvalue())


def bad_cell(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A cell that its column cannot hold."""
    column = chance.choice([*BAD_CELLS])
    rows[n][contract.COLUMNS.index(column)] = chance.choice(BAD_CELLS[column])


def row_twice(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A row once more."""
    rows.append(list(rows[n]))


def cell_more_or_less(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A row that is longer or shorter."""
    if chance.random() < 0.5:
        rows[n].insert(chance.randrange(21), "x")
    else:
        rows[n].pop(chance.randrange(21))


def header_changed(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A header with a column less, renamed or elsewhere."""
    at = chance.randrange(20)
    chance.choice(
        (
            lambda: rows[0].pop(at),
            lambda: rows[0].__setitem__(at, "列"),
            lambda: rows[0].insert(at, rows[0].pop(at + 1)),
        )
    )()


def value_and_reason(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A number that is missing all the same, or neither."""
    value, missing = (contract.COLUMNS.index(name) for name in ("value", "missing"))
    is_there = bool(rows[n][value])
    rows[n][missing] = "masked" if is_there else ""


def period_reversed(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A period that ends before it starts."""
    start = contract.COLUMNS.index("period_start")
    rows[n][start : start + 2] = ["2021-12-31", "2020-01-01"]


def row_of_another_place(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A row that belongs in another file."""
    place = contract.COLUMNS.index("place")
    rows[n][place] = "anyang" if rows[n][place] != "anyang" else "hengyang"


def blank_line(chance: Chance, rows: list[list[str]], n: int) -> None:
    """A line with nothing on it."""
    rows.insert(n, [])


# Files as files


def some_file(chance: Chance, folder: Path) -> Path:
    """A file that is read, and whose absence or emptiness is refused."""
    names = (
        "places.yaml",
        "topics.yaml",
        "frameworks.yaml",
        "units.yaml",
        "sources.yaml",
        "observations/anyang.csv",
    )
    return folder / chance.choice(names)


def file_gone(chance: Chance, folder: Path) -> bool:
    """A file that others need is not there."""
    (folder / chance.choice(("places", "topics", "frameworks", "units", "sources"))).with_suffix(
        ".yaml"
    ).unlink()
    return True


def file_exchanged(chance: Chance, folder: Path) -> bool:
    """Something that is no plain file of the folder in the place of one, or beside it."""
    file = some_file(chance, folder)
    outside = folder.parent / "outside"
    outside.write_text("secret\n", encoding="utf-8")
    if chance.random() < 0.5:
        file.unlink()
    else:
        file = file.with_name(f"more{file.suffix}") if file.parent != folder else folder / "matters.yaml"
        file.unlink(missing_ok=True)
    chance.choice(
        (
            lambda: file.mkdir(),
            lambda: os.mkfifo(file),
            *(
                partial(file.symlink_to, to)
                for to in (outside, "/dev/zero", "nowhere", file.name, folder, "/etc/passwd")
            ),
        )
    )()
    return True


def file_too_large(chance: Chance, folder: Path) -> bool:
    """A file of a gigabyte, with nothing in it."""
    os.truncate(some_file(chance, folder), 1 << 30)
    return True


def file_in_another_encoding(chance: Chance, folder: Path) -> bool:
    """Saved as Windows saves it by default, or in UTF-16."""
    file = some_file(chance, folder)
    file.write_bytes(
        file.read_text(encoding="utf-8").encode(chance.choice(("gb18030", "utf-16", "utf-16-le")))
    )
    return True


def file_of_bytes(chance: Chance, folder: Path) -> bool:
    """A few bytes of anything; the first is no UTF-8."""
    some_file(chance, folder).write_bytes(b"\xff" + chance.randbytes(chance.randrange(1, 5000)))
    return True


def stranger(chance: Chance, folder: Path) -> bool:
    """A file or folder that does not belong there."""
    room = folder / chance.choice(("", "indicators", "observations"))
    name = chance.choice(("x.xlsx", "x", "x.csv.bak", "数据.txt", "a\nb", "x.YAML"))
    (room / name).mkdir() if chance.random() < 0.3 else (room / name).touch()
    return True


def omitted(lines: Collection[str], chance: Chance, folder: Path) -> bool:
    """A line more in omitted.csv."""
    with (folder / "omitted.csv").open("a", encoding="utf-8", newline="") as opened:
        opened.write(chance.choice([*lines]) + "\n")
    return True


BAD_OMISSIONS = (
    "anyang-2021-report,null,date", "anyang-2021-report,a\x00b,date", f"anyang-2021-report,{'x' * 200_000},date",
    "anyang-2021-report,,date", "anyang-2021-report,x", "anyang-2021-report,x,date,more", "nowhere,x,date",
    "anyang-2021-report,x,because", '"anyang-2021-report","a\nb",date', "anyang-2021-report,\u202ex,date",
)  # fmt: skip
WRONG: tuple[Mutation, ...] = (
    partial(replace_value, ("zh", "en"), BAD_TEXTS),
    partial(replace_value, CODED, ("no_such_code", '""', "安阳", "[a]", "null")),
    partial(replace_value, REFERRING, NO_IDS),
    partial(replace_value, ("factor", "minimum", "maximum", "best", "worst", "per"), BAD_NUMBERS),
    partial(replace_value, ("period_start", "period_end", "date"), BAD_DATES),
    partial(replace_value, ("factor", "per"), ('"0"', '"-1"', '"-0.5"')),
    partial(replace_value, ("best", "worst"), ('"-99999999999"',)),
    partial(replace_value, ("year", "sha256"), ("20", "abcd", "二〇二〇", '""', "0" * 65)),
    partial(replace_value, ("zh", "name", "unit", "claim", "topic"), ("&a x", "!!str x", "*a", "!x y")),
    partial(replace_line, r"^  maximum: ", lambda line: f"{line}\n  minimum: 99999999"),
    partial(replace_line, r"^ {4,}(?:- )?\w+: ", lambda line: line.replace(":", "x:", 1)),  # a key misspelt
    partial(replace_line, r"[{,] ?(?:zh|best):", lambda line: re.sub(r"\b(zh|best):", r"\1x:", line, count=1)),
    partial(replace_line, r"^  \w+: \S", lambda line: f"{line}\n{line}"),
    partial(replace_line, r"^  (?:name|title): \{", lambda line: "  # gone"),
    partial(replace_line, r"^  \w+: \{", lambda line: line.replace(": {", ": {{", 1)),
    partial(replace_line, r"^  \w+: \{", lambda line: line.replace(":", "：", 1)),
    *(partial(append, "places.yaml", PLACE(id_, "新地", "New")) for id_ in ("best", "median", "printed", "my_city")),
    partial(append, "places.yaml", PLACE("new", "#", "#")),
    partial(append, "places.yaml", PLACE("anyang", "新地", "New")),
    partial(append, "places.yaml", PLACE("new", "新地", "New") + "  part_of: new\n"),
    partial(append, "checks.yaml", CHECK % ("sum", "anyang-001, anyang-002")),  # days and working days
    partial(append, "checks.yaml", CHECK % ("equal", "anyang-001")),
    partial(append, "checks.yaml", CHECK % ("sum", "anyang-007, anyang-007")),
    partial(append, "checks.yaml", CHECK % ("equal", "anyang-007, anyang-115")),
    partial(append, "checks.yaml", CHECK % ("growth", "anyang-007, anyang-115")),
    partial(append, "indicators/taxes.yaml", DERIVED),
    *(partial(append, name, f"deep:\n  {opening * n}") for name in ("places.yaml", "CHANGELOG.yaml", "measures.yaml")
      for opening in ("[", "{a: ", "- ") for n in (13, 1000, 100_000)),
    *(partial(change_rows, change) for change in (
        bad_cell, bad_cell, bad_cell, bad_cell, row_twice, cell_more_or_less, header_changed, value_and_reason,
        period_reversed, row_of_another_place, blank_line,
    )),
    partial(omitted, BAD_OMISSIONS),
    file_gone, file_exchanged, file_exchanged, file_too_large, file_in_another_encoding, file_of_bytes, stranger,
)  # fmt: skip


# Noise


def any_file(chance: Chance, folder: Path) -> Path:
    """Any file of the dataset."""
    return chance.choice(
        sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".md")
    )


def bytes_changed(chance: Chance, folder: Path) -> bool:
    """Some bytes of a file changed, gone or more."""
    file = any_file(chance, folder)
    content = bytearray(file.read_bytes())
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    file.write_bytes(content)
    return True


def cut_off(chance: Chance, folder: Path) -> bool:
    """A file that ends early."""
    file = any_file(chance, folder)
    os.truncate(file, chance.randrange(file.stat().st_size))
    return True


def lines_moved(chance: Chance, folder: Path) -> bool:
    """Lines exchanged, doubled, indented otherwise or gone."""
    file = any_file(chance, folder)
    lines = file.read_bytes().split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[at : at + 1] = chance.choice(
        ([], [lines[at]] * 2, [b"  " + lines[at]], [lines[at].lstrip()], [lines[to]])
    )
    file.write_bytes(b"\n".join(lines))
    return True


def marks_changed(chance: Chance, folder: Path) -> bool:
    """One mark of punctuation for another."""
    file = any_file(chance, folder)
    marks = b",:;\"'{}[]#&*!|>%@`-\t\r\n \x00"
    content = bytearray(file.read_bytes())
    found = [at for at, byte in enumerate(content) if byte in marks]
    content[chance.choice(found)] = chance.choice(marks)
    file.write_bytes(content)
    return True


def files_exchanged(chance: Chance, folder: Path) -> bool:
    """The content of one file in another."""
    content = any_file(chance, folder).read_bytes()
    any_file(chance, folder).write_bytes(content)
    return True


NOISE: tuple[Mutation, ...] = (bytes_changed, cut_off, lines_moved, marks_changed, files_exchanged)
