"""Speed: every cut once, in per cent, with what it is; limits as a share of what is demanded."""

import pytest

from findings import kept, speed


def test_every_cut_is_there_the_largest_first_and_behind_all_what_is_only_claimed(shipped):
    rows = speed.cuts_with_levels(shipped.id, speed.places_with_times(shipped.id))
    is_claimed = rows["cut_kind"] == "claimed"
    assert len(rows) == 11 and is_claimed.is_monotonic_increasing
    assert all(some["low"].is_monotonic_decreasing for some in (rows[is_claimed], rows[~is_claimed]))
    shares = rows.set_index("id")["low"].round(2).to_dict()
    assert shares["anyang-006/cut"] == 59.09  # 22 documents to 9: 13 ÷ 22
    assert shares["anyang-008/cut"] == 66.67  # within 3 days to within 1: 2 ÷ 3
    assert shares["xiangtan-011/cut"] == 49.06  # 106.2 days to 54.1: 52.1 ÷ 106.2


def test_a_claim_is_a_claim_and_a_limit_a_limit(shipped):
    kinds = speed.cuts_with_levels(shipped.id, speed.places_with_times(shipped.id)).set_index("id")[
        "cut_kind"
    ]
    assert kinds["xiangtan-007/cut"] == "claimed" and kinds["anyang-008/cut"] == "limit"
    assert kinds["anyang-006/cut"] == "actual"


def test_within_50_of_the_120_working_days_allowed_is_41_67_per_cent_of_the_limit(shipped):
    rows = speed.against_the_law(shipped.id, ("anyang", "xiangtan", "hengyang")).set_index("id")
    assert rows.loc["anyang-001", "share_high"] == pytest.approx(100 * 50 / 120)
    assert rows["share_high"].is_monotonic_increasing


def test_a_limit_is_held_against_the_hardest_of_what_its_own_province_and_the_country_demand(shipped):
    # Registration: Anyang ≤ 3, Henan (its province) ≤ 3, the country ≤ 30 working days: 3 ÷ 3 = 100 %, not 3 ÷ 30 = 10 %.
    # Xiangtan ≤ 5 is in Hunan, which demands nothing of it: 5 ÷ 30 = 16.67 %, whatever Henan demands.
    rows = speed.against_the_law(shipped.id, ("anyang", "xiangtan")).set_index("id")
    assert rows.loc["anyang-115", ["benchmark_id", "share_high"]].tolist() == ["henan-002", 100]
    assert rows.loc["xiangtan-002", "benchmark_id"] == "china-007"
    assert rows.loc["xiangtan-002", "share_high"] == pytest.approx(100 * 5 / 30)
    assert set(rows["benchmark_source_kind"]) == {"law", "policy"}


def test_each_limit_is_told_once_and_only_where_it_is_a_limit(shipped):
    rows = speed.against_the_law(shipped.id, speed.places_with_times(shipped.id), "open")
    assert not rows.duplicated(["place", "indicator"]).any()
    assert set(rows["benchmark_level"]) <= {"country", "province"}
    assert (rows["form"] == "limit").all()


def test_the_levels_are_those_of_indicators_about_approval_times(shipped):
    rows = speed.levels(shipped.id, ("anyang",))
    catalogue = kept.table(shipped.id, "indicators").set_index("id")["subject"]
    assert set(rows["indicator"].map(catalogue)) == {"approval_times"}
    assert set(rows["place"]) <= {"anyang", "henan", "china"}
