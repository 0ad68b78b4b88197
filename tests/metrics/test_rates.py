"""Rates, worked by hand, by brute force on points, and which figures they are made of."""

from itertools import product
from math import inf, isnan, nan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import MOST_JOINED
from metrics.rates import rates
from tests.trying import tried

STAGES = ("total", "done", "fully", "partly", "pending")
RATES = ("rate", "full_rate", "pending_rate")
UNKNOWN = (nan, nan, False, False)


def stages(*more: tuple[str, str]) -> pd.DataFrame:
    """A funnel `repairs` whose indicators are called as its stages, and further indicators of a stage."""
    rows = [("repairs", stage, stage) for stage in STAGES] + [("repairs", *one) for one in more]
    return pd.DataFrame(rows, columns=["funnel", "stage", "indicator"]).astype("str")


@pytest.fixture(scope="module")
def rates_of(observed, computed):
    """Rates of figures of one document, each a row as for `observed`."""

    def rated(*rows: dict, of: pd.DataFrame | None = None) -> pd.DataFrame:
        plain = {"place": "a", "unit": "item"}
        documents = [row.pop("source", "report") for row in rows]
        table = observed(*(plain | row for row in rows)).assign(source=pd.Series(documents, dtype="str"))
        return computed(rates, table, stages() if of is None else of).set_index("id")

    return rated


@pytest.fixture(scope="module")
def cases(rates_of):
    """The rates of cases; a case is stage → figure: `?` is printed without a number, empty not at all."""

    def rated(cases: list[dict[str, str]]) -> list[pd.Series]:
        figures = [
            {"id": f"{stage}{n}", "place": f"p{n}", "indicator": stage, "figure": case[stage].strip("?")}
            for n, case in enumerate(cases)
            for stage in STAGES
            if case.get(stage)
        ]
        found = rates_of(*figures)
        assert len(found) == len(cases)
        return [found.loc[f"repairs|p{n}|whole"] for n in range(len(cases))]

    return rated


def test_every_golden_rate_is_as_worked_by_hand(golden, cases, interval, interval_in, near):
    worked = golden("rates")
    for expected, row in zip(worked, cases(worked), strict=True):
        assert row["total_basis"] == expected["total_basis"], expected["working"]
        for name in RATES:
            assert interval_in(row, name) == near(interval(expected[name])), (name, expected["working"])


def test_a_row_tells_its_amounts_also_those_that_follow_from_others(cases, interval_in, near):
    (row,) = cases([{"fully": "[166, 166]", "partly": "(90, inf)", "pending": "[3, 3]"}])
    assert interval_in(row, "done") == (256, inf, True, True)
    assert interval_in(row, "total") == (259, inf, True, True)
    assert interval_in(row, "partly") == (90, inf, True, True)
    (row,) = cases([{"total": "[260, 260]", "done": "?"}])
    assert interval_in(row, "total") == (260, 260, False, False)
    for name in ("done", "fully", "partly", "pending"):
        assert interval_in(row, name) == near(UNKNOWN)


def test_a_row_names_its_document_its_unit_and_the_figure_of_every_stage(rates_of):
    figures = ({"id": f"a-{stage}", "indicator": stage} for stage in STAGES if stage != "partly")
    row = rates_of(*figures).loc["repairs|a|whole"]
    assert (row["funnel"], row["place"], row["scope"]) == ("repairs", "a", "whole")
    assert (row["source"], row["unit"]) == ("report", "item")
    names = ("total_id", "done_id", "fully_id", "partly_id", "pending_ids")
    assert [row[name] for name in names] == ["a-total", "a-done", "a-fully", "", "a-pending"]


def test_scopes_are_told_apart_and_never_added_up(rates_of):
    found = rates_of(
        {"indicator": "total", "scope": "city_tier", "figure": "[35, 35]"},
        {"indicator": "done", "scope": "city_tier", "figure": "[18, 18]"},
        {"indicator": "total", "scope": "counties", "figure": "[311, 311]"},
        {"indicator": "done", "scope": "counties", "figure": "[229, 229]"},
        {"indicator": "pending", "scope": "whole", "figure": "[1, 1]"},
    )
    assert list(found.index) == ["repairs|a|city_tier", "repairs|a|counties", "repairs|a|whole"]
    assert list(found["rate_low"][:2]) == pytest.approx([51.428571, 73.633441])  # 18 ÷ 35, 229 ÷ 311
    assert isnan(found["rate_low"].iloc[2])


def test_only_what_was_achieved_counts(rates_of):
    figures = [{"indicator": "total", "figure": "[9, 9]"}, {"indicator": "done", "status": "target"}]
    assert rates_of(*figures)["done_id"].item() == ""
    assert rates_of(figures[1]).empty


def test_all_figures_of_a_row_stand_in_the_document_with_the_latest_period(rates_of):
    older = {"source": "a", "period_end": "2022-12-31"}
    newer = {"source": "b", "period_end": "2023-12-31"}
    rows = [
        older | {"id": "a1", "indicator": "total", "figure": "[10, 10]"},
        older | {"id": "a2", "indicator": "done", "figure": "[4, 4]"},
        older | {"id": "a3", "indicator": "pending", "figure": "[6, 6]"},
        newer | {"id": "z1", "indicator": "total", "figure": "[20, 20]"},
        newer | {"id": "z2", "indicator": "done", "figure": "[5, 5]"},
    ]
    row = rates_of(*rows).loc["repairs|a|whole"]
    assert (row["source"], row["rate_low"], row["pending_ids"]) == ("b", 25, "")


def test_of_several_figures_it_is_one_with_a_number_then_the_latest_then_the_smallest_id(rates_of):
    total = {"indicator": "total", "figure": "[8, 8]", "period_end": "2020-12-31"}
    done = {"indicator": "done", "period_end": "2022-12-31"}
    rows = [
        total | {"id": "t"},
        done | {"id": "d1", "figure": "", "period_end": "2023-12-31"},
        done | {"id": "d2", "figure": "[1, 1]", "period_end": "2021-12-31"},
        done | {"id": "d4", "figure": "[4, 4]"},
        done | {"id": "d3", "figure": "[2, 2]"},
    ]
    row = rates_of(*rows).loc["repairs|a|whole"]
    assert (row["done_id"], row["rate_low"]) == ("d3", 25)  # 2 ÷ 8


def test_a_stage_of_several_indicators_is_their_sum(rates_of, interval_in, near):
    pending = stages(("pending", "agreed"), ("pending", "in_talks"), ("pending", "asked"))
    rows = [
        {"id": "t", "indicator": "total", "figure": "[20, 20]"},
        {"id": "p4", "indicator": "pending", "figure": "[1, 1]"},
        {"id": "p1", "indicator": "in_talks", "figure": "[0, 8)"},
        {"id": "p3", "indicator": "agreed", "figure": "[2, 2]"},
        {"id": "p2", "indicator": "asked", "figure": "[1, 1]"},
    ]
    assert len(pending.query("stage == 'pending'")) == MOST_JOINED
    row = rates_of(*rows, of=pending).loc["repairs|a|whole"]
    assert interval_in(row, "pending") == (4, 12, False, True)
    assert interval_in(row, "pending_rate") == near((20, 60, False, True))  # 4 ÷ 20, 12 ÷ 20
    assert row["pending_ids"] == "p1|p2|p3|p4"
    row = rates_of(*rows[:4], of=pending).loc["repairs|a|whole"]
    for name in ("pending", "pending_rate"):
        assert interval_in(row, name) == near(UNKNOWN)
    assert row["pending_ids"] == "p1|p3|p4"


def test_a_figure_may_serve_two_funnels(rates_of):
    both = pd.concat([stages(), stages().assign(funnel="works")], ignore_index=True)
    rows = ({"indicator": "total", "figure": "[4, 4]"}, {"indicator": "done", "figure": "[3, 3]"})
    assert list(rates_of(*rows, of=both)["rate_low"]) == [75, 75]


# Against brute force


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, 4))
    high = draw(st.one_of(st.integers(low, 5), st.just(low), st.just(inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{right if high < inf else ')'}"


sides = st.lists(st.tuples(intervals(), intervals()), min_size=20, max_size=40)


# On one grid for all figures, so that a part can be as large as its whole; ends are whole numbers.
GRID = sorted({whole + beside for whole in range(6) for beside in (-1e-6, 0, 1e-6, 0.5)} | {1e9})


@pytest.fixture(scope="module")
def points(interval):
    """The points of the grid that a figure may be."""

    def inside(text: str) -> list[float]:
        low, high, low_open, high_open = interval(text)
        above = [x for x in GRID if (x > low if low_open else x >= low)]
        return [x for x in above if (x < high if high_open else x <= high)]

    return inside


def check_ends(claimed: tuple, shares: list[float]) -> None:
    """All shares lie between the ends; a closed end is reached, an open one approached and not reached."""
    if not shares:
        assert isnan(claimed[0]) and isnan(claimed[1]) and not any(claimed[2:])
        return
    low, high, low_open, high_open = claimed
    for end, is_open, share in ((low, low_open, min(shares)), (-high, high_open, -max(shares))):
        assert share > end if is_open else share == pytest.approx(end, abs=1e-9), claimed
        assert share - end < 0.1


@tried(8)
@given(sides)
def test_a_rate_of_a_printed_total_holds_every_share_of_a_whole_and_reaches_both_ends(
    cases, interval_in, points, drawn
):
    rows = cases([{"total": total, "done": done, "pending": done} for total, done in drawn])
    for (total, done), row in zip(drawn, rows, strict=True):
        shares = [100 * d / t for d, t in product(points(done), points(total)) if d <= t and t > 0]
        check_ends(interval_in(row, "rate"), shares)
        assert interval_in(row, "rate") == pytest.approx(interval_in(row, "pending_rate"), nan_ok=True)


@tried(8)
@given(sides)
def test_a_rate_of_a_sum_holds_every_share_and_reaches_both_ends(cases, interval_in, points, drawn):
    rows = cases([{"done": done, "pending": pending} for done, pending in drawn])
    for (done, pending), row in zip(drawn, rows, strict=True):
        shares = [100 * d / (d + p) for d, p in product(points(done), points(pending)) if d + p > 0]
        check_ends(interval_in(row, "rate"), shares)
        check_ends(interval_in(row, "pending_rate"), [100 - share for share in shares])


@tried(8)
@given(st.lists(st.tuples(intervals(), intervals(), intervals()), min_size=20, max_size=40))
def test_a_full_rate_of_a_sum_is_never_too_narrow(cases, interval_in, points, drawn):
    rows = cases([{"fully": f, "partly": p, "pending": rest} for f, p, rest in drawn])
    for figures, row in zip(drawn, rows, strict=True):
        low, high, low_open, high_open = interval_in(row, "full_rate")
        for f, p, rest in product(*map(points, figures)):
            if f + p + rest > 0:
                share = 100 * f / (f + p + rest)
                assert low < share if low_open else low <= share + 1e-9, figures
                assert high > share if high_open else high >= share - 1e-9, figures
