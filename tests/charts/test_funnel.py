"""Funnel: shares of a total, sure parts filled, bounds hatched, and every amount a link to its figures."""

import math

import pandas as pd
import pytest

from charts.funnel import parts
from tests.charts.validated import funnels
from words.takeaways import amounts, rates_in_words

SILENT = {"low": math.nan, "high": math.nan, "low_open": False, "high_open": False}
STAGES = ("total", "done", "fully", "partly", "pending")


def funnel(ids: str = "total done", **known) -> dict:
    """A row of `metrics.rates` with names; each part known as (low, high), the stages in `ids` with a figure."""
    row = {
        f"{stage}_{'ids' if stage == 'pending' else 'id'}": stage if stage in ids else "" for stage in STAGES
    }
    for name in (*STAGES, "rate", "full_rate", "pending_rate"):
        low, high = known.get(name, (math.nan, math.nan))
        ends = SILENT | {"low": low, "high": high}
        row |= {f"{name}_{end}": value for end, value in ends.items()}
    row |= {
        "funnel": "f",
        "funnel_kind": "money",
        "place": "p",
        "scope": "whole",
        "id": "/".join(ids.split()),
    }
    for language in ("zh", "en"):
        names = {"funnel": "F", "place": "P", "unit": "u", "done_means": "M", "note": ""}
        row |= {f"{name}_{language}": said for name, said in names.items()}
    return row | {"as_printed": "1 of 2"}


def test_known_parts_fill_the_whole():
    row = funnel(rate=(90, 90), full_rate=(60, 60), pending_rate=(10, 10))
    assert parts(row) == [("fully", 0, 60), ("partly", 60, 90), ("pending", 90, 100)]


def test_what_lies_between_bounds_is_neither_done_nor_pending():
    row = funnel(rate=(45, 55), pending_rate=(45, 55))
    assert parts(row) == [("done", 0, 45), ("between", 45, 55), ("pending", 55, 100)]


def test_what_is_surely_done_but_perhaps_not_in_full_is_told_from_both():
    # 45 to 55 % done, at least 30 % in full: from 30 to 45 % is done, in full or not
    row = funnel(rate=(45, 55), full_rate=(30, 100))
    assert parts(row) == [("fully", 0, 30), ("done", 30, 45), ("between", 45, 55), ("not_said", 55, 100)]


def test_what_a_document_does_not_say_is_left_blank_and_not_pending():
    assert parts(funnel(rate=(40, 40))) == [("done", 0, 40), ("not_said", 40, 100)]
    assert parts(funnel()) == [("not_said", 0, 100)]
    assert parts(funnel(full_rate=(20, 25))) == [("fully", 0, 20), ("between", 20, 25), ("not_said", 25, 100)]


def test_a_rest_that_is_rounding_only_is_no_part():
    # 257 and 3 of 260
    row = funnel(rate=(100 * 257 / 260,) * 2, pending_rate=(100 * 3 / 260,) * 2)
    assert [look for look, _, _ in parts(row)] == ["done", "pending"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_rates_are_said_also_where_one_is_not_known(language):
    silent = rates_in_words(funnel(done=(1, 1), rate=(50, 50)), language)
    unknown = rates_in_words(funnel("total done fully", rate=(50, 50)), language)
    assert {"zh": "完成率 50%，全部完成率 未说明", "en": "Done 50%, in full not stated"}[language] == silent
    assert {"zh": "完成率 50%，全部完成率 无法确定", "en": "Done 50%, in full unknown"}[language] == unknown


def test_every_amount_leads_to_its_own_figures_and_one_that_follows_leads_nowhere():
    row = funnel("done pending", total=(3, 3), done=(2, 2), pending=(1, 1)) | {"pending_ids": "a|b"}
    assert amounts(row, "en") == [("3 u in all", ""), ("2 u done", "done"), ("1 u pending", "a/b")]


def test_bounds_are_hatched_and_sure_parts_are_not():
    rows = pd.DataFrame([funnel(total=(9, 9), done=(4, 5), rate=(45, 55))])
    figure = funnels(rows, "zh", lambda ids: f"sources?figure={ids}")
    hatched = {trace.name: trace.marker.pattern.shape for trace in figure.data}
    assert hatched == {"完成（是否全部不明）": None, "上下限之间，无法确定": "/", "其余，文件未说明": None}
    assert all(trace.type == "bar" for trace in figure.data)
    assert figure.layout.xaxis.ticksuffix == "%"


def test_text_from_data_is_no_markup():
    rows = pd.DataFrame([funnel() | {"funnel_zh": "<b>x</b>", "place_zh": "<a>", "done_means_zh": "a<br>b"}])
    figure = funnels(rows, "zh", lambda ids: f"sources?figure={ids}")
    written = " ".join(a.text for a in figure.layout.annotations)
    assert "&lt;b&gt;x&lt;/b&gt;" in written
    assert "&lt;a&gt;" in written
    assert "a&lt;br&gt;b" in written
