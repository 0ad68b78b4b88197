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

from metrics import Frame, first_code, first_rows, metric
from metrics.intervals import Interval, ends, is_known, quotient
from metrics.periods import DAYS_PER_YEAR, as_number

SIDES = ("numerator", "denominator")
PARTS = Interval._fields
PERIOD = ("period_start", "period_end", "period_basis")
GROUP = ("derived", "place", "scope", "source", *PERIOD, "period_days")
TIERS = ("city_tier", "counties")
MOST_PARTS = 4  # ids are joined from so many positions: no aggregation of texts works in every engine
MARKS = {"as_printed": "+", "note_zh": "；", "note_en": "; "}  # what separates the texts of several figures
TEXTS = tuple(MARKS)


@metric
def ratios(observed: Frame, derived: Frame, parts: Frame, years: int) -> Frame:
    """One row per derived indicator, place, scope and numerator, with the columns of `observed` and `denominator_end`.

    `derived` has `derived` (an indicator), its `matter`, `form`, `topic`, `direction`, `unit`, `unit_factor`, `times`
    (100 for a share, else 1), `per`, `yearly` (true or false), `least` and `most`; `parts` has `derived`, `side` and
    `part`. `years` is how far a denominator's date may be from the end of the numerator's period. `id` joins the ids of
    all figures by a slash.
    """
    usable = observed.filter(nw.col("status") == "achieved", is_known(""), nw.col("ambiguous") != "amount")
    sides = {side: summed(usable, parts.filter(nw.col("side") == side)) for side in SIDES}
    tops, bottoms = (sides[side].select(*GROUP, *side_columns(side)) for side in SIDES)
    of_denominator = {f"denominator_{c}": nw.col(c) for c in GROUP if c in ("source", *PERIOD)}
    key = ["derived", "place", "scope"]
    met = tops.join(bottoms.with_columns(**of_denominator).drop("source", *PERIOD, "period_days"), on=key)
    fitting = nearest(met.filter(may_be_divided(years)))
    return described(observed, fitting.join(derived, on="derived"))


def side_columns(side: str) -> list[nw.Expr]:
    """The columns of one side's sum, named after the side."""
    names = (*PARTS, "base", "first_id", "ids", "ambiguous", *TEXTS)
    return [nw.col(name).alias(f"{side}_{name}") for name in names]


def summed(observed: Frame, parts: Frame) -> Frame:
    """The sums of one side: every part once, of one place, scope, source and period, in base units."""
    wanted = parts.group_by("derived").agg(wanted=nw.len())
    base = nw.col("unit_factor")
    rows = observed.join(parts.select("derived", indicator="part"), on="indicator").with_columns(
        low=nw.col("low") * base,
        high=nw.col("high") * base,
        base=nw.col("amount") * base,
        one=nw.lit(1),
        first_id="id",
        low_open=nw.col("low_open").cast(nw.Int64),
        high_open=nw.col("high_open").cast(nw.Int64),
    )
    rows = nw.concat([with_one_figure(rows), wholes(rows)])
    line = nw.col("one").cum_sum().over(*GROUP, order_by=["indicator", "id"])
    rows = rows.with_columns(line=line)
    positions = range(1, MOST_PARTS + 1)
    aside = {
        f"{name}_{n}": nw.when(nw.col("line") == n).then(nw.col(name)).otherwise(nw.lit(""))
        for name in ("id", "first_id", *TEXTS)
        for n in positions
    }
    added = (
        rows.with_columns(**aside)
        .group_by(GROUP)
        .agg(nw.col(*PARTS, "base", "one").sum(), nw.col("ambiguous", *aside).max())
        .join(wanted, on="derived")
        .filter(nw.col("one") == nw.col("wanted"))
    )
    texts = {name: joined(mark, *(f"{name}_{n}" for n in positions)) for name, mark in MARKS.items()}
    return added.with_columns(
        **texts,
        ids=joined("/", *(f"id_{n}" for n in positions)),
        first_id=nw.col("first_id_1"),
        low_open=nw.col("low_open") > 0,
        high_open=nw.col("high_open") > 0,
    )


def joined(mark: str, *texts: str) -> nw.Expr:
    """Text columns joined by a mark, which is stripped from either end."""
    return nw.concat_str(*texts, separator=mark).str.strip_chars(mark)


COLUMNS = (*GROUP, "indicator", "id", "first_id", "ambiguous", *TEXTS, *PARTS, "base", "one")


def with_one_figure(rows: Frame) -> Frame:
    """Rows whose part has exactly one figure in its group: of two, neither can be preferred, and they are not added up."""
    alike = rows.with_columns(of_part=nw.col("one").sum().over(*GROUP, "indicator"))
    return alike.filter(nw.col("of_part") == 1).select(COLUMNS)


def wholes(rows: Frame) -> Frame:
    """City tier and counties added up, where a document has each of them once and no whole."""
    # Without `period_days`, which follows from the period: where it is unknown, engines join it differently.
    key = (*(name for name in GROUP if name not in ("scope", "period_days")), "indicator")
    tiers = with_one_figure(rows).with_columns(
        is_tier=nw.col("scope").is_in(TIERS).cast(nw.Int64),
        is_whole=(nw.col("scope") == "whole").cast(nw.Int64),
    )
    tiers = tiers.with_columns(
        tiers=nw.col("is_tier").sum().over(*key), whole=nw.col("is_whole").sum().over(*key)
    ).filter((nw.col("tiers") == 2) & (nw.col("whole") == 0) & (nw.col("is_tier") == 1))
    first, second = (tiers.filter(nw.col("scope") == tier) for tier in TIERS)
    others = (nw.col(c).alias(f"other_{c}") for c in ("id", "ambiguous", *TEXTS, *PARTS, "base"))
    both = first.join(second.select(*key, *others), on=[*key])
    added = {name: nw.col(name) + nw.col(f"other_{name}") for name in (*PARTS, "base")}
    texts = {name: joined(mark, name, f"other_{name}") for name, mark in (MARKS | {"id": "/"}).items()}
    ambiguous = either_of("ambiguous", "other_ambiguous")
    return both.with_columns(**added, **texts, ambiguous=ambiguous, scope=nw.lit("whole")).select(COLUMNS)


def either_of(one: str, other: str) -> nw.Expr:
    """The text of one column, or of the other where that is empty."""
    return nw.when(nw.col(one) != "").then(nw.col(one)).otherwise(nw.col(other))


def may_be_divided(years: int) -> nw.Expr:
    """Does the denominator share the numerator's period, or is it a stock on a day near enough?"""
    same_source = nw.col("source") == nw.col("denominator_source")
    same_period = (nw.col("period_start") == nw.col("denominator_period_start")) & (
        nw.col("period_end") == nw.col("denominator_period_end")
    )
    not_printed = (nw.col("period_basis") == "source") | (nw.col("denominator_period_basis") == "source")
    is_stock = (nw.col("denominator_period_start") == "") | (
        nw.col("denominator_period_start") == nw.col("denominator_period_end")
    )
    distance = (as_number("period_end") - as_number("denominator_period_end")).abs()
    return same_period | (same_source & not_printed) | (is_stock & (distance <= years * 10000))


def nearest(met: Frame) -> Frame:
    """The one denominator of each numerator: same document and period, else same document, else the nearest date."""
    order = met.with_columns(
        other_source=(nw.col("source") != nw.col("denominator_source")).cast(nw.Int64),
        other_period=(nw.col("period_end") != nw.col("denominator_period_end")).cast(nw.Int64),
        distance=(as_number("period_end") - as_number("denominator_period_end")).abs(),
    )
    by = ["other_source", "other_period", "distance", "denominator_ids"]
    return first_rows(order, ["derived", "numerator_ids", "scope"], by)


def described(observed: Frame, rows: Frame) -> Frame:
    """Ratios as figures: the columns of the numerator's first figure, with the computed ones replaced."""
    scale = scale_of_ratio()
    quotient_in_print = nw.col("numerator_base") / nw.col("denominator_base") * scale
    ratio = nw.when(quotient_in_print > nw.col("most")).then(nw.col("most")).otherwise(quotient_in_print)
    interval = interval_of_ratio(scale)
    is_of_other_period = nw.col("denominator_period_end") != nw.col("period_end")
    own_columns = [c for c in observed.columns if c not in (*COMPUTED, "denominator_end")]
    first = observed.select(*own_columns, numerator_first_id="id")
    computed = rows.with_columns(
        id=nw.concat_str("numerator_ids", "denominator_ids", separator="/"),
        indicator="derived",
        value=ratio,
        amount=ratio,
        **interval._asdict(),
        as_printed=nw.concat_str("numerator_as_printed", nw.lit(" ÷ "), "denominator_as_printed"),
        **{
            note: joined(MARKS[note], f"numerator_{note}", f"denominator_{note}")
            for note in ("note_zh", "note_en")
        },
        denominator_end=nw.when(is_of_other_period)
        .then(nw.col("denominator_period_end"))
        .otherwise(nw.lit("")),
        status=nw.lit("derived"),
        precision=nw.lit(0.0),
        printed_unit=nw.lit(""),
        missing=nw.lit(""),
        ambiguous=either_of("numerator_ambiguous", "denominator_ambiguous"),
    )
    names = [c for c in COMPUTED if c in observed.columns]
    figures = computed.select("numerator_first_id", "denominator_end", *names)
    whole = figures.join(first, on="numerator_first_id", how="left")
    whole = whole.with_columns(bound=bound(), **without_level_before(observed.columns))
    # No figure where the ratio does not exist: a denominator of 0, or a share surely above its maximum.
    return whole.filter(~nw.col("low").is_null()).select(
        dict.fromkeys((*observed.columns, "denominator_end"))
    )


def scale_of_ratio() -> nw.Expr:
    """The factor from a quotient in base units to the unit of the ratio; a year counts as 365.25 days."""
    days = nw.col("period_days")
    is_yearly = nw.col("yearly") == "true"
    scale = nw.col("times") * nw.col("per") / nw.col("unit_factor")
    return nw.when(is_yearly).then(scale * DAYS_PER_YEAR / days).otherwise(scale)


def interval_of_ratio(scale: nw.Expr) -> Interval:
    """The interval of a ratio, cut off at `most`; unknown where it is surely above that."""
    times = quotient("numerator_", "denominator_")
    high = times.high * scale
    is_cut_off = high > nw.col("most")
    interval = Interval(
        times.low * scale,
        nw.when(is_cut_off).then(nw.col("most")).otherwise(high),
        times.low_open,
        times.high_open & ~is_cut_off,
    )
    least_share = times.low * scale
    may_be = (least_share < nw.col("most")) | ((least_share == nw.col("most")) & ~times.low_open)
    return interval.only_where(~times.low.is_null() & may_be)


def without_level_before(columns: list[str]) -> dict[str, nw.Expr]:
    """Empties the `before…` columns: a figure's earlier level does not apply to what is computed from it."""
    before = [c for c in columns if c.startswith("before")]
    texts = {c: nw.lit("") for c in before if c in ("before_bound", "before_kind", "before_end")}
    closed = {c: nw.lit(False) for c in before if c.endswith("_open")}
    return {c: nw.when(nw.lit(False)).then(nw.col(c)) for c in before} | texts | closed


COMPUTED = (
    *(
        "id",
        "indicator",
        "matter",
        "form",
        "topic",
        "direction",
        "place",
        "scope",
        "source",
        *PERIOD,
        "period_days",
    ),
    *("value", "amount", "unit", "unit_factor", "printed_unit", *PARTS, "precision"),
    *("as_printed", "note_zh", "note_en", "status", "missing", "ambiguous"),
)


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
