"""City: one place in full, with what is sure said as sure and what cannot be said with its reason."""

import pytest

from exports.csv_file import csv_bytes
from exports.profile_takeaways import strengths
from findings import own_account, profile
from pages.parts import cached
from tests.pages.made_up import write_dataset
from tests.pages.opening import opened, said, unfolded
from words import wording
from words.view import View

MEASURES = """
one_window:
  name: {zh: 一窗受理, en: One window}
  topic: approvals
  indicators: [permit_days]
  done_by:
    - {place: second, year: "2023", status: in_force, source: yearbook, locator: "1"}
    - {place: third, year: "2023", status: pilot, source: yearbook, locator: "1"}
    - {place: first, year: "2024", status: planned, source: yearbook, locator: "1"}
hotline:
  name: {zh: 热线, en: Hotline}
  topic: approvals
  indicators: []
  done_by:
    - {place: first, year: "2023", status: in_force, source: yearbook, locator: "1"}
"""
TARGET = "first-target,first,permit_days,whole,2024-01-01,2024-12-31,4,day,at_most,,,,,target,,,yearbook,1,4天以内,,\n"


@pytest.fixture
def peers(tmp_path, monkeypatch):
    """The made-up dataset with goalposts, measures and a target of its own: what a full profile needs."""
    write_dataset(tmp_path / "data")
    indicators = tmp_path / "data" / "indicators" / "approvals.yaml"
    unscored = indicators.read_text("utf-8")
    posts = "  goalposts: {best: 0, worst: 20, source: {zh: 定, en: Set}}\n"
    first = unscored.index("permit_steps:")
    indicators.write_text(unscored[:first] + posts + unscored[first:], encoding="utf-8")
    (tmp_path / "data" / "measures.yaml").write_text(MEASURES.strip() + "\n", encoding="utf-8")
    with (tmp_path / "data" / "observations" / "first.csv").open("a", encoding="utf-8") as file:
        file.write(TARGET)
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))


def table_with(app, column: str):
    """The first table that has a column."""
    return next(table.value for table in unfolded(app).dataframe if column in table.value.columns)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_place_has_a_profile_and_hides_nothing_it_has(language, shipped):
    for place in cached.reporting_places(shipped.id, language):
        app = opened("city", lang=language, place=place)
        assert not app.exception, place
        own = cached.observations(shipped.id, None, (place,))
        assert app.metric[0].value == str(len(own))
        assert int(own_account.by_topic(shipped.id, place)["figures"].sum()) == len(own)


def test_without_a_place_in_the_address_the_profile_is_of_the_place_with_most_figures(shipped):
    counts = cached.observations(shipped.id)["place"].value_counts()
    assert opened("city", lang="en").selectbox(key="place:en").value == counts.idxmax()
    told = said(opened("city", lang="en", place="nowhere"))
    assert "place=nowhere" in told


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            (
                "▲ 确定更好（须谨慎：原文未说明数字是时限、平均还是实际）"
                " – 施工图审查用时：10 天；湖南省 · 省级 15.79 天",
                "全省平均（原文并列） 15.79 天",
            ),
        ),
        (
            "en",
            (
                "▲ surely better (with caution: the text does not say whether the number is a limit, an average or"
                " what was achieved)"
                " – Drawing review: 10 days; Hunan · province 15.79",
                "provincial average (printed beside it) 15.79 days",
            ),
        ),
    ],
)
def test_a_sure_strength_stands_with_its_caution_and_what_it_is_held_against(language, lines, shipped):
    told = said(opened("city", lang=language, place="xiangtan"))
    assert all(line in told for line in lines)


def test_seen_from_the_other_side_the_strength_is_a_gap(shipped):
    rows = profile.compared(shipped.id, "hunan").set_index(["id", "benchmark_id"])
    assert rows.loc[("hunan-001", "xiangtan-004"), "side"] == "gap"


def test_strengths_and_gaps_are_what_is_surely_ahead_and_behind(shipped):
    verdicts = {
        "strength": {"surely_better", "stricter", "within"},
        "gap": {"surely_worse", "looser", "beyond"},
        "not_comparable": {"not_comparable"},
    }
    for place in cached.reporting_places(shipped.id, "zh"):
        rows = profile.compared(shipped.id, place)
        for side, given in verdicts.items():
            assert set(rows[rows["side"] == side]["verdict"]) <= given
            assert not set(rows[rows["side"] != side]["verdict"]) & given
        assert rows["side"].tolist() == sorted(rows["side"], key=profile.SIDES.index)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_comparisons_of_a_place_are_counted_and_those_that_do_not_stand_with_their_reasons(
    language, shipped
):
    told, text = said(opened("city", lang=language, place="anyang")), wording(language)
    rows = profile.compared(shipped.id, "anyang")
    sides, indicators = rows["side"].value_counts(), rows.groupby("side")["indicator"].nunique()
    counted = {
        "strengths": indicators["strength"],
        "gaps": indicators.get("gap", 0),
        "neither": sides["neither"],
    }
    stand = len(rows) - sides["not_comparable"]
    assert text("city.comparisons", n=stand, **counted) in told
    reasons = rows[rows["side"] == "not_comparable"]["reasons"].str.split("|").explode().value_counts()
    first = text("takeaway.counted", what=text(f"reason.{reasons.index[0]}"), n=reasons.iloc[0])
    assert text("city.apart", n=sides["not_comparable"], reasons="\0").partition("\0")[0] + first in told
    expected = {
        "zh": ("没有一个能与同级地区排在一起", "综合：没有可用的得分，不出数；要用的得分 2 个，可用的 0 个"),
        "en": (
            "None stands in one set with theirs",
            "Overall: no scores that can be used, so no number; scores needed 2, usable 0",
        ),
    }
    assert all(part in told for part in expected[language])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_nothing_compares_it_is_said_so_with_the_reasons_counted(language, shipped):
    rows = profile.compared(shipped.id, "anyang")
    apart, text = rows[rows["side"] == "not_comparable"], wording(language)
    told = strengths(apart, View("city", language, shipped.id))
    assert told.startswith(text("city.no_comparison"))
    assert text("city.apart", n=len(apart), reasons="\0").partition("\0")[0] in told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_parts_without_rows_stand_in_one_list_with_why(language, shipped):
    text = wording(language)
    app = opened("city", lang=language, place="qiandongnan")
    headings = [header.value for header in app.header]
    assert text("city.bare") in headings and not {text("city.cuts"), text("city.aims")} & set(headings)
    (listed,) = [block.value for block in app.text if block.value.startswith("· ")]
    lines = [
        text("card.fact", name=text(f"city.{name}"), said=text(f"city.no_{name}"))
        for name in ("cuts", "aims")
    ]
    assert listed.splitlines() == [f"· {line}" for line in lines]


def test_a_place_is_ranked_among_places_of_its_level_where_a_direction_is_better(shipped):
    levels = shipped.table("places").set_index("id")["level"]
    ranked = {}
    for place in cached.reporting_places(shipped.id, "zh"):
        rows = profile.ranking(shipped.id, place)
        has_rank = rows["rank_best"].notna()
        assert (rows[has_rank]["peers"] > 1).all() and (rows[has_rank]["direction"] != "no_judgement").all()
        assert (has_rank == (rows["left_out"] == "")).all()
        ranked[place] = rows[has_rank].set_index("id")
        beside = profile.strips(shipped.id, place)
        assert set(levels[beside["place"]]) <= {levels[place]}
    # 31.84 valid invention patents for every 10,000 residents of Xiangtan, 7.08 of Hengyang; no other city prints any.
    first, second = ranked["xiangtan"].loc["xiangtan-075"], ranked["hengyang"].loc["hengyang-076"]
    assert (first["rank_best"], first["rank_worst"], first["ranked"]) == (1, 1, 2)
    assert (second["rank_best"], second["rank_worst"], second["ranked"]) == (2, 2, 2)
    assert ranked["hunan"].empty  # the province printed beside them is no city


def test_cuts_begin_with_the_largest_that_is_surely_an_improvement(shipped):
    rows = profile.cuts(shipped.id, "xiangtan")
    # 1 − 54.1/106.2 = 49.1 %, 1 − 60.6/83.6 = 27.5 %; the level of the province is no level of its own.
    assert rows["cut_percent_low"].map("{:.1f}".format).tolist() == ["49.1", "27.5"]
    assert set(profile.cuts(shipped.id, "district")["is_improvement"]) == {"unknown"}
    told = said(opened("city", lang="zh", place="district"))
    assert "从原有水平降下来的数字 3 个，确定是改进的 0 个" in told
    assert "确定压减最多" not in told


def test_what_rose_from_an_earlier_level_is_a_change_and_no_cut(shipped):
    rows = profile.changed(shipped.id, "anyang")
    # 152 − 114 = 38, which is 33.3 % of 114; more such enterprises are not said to be better.
    assert rows[["earlier_low", "change_low", "change_high"]].to_numpy().tolist() == [[114, 38, 38]]
    assert rows["change_percent_low"].map("{:.1f}".format).tolist() == ["33.3"]
    assert rows["is_improvement"].tolist() == ["unknown"]


def test_two_figures_that_are_no_series_have_no_change_and_say_why(shipped):
    rows = profile.changed(shipped.id, "qiandongnan")
    no_series = (rows["change_reasons"] != "").sum()
    assert 0 < no_series < len(rows)  # those raised in one sentence are a series
    table = table_with(opened("city", lang="en", place="qiandongnan"), "Why no series")
    assert (table["Why no series"] != "").sum() == (table["Change"] == "").sum() == no_series


def test_a_target_stands_beside_what_is_reached_or_says_that_nothing_is(shipped):
    rows = profile.aims(shipped.id, "xiangtan").set_index("row")
    assert rows.loc["listed", "id"] == "xiangtan-022/xiangtan-021"
    assert rows.loc["listed", "attained"] == "yes"
    assert set(rows.loc["no_figure", "missing"]) == {"not_reported"}
    assert len(profile.aims(shipped.id, "hengyang")) == 7


def test_a_measure_that_is_only_planned_is_not_carried_out(shipped):
    done = shipped.table("measures_done").query("measure == 'agents_for_applicants'")
    status = done.groupby("place")["status"].agg(set)
    assert status["xiangtan"] == {"planned"}
    others = {place for place in status.index if status[place] != {"planned"}}
    lacking = own_account.measures_lacking(shipped.id, "xiangtan")
    by_whom = lacking[lacking["measure"] == "agents_for_applicants"]["place"]
    assert len(others) > 1 and set(by_whom) == others
    assert "xiangtan" not in set(lacking["place"])


def test_of_a_place_without_any_measure_none_is_said_to_be_lacking(shipped):
    assert own_account.measures_lacking(shipped.id, "hunan").empty
    assert "没有录入本地的举措" in said(opened("city", lang="zh", place="hunan"))


def test_a_measure_of_this_place_alone_is_no_other_places(shipped):
    done = cached.table(shipped.id, "measures_done")
    carried_out = done[done["status"] != "planned"]
    for measure in own_account.measures_alone(shipped.id, "anyang")["measure"]:
        assert set(carried_out[carried_out["measure"] == measure]["place"]) == {"anyang"}


def test_the_files_hold_problems_topics_and_scores(shipped):
    asked = (shipped.id, "anyang")
    problems = csv_bytes(own_account.problems(*asked), "s", "a").decode("utf-8-sig")
    assert "思想认识跟不上" in problems
    assert "Attitudes have yet to change" in problems
    assert "no figure in the document ×18" in csv_bytes(own_account.by_topic(*asked), "s", "a").decode(
        "utf-8-sig"
    )
    assert "no_scores" in csv_bytes(profile.scores(*asked), "s", "a").decode("utf-8-sig")


def test_among_peers_each_figure_has_its_strip_its_rank_and_its_verdict(peers):
    app = opened("city", lang="en", place="first")
    assert not app.exception
    ranks = table_with(app, "Rank").set_index("Indicator")
    assert ranks.loc["permit days"]["Rank"].tolist()[0] == "Tied, ranks 1 to 2: same number as 1 more"
    rows = profile.strips(cached.pointer().snapshot, "first")
    days = rows[rows["indicator"] == "permit_days"].set_index("place")["verdict"]
    # Seen from the first place: the same number, worse, worse, worse.
    expected = {"first": "benchmark", "second": "equal"} | dict.fromkeys(
        ("third", "fourth", "fifth"), "surely_worse"
    )
    assert days.to_dict() == expected
    strengths = profile.compared(cached.pointer().snapshot, "first").query("side == 'strength'")
    # 5 days against 9 to 11, 10.5, 20, and 7 in the province.
    assert set(strengths["benchmark_place"]) == {"third", "fourth", "fifth", "province"}


def test_a_composite_of_comparable_scores_is_shown_with_its_coverage(peers):
    told = said(opened("city", lang="en", place="first"))
    assert "Overall: 75; scores needed 1, usable 1." in told  # 100 × (20 − 5) ÷ (20 − 0)
    rows = profile.scores(cached.pointer().snapshot, "third").query("composite == 'overall'")
    assert rows[["score_low", "score_high"]].to_numpy().tolist() == [[45, 55]]  # 9 to 11 days


def test_a_target_for_next_year_is_held_against_this_years_figure(peers):
    rows = profile.aims(cached.pointer().snapshot, "first")
    assert rows[["id", "attained"]].to_numpy().tolist() == [["first-permit-days/first-target", "no"]]


def test_measures_that_others_carry_out_are_listed_with_those_others(peers):
    snapshot = cached.pointer().snapshot
    assert own_account.measures_alone(snapshot, "first")["measure"].tolist() == ["hotline"]
    assert set(own_account.measures_lacking(snapshot, "first")["place"]) == {"second", "third"}
    assert own_account.measures_lacking(snapshot, "second").empty
