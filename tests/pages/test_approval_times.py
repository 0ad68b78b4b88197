"""Approval times: cuts and times as ranges, and a ranking with tiers where there is a peer set to rank in."""

import pytest

from exports.csv_file import csv_bytes
from pages.parts import approvals, cached
from tests.pages.opening import opened, said, unfolded


def ranking():
    """The page's rows for all places of the dataset on the air."""
    snapshot = cached.pointer().snapshot
    places = tuple(cached.reporting_places(snapshot, "zh"))
    return approvals.ranking(snapshot, tuple(cached.labels(snapshot, "topics", "zh")), places)


def table_with(app, column: str):
    """The table that has a column."""
    return next(table.value for table in unfolded(app).dataframe if column in table.value.columns)


def test_before_after_cut_and_times_stand_in_one_row():
    cuts = table_with(opened("approval_times", lang="zh"), "之前 → 之后").set_index("之前 → 之后")
    # 1 − 9/22 = 59.1 %, 22/9 = 2.44
    assert cuts.loc["22 → 9 份", ["降幅", "之前 ÷ 之后"]].tolist() == ["59.1%", "2.44 ×"]
    # Of a limit cut from 3 days to 1 only the cut of the limit is known, and no ratio.
    row = cuts.loc["≤ 3 → ≤ 1 天"]
    assert row["降幅"] == "限值降幅 66.7%（实际未知）"
    assert row["之前 ÷ 之后"] == "无法确定"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_peer_set_of_two_places_the_page_says_why_there_is_no_ranking(language, shipped):
    told = said(opened("approval_times", lang=language))
    rows = ranking()
    assert set(rows["row"]) == {"listed"}
    alone = int((rows["left_out"] == "alone").sum())
    counted = {
        "zh": (
            f"不排名：所选范围内有 {len(rows)} 个数字，能入组的分成 {alone} 个同类组",
            f"同类组内没有其他同级地区 {alone} 个",
        ),
        "en": (
            f"No ranking: of the figures in this selection ({len(rows)}), those that can enter a peer set form {alone}",
            f"no other place of its level in its peer set ×{alone}",
        ),
    }
    assert all(part in told for part in counted[language])


def test_a_province_is_not_ranked_among_its_cities(shipped):
    rows = ranking().set_index("place")
    provinces = rows[rows["peer_set"].str.contains("|province|", regex=False)]
    assert len(provinces)
    assert set(provinces["left_out"]) == {"alone"}


def test_ranks_are_ranges_ties_are_said_as_ties_and_tiers_are_named(made_up):
    app = opened("approval_times", lang="zh")
    assert not app.exception
    table = table_with(app, "名次")
    ranked = table[table["名次"] != ""]
    # 5 and 5; 9 to 11 and 10.5, which may be either way round; 20
    assert dict(zip(ranked["地区"], ranked["名次"], strict=True)) == {
        "甲市": "并列第 1 至 2 名（数字相同的另有 1 地）",
        "乙市": "并列第 1 至 2 名（数字相同的另有 1 地）",
        "丙市": "第 3 至 4 名之间，无法再分",
        "丁市": "第 3 至 4 名之间，无法再分",
        "戊市": "第 5 名",
    }
    assert ranked["分档"].tolist() == [f"第 {tier} 档（共 3 档）" for tier in (1, 1, 2, 2, 3)]
    assert set(ranked["可比性"]) == {"可比"}
    assert "有名次的数字 5 个，分属 1 个同类组；名次确定的 1 个。" in said(app)
    assert "没有名次的数字 3 个：不作好坏判断 2 个、同类组内没有其他同级地区 1 个。" in said(app)


def test_a_rank_is_that_among_all_places_whichever_are_chosen(made_up):
    app = opened("approval_times", lang="en", place="fifth")
    table = table_with(app, "Rank")
    assert table["Rank"].tolist() == ["Rank 5"]
    assert table["Tier"].tolist() == ["Tier 3 of 3"]


def test_a_ratio_that_bounds_leave_open_is_a_range(made_up):
    cuts = table_with(opened("approval_times", lang="en"), "Before → after").set_index("Place")
    # at least 22 before and 9 to 11 now: 22/11 = 2 or more; at most 30 before and 20 now: 30/20 = 1.5 at most
    assert cuts["Before ÷ after"].to_dict() == {"First": "2.4 ×", "Third": "≥ 2 ×", "Fifth": "0 – 1.5 ×"}


def test_the_file_has_the_ranks_and_why_the_others_have_none(made_up):
    lines = csv_bytes(ranking(), "x", "y").decode("utf-8-sig").splitlines()
    header, *rows = (line.split(",") for line in lines)
    of = {row[header.index("id")]: dict(zip(header, row, strict=True)) for row in rows}
    third, province = of["third-permit-days"], of["province-permit-days"]
    assert [third[c] for c in ("rank_best", "rank_worst", "ranked", "tier", "tiers")] == [
        "3",
        "4",
        "5",
        "2",
        "3",
    ]
    assert (province["left_out"], province["rank_best"], province["grade"]) == ("alone", "", "")
