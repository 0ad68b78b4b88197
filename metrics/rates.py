"""Rates: how much of what was found, promised or due is done, and how much in full.

    rate          100 × done ÷ total
    full_rate     100 × fully ÷ total
    pending_rate  100 × pending ÷ total
    total         as printed, else done + pending (`total_basis` is sum)
    done          as printed, else fully + partly

A part is no more than its whole, so no rate exceeds 100, even where bounds would allow it. There is no rate where a
part is surely greater than its total, which is a contradiction, or where the total is exactly 0.

Where the total is a sum, the rate goes from 100 × done_low ÷ (done_low + pending_high) to 100 × done_high ÷ (done_high
+ pending_low): dividing the interval of done by that of the sum would give done two values at once. The full rate is
divided in that plain way: its interval is never too narrow, but with bounds may be too wide.

Each place and scope has its own row; scopes are not added up. All figures of a row come from one document, the one with
the latest period. Of several figures there for one indicator, the one with a number is taken, then the latest period,
then the smallest id. Only achieved figures count. A stage of several indicators is their sum.

Source: R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis (SIAM, 2009), on interval
dependency: an expression that uses each quantity once gives exact ends.
"""

from math import inf

import narwhals as nw

from metrics import Frame, by_line, first_code, first_rows, joined, line, metric
from metrics.intervals import Interval, either, ends, is_below, is_known, quotient
from metrics.periods import as_number

ROW = ("funnel", "place", "scope")
STAGES = {stage: f"{stage}_id" for stage in ("total", "done", "fully", "partly")} | {"pending": "pending_ids"}


@metric
def rates(observed: Frame, stages: Frame) -> Frame:
    """One row per funnel, place and scope with a figure, from `stages` (`funnel`, `stage`, `indicator`).

    Columns: `id` (funnel|place|scope), `source`, `unit`; the amounts `total_…`, `done_…`, `fully_…`, `partly_…` and
    `pending_…` (four parts each); in per cent `rate_…`, `full_rate_…` and `pending_rate_…`; `total_basis` (printed,
    sum, or empty: neither); and the observation ids of each stage, `total_id` to `pending_ids`.
    """
    used = observed.filter(nw.col("status") == "achieved").join(stages, on="indicator")
    used = used.with_columns(age=-as_number("period_end"), has_no_number=(~is_known("")).cast(nw.Int64))
    rows = first_rows(used, ROW, ["age", "id"]).select(*ROW, "source", "unit")
    used = used.join(rows.drop("unit"), on=[*ROW, "source"])
    used = first_rows(used, (*ROW, "stage", "indicator"), ["has_no_number", "age", "id"])
    amounts = amounts_by_stage(used, stages)
    for stage, ids in STAGES.items():
        amount = ends("").columns(stage) | {ids: nw.col("ids")}
        rows = rows.join(
            amounts.filter(nw.col("stage") == stage).select(*ROW, **amount), on=[*ROW], how="left"
        )
    # A stage that a row does not have has no open ends and no ids.
    flags = [f"{stage}_{end}" for stage in STAGES for end in ("low_open", "high_open")]
    named = rows.with_columns(
        nw.col(*flags).fill_null(False).cast(nw.Boolean),
        nw.col(*STAGES.values()).fill_null(""),
        id=nw.concat_str(*ROW, separator="|"),
    )
    return with_rates(named)


def amounts_by_stage(figures: Frame, stages: Frame) -> Frame:
    """The sum of each stage's figures, unknown unless all are known, and their `ids`."""
    flags = (nw.col("low_open", "high_open").cast(nw.Int64), (1 - nw.col("has_no_number")).alias("known"))
    numbered = figures.with_columns(*flags, line=line((*ROW, "stage"), ["id"])).with_columns(**by_line("id"))
    summed = numbered.group_by(*ROW, "stage").agg(
        nw.col(*Interval._fields, "known").sum(), nw.col(*by_line("id")).max()
    )
    summed = summed.join(stages.group_by("funnel", "stage").agg(wanted=nw.len()), on=["funnel", "stage"])
    low, high, low_open, high_open = ends("")
    amount = Interval(low, high, low_open > 0, high_open > 0).only_where(nw.col("known") == nw.col("wanted"))
    return summed.select(*ROW, "stage", **amount._asdict(), ids=joined("|", *by_line("id")))


def with_rates(rows: Frame) -> Frame:
    """Rows with done and total filled in where they are not printed, and with the rates."""
    done = either(is_known("done_"), ends("done_"), total_of("fully_", "partly_"))
    rows = rows.with_columns(**done.columns("done"))
    total = either(is_known("total_"), ends("total_"), total_of("done_", "pending_"))
    bases = {"printed": is_known("total_"), "sum": is_known("done_") & is_known("pending_")}
    rows = rows.with_columns(total_basis=first_code(bases), **total.columns("total"))
    return rows.with_columns(
        **rate("done_", "pending_").columns("rate"),
        **share("fully_", "total_").mapped(lambda end: 100 * end).columns("full_rate"),
        **rate("pending_", "done_").columns("pending_rate"),
    )


def total_of(a: str, b: str) -> Interval:
    """a + b, for quantities that cannot be negative."""
    one, other = ends(a), ends(b)
    low_open, high_open = one.low_open | other.low_open, one.high_open | other.high_open
    both = is_known(a) & is_known(b)
    return Interval(one.low + other.low, one.high + other.high, low_open, high_open).only_where(both)


def rate(part: str, rest: str) -> Interval:
    """The part in per cent of the printed total, or of part + rest where the total is their sum."""
    of_one = either(nw.col("total_basis") == "sum", share_beside(part, rest), share(part, "total_"))
    return of_one.mapped(lambda end: 100 * end)


def share(part: str, whole: str) -> Interval:
    """part ÷ whole, at most 1; 0 where the part is exactly 0, however small the whole may be."""
    times, is_none = quotient(part, whole), ends(part).high == 0
    high = nw.when(is_none).then(nw.lit(0.0)).when(times.high > 1).then(nw.lit(1.0)).otherwise(times.high)
    exists = ~times.low.is_null() & ~is_below(whole, part)
    return Interval(times.low, high, times.low_open, times.high_open & (times.high <= 1)).only_where(exists)


def share_beside(part: str, rest: str) -> Interval:
    """part ÷ (part + rest) with exact ends: the smallest part with the largest rest, and the reverse."""
    one, other = ends(part), ends(rest)
    smallest, largest = one.low + other.high, one.high + other.low
    low = nw.when(smallest == 0).then(nw.lit(1.0)).otherwise(one.low / smallest)
    high = nw.when(one.high == inf).then(nw.lit(1.0)).otherwise(one.high / largest)
    high = nw.when(largest == 0).then(nw.lit(0.0)).otherwise(high)
    # Where part or rest is exactly 0 the share is exactly 0 or 1, and that end is closed.
    low_open = one.low_open | ((other.high_open | (other.high == inf)) & (one.low != 0))
    high_open = other.low_open | ((one.high_open | (one.high == inf)) & (other.low != 0))
    exists = is_known(part) & is_known(rest) & (one.high + other.high > 0)
    ends_open = (low_open & (other.high != 0), high_open & (one.high != 0))
    return Interval(low, high, *ends_open).only_where(exists)
