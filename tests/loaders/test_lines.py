"""Lines: a problem is given at the line and column where a text editor shows it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import observations
from loaders.observations import locate
from tests.trying import tried

HEADER = "id,place,note\n"


def located(folder: Path, text: str, record: int, field: int) -> tuple[int, int]:
    """Where a field stands in a file of this text."""
    file = folder / "rows.csv"
    file.write_bytes(text.encode())
    return locate(file, [(record, field)])[record, field]


@pytest.mark.parametrize(
    ("what_stands_before", "rows", "place"),
    [
        ("nothing", "a,b,x\n", (2, 5)),
        ("an empty field", "a,,x\n", (2, 4)),
        ("a quoted comma", '"a,a",b,x\n', (2, 9)),
        ("a quoted quote", '"a""a",b,x\n', (2, 10)),
        ("a quote and a comma inside quotes", '"a"",""a",b,x\n', (2, 13)),
        ("a quote inside a field that is not quoted", 'a"a,b,x\n', (2, 7)),
        ("two quotes inside a field that is not quoted", 'a"a"",b,x\n', (2, 9)),
        ("characters outside the basic plane", "𠮷野,某区,x\n", (2, 7)),
        ("a quoted first field", '"a",b,x\n', (2, 7)),
    ],
)
def test_the_column_is_counted_in_characters_past(what_stands_before, rows, place, tmp_path):
    assert located(tmp_path, HEADER + rows, 1, 3) == place


@pytest.mark.parametrize(
    ("what_stands_before", "rows", "place"),
    [
        ("nothing", "", (2, 5)),
        ("a row", "a,b,c\n", (3, 5)),
        ("a quoted comma", 'a,"b,b",c\n', (3, 5)),
        ("a line break inside a field", 'a,"b\nb",c\n', (4, 5)),
        ("two line breaks inside a field", 'a,"b\n\nb",c\n', (5, 5)),
        ("line breaks in three fields", '"a\na","b\nb","c\nc"\n', (6, 5)),
        ("a line break and a quoted quote", 'a,"b""\nb",c\n', (4, 5)),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_line_is_counted_past(what_stands_before, rows, place, line_break, mark, tmp_path):
    text = (HEADER + rows + "d,e,x\n").replace("\n", line_break)
    record = 1 if not rows else 2
    assert located(tmp_path, mark + text, record, 3) == place


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_blank_lines_are_lines_but_no_rows(line_break, tmp_path):
    text = (HEADER + "\na,b,c\n\n\nd,e,x\n").replace("\n", line_break)
    assert located(tmp_path, text, 2, 3) == (6, 5)


def test_rows_that_were_rejected_are_not_counted(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text(HEADER + 'a,b\nc,"d\nd",e\nf,g,x\n', encoding="utf-8")
    assert locate(file, [(2, 3)], rejected={2}) == {(2, 3): (5, 5)}


def test_a_field_past_the_end_of_its_row_is_placed_at_the_end(tmp_path):
    assert located(tmp_path, HEADER + "a,b,c\r\n", 1, 4) == (2, 6)


def test_many_fields_are_placed_in_one_reading(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text(HEADER + "a,b,c\nd,e,f\n", encoding="utf-8")
    places = {(1, 1): (2, 1), (1, 3): (2, 5), (2, 2): (3, 3)}
    assert locate(file, places) == places


@tried(150)
@given(st.lists(st.lists(st.text('ab中"，, \n', max_size=4), min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_field_of_any_file_stands_where_it_is_said_to(tmp_path_factory, rows):
    file = tmp_path_factory.getbasetemp() / "any.csv"
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([["id", "place", "note"], *rows])
    file.write_text(written.getvalue(), encoding="utf-8")
    lines = written.getvalue().split("\n")
    spots = [(r, f) for r in range(1, len(rows) + 1) for f in (1, 2, 3)]
    for (record, field), (line, column) in locate(file, spots).items():
        text = rows[record - 1][field - 1]
        quoted = text if not set(text) & set('",\n') else '"' + text.replace('"', '""') + '"'
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert rest.startswith(quoted + ("," if field < 3 else "\n"))


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_fault_after_breaks_blanks_and_refused_rows_is_on_its_true_line(line_break, sound, problems_of):
    file = sound / "observations" / "linhe.csv"
    header, first, second, third, fourth = file.read_text(encoding="utf-8").splitlines()
    rows = [
        header,  # 1
        first[:-1] + '"备\n注",',  # 2 and 3
        "",  # 4
        second + ",one,two",  # 5
        third.replace("masked, in", 'masked, ""in""'),  # 6
        fourth.replace(",12,", ",１２,"),  # 7
    ]
    file.write_bytes(("\n".join(rows) + "\n").replace("\n", line_break).encode())
    places = [line.split("  ")[0] + " " + line.split("  ")[1][:3] for line in problems_of(sound)]
    assert places == [
        "observations/linhe.csv:2:166 F06",
        "observations/linhe.csv:3:4 T02",
        "observations/linhe.csv:4:1 F03",
        "observations/linhe.csv:5:1 F05",
        "observations/linhe.csv:7:47 N01",
    ]


def test_a_quote_that_swallows_half_a_large_file_is_reported(sound, problems_of):
    file = sound / "observations" / "linhe.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    swallowed = [rows[3].replace("linhe-004", f"linhe-{n}") for n in range(5, 2000)]
    text = [header, rows[0] + '"', *swallowed, '",end', *rows[1:3], rows[3].replace(",12,", ",１２,")]
    file.write_text("\n".join(text) + "\n", encoding="utf-8")
    last = problems_of(sound)[-1]
    assert last.startswith("observations/linhe.csv:2001:47  N01")


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n"])
def test_each_blank_line_is_found_once(line_break, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_bytes(line_break.join([b"id,note", b"a,b", b"", b"c,d", b"", b"", b"e,f", b"", b""]))
    found = [problem.line for problem in observations._blank_lines(file, "rows.csv")]
    assert found == [3, 5, 6, 8]
