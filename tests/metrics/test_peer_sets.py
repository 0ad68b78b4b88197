"""Peer sets: worked by hand, and against the grades of every two figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparability import GRADES, REASONS, comparability
from metrics.pairs import pairs
from metrics.peer_sets import peer_sets
from tests.trying import tried

ADDED = ["peer_set", "left_out", "peers", "set_grade", "set_reasons"]
RULES = {
    "grades": dict.fromkeys(REASONS, "not_comparable")
    | {"ambiguous_wording": "with_caution", "years_apart": "with_caution"},
    "years": {"apart": 1, "far": 3},
}


figures = st.fixed_dictionaries(
    {
        "place": st.sampled_from("abcdef"),
        "indicator": st.sampled_from(["permit_days", "permit_steps"]),
        "scope": st.sampled_from(["whole", "whole", "zone"]),
        "status": st.sampled_from(["achieved", "achieved", "rule"]),
        "missing": st.sampled_from(["", "", "", "masked"]),
        "ambiguous": st.sampled_from(["", "", "", "kind", "amount"]),
        "figure": st.sampled_from(["[5, 5]", "[0, 50]", "(70, inf)", ""]),
        "period_end": st.sampled_from(
            ["", "2023-12-31", "2023-06-30", "2022-12-31", "2022-06-30", "2020-12-31", "2017-12-31"]
        ),
    }
)
tables = st.lists(figures, min_size=12, max_size=40)
any_rules = st.fixed_dictionaries(
    {
        "grades": st.fixed_dictionaries({reason: st.sampled_from(GRADES) for reason in REASONS}),
        "years": st.sampled_from([{"apart": 0, "far": 2}, {"apart": 1, "far": 3}, {"apart": 2, "far": 2}]),
    }
)


def graded_as(**grades) -> dict:
    return RULES | {"grades": RULES["grades"] | grades}


def figure(text: str) -> dict:
    return dict(part.split("=") for part in text.split())


@pytest.fixture(scope="module")
def sets(observed, on_both_engines):
    """The rows with their sets, in the order given."""

    def find(*rows: dict, rules: dict = RULES) -> pd.DataFrame:
        table = observed(*rows)
        found = on_both_engines(peer_sets, table, rules=rules)
        assert list(found) == [*table, *ADDED]
        return found.set_index("id", drop=False).loc[table["id"]]

    return find


def test_every_golden_set_is_as_worked_by_hand(golden, sets):
    worked = golden("peer_sets")
    found = sets(*({"indicator": row["indicator"]} | figure(row["figure"]) for row in worked))
    for expected, (_, row) in zip(worked, found.iterrows(), strict=True):
        for name in ("left_out", "peers", "set_grade", "set_reasons"):
            assert str(row[name]) == expected[name], (name, expected["working"])


def test_a_set_is_named_after_the_indicator_and_what_the_rules_hold_apart(sets):
    row = {"scope": "zone", "status": "rule", "figure": ""}
    assert sets(row)["peer_set"].item() == "permit_days|prefecture|zone|rule"
    any_scope, any_status = graded_as(other_scope="comparable"), graded_as(other_status="with_caution")
    assert sets(row, rules=any_scope)["peer_set"].item() == "permit_days|prefecture|rule"
    assert sets(row, rules=any_status)["peer_set"].item() == "permit_days|prefecture|zone"
    one_for_all = graded_as(other_scope="comparable", other_status="with_caution")
    assert sets(row, rules=one_for_all)["peer_set"].item() == "permit_days|prefecture"


def test_scopes_that_may_be_compared_with_caution_share_a_set(sets):
    found = sets({"scope": "zone"}, {}, rules=graded_as(other_scope="with_caution"))
    assert list(found["peers"]) == [2, 2]
    assert set(found["set_reasons"]) == {"other_scope"}


def test_without_a_number_a_figure_is_left_out_whatever_the_rules_say(sets):
    lenient = graded_as(**dict.fromkeys(REASONS, "comparable"))
    found = sets({}, {"figure": ""}, {"ambiguous": "amount", "figure": ""}, rules=lenient)
    assert list(found["left_out"]) == ["", "no_number", "no_number"]


def test_an_unclear_amount_with_ends_follows_its_grade(sets):
    found = sets({}, {"ambiguous": "amount"}, rules=graded_as(ambiguous_amount="with_caution"))
    assert list(found["peers"]) == [2, 2]
    assert set(found["set_reasons"]) == {"ambiguous_amount"}


def test_unclear_wording_leaves_out_where_the_rules_say_so(sets):
    found = sets({}, {"ambiguous": "kind"}, rules=graded_as(ambiguous_wording="not_comparable"))
    assert list(found["left_out"]) == ["", "ambiguous_wording"]
    assert set(found["set_grade"]) == {"comparable", ""}


def test_all_reasons_for_caution_are_named_in_their_order(sets):
    lenient = graded_as(**dict.fromkeys(REASONS, "with_caution"))
    rows = [{"scope": "zone"}, {"status": "rule"}, {"ambiguous": "amount"}, {"ambiguous": "unit"}]
    found = sets(*rows, {"period_end": "2010-12-31"}, rules=lenient)
    assert set(found["set_reasons"]) == {
        "other_scope|other_status|ambiguous_amount|ambiguous_wording|far_apart"
    }


def test_with_far_apart_switched_off_figures_far_apart_are_still_years_apart(sets):
    rows = [{"period_end": "2010-12-31"}, {}]
    found = sets(*rows, rules=graded_as(far_apart="comparable"))
    assert set(found["set_reasons"]) == {"years_apart"} and set(found["peers"]) == {2}
    strict = sets(*rows, rules=graded_as(far_apart="comparable", years_apart="not_comparable"))
    assert list(strict["left_out"]) == ["years_apart", ""]


def test_rules_that_mean_nothing_are_refused_by_name(observed):
    with pytest.raises(ValueError, match="hopeless.*other_unit"):
        peer_sets(observed({}), graded_as(other_unit="hopeless"))


def test_sets_found_again_are_the_same(golden, sets, on_both_engines):
    found = sets(*({"indicator": row["indicator"]} | figure(row["figure"]) for row in golden("peer_sets")))
    again = on_both_engines(peer_sets, found.reset_index(drop=True), rules=RULES)
    assert again.set_index("id", drop=False).loc[found["id"]].equals(found)


def graded_pairs(table: pd.DataFrame, related, rules: dict) -> pd.DataFrame:
    """Every two figures of one indicator, from either side, with their grade."""
    return comparability(pairs(table, table, related()), rules)


@tried(6)
@given(tables, any_rules)
def test_a_set_has_the_worst_grade_of_any_two_of_its_figures(sets, related, rows, rules):
    found = sets(*rows, rules=rules).reset_index(drop=True)
    inside = found[found["left_out"] == ""]
    assert not inside.duplicated(["peer_set", "place"]).any()
    assert (inside["peers"] == inside.groupby("peer_set")["place"].transform("nunique")).all()
    graded = graded_pairs(found, related, rules)
    key = found.set_index("id")["peer_set"].where(found.set_index("id")["left_out"] == "")
    together = graded[graded["id"].map(key) == graded["benchmark_id"].map(key)]
    for (_, grade, reasons, peers), members in inside.groupby(
        ["peer_set", "set_grade", "set_reasons", "peers"]
    ):
        met = together[together["id"].isin(members["id"])]
        assert len(members) == peers and len(met) == peers * (peers - 1)
        if peers > 1:
            assert max(met["grade"], key=GRADES.index) == grade != "not_comparable"
            named = {*"|".join(met["reasons"]).split("|")}
            # As for a pair: when any two are far apart, that others are years apart is not named too.
            named -= {"years_apart"} if "far_apart" in named else set()
            assert reasons == "|".join(reason for reason in REASONS if reason in named)


@tried(6)
@given(tables, st.sampled_from(["not_comparable", "with_caution", "comparable"]))
def test_nobody_is_left_out_without_a_reason(observed, sets, related, rows, far_apart):
    rules = graded_as(far_apart=far_apart)
    found = sets(*rows, rules=rules).reset_index(drop=True)
    graded = graded_pairs(found, related, rules).set_index(["id", "benchmark_id"])
    for _, every in found.groupby("peer_set"):
        usable = every[~every["left_out"].isin(["no_number", "ambiguous_amount"])]
        unusable = every.drop(usable.index)
        assert not (
            (usable["missing"] != "") | usable["low"].isna() | (usable["ambiguous"] == "amount")
        ).any()
        assert (
            (unusable["missing"] != "") | unusable["low"].isna() | (unusable["ambiguous"] == "amount")
        ).all()
        latest = usable.sort_values("period_end")["id"].iloc[-1:]
        for _, row in usable.iterrows():
            apart = any(
                graded.loc[(row["id"], other), "grade"] == "not_comparable"
                for other in latest
                if other != row["id"]
            )
            assert (row["left_out"] == "far_apart") == apart
        timely = usable[usable["left_out"] != "far_apart"]
        timely = timely.assign(unclear=timely["ambiguous"] != "")
        for _, own in timely.groupby("place"):
            clear = own[own["unclear"] == own["unclear"].min()]
            newest = clear[clear["period_end"] == clear["period_end"].max()]
            assert list(own.loc[own["left_out"] == "", "id"]) == [newest["id"].min()]


@tried(6)
@given(tables, tables)
def test_figures_of_another_indicator_change_nothing(sets, rows, others):
    mine = [row | {"indicator": "permit_days"} for row in rows]
    theirs = [row | {"indicator": "permit_steps"} for row in others]
    assert sets(*mine, *theirs)[: len(mine)].equals(sets(*mine))
