"""Periods: how far apart in time two figures are.

    more than n years apart    the later period ends after the n-th anniversary of the end of the earlier one

Both ISO dates are read as whole numbers (2023-12-31 is 20231231), and are more than n years apart exactly when these
differ by more than n × 10000, because month and day never fill the last four digits. Nothing is cast to a date, so
every engine counts alike.

A rule in force has a start and no end: it is apart only from figures whose period ended before that start. The same
holds for what a province or the country demands by a given day. Figures with neither day are not apart from any other.

Source: the calendar.
"""

import narwhals as nw

DAYS_PER_YEAR = 365.25
LASTING = 99999999  # later than every date
LENGTH_TOLERANCE = 0.1  # of the longer period


def is_more_than_years_apart(a: str, b: str, years: int) -> nw.Expr:
    """Do the periods with column prefixes `a` and `b` end more than so many whole years apart?

    Needs the columns `since` and `until` of each figure, as `validity` gives them.
    """
    since_a, until_a, since_b, until_b = (nw.col(p + name) for p in (a, b) for name in ("since", "until"))
    known = (since_a > 0) & (since_b > 0)
    return known & (((since_a - until_b) > years * 10000) | ((since_b - until_a) > years * 10000))


def validity(prefix: str) -> tuple[nw.Expr, nw.Expr]:
    """The days a figure counts from and until, as numbers: its period end, else start, until the same day or `LASTING`."""
    end, start = (as_number(prefix + name) for name in ("period_end", "period_start"))
    is_open = (end == 0) & (start > 0)
    lasts = is_open | is_demand(prefix)
    return nw.when(is_open).then(start).otherwise(end), nw.when(lasts).then(nw.lit(LASTING)).otherwise(end)


def is_demand(prefix: str) -> nw.Expr:
    """Is the figure a target that a province or the country sets for the places below it?"""
    return (nw.col(prefix + "status") == "target") & nw.col(prefix + "level").is_in(("country", "province"))


def differ_in_length(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    """Is one of two lengths in days shorter by more than a tenth of the longer? Unknown where one of them is."""
    return (one - other).abs() > LENGTH_TOLERANCE * nw.max_horizontal(one, other)


def as_number(column: str) -> nw.Expr:
    """YYYYMMDD of an ISO date, 0 where there is none."""
    # 0 instead of empty: engines cast every row, even where the number is not used.
    date = nw.when(nw.col(column) == "").then(nw.lit("0")).otherwise(nw.col(column))
    return date.str.replace_all("-", "", literal=True).cast(nw.Int64)


def day_number(column: str) -> nw.Expr:
    """Days since a fixed day, for differences between dates from 1901 to 2099; unknown where there is no date.

    Source: P. K. Seidelmann, Explanatory Supplement to the Astronomical Almanac (1992), the Julian day number.
    """
    date = nw.when(nw.col(column) != "").then(column)
    filled = nw.coalesce(date, nw.lit("2000-01-01"))
    year, month, day = (filled.str.slice(at, size).cast(nw.Int64) for at, size in ((0, 4), (5, 2), (8, 2)))
    number = 367 * year - 7 * (year + (month + 9) // 12) // 4 + 275 * month // 9 + day
    return nw.when(~date.is_null()).then(number)
