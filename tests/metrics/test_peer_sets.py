"""Peer sets: worked by hand, and against the grades of every two figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparability import GRADES, REASONS, SET, comparability
from metrics.pairs import pairs
from metrics.peer_sets import peer_sets
from tests.metrics.rules import RULES, graded_as
from tests.trying import tried

ADDED = ["peer_set", "left_out", "peers", "set_grade", "set_reasons"]
UNDATED = {"period_start": "", "period_end": ""}


figures = st.fixed_dictionaries(
    {
        "place": st.sampled_from("abcdef"),
        "indicator": st.sampled_from(["permit_days", "permit_steps"]),
        "scope": st.sampled_from(["whole", "whole", "zone"]),
        "status": st.sampled_from(["achieved", "achieved", "rule"]),
        "missing": st.sampled_from(["", "", "", "masked"]),
        "ambiguous": st.sampled_from(["", "", "", "kind", "amount"]),
        "figure": st.sampled_from(["[5, 5]", "[0, 50]", "(70, inf)", ""]),
        "bound": st.sampled_from(["exact", "at_most"]),
        # Of a rule without an end a set takes the start and a pair does not: see the golden file.
        "period_start": st.just(""),
        "period_end": st.sampled_from(
            ["", "2023-12-31", "2023-06-30", "2022-12-31", "2022-06-30", "2020-12-31", "2017-12-31"]
        ),
    }
)
tables = st.lists(figures, min_size=12, max_size=40)
any_rules = st.fixed_dictionaries(
    {
        "grades": st.fixed_dictionaries({reason: st.sampled_from(GRADES) for reason in SET}),
        "years": st.sampled_from([{"apart": 0, "far": 2}, {"apart": 1, "far": 3}, {"apart": 2, "far": 2}]),
    }
)
let_through = st.sampled_from(GRADES[:-1])


@pytest.fixture(scope="module")
def sets(observed, computed):
    """The rows with their sets, in the order given."""

    def find(*rows: dict, rules: dict = RULES, **worst: str) -> pd.DataFrame:
        table = observed(*rows)
        found = computed(peer_sets, table, rules=rules, **worst)
        assert list(found) == [*table, *ADDED]
        return found.set_index("id", drop=False).loc[table["id"]]

    return find


def test_every_golden_set_is_as_worked_by_hand(golden, side, sets):
    worked = golden("peer_sets")
    found = sets(*({"indicator": row["indicator"]} | side(row["figure"]) for row in worked))
    for expected, (_, row) in zip(worked, found.iterrows(), strict=True):
        for name in ("left_out", "peers", "set_grade", "set_reasons"):
            assert str(row[name]) == expected[name], (name, expected["working"])


def test_a_set_is_named_after_what_its_figures_have_in_common(sets):
    row = {"scope": "zone", "status": "rule", "part_of": "hunan"}
    assert sets(row)["peer_set"].item() == "permit_days|prefecture|zone|rule"
    assert sets(row | {"figure": ""})["peer_set"].item() == "permit_days|prefecture|zone|rule"
    assert sets(row | {"form": "rank"})["peer_set"].item() == "permit_days|prefecture|zone|rule|hunan|2023"


def test_another_scope_or_status_is_another_set_whatever_the_rules_say(sets):
    lenient = graded_as(**dict.fromkeys(SET, "comparable"))
    found = sets({"scope": "zone"}, {"status": "rule"}, {"scope": "zone_b"}, {}, rules=lenient)
    assert list(found["peers"]) == [1, 1, 1, 1]
    assert set(found["set_grade"]) == {"comparable"}


def test_without_a_number_or_with_an_unclear_one_a_figure_is_left_out_whatever_the_rules_say(sets):
    lenient = graded_as(**dict.fromkeys(SET, "comparable"))
    unclear = ({"ambiguous": "amount", "figure": ""}, {"ambiguous": "amount"})
    found = sets({}, {"figure": ""}, *unclear, rules=lenient, worst="indicative")
    assert list(found["left_out"]) == ["", "no_number", "ambiguous_amount", "ambiguous_amount"]


def test_unclear_wording_leaves_out_where_the_rules_say_so(sets):
    found = sets({}, {"ambiguous": "kind"}, rules=graded_as(ambiguous_wording="not_comparable"))
    assert list(found["left_out"]) == ["", "ambiguous_wording"]
    assert set(found["set_grade"]) == {"comparable", ""}


def test_the_worst_grade_that_is_let_through_decides_who_is_left_out(sets):
    rows = [{}, {"ambiguous": "kind"}, {"period_end": "2022-06-30"}, {"period_end": "2010-12-31"}]
    left_out = {worst: sets(*rows, worst=worst) for worst in GRADES[:-1]}
    assert list(left_out["comparable"]["left_out"]) == ["", "ambiguous_wording", "years_apart", "far_apart"]
    assert list(left_out["with_caution"]["left_out"]) == ["", "", "", "far_apart"]
    assert list(left_out["indicative"]["left_out"]) == ["", "", "", ""]
    told = {
        worst: (found["set_grade"].iloc[0], found["set_reasons"].iloc[0]) for worst, found in left_out.items()
    }
    assert told == {
        "comparable": ("comparable", ""),
        "with_caution": ("with_caution", "ambiguous_wording|years_apart"),
        "indicative": ("indicative", "ambiguous_wording|far_apart"),
    }


def test_unless_it_is_said_what_needs_caution_is_let_through(sets):
    rows = [{}, {"ambiguous": "kind"}, {"period_end": "2010-12-31"}]
    assert sets(*rows).equals(sets(*rows, worst="with_caution"))


def test_with_far_apart_switched_off_figures_far_apart_are_still_years_apart(sets):
    rows = [{"period_end": "2010-12-31"}, {}]
    found = sets(*rows, rules=graded_as(far_apart="comparable"))
    assert set(found["set_reasons"]) == {"years_apart"} and set(found["peers"]) == {2}
    strict = sets(*rows, rules=graded_as(far_apart="comparable", years_apart="not_comparable"))
    assert list(strict["left_out"]) == ["years_apart", ""]


def test_a_figure_without_a_day_in_print_is_apart_from_nobody(sets):
    found = sets({"period_end": "2010-12-31"} | UNDATED, {}, worst="comparable")
    assert list(found["peers"]) == [2, 2]


def test_rules_that_mean_nothing_are_refused_by_name(observed):
    with pytest.raises(ValueError, match="hopeless.*other_scope"):
        peer_sets(observed({}), graded_as(other_scope="hopeless"))


def test_sets_found_again_are_the_same(golden, side, sets, computed):
    found = sets(*({"indicator": row["indicator"]} | side(row["figure"]) for row in golden("peer_sets")))
    again = computed(peer_sets, found.reset_index(drop=True), rules=RULES)
    assert again.set_index("id", drop=False).loc[found["id"]].equals(found)


@pytest.fixture(scope="module")
def graded_pairs(declared, computed):
    """Every two figures of one indicator, from either side, with their grade."""

    def graded(table: pd.DataFrame, rules: dict) -> pd.DataFrame:
        return computed(lambda own, said: comparability(pairs(own, own, said), rules), table, declared())

    return graded


@tried(6)
@given(tables, any_rules, let_through)
def test_a_set_has_the_worst_grade_of_any_two_of_its_figures(sets, graded_pairs, rows, rules, worst):
    found = sets(*rows, rules=rules, worst=worst).reset_index(drop=True)
    inside = found[found["left_out"] == ""]
    assert not inside.duplicated(["peer_set", "place"]).any()
    assert (inside["peers"] == inside.groupby("peer_set")["place"].transform("nunique")).all()
    graded = graded_pairs(found, rules)
    key = found.set_index("id")["peer_set"].where(found.set_index("id")["left_out"] == "")
    together = graded[graded["id"].map(key) == graded["benchmark_id"].map(key)]
    for (_, grade, reasons, peers), members in inside.groupby(
        ["peer_set", "set_grade", "set_reasons", "peers"]
    ):
        met = together[together["id"].isin(members["id"])]
        assert len(members) == peers and len(met) == peers * (peers - 1)
        if peers > 1:
            assert max(met["grade"], key=GRADES.index) == grade
            assert GRADES.index(grade) <= GRADES.index(worst)
            named = {*"|".join(met["reasons"]).split("|")}
            # As for a pair: when any two are far apart, that others are years apart is not named too.
            named -= {"years_apart"} if "far_apart" in named else set()
            assert reasons == "|".join(reason for reason in REASONS if reason in named)


@tried(6)
@given(tables, st.sampled_from(GRADES))
def test_nobody_is_left_out_without_a_reason(sets, graded_pairs, rows, far_apart):
    rules = graded_as(far_apart=far_apart)
    found = sets(*rows, rules=rules).reset_index(drop=True)
    graded = graded_pairs(found, rules).set_index(["id", "benchmark_id"])
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
                graded.loc[(row["id"], other), "grade"] in ("indicative", "not_comparable")
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
