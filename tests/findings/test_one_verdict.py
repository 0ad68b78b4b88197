"""One pair of figures has one verdict: every door is asked for every pair, and all give the answer of the one judge."""

import csv
import io
from collections.abc import Iterator

import pandas as pd
import pytest

from api import addresses
from exports.csv_file import csv_bytes
from findings import brief, comparisons, counts, judging, kept, one_indicator, profile, standing
from findings.kept import Codes
from loaders.settings import STRICTNESS
from metrics.comparability import GRADES
from metrics.tasks import BASES
from metrics.verdicts import MIRRORED
from pages.parts import front

Verdicts = dict[tuple[str, str], tuple[str, str]]


def verdicts_of(rows: pd.DataFrame) -> Verdicts:
    """Pair of figures → verdict and grade, as a door gives them; what has no counterpart is none."""
    held = rows[(rows["benchmark_id"] != "") & (rows["verdict"] != "benchmark")]
    pairs = zip(held["id"], held["benchmark_id"], strict=True)
    return dict(zip(pairs, zip(held["verdict"], held["grade"], strict=True), strict=True))


def judged(snapshot_id: str, rule: str) -> Verdicts:
    """What the one judge says of every two figures."""
    return verdicts_of(judging.between(snapshot_id, everywhere(snapshot_id), rule))


def everywhere(snapshot_id: str) -> Codes:
    return tuple(kept.reporting_places(snapshot_id, "zh"))


def telling(snapshot_id: str) -> Codes:
    """The indicators on which any two figures of two places may be compared at all."""
    rows = judging.between(snapshot_id, everywhere(snapshot_id), "open")
    rows = rows[
        (rows["grade"] != GRADES[-1]) & (rows["place"] != rows["benchmark_place"]) & (rows["cut_kind"] == "")
    ]
    return tuple(sorted({*rows["indicator"], *rows["benchmark_indicator"]}))


def doors(snapshot_id: str, rule: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every place where a verdict is given, with its rows."""
    places, indicators = everywhere(snapshot_id), telling(snapshot_id)
    cities = counts.cities(snapshot_id)
    for benchmark in cities[1:3]:
        compared = comparisons.compared(snapshot_id, indicators, places, benchmark, rule)
        yield f"compare, {benchmark}", compared
        yield (
            f"compare, cells, {benchmark}",
            comparisons.cells(snapshot_id, indicators, places, benchmark, rule),
        )
        read = csv.DictReader(
            io.StringIO(csv_bytes(compared, snapshot_id, "").decode("utf-8-sig"), newline="")
        )
        yield f"compare, file, {benchmark}", pd.DataFrame(list(read))
        asked = {"place": places, "topic": (), "indicator": indicators, "reported": ("1",)}
        table = addresses.compare(snapshot_id, asked | {"benchmark": (benchmark,), "rule": (rule,)})
        yield f"api, {benchmark}", pd.concat(list(table.parts))
    for place in cities:
        yield f"city, {place}", profile.compared(snapshot_id, place, rule)
        yield f"tasks, {place}", standing.task_list(snapshot_id, place, rule)[0]
    yield "counts", counts.comparable(snapshot_id, rule)
    if rule == judging.rule_of_settings():
        yield "overview", front.differences(snapshot_id)
        for indicator in indicators:
            yield f"indicator, {indicator}", one_indicator.pairs(snapshot_id, indicator)
        frames = brief.frames(snapshot_id, cities[1:2])
        yield "brief", frames.compared
        yield "brief, side by side", frames.held.rename(columns={"panel": "benchmark_id"})


@pytest.mark.parametrize("rule", STRICTNESS)
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


def test_a_task_says_on_what_it_is_based_and_nothing_that_is_not_behind_is_a_task(asked_of):
    for place in kept.reporting_places(asked_of, "zh"):
        listed = standing.task_list(asked_of, place)[0]
        assert list(listed["basis"]) == [BASES[verdict] for verdict in listed["verdict"]]
        assert not listed.duplicated(
            ["indicator", "scope", "status", "benchmark_place", "benchmark_indicator"]
        ).any()


def test_limits_of_the_law_are_those_of_the_places_own_province_and_country(shipped):
    listed = standing.task_list(shipped.id, "xiangtan")[0]
    assert "henan" not in set(listed["benchmark_place"])
    assert set(listed["benchmark_place"]) <= {
        "hengyang",
        "anyang",
        "qiandongnan",
        *kept.above(shipped.id, "xiangtan"),
    }
