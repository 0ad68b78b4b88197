"""Tasks: where another place is surely ahead, in which order, and which measures of its are lacking."""

from itertools import permutations
from math import inf, isnan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparability import comparability, let_through
from metrics.gaps import gaps
from metrics.pairs import pairs
from metrics.tasks import BASES, measures_lacking, tasks
from metrics.verdicts import verdicts
from tests.metrics.rules import RULES
from tests.trying import tried

OWN, OTHER = {"place": "own"}, {"place": "other"}


@pytest.fixture(scope="module")
def listed(observed, declared, on_both_engines):
    """The tasks of the place `own`, in their order, as strict as `worst` says; the same on both engines."""

    def found(*rows: dict, worst: str = "with_caution", said: tuple = ()) -> pd.DataFrame:
        def metric(figures, comparisons):
            graded = comparability(pairs(figures, figures, comparisons), rules=RULES)
            return tasks(gaps(verdicts(let_through(graded, worst))), place="own")

        return on_both_engines(metric, observed(*rows), declared(*said)).sort_values(
            "order", ignore_index=True
        )

    return found


def test_every_golden_task_is_as_worked_by_hand(golden, side, listed, near):
    worked, rows = golden("tasks"), []
    for number, row in enumerate(worked):
        own, other = side(row["own"]), side(row["other"])
        shared = {"indicator": f"i{number}"} | {name: own[name] for name in ("direction",) if name in own}
        rows += [shared | own | {"id": f"own-{number}", "place": "own"}]
        rows += [other | shared | {"id": f"other-{number}", "place": "other"}]
    found = listed(*rows, worst="indicative").set_index("indicator")
    for number, row in enumerate(worked):
        assert (f"i{number}" in found.index) == bool(row["basis"]), row["working"]
        if row["basis"]:
            task = found.loc[f"i{number}"]
            assert task["basis"] == row["basis"], row["working"]
            assert task["distance_percent"] == near(float(row["distance_percent"] or "nan")), row["working"]


def test_every_basis_occurs_in_the_golden_file(golden):
    assert {row["basis"] for row in golden("tasks")} == {"", *BASES.values()}


def test_no_task_comes_from_what_may_not_be_compared_or_is_of_the_place_itself(listed):
    others = {  # by the indicator of the own figure
        "own": {"place": "own"},
        "one": {"indicator": "other"},
        "planned": {"status": "planned"},
        "zone": {"scope": "zone"},
        "older": {"period_end": "2019-12-31"},
        "unclear": {"ambiguous": "amount"},
        "unknown": {"figure": ""},
    }
    own = [OWN | {"indicator": indicator} for indicator in others]
    ahead = [OTHER | {"indicator": indicator, "figure": "[1, 1]"} for indicator in others]
    assert list(listed(*own, *ahead)["basis"]) == ["figure"] * len(others)
    rows = (*own, *(figure | others[figure["indicator"]] for figure in ahead))
    assert listed(*rows).empty
    open_to_more = listed(*rows, worst="indicative")
    assert sorted(open_to_more["indicator"]) == ["older", "zone"]
    assert set(open_to_more["grade"]) == {"indicative"}


def test_a_task_comes_from_a_declared_indicator_as_far_as_it_is_let_through(listed):
    own, ahead = OWN | {"indicator": "one"}, OTHER | {"indicator": "other", "figure": "[1, 1]"}
    assert listed(own, ahead).empty
    assert listed(own, ahead, said=[("one", "other", "indicative")]).empty
    assert len(listed(own, ahead, said=[("one", "other", "indicative")], worst="indicative")) == 1
    assert len(listed(own, ahead, said=[("one", "other", "with_caution")])) == 1


def test_a_task_compared_with_caution_is_listed_and_says_so(listed):
    task = listed(OWN, OTHER | {"figure": "[1, 1]", "ambiguous": "kind"}).iloc[0]
    assert (task["grade"], task["reasons"]) == ("with_caution", "ambiguous_wording")


def test_a_task_keeps_both_figures_and_the_gap(listed):
    task = listed(OWN | {"id": "x", "figure": "[12, 12]"}, OTHER | {"id": "y", "figure": "[8, 8]"}).iloc[0]
    assert (task["id"], task["benchmark_id"], task["benchmark_place"]) == ("x", "y", "other")
    assert (task["low"], task["benchmark_low"], task["gap_low"]) == (12, 8, 4)


def test_the_largest_sure_distance_comes_first_the_unknown_last_and_equal_ones_by_id(listed):
    limits = {"indicator": "limit", "bound": "at_most", "status": "rule"}
    found = listed(
        *(OWN | {"id": f"own-{n}", "indicator": f"i{n}", "figure": "[12, 12]"} for n in (2, 1)),
        OWN | limits | {"id": "own-limit", "figure": "[0, 50]"},
        OWN | {"id": "own-none", "indicator": "none", "figure": "[900, 900]"},
        OTHER | {"id": "third", "indicator": "i1", "figure": "[8, 8]"},  # 50 %
        OTHER | {"id": "second", "indicator": "i1", "figure": "[8, 8]"},  # 50 %
        OTHER | {"id": "fourth", "indicator": "i2", "figure": "[8, 8]"},  # 50 %
        OTHER | {"id": "fifth", "indicator": "i2", "figure": "[9, 10]"},  # 20 %
        OTHER | limits | {"id": "first", "figure": "[0, 30]"},  # 66.7 %
        OTHER | {"id": "last", "indicator": "none", "figure": "[0, 0]"},
    )
    assert list(found["benchmark_id"]) == ["first", "second", "third", "fourth", "fifth", "last"]
    assert list(found["order"]) == [1, 2, 3, 4, 5, 6]


def test_a_place_that_nobody_is_ahead_of_has_no_task(listed):
    assert listed(OWN | {"figure": "[1, 1]"}, OTHER).empty
    assert listed(OTHER).empty


@pytest.fixture(scope="module")
def lacking(opposite, on_both_engines):
    """What `own` lacks of (measure, place, status) for one task against `other`, measures bearing as said."""

    def found(*done: tuple[str, str, str], bears_on=(("m", "permit_days"),)) -> list[tuple[str, str, str]]:
        task = opposite([(OWN | {"id": "t"}, OTHER | {"id": "o"})])
        carried = pd.DataFrame(list(done), columns=["measure", "place", "status"]).astype("str")
        bearing = pd.DataFrame(list(bears_on), columns=["measure", "indicator"]).astype("str")
        rows = on_both_engines(measures_lacking, task, carried, bearing)
        assert list(rows)[:3] == ["id", "benchmark_id", "benchmark_place"]
        assert set(rows["id"]) <= {"t"} and set(rows["benchmark_id"]) <= {"o'"}
        return list(rows[["measure", "peer_status", "own_status"]].itertuples(index=False, name=None))

    return found


@pytest.mark.parametrize("status", ["in_force", "pilot"])
def test_a_measure_of_the_place_ahead_that_bears_on_the_indicator_is_lacking(status, lacking):
    assert lacking(("m", "other", status)) == [("m", status, "")]


def test_what_the_place_itself_carries_out_is_not_lacking_and_what_it_plans_is(lacking):
    assert lacking(("m", "other", "in_force"), ("m", "own", "in_force")) == []
    assert lacking(("m", "other", "in_force"), ("m", "own", "pilot")) == []
    assert lacking(("m", "other", "in_force"), ("m", "own", "planned")) == [("m", "in_force", "planned")]


def test_what_the_place_ahead_only_plans_is_not_lacking(lacking):
    assert lacking(("m", "other", "planned")) == []


def test_measures_of_third_places_and_of_other_or_no_indicators_are_not_lacking(lacking):
    assert lacking(("m", "third", "in_force")) == []
    assert lacking(("m", "other", "in_force"), bears_on=[("m", "permit_steps")]) == []
    assert lacking(("m", "other", "in_force"), bears_on=[]) == []


def test_a_measure_told_twice_counts_as_far_as_it_has_come(lacking):
    twice = (("m", "other", "planned"), ("m", "other", "pilot"), ("m", "other", "in_force"))
    assert lacking(*twice, bears_on=[("m", "permit_days")] * 2) == [("m", "in_force", "")]
    assert lacking(*twice, ("m", "own", "planned"), ("m", "own", "in_force")) == []


def test_every_task_gets_the_measures_of_its_own_peer_and_its_own_indicator(opposite, on_both_engines):
    steps = {"indicator": "permit_steps"}
    listed = opposite(
        [
            (OWN | {"id": "days"}, {"id": "b", "place": "b"}),
            (OWN | {"id": "days"}, {"id": "c", "place": "c"}),
            (OWN | steps | {"id": "steps"}, {"id": "b", "place": "b"}),
        ]
    )
    done = {("fast", "b"), ("short", "b"), ("fast", "c"), ("short", "own")}
    done = pd.DataFrame([(*who, "in_force") for who in sorted(done)], columns=["measure", "place", "status"])
    bears_on = {
        "measure": ["fast", "short", "short"],
        "indicator": ["permit_days", "permit_days", "permit_steps"],
    }
    rows = on_both_engines(measures_lacking, listed, done, pd.DataFrame(bears_on))
    assert list(rows[["id", "benchmark_place", "measure"]].itertuples(index=False, name=None)) == [
        ("days", "b", "fast"),
        ("days", "c", "fast"),
    ]


@st.composite
def worlds(draw) -> list[dict]:
    """Figures of three places on two indicators of one direction each, with whatever stands between them."""
    directions = {
        i: draw(st.sampled_from(("lower_is_better", "higher_is_better", "no_judgement"))) for i in "xy"
    }
    rows = []
    for number in range(draw(st.integers(4, 12))):
        low = draw(st.integers(0, 4))
        high = draw(st.one_of(st.integers(low, 5), st.just(low), st.just(inf)))
        left, right = (
            ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
        )
        drawn = draw(st.sampled_from((f"{left}{low}, {high}{right}",) * 3 + (f"[0, {low}]", "")))
        indicator = draw(st.sampled_from("xy"))
        rows.append(
            {
                "id": f"f{number}",
                "place": draw(st.sampled_from(("own", "other", "third"))),
                "indicator": indicator,
                "direction": directions[indicator],
                "figure": drawn,
                "bound": "at_most" if drawn.startswith("[0, ") and "inf" not in drawn else "exact",
                "status": draw(st.sampled_from(("achieved", "achieved", "rule"))),
                "period_start": "",
                "period_end": draw(st.sampled_from(("2023-12-31", "2023-12-31", "2019-12-31", ""))),
            }
        )
    return rows


def is_limit(row: pd.Series) -> bool:
    return row["status"] == "rule" and row["bound"] == "at_most" and not isnan(row["low"])


def is_ahead(own: pd.Series, peer: pd.Series) -> str:
    """By the words of the method, what the peer is surely ahead by."""
    if isnan(own["low"]) or isnan(peer["low"]):
        return ""
    if is_limit(own) and is_limit(peer):
        limits = ((row["high"], not row["high_open"]) for row in (own, peer))
        return "limit" if next(limits) > next(limits) else ""
    is_above = own["low"] > peer["high"] or (
        own["low"] == peer["high"] and (own["low_open"] or peer["high_open"])
    )
    is_below = own["high"] < peer["low"] or (
        own["high"] == peer["low"] and (own["high_open"] or peer["low_open"])
    )
    if is_limit(peer) and own["status"] == "achieved":
        return "beyond" if is_above else ""
    if is_limit(own) and peer["status"] == "achieved" or own["direction"] == "no_judgement":
        return ""
    return "figure" if (is_above if own["direction"] == "lower_is_better" else is_below) else ""


def may_be_compared(own: pd.Series, peer: pd.Series, worst: str) -> bool:
    """By the rules: of one status and not far apart, or more where a reader is open to it."""
    is_far = sorted((own["period_end"], peer["period_end"])) == ["2019-12-31", "2023-12-31"]
    of_limit = is_limit(own) != is_limit(peer) and own["status"] != peer["status"]
    if own["status"] != peer["status"] and not of_limit:
        return False
    return worst == "indicative" or not (is_far or of_limit)


@tried(12)
@given(worlds(), st.sampled_from(("with_caution", "indicative")))
def test_a_task_is_listed_exactly_where_another_place_is_surely_ahead_and_may_be_compared(
    observed, listed, drawn, worst
):
    expected = set()
    for own, peer in permutations([row for _, row in observed(*drawn).iterrows()], 2):
        is_of_both = own["place"] == "own" != peer["place"] and own["indicator"] == peer["indicator"]
        basis = is_ahead(own, peer)
        if is_of_both and basis and may_be_compared(own, peer, worst):
            expected.add((own["id"], peer["id"], basis))
    found = listed(*drawn, worst=worst)
    assert set(zip(found["id"], found["benchmark_id"], found["basis"], strict=True)) == expected
    assert len(found) == len(expected)
    assert list(found["order"]) == list(range(1, len(found) + 1))
    distances = found["distance_percent"]
    assert list(distances.isna()) == sorted(distances.isna())
    assert distances.dropna().is_monotonic_decreasing and (distances.dropna() >= 0).all()
