"""CSV: what a spreadsheet makes of the file, and that it says what the chart says."""

import csv
import io
import math

import pandas as pd
import pytest

from exports.csv_file import COLUMNS, csv_bytes, csv_cell, csv_parts
from exports.taken import file_name
from findings import speed
from metrics.reductions import reductions


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of a file, as text."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_opens_in_excel_as_utf8_with_windows_line_ends(observed):
    content = csv_bytes(observed, "abc", "http://example/compare")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(observed) + 1
    assert b"\n" not in content.replace(b"\r\n", b"")


def header(shown: pd.DataFrame) -> list[str]:
    return csv_bytes(shown, "abc", "").decode("utf-8-sig").split("\r\n")[0].split(",")


def test_the_columns_are_those_of_the_rows_in_the_order_of_the_contract(observed):
    mixed = observed[["status", "place", "id"]].assign(not_in_the_contract=1)
    assert header(mixed) == ["id", "place", "status", "status_zh", "status_en", "snapshot", "address"]
    for shown in (observed, reductions(observed)):
        names = header(shown)
        assert names == [name for name in COLUMNS if name in names]
        assert {*shown} & {*COLUMNS} <= {*names}


def test_rows_that_come_in_parts_stand_under_one_heading(observed):
    parts = b"".join(csv_parts([observed.head(3), observed.tail(2)], "abc", "x"))
    assert read(parts) == read(csv_bytes(observed.head(3), "abc", "x")) + read(
        csv_bytes(observed.tail(2), "abc", "")
    )
    assert b"".join(csv_parts([], "abc", "x")).decode("utf-8-sig") == "snapshot,address\r\n"


def test_the_address_stands_once_however_many_rows_there_are(observed):
    rows = read(csv_bytes(observed, "abc", "http://example/?place=anyang"))
    assert [row["address"] for row in rows] == ["http://example/?place=anyang", *[""] * (len(observed) - 1)]


def test_every_row_says_what_was_printed_with_its_bound_and_where_from(observed):
    by_id = {row["id"]: row for row in read(csv_bytes(observed, "abc123", "http://example/?lang=en"))}
    permit = by_id["anyang-001"]
    # 审批时限压减至50个工作日: a limit of 50 working days, so 0 to 50.
    assert (permit["value"], permit["low"], permit["high"], permit["bound"]) == ("50", "0", "50", "at_most")
    assert (permit["bound_zh"], permit["bound_en"]) == ("不超过", "at most")
    assert (permit["unit_zh"], permit["unit_en"]) == ("个工作日", "working days")
    assert permit["as_printed"] == "审批时限压减至50个工作日"
    assert permit["snapshot"] == "abc123"
    # 压缩三分之一以上: at least a third of 100 %, so 33.3 to 100; 5.7万余项: 57,000 or more.
    third, items = by_id["district-004"], by_id["xiangtan-026"]
    numbers = [third[name] for name in ("value", "unit", "printed_unit", "low", "high")]
    assert numbers == ["33.3333333333", "percent", "third", "33.3333333333", "100"]
    assert [items[name] for name in ("value", "printed_unit", "low")] == [
        "57000",
        "ten_thousand_items",
        "57000",
    ]


def test_a_file_of_cuts_has_the_cut_in_one_column_and_the_level_in_its_unit(shipped):
    rows = speed.cuts_with_levels(shipped.id, ("anyang", "xiangtan"))
    by_id = {row["id"]: row for row in read(csv_bytes(rows, "", ""))}
    # 由3天内压缩至1天内: the limit fell from 3 days to 1, by 1 − 1 ÷ 3 = 66.7 %; the time taken is anything up to a day.
    limit = by_id["anyang-008/cut"]
    told = [
        limit[name]
        for name in ("before", "value", "low", "high", "unit_zh", "cut_percent", "cut_percent_high")
    ]
    assert told == ["3", "1", "0", "1", "天", "66.6666666667", "66.6666666667"]
    # 提速80%以上 is claimed: 80 per cent at least, and no 100.
    claim = by_id["xiangtan-007/cut"]
    told = [claim[name] for name in ("value", "low", "high", "unit_zh", "cut_percent", "cut_percent_high")]
    assert told == ["80", "80", "", "%", "80", ""]


def test_an_unbounded_or_unknown_end_is_empty_not_a_word(observed):
    by_id = {row["id"]: row for row in read(csv_bytes(observed, "", ""))}
    assert (by_id["xiangtan-007"]["low"], by_id["xiangtan-007"]["high"]) == ("80", "")  # 提速80%以上
    assert (by_id["qiandongnan-001"]["low"], by_id["qiandongnan-001"]["high"]) == ("", "")  # by or to


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠x"]
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-5.0, "-5"),
        (0.1, "0.1"),
        (50.0, "50"),
        (math.inf, ""),
        (math.nan, ""),
        (None, ""),
        (True, "true"),
        (7, "7"),
    ],
)
def test_numbers_stay_numbers_and_negative_ones_are_not_taken_for_formulas(value, shown):
    assert csv_cell(value) == shown


def test_codes_have_their_words_in_both_languages():
    shown = pd.DataFrame([{"verdict": "not_comparable", "reasons": "other_unit|other_status", "missing": ""}])
    row = read(csv_bytes(shown, "", ""))[0]
    assert (row["verdict_zh"], row["verdict_en"]) == ("不可比", "not comparable")
    assert row["reasons_zh"] == "单位不同；性质不同（时限、实际、目标）"
    assert row["reasons_en"] == "different units; different status (limit, achieved, target)"


def test_the_reasons_of_two_declared_indicators_are_what_the_dataset_says_of_them():
    said = {"declared_zh": "一个是承诺，一个是实际", "declared_en": "one is promised, the other achieved"}
    pairs = [
        {"reasons": "other_definition|years_apart", **said},
        {"reasons": "years_apart", **dict.fromkeys(said, "")},
    ]
    declared, same = read(csv_bytes(pd.DataFrame(pairs), "", ""))
    assert (declared["reasons_zh"], declared["reasons_en"]) == (
        f"{said['declared_zh']}；{same['reasons_zh']}",
        f"{said['declared_en']}; {same['reasons_en']}",
    )
    assert "declared_zh" not in declared


def test_a_verdict_on_limits_and_a_nearly_have_their_words():
    row = {
        "verdict": "limit_exceeded",
        "bound": "nearly",
        "form": "limit",
        "cut_kind": "claimed",
        "grade": "indicative",
    }
    told = read(csv_bytes(pd.DataFrame([row]), "", ""))[0]
    assert told["bound_zh"] == "近" and {
        told[f"{name}_{x}"] for name in row for x in ("zh", "en")
    }.isdisjoint({""})


def test_file_names_are_legal_on_windows_and_not_too_long():
    name = file_name(("对标:审批/提速", "安阳市、湘潭市", "2020-2024"), "csv")
    assert name == "对标-审批-提速_安阳市、湘潭市_2020-2024.csv"
    assert len(file_name(("很长" * 200,), "csv")) <= 124
    assert file_name(("a. ", "b"), "csv") == "a_b.csv"
