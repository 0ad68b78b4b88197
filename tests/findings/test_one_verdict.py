"""One pair of figures has one verdict: every door is asked for every pair, and all give the answer of the one judge."""

import csv
import io
from collections.abc import Iterator
from itertools import product

import pandas as pd
import pytest

from exports.csv_file import csv_bytes
from findings import (
    compare,
    comparisons,
    home,
    judging,
    kept,
    one_indicator,
    reforms,
    speed,
)
from findings.kept import Codes
from findings.requests import QUESTIONS, WHOLE
from loaders.settings import STRICTNESS
from metrics.comparability import GRADES
from tests.metrics.rules import MIRRORED

pytestmark = pytest.mark.slow  # every pair by every door

Verdicts = dict[tuple[str, str], tuple[str, str]]


def verdicts_of(rows: pd.DataFrame) -> Verdicts:
    """Pair of figures → verdict and grade, as a door gives them; what has no counterpart is none."""
    held = rows[(rows["benchmark_id"] != "") & (rows["verdict"] != "benchmark")]
    pairs = zip(held["id"], held["benchmark_id"], strict=True)
    return dict(zip(pairs, zip(held["verdict"], held["grade"], strict=True), strict=True))


def judged(snapshot_id: str, rule: str) -> Verdicts:
    """What the one judge says of every two figures."""
    return verdicts_of(judging.pairs_between(snapshot_id, everywhere(snapshot_id), rule))


def everywhere(snapshot_id: str) -> Codes:
    return tuple(kept.reporting_places(snapshot_id, "zh"))


def telling(snapshot_id: str) -> Codes:
    """The indicators on which any two figures of two places may be compared at all."""
    rows = judging.pairs_between(snapshot_id, everywhere(snapshot_id), "open")
    rows = rows[
        (rows["grade"] != GRADES[-1]) & (rows["place"] != rows["benchmark_place"]) & (rows["cut_kind"] == "")
    ]
    return tuple(sorted({*rows["indicator"], *rows["benchmark_indicator"]}))


def doors(snapshot_id: str, rule: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every place where a verdict is given, with its rows."""
    places, indicators = everywhere(snapshot_id), telling(snapshot_id)
    cities = judging.counted_cities(snapshot_id)
    for benchmark in cities[1:3]:
        compared = comparisons.compared(snapshot_id, indicators, places, benchmark, rule)
        yield f"compare, {benchmark}", compared
        read = csv.DictReader(
            io.StringIO(csv_bytes(compared, snapshot_id, "").decode("utf-8-sig"), newline="")
        )
        yield f"compare, file, {benchmark}", pd.DataFrame(list(read))
        asked = {"place": places, "topic": (), "indicator": indicators, "reported": ("1",)}
        asked |= {"benchmark": (benchmark,), "rule": (rule,)}
        yield f"api, {benchmark}", QUESTIONS["compare"].rows(snapshot_id, asked, WHOLE).frame()
    for place in cities:
        board = compare.board_rows(snapshot_id, places, compare.SHARED, place, rule)
        yield f"board, {place}", board
        yield f"limits, {place}", speed.against_the_law(snapshot_id, (place,), rule)
        yield f"city, {place}", home.compared_place(snapshot_id, place, rule)
        yield f"tasks, {place}", home.gaps_of_place(snapshot_id, place, rule)
    yield "counts", judging.comparable(snapshot_id, rule)
    if rule == judging.rule_of_settings():
        yield "home, between cities", home.between_cities(snapshot_id)
        for place in cities:
            rows = home.highlights(snapshot_id, place)
            yield f"home, {place}", rows[rows["highlight"].isin([home.AHEAD, home.AGAINST, home.GAP])]
        for indicator in indicators:
            yield f"indicator, {indicator}", one_indicator.pairs_of_indicator(snapshot_id, indicator)
        rows = home.highlights(snapshot_id, cities[1])
        yield "brief", rows[rows["highlight"].isin([home.AHEAD, home.AGAINST, home.GAP])]


SHIPPED_AS_USUAL = ("shipped", "usual")


@pytest.mark.parametrize(
    ("asked_of", "rule"),
    [
        both if both == SHIPPED_AS_USUAL else pytest.param(*both, marks=pytest.mark.slow)
        for both in product(("shipped", "made_up"), STRICTNESS)
    ],
    indirect=["asked_of"],
)
def test_every_door_gives_every_pair_the_verdict_of_the_one_judge(asked_of, rule):
    truth, seen = judged(asked_of, rule), set()
    for door, rows in doors(asked_of, rule):
        given = verdicts_of(rows)
        wrong = {pair: (said, truth.get(pair)) for pair, said in given.items() if said != truth.get(pair)}
        assert not wrong, (door, wrong)
        seen |= set(given)
    assert seen  # the doors are not empty


@pytest.mark.parametrize("rule", STRICTNESS)
def test_a_pair_seen_from_the_other_side_has_the_mirrored_verdict_and_the_same_grade(asked_of, rule):
    truth = judged(asked_of, rule)
    for (one, other), (verdict, grade) in truth.items():
        assert truth[other, one] == (MIRRORED[verdict], grade)


def test_a_stricter_reader_sees_fewer_verdicts_and_none_that_differ(asked_of):
    strict, usual, opened = (judged(asked_of, rule) for rule in STRICTNESS)
    for fewer, more in ((strict, usual), (usual, opened)):
        for pair, (verdict, grade) in fewer.items():
            assert grade == GRADES[-1] or more[pair] == (verdict, grade)
    assert {grade for _, grade in usual.values()} <= {*GRADES[:2], GRADES[-1]}


def test_a_task_that_comes_from_a_pair_says_what_the_verdict_says(asked_of):
    for place in kept.reporting_places(asked_of, "zh"):
        listed = reforms.tasks_of_place(asked_of, place)
        for origin, verdicts in (
            (reforms.BEHIND, {"surely_worse", "beyond", "looser"}),
            (reforms.LOOSER, {"looser"}),
        ):
            assert set(listed[listed["origin"] == origin].get("verdict", ())) <= verdicts


def test_limits_of_the_law_are_those_of_the_places_own_province_and_country(shipped):
    against = set(home.gaps_of_place(shipped.id, "xiangtan", "open")["benchmark_place"])
    assert against <= {"", "hengyang", "anyang", "qiandongnan", *kept.above(shipped.id, "xiangtan")}
    assert "henan" not in against
