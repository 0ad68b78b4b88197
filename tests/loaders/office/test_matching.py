"""Matching: names and units are those of the dictionary, or the nearest are offered and the ambiguous asked."""

import csv
from pathlib import Path

import pytest

from loaders.office.strict import strict_rows


def _asked(account) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.why, one.choices) for one in account.questions if one.why != "place"]


@pytest.mark.parametrize(
    ("name", "unit", "indicator"),
    [
        ("企业开办用时", "工作日", "startup_working_days"),
        ("企业开办用时", "天", "startup_days"),
        ("企业开办用时(工作日)", "", "startup_working_days"),
        ("企业开办用时（工作日）①", "", "startup_working_days"),
        ("startup_working_days", "", "startup_working_days"),
        ("Starting a business, working days", "", "startup_working_days"),
        ("“标准地”成交宗数", "宗", "standard_land_parcels_sold"),
        ("GDP", "亿元", "gdp"),
    ],
)
def test_a_name_is_matched_by_words_of_either_language_code_and_unit(known, name, unit, indicator):
    assert known.indicator(name, unit)[0] == (indicator,)


def test_what_is_only_near_is_offered_and_the_likeliest_first(known):
    assert known.indicator("企业开办时间", "工作日")[0] == ()
    assert known.nearest("企业开办时间", "工作日")[0] == "startup_working_days"
    assert known.nearest("企业开办时间")[0] == "startup_days" and len(known.nearest("企业开办时间")) == 5
    assert "startup_days" in known.nearest("qykb")  # the initials of 企业开办


def test_places_go_by_name_ending_pinyin_and_code(known):
    names = ("安阳", "安阳市", "Anyang", "Anyang City", "410500", "anyang")
    assert {known.place(name) for name in names} == {"anyang"}
    assert known.place("黔东南苗族侗族自治州") == "qiandongnan" and known.place("东江市") == ""


def test_days_that_do_not_say_which_are_asked(read):
    named = read("指标,单位,2024年\n企业开办用时,,1\n")
    assert _asked(named) == [("day_kind", ("day", "working_day"))]
    printed = read("指标,单位,2024年\n企业开办用时,日,1\n")
    assert _asked(printed) == [("day_kind", ("working_day", "day"))]
    answered = read("指标,单位,2024年\n企业开办用时,日,1\n", answers={printed.questions[0].key: "day"})
    assert [(f.indicator_id, f.unit_id) for f in answered.understood] == [("startup_days", "day")]


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("贷款余额,,5", ("unit", ("yuan", "ten_thousand_yuan", "hundred_million_yuan"))),
        ("贷款余额,户,5", ("unit_fits_not", ("yuan", "ten_thousand_yuan", "hundred_million_yuan"))),
        ("代办事项办结率,%,150", ("out_of_range", ("leave_out",))),
        ("贷款余额,亿元,3～5", ("range", ("≥3", "≤5"))),
        ("某某规模,,3万", ("unit", ())),
    ],
)
def test_what_is_ambiguous_is_asked_and_counts_for_nothing_until_then(read, row, asked):
    account = read(f"指标,单位,2024年\n{row}\n")
    assert _asked(account) == [asked] and not account.understood


@pytest.mark.parametrize(
    ("row", "value", "unit"),
    [
        ("贷款余额,,2763万元", "2763", "ten_thousand_yuan"),
        ("贷款余额,,1.2亿", "1.2", "hundred_million_yuan"),
        ("市场主体总量,户,2.5万", "2.5", "ten_thousand_enterprises"),
        ("群众满意度,,98.5%", "98.5", "percent"),
        ("群众满意度,‰,985", "98.5", "percent"),
        ("考核全省排名,,3", "3", "rank"),
    ],
)
def test_units_are_read_from_cells_and_heads_and_from_what_alone_is_possible(read, row, value, unit):
    (figure,) = read(f"指标,单位,2024年\n{row}\n").understood
    assert (figure.value, figure.unit_id) == (value, unit)


def test_a_missing_period_is_asked_once_and_its_answer_holds_for_all(read):
    text = "指标,单位,数值\n贷款余额,亿元,5\n市场主体总量,户,7\n"
    assert _asked(read(text)) == [("period", ())] and not read(text).understood
    assert {str(f.period) for f in read(text, answers={"period": "2024"}).understood} == {
        "2024-01-01/2024-12-31"
    }


def test_a_date_with_two_readings_is_asked_of_its_cell(read):
    text = "日期,市场主体总量（户）\n11/01/2026,5\n"
    (asked,) = [one for one in read(text).questions if one.why == "date"]
    assert (asked.row, asked.column, asked.choices) == (2, 1, ("2026-01-11", "2026-11-01"))
    (figure,) = read(text, answers={asked.key: "2026-11-01"}).understood
    assert figure.period.start == "2026-11-01"


def test_an_unknown_name_counts_and_is_matched_left_out_or_kept_as_answered(read):
    text = "指标,2024年\n某新指标（户）,3\n"
    (unknown,) = read(text).unknown
    assert (unknown.printed, unknown.why, len(unknown.choices)) == ("某新指标", "indicator", 5)
    assert len(read(text).understood) == 1
    chosen = read(text, answers={unknown.key: "market_entities"})
    assert [f.indicator_id for f in chosen.understood] == ["market_entities"] and not chosen.unknown
    left = read(text, answers={unknown.key: "leave_out"})
    assert not left.figures and [one.why for one in left.left_out] == ["as_answered"]
    kept = read(text, answers={unknown.key: "session"})
    assert not kept.unknown and [f.indicator_id for f in kept.understood] == [""]


@pytest.mark.parametrize("file", sorted(Path("data/observations").glob("*.csv")), ids=lambda file: file.stem)
def test_a_file_of_the_contract_is_read_as_it_stands(read, file):
    account = read(file.read_bytes(), own=file.stem, answers={"period": "1990"})
    told = strict_rows(account, file.stem, "")
    with file.open(encoding="utf-8-sig") as lines:
        wanted = list(csv.DictReader(lines))
    alike = (
        "indicator",
        "scope",
        "value",
        "unit",
        "bound",
        "before",
        "before_bound",
        "status",
        "missing",
        "as_printed",
    )
    assert [[row[n] for n in alike] for row in told] == [[row[n] for n in alike] for row in wanted]


def test_bounds_and_statuses_in_columns_of_their_own_go_by_any_word_for_them_or_are_asked(read):
    text = "指标,数值,单位,期间,界限,性质\n企业开办用时,1,工作日,2024年,{},{}\n"
    (figure,) = read(text.format("以内", "目标值")).understood
    assert (figure.bound, figure.status) == ("at_most", "target")
    account = read(text.format("大致如此", "实际"))
    (asked,) = [one for one in account.questions if one.why == "code"]
    assert (asked.printed, "at_most" in asked.choices, account.understood) == ("大致如此", True, [])
    (figure,) = read(text.format("大致如此", "实际"), answers={asked.key: "about"}).understood
    assert (figure.bound, figure.status) == ("about", "achieved")


def test_an_unknown_bound_and_an_unknown_status_are_asked_in_the_same_round(read):
    text = "指标,数值,单位,期间,界限,性质\n企业开办用时,1,工作日,2024年,大致如此,如前所述\n"
    asked = [one.printed for one in read(text).questions if one.why == "code"]
    assert asked == ["大致如此", "如前所述"]
