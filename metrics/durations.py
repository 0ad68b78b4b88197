"""Durations: which of two durations in different units is surely the shorter one, without converting either.

    n days             n to n days
    n working days     at least n days; how many more depends on where the week-ends and holidays fall
    n months           as few and as many days as n months in a row can have

So "within 1 day" is surely shorter than "within 2 working days", and 60.6 days are surely less than 6 months, which
are 181 to 184; 1 day and 1 working day cannot be told apart. There is an order, and no distance.

Hours are not in it: four of them may be half a working day or 4 hours of one day, and the documents do not say which.

Source: the calendar, the shortest and longest run of 1 to 12 months in a row; beyond 12 months 28 to 31 days each,
which is wider than need be and never wrong.
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
    """The fewest days that so many units of the figure with this prefix last."""
    few = nw.when(_is_few(amount)).then(_longest(amount) - 3).otherwise(28 * amount)
    months = nw.when(amount == 12).then(nw.lit(365.0)).otherwise(few)
    return nw.when(nw.col(prefix + "unit") == "month").then(months).otherwise(amount)


def days_at_most(prefix: str, amount: nw.Expr) -> nw.Expr:
    """The most days that so many units of the figure with this prefix last; of working days there is no most."""
    few = nw.when(_is_few(amount)).then(_longest(amount)).otherwise(31 * amount)
    months = nw.when(amount == 12).then(nw.lit(366.0)).otherwise(few)
    unit = nw.col(prefix + "unit")
    days = nw.when(unit == "month").then(months).otherwise(amount)
    return nw.when((unit == "working_day") & (amount > 0)).then(nw.lit(inf)).otherwise(days)


def _is_few(months: nw.Expr) -> nw.Expr:
    """1 to 11 whole months: of these the longest run is 30.6 days a month, rounded up, and the shortest 3 days less."""
    return (months >= 1) & (months <= 11) & (months.floor() == months)


def _longest(months: nw.Expr) -> nw.Expr:
    return ((306 * months + 9) / 10).floor()
