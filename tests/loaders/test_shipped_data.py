"""The shipped data: complete, used to the last entry, and borne out by its documents."""

import csv

import pytest

from loaders.catalogue import read_catalogue
from loaders.settings import HOME
from loaders.verify import verify

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


@pytest.mark.skipif(
    not SOURCES.is_dir(),
    reason="the source documents are not part of the project: put them into ../shared/sources",
)
def test_every_figure_is_found_in_its_document():
    assert [str(problem) for problem in verify(DATA, SOURCES)] == []
