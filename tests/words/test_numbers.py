"""Numbers as text: one rounding, one form, and never a bound as a point."""

import math
from datetime import date

import pytest

from words import numbers


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(0.125, 2, "0.13"), (2.5, 0, "3"), (-0.125, 2, "-0.13"), (36.6687, 1, "36.7"), (1.005, 2, "1.01")],
)
def test_halves_are_rounded_away_from_zero_as_one_does_by_hand(value, digits, shown):
    assert str(numbers.rounded(value, digits)) == shown


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (50.0, "50", "50"),
        (15.79, "15.79", "15.79"),
        (0.5, "0.5", "0.5"),
        (9999.0, "9,999", "9,999"),
        (10000.0, "1万", "10,000"),
        (123456789.0, "1.23亿", "123,456,789"),
        (-26139000.0, "−2613.9万", "−26,139,000"),
        (math.inf, "∞", "∞"),
        (math.nan, "无法确定", "unknown"),
    ],
)
def test_chinese_counts_in_myriads_and_english_in_thousands(value, zh, en):
    assert (numbers.number(value, "zh"), numbers.number(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("bound", "zh", "en"),
    [
        ("exact", "50 天", "50 days"),
        ("about", "约 50 天", "about 50 days"),
        ("at_least", "≥ 50 天", "≥ 50 days"),
        ("more_than", "> 50 天", "> 50 days"),
        ("at_most", "≤ 50 天", "≤ 50 days"),
        ("less_than", "< 50 天", "< 50 days"),
    ],
)
def test_a_printed_figure_keeps_its_bound(bound, zh, en):
    assert numbers.printed(50.0, bound, "天", "zh") == zh
    assert numbers.printed(50.0, bound, "days", "en") == en


def test_a_percentage_has_no_space_before_its_sign_and_a_third_is_not_written_with_four_digits():
    assert numbers.printed(33.333333333333336, "at_least", "%", "en") == "≥ 33.33%"
    assert numbers.printed(428.6875, "exact", "", "en") == "428.6875"


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ((5.0, 5.0, False, False), "5 d"),
        ((45.0, 55.0, False, False), "45 – 55 d"),
        ((70.0, math.inf, True, True), "> 70 d"),
        ((70.0, math.inf, False, True), "≥ 70 d"),
        ((-math.inf, 100.0, True, False), "≤ 100 d"),
        ((-math.inf, 100.0, True, True), "< 100 d"),
        ((math.nan, math.nan, False, False), "unknown"),
        ((-math.inf, math.inf, True, True), "unknown"),
    ],
)
def test_an_interval_shows_both_ends_or_the_one_it_has(ends, shown):
    assert numbers.interval(*ends, "d", "en") == shown


def test_one_day_is_not_one_days():
    assert numbers.printed(1.0, "at_most", "working days", "en") == "≤ 1 working day"
    assert numbers.printed(1.5, "at_most", "days", "en") == "≤ 1.5 days"
    assert numbers.printed(21.0, "exact", "days", "en") == "21 days"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (1, "1 KB"),
        (363031, "355 KB"),
        (1023 * 1024, "1 MB"),
        (1.25 * 1024**2, "1.3 MB"),
        (12 * 1024**2, "12 MB"),
    ],
)
def test_the_size_of_a_file_is_told_as_a_file_manager_shows_it(size, shown):
    assert numbers.file_size(size, "zh") == numbers.file_size(size, "en") == shown


def test_a_day_is_written_out_without_a_nought_before_it():
    first = date(2026, 12, 1)
    assert (numbers.day(first, "zh"), numbers.day(first, "en")) == ("2026年12月1日", "December 1, 2026")
