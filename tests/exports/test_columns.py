"""Columns: each has a name of its own in both languages, and holds what its type says."""

import pytest

from exports.columns import COLUMNS, EVERY, OF_THE_FIGURE, column
from findings import kept
from metrics.comparability import GRADES
from tests.metrics.rules import MIRRORED
from words import LANGUAGES, wording
from words.verdicts import VERDICT_SIGNS


def test_every_column_of_the_csv_is_described():
    assert tuple(one.name for one in EVERY) == COLUMNS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_new_column_has_words(shipped, language):
    figures = kept.figures(shipped.id, None, None, None)
    for name in ("form", "cut_kind"):
        codes = set(figures[name]) - {""}
        assert len(codes) > 2 and all(wording(language)(f"{name}.{code}") for code in codes)
    for verdict in MIRRORED:
        assert wording(language)(f"verdict.{verdict}") and verdict in VERDICT_SIGNS
    assert all(wording(language)(f"grade.{grade}") for grade in GRADES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_are_called_the_same(language):
    titles = [one.title(language) for one in EVERY]
    assert len(titles) == len(set(titles)), sorted(t for t in titles if titles.count(t) > 1)


@pytest.mark.parametrize(
    ("name", "about", "part", "kind", "measured"),
    [
        ("low", OF_THE_FIGURE, "low", "number", "unit"),
        ("before_high_open", "before", "high_open", "boolean", ""),
        ("before", "printed_before", "", "number", "unit"),
        ("cut_percent_low", "cut_percent", "low", "number", "percent"),
        ("place", "place", "code", "string", ""),
        ("place_zh", "place", "zh", "string", ""),
        ("period_start", "period_start", "", "date", ""),
        ("denominator_end", "denominator_end", "", "date", ""),
        ("form", "form", "code", "string", ""),
        ("cut_kind_zh", "cut_kind", "zh", "string", ""),
        ("matter", "matter", "code", "string", ""),
        ("rank_best", "rank_best", "", "integer", ""),
    ],
)
def test_what_a_column_holds_follows_from_its_name(name, about, part, kind, measured):
    assert column(name) == (name, about, part, kind, measured)
