"""Intervals: what is certain about two figures when only bounds were printed.

A figure is the set of values it may have: exact 5 is [5, 5], at most 50 days is [0, 50], more than 70 is (70, ∞).

    a is surely below b    a.high < b.low, or a.high = b.low and one of these two ends is open
    a equals b             both are the same single closed number
    a − b                  [a.low − b.high, a.high − b.low]
    a ÷ b                  [a.low ÷ b.high, a.high ÷ b.low], for quantities that cannot be negative

An end of a − b or a ÷ b is open (approached, never reached) when either end it is computed from is open or when it is
infinite. One exception: 0 divided by anything is 0, so an end at 0 ÷ x is as closed as that 0.

Where b may be 0 the upper end of a ÷ b is ∞; where b is exactly 0, or either side can be negative, a ÷ b does not
exist. An unknown figure has no ends, and anything computed from it is unknown.

Sources: R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis (SIAM, 2009), for the arithmetic;
P. C. Fishburn, Interval Orders and Interval Graphs (Wiley, 1985), for "surely below".
"""

from collections.abc import Callable
from math import inf
from typing import NamedTuple

import narwhals as nw

UPPER_LIMITS = ("at_most", "less_than")
LOWER_LIMITS = ("at_least", "more_than")


class Interval(NamedTuple):
    """Two ends and whether each is open, as expressions over the columns of one frame."""

    low: nw.Expr
    high: nw.Expr
    low_open: nw.Expr
    high_open: nw.Expr

    def only_where(self, condition: nw.Expr) -> "Interval":
        """The same interval where the condition holds; elsewhere unknown: no ends, neither of them open."""
        low, high = (nw.when(condition).then(end) for end in (self.low, self.high))
        return Interval(low, high, condition & self.low_open, condition & self.high_open)

    def mapped(self, rising: Callable[[nw.Expr], nw.Expr]) -> "Interval":
        """Both ends put through an increasing function, so that open ends stay open."""
        return self._replace(low=rising(self.low), high=rising(self.high))

    def turned(self, falling: Callable[[nw.Expr], nw.Expr]) -> "Interval":
        """Both ends put through a decreasing function, so that they change places."""
        return Interval(falling(self.high), falling(self.low), self.high_open, self.low_open)

    def columns(self, name: str) -> dict[str, nw.Expr]:
        """`{name}_low`, `{name}_high`, `{name}_low_open` and `{name}_high_open`, for `with_columns`."""
        return {f"{name}_{part}": expression for part, expression in self._asdict().items()}


def ends(prefix: str) -> Interval:
    """The interval kept in `{prefix}low`, `{prefix}high`, `{prefix}low_open`, `{prefix}high_open`."""
    return Interval(*(nw.col(prefix + part) for part in Interval._fields))


def number(value: nw.Expr) -> Interval:
    """One number, as an interval."""
    return Interval(value, value, nw.lit(False), nw.lit(False))


def either(condition: nw.Expr, one: Interval, other: Interval) -> Interval:
    """The first where the condition holds, else the second."""
    return Interval(*(nw.when(condition).then(a).otherwise(b) for a, b in zip(one, other, strict=True)))


def is_known(prefix: str) -> nw.Expr:
    """Does the figure with this prefix have both ends?"""
    return ~nw.col(prefix + "low").is_null() & ~nw.col(prefix + "high").is_null()


def is_upper_limit(prefix: str) -> nw.Expr:
    """Was the figure printed as a limit not to be exceeded, so that `high` is the printed number?"""
    return is_known(prefix) & nw.col(prefix + "bound").is_in(UPPER_LIMITS)


def is_below(a: str, b: str) -> nw.Expr:
    """Is the figure with prefix `a` surely below the one with prefix `b`? False where either is unknown."""
    lower, upper = ends(a), ends(b)
    touching = (lower.high == upper.low) & (lower.high_open | upper.low_open)
    return is_known(a) & is_known(b) & ((lower.high < upper.low) | touching)


def is_never_below(a: str, b: str) -> nw.Expr:
    """Is no possible value of `a` below any of `b`? Weaker than `is_below(b, a)`: they may be equal."""
    return is_known(a) & is_known(b) & (nw.col(a + "low") >= nw.col(b + "high"))


def is_equal(a: str, b: str) -> nw.Expr:
    """Are both the same single closed number? False where either is unknown."""
    one, other = ends(a), ends(b)
    single = (one.low == one.high) & (other.low == other.high) & (one.low == other.low)
    closed = ~(one.low_open | one.high_open | other.low_open | other.high_open)
    return is_known(a) & is_known(b) & single & closed


def difference(a: str, b: str) -> Interval:
    """a − b, in the unit they share."""
    minuend, subtrahend = ends(a), ends(b)
    low, high = minuend.low - subtrahend.high, minuend.high - subtrahend.low
    low_open = minuend.low_open | subtrahend.high_open | (low == -inf)
    high_open = minuend.high_open | subtrahend.low_open | (high == inf)
    return Interval(low, high, low_open, high_open).only_where(is_known(a) & is_known(b))


def quotient(a: str, b: str) -> Interval:
    """a ÷ b; unknown where b is exactly 0 or where either can be negative."""
    top, bottom = ends(a), ends(b)
    low = top.low / bottom.high
    high = nw.when(bottom.low > 0).then(top.high / bottom.low).otherwise(nw.lit(inf))
    low_open = top.low_open | ((bottom.high_open | (bottom.high == inf)) & (top.low != 0))
    high_open = top.high_open | (bottom.low_open & (top.high != 0)) | (high == inf)
    exists = is_known(a) & is_known(b) & (top.low >= 0) & (bottom.low >= 0) & (bottom.high > 0)
    return Interval(low, high, low_open, high_open).only_where(exists)
