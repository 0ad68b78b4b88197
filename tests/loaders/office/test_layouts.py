"""Layouts: tables as offices lay them out, each read into the figures that a person reads there."""

from datetime import datetime

import pytest

from loaders.office.account import Account
from loaders.office.sheets import Unreadable
from tests.loaders.office.conftest import merging


def figures(account: Account) -> set[tuple[str, str, str, str, str]]:
    """Place, indicator, value, unit and year of the figures that were understood."""
    return {
        (f.place, f.indicator_id or f.indicator, f.value, f.unit_id or f.unit, f.period.start[:4])
        for f in account.understood
    }


def left_out(account: Account) -> set[tuple[str, str]]:
    """What was left out and why."""
    return {(one.printed, one.why) for one in account.left_out}


TWO_PLACES = {
    ("东江市", "market_entities", "100", "enterprise", "2023"),
    ("东江市", "market_entities", "120", "enterprise", "2024"),
    ("西岭市", "market_entities", "80", "enterprise", "2023"),
    ("西岭市", "market_entities", "90", "enterprise", "2024"),
}
ORIENTATIONS = {
    "places over years": "指标：市场主体总量(户)\n地区,2023年,2024年\n东江市,100,120\n西岭市,80,90\n",
    "years over places": "指标：市场主体总量\n单位：户\n年份,东江市,西岭市\n2023,100,80\n2024,120,90\n",
    "indicator over places and years": "地区,市场主体总量（户）,\n,2023年,2024年\n东江市,100,120\n西岭市,80,90\n",
    "years over indicators": ",2023年,2024年\n地区,市场主体总量（户）,市场主体总量（户）\n东江市,100,120\n西岭市,80,90\n",
    "one figure a row": (
        "地区;指标;年份;数值;单位\n东江市;市场主体总量;2023;100;户\n东江市;市场主体总量;2024;120;户\n"
        "西岭市;市场主体总量;2023年;80;户\n西岭市;市场主体总量;2024年度;90;户\n"
    ),
    "English, places and indicators in rows": (
        "City,Indicator,Unit,2023,2024\n东江市,Market entities,enterprises,100,120\n西岭市,Market entities,enterprises,80,90\n"
    ),
    "two tables under each other": (
        "2023年\n地区,市场主体总量（户）\n东江市,100\n西岭市,80\n注：初步数\n\n"
        "2024年\n地区,市场主体总量（户）\n东江市,120\n西岭市,90\n"
    ),
    "continued": (
        "指标：市场主体总量（户）\n地区,2023年,2024年\n东江市,100,120\n续表\n地区,2023年,2024年\n西岭市,80,90\n"
    ),
    "blank rows and columns": ",,,,\n指标：市场主体总量(户),,,,\n\n,地区,,2023年,2024年\n\n,东江市,,100,120\n,西岭市,,80,90\n",
}  # fmt: skip


@pytest.mark.parametrize("text", ORIENTATIONS.values(), ids=ORIENTATIONS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_one_table_is_the_same_however_it_is_laid_out(read, text, encoding):
    assert figures(read(text.encode(encoding))) == TWO_PLACES


def test_lines_above_the_heads_give_place_and_period_and_blanks_are_told(read):
    account = read(
        "数据库：城市年度数据\n地区：东江市\n时间：最近3年\n指标,2024年,2023年\n"
        "市场主体总量(家),318,301\n贷款余额(亿元),23.1,\n数据来源：统计局\n".encode("gb18030")
    )
    assert figures(account) == {
        ("东江市", "market_entities", "318", "enterprise", "2024"),
        ("东江市", "market_entities", "301", "enterprise", "2023"),
        ("东江市", "loans_outstanding", "23.1", "hundred_million_yuan", "2024"),
    }
    assert (account.own, account.questions) == ("东江市", [])
    assert ("", "blank") in left_out(account) and ("数据来源：统计局", "note") in left_out(account)
    assert {one.source for one in account.figures} == {"统计局"}


def test_totals_are_left_out_and_the_own_place_is_asked_of_several(read):
    account = read("指标：贷款余额(亿元)\r\n地区,2024年\r\n东江市,2.5\r\n西岭市,1.5\r\n合计,4.0\r\n")
    assert len(account.understood) == 2 and ("合计", "total") in left_out(account)
    (asked,) = account.questions
    assert (asked.why, asked.choices) == ("place", ("东江市", "西岭市"))
    told = read("指标：贷款余额(亿元)\n地区,2024年\n东江市,2.5\n西岭市,1.5\n", answers={"place": "西岭市"})
    assert (told.own, told.questions) == ("西岭市", [])


def test_a_scope_in_brackets_is_no_second_figure_of_the_whole(read):
    account = read("指标：高新技术企业数（家）\n地区,2024年\n东江地级市,61\n东江市（含开发区）,64\n")
    assert account.places == ["东江地级市"]
    assert [(one.why, one.printed) for one in account.questions] == [("scope", "东江市（含开发区）")]
    assert {one.scope for one in account.understood} == {"whole"}


def test_columns_that_hold_no_figures_are_left_out_and_told(read):
    account = read(
        'Rank,ChineseName,EnglishName,Location,Market entities,Sister\n1,东江,Dongjiang,"(113.2,28.1)",318,"Xiling,Bei"\n'
        '2,西岭,Xiling,"(114.0,27.9)",151,Dongjiang\n'
    )
    assert {("Rank", "ordinal"), ("Location", "coordinates"), ("Sister", "no_indicator")} <= left_out(account)
    assert {one.why for one in account.questions} == {"place", "unit", "period"}
    assert not account.understood  # neither unit nor year is told


def test_merged_heads_of_two_levels_name_the_indicator_together(read, workbook):
    rows = [
        ["2024年度考核结果一览表"],
        ["单位：分、个工作日、％"],
        ["序号", "地区", "企业开办", None, "考核", None, "备注"],
        [None, None, "用时①", "环节", "得分", "名次", None],
        [1, "东江市", "１", "2", 92.3, 1, None],
        [2, "西岭市", "2②", 3, "—", "…", "含园区"],
        [None, "平均", 1.5, 2.5, 92.3, 1, None],
        ["注：①工作日，不含公示。②另有规定的除外。"],
    ]
    merged = merging("A1:G1", "A2:G2", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4", "A8:G8")
    account = read(workbook(("考核", rows, merged)))
    assert figures(account) == {
        ("东江市", "startup_working_days", "1", "working_day", "2024"),
        ("东江市", "企业开办·环节", "2", "step", "2024"),
        ("东江市", "考核·得分", "92.3", "point", "2024"),
        ("东江市", "考核·名次", "1", "rank", "2024"),
        ("西岭市", "startup_working_days", "2", "working_day", "2024"),
        ("西岭市", "企业开办·环节", "3", "step", "2024"),
    }
    noted = {one.note for one in account.figures if one.value == "2" and one.unit_id == "working_day"}
    assert noted == {"另有规定的除外；工作日，不含公示；含园区"}
    assert [(one.printed, one.kind) for one in account.left_out if one.why == "missing"] == [
        ("—", "not_available"),
        ("…", "not_available"),
    ]


def test_preface_and_tail_of_an_export_are_dropped_and_told(read, workbook):
    rows = [
        ["Country Name", "Country Code", "Series Name", "Series Code", "2023 [YR2023]", "2024 [YR2024]"],
        ["Dongjiang", "DJ", "Starting a business, days (days)", "IC.1", "3", "2"],
        ["Dongjiang", "DJ", "Market entities (enterprises)", "IC.2", "..", "210"],
        [],
        ["Data from database: invented"],
        ["Last Updated: 11/01/2026"],
    ]
    account = read(workbook(("About", [["Some words"], ["and more"]]), ("Data", rows)))
    assert figures(account) == {
        ("Dongjiang", "startup_days", "3", "day", "2023"),
        ("Dongjiang", "startup_days", "2", "day", "2024"),
        ("Dongjiang", "market_entities", "210", "enterprise", "2024"),
    }
    assert {("Last Updated: 11/01/2026", "note"), ("About", "no_table"), ("..", "missing")} <= left_out(
        account
    )


def test_an_offices_own_table_keeps_bounds_sources_and_note_marks(read):
    account = read(
        "\ufeff序号,指标名称,单位,2023年,2024年,数据来源\n１,企业开办用时,工作日,2,1以内,市监局\n"
        '２,贷款余额,万元,"21,564.00",压缩至2,人行\n３,群众满意度,百分比,0.985,98.7*,第三方\n合计,,,,,\n'
    )
    told = {(f.indicator_id, f.bound, f.value, f.source, f.note) for f in account.understood}
    assert told == {
        ("startup_working_days", "exact", "2", "市监局", ""),
        ("startup_working_days", "at_most", "1", "市监局", ""),
        ("loans_outstanding", "exact", "21564.00", "人行", ""),
        ("loans_outstanding", "exact", "2", "人行", ""),
        ("public_satisfaction", "exact", "98.7", "第三方", "*"),
    }
    (asked,) = [one for one in account.questions if one.why == "percent_or_share"]
    assert (asked.row, asked.column, asked.choices) == (4, 4, ("0.985%", "98.5%"))
    assert {one.why for one in account.questions} == {"percent_or_share", "place"}


def test_sheets_are_chosen_by_content_and_hidden_ones_and_examples_left_out(read, workbook):
    def hide(sheet) -> None:
        sheet.sheet_state = "hidden"

    table = [["地区", "日期", "市场主体总量（户）"], ["东江市", datetime(2024, 12, 31), 120]]
    account = read(
        workbook(("封面", [["营商环境"], [2024]]), ("数据", table), ("示例", table), ("旧", table, hide))
    )
    assert figures(account) == {("东江市", "market_entities", "120", "enterprise", "2024")}
    assert {("封面", "sheet_set_aside"), ("示例", "sheet_set_aside"), ("旧", "hidden_sheet")} <= left_out(
        account
    )


def test_a_place_merged_over_several_rows_is_the_place_of_each(read, workbook):
    rows = [
        ["地区", "指标", "单位", "2024年"],
        ["东江市", "市场主体总量", "户", 1],
        [None, "贷款余额", "亿元", 2],
    ]
    account = read(workbook(("数据", rows, merging("A2:A3"))))
    assert {(f.place, f.value) for f in account.understood} == {("东江市", "1"), ("东江市", "2")}


def test_months_quarters_and_the_year_before_take_their_year_from_what_is_beside_them(read):
    quarters = read("时间：2024年\n指标,一季度,上半年\n新增减税（亿元）,1,2\n")
    assert {str(f.period) for f in quarters.figures} == {"2024-01-01/2024-03-31", "2024-01-01/2024-06-30"}
    months = read("年份,月份,新增减税（亿元）\n2024,1月,5\n2024,2,6\n")
    assert {str(f.period) for f in months.figures} == {"2024-01-01/2024-01-31", "2024-02-01/2024-02-29"}
    before = read("指标,2024年1-6月,上年同期,增减(%),2024年目标\n新增减税（亿元）,1,2,50,9\n")
    assert {(f.value, str(f.period), f.status) for f in before.understood} == {
        ("1", "2024-01-01/2024-06-30", "achieved"),
        ("2", "2023-01-01/2023-06-30", "achieved"),
        ("9", "2024-01-01/2024-12-31", "target"),
    }
    assert ("增减(%)", "change") in left_out(before)


def test_headings_and_numbering_are_no_part_of_a_name_and_a_part_is_not_its_whole(read):
    account = read(
        "指标,单位,2024年\n一、企业开办,,\n1.企业开办成本,元,0\n二、融资,,\n贷款余额,亿元,100\n其中：涉农,亿元,30\n同比增长,%,5\n"
    )
    assert {(f.indicator, f.value) for f in account.understood} == {
        ("企业开办成本", "0"),
        ("贷款余额", "100"),
        ("贷款余额·涉农", "30"),
    }
    assert {("一、企业开办", "heading"), ("5", "change")} <= left_out(account)


def test_scopes_over_columns_are_scopes_of_one_place(read):
    account = read("指标,单位,2024年,\n,,全市,市本级\n市场主体总量,户,10,4\n")
    assert {(f.scope, f.value) for f in account.understood} == {("whole", "10"), ("city_tier", "4")}


def test_counts_that_look_like_years_are_counts(read):
    account = read("指标：市场主体总量（户）\n地区,2022,2023\n东江市,2012,1998\n西岭市,2001,2030\n")
    assert {f.value for f in account.understood} == {"2012", "1998", "2001", "2030"}


def test_a_figure_given_twice_counts_once_and_is_asked_where_it_differs(read):
    text = "地区,指标,时间,数值,单位\n东江市,贷款余额,2024,5,亿元\n东江市,贷款余额,2024,{},亿元\n"
    assert [one.why for one in read(text.format(5)).left_out] == ["repeated"]
    assert [one.why for one in read(text.format(6)).questions] == ["twice"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("今天天气很好。\n没有表。\n", "no_table"),
        ("指标,数值\n", "no_table"),
        ("甲乙,丙丁\n戊,己\n", "no_figures"),
    ],
)
def test_what_holds_no_table_of_figures_is_refused(read, text, why):
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert refused.value.why == why


def test_a_title_gives_place_and_period_where_nothing_else_does(read):
    account = read("湖南省衡阳市2024年主要指标（单位：亿元）\n指标,数值\n贷款余额,5\n")
    assert figures(account) == {("衡阳市", "loans_outstanding", "5", "hundred_million_yuan", "2024")}
    assert [one.made for one in account.repairs if one.why == "from_line"] == [
        "衡阳市",
        "2024-01-01/2024-12-31",
        "亿元",
    ]
