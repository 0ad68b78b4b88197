"""Changes over time: worked by hand, checked on the points figures may be, and refused with the reason."""

from itertools import product
from math import inf, isinf, isnan, nan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.changes import changes
from tests.trying import tried

# Growth takes a root, and the root of what is small is less small: an open end counts as approached within 0.3.
# No two ends of small whole numbers, nor of their percentages, are that near to each other.
JUST_INSIDE, FAR_OUT, NEAR = 1e-6, 1e6, 0.3
MOVEMENTS = ("change", "change_percent", "per_year", "growth")
YEARS = 730 / 365.25


def year(number: int, **given) -> dict:
    """A figure of one calendar year of place a."""
    return {"place": "a", "period_start": f"{number}-01-01", "period_end": f"{number}-12-31"} | given


def day(date: str, **given) -> dict:
    """A figure of one day of place a: without a start."""
    return {"place": "a", "period_start": "", "period_end": date} | given


@pytest.fixture(scope="module")
def moved(observed, computed):
    """Figures with an earlier one, by id."""
    return lambda *rows, **given: computed(changes, observed(*rows), **given).set_index("id")


def test_every_golden_change_is_as_worked_by_hand(golden, moved, interval, interval_in, near):
    worked = golden("changes")
    rows = []
    for number, row in enumerate(worked):
        both = {"place": f"place {number}", "direction": row["direction"]}
        rows += [
            day(row["earlier_end"], id=f"{number} before", figure=row["earlier"]) | both,
            day(row["period_end"], id=f"{number}", figure=row["figure"]) | both,
        ]
    found = moved(*rows)
    assert len(found) == len(worked)
    for number, expected in enumerate(worked):
        row = found.loc[f"{number}"]
        assert row["earlier_id"] == f"{number} before"
        assert row["change_reasons"] == ""
        assert row["years"] == near(float(expected["years"]))
        assert row["is_improvement"] == expected["is_improvement"], expected["working"]
        for name in MOVEMENTS:
            assert interval_in(row, name) == near(interval(expected[name])), (name, expected["working"])


def test_each_figure_is_held_against_the_one_just_before_and_the_first_against_none(moved):
    rows = moved(
        year(2023, id="third", figure="[3, 3]"),
        year(2021, id="first", figure="[9, 9]"),
        year(2022, id="second", figure="[5, 5]"),
    )
    assert rows["earlier_id"].to_dict() == {"second": "first", "third": "second"}
    assert rows["change_low"].to_dict() == {"second": -4, "third": -2}  # 5 − 9, 3 − 5


def test_figures_that_are_of_two_series_are_not_held_against_each_other(moved):
    columns = ("place", "indicator", "scope", "status", "unit")
    both = [(year(2022, place=column), year(2023, place=column) | {column: "another"}) for column in columns]
    assert moved(*(figure for two in both for figure in two)).empty


def test_a_figure_without_an_end_of_its_period_has_no_turn(moved):
    rows = moved(year(2022, id="old"), day("", id="undated"), year(2023, id="new"))
    assert rows["earlier_id"].to_dict() == {"new": "old"}


# Earlier figure, later figure, what speaks against a change
SERIES = [
    (year(2022), year(2023), ""),
    (year(2023), year(2024), ""),  # 365 and 366 days
    (day("2022-12-31"), day("2023-06-30"), ""),
    (year(2022, period_end="2022-06-30"), year(2022, period_start="2022-07-01"), ""),  # 181 and 184 days
    (year(2022, missing="masked", figure=""), year(2023), "no_number"),
    (year(2022), year(2023, figure=""), "no_number"),
    (year(2022, ambiguous="amount", figure=""), year(2023), "ambiguous_amount"),
    (year(2022), year(2023, ambiguous="kind"), ""),
    (day("2023-12-31"), day("2023-12-31"), "same_end"),
    (year(2023), year(2023), "same_end"),
    (year(2023), year(2023, period_start="2023-07-01"), "same_end|other_length"),
    (year(2022), year(2023, period_start="2022-12-31"), "overlapping_periods"),
    (
        year(2023, period_end="2024-06-18"),
        year(2024),
        "overlapping_periods|other_length",  # 535 days and 366
    ),
    (year(2022, period_start="2021-07-01"), year(2023), "other_length"),  # 549 days and 365
    (day("2022-12-31"), year(2023), "start_unknown"),
    (year(2022), day("2023-12-31"), "start_unknown"),
    (day("2022-12-31", figure="", missing="masked"), year(2023), "no_number|start_unknown"),
]


@pytest.fixture(scope="module")
def later_ones(moved):
    """The later figure of each two in SERIES, each two of a place of their own."""
    sides = (("earlier", 0), ("later", 1))
    rows = [
        two[at] | {"id": f"{number} {side}", "place": f"place {number}"}
        for number, two in enumerate(SERIES)
        for side, at in sides
    ]
    found = moved(*rows)
    return [found.loc[f"{number} later"] for number in range(len(SERIES))]


@pytest.mark.parametrize("number", range(len(SERIES)))
def test_two_figures_that_are_no_series_have_no_change_but_a_reason(later_ones, interval_in, near, number):
    row, (*_, reasons) = later_ones[number], SERIES[number]
    assert row["change_reasons"] == reasons
    if reasons:
        assert isnan(row["years"])
        assert row["is_improvement"] == "unknown"
        for name in MOVEMENTS:
            assert interval_in(row, name) == near((nan, nan, False, False)), name


def test_february_is_as_long_as_march(moved):
    months = (
        day("2023-02-28", id="1", period_start="2023-02-01"),
        day("2023-03-31", id="2", period_start="2023-03-01"),
    )
    assert moved(*months)["change_reasons"].item() == ""  # 3 ÷ 31 = 9.7 %


def test_a_difference_in_length_of_just_the_tolerance_is_none(moved):
    decades = (
        day("2023-01-10", id="1", period_start="2023-01-01"),
        day("2023-01-19", id="2", period_start="2023-01-11"),
    )
    assert moved(*decades)["change_reasons"].item() == ""  # 10 days and 9


def test_without_two_figures_anywhere_there_are_no_rows_and_all_columns(observed, computed):
    found = computed(changes, observed({}, {}))
    assert found.empty
    assert {"earlier_id", "change_low", "per_year_high_open", "years", "is_improvement"} <= set(found)


def test_columns_that_are_not_used_stay_as_they_were(observed, computed):
    rows = observed(year(2022), year(2023)).assign(locator="§ 3", position=[1, 2])
    found = computed(changes, rows)
    pd.testing.assert_frame_equal(found[list(rows)], rows[1:].reset_index(drop=True))


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, 3))
    high = draw(st.one_of(st.integers(low, 4), st.just(low), st.just(inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{')' if high == inf else right}"


def points(low: float, high: float, low_open: bool, high_open: bool) -> set[float]:
    """The ends of an interval where it has them and a point just inside where not, and just above 0 in any case."""
    if low == high:
        return {low}
    top = FAR_OUT if isinf(high) else high - JUST_INSIDE * high_open
    return {low + JUST_INSIDE * low_open, low + JUST_INSIDE, top}


def holds(claimed: tuple, values: list[float], knows_no_top: bool = False) -> None:
    """All values lie between the ends, and the ends are reached where closed, approached where open."""
    if not values:
        assert isnan(claimed[0]) and isnan(claimed[1])
        return
    low, high, low_open, high_open = claimed
    if knows_no_top:
        assert (high, high_open) == (inf, True)
    for end, is_open, value in ((low, low_open, min(values)), (-high, high_open, -max(values))):
        if isinf(end):
            assert is_open and (value < -1e4 or knows_no_top)
        else:
            assert end < value < end + NEAR if is_open else abs(value - end) < 1e-9


@tried(5)
@given(st.lists(st.tuples(intervals(), intervals()), min_size=20, max_size=50))
def test_a_change_holds_whatever_both_figures_may_be_and_reaches_both_ends(
    moved, interval, interval_in, drawn
):
    rows = []
    for number, (earlier, later) in enumerate(drawn):
        of_place = {"place": f"{number}"}
        rows += [day("2020-12-31", id=f"{number} before", figure=earlier) | of_place]
        rows += [day("2022-12-31", id=f"{number}", figure=later) | of_place]
    found = moved(*rows)
    for number, (earlier, later) in enumerate(drawn):
        before, now, row = points(*interval(earlier)), points(*interval(later)), found.loc[f"{number}"]
        differences = [n - b for b, n in product(before, now)]
        times = [n / b for b, n in product(before - {0}, now)]
        may_both_be_nothing = interval(earlier)[0] == 0 and interval(later)[1] == 0
        holds(interval_in(row, "change"), differences)
        holds(interval_in(row, "per_year"), [difference / YEARS for difference in differences])
        holds(interval_in(row, "change_percent"), [100 * (x - 1) for x in times], may_both_be_nothing)
        holds(interval_in(row, "growth"), [100 * (x ** (1 / YEARS) - 1) for x in times], may_both_be_nothing)
