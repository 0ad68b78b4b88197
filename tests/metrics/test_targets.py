"""Targets: kept or not, worked by hand and checked on the points figures may be."""

from math import inf

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.targets import targets
from tests.trying import tried

JUST_INSIDE, FAR_OUT = 1e-6, 1e9
PROMISE = {"id": "promise", "place": "a", "status": "target", "period_end": "2024-12-31"}
WITHIN_50 = PROMISE | {"figure": "[0, 50]", "bound": "at_most"}


def taken(year: int, days: str, **given) -> dict:
    """Days really taken by place a in one year."""
    period = {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    return {"id": f"{year}", "place": "a", "figure": days} | period | given


@pytest.fixture(scope="module")
def held(observed, computed):
    """Achieved figures beside targets."""
    return lambda *rows: computed(targets, observed(*rows))


def test_every_golden_target_is_as_worked_by_hand(golden, held, interval, interval_in, near):
    worked = golden("targets")
    rows = []
    for number, row in enumerate(worked):
        both = {"place": f"place {number}", "direction": row["direction"]}
        aim = {"id": f"{number} aim", "status": "target", "figure": row["target"], "bound": row["bound"]}
        rows += [{"id": f"{number}", "figure": row["figure"]} | both, aim | both]
    found = held(*rows).set_index("id")
    assert len(found) == len(worked)
    for number, expected in enumerate(worked):
        row = found.loc[f"{number}"]
        assert row["target_id"] == f"{number} aim"
        assert [row["asks"], row["attained"]] == [expected["asks"], expected["attained"]], expected["working"]
        assert interval_in(row, "asked") == near(interval(expected["asked"])), expected["working"]
        assert interval_in(row, "target_gap") == near(interval(expected["gap"])), expected["working"]


def test_the_latest_figure_is_held_against_the_latest_target_and_the_latest_rule(held):
    rule = {"place": "a", "status": "rule", "bound": "at_most"}
    rows = held(
        taken(2021, "[70, 70]"),
        taken(2022, "[60, 60]"),
        WITHIN_50,
        WITHIN_50 | {"id": "older promise", "period_end": "2023-12-31"},
        rule | {"id": "law", "figure": "[0, 90]", "period_end": "2020-12-31"},
        rule | {"id": "undated law", "figure": "[0, 10]", "period_end": ""},
    )
    assert list(rows["id"]) == ["2022", "2022"]
    assert rows.set_index("target_id")["attained"].to_dict() == {"law": "yes", "promise": "no"}
    assert rows.set_index("target_id")["target_status"].to_dict() == {"law": "rule", "promise": "target"}


def test_only_a_target_with_a_number_of_the_same_place_indicator_and_scope_is_held(held):
    others = {
        "a": {"place": "b"},
        "c": {"indicator": "something_else"},
        "d": {"scope": "pilot"},
        "e": {"status": "planned"},
        "f": {"figure": "", "missing": "in_words"},
    }
    figures = [taken(2022, "[60, 60]", id=f"{place} now", place=place) for place in others]
    aims = {place: WITHIN_50 | {"id": f"{place} aim", "place": place} for place in others}
    assert len(held(*figures, *aims.values())) == len(others)
    assert held(*figures, *(aims[place] | other for place, other in others.items())).empty


def test_a_latest_figure_without_a_number_is_not_replaced_by_an_older_one(held):
    row = held(taken(2022, "[40, 40]"), taken(2023, "", missing="masked"), WITHIN_50).iloc[0]
    assert [row["id"], row["attained"]] == ["2023", "unknown"]


def test_columns_that_are_not_used_stay_as_they_were(observed, computed):
    rows = observed(taken(2022, "[60, 60]"), WITHIN_50).assign(locator="§ 3", position=[1, 2])
    found = computed(targets, rows)
    pd.testing.assert_frame_equal(found[list(rows)], rows[:1])


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, 4))
    high = draw(st.one_of(st.integers(low, 5), st.just(low), st.just(inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{')' if high == inf else right}"


def points(low: float, high: float, low_open: bool, high_open: bool) -> set[float]:
    """The ends of an interval where it has them, and a point just inside where not."""
    if low == high:
        return {low}
    top = FAR_OUT if high == inf else high - JUST_INSIDE * high_open
    return {low + JUST_INSIDE * low_open, top}


limits = {
    "at_most": ("[0, {}]", lambda figure, limit: figure <= limit),
    "less_than": ("[0, {})", lambda figure, limit: figure < limit),
    "at_least": ("[{}, inf)", lambda figure, limit: figure >= limit),
    "more_than": ("({}, inf)", lambda figure, limit: figure > limit),
}
asked = st.tuples(intervals(), st.sampled_from(tuple(limits)), st.integers(1, 4))


@tried(12)
@given(st.lists(asked, min_size=20, max_size=50))
def test_a_limit_is_kept_where_every_point_keeps_it_and_broken_where_none_does(held, interval, drawn):
    rows = []
    for number, (figure, bound, limit) in enumerate(drawn):
        printed = {"figure": limits[bound][0].format(limit), "bound": bound, "status": "rule"}
        rows += [{"id": f"{number}", "place": f"{number}", "figure": figure}]
        rows += [printed | {"id": f"{number} limit", "place": f"{number}"}]
    attained = held(*rows).set_index("id")["attained"]
    for number, (figure, bound, limit) in enumerate(drawn):
        answers = {limits[bound][1](point, limit) for point in points(*interval(figure))}
        expected = "unknown" if len(answers) == 2 else "yes" if answers == {True} else "no"
        assert attained[f"{number}"] == expected, (figure, bound, limit)
