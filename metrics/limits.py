"""Limits: rules are compared with rules, and usual times with rules.

A figure is a limit if it is a rule in force, or what a province or the country demands of the places below it, and is
printed as a bound: within 50 working days, at least 80 %. A figure whose wording leaves open whether it is a limit or
the usual time, and that is entered as an upper bound, is taken for a limit.

    two limits, both upper          stricter    a smaller number      gap  own − other, in the unit
                                    looser      a larger one          gap_percent  100 × (own ÷ other − 1)
                                    same_limit  the same number, both closed or both open
    two limits, both lower          the reverse: the larger minimum is the stricter one
    a usual figure against a limit  within      every possible value keeps the limit
                                    beyond      no possible value keeps it
    a limit against a usual figure  limit_kept, limit_exceeded: the same, seen from the limit

These verdicts are certain because they are about the rules; they say nothing about the time actually taken. Limits in
days, working days and months have an order where it is certain (see `durations`) but no gap.

Source: the wording of administrative time limits; a limit is a set of permitted values, and of two such sets the
stricter is the one contained in the other.
"""

import narwhals as nw

from metrics import Frame, first_code, metric
from metrics.durations import days_at_least, days_at_most
from metrics.intervals import LOWER_LIMITS, UPPER_LIMITS, ends, is_known
from metrics.pairs import BENCHMARK, CUT
from metrics.periods import is_demand

USUAL = ("achieved", "derived")
# Columns computed once per pair and dropped at the end: engines re-evaluate an expression wherever it appears.
ASIDE = tuple(
    prefix + name
    for prefix in ("", BENCHMARK)
    for name in ("is_limit", "is_upper", "limit", "limit_open", "limit_least", "limit_most", "from", "to")
) + ("one_unit",)


def is_limit(prefix: str) -> nw.Expr:
    """Is the figure with this prefix a limit, or to be taken for one?"""
    status, bound = nw.col(prefix + "status"), nw.col(prefix + "bound")
    may_be = (status == "achieved") & (nw.col(prefix + "ambiguous") == "kind") & bound.is_in(UPPER_LIMITS)
    is_rule = ((status == "rule") | is_demand(prefix)) & bound.is_in((*UPPER_LIMITS, *LOWER_LIMITS))
    # The cut of a limit is not itself a limit.
    return is_known(prefix) & (is_rule | may_be) & (nw.col(prefix + "form") != CUT)


@metric
def as_rules(figures: Frame) -> Frame:
    """Figures with every limit replaced by its printed number, so that limits are ranked as rules, with certainty."""
    is_it, printed = limit_of("")["is_limit"], limit_of("")["limit"]
    ends_of = {end: nw.when(is_it).then(printed).otherwise(nw.col(end)) for end in ("low", "high")}
    return figures.with_columns(nw.col("low_open", "high_open") & ~is_it, **ends_of)


def with_limits(paired: Frame) -> Frame:
    """Pairs with the columns of `ASIDE`: limits, and all ends in the unit the pair shares, or in days if it has two.

    `limit_least` and `limit_most` are the least and the most that a limit can amount to, `from` and `to` the ends of
    the figure.
    """
    one_unit = (nw.col("unit") == nw.col(BENCHMARK + "unit")) | nw.col("one_measure")
    read, ends_of = {"one_unit": one_unit}, {}
    for prefix in ("", BENCHMARK):
        read |= limit_of(prefix)
        figure, limit = ends(prefix), nw.col(prefix + "limit")
        for name, end, days in (
            ("limit_least", limit, days_at_least),
            ("limit_most", limit, days_at_most),
            ("from", figure.low, days_at_least),
            ("to", figure.high, days_at_most),
        ):
            ends_of[prefix + name] = nw.when(nw.col("one_unit")).then(end).otherwise(days(prefix, end))
    return paired.with_columns(**read).with_columns(**ends_of)


def both_limits() -> nw.Expr:
    """Are both figures of a pair limits? Needs the columns of `with_limits`, like everything below."""
    return nw.col("is_limit") & nw.col(BENCHMARK + "is_limit")


def one_limit() -> nw.Expr:
    """Is one of the two a limit and the other a usual figure, achieved or derived?"""
    one, other = nw.col("is_limit"), nw.col(BENCHMARK + "is_limit")
    usual, other_usual = (nw.col(prefix + "status").is_in(USUAL) for prefix in ("", BENCHMARK))
    return (one & ~other & other_usual) | (other & ~one & usual)


def limit_of(prefix: str) -> dict[str, nw.Expr]:
    """Is the figure a limit, and one not to be exceeded; the number of the limit, and is it open (only approached)?"""
    figure, upper = ends(prefix), nw.col(prefix + "bound").is_in(UPPER_LIMITS)
    return {
        prefix + "is_limit": is_limit(prefix),
        prefix + "is_upper": upper,
        prefix + "limit": nw.when(upper).then(figure.high).otherwise(figure.low),
        prefix + "limit_open": nw.when(upper).then(figure.high_open).otherwise(figure.low_open),
    }


def between_limits() -> nw.Expr:
    """stricter, looser or same_limit for the observed one of two limits; cannot_tell where none of these follows."""
    own_open, other_open = nw.col("limit_open"), nw.col(BENCHMARK + "limit_open")
    upper = nw.col("is_upper") & nw.col(BENCHMARK + "is_upper")
    lower = ~nw.col("is_upper") & ~nw.col(BENCHMARK + "is_upper") & nw.col("one_unit")
    smaller = nw.col("limit_most") < nw.col(BENCHMARK + "limit_least")
    larger = nw.col("limit_least") > nw.col(BENCHMARK + "limit_most")
    alike = nw.col("one_unit") & (nw.col("limit") == nw.col(BENCHMARK + "limit")) & (upper | lower)
    # At the same number, an open limit (less than 50, more than 80) is stricter than a closed one.
    stricter = (upper & smaller) | (lower & larger) | (alike & own_open & ~other_open)
    looser = (upper & larger) | (lower & smaller) | (alike & ~own_open & other_open)
    return first_code({"stricter": stricter, "looser": looser, "same_limit": alike}, "cannot_tell")


def against_limit() -> nw.Expr:
    """within, beyond, limit_kept or limit_exceeded where one of the two is a limit; else cannot_tell."""
    is_observed = nw.col("is_limit")
    verdicts = {
        "within": ~is_observed & _keeps("", BENCHMARK),
        "beyond": ~is_observed & _breaks("", BENCHMARK),
        "limit_kept": is_observed & _keeps(BENCHMARK, ""),
        "limit_exceeded": is_observed & _breaks(BENCHMARK, ""),
    }
    return first_code(verdicts, "cannot_tell")


def _keeps(usual: str, limit: str) -> nw.Expr:
    """Does every possible value of the usual figure keep the limit?"""
    figure, is_open, upper = ends(usual), nw.col(limit + "limit_open"), nw.col(limit + "is_upper")
    least, to, from_ = nw.col(limit + "limit_least"), nw.col(usual + "to"), nw.col(usual + "from")
    below = (to < least) | ((to == least) & (~is_open | figure.high_open))
    above = nw.col("one_unit") & ((from_ > least) | ((from_ == least) & (~is_open | figure.low_open)))
    return (upper & below) | (~upper & above)


def _breaks(usual: str, limit: str) -> nw.Expr:
    """Does no possible value of the usual figure keep the limit?"""
    figure, is_open, upper = ends(usual), nw.col(limit + "limit_open"), nw.col(limit + "is_upper")
    most, to, from_ = nw.col(limit + "limit_most"), nw.col(usual + "to"), nw.col(usual + "from")
    above = (from_ > most) | ((from_ == most) & nw.col("one_unit") & (is_open | figure.low_open))
    below = nw.col("one_unit") & ((to < most) | ((to == most) & (is_open | figure.high_open)))
    return (upper & above) | (~upper & below)
