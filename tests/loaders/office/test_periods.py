"""Periods: what a text says of time."""

import pytest

from loaders.office.periods import Period, excel_serial, part_of_year, period_within, read_period, year_before


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2020年", "2020-01-01", "2020-12-31"),
        ("2024年度", "2024-01-01", "2024-12-31"),
        ("二〇二四年", "2024-01-01", "2024-12-31"),
        ("2024 [YR2024]", "2024-01-01", "2024-12-31"),
        ("2020年1-6月", "2020-01-01", "2020-06-30"),
        ("2020年1—6月", "2020-01-01", "2020-06-30"),
        ("2024年上半年", "2024-01-01", "2024-06-30"),
        ("2024年前三季度", "2024-01-01", "2024-09-30"),
        ("2024年第二季度", "2024-04-01", "2024-06-30"),
        ("2024Q2", "2024-04-01", "2024-06-30"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("Mar-24", "2024-03-01", "2024-03-31"),
        ("2021-2023年", "2021-01-01", "2023-12-31"),
        ("2020/12/31", "2020-12-31", "2020-12-31"),
        ("31/12/2020", "2020-12-31", "2020-12-31"),
        ("截至2024年6月底", "2024-06-30", "2024-06-30"),
        ("2024年末", "2024-12-31", "2024-12-31"),
    ],
)
def test_a_period_is_its_first_and_last_day(printed, start, end):
    assert read_period(printed) == [Period(start, end)]


def test_a_day_and_a_month_that_may_change_places_give_two_readings():
    assert [period.start for period in read_period("11/01/2026")] == ["2026-01-11", "2026-11-01"]
    assert read_period("01/01/2026") == [Period("2026-01-01", "2026-01-01")]


@pytest.mark.parametrize(
    "printed", ["最近4年", "2024年13月", "30/30/2020", "318204", "上年", "2024年2月30日"]
)
def test_what_is_no_period_is_none(printed):
    assert read_period(printed) == []


def test_a_period_is_found_within_a_title():
    assert period_within("2024年度考核结果一览表") == ("考核结果一览表", [Period("2024-01-01", "2024-12-31")])
    assert period_within("编号12024年")[1] == []


def test_a_serial_number_of_excel_is_a_day():
    # Excel shows 2024-12-31 for 45657, and 2000-01-01 for 36526.
    assert excel_serial("45657") == [Period("2024-12-31", "2024-12-31")]
    assert excel_serial("36526") == [Period("2000-01-01", "2000-01-01")]
    assert excel_serial("318204") == []


def test_a_part_of_a_year_needs_the_year():
    assert part_of_year("1-6月", "2024") == [Period("2024-01-01", "2024-06-30")]
    assert part_of_year("三季度", "2024") == [Period("2024-07-01", "2024-09-30")]
    assert part_of_year("市场主体", "2024") == []


def test_a_year_before_a_leap_day_ends_in_february():
    assert year_before(Period("2024-02-01", "2024-02-29")) == Period("2023-02-01", "2023-02-28")


def test_a_year_before_a_leap_day_begins_on_a_day_that_exists():
    assert year_before(Period("2024-02-29", "2024-02-29")) == Period("2023-02-28", "2023-02-28")
    assert year_before(Period("2024-02-29", "2024-03-31")) == Period("2023-02-28", "2023-03-31")
