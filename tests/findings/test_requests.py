"""Requests: what may be asked, and everything that is wrong with a request at once."""

import pytest

from findings import kept
from findings.requests import QUESTIONS, WHOLE, Listing, Number, check
from words import LANGUAGES
from words.choices import objection


def asked(shipped, name: str, **given: str):
    """The choices of a question and what is wrong with them."""
    return check(QUESTIONS[name].parameters, {name: [value] for name, value in given.items()}, shipped.id)


def test_every_fault_is_found_at_once_with_the_nearest_code(shipped):
    _, faults = asked(shipped, "compare", plce="anyang", place="anyan,xiangtan", benchmark="medain", rule="x")
    assert [(one.parameter, one.value, one.why, one.nearest) for one in faults] == [
        ("plce", "anyang", "unknown_name", "place"),
        ("place", "anyan", "unknown_value", "anyang"),
        ("benchmark", "medain", "unknown_value", "median"),
        ("rule", "x", "unknown_value", ""),
    ]


def test_codes_are_in_the_order_of_the_catalogue(shipped):
    order = tuple(code for code in kept.labels(shipped.id, "places", "zh") if code in ("anyang", "hengyang"))
    given = ",".join(reversed(order))
    assert asked(shipped, "compare", place=f"{given},{given}")[0]["place"] == order


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("compare", {"benchmark": "best,median"}, "one_only"),
        ("indicator", {"indicator": ","}, "needed"),
        ("indicator", {}, "needed"),
        ("brief", {"place": "anyang,hunan"}, "one_only"),
    ],
)
def test_too_many_codes_and_too_few_are_faults(shipped, name, given, why):
    _, faults = asked(shipped, name, **given)
    assert [one.why for one in faults] == [why]
    for language in LANGUAGES:
        assert faults[0].parameter in objection(why, faults[0].parameter, "", "", language)


@pytest.mark.parametrize("value", ["0", "-1", "11", "１", "x", "1.0"])
def test_a_number_is_whole_and_within_its_range(value):
    number = Number("limit", 1, 10)
    assert number.check(["10"], "") == (("10",), [])
    assert number.check([value], "")[1][0].why == "not_a_number"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_rows_titles_and_defaults_that_may_be_chosen(shipped, name):
    question = QUESTIONS[name]
    given = {"indicator": {"indicator": ["startup_days"]}, "brief": {"place": ["anyang"]}}.get(name, {})
    choices, faults = check(question.parameters, given, shipped.id)
    assert not faults and all(question.titles(shipped.id, choices).values())
    rows = question.rows(shipped.id, choices, WHOLE)
    assert len(rows.frame()) == rows.count if isinstance(rows, Listing) else all(map(len, rows.values()))
    for parameter in question.parameters:
        assert set(parameter.default(shipped.id)) <= set(parameter.options(shipped.id))


def test_a_file_says_the_defaults_that_stand_where_nothing_is_chosen(shipped):
    question = QUESTIONS["compare"]
    choices, _ = check(question.parameters, {"benchmark": ["median"]}, shipped.id)
    assert len(question.in_words(shipped.id, choices)["zh"]) == 3  # reported, benchmark, rule
