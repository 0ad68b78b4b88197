"""Sheets: files are opened by their content, in any encoding offices use, and within limits."""

import io
import random
import zipfile
from contextlib import suppress
from datetime import datetime

import pytest

from loaders.office import sheets
from loaders.office.sheets import Unreadable, decoded, open_sheets

TEXT = "指标,2024年\n贷款余额,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_its_encoding(encoding):
    assert open_sheets(TEXT.encode(encoding))[0][0].rows == [["指标", "2024年"], ["贷款余额", "5"]]


@pytest.mark.parametrize("text", ["市", "户,1", "联通,移动\n1,2", "时间：最近4年", "一", "％", "数值"])
def test_short_chinese_of_gbk_is_never_read_as_something_else(text):
    assert decoded(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("text", ["café,1", "°C", "±5", "Qiándōngnán,1", "10 µg"])
def test_letters_of_other_languages_in_utf_8_stay_what_they_are(text):
    assert decoded(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
def test_the_separator_is_found(separator):
    text = f"指标{separator}2024年{separator}备注\n贷款余额{separator}5{separator}初步\n"
    assert open_sheets(text.encode())[0][0].rows[1] == ["贷款余额", "5", "初步"]


def test_excels_own_line_about_the_separator_is_not_a_row_of_the_table():
    sheet = open_sheets(b"sep=;\r\na;1,5\r\nb;2,5\r\n")[0][0]
    assert sheet.rows == [[], ["a", "1,5"], ["b", "2,5"]]  # rows are counted as Excel counts them


def test_a_quoted_list_is_one_cell():
    assert open_sheets(b'a,"1,2",b\nc,"x\ny",d\n')[0][0].rows == [
        ["a", "1,2", "b"],
        ["c", "x\ny", "d"],
    ]


def test_a_workbook_gives_numbers_dates_and_percentages_as_they_are_shown(workbook):
    def shown(sheet) -> None:
        sheet["C1"].number_format = "0.0%"

    content = workbook(("数据", [["18", 2763, 0.985, datetime(2020, 12, 31), 0.1 + 0.2]], shown))
    sheet = open_sheets(content)[0][0]
    assert sheet.rows == [["18", "2763", "98.5%", "2020-12-31", "0.3"]]
    assert (sheet.texts, sheet.shares, sheet.dates) == ({(1, 1)}, {(1, 3): "0.985"}, {(1, 4)})


def test_a_formula_without_its_value_is_told(workbook):
    sheet = open_sheets(workbook(("数据", [["贷款", 5], ["合计", "=B1"]])))[0][0]
    assert sheet.uncomputed == [(2, 2)]


def test_one_cell_in_the_last_row_is_too_long_and_no_million_rows(workbook):
    def far(sheet) -> None:
        sheet["XFD1048576"] = 1

    with pytest.raises(Unreadable) as refused:
        open_sheets(workbook(("数据", [["a", 1]], far)))
    assert refused.value.why == "too_long"


def _packed(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\r\n,,,\r\n", "empty"),
        (b"x" * (sheets.MOST_BYTES + 1), "too_large"),
        (b"a,b\n" * (sheets.MOST_ROWS + 1), "too_long"),
        (b"%PDF-1.7 ...", "no_table_file"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old_excel"),
        (b"\x81\x20\xff\xfe\x81", "encoding"),
        (b"PK\x03\x04 cut short", "broken_workbook"),
        (_packed("readme.txt", b"text"), "no_table_file"),
        (_packed("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "broken_workbook"),
        (_packed("xl/workbook.xml", b"<x/>"), "broken_workbook"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_reason(content, why):
    with pytest.raises(Unreadable) as refused:
        open_sheets(content)
    assert refused.value.why == why


def test_a_workbook_packed_to_fill_the_memory_is_refused_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 10**6)
    with pytest.raises(Unreadable) as refused:
        open_sheets(_packed("xl/workbook.xml", b" " * 10**7))
    assert refused.value.why == "too_large"


@pytest.mark.slow
def test_files_that_were_damaged_anywhere_are_read_or_refused_and_nothing_else(read, workbook):
    chance = random.Random(14)
    table = [["地区", "2023年", "2024年"], ["东江市", "2,763①", "3～5"], ["西岭市", "1以内", "—"]]
    text = "\n".join(map(",".join, table))
    bits = (
        "①",
        "以内",
        "2024年",
        "合计",
        "\n",
        ",",
        "（",
        "%",
        "1e400",
        "9" * 400,
        "\x00",
        "其中：",
        "11/01/2026",
    )
    packed = workbook(("数据", table))
    for _ in range(300):
        damaged = bytearray(packed)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        at = chance.randrange(len(text))
        for content in (bytes(damaged), text[:at] + chance.choice(bits) + text[at + chance.randrange(3) :]):
            with suppress(Unreadable):
                read(content).as_json()
