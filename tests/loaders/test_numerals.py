"""Numbers as text: what is accepted, what a refused form probably meant, and Chinese numerals read."""

import re
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numerals import PLAIN_NUMBER, number_fault, numbers_in, numeral_value
from tests.trying import tried

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")


def four_digits(number: int) -> str:
    """1..9999 as it is written out, 一 before every 十: 305 → 三百零五, 12 → 一十二."""
    written = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            written += DIGITS[digit] + PLACES[place]
        elif written and number % 10**place and not written.endswith("零"):
            written += "零"
    return written


def written_out(number: int) -> str:
    """0..999,999,999,999 in Chinese numerals, by the rules of a school book."""
    if number == 0:
        return "零"
    written = ""
    for myriad, unit in ((number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")):
        if myriad:
            # A gap before the group: 一万零五, 一亿零三万.
            written += ("零" if written and myriad < 1000 else "") + four_digits(myriad) + unit
    return written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("七", 7),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十二", 22),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("九百九十九", 999),
        ("两千", 2000),
        ("两千零二十", 2020),
        ("二〇二〇", 2020),
        ("一九九八", 1998),
        ("万", 10_000),
        ("一万零五", 10_005),
        ("十二万", 120_000),
        ("三千万", 30_000_000),
        ("三千零四万五千", 30_045_000),  # 3004 × 10,000 + 5000
        ("九千九百九十九万九千九百九十九", 99_999_999),
        ("一亿", 100_000_000),
        ("一亿二千万", 120_000_000),  # 1 × 100,000,000 + 2000 × 10,000
        ("三万亿", 3_000_000_000_000),  # (3 × 10,000) × 100,000,000
        ("二〇二〇万", 20_200_000),  # 2020 × 10,000
        ("一亿二〇二〇万", 120_200_000),  # 1 × 100,000,000 + 2020 × 10,000
        ("五〇亿", 5_000_000_000),  # 50 × 100,000,000
        ("零万", 0),
        ("一万五", 15_000),  # a last digit alone counts in the next lower unit: 5 × 1000
        ("三百五", 350),  # 3 × 100 + 5 × 10
        ("三百零五", 305),
    ],
)
def test_a_chinese_numeral_is_read(text, number):
    assert numeral_value(text) == number


def test_the_writer_of_these_tests_writes_as_one_does():
    written = [written_out(n) for n in (0, 5, 10, 20, 105, 110, 2020, 10_005, 120_000, 30_045_000)]
    assert written == [
        *(
            "零",
            "五",
            "一十",
            "二十",
            "一百零五",
            "一百一十",
            "二千零二十",
            "一万零五",
            "一十二万",
            "三千零四万五千",
        ),
    ]


def test_a_numeral_that_no_double_holds_is_infinite_and_suggests_no_digits():
    beyond = "一" + "亿" * 40  # 10 to the power of 320
    assert numeral_value(beyond) == inf
    assert number_fault(beyond) == ("N04", "12.5")


def test_two_digits_side_by_side_are_a_range_and_suggest_no_number():
    assert [number_fault(text)[0] for text in ("两三", "七八十", "二三万")] == ["N04"] * 3
    assert [number_fault(text)[0] for text in ("二十三", "二〇二〇", "三百零五")] == ["N03"] * 3


@tried(500)
@given(st.integers(0, 99_999_999))
def test_every_number_below_a_hundred_million_is_read_back(number):
    assert numeral_value(written_out(number)) == number


@tried(200)
@given(st.integers(10**8, 10**12 - 1))
def test_numbers_of_hundred_millions_are_read_back(number):
    assert numeral_value(written_out(number)) == number


@tried(200)
@given(st.integers(1, 99_999_999))
def test_a_number_written_out_is_suggested_in_digits(number):
    if number > 9:
        assert number_fault(written_out(number)) == ("N03", str(number))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("审批提速", []),
        ("由22个工作日压缩到9个工作日以内", [22, 9]),
        ("全省平均水平15.79天", [15.79]),
        ("七个联合审批环节", [7]),
        ("审批二十余天，全省约30天", [20, 30]),
        ("压缩三分之一以上", [3, 1]),
        ("1个、3个、10个工作日办结", [1, 3, 10]),
        ("3.5万元", [3.5, 10_000]),
        ("试点审批用时*天", []),
        ("增值税减半征收", [50]),  # half off, in per cent
        ("刻章免费，1天办结", [0, 1]),
        ("拖欠账款清偿完毕", [100]),  # all of it, in per cent
        ("半月内办结", [0.5]),
        ("排名全省首位，首次进入前三", [1, 3]),
        ("由22个工作日减半", [22, 50]),
        ("半数企业", []),  # 半 is a number before 月 only
    ],
)
def test_every_number_of_a_fragment_is_found_in_order(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    "text", ["0", "9", "12.5", "-3", "0.05", "-0.5", "1234567", "33.333333333333336", "1.0"]
)
def test_plain_numbers_are_accepted(text):
    assert re.match(PLAIN_NUMBER, text)


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("１２．５", "N01", "12.5"),
        ("１，２３４", "N01", "1234"),
        ("－３", "N01", "-3"),
        ("1,234", "N02", "1234"),
        ("-1,234,567.5", "N02", "-1234567.5"),
        ("1 234", "N02", "1234"),
        ("1'234", "N02", "1234"),
        ("1_234", "N02", "1234"),
        ("二十二", "N03", "22"),
        ("三千万", "N03", "30000000"),
        ("一百二十三万四千五百六十七", "N03", "1234567"),
        ("NaN", "N04", "12.5"),
        ("inf", "N04", "12.5"),
        ("1e5", "N04", "12.5"),
        ("约9", "N04", "12.5"),
        ("12,34", "N04", "12.5"),
        ("09", "N04", "12.5"),
        ("+9", "N04", "12.5"),
        (".5", "N04", "12.5"),
        ("5.", "N04", "12.5"),
        ("", "N04", "12.5"),
    ],
)
def test_a_form_that_is_not_plain_is_refused_with_the_form_that_is_wanted(text, code, wanted):
    assert not re.match(PLAIN_NUMBER, text)
    assert number_fault(text) == (code, wanted)


@tried(300)
@given(st.decimals(-(10**9), 10**9, places=2))
def test_full_width_digits_and_thousands_separators_are_suggested_in_the_plain_form(number):
    plain = f"{number:.2f}".replace("-0.00", "0.00")
    full_width = plain.translate({ord(c): ord(c) + 0xFEE0 for c in "-.0123456789"})
    assert re.match(PLAIN_NUMBER, plain)
    assert number_fault(full_width) == ("N01", plain)
    if abs(number) >= 1000:
        assert number_fault(f"{number:,.2f}") == ("N02", plain)
