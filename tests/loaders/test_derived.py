"""Derived figures: two exact ones of the same place, scope and period, worked by hand."""

import pytest

# id: amount; the working beside it
WORKED = {
    "anyang-038/anyang-037": 1706.902,  # 212.68 × 10^8 yuan ÷ 1246 enterprises ÷ 10^4
    "qiandongnan-123/qiandongnan-122": 33.678,  # 400.91 × 10^8 ÷ 119041 ÷ 10^4
    "anyang-080/anyang-079": 89.744,  # 70 ÷ 78 = 89.74 %
    "qiandongnan-100/qiandongnan-099": 98.846,  # 257 ÷ 260, which hides 91 kept in part
    "qiandongnan-101/qiandongnan-099": 63.846,  # 166 ÷ 260
    "qiandongnan-139/qiandongnan-137": 23.729,  # 14 ÷ 59, the prefecture's own level
    "qiandongnan-140/qiandongnan-138": 40.964,  # 34 ÷ 83, the counties
}


def test_shares_and_amounts_per_enterprise_are_as_worked_by_hand(shipped):
    derived = shipped.derived().set_index("id")
    for id_, amount in WORKED.items():
        assert derived.loc[id_, "amount"] == pytest.approx(amount, abs=0.001), id_


def test_a_derived_figure_joins_one_place_scope_and_period_and_exact_figures_only(shipped):
    observed = shipped.observations().set_index("id")
    for id_ in shipped.derived()["id"]:
        one, other = (observed.loc[part] for part in id_.split("/"))
        for column in ("place", "scope", "period_start", "period_end"):
            assert one[column] == other[column], id_
        assert {one["bound"], other["bound"]} == {"exact"}


def test_every_derived_indicator_has_a_figure_and_none_is_counted_among_the_printed_ones(shipped):
    indicators = shipped.table("indicators")
    declared = set(indicators[indicators["numerator"] != ""]["id"])
    assert set(shipped.derived()["indicator"]) == declared
    assert not declared & set(shipped.observations()["indicator"])
