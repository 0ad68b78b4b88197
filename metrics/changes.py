"""Changes: how far a figure has moved from the place's own figure of the period before.

    change          later − earlier                         in the indicator's unit
    change_percent  100 × (later ÷ earlier − 1)
    years           days between the ends of both periods ÷ 365.25
    per_year        change ÷ years
    growth          100 × ((later ÷ earlier)^(1 ÷ years) − 1)    the same percentage each year, compounded

80 at the end of 2020 and 120 at the end of 2022: 40 more, or 50 %. 730 days are 1.9986 years, so that is
20.01 more a year, or 22.49 % a year. A calendar year is not quite one year: 365 days are 0.9993.

Earlier is the figure of the same place, indicator, scope, status and unit that comes just before this one by
the end of its period; a figure without an end is in no series. The two are no series, and every change is
unknown, where:

    no_number, ambiguous_amount  one of them has no number, or one that cannot be read off
    same_end                     both periods end on one day: two versions, not two times
    overlapping_periods          2023-01-01 … 2024-06-18 and 2024-01-01 … 2024-12-31 count some events twice
    other_length                 one period is shorter by more than a tenth of the longer: 12 months and 18,
                                 but not February and March (9.7 %)
    start_unknown                only one of them has a start: a state on a day is not a count over a time

The case people trip over: a level before in the same sentence (from 3 days to 1 day) is not a second figure
but a part of this one: see `reductions`. Percentages and growth are unknown for quantities that can be
negative, and where the earlier figure is 0.

Sources: interval arithmetic, see `intervals`; Eurostat, Sustainable development in the European Union,
monitoring report, for compound yearly growth between two years.
"""

import narwhals as nw

from metrics import Frame
from metrics.comparability import any_of, has_ambiguous_amount, has_no_number
from metrics.intervals import Interval, difference, quotient
from metrics.periods import day_number
from metrics.reductions import is_improvement

EARLIER = "earlier_"
SERIES = ("place", "indicator", "scope", "status", "unit")
FLAGS = ("low_open", "high_open")
CARRIED = ("id", "period_start", "period_end", "missing", "ambiguous", "bound", "low", "high", *FLAGS)
# Laid aside first and dropped at the end: engines are slow to plan an expression that holds many dates.
DAYS = {"start_day": day_number("period_start"), "end_day": day_number("period_end")}
DAYS_PER_YEAR = 365.25


@nw.narwhalify
def changes(observed: Frame, length_tolerance: float = 0.1) -> Frame:
    """Keep the figures with an earlier one of the same series, and add how far they have moved from it.

    Adds `earlier_id` and what else there is of the earlier figure, `change_…`, `change_percent_…`,
    `per_year_…` and `growth_…` (`low`, `high`, `low_open`, `high_open` each), `years`, `change_reasons`
    (joined by `|`; where there are any, all these are unknown) and `is_improvement` (yes, no, unknown).
    `length_tolerance` is the share of the longer period by which the other may be shorter.
    """
    is_series = nw.col("change_reasons") == ""
    years = (nw.col("end_day") - nw.col("earlier_end_day")) / DAYS_PER_YEAR
    improved = nw.when(is_series).then(is_improvement(EARLIER)).otherwise(nw.lit("unknown"))
    moved = [interval.only_where(is_series).columns(name) for name, interval in movements().items()]
    return (
        with_earlier(observed)
        .with_columns(change_reasons=reasons(length_tolerance))
        .with_columns(years=nw.when(is_series).then(years), is_improvement=improved)
        .with_columns(**{name: part for parts in moved for name, part in parts.items()})
        .drop(*DAYS, *(EARLIER + name for name in DAYS))
    )


def with_earlier(observed: Frame) -> Frame:
    """Figures beside the one before them in their series."""
    dated = observed.filter(nw.col("period_end") != "").with_columns(**DAYS)
    before = {
        EARLIER + name: nw.col(name).shift(1).over(*SERIES, order_by=["period_end", "id"])
        for name in (*CARRIED, *DAYS)
    }
    found = dated.with_columns(**before).filter(~nw.col("earlier_id").is_null())
    return found.with_columns(nw.col(*(EARLIER + flag for flag in FLAGS)).cast(nw.Boolean))


def movements() -> dict[str, Interval]:
    """Every way to say how far the figure has moved."""
    change, times, years = difference("", EARLIER), quotient("", EARLIER), nw.col("years")
    return {
        "change": change,
        "change_percent": with_ends(times, lambda end: 100 * (end - 1)),
        "per_year": with_ends(change, lambda end: end / years),
        "growth": with_ends(times, lambda end: 100 * (end ** (1 / years) - 1)),
    }


def with_ends(interval: Interval, rising) -> Interval:
    """The interval with both ends put through a function that rises everywhere: open ends stay open."""
    return interval._replace(low=rising(interval.low), high=rising(interval.high))


def reasons(length_tolerance: float) -> nw.Expr:
    """Why a figure and the earlier one are no series; empty where they are."""
    named = (
        nw.when(any_of([question])).then(nw.lit("|" + reason)).otherwise(nw.lit(""))
        for reason, question in questions(length_tolerance).items()
    )
    return nw.concat_str(nw.lit(""), *named).str.slice(1)


def questions(length_tolerance: float) -> dict[str, nw.Expr]:
    """Each reason with the question whether a figure and the earlier one have it."""
    has_start, earlier_has_start = (nw.col(p + "period_start") != "" for p in ("", EARLIER))
    ends_alike = nw.col("period_end") == nw.col("earlier_period_end")
    # Both days are included; without a start a period has no length.
    length, earlier_length = (nw.col(p + "end_day") - nw.col(p + "start_day") + 1 for p in ("", EARLIER))
    longer = nw.max_horizontal(length, earlier_length)
    return {
        "no_number": has_no_number("") | has_no_number(EARLIER),
        "ambiguous_amount": has_ambiguous_amount("") | has_ambiguous_amount(EARLIER),
        "same_end": ends_alike,
        "overlapping_periods": has_start
        & earlier_has_start
        & ~ends_alike
        & (nw.col("period_start") <= nw.col("earlier_period_end")),
        "other_length": (length - earlier_length).abs() > length_tolerance * longer,
        "start_unknown": has_start != earlier_has_start,
    }
