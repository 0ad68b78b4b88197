"""Durations: months against the calendar, and every order against all that the durations may be."""

from datetime import date, timedelta
from itertools import permutations, product
from math import inf

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.durations import days_at_least, days_at_most
from metrics.verdicts import verdicts
from tests.trying import tried

YEARS = range(1995, 2006)  # a leap year that ends a century, and common ones
MONTHS = nw.from_native(pd.DataFrame({"unit": "month", "months": [float(n) for n in range(1, 13)]}))
SHORTEST, LONGEST = (
    dict(enumerate(MONTHS.select(days=days("", nw.col("months")))["days"].to_list(), 1))
    for days in (days_at_least, days_at_most)
)
FAR_OUT, JUST_INSIDE = 1e9, 1e-6


def first_days() -> list[date]:
    return [date(year, month, 1) for year in YEARS for month in range(1, 13)]


def days_of(start: date, months: int) -> int:
    """How many days so many months from a first of a month on have."""
    ahead = start.month - 1 + months
    return (date(start.year + ahead // 12, ahead % 12 + 1, 1) - start).days


@nw.narwhalify
def told(amounts):
    """The fewest and the most days of so many units."""
    amount = nw.col("amount")
    return amounts.with_columns(fewest=days_at_least("", amount), most=days_at_most("", amount))


@pytest.fixture(scope="module")
def days(computed):
    """(fewest, most) of (unit, amount)."""

    def tell(*amounts: tuple[str, float]) -> list[tuple[float, float]]:
        rows = pd.DataFrame(amounts, columns=["unit", "amount"]).astype({"unit": "str", "amount": float})
        rows["id"] = [f"{n:03}" for n in range(len(rows))]
        found = computed(told, rows)
        return list(zip(found["fewest"], found["most"], strict=True))

    return tell


def test_so_many_months_in_a_row_are_as_few_and_as_many_days_as_the_calendar_has(days):
    told = days(*(("month", months) for months in range(1, 13)))
    for months, found in enumerate(told, 1):
        lengths = {days_of(start, months) for start in first_days()}
        assert found == (min(lengths), max(lengths)), months


def test_beyond_12_months_28_to_31_days_each_are_never_wrong(days):
    months_asked = range(13, 61)
    for months, found in zip(
        months_asked, days(*(("month", months) for months in months_asked)), strict=True
    ):
        lengths = {days_of(start, months) for start in first_days()}
        assert found == (28 * months, 31 * months)
        assert found[0] <= min(lengths) <= max(lengths) <= found[1]


def test_6_months_are_181_to_184_days_and_12_are_a_year(days):
    assert days(("month", 6), ("month", 12)) == [(181, 184), (365, 366)]


def test_months_that_are_no_whole_number_are_28_to_31_days_each(days):
    assert days(("month", 0.5), ("month", 1.5), ("month", 0)) == [(14, 15.5), (42, 46.5), (0, 0)]


def test_days_are_days_and_working_days_have_no_most(days):
    asked = (
        ("day", 7),
        ("working_day", 7),
        ("working_day", 0),
        ("day", inf),
        ("working_day", inf),
        ("month", inf),
    )
    assert days(*asked) == [(7, 7), (7, inf), (0, 0), (inf, inf), (inf, inf), (inf, inf)]


@pytest.mark.parametrize("working_days", range(1, 30))
def test_so_many_working_days_last_at_least_so_many_days(working_days):
    for start in (date(2023, 1, 1) + timedelta(days=n) for n in range(7)):
        ahead, end = working_days, start
        while ahead:
            ahead -= end.weekday() < 5
            end += timedelta(days=1)
        assert (end - start).days >= working_days


def lasts(unit: str, number: float) -> set[float]:
    """Days that so many units may last: the fewest, the most, and some between."""
    if unit == "day" or not number:
        return {number}
    if unit == "working_day":
        return {number, number + 0.5, number + 2, number + 1000}
    few, *_, most = sorted({days_of(start, int(number)) for start in first_days()})
    return {few, (few + most) / 2, most}


@st.composite
def durations(draw, unit: str) -> dict[str, str]:
    """A figure in days, working days or months; the numbers are near the lengths of months."""
    numbers = (0, 1, 2) if unit == "month" else (0, 1, 2, 27, 28, 29, 31, 32, 58, 59, 62, 63)
    low, high = sorted(draw(st.sampled_from(numbers)) for _ in range(2))
    high = draw(st.sampled_from((low, high, high, inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return {"unit": unit, "figure": f"{left}{low}, {high}{')' if high == inf else right}"}


@pytest.fixture(scope="module")
def may_last(interval):
    """All numbers of days that a figure may be, as far as they decide anything."""

    def days(figure: dict[str, str]) -> set[float]:
        low, high, low_open, high_open = interval(figure["figure"])
        fewest = {days + JUST_INSIDE * low_open for days in lasts(figure["unit"], low)}
        if high == inf:
            return fewest | {FAR_OUT}
        return fewest | {days - JUST_INSIDE * high_open for days in lasts(figure["unit"], high)}

    return days


# Of one unit the numbers are compared as they are; two units are the case here.
in_two_units = st.lists(
    st.sampled_from([*permutations(("day", "working_day", "month"), 2)]).flatmap(
        lambda units: st.tuples(*map(durations, units))
    ),
    min_size=30,
    max_size=50,
)


@tried(12)
@given(in_two_units)
def test_an_order_of_two_durations_holds_whatever_they_last_and_is_told_where_it_does(
    opposite, computed, may_last, drawn
):
    rows = opposite(drawn)
    judged = computed(verdicts, rows).set_index("id").loc[rows["id"], "verdict"]
    for verdict, (ours, theirs) in zip(judged, drawn, strict=True):
        both = list(product(may_last(ours), may_last(theirs)))
        is_shorter, is_longer = (
            all(our < their for our, their in both),
            all(our > their for our, their in both),
        )
        if "month" in (
            ours["unit"],
            theirs["unit"],
        ):  # months that are no whole number are taken wider than need be
            assert verdict in {"cannot_tell", "surely_better" * is_shorter, "surely_worse" * is_longer}, (
                ours,
                theirs,
            )
        else:
            expected = "surely_better" if is_shorter else "surely_worse" if is_longer else "cannot_tell"
            assert verdict == expected, (ours, theirs)
