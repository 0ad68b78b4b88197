"""Chart-ready files: about a dozen columns in one language, numbers in their unit, the address once, a column a place."""

import csv
import io
import math

import pytest

from exports.chart_ready import ALWAYS, readable_columns, readable_csv, wide_columns
from findings import compare, kept, speed
from words import LANGUAGES, wording

ADDRESS = "http://example/compare?place=anyang"


def rows_of(columns, language: str = "zh") -> list[dict[str, str]]:
    """The rows of a file, by the codes of its columns."""
    content = readable_csv(columns, "abc", ADDRESS, language).decode("utf-8")
    assert content.startswith("\ufeff")
    _, *lines = csv.reader(io.StringIO(content, newline=""))
    return [dict(zip([*(one.name for one in columns), "from"], line, strict=True)) for line in lines]


@pytest.fixture
def board(shipped):
    """The board of Compare, from the side of one city."""
    return compare.board_rows(shipped.id, ("anyang", "xiangtan", "hengyang"), "starting_business", "anyang")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_figures_has_about_a_dozen_columns_in_one_language(board, language):
    columns = readable_columns(board, language)
    assert [one.name for one in columns if one.name in ALWAYS] == list(ALWAYS) and len(columns) <= 15
    assert [one.heading for one in columns] == [wording(language)(f"ready.{one.name}") for one in columns]
    assert {len(one.cells) for one in columns} == {len(board)}
    rows = rows_of(columns, language)
    assert [row["place"] for row in rows] == list(board[f"place_{language}"])


def test_the_address_stands_in_the_first_row_alone(board):
    first, *others = [row["from"] for row in rows_of(readable_columns(board, "zh"))]
    assert "abc" in first and ADDRESS in first and set(others) == {""}


def test_a_value_is_a_number_in_its_unit_and_a_limit_has_its_bounds(shipped):
    observed = kept.observations(shipped.id)
    rows = observed[observed["id"].isin(["anyang-001", "xiangtan-026", "qiandongnan-001"])]
    told = {row["printed"]: row for row in rows_of(readable_columns(rows, "zh"))}
    limit = told["审批时限压减至50个工作日"]  # within 50 working days: 0 to 50
    assert [limit[name] for name in ("value", "low", "high", "unit")] == ["50", "0", "50", "个工作日"]
    items = told["政务服务事项5.7万余项"]  # 5.7 × 10,000, and more
    assert [items[name] for name in ("value", "low", "high", "unit")] == ["57000", "57000", "", "个"]
    [unclear] = [row for row in told.values() if row["value"] == ""]  # reduced by or to 1: no number
    assert unclear["low"] == unclear["high"] == "" and unclear["remark"]


def test_a_cut_is_one_number_in_per_cent_and_that_of_a_limit_is_never_the_whole(shipped):
    rows = rows_of(readable_columns(speed.cuts_with_levels(shipped.id, ("anyang", "xiangtan")), "zh"))
    cuts = {row["printed"]: [row[name] for name in ("before", "value", "unit", "cut")] for row in rows}
    assert cuts["由3天内压缩至1天内"] == ["3", "1", "天", "66.6667"]  # 1 − 1 ÷ 3
    assert cuts["由平均22份减少至9份"] == ["22", "9", "份", "59.0909"]  # 1 − 9 ÷ 22
    assert cuts["提速80%以上"] == ["", "80", "%", "80"]
    assert not [row for row in rows if float(row["cut"]) >= 100]


def test_a_limit_is_told_in_per_cent_of_the_law_and_with_the_verdict_on_it(shipped):
    rows = rows_of(readable_columns(speed.against_the_law(shipped.id, ("anyang",)), "zh"))
    [permit] = [row for row in rows if row["printed"] == "审批时限压减至50个工作日"]
    assert permit["share"] == "41.6667"  # 50 ÷ 120
    assert "120" in permit["against"] and wording("zh")("verdict.stricter") in permit["against"]


def test_a_benchmark_is_named_with_its_number_where_it_stands_in_the_same_file(board):
    by_id = board.set_index("id")
    rows = rows_of(readable_columns(board, "zh"))
    told = 0
    for row, code in zip(rows, board.to_dict("records"), strict=True):
        if code["verdict"] in ("looser", "stricter") and code["benchmark_id"] in by_id.index:
            told += 1
            assert row["against"].startswith(by_id.loc[code["benchmark_id"], "place_zh"])
    assert told >= 2
    assert not any(
        row["against"] for row, code in zip(rows, board["verdict"], strict=True) if code == "no_benchmark"
    )


def test_a_wide_table_has_the_latest_number_of_each_place_and_says_what_it_is(board):
    columns = wide_columns(board, "zh")
    assert [one.name for one in columns] == [
        "matter",
        "indicator",
        "unit",
        *["value"] * (len(columns) - 4),
        "each",
    ]
    places = [one.heading for one in columns[3:-1]]
    assert {"安阳市", "湘潭市"} <= set(places)
    for at, indicator in enumerate(columns[1].cells):
        for column in columns[3:-1]:
            of_place = board[(board["indicator_zh"] == indicator) & (board["place_zh"] == column.heading)]
            known = of_place[of_place["amount"].notna() & (of_place["ambiguous"] != "amount")]
            assert (column.cells[at] is None) == known.empty
            assert (
                column.cells[at] is None
                or math.isclose(column.cells[at], known["amount"].iloc[-1])
                or len(known) > 1
            )
            assert known.empty or column.heading in columns[-1].cells[at]


def test_one_place_alone_has_no_wide_table(shipped):
    assert not wide_columns(kept.observations(shipped.id, None, ("anyang",)), "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_tables_hold_words_of_one_language_and_no_codes(frames, language):
    for kind in ("measures", "problems", "dictionary"):
        columns = readable_columns(frames[kind], language)
        named = {one.name for one in columns}
        assert len(columns) >= 4 and not {"id", "place", "topic", "source", "row"} & named
        assert not [name for name in named if name.endswith("_en" if language == "zh" else "_zh")]


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(armed):
    content = readable_csv(readable_columns(armed, "zh"), "abc", "", "zh").decode("utf-8-sig")
    assert "'=1+1" in content and ",=1+1" not in content


def test_a_figure_of_an_unsaid_kind_is_called_so_and_what_is_left_open_is_labelled(shipped):
    [row] = rows_of(
        readable_columns(kept.figures(shipped.id, ("registration_working_days",), ("xiangtan",)), "zh")
    )
    assert row["nature"] == wording("zh")("status.unsaid")
    assert row["remark"].startswith(f"{wording('zh')('column.ambiguous')}：")


def test_a_wide_table_has_the_rule_still_in_force_and_not_the_year_before_it(shipped):
    rows = kept.figures(shipped.id, ("registration_working_days",), ("anyang", "xiangtan"))
    open_ends = rows[(rows["place"] == "anyang") & (rows["period_end"] == "")]
    assert len(open_ends) == 1 and (rows["place"] == "anyang").sum() > 1
    [row] = rows_of(wide_columns(rows, "zh"))
    assert "2021-12-01" in row["each"]
