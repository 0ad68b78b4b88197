"""Task list: every certain gap to a peer and nothing else, with what the peer carries out."""

import csv
import io

import pytest

from exports.csv_file import csv_bytes
from findings import tasks
from locales import LANGUAGES, words
from pages.parts import cached
from tests.pages.opening import opened, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_task_it_is_said_how_many_figures_were_looked_at_and_why_none(language, shipped):
    for place, name in cached.reporting_places(shipped.id, language).items():
        app = opened("tasks", lang=language, place=place)
        account = tasks.account(shipped.id, place)
        assert not app.exception
        assert tasks.listed(shipped.id, place).empty
        computed = int((account["status"] == "derived").sum())
        told = {"figures": len(account), "printed": len(account) - computed, "computed": computed}
        assert words(language)("task.none", place=name, **told) in said(app)
        assert set(account["task"]) <= set(tasks.OUTCOMES) - {"task"}
        for outcome, n in account["task"].value_counts().items():
            what = words(language)(f"task.{outcome}")
            assert words(language)("takeaway.counted", what=what, n=n) in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_under_the_chooser_it_is_said_that_no_place_has_a_task_and_what_tasks_lack(language, shipped):
    app, text = opened("tasks", lang=language), words(language)
    names = cached.reporting_places(shipped.id, language)
    assert tasks.counts(shipped.id) == dict.fromkeys(names, 0)
    ground = tasks.prospects(shipped.id)
    shared = ground[ground["is_shared"]]
    counted = {"judged": len(ground), "shared": len(shared), "may": int(shared["is_comparable"].sum())}
    assert text("task.nowhere", places=len(names), **counted) in said(app)
    assert counted["may"] == 0 and all(name in said(app) for name in shared[f"indicator_{language}"])
    ways = [link.proto.label for link in app.get("page_link")]
    assert {text("way.shared_indicators"), text("way.blanks")} <= set(ways)


def test_under_the_chooser_stand_the_places_that_have_tasks(index):
    counts = tasks.counts(index)
    assert counts["fifth"] == 13 and counts["province"] == 0
    told = said(opened("tasks", lang="en", place="province"))
    having = sum(n > 0 for n in counts.values())
    assert f"Places with tasks: {having} (" in told and "Fifth ×13" in told
    assert f"; {len(counts) - having} have none." in told


def test_each_figure_is_accounted_for_once(shipped):
    for place in cached.reporting_places(shipped.id, "zh"):
        account = tasks.account(shipped.id, place)
        both = len(cached.observations(shipped.id, None, (place,)))
        derived = cached.derived(shipped.id)
        assert account["id"].is_unique and len(account) == both + (derived["place"] == place).sum()


def test_what_does_not_compare_has_its_reasons(shipped):
    account = tasks.account(shipped.id, "xiangtan").set_index("id")
    # 5 working days achieved against a limit of 3
    assert account.loc["xiangtan-002", "task"] == "not_comparable"
    assert account.loc["xiangtan-002", "reasons"] == "other_status|ambiguous_wording"
    # held against a provincial average only, and a province is no peer
    assert account.loc["xiangtan-004", "task"] == "alone"


def test_tasks_stand_in_the_order_of_the_certain_distance(index):
    rows = tasks.listed(index, "fifth")
    found = [(row.indicator, row.benchmark_place, row.distance_percent) for row in rows.itertuples()]
    expected = [
        ("permit_documents", "first", 300),  # 8 against 2
        ("permit_days", "first", 220),  # 16 against 5
        ("permit_days", "second", 100),
        ("permit_documents", "second", 100),
        ("review_limit", "first", 200 / 3),  # within 5 against within 3
        ("permit_days", "third", 60),  # against at most 10
        ("permit_documents", "third", 60),
        ("online_share", "second", 500 / 9),  # 40 against 90
        ("online_share", "third", 50),
        ("online_share", "first", 100 / 3),
        ("permit_days", "fourth", 100 / 3),
        ("permit_documents", "fourth", 100 / 3),
        ("online_share", "fourth", 20),
    ]
    assert [place for _, place, _ in found].count("province") == 0
    assert sorted(found) == [(i, p, pytest.approx(d)) for i, p, d in sorted(expected)]
    assert [d for *_, d in found] == sorted((d for *_, d in found), reverse=True)
    assert list(rows["order"]) == list(range(1, 14))


def test_a_card_says_both_figures_the_gap_and_what_the_peer_carries_out(index):
    told = said(opened("tasks", lang="en", place="fifth"))
    assert (
        "Fifth: 5 figures (5 printed, 0 computed from two of these each). Surely behind a place of its level: 4. "
        "Tasks: 13, the largest gap first." in told
    )
    card = told.split("2. Permit time\n")[1].split("3. Permit time")[0]
    assert card.splitlines() == [
        "Fifth: 16 days – Yearbook, 1: '16'",
        "First: 5 days – Yearbook, 1: '5'",
        "Gap: 11 days more, or 220% (the figure is surely behind)",
        "Comparability: comparable",
        "Measures that bear on it, carried out by First and not by Fifth:",
        "· One window: in force · 2023 · Step by step · planned by Fifth · Yearbook 2",
        "· Data sharing: in force · 2023 · Step by step · Yearbook 2",
    ]
    assert "Gap: 2 days between the limits, or 66.7% (the limit is the looser one)" in told
    assert "Third: ≤ 10 days" in told and "Gap: 6 – 16 days more, or ≥ 60%" in told
    assert "Gap: 50 percentage points less, or 55.6%" in told
    chinese = said(opened("tasks", lang="zh", place="fifth"))
    assert "差距：少 50 个百分点，即 55.6%（数字确定落后）" in chinese
    assert "· 一窗受理：试点 · 2023 · 逐步推行 · 戊市已列入计划 · 年鉴 2" in chinese


def test_the_leader_has_few_tasks_and_the_others_are_accounted_for(index):
    account = tasks.account(index, "first").set_index("indicator")["task"].to_dict()
    assert account == {
        "online_share": "task",  # 60 against 90 and 80
        "permit_days": "cannot_tell",  # 5 against at most 10
        "permit_documents": "not_behind",
        "review_limit": "cannot_tell",  # the stricter of two limits
    }
    assert tasks.account(index, "province")["task"].to_list() == ["alone"]


def test_the_file_has_one_row_per_task_and_measure(index):
    shown = tasks.with_measures(index, "fifth")
    file = list(csv.DictReader(io.StringIO(csv_bytes(shown, index, "").decode("utf-8-sig"))))
    assert len(file) == 14  # 13 tasks, one of them with two measures
    row = next(row for row in file if row["order"] == "2" and row["measure"] == "one_window")
    said_of = {
        "id": "fifth-permit-days/first-permit-days", "place": "fifth", "benchmark_place": "first",
        "benchmark_place_zh": "甲市", "low": "16", "benchmark_low": "5", "gap_low": "11", "gap_percent_high": "220",
        "distance_percent": "220", "basis": "figure", "basis_en": "the figure is surely behind",
        "grade": "comparable", "measure_status": "in_force", "own_status": "planned", "own_status_en": "planned",
        "source_en": "Yearbook", "benchmark_source_en": "Yearbook", "measure_source_en": "Yearbook",
        "measure_locator": "2", "what_en": "Step by step",
    }  # fmt: skip
    assert {name: row[name] for name in said_of} == said_of
    assert {row["measure"] for row in file if row["order"] == "5"} == {""}


def test_a_place_that_does_not_exist_is_announced(index):
    app = opened("tasks", lang="en", place="nowhere")
    assert "place=nowhere" in said(app) and not app.exception
