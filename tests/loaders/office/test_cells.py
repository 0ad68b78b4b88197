"""Cells: what is printed becomes a number, its bound, its unit and its marks, or is missing by its kind."""

import pytest

from loaders.office.cells import read_cell


@pytest.mark.parametrize(
    ("printed", "value", "bound", "unit", "repairs"),
    [
        ("318,204", "318204", "exact", "", ["thousands"]),
        ("２７６３", "2763", "exact", "", ["full_width"]),
        ("99.5％", "99.5", "exact", "%", ["full_width"]),
        ("2763万元", "2763", "exact", "万元", []),
        ("50%", "50", "exact", "%", []),
        ("1以内", "1", "at_most", "", ["bound"]),
        ("不超过 50 个工作日", "50", "at_most", "个工作日", ["bound"]),
        ("压缩至2", "2", "exact", "", ["level"]),
        ("压减至50个工作日以内", "50", "at_most", "个工作日", ["level", "bound"]),
        ("95%以上", "95", "at_least", "%", ["bound"]),
        ("超2.5万户", "2.5", "more_than", "万户", ["bound"]),
        ("300余家", "300", "more_than", "家", ["bound"]),
        ("约300余家", "300", "about", "家", ["bound"]),
        ("近3万户", "3", "nearly", "万户", ["bound"]),
        ("不足5", "5", "less_than", "", ["bound"]),
        ("100左右", "100", "about", "", ["bound"]),
        ("123①", "123", "exact", "", ["note_mark"]),
        ("2①", "2", "exact", "", ["note_mark"]),
        ("98.7*", "98.7", "exact", "", ["note_mark"]),
        ("三个工作日", "3", "exact", "个工作日", ["numeral"]),
        ("二〇二〇万元", "20200000", "exact", "元", ["numeral"]),  # 2020 × 10,000
        ("1.2E+05", "120000", "exact", "", ["exponent"]),
        ("−12.5", "-12.5", "exact", "", ["digits"]),
        ("1.234,5", "1234.5", "exact", "", ["thousands"]),
        ("007", "7", "exact", "", ["digits"]),
        ("within 3 days", "3", "at_most", "days", ["bound"]),
        ("≥95", "95", "at_least", "", ["bound"]),
    ],
)
def test_a_printed_number_is_understood_and_every_step_is_a_repair(printed, value, bound, unit, repairs):
    read = read_cell(printed)
    assert (read.value, read.bound, read.unit, read.repairs) == (value, bound, unit, repairs)


@pytest.mark.parametrize(
    ("printed", "why", "readings"),
    [
        ("3～5", "range", ("≥3", "≤5")),
        ("3-5天", "range", ("≥3天", "≤5天")),
        ("3,5", "comma", ("3.5", "35")),
        ("（12.5）", "negative_or_not", ("-12.5", "12.5")),
        ("压缩2", "level_or_change", ("2",)),
    ],
)
def test_what_has_two_readings_has_no_value(printed, why, readings):
    read = read_cell(printed)
    assert (read.value, read.why, read.readings) == ("", why, readings)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        *((mark, "not_available") for mark in ("—", "…", "..", "--", "N/A", "空", "暂无", "null")),
        *((mark, "not_applicable") for mark in ("/", "不适用")),
        *((mark, "masked") for mark in ("*", "***", "保密")),
        ("#DIV/0!", "error"),
        ("", "blank"),
    ],
)
def test_a_mark_that_stands_for_no_number_has_its_kind(printed, kind):
    assert read_cell(printed).missing == kind


@pytest.mark.parametrize(
    "printed", ["1e400", "-1E+400", "9" * 400, "１e400万元", "一" + "亿" * 40, "两三家", "七八十天"]
)
def test_numbers_that_no_double_holds_and_ranges_in_words_are_left_out_as_no_numbers(printed):
    read = read_cell(printed)
    assert read.is_words and not read.value and not read.readings


@pytest.mark.parametrize(
    "printed", ["已完成", "一网通办", "(113.28,28.11)", "云溪,青岚", "2020/12/31", "12:30", "1/2"]
)
def test_words_lists_and_dates_are_no_numbers(printed):
    read = read_cell(printed)
    assert read.is_words and not read.value and not read.readings
