"""Shares of indicators in the composites, worked by hand."""

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.composites import MEANS, composites
from metrics.shares import shares
from tests.trying import tried

INDICATORS = pd.DataFrame({"indicator": list("abcde"), "topic": ["time", "time", "time", "cost", "cost"]})


def weights(column: str, given: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(list(given), dtype="str"), "weight": list(given.values())})


@nw.narwhalify
def with_id(shared):
    return shared.with_columns(id=nw.concat_str("composite", "indicator", separator="|"))


@pytest.fixture(scope="module")
def shared(computed):
    """The shares by composite and indicator: {"time|a": 0.5, …}."""

    def weigh(topics: dict[str, float], indicators: dict[str, float]) -> dict[str, float]:
        given = INDICATORS, weights("topic", topics), weights("indicator", indicators)
        found = computed(lambda *frames: with_id(shares(*frames)), *given)
        return found.set_index("id")["weight"].to_dict()

    return weigh


def test_without_weights_topics_count_alike_and_indicators_within_their_topic(shared):
    assert shared({}, {}) == pytest.approx(
        dict.fromkeys(("time|a", "time|b", "time|c"), 1 / 3)
        | dict.fromkeys(("cost|d", "cost|e"), 1 / 2)
        | dict.fromkeys(("overall|a", "overall|b", "overall|c"), 1 / 6)  # 1/2 × 1/3
        | dict.fromkeys(("overall|d", "overall|e"), 1 / 4)  # 1/2 × 1/2
    )


def test_what_is_not_given_weighs_1(shared):
    found = shared({"time": 3}, {"a": 2, "e": 3})
    assert found == pytest.approx(
        {"time|a": 2 / 4, "time|b": 1 / 4, "time|c": 1 / 4, "cost|d": 1 / 4, "cost|e": 3 / 4}
        | {"overall|a": 3 / 8, "overall|b": 3 / 16, "overall|c": 3 / 16}  # 3/4 × 2/4, 3/4 × 1/4
        | {"overall|d": 1 / 16, "overall|e": 3 / 16}  # 1/4 × 1/4, 1/4 × 3/4
    )


def test_a_weight_of_0_leaves_out_and_the_others_fill_its_place(shared):
    assert shared({}, {"a": 0, "d": 0, "e": 0}) == pytest.approx(
        {"time|b": 0.5, "time|c": 0.5, "overall|b": 0.5, "overall|c": 0.5}
    )


def test_a_topic_of_weight_0_is_still_a_composite_of_its_own(shared):
    found = shared({"cost": 0}, {})
    assert {name for name in found if name.startswith("overall")} == {"overall|a", "overall|b", "overall|c"}
    assert found["cost|d"] == 0.5


def test_no_weight_at_all_gives_no_shares(shared):
    assert shared({"time": 0, "cost": 0}, {}).keys() == {"time|a", "time|b", "time|c", "cost|d", "cost|e"}
    assert shared({}, dict.fromkeys("abcde", 0)) == {}


some_weights = st.integers(0, 4)


@tried(12)
@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("time", "cost"), some_weights)),
    st.fixed_dictionaries({}, optional=dict.fromkeys("abcde", some_weights)),
)
def test_the_shares_of_each_composite_sum_to_1(shared, topics, indicators):
    found = shared(topics, indicators)
    for composite in {name.split("|")[0] for name in found}:
        assert sum(found[name] for name in found if name.startswith(composite)) == pytest.approx(1, abs=1e-12)


@tried(12)
@given(
    st.lists(st.integers(0, 100), min_size=5, max_size=5),
    st.lists(st.integers(1, 4), min_size=7, max_size=7),
    st.sampled_from(MEANS),
)
def test_the_overall_is_the_mean_of_the_topics(computed, values, raw, mean):
    topic_weights = dict(zip(("time", "cost"), raw[5:], strict=True))
    indicator_weights = dict(zip("abcde", raw[:5], strict=True))

    def means_of(rows, indicators, of_topics, of_indicators):
        return composites(rows, shares(indicators, of_topics, of_indicators), mean, 0)

    def means(rows, indicators, *both):
        return computed(means_of, rows, indicators, *both).set_index("composite")["low"]

    scored = pd.DataFrame(
        {"place": "p", "indicator": list("abcde"), "score_low": values, "score_high": values}
    ).assign(score_low_open=False, score_high_open=False)
    found = means(
        scored, INDICATORS, weights("topic", topic_weights), weights("indicator", indicator_weights)
    )
    of_topics = scored.head(2).assign(indicator=["time", "cost"])
    for end in ("score_low", "score_high"):
        of_topics[end] = found[["time", "cost"]].to_numpy()
    topics = pd.DataFrame({"indicator": ["time", "cost"], "topic": "all"})
    overall = means(of_topics, topics, weights("topic", {}), weights("indicator", topic_weights))
    assert overall["all"] == pytest.approx(found["overall"], abs=1e-9)
