"""Columns: each has a name of its own in both languages, and holds what its type says."""

import pytest

from exports.columns import EVERY, OF_THE_FIGURE, column, used
from exports.csv_file import COLUMNS
from exports.xlsx_table import HIDDEN, columns
from findings import kept
from metrics.comparability import GRADES
from metrics.verdicts import MIRRORED
from words import LANGUAGES, wording
from words.takeaways import VERDICTS


def test_every_column_of_the_csv_is_described():
    assert tuple(one.name for one in EVERY) == COLUMNS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_new_column_has_words(shipped, language):
    figures = kept.figures(shipped.id, None, None, None)
    for name in ("form", "cut_kind"):
        codes = set(figures[name]) - {""}
        assert len(codes) > 2 and all(wording(language)(f"{name}.{code}") for code in codes)
    for verdict in MIRRORED:
        assert wording(language)(f"verdict.{verdict}") and verdict in VERDICTS
    assert all(wording(language)(f"grade.{grade}") for grade in GRADES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_are_called_the_same(language):
    titles = [one.title(language) for one in EVERY]
    assert len(titles) == len(set(titles)), sorted(t for t in titles if titles.count(t) > 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_workbook_are_called_the_same(language):
    others = set(LANGUAGES) - {language}
    told = {one.about for one in EVERY if one.part == language}
    own = [c for c in EVERY if c.name not in HIDDEN | told and c.part not in others]
    named = [one.heading(language) for one in own]
    named += [wording(language)(f"field.{one.about}") for one in own if one.part == "low"]
    assert len(named) == len(set(named)), sorted(name for name in named if named.count(name) > 1)


@pytest.mark.parametrize(
    ("name", "about", "part", "kind", "measured"),
    [
        ("low", OF_THE_FIGURE, "low", "number", "unit"),
        ("before_high_open", "before", "high_open", "boolean", ""),
        ("before", "printed_before", "", "number", "printed_unit"),
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


def test_columns_that_hold_nothing_are_left_out(observed):
    found = {one.name for one in used(observed)}
    assert {"id", "low", "high", "before_low", "note_zh"} <= found
    assert not {"verdict", "rate_low", "funnel"} & found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_speaks_one_language(observed, language):
    table = dict(columns(observed, language))
    other = next(x for x in LANGUAGES if x != language)
    assert wording(language)("field.place") in table
    assert wording(other)("field.place") not in table
    assert table[wording(language)("field.place")] == observed[f"place_{language}"].tolist()
