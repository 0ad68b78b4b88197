"""Accounting: every number of a document is entered or omitted, and nothing is accounted for twice over."""

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from loaders.dataset import read_dataset
from loaders.numerals import numbers_in
from loaders.omitted import read_omissions
from loaders.provenance import (
    PRINTED_NUMBER,
    Citation,
    account_for_numbers,
    accounted_spots,
    observed_citations,
    printed_value,
    read_documents,
    unaccounted_numbers,
)
from loaders.settings import HOME

SOURCES = HOME.parent / "shared" / "sources"
needs_documents = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the documents do not lie beside the project"
)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("审批时限压减至50个工作日", [50.0]),
        ("贷款212.68亿元", [212.68]),  # the number of 亿, as it is printed
        ("120多万外出务工人员", [120.0]),
        ("压缩三分之一以上", [1.0]),  # one of the unit 三分之一
        ("七个环节、两批", [7.0, 2.0]),
        ("减半征收", [50.0]),  # half off, in per cent
        ("半月内办结", [0.5]),
        ("居全省首位", [1.0]),
        ("评价*万多条", ["*", 10000.0]),
        ("首次", []),
    ],
)
def test_numbers_are_seen_in_digits_and_in_chinese_numerals(text, amounts):
    assert [printed_value(number) for number in PRINTED_NUMBER.finditer(text)] == amounts


def test_a_number_that_is_neither_entered_nor_omitted_is_named_with_its_place():
    text = "第一段\n共有12家企业，占30%。"
    left = list(
        unaccounted_numbers(
            {"doc": text}, [Citation("doc", "12家", (12.0,)), Citation("doc", "第一段", None)]
        )
    )
    assert [(one.file, one.line, one.column, one.code, one.text) for one in left] == [
        ("doc", 2, 10, "V07", "30")
    ]


def test_an_observation_accounts_for_its_own_number_only():
    text = "由22份减少至9份"
    assert [n.text for n in unaccounted_numbers({"doc": text}, [Citation("doc", text, (9.0,))])] == ["22"]
    assert not list(unaccounted_numbers({"doc": text}, [Citation("doc", text, (9.0, 22.0))]))


def test_a_passage_printed_twice_is_one_figure():
    text = "批回46宗。……批回46宗。"
    assert not list(unaccounted_numbers({"doc": text}, [Citation("doc", "批回46宗", (46.0,))]))


def test_what_is_omitted_in_one_document_is_not_omitted_in_another():
    assert list(unaccounted_numbers({"a": "一是", "b": "一是"}, [Citation("a", "一是", None)]))[0].file == "b"


def test_of_a_document_that_was_read_in_part_no_number_is_asked(sound, documents, change, register):
    feature = documents / "qiushan-2022-feature.txt"
    feature.write_text(feature.read_text(encoding="utf-8") + "另有7家企业。", encoding="utf-8")
    register(sound, documents)
    assert [(one.code, one.file, one.text) for one in account_for_numbers(sound, documents)] == [
        ("V07", "qiushan-2022-feature", "7")
    ]
    change(sound / "sources.yaml", "kind: newspaper", "kind: newspaper\n  read: selected")
    assert account_for_numbers(sound, documents) == []


def test_a_document_that_was_read_in_part_must_still_be_there_and_be_the_one_on_record(
    sound, documents, change
):
    change(sound / "sources.yaml", "kind: newspaper", "kind: newspaper\n  read: selected")
    (documents / "qiushan-2022-feature.txt").write_text("压缩3个工作日", encoding="utf-8")
    assert [one.code for one in account_for_numbers(sound, documents)] == ["V06"]
    (documents / "qiushan-2022-feature.txt").unlink()
    assert [one.code for one in account_for_numbers(sound, documents)] == ["F01"]


@needs_documents
def test_every_number_of_the_documents_is_accounted_for():
    assert account_for_numbers(HOME / "data", SOURCES) == []


# What an observation is about; two of one kind may not rest on the same numbers.
ABOUT = "SELECT place, indicator, scope, status FROM raw WHERE as_printed IS NOT NULL ORDER BY rowid"


@needs_documents
def test_removing_any_one_observation_leaves_a_number_of_its_kind_without_account():
    """One number may be two figures (the townships there are, and those that are served), but not two of one kind."""
    con = duckdb.connect()
    catalogue = read_dataset(con, HOME / "data").catalogue
    texts, _ = read_documents(catalogue, SOURCES)
    observed, about = observed_citations(con), con.execute(ABOUT).fetchall()
    omitted = [Citation(o.source, o.fragment, None) for o in read_omissions(HOME / "data")]
    left = {(f.source, at) for f in omitted for at in accounted_spots(texts[f.source], f)}
    places = [{(f.source, at) for at in accounted_spots(texts[f.source], f)} for f in observed]
    counted = Counter((place, kind) for own, kind in zip(places, about, strict=True) for place in own)
    for figure, own, kind in zip(observed, places, about, strict=True):
        is_in_a_word = not own and set(figure.values) <= set(numbers_in(figure.fragment))  # 免费, 清偿完毕
        assert is_in_a_word or any(counted[place, kind] == 1 and place not in left for place in own), (
            f"{figure.fragment} {figure.values} could be left out"
        )


@needs_documents
def test_every_omitted_fragment_is_found_in_its_document():
    texts, _ = read_documents(read_dataset(duckdb.connect(), HOME / "data").catalogue, SOURCES)
    for omitted in read_omissions(Path(HOME / "data")):
        assert omitted.fragment in texts[omitted.source], omitted
