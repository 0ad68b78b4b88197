"""Choices in words: names for codes, in either language, and never an error for what a reader put into an address."""

from functools import partial

import pytest

from findings import kept
from words import wording
from words.choices import choices_in_words


@pytest.mark.parametrize(
    ("asked", "zh", "en"),
    [
        ({}, [], []),
        ({"lang": "en", "snapshot": "0123"}, [], []),
        ({"place": "anyang,xiangtan"}, ["地区：安阳市、湘潭市"], ["Places: Anyang, Xiangtan"]),
        (
            {"benchmark": "median"},
            ["基准：" + wording("zh")("benchmark_kind.median")],
            ["Benchmark: " + wording("en")("benchmark_kind.median")],
        ),
        ({"benchmark": "anyang"}, ["基准：安阳市"], ["Benchmark: Anyang"]),
        ({"status": "rule"}, ["数字性质：现行时限或规定"], ["Status of the figures: rule in force"]),
        (
            {"rule": "open"},
            ["严格程度：" + wording("zh")("rule.open")],
            ["How strict: " + wording("en")("rule.open")],
        ),
        ({"q": "a,b"}, ["搜索的词：a,b"], ["Search words: a,b"]),
        ({"nothing": "x"}, ["nothing：x"], ["nothing: x"]),
        ({"place": "nowhere,anyang"}, ["地区：nowhere、安阳市"], ["Places: nowhere, Anyang"]),
    ],
)
def test_choices_are_told_by_their_names(shipped, asked, zh, en):
    labels = partial(kept.labels, shipped.id)
    assert (choices_in_words(asked, labels, "zh"), choices_in_words(asked, labels, "en")) == (zh, en)
