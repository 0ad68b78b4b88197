"""Ratios: figures computed from others: done ÷ total, and counts per head, per enterprise, per visit.

    ratio       per × sum of the numerators ÷ sum of the denominators    (100 × …, where the unit is a share)
    yearly      ratio ÷ years of the numerator's period (days ÷ 365.25), for counts over a period
    whole       the city tier and the counties added up for one indicator, where no whole is printed

Bounds stay bounds, see `intervals`; a share is held within the range of its indicator. Both sides are of one place and
scope. Of several denominators the one of the same document and period is taken, else one of the same document, else the
one nearest in date, within the set number of years; both dates are then given.

    a count over a period   needs a denominator of the same period, or a stock: a figure for one day (residents)
    a sum                   needs every one of its parts, exactly once

A figure whose amount is left open, that has no number, or that is a rule or a plan, is not part of a ratio.

Source: R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis (SIAM, 2009), division; per head and
per enterprise as in OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5, on scale effects.
"""

import narwhals as nw

from metrics import Frame, by_line, first_code, first_rows, joined, line, metric
from metrics.intervals import Interval, ends, is_known, quotient
from metrics.periods import DAYS_PER_YEAR, as_number

PARTS = Interval._fields
PERIOD = ("period_start", "period_end", "period_basis")
GROUP = ("derived", "place", "scope", "source", *PERIOD, "period_days")
TIERS = ("city_tier", "counties")
MARKS = {"as_printed": "+", "note_zh": "；", "note_en": "; "}  # what separates the texts of several figures
TEXTS = tuple(MARKS)
SUMMED = ("id", "first_id", "ambiguous", *TEXTS, *PARTS, "base")
COMPUTED = (
    *("id", "indicator", "matter", "form", "topic", "direction", "place", "scope", "source", *PERIOD),
    *("period_days", "value", "amount", "unit", "unit_factor", "printed_unit", *PARTS, "precision"),
    *(*TEXTS, "status", "missing", "ambiguous"),
)


@metric
def ratios(observed: Frame, derived: Frame, parts: Frame, years: int) -> Frame:
    """One row per derived indicator, place, scope and numerator, with the columns of `observed` and `denominator_end`.

    `derived` has `derived` (an indicator), its `matter`, `form`, `topic`, `direction`, `unit`, `unit_factor`, `times`
    (100 for a share, else 1), `per`, `yearly` (true or false), `least` and `most`; `parts` has `derived`, `side` and
    `part`. `years` is how far a denominator's date may be from the end of the numerator's period. `id` joins the ids of
    all figures by a slash.
    """
    usable = observed.filter(nw.col("status") == "achieved", is_known(""), nw.col("ambiguous") != "amount")
    tops, bottoms = (
        summed(usable, parts.filter(nw.col("side") == side)).rename(
            {name: f"{side}_{name}" for name in SUMMED}
        )
        for side in ("numerator", "denominator")
    )
    bottoms = bottoms.rename({name: f"denominator_{name}" for name in ("source", *PERIOD)}).drop(
        "period_days"
    )
    met = tops.join(bottoms, on=["derived", "place", "scope"])
    return described(observed, nearest(met, years).join(derived, on="derived"))


def summed(observed: Frame, parts: Frame) -> Frame:
    """The sums of one side: every part once, of one place, scope, source and period, in base units."""
    base = nw.col("unit_factor")
    rows = observed.join(parts.select("derived", indicator="part"), on="indicator").with_columns(
        nw.col("low", "high") * base,
        nw.col("low_open", "high_open").cast(nw.Int64),
        base=nw.col("amount") * base,
        first_id="id",
    )
    rows = nw.concat([with_one_figure(rows), wholes(rows)])
    rows = rows.with_columns(line=line(GROUP, ["indicator", "id"]))
    texts = by_line("id", *TEXTS)
    first_id = nw.when(nw.col("line") == 1).then("first_id").otherwise(nw.lit(""))
    added = (
        rows.with_columns(**texts, first_id=first_id)
        .group_by(GROUP)
        .agg(nw.col(*PARTS, "base").sum(), nw.col("first_id", "ambiguous", *texts).max(), found=nw.len())
        .join(parts.group_by("derived").agg(wanted=nw.len()), on="derived")
        .filter(nw.col("found") == nw.col("wanted"))
    )
    of_all = {name: joined(mark, *by_line(name)) for name, mark in ({"id": "/"} | MARKS).items()}
    is_open = {name: nw.col(name) > 0 for name in ("low_open", "high_open")}
    return added.with_columns(**of_all, **is_open).select(*GROUP, *SUMMED)


def with_one_figure(rows: Frame) -> Frame:
    """Rows whose part has exactly one figure in its group: of two, neither can be preferred, and they are not added up."""
    alike = rows.with_columns(of_part=nw.col("id").count().over(*GROUP, "indicator"))
    return alike.filter(nw.col("of_part") == 1).select(*GROUP, "indicator", *SUMMED)


def wholes(rows: Frame) -> Frame:
    """City tier and counties added up, where a document has each of them once and no whole."""
    # Without `period_days`, which follows from the period: where it is unknown, engines join it differently.
    key = [*(name for name in GROUP if name not in ("scope", "period_days")), "indicator"]
    figures = with_one_figure(rows)
    first, second, printed = (figures.filter(nw.col("scope") == scope) for scope in (*TIERS, "whole"))
    others = {f"other_{name}": nw.col(name) for name in SUMMED}
    both = first.join(second.select(*key, **others), on=key).join(printed, on=key, how="anti")
    added = {name: nw.col(name) + nw.col(f"other_{name}") for name in (*PARTS, "base")}
    texts = {name: joined(mark, name, f"other_{name}") for name, mark in ({"id": "/"} | MARKS).items()}
    ambiguous = either_of("ambiguous", "other_ambiguous")
    whole = both.with_columns(**added, **texts, ambiguous=ambiguous, scope=nw.lit("whole"))
    return whole.select(*GROUP, "indicator", *SUMMED)


def either_of(one: str, other: str) -> nw.Expr:
    """The text of one column, or of the other where that is empty."""
    return nw.when(nw.col(one) != "").then(one).otherwise(other)


def nearest(met: Frame, years: int) -> Frame:
    """The one denominator of each numerator: same document and period, else same document, else the nearest date.

    It shares the numerator's period, or is a stock on a day near enough.
    """
    same_source, same_start, same_end = (
        nw.col(name) == nw.col(f"denominator_{name}") for name in ("source", "period_start", "period_end")
    )
    not_printed = (nw.col("period_basis") == "source") | (nw.col("denominator_period_basis") == "source")
    start, end = nw.col("denominator_period_start"), nw.col("denominator_period_end")
    is_stock = (start == "") | (start == end)
    distance = (as_number("period_end") - as_number("denominator_period_end")).abs()
    may_be_divided = (
        (same_start & same_end) | (same_source & not_printed) | (is_stock & (distance <= years * 10000))
    )
    order = {
        "other_source": (~same_source).cast(nw.Int64),
        "other_period": (~same_end).cast(nw.Int64),
        "distance": distance,
    }
    facing = met.filter(may_be_divided).with_columns(**order)
    return first_rows(facing, ["derived", "numerator_id", "scope"], [*order, "denominator_id"])


def described(observed: Frame, rows: Frame) -> Frame:
    """Ratios as figures: the columns of the numerator's first figure, with the computed ones replaced."""
    scale, most = scale_of_ratio(), nw.col("most")
    in_print = nw.col("numerator_base") / nw.col("denominator_base") * scale
    ratio = nw.when(in_print > most).then(most).otherwise(in_print)
    same_end = nw.col("denominator_period_end") == nw.col("period_end")
    notes = {
        note: joined(MARKS[note], f"numerator_{note}", f"denominator_{note}")
        for note in ("note_zh", "note_en")
    }
    computed = rows.with_columns(
        id=nw.concat_str("numerator_id", "denominator_id", separator="/"),
        indicator="derived",
        value=ratio,
        amount=ratio,
        **interval_of_ratio(scale)._asdict(),
        as_printed=nw.concat_str("numerator_as_printed", nw.lit(" ÷ "), "denominator_as_printed"),
        **notes,
        denominator_end=nw.when(same_end).then(nw.lit("")).otherwise("denominator_period_end"),
        status=nw.lit("derived"),
        precision=nw.lit(0.0),
        printed_unit=nw.lit(""),
        missing=nw.lit(""),
        ambiguous=either_of("numerator_ambiguous", "denominator_ambiguous"),
    )
    names = [name for name in COMPUTED if name in observed.columns]
    own = [name for name in observed.columns if name not in (*names, "denominator_end")]
    first = observed.select(*own, numerator_first_id="id")
    figures = computed.select("numerator_first_id", "denominator_end", *names)
    whole = figures.join(first, on="numerator_first_id", how="left")
    whole = whole.with_columns(bound=bound(), **without_level_before(observed.columns))
    # No figure where the ratio does not exist: a denominator of 0, or a share surely above its maximum.
    columns = dict.fromkeys((*observed.columns, "denominator_end"))
    return whole.filter(~nw.col("low").is_null()).select(*columns)


def scale_of_ratio() -> nw.Expr:
    """The factor from a quotient in base units to the unit of the ratio; a year counts as 365.25 days."""
    scale = nw.col("times") * nw.col("per") / nw.col("unit_factor")
    in_a_year = scale * DAYS_PER_YEAR / nw.col("period_days")
    return nw.when(nw.col("yearly") == "true").then(in_a_year).otherwise(scale)


def interval_of_ratio(scale: nw.Expr) -> Interval:
    """The interval of a ratio, cut off at `most`; unknown where it is surely above that."""
    times, most = quotient("numerator_", "denominator_").mapped(lambda end: end * scale), nw.col("most")
    is_cut_off = times.high > most
    high = nw.when(is_cut_off).then(most).otherwise(times.high)
    interval = times._replace(high=high, high_open=times.high_open & ~is_cut_off)
    may_be = (times.low < most) | ((times.low == most) & ~times.low_open)
    return interval.only_where(~times.low.is_null() & may_be)


def without_level_before(columns: list[str]) -> dict[str, nw.Expr]:
    """Empties the `before…` columns: a figure's earlier level does not apply to what is computed from it."""
    before = [c for c in columns if c.startswith("before")]
    texts = {c: nw.lit("") for c in before if c in ("before_bound", "before_kind", "before_end")}
    closed = {c: nw.lit(False) for c in before if c.endswith("_open")}
    return {c: nw.when(nw.lit(False)).then(nw.col(c)) for c in before} | texts | closed


def bound() -> nw.Expr:
    """The bound that describes a ratio's interval: exact, a limit on one side, or about."""
    figure, value = ends(""), nw.col("value")
    is_low, is_high = figure.low == value, figure.high == value
    bounds = {
        "exact": figure.low == figure.high,
        "more_than": is_low & figure.low_open,
        "at_least": is_low,
        "less_than": is_high & figure.high_open,
        "at_most": is_high,
    }
    return first_code(bounds, "about")
