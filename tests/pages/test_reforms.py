"""Reforms as they are shown, and the task list as it is taken away."""

import io

import docx
import openpyxl
import pytest

from exports.brief import task_list_bytes
from findings import compare, reforms
from tests.pages.opening import blocks, hrefs, opened, seen
from words import wording

pytestmark = pytest.mark.slow  # whole pages run


@pytest.mark.parametrize(
    ("city", "language"),
    [
        *(("", "zh"), ("xiangtan", "en")),
        *(pytest.param(*both, marks=pytest.mark.slow) for both in (("", "en"), ("xiangtan", "zh"))),
    ],
)
@pytest.mark.parametrize("part", ["measures", "problems", "tasks"])
def test_every_part_opens_with_and_without_a_city(part, city, language, shipped):
    app = seen("reforms", lang=language, part=part, **({"city": city} if city else {}))
    assert wording(language)("reform.title") in blocks(app)


def test_a_city_sees_first_what_others_do_and_it_does_not_mention(shipped):
    text, places = wording("en"), compare.columns(shipped.id, (), "anyang")
    few, every = (
        len(reforms.measures_of_topic(shipped.id, places, "", "anyang", only)) for only in ("lacking", "all")
    )
    assert 0 < few < every
    told = blocks(seen("reforms", lang="en", city="anyang"), "reforms:matrix")
    assert text("reform.matrix", n=few) in told and text("reform.only.all", n=every) in told
    told = blocks(seen("reforms", lang="en", city="anyang", only="all"), "reforms:matrix")
    assert text("reform.matrix", n=every) in told and text("reform.only.lacking", n=few) in told


def test_a_tick_stands_in_the_address_and_a_second_one_takes_it_back(shipped):
    first = next(
        way for way in hrefs(seen("reforms", lang="en", part="tasks", city="xiangtan")) if "tick=" in way
    )
    code = first.split("tick=")[1].split("&")[0]
    again = hrefs(opened("reforms", lang="en", part="tasks", city="xiangtan", tick=code), "reforms:tasks")
    assert any("tick=" not in way and "part=tasks" in way for way in again)


def test_the_files_of_the_list_hold_every_row_numbered_and_text_is_no_formula():
    rows = [["=1+1", "because", "Anyang", "", "report · 1", ""], ["second", "", "", "", "", ""]]
    headings = ["Task", "Basis", "Compared with", "What they do", "Source", "Lead body"]
    book = openpyxl.load_workbook(io.BytesIO(task_list_bytes("xlsx", "List", headings, rows, "en")))
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == ["No.", *headings]
    assert sheet["A2"].value == 1 and sheet["B2"].value == "=1+1" and sheet["B2"].data_type == "s"
    none = openpyxl.load_workbook(io.BytesIO(task_list_bytes("xlsx", "List", headings, [], "en"))).active
    assert [cell.value for cell in none[1]] == ["No.", *headings] and none.max_row == 1
    document = docx.Document(io.BytesIO(task_list_bytes("docx", "List", headings, rows, "en")))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "second" in cells and "Basis" in cells
