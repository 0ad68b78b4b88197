"""The shipped data: complete, used to the last entry, and borne out by its documents."""

import csv
from collections import Counter

import pytest

from findings.kept import computed_figures
from loaders.catalogue import read_catalogue
from loaders.contract import Derived, Funnel
from loaders.provenance import verify_figures
from loaders.reading import COMPUTED
from loaders.settings import HOME
from loaders.tables import derived_from
from metrics import MOST_JOINED
from metrics.rates import rates

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
def rated(shipped) -> list[dict]:
    """The rates of the shipped funnels, a row per funnel, place and scope."""
    return rates(shipped.observations(), shipped.table("funnel_stages")).to_dict("records")


def span(row: dict, name: str) -> tuple[float, float]:
    """The least and the greatest number an amount or rate may be; NaN where it is not known."""
    return row[f"{name}_low"], row[f"{name}_high"]


def may_be(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """May the two be one number? Also where either is not known."""
    return not (one[1] < other[0] or one[0] > other[1])


def added(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The sum of two spans."""
    return one[0] + other[0], one[1] + other[1]


def test_it_has_no_problem(problems_of):
    assert problems_of(DATA) == []


def test_every_source_is_used(catalogue, rows):
    used = {row["source"] for row in rows}
    used |= {done.source for measure in catalogue.measures.values() for done in measure.done_by}
    used |= {named.source for problem in catalogue.problems.values() for named in problem.named_by}
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


def test_every_indicator_has_an_observation_or_is_derived(catalogue, rows):
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
    assert {row["funnel"] for row in rated if row["rate_low"] >= 0} == set(catalogue.funnels)
    printed = {row["indicator"] for row in rows if row["value"] and row["status"] == "achieved"}
    assert {name for funnel in catalogue.funnels.values() for _, name in funnel.stages()} <= printed


def test_the_stages_of_a_funnel_add_up_where_they_are_printed(rated):
    for row in rated:
        total, done, fully, partly, pending = (
            span(row, stage) for stage in ("total", "done", "fully", "partly", "pending")
        )
        assert may_be(added(done, pending), total), row["id"]
        assert may_be(added(fully, partly), done), row["id"]
        assert not done[0] > total[1], row["id"]


def test_the_promises_kept_show_what_is_kept_in_part_only(rated):
    (row,) = (row for row in rated if row["fully_id"])
    assert span(row, "rate") == pytest.approx((25700 / 260, 25700 / 260))
    assert span(row, "full_rate") == pytest.approx((16600 / 260, 16600 / 260))
    assert [span(row, name) for name in ("done", "partly", "pending")] == [(257, 257), (91, 91), (3, 3)]


def test_a_stage_may_name_as_many_indicators_as_a_rate_can_tell_the_figures_of():
    (most,) = (
        limit.max_length for limit in Funnel.model_fields["pending"].metadata if hasattr(limit, "max_length")
    )
    assert most == MOST_JOINED


def test_a_sum_may_name_as_many_indicators_as_a_ratio_can_tell_the_figures_of(shipped):
    field = Derived.model_fields["numerator"]
    (most,) = (limit.max_length for limit in field.metadata if hasattr(limit, "max_length"))
    assert most == MOST_JOINED
    # A funnel without a total is divided by what is done and what is not: that may be more.
    sides = shipped.table("derived_parts").groupby(["derived", "side"]).size()
    assert sides.max() <= MOST_JOINED


def test_every_indicator_is_in_one_declared_matter(catalogue):
    named = [id_ for matter in catalogue.matters.values() for id_ in matter.indicators]
    assert sorted(named) == sorted(catalogue.indicators)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_matter_has_a_name_of_its_own(catalogue, language):
    names = Counter(getattr(matter.name, language).casefold() for matter in catalogue.matters.values())
    assert [name for name, times in names.items() if times > 1] == []


def test_every_declared_comparison_has_its_reason_in_both_languages(catalogue):
    for id_, matter in catalogue.matters.items():
        for said in matter.comparisons:
            assert is_chinese(said.reason.zh) and not is_chinese(said.reason.en), (id_, said.between)


def is_chinese(text: str) -> bool:
    """Does a text hold Chinese characters?"""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_no_two_matters_are_found_under_the_same_other_name_as_one_is_called(catalogue):
    """A synonym may lead to several matters, but not from the name of another one."""
    for language in ("zh", "en"):
        named = {getattr(matter.name, language).casefold(): id_ for id_, matter in catalogue.matters.items()}
        for id_, matter in catalogue.matters.items():
            for synonym in getattr(matter.synonyms, language):
                assert named.get(synonym.casefold(), id_) == id_, synonym


def test_every_derived_indicator_has_a_figure_and_none_is_counted_among_the_printed_ones(
    catalogue, shipped, rows
):
    shipped.keep(COMPUTED, computed_figures)
    derived = {id_ for id_, indicator in catalogue.indicators.items() if indicator.derived}
    assert derived <= set(shipped.figures(COMPUTED)["indicator"])
    assert not derived & {row["indicator"] for row in rows}


def test_what_is_added_up_is_in_units_of_one_dimension(catalogue):
    for id_, indicator in catalogue.indicators.items():
        for parts in derived_from(catalogue, indicator).values():
            units = {catalogue.indicators[part].unit for part in parts}
            assert len({catalogue.units[unit].dimension for unit in units}) == 1, id_


def test_what_was_achieved_was_so_before_it_was_published_and_within_the_period_of_its_document(
    catalogue, rows
):
    for row in rows:
        source = catalogue.sources[row["source"]]
        if row["status"] == "achieved" and row["period_end"]:
            # A year of publication is as late as its last day.
            assert row["period_end"] <= f"{source.published}-12-31"[:10], row["id"]
            assert row["period_end"] <= source.period_end, row["id"]


@pytest.mark.skipif(
    not SOURCES.is_dir(),
    reason="the source documents are not part of the project: put them into ../shared/sources",
)
def test_every_figure_is_found_in_its_document():
    assert [str(problem) for problem in verify_figures(DATA, SOURCES)] == []
