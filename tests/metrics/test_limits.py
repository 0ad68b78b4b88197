"""Limits: which figures are limits, what their numbers say against all that they allow, and how they are ranked."""

from itertools import permutations
from math import inf

import narwhals as nw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.limits import as_rules, is_limit
from metrics.ranks import ranks
from metrics.verdicts import verdicts
from tests.metrics.drawn import tables
from tests.trying import tried

# Quarters lie between all numbers drawn and beyond them: enough to tell what a limit or a figure is made of.
POINTS = [n / 4 for n in range(-1, 26)]
BOUNDS = {"at_most": "[0, {n}]", "less_than": "[0, {n})", "at_least": "[{n}, inf)", "more_than": "({n}, inf)"}


@nw.narwhalify
def told(figures):
    """Which figures are limits."""
    return figures.select("id", is_limit=is_limit(""))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({"status": "rule"}, True),
        ({"status": "rule", "bound": "less_than"}, True),
        ({"status": "rule", "bound": "at_least"}, True),
        ({"status": "rule", "bound": "more_than"}, True),
        ({"status": "rule", "bound": "exact"}, False),
        ({"status": "rule", "bound": "about"}, False),
        ({"status": "rule", "figure": ""}, False),
        ({"status": "target", "level": "province"}, True),
        ({"status": "target", "level": "country", "bound": "at_least"}, True),
        ({"status": "target", "level": "prefecture"}, False),
        ({"status": "planned", "level": "province"}, False),
        ({"status": "achieved"}, False),
        ({"status": "achieved", "ambiguous": "kind"}, True),
        ({"status": "achieved", "ambiguous": "scope"}, False),
        ({"status": "achieved", "ambiguous": "kind", "bound": "at_least"}, False),
        ({"status": "derived", "ambiguous": "kind"}, False),
    ],
)
def test_a_limit_is_a_rule_a_demand_from_above_or_what_may_be_one_and_has_a_bound(
    figure, expected, observed, computed
):
    row = {"bound": "at_most", "figure": "[0, 5]"} | figure
    assert computed(told, observed(row))["is_limit"].item() == expected


@st.composite
def limits(draw) -> dict[str, str]:
    bound = draw(st.sampled_from(tuple(BOUNDS)))
    figure = BOUNDS[bound].format(n=draw(st.integers(1, 5)))
    return {"status": "rule", "bound": bound, "figure": figure}


@st.composite
def usual(draw) -> dict[str, str]:
    low = draw(st.integers(0, 5))
    high = draw(st.sampled_from((low, *range(low, 6), inf)))
    left, right = ("[", "]") if low == high else (draw(st.sampled_from("[(")), draw(st.sampled_from("])")))
    return {"status": "achieved", "figure": f"{left}{low}, {high}{')' if high == inf else right}"}


@pytest.fixture(scope="module")
def allowed(interval):
    """The points inside an interval."""

    def inside(side: dict[str, str]) -> set[float]:
        low, high, low_open, high_open = interval(side["figure"])
        return {
            p
            for p in POINTS
            if (low < p or (p == low and not low_open)) and (p < high or (p == high and not high_open))
        }

    return inside


def of_limits(ours: dict, theirs: dict, allowed) -> str:
    """By the words of the method: the stricter of two limits is contained in the other."""
    upper = {side["bound"] in ("at_most", "less_than") for side in (ours, theirs)}
    if len(upper) > 1:
        return "cannot_tell"
    own, other = allowed(ours), allowed(theirs)
    return "same_limit" if own == other else "stricter" if own < other else "looser"


def of_usual(ours: dict, theirs: dict, allowed) -> str:
    """By the words of the method: all that it may be is allowed, or none of it."""
    own, permitted = allowed(ours), allowed(theirs)
    return "within" if own <= permitted else "beyond" if not own & permitted else "cannot_tell"


@tried(12)
@given(st.lists(st.tuples(st.one_of(limits(), usual()), limits()), min_size=40, max_size=60))
def test_a_verdict_on_a_limit_holds_for_every_point_that_it_allows(opposite, computed, allowed, drawn):
    rows = opposite(drawn)
    judged = computed(verdicts, rows).set_index("id").loc[rows["id"]]
    for (_, row), (ours, theirs) in zip(judged.iterrows(), drawn, strict=True):
        expected = of_limits if ours["status"] == "rule" else of_usual
        assert row["verdict"] == expected(ours, theirs, allowed), (ours, theirs)
        assert row["form"] == "limit"


@pytest.fixture(scope="module")
def ranked(computed):
    """Rank ranges of figures of one set, limits as the rules they are, by id."""

    def rank(figures) -> dict[str, tuple[int, int]]:
        found = computed(lambda table: ranks(as_rules(table)), figures.assign(peer_set="one"))
        return {row["id"]: (row["rank_best"], row["rank_worst"]) for _, row in found.iterrows()}

    return rank


def test_limits_are_ranked_by_the_number_in_print_with_certainty(observed, ranked):
    limit = {"status": "rule", "bound": "at_most"}
    figures = observed(*(limit | {"figure": f"[0, {days}]"} for days in (50, 30, 30, 120)))
    assert ranked(figures) == {"a": (3, 3), "b": (1, 2), "c": (1, 2), "d": (4, 4)}


def test_of_minimums_the_larger_one_comes_first_where_higher_is_better(observed, ranked):
    limit = {"status": "rule", "bound": "at_least", "direction": "higher_is_better"}
    figures = observed(*(limit | {"figure": f"[{share}, 100]"} for share in (80, 95, 90)))
    assert ranked(figures) == {"a": (3, 3), "b": (1, 1), "c": (2, 2)}


def test_what_is_usual_keeps_its_interval_beside_what_may_be_a_limit(observed, ranked):
    within = {"bound": "at_most"}
    figures = observed(
        within | {"figure": "[0, 30]", "ambiguous": "kind"},  # 30, a limit at worst
        within | {"figure": "[0, 50]"},  # from 0 to 50
        {"figure": "[40, 40]"},
    )
    assert ranked(figures) == {"a": (1, 2), "b": (1, 3), "c": (2, 3)}


@tried(8)
@given(tables())
def test_as_rules_changes_nothing_but_the_ends_of_limits(observed, computed, drawn):
    figures = observed(*drawn)
    named = told(figures)["is_limit"]
    found = computed(as_rules, figures).set_index("id").loc[figures["id"]].reset_index()
    kept = found.loc[~named, list(figures)].reset_index(drop=True)
    assert kept.equals(figures[~named].reset_index(drop=True))
    ruled = found[named]
    assert (
        (ruled["low"] == ruled["high"]).all() and not ruled["low_open"].any() and not ruled["high_open"].any()
    )
    number = figures["high"].where(figures["bound"].isin(["at_most", "less_than"]), figures["low"])
    assert list(ruled["low"]) == list(number[named])


@tried(8)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=8), st.sampled_from(("at_most", "at_least")))
def test_one_limit_is_ranked_before_another_exactly_where_it_is_the_stricter_one(
    observed, opposite, computed, ranked, numbers, bound
):
    better = {"at_most": "lower_is_better", "at_least": "higher_is_better"}[bound]
    plain = {"status": "rule", "bound": bound, "direction": better}
    rows = [plain | {"figure": BOUNDS[bound].format(n=n)} for n in numbers]
    ids = list(observed(*rows)["id"])
    of_id = ranked(observed(*rows))
    two = list(permutations(range(len(rows)), 2))
    paired = opposite([(rows[a], rows[b]) for a, b in two])
    judged = computed(verdicts, paired).set_index("id")["verdict"]
    for (a, b), verdict in zip(two, judged.loc[paired["id"]], strict=True):
        assert (verdict == "stricter") == (of_id[ids[a]][1] < of_id[ids[b]][0])
        assert (verdict == "same_limit") == (of_id[ids[a]] == of_id[ids[b]])
