"""The shipped data: complete, used to the last entry, and borne out by its documents."""

import csv
from math import isnan

import pytest

from loaders.catalogue import read_catalogue
from loaders.contract import Funnel
from loaders.reading import Snapshot
from loaders.settings import HOME, read_settings
from loaders.snapshot import build_snapshot, snapshot_file
from loaders.verify import verify
from metrics.rates import MOST_INDICATORS, rates

DATA = HOME / "data"
SOURCES = HOME.parent / "shared" / "sources"


@pytest.fixture(scope="module")
def catalogue():
    """What the shipped YAML files say."""
    return read_catalogue(DATA)[0]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """Every shipped observation as it was written down."""
    found = []
    for file in sorted((DATA / "observations").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as text:
            found += csv.DictReader(text)
    return found


@pytest.fixture(scope="module")
def rated(tmp_path_factory) -> list[dict]:
    """The rates of the shipped funnels, a row per funnel, place and scope."""
    folder = tmp_path_factory.mktemp("shipped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIBIAO_BUILD", str(folder))
        snapshot = Snapshot(snapshot_file(folder, build_snapshot(DATA, read_settings())))
    return rates(snapshot.observations(), snapshot.table("funnel_stages")).to_dict("records")


def exact(row: dict, name: str) -> float:
    """The one number an amount or rate is; all that the shipped funnels print is exact."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    assert low == high or isnan(low), (row["id"], name)
    return low


def test_it_has_no_problem(problems_of):
    assert problems_of(DATA) == []


def test_every_source_is_used(catalogue, rows):
    used = {row["source"] for row in rows}
    used |= {done.source for measure in catalogue.measures.values() for done in measure.done_by}
    assert set(catalogue.sources) == used


def test_every_place_has_observations_or_is_what_another_is_part_of(catalogue, rows):
    used = {row["place"] for row in rows} | {place.part_of for place in catalogue.places.values()}
    assert set(catalogue.places) <= used


def test_every_topic_has_a_file_with_indicators(catalogue):
    assert {file.stem for file in (DATA / "indicators").iterdir()} == set(catalogue.topics)
    assert set(catalogue.indicator_topic.values()) == set(catalogue.topics)


def test_every_unit_is_used(catalogue, rows):
    used = {row["unit"] for row in rows} | {indicator.unit for indicator in catalogue.indicators.values()}
    assert set(catalogue.units) == used - {""}


def test_every_indicator_has_an_observation_or_is_derived_from_two_that_have(catalogue, rows):
    printed = {id_ for id_, indicator in catalogue.indicators.items() if not indicator.derived}
    assert printed == {row["indicator"] for row in rows}


def test_every_note_is_in_both_languages(rows):
    for row in rows:
        assert bool(row["note_zh"]) == bool(row["note_en"]), row["id"]
        assert row["note_zh"] != row["note_en"] or not row["note_zh"], row["id"]


def test_every_ambiguous_figure_has_a_note(rows):
    assert [row["id"] for row in rows if row["ambiguous"] and not row["note_zh"]] == []


def test_ids_begin_with_their_place(rows):
    assert [row["id"] for row in rows if not row["id"].startswith(f"{row['place']}-")] == []


def test_a_reader_is_told_of_every_exactness_that_is_not_printed(rows):
    """A bound that no word of the fragment says is explained in a note."""
    for row in rows:
        if row["bound"] == "at_most" and "内" not in row["as_printed"] and "不超过" not in row["as_printed"]:
            assert row["note_zh"], row["id"]


def test_every_funnel_gives_a_rate_and_every_stage_has_a_figure_in_print(catalogue, rated, rows):
    assert {row["funnel"] for row in rated if exact(row, "rate") >= 0} == set(catalogue.funnels)
    printed = {row["indicator"] for row in rows if row["value"] and row["status"] == "achieved"}
    assert {name for funnel in catalogue.funnels.values() for _, name in funnel.stages()} <= printed


def test_the_stages_of_a_funnel_add_up_where_they_are_printed(rated):
    for row in rated:
        total, done, fully, partly, pending = (
            exact(row, stage) for stage in ("total", "done", "fully", "partly", "pending")
        )
        assert isnan(pending) or done + pending == total, row["id"]
        assert isnan(fully) or fully + partly == done, row["id"]
        assert isnan(done) or done <= total, row["id"]


def test_the_promises_kept_show_what_is_kept_in_part_only(rated):
    (row,) = (row for row in rated if row["fully_id"])
    assert (exact(row, "rate"), exact(row, "full_rate")) == pytest.approx((25700 / 260, 16600 / 260))
    assert [exact(row, name) for name in ("done", "partly", "pending")] == [257, 91, 3]


def test_a_stage_may_name_as_many_indicators_as_a_rate_can_tell_the_figures_of():
    (most,) = (limit.max_length for limit in Funnel.model_fields["pending"].metadata)
    assert most == MOST_INDICATORS


@pytest.mark.skipif(
    not SOURCES.is_dir(),
    reason="the source documents are not part of the project: put them into ../shared/sources",
)
def test_every_figure_is_found_in_its_document():
    assert [str(problem) for problem in verify(DATA, SOURCES)] == []
