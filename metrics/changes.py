"""Changes: how far a figure has moved from the same place's figure for the period before.

    change          later − earlier                         in the indicator's unit
    change_percent  100 × (later ÷ earlier − 1)
    years           days between the ends of both periods ÷ 365.25
    per_year        change ÷ years
    growth          100 × ((later ÷ earlier)^(1 ÷ years) − 1)    the same percentage each year, compounded

The earlier figure is the previous one, by period end, of the same place, indicator, scope, status and unit. The two do
not form a series, and every change is unknown, where:

    no_number, ambiguous_amount  one of them has no number, or an amount that cannot be read off
    same_end                     both periods end on the same day: two versions, not two dates
    overlapping_periods          some events would be counted twice
    other_length                 one period is shorter by more than a tenth of the longer
    start_unknown                only one of them has a start: the state on a day is not a count over a period

An earlier level in the same sentence (from 3 days to 1 day) is not a second figure: see `reductions`. Percentages and
growth are unknown for quantities that can be negative, and where the earlier figure is 0.

Sources: interval arithmetic, see `intervals`; Eurostat, Sustainable development in the European Union, monitoring
report, for compound yearly growth between two years.
"""

import narwhals as nw

from metrics import Frame, all_codes, metric
from metrics.comparability import has_ambiguous_amount, has_no_number
from metrics.intervals import difference, quotient
from metrics.periods import DAYS_PER_YEAR, day_number, differ_in_length
from metrics.reductions import is_improvement

EARLIER = "earlier_"
SERIES = ("place", "indicator", "scope", "status", "unit")
FLAGS = ("low_open", "high_open")
CARRIED = ("id", "period_start", "period_end", "missing", "ambiguous", "bound", "low", "high", *FLAGS)
# Columns added first and dropped at the end: engines are slow to plan an expression with many dates.
DAYS = {"start_day": day_number("period_start"), "end_day": day_number("period_end")}


@metric
def changes(observed: Frame) -> Frame:
    """Keep the figures with an earlier one of the same series, and add how far they have moved from it.

    Adds `earlier_id` and the other `earlier_…` columns, `change_…`, `change_percent_…`, `per_year_…` and `growth_…`
    (`low`, `high`, `low_open`, `high_open` each), `years`, `change_reasons` (joined by `|`; if there are any, all of
    these are unknown) and `is_improvement` (yes, no, unknown).
    """
    is_series = nw.col("change_reasons") == ""
    years = (nw.col("end_day") - nw.col("earlier_end_day")) / DAYS_PER_YEAR
    improved = nw.when(is_series).then(is_improvement(EARLIER)).otherwise(nw.lit("unknown"))
    change, times = difference("", EARLIER), quotient("", EARLIER)
    movements = {
        "change": change,
        "change_percent": times.mapped(lambda end: 100 * (end - 1)),
        "per_year": change.mapped(lambda end: end / nw.col("years")),
        "growth": times.mapped(lambda end: 100 * (end ** (1 / nw.col("years")) - 1)),
    }
    moved = [interval.only_where(is_series).columns(name) for name, interval in movements.items()]
    return (
        with_earlier(observed)
        .with_columns(change_reasons=all_codes(questions()))
        .with_columns(years=nw.when(is_series).then(years), is_improvement=improved)
        .with_columns(**{name: part for parts in moved for name, part in parts.items()})
        .drop(*DAYS, *(EARLIER + name for name in DAYS))
    )


def with_earlier(observed: Frame) -> Frame:
    """Dated figures beside the one before them in their series; the first of each series is dropped."""
    dated = observed.filter(nw.col("period_end") != "").with_columns(**DAYS)
    before = {
        EARLIER + name: nw.col(name).shift(1).over(*SERIES, order_by=["period_end", "id"])
        for name in (*CARRIED, *DAYS)
    }
    in_series = dated.with_columns(**before).filter(~nw.col("earlier_id").is_null())
    return in_series.with_columns(nw.col(*(EARLIER + flag for flag in FLAGS)).cast(nw.Boolean))


def questions() -> dict[str, nw.Expr]:
    """Each reason with the condition under which it applies to a figure and the earlier one."""
    has_start, earlier_has_start = (nw.col(p + "period_start") != "" for p in ("", EARLIER))
    ends_alike = nw.col("period_end") == nw.col("earlier_period_end")
    # Both days count; a period without a start has no length.
    length, earlier_length = (nw.col(p + "end_day") - nw.col(p + "start_day") + 1 for p in ("", EARLIER))
    overlap = ~ends_alike & (nw.col("period_start") <= nw.col("earlier_period_end"))
    return {
        "no_number": has_no_number("") | has_no_number(EARLIER),
        "ambiguous_amount": has_ambiguous_amount("") | has_ambiguous_amount(EARLIER),
        "same_end": ends_alike,
        "overlapping_periods": has_start & earlier_has_start & overlap,
        "other_length": differ_in_length(length, earlier_length),
        "start_unknown": has_start != earlier_has_start,
    }
