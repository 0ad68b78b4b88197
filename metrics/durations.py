"""Durations: which of two durations in different units is surely shorter, without converting either.

    n days             n to n days
    n working days     at least n days; how many more depends on where the weekends and holidays fall
    n months           the fewest to the most days that n consecutive months can have

So "within 1 day" is surely shorter than "within 2 working days", and 60.6 days are surely less than 6 months, which are
181 to 184; 1 day and 1 working day cannot be told apart. There is an order, but no distance.

Hours are excluded: four of them may be half a working day or 4 hours of one day, and the documents do not say which.

Source: the calendar, the shortest and longest run of 1 to 12 months in a row; beyond 12 months 28 to 31 days each,
which is wider than necessary but never wrong.
"""

from math import inf

import narwhals as nw

from metrics.pairs import BENCHMARK

UNITS = ("day", "working_day", "month")


def is_duration(prefix: str) -> nw.Expr:
    """Is the figure with this prefix in days, working days or months?"""
    return nw.col(prefix + "unit").is_in(UNITS)


def are_durations() -> nw.Expr:
    """Are both figures of a pair durations?"""
    return is_duration("") & is_duration(BENCHMARK)


def days_at_least(prefix: str, amount: nw.Expr) -> nw.Expr:
    """The fewest days that `amount` of the unit of the figure with this prefix can last."""
    months = _days_of_months(amount, shorter_by=3, of_one=28, of_twelve=365.0)
    return nw.when(nw.col(prefix + "unit") == "month").then(months).otherwise(amount)


def days_at_most(prefix: str, amount: nw.Expr) -> nw.Expr:
    """The most days that `amount` of the unit of the figure with this prefix can last; infinite for working days."""
    unit, months = nw.col(prefix + "unit"), _days_of_months(amount, shorter_by=0, of_one=31, of_twelve=366.0)
    days = nw.when(unit == "month").then(months).otherwise(amount)
    return nw.when((unit == "working_day") & (amount > 0)).then(nw.lit(inf)).otherwise(days)


def _days_of_months(months: nw.Expr, shorter_by: int, of_one: int, of_twelve: float) -> nw.Expr:
    # The longest run of 1 to 11 whole months is 30.6 days a month, rounded up; the shortest is 3 days less.
    is_few = (months >= 1) & (months <= 11) & (months.floor() == months)
    longest = ((306 * months + 9) / 10).floor()
    days = nw.when(is_few).then(longest - shorter_by).otherwise(of_one * months)
    return nw.when(months == 12).then(nw.lit(of_twelve)).otherwise(days)
