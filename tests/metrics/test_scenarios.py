"""Scenarios: what is replaced, by what, and that everything else stands still."""

from math import inf

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.peer_sets import peer_sets
from metrics.ranks import ranks
from metrics.scenarios import best_of_all, with_best, with_peer, with_value
from tests.metrics.rules import RULES
from tests.trying import tried

PRINTED = {"as_printed": "限时3个工作日", "locator": "一（一）", "source": "report", "printed_unit": "day"}
BEFORE = {"before": 9.0, "before_amount": 9.0, "before_low": 9.0, "before_high": 9.0}
DIRECTIONS = ("lower_is_better", "higher_is_better", "no_judgement")


@pytest.fixture(scope="module")
def sets(observed):
    """Figures in the peer set of their indicator, or left out of it as the row says."""

    def put(*rows: dict) -> pd.DataFrame:
        left_out = [row.get("left_out", "") for row in rows]
        figures = observed(*({k: v for k, v in row.items() if k != "left_out"} for row in rows))
        figures = figures.assign(peer_set=figures["indicator"], left_out=left_out)
        is_in = figures["left_out"] == ""
        peers = is_in.groupby(figures["peer_set"]).transform("sum").where(is_in, 0)
        return figures.assign(peers=peers, set_grade="comparable", set_reasons="")

    return put


def figure(row: pd.Series) -> tuple:
    return tuple(row[["low", "high", "low_open", "high_open"]])


def in_print(figures: pd.DataFrame) -> pd.DataFrame:
    """The same figures with all that a document says about them."""
    words = PRINTED | {"note_zh": "注", "note_en": "note", "place_zh": "甲", "place_en": "A"}
    words |= {"before_bound": "exact", "before_kind": "earlier_level"}
    return figures.assign(**words, **BEFORE, before_low_open=True, value=3.0, amount=3.0, precision=0.0)


def test_a_value_given_is_exact_and_nothing_of_the_print_is_left(observed, computed):
    figures = in_print(observed({"bound": "about", "ambiguous": "kind", "figure": "[4, 6]"}, {}))
    row = computed(with_value, figures, id="a", value=2).set_index("id").loc["simulated/a"]
    assert figure(row) == (2, 2, False, False)
    assert (row["bound"], row["amount"], row["simulated"], row["from_id"]) == ("exact", 2, True, "")
    texts = [*PRINTED, "before_bound", "before_kind", "note_zh", "note_en", "ambiguous"]
    assert set(row[texts]) == {""}
    assert row[["value", "precision", *BEFORE]].isna().all() and not row["before_low_open"]
    assert (row["place"], row["place_zh"], row["period_end"]) == ("a", "甲", "2023-12-31")


def test_a_figure_without_a_number_can_be_given_one(observed, computed):
    masked = {"figure": "", "missing": "masked", "bound": ""}
    row = computed(with_value, observed(masked), id="a", value=7.5).iloc[0]
    assert figure(row) == (7.5, 7.5, False, False)
    assert (row["bound"], row["missing"]) == ("exact", "")


def test_an_id_that_is_not_there_replaces_nothing(sets, observed, computed):
    figures = sets({}, {"figure": ""})
    for scenario, chosen in ((with_value, {"value": 1.0}), (with_peer, {"peer_id": "a"})):
        changed = computed(scenario, figures, id="nobody", **chosen)
        assert not changed["simulated"].any() and set(changed["from_id"]) == {""}
        pd.testing.assert_frame_equal(
            changed.drop(columns=["simulated", "from_id"]), observed({}, {"figure": ""})
        )


def test_a_figure_replaced_twice_is_marked_once_and_marks_of_others_stay(observed, computed):
    once = with_value(with_value(observed({}, {}, {}), id="a", value=2), id="b", value=4)
    twice = computed(with_value, once, id="simulated/a", value=3).set_index("id")
    assert twice["low"].to_dict() == {"c": 5, "simulated/a": 3, "simulated/b": 4}
    assert twice["simulated"].to_dict() == {"c": False, "simulated/a": True, "simulated/b": True}


def test_a_peers_figure_arrives_with_its_ends_its_openness_and_its_bound(sets, computed):
    own, peer = {"figure": "[0, 50]", "bound": "at_most"}, {"figure": "(7, inf)", "bound": "more_than"}
    figures = sets(own, peer, {}).assign(amount=[50.0, 7.0, 5.0])
    changed = computed(with_peer, figures, id="a", peer_id="b").set_index("id")
    row = changed.loc["simulated/a"]
    assert figure(row) == (7, inf, True, True)
    assert (row["place"], row["bound"], row["amount"], row["from_id"]) == ("a", "more_than", 7, "b")
    assert list(changed.index[changed["simulated"]]) == ["simulated/a"]


@pytest.mark.parametrize("peer", [{"indicator": "permit_steps"}, {"left_out": "far_apart"}])
def test_a_figure_outside_the_peer_set_is_not_taken(peer, sets, computed):
    changed = computed(with_peer, sets({}, {"figure": "[1, 1]"} | peer), id="a", peer_id="b")
    assert list(changed["id"]) == ["a", "b"]


def test_the_columns_of_peer_sets_which_no_longer_hold_are_left_off(sets, observed, computed):
    changed = computed(with_best, sets({}, {"figure": "[1, 1]"}), place="a")
    assert list(changed) == [*observed({}), "simulated", "from_id"]


def test_every_golden_best_is_as_worked_by_hand(golden, sets, interval, computed):
    worked, rows = golden("scenarios"), []
    for number, row in enumerate(worked):
        shared = {"indicator": f"i{number}", "direction": row["direction"]}
        for letter, drawn in zip("abc", (row["own"], *row["peers"].split(" | ")), strict=True):
            rows.append(shared | {"id": f"{letter}{number}", "place": letter, "figure": drawn})
    own = computed(with_best, sets(*rows), place="a").query("place == 'a'").set_index("indicator")
    added = computed(best_of_all, sets(*rows), place="best").query("place == 'best'")
    added = added.set_index("indicator")
    for number, row in enumerate(worked):
        becomes = own.loc[f"i{number}"]
        assert figure(becomes) == interval(row["becomes"]), row["working"]
        assert becomes["simulated"] == (row["becomes"] != row["own"]), row["working"]
        assert (f"i{number}" in added.index) == bool(row["best_of_all"]), row["working"]
        if row["best_of_all"]:
            assert figure(added.loc[f"i{number}"]) == interval(row["best_of_all"]), row["working"]


def test_of_two_alike_the_one_with_the_smallest_id_is_taken(sets, computed):
    rows = ({"id": "own", "place": "o", "figure": "[9, 9]"}, {"id": "c"}, {"id": "b"})
    changed = computed(with_best, sets(*rows), place="o").set_index("id")
    assert changed.loc["simulated/own", "from_id"] == "b"


def test_what_is_left_out_of_its_set_is_neither_replaced_nor_taken(sets, computed):
    best = {"figure": "[1, 1]", "left_out": "far_apart"}
    old = {"id": "old", "place": "a", "figure": "[9, 9]", "left_out": "other_figure"}
    figures = sets({"figure": "[7, 7]"}, best, {"figure": "[5, 5]"}, old)
    changed = computed(with_best, figures, place="a").set_index("id")
    assert changed.loc["simulated/a", "from_id"] == "c"
    assert list(changed.index[changed["simulated"]]) == ["simulated/a"]
    added = computed(best_of_all, figures, place="best").set_index("place")
    assert added.loc["best", "from_id"] == "c"


def test_the_best_of_all_is_a_place_without_a_name_that_says_whose_figures_it_has(sets, computed):
    steps = {"indicator": "permit_steps", "direction": "higher_is_better"}
    figures = sets({"figure": "[3, 3]"}, {}, {"figure": "[8, 8]"} | steps, steps, {"indicator": "alone"})
    added = computed(best_of_all, in_print(figures), place="best").set_index("id")
    new = added[added["place"] == "best"]
    assert new["from_id"].to_dict() == {"simulated/best/a": "a", "simulated/best/c": "c"}
    assert new["simulated"].all() and not added["simulated"].drop(new.index).any()
    assert set(new["place_zh"]) | set(new["place_en"]) | set(new["as_printed"]) | set(new["source"]) == {""}
    assert added.loc["a", "place_zh"] == "甲" and added.loc["a", "from_id"] == ""


def ranked(table):
    formed = nw.from_native(peer_sets(table, RULES))
    return ranks(formed.filter(nw.col("left_out") == "").to_native())


def test_the_own_value_leaves_every_rank_as_it_is(observed, computed):
    figures = observed({"figure": "[4, 4]"}, {"figure": "[0, 6]"}, {}, {"figure": "[9, 9]"})

    def places(metric) -> pd.DataFrame:
        return computed(metric, figures).set_index("place")[["rank_best", "rank_worst", "tier"]].sort_index()

    as_is = places(ranked)
    for scenario in (
        lambda table: with_value(table, id="a", value=4),
        lambda table: with_peer(peer_sets(table, RULES), id="b", peer_id="b"),
    ):
        again = places(lambda table, changed=scenario: ranked(changed(table)))
        pd.testing.assert_frame_equal(again, as_is)


def test_from_printed_figures_to_ranks_on_a_scenario(observed, computed):
    figures = observed(
        {"figure": "[12, 12]"},
        {"figure": "[8, 8]"},
        {"figure": "[10, 10]"},
        {"place": "b", "figure": "[1, 1]", "period_end": "2022-12-31"},  # b's older figure stands for nobody
        {"figure": "[2, 2]", "status": "rule"},
    )

    def best_ranks(table, scenario):
        return ranked(scenario(peer_sets(table, RULES)))

    def rank_range(scenario) -> dict:
        rows = computed(best_ranks, figures, scenario=scenario).query("status == 'achieved'")
        return {row["place"]: (row["rank_best"], row["rank_worst"]) for _, row in rows.iterrows()}

    assert rank_range(lambda s: with_value(s, "nobody", 0)) == {"b": (1, 1), "c": (2, 2), "a": (3, 3)}
    assert rank_range(lambda s: with_best(s, "a")) == {"a": (1, 2), "b": (1, 2), "c": (3, 3)}
    assert rank_range(lambda s: with_value(s, "a", 9)) == {"b": (1, 1), "a": (2, 2), "c": (3, 3)}
    assert rank_range(lambda s: best_of_all(s, "best"))["best"] == (1, 2)


@st.composite
def intervals(draw) -> str:
    low = draw(st.integers(0, 4))
    high = draw(st.one_of(st.integers(low, 5), st.just(low), st.just(inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return f"{left}{low}, {high}{right}"


@st.composite
def worlds(draw) -> list[dict]:
    """Up to five places on each of six indicators; some figures are unknown."""
    rows = []
    for number in range(6):
        indicator = {"indicator": f"i{number}", "direction": draw(st.sampled_from(DIRECTIONS))}
        for place in "abcde":
            if draw(st.integers(0, 4)):
                drawn = draw(st.one_of(intervals(), intervals(), intervals(), st.just("")))
                rows.append(indicator | {"id": f"{place}{number}", "place": place, "figure": drawn})
    return rows


def is_surely_better(one: pd.Series, other: pd.Series) -> bool:
    """By the definition: every number of the one is better than every number of the other."""
    lower, upper = (one, other) if one["direction"] == "lower_is_better" else (other, one)
    touching = lower["high"] == upper["low"] and (lower["high_open"] or upper["low_open"])
    return one["direction"] != "no_judgement" and (lower["high"] < upper["low"] or touching)


@tried(12)
@given(worlds().filter(bool))
def test_a_figure_is_replaced_exactly_where_a_peer_is_surely_better(observed, computed, drawn):
    figures = observed(*drawn)
    formed = computed(peer_sets, figures, rules=RULES)
    members = formed[formed["left_out"] == ""]
    changed = computed(with_best, formed, place="a").set_index("id")
    for _, own in figures.iterrows():
        peers = [peer for _, peer in members[members["indicator"] == own["indicator"]].iterrows()]
        is_behind = own["place"] == "a" and any(is_surely_better(peer, own) for peer in peers)
        assert (own["id"] not in changed.index) == (f"simulated/{own['id']}" in changed.index) == is_behind
        if is_behind:
            new = changed.loc[f"simulated/{own['id']}"]
            assert is_surely_better(new, own)
            assert not any(is_surely_better(peer, new) for peer in peers)
    kept = changed[~changed["simulated"]].reset_index()[list(figures)]
    unchanged = figures[figures["id"].isin(kept["id"])].sort_values("id", ignore_index=True)
    pd.testing.assert_frame_equal(kept.sort_values("id", ignore_index=True), unchanged)


@tried(12)
@given(worlds().filter(bool))
def test_with_the_best_no_rank_of_the_place_gets_worse(observed, computed, drawn):
    figures = observed(*drawn)
    changed = computed(lambda table: with_best(peer_sets(table, RULES), "a"), figures)
    ends = ["rank_best", "rank_worst"]
    was, now = (
        computed(ranked, table).query("place == 'a'").set_index("indicator")[ends]
        for table in (figures, changed)
    )
    assert set(was.index) == set(now.index)
    known = was.dropna()
    assert (now.loc[known.index] <= known).all().all()
    is_new = changed.query("place == 'a' and simulated")["indicator"]
    assert (now.loc[is_new, "rank_best"] == 1).all()


@tried(12)
@given(worlds().filter(bool))
def test_nobody_is_surely_better_than_the_best_of_all(observed, computed, drawn):
    formed = computed(peer_sets, observed(*drawn), rules=RULES)
    added = computed(best_of_all, formed, place="best")
    new, members = added[added["place"] == "best"], formed[formed["left_out"] == ""]
    judged = members[(members["direction"] != "no_judgement") & (members["peers"] > 1)]
    assert sorted(new["indicator"]) == sorted(set(judged["indicator"]))
    for _, best in new.iterrows():
        origin = members.set_index("id").loc[best["from_id"]]
        assert figure(best) == figure(origin)
        peers = members[members["indicator"] == best["indicator"]]
        assert not any(is_surely_better(peer, best) for _, peer in peers.iterrows())
