"""Reading: what a snapshot gives beside its observations, and what is laid down beside it."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pandas as pd
import pytest

from loaders.reading import COMPUTED, DERIVED, FIGURES, PLACED, PRINTED, Snapshot


@pytest.fixture
def snapshot(built_sound) -> Snapshot:
    """The sound world, opened anew: what a test lays down beside it is seen by that test alone."""
    return Snapshot(built_sound)


@pytest.fixture
def opened(sound, written):
    """The sound world as it stands after a test's edits."""
    return lambda: Snapshot(written(sound))


def entries(snapshot: Snapshot, table: str, *columns: str) -> list[tuple]:
    """Some columns of a table, in its order."""
    return list(snapshot.table(table)[list(columns)].itertuples(index=False, name=None))


# Matters and what is derived


def test_an_indicator_that_no_matter_names_is_a_matter_of_its_own_after_those_declared(snapshot):
    assert entries(snapshot, "matters", "position", "id", "name_en", "topic", "kind", "synonyms_zh") == [
        (1, "permit_time", "Time to get a permit", "approvals", "environment", "许可时限|审批用时"),
        (2, "permit_claimed_cut", "Permit time cut (claimed)", "approvals", "environment", ""),
        (3, "cost_change", "Change in the cost of a service", "services", "environment", ""),
    ]
    assert dict(entries(snapshot, "indicators", "id", "matter")) == {
        "permit_working_days": "permit_time",
        "permit_days": "permit_time",
        "permit_claimed_cut": "permit_claimed_cut",
        "cost_change": "cost_change",
    }


def test_without_declared_matters_every_indicator_is_one(sound, opened):
    (sound / "matters.yaml").unlink()
    alone = opened()
    ids = list(alone.table("indicators")["id"])
    assert list(alone.table("matters")["id"]) == list(alone.table("indicators")["matter"]) == ids


def test_a_matter_that_says_how_large_a_place_is_says_so(sound, change, opened):
    change(sound / "matters.yaml", "topic: approvals", "topic: approvals\n  kind: size")
    assert opened().table("matters").set_index("id").loc["permit_time", "kind"] == "size"


def test_a_declared_comparison_is_there_from_either_side_with_its_reason(snapshot):
    reason = "One counts working days, the other calendar days"
    assert entries(snapshot, "declared", "indicator", "other", "grade", "reason_en") == [
        ("permit_days", "permit_working_days", "with_caution", reason),
        ("permit_working_days", "permit_days", "with_caution", reason),
    ]


@pytest.mark.parametrize(
    ("derived", "numerator", "denominator", "form"),
    [
        ("{funnel: cuts_promised}", ["cost_change"], ["permit_claimed_cut"], "completion"),
        (
            "{numerator: permit_days, denominator: permit_working_days}",
            ["permit_days"],
            ["permit_working_days"],
            "per_unit",
        ),
        (
            "{numerator: permit_days, denominator: [permit_working_days, cost_change]}",
            ["permit_days"],
            ["cost_change", "permit_working_days"],
            "per_unit",
        ),
    ],
)
def test_a_derived_indicator_names_what_it_is_made_of(
    derived, numerator, denominator, form, sound, change, opened
):
    added = INDICATOR.format(derived=derived)
    with (sound / "indicators" / "services.yaml").open("a", encoding="utf-8") as file:
        file.write(added)
    snapshot = opened()
    parts = snapshot.table("derived_parts")
    assert set(parts["derived"]) == {"made_up"}
    assert sorted(parts[parts["side"] == "numerator"]["part"]) == numerator
    assert sorted(parts[parts["side"] == "denominator"]["part"]) == denominator
    assert snapshot.table("indicators").set_index("id").loc["made_up", "form"] == form


INDICATOR = """made_up:
  name: {{zh: 编造的比, en: A made-up ratio}}
  definition: {{zh: 编造的比, en: A made-up ratio}}
  unit: percent
  direction: no_judgement
  national_indicator: government_services
  b_ready: business_location
  derived: {derived}
"""


@pytest.mark.parametrize(
    ("stages", "numerator", "denominator"),
    [
        ("total: a\n  fully: b\n  partly: c", ["b", "c"], ["a"]),
        ("done: b\n  pending: [c]", ["b"], ["b", "c"]),  # no total in print: what is done and what is not
        ("total: a\n  done: b\n  pending: [c]", ["b"], ["a"]),
        ("fully: a\n  partly: b\n  pending: [c]", ["a", "b"], ["a", "b", "c"]),
    ],
)
def test_of_a_funnel_what_is_done_is_divided_by_the_total_or_by_all_there_is(
    stages, numerator, denominator, sound, change, opened
):
    units = INDICATOR.format(derived="{funnel: cuts_promised}")
    with (sound / "indicators" / "services.yaml").open("a", encoding="utf-8") as file:
        file.write(units)
        for id_ in "abc":
            file.write(
                INDICATOR.format(derived="").replace("made_up:", f"{id_}:").replace("  derived: \n", "")
            )
    funnel = (sound / "funnels.yaml").read_text(encoding="utf-8").split("  total:")[0]
    (sound / "funnels.yaml").write_text(f"{funnel}  {stages}\n", encoding="utf-8")
    parts = opened().table("derived_parts").groupby("side")["part"].apply(sorted).to_dict()
    assert parts == {"numerator": numerator, "denominator": denominator}


def test_what_a_ratio_counts_per_and_per_year_is_told_to_the_metrics(sound, opened):
    derived = '{numerator: permit_days, denominator: permit_working_days, per: "1000", yearly: true}'
    with (sound / "indicators" / "services.yaml").open("a", encoding="utf-8") as file:
        file.write(INDICATOR.format(derived=derived))
    (told,) = opened().relations(DERIVED)
    (row,) = told.df().to_dict("records")
    assert (row["derived"], row["matter"], row["form"], row["topic"]) == (
        "made_up",
        "made_up",
        "per_unit",
        "services",
    )
    assert (row["times"], row["per"], row["yearly"], row["least"], row["most"]) == (
        100,
        1000,
        "true",
        0,
        float("inf"),
    )


# Codes and counts


def test_the_printed_figures_carry_what_the_metrics_ask_of_their_indicator_and_place(snapshot):
    (printed,) = snapshot.relations(PRINTED)
    rows = printed.df().set_index("id")
    asked = ["topic", "matter", "form", "direction", "level", "part_of", "cut_kind", "denominator_end"]
    assert tuple(rows.loc["linhe-001", asked]) == (
        *("approvals", "permit_time", "level", "lower_is_better", "prefecture", "dongjiang"),
        *("", ""),
    )
    assert rows.loc["linhe-001", "period_days"] == 366  # 1 January to 31 December 2020, a leap year
    assert pd.isna(rows.loc["linhe-004", "period_days"])  # as of a day


def test_figures_are_counted_by_place_and_indicator(snapshot):
    assert snapshot.places() == {"linhe": 4, "qiushan": 3}
    assert snapshot.with_level_before() == ["linhe-001", "qiushan-002"]
    counts = snapshot.counts().set_index(["place", "indicator"])
    assert tuple(counts.loc[("linhe", "permit_days")]) == (1, 0)  # masked
    assert tuple(counts.loc[("qiushan", "permit_working_days")]) == (1, 0)  # cut by 3 or to 3
    assert tuple(counts.loc[("linhe", "cost_change")]) == (1, 1)


def test_only_tables_and_what_was_laid_down_can_be_computed_on(snapshot):
    for name in (COMPUTED, FIGURES, PLACED, "observations; DROP TABLE places", "sqlite_master"):
        with pytest.raises(KeyError):
            snapshot.relations(name)


def test_relations_of_one_call_can_be_joined(snapshot):
    printed, places = snapshot.relations(PRINTED, "places")
    assert len(printed.join(places, "place = places.id", how="inner").fetchall()) == 7


# What is laid down


def without_figures(snapshot: Snapshot) -> duckdb.DuckDBPyRelation:
    """Computed figures in the form they need, of which there are none."""
    (printed,) = snapshot.relations(PRINTED)
    return printed.filter("false")


def test_computed_figures_stand_beside_the_printed_ones(snapshot):
    snapshot.keep(COMPUTED, lambda of: of.relations(PRINTED)[0].filter("id = 'linhe-004'"))
    assert len(snapshot.figures(FIGURES)) == 8 and len(snapshot.figures(COMPUTED)) == 1
    assert len(snapshot.observations()) == 7  # printed ones only
    assert list(snapshot.figures(FIGURES, ids=["qiushan-001"])["id"]) == ["qiushan-001"]
    assert set(snapshot.in_use("status")) == {"rule", "achieved", "target"}
    assert set(snapshot.in_use("indicator")) == set(snapshot.table("indicators")["id"])


def test_what_is_laid_down_is_computed_once_however_many_ask(snapshot):
    times = []

    def compute(of: Snapshot) -> duckdb.DuckDBPyRelation:
        times.append(of.id)
        return without_figures(of)

    with ThreadPoolExecutor(8) as threads:
        for asked in [threads.submit(snapshot.keep, COMPUTED, compute) for _ in range(40)]:
            asked.result()
    assert times == [snapshot.id]


def test_what_could_not_be_computed_is_not_called_laid_down_and_can_be_tried_again(snapshot):
    with pytest.raises(ZeroDivisionError):
        snapshot.keep(COMPUTED, lambda of: 1 / 0)
    with pytest.raises(KeyError):
        snapshot.relations(FIGURES)
    snapshot.keep(COMPUTED, without_figures)
    assert len(snapshot.figures(FIGURES)) == 7


def test_where_figures_stand_is_read_by_indicator_and_place(snapshot):
    snapshot.keep(COMPUTED, without_figures)
    snapshot.keep(PLACED, lambda of: of.relations(PRINTED)[0].select("id, indicator, place"))
    assert list(snapshot.placed(["cost_change"], ["linhe"])["id"]) == ["linhe-004"]
    assert len(snapshot.placed(None, None)) == 7


def test_what_is_laid_down_does_not_reach_the_file(built_sound):
    size, first = built_sound.stat().st_mtime_ns, Snapshot(built_sound)
    first.keep(COMPUTED, without_figures)
    assert built_sound.stat().st_mtime_ns == size
    with pytest.raises(KeyError):
        Snapshot(built_sound).relations(COMPUTED)


def test_a_snapshot_is_opened_whatever_its_folder_is_called(built_sound, tmp_path):
    folder = tmp_path / "o'clock ; 数据"
    folder.mkdir()
    file = folder / built_sound.name
    file.write_bytes(built_sound.read_bytes())
    assert Snapshot(file).count() == 7
