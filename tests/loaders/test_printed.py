"""What the words around a figure say: its bound, unit, status, scope and indicator, held against the row."""

import shutil
from pathlib import Path

import pytest

from loaders.catalogue import Catalogue, read_catalogue
from loaders.printed import indicator_words, misread, passage

WORLD = Path(__file__).resolve().parent.parent / "worlds" / "sound"
UNITS = """item:
  name: {zh: 项, en: items}
  dimension: items
  factor: "1"
  printed: [项, 件]
case:
  name: {zh: 件, en: cases}
  dimension: items
  factor: "1"
  printed: [件]
ten_thousand_items:
  name: {zh: 万项, en: "× 10,000 items"}
  dimension: items
  factor: "10000"
  printed: [万项, 万余项, 万件]
"""
CASES = """permit_cases:
  name: {zh: 许可办件, en: Permits}
  definition: {zh: 办理许可的件数, en: Permits handled}
  unit: case
  direction: no_judgement
  national_indicator: construction_permits
  b_ready: business_location
"""
ROW = dict(
    indicator="permit_days", scope="whole", value="20", unit="day", bound="exact", status="achieved", locator="二",
    printed="审批用时20天", note_zh="", missing=None, ambiguous=None, source="qiushan-2022-feature",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory) -> Catalogue:
    """The catalogue of the sound world, with units that are printed alike and an indicator in one of them."""
    folder = tmp_path_factory.mktemp("world") / "sound"
    shutil.copytree(WORLD, folder)
    for name, more in (("units.yaml", UNITS), ("indicators/approvals.yaml", CASES)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    found, problems = read_catalogue(folder)
    assert problems == []
    return found


@pytest.fixture
def said(catalogue):
    """What is said of a row whose fragment (…) stands in a sentence of a document of some kind: codes and fields."""
    words = indicator_words(catalogue)

    def of(sentence: str, kind: str = "newspaper", **changed: str) -> list[str]:
        row = ROW | changed
        catalogue.sources[row["source"]].kind = kind
        text = f"前一句。{sentence.replace('…', row['printed'])}。后一句。"
        here = passage(text, text.index(row["printed"]), row)
        return [f"{code} {field}" for code, field, _ in misread(catalogue, words, row, here)]

    return of


# Bounds


def test_without_a_bound_word_a_number_is_exact(said):
    assert said("…") == []
    assert said("…", bound="about") == said("…", bound="at_least") == ["V05 bound"]


def test_a_note_says_why_a_number_without_a_word_is_no_exact_one(said):
    assert said("…", bound="about", note_zh="按约数录入") == []
    assert said("…", bound="at_most", note_zh="未说明是时限还是通常用时，按上限录入") == []
    assert said("…", bound="at_least", note_zh="按约数录入") == ["V05 bound"]


@pytest.mark.parametrize(("printed", "bound"), [("3万余项许可", "more_than"), ("3万项许可", "exact")])
def test_a_bound_word_inside_a_unit_is_heard(printed, bound, said):
    row = dict(indicator="permit_cases", value="3", unit="ten_thousand_items", printed=printed)
    assert said("…", **row, bound=bound) == []
    assert said("…", **row, bound="nearly") == ["V05 bound"]


# Units


def test_a_unit_is_not_part_of_a_longer_one(said):
    row = dict(indicator="permit_cases", printed="许可3万件", value="3")
    assert said("…", **row, unit="ten_thousand_items") == []
    assert said("…", **row, unit="case") == ["V03 unit"]


def test_of_two_units_printed_alike_it_is_that_of_the_indicator(said):
    row = dict(indicator="permit_cases", printed="许可3件", value="3")
    assert said("…", **row, unit="case") == []
    assert said("…", **row, unit="item") == ["V11 unit"]
    assert said("…", **(row | {"printed": "许可3项"}), unit="item") == []


def test_a_unit_named_elsewhere_in_the_fragment_will_do(said):
    row = dict(indicator="permit_cases", printed="许可3万件(单位：件)", value="3")
    assert said("…", **row, unit="case") == []


# Status


@pytest.mark.parametrize("ahead", ["力争…", "目标为…", "计划…", "下一步…", "下阶段将…", "还将…", "拟…"])
def test_what_lies_ahead_is_not_achieved(ahead, said):
    assert said(ahead) == ["V08 status"]
    assert said(ahead, status="target") == said(ahead, status="planned") == []


def test_a_word_of_what_lies_ahead_in_another_clause_says_nothing_of_this_one(said):
    assert said("全市…，下一步继续推进") == []
    assert said("力争再减一半，…") == []


def test_the_level_from_which_something_is_to_fall_is_achieved(said):
    assert said("力争…降到一半", printed="审批用时从20天") == []


def test_a_target_needs_a_word_a_heading_or_a_note_that_says_so(said):
    assert said("…", status="target") == ["V08 status"]
    assert said("…", status="target", locator="二、下一步打算") == []
    assert said("…", status="target", note_zh="段首称“力争”") == []
    assert said("…", status="planned") == ["V08 status"]


def test_a_rule_needs_a_word_of_a_rule(said):
    assert said("…", status="rule") == ["V08 status"]
    assert said("应当在…", status="rule") == []
    assert said("…", status="rule", note_zh="按时限录入") == []


def test_a_limit_in_force_is_not_achieved(said):
    row = dict(printed="审批时限20天以内", bound="at_most")
    assert said("…", **row) == ["V08 status"]
    assert said("…", **row, status="rule") == []
    assert said("…", printed="审批用时20天以内", bound="at_most") == []


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        ("law", {"rule"}),
        ("policy", {"target", "planned"}),
        ("statistics", {"achieved"}),
        ("survey_report", {"achieved"}),
    ],
)
def test_without_a_word_the_kind_of_document_says_what_a_figure_is(kind, fits, said):
    found = {
        status for status in ("achieved", "rule", "target", "planned") if not said("…", kind, status=status)
    }
    assert found == fits


# Scope


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("全市…", {"whole"}),
        ("全州…", {"whole"}),
        ("市本级…", {"city_tier"}),
        ("市直部门…", {"city_tier"}),
        ("各县（市、区）…", {"whole", "counties", "county"}),
        ("全市统一部署，市本级…", {"city_tier"}),
        ("开发区…", {"whole", "zone"}),
        ("试点…", {"whole", "pilot"}),
        ("该项目…", {"whole", "project"}),
        ("…", {"whole"}),
    ],
)
def test_a_scope_is_one_that_the_words_name(sentence, scopes, said):
    every = ("whole", "city_tier", "counties", "county", "zone", "pilot", "project", "department")
    assert {scope for scope in every if "V09 scope" not in said(sentence, scope=scope)} >= scopes
    nearest = {scope for scope in ("whole", "city_tier", "zone", "pilot") if not said(sentence, scope=scope)}
    assert nearest == scopes & {"whole", "city_tier", "zone", "pilot"}


def test_a_part_of_the_place_may_be_named_by_heading_or_note(said):
    assert said("…", scope="zone") == ["V09 scope"]
    assert said("…", scope="zone", locator="四、园区") == []
    assert said("…", scope="zone", note_zh="限开发区") == []


# Indicator


def test_some_word_of_the_indicator_stands_with_the_figure(said):
    assert said("…", printed="公章刻制20天", locator="二") == ["V10 indicator"]
    assert said("…", printed="公章刻制20天", locator="二、许可") == []
    assert said("…", printed="公章刻制20天", note_zh="指许可") == []


def test_a_text_in_another_language_is_not_asked_for_chinese_words(said):
    assert said("…", printed="in 20 days", status="target", scope="zone") == ["V03 unit"]
