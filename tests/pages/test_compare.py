"""Compare: the table of verdicts, what figures can be held against, and which of them may share an axis."""

import json

import pandas as pd
import pytest

from charts.style import VERDICT_FIELDS
from findings import comparisons
from pages.parts import heat
from tests.pages.made_up import CITIES
from tests.pages.opening import opened, said, unfolded

SHIPPED = ("hunan", "hengyang", "anyang", "xiangtan", "qiandongnan", "district")
RELATED = "startup_working_days"


def table(app) -> pd.DataFrame:
    """The table of verdicts, by indicator, as it is sent to the browser: figure and verdict in each field."""
    sent = json.loads(next(part.proto for part in app.get("bidi_component") if part.key == "table:heat").json)
    name, *places, link = sent["headings"]
    rows = [
        [
            row["name"],
            *(" · ".join(filter(None, (f["value"], f["verdict"]))) for f in row["fields"]),
            row["link"],
        ]
        for row in sent["rows"]
    ]
    return pd.DataFrame(rows, columns=[name, *places, link]).set_index(name)


def drawn(compared: pd.DataFrame, indicator: str) -> set[str]:
    """The figures of an indicator that share its axis."""
    return set(compared[(compared["indicator"] == indicator) & compared["on_axis"]]["id"])


def test_every_field_has_the_figure_its_verdict_with_sign_and_words_and_the_reason():
    grid = table(opened("compare", lang="en", benchmark="xiangtan"))
    assert grid.columns[0] == "Xiangtan"  # the benchmark stands first
    review = grid.loc["Drawing review"]
    assert review["Hunan"] == "15.79 days · ▼ surely worse (with caution: the wording is ambiguous)"
    assert review["Xiangtan"] == "10 days · ◆ benchmark"
    assert review["Anyang"] == "– no figure in the document"
    registered = grid.loc["Property registration, general", "Anyang"]
    assert (
        registered == "≤ 3 working days · ⊘ not comparable: different status (limit, achieved, target) (+1)"
    )
    assert grid.loc["Area of construction land approved", "Hengyang"].endswith("○ no counterpart")


def test_indicators_that_compare_best_come_first_and_a_row_leads_to_all_its_figures():
    grid = table(opened("compare", lang="en"))
    assert grid.index[0] == "Drawing review"
    assert grid["Source words"].iloc[0].startswith("sources?figure=xiangtan-004,hunan-001&lang=en")


def test_only_what_two_places_report_is_shown_unless_all_is_asked_for(shipped):
    few, every = (table(opened("compare", lang="en", **asked)) for asked in ({}, {"reported": "1"}))
    reported = {*shipped.observations()["indicator"], *shipped.derived()["indicator"]}
    assert len(few) < len(every) == len(reported)


def test_topics_narrow_the_table_and_nothing_left_says_so(shipped):
    of_topic = shipped.table("indicators").query("topic == 'construction'")["name_en"]
    names = table(opened("compare", topic="construction", lang="en")).index
    assert "Drawing review" in names and set(names) <= set(of_topic)
    app = opened("compare", indicator=RELATED, topic="taxes", lang="en")
    assert not app.exception
    assert "No indicator fits" in said(app)


def test_one_place_alone_is_compared_with_the_benchmark():
    grid = table(opened("compare", place="anyang", benchmark="xiangtan", lang="en"))
    assert "⊘" in grid.loc["Property registration, general", "Anyang"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_figure_is_held_against_the_average_printed_beside_it(language):
    app = unfolded(opened("compare", lang=language, benchmark="printed", place="xiangtan"))
    rows = next(d.value for d in app.dataframe if len(d.value.columns) == 14)
    level = {"zh": "全省平均 15.79 天", "en": "provincial average 15.79 days"}[language]
    verdict = {"zh": "▲ 确定更好", "en": "▲ surely better"}[language]
    told = rows[rows.iloc[:, 3] == level]
    assert told.iloc[:, 4].tolist() == [verdict]


def test_without_two_comparable_peers_there_is_no_best_and_the_page_says_why():
    assert "there is no best and no median" in said(opened("compare", lang="en", benchmark="best"))


@pytest.mark.parametrize(
    ("level", "signs"),
    [
        # The others' best is 5 days, for the two with 5 as well; 9 to 11, 10.5 and 20 are worse than 5.
        ("best", "＝＝▼▼▼"),
        # The others of the first and the second: 5, [9, 11], 10.5, 20, so [(9 + 10.5) ÷ 2, (10.5 + 11) ÷ 2] = [9.75, 10.75].
        # Of the third: 5, 5, 10.5, 20, so (5 + 10.5) ÷ 2 = 7.75. Of the fourth: 5, 5, [9, 11], 20, so [7, 8].
        # Of the fifth: 5, 5, [9, 11], 10.5, so [7, 7.75].
        ("median", "▲▲▼▼▼"),
    ],
)
def test_figures_are_held_against_the_best_and_the_median_of_the_others(level, signs, made_up):
    app = opened("compare", lang="en", benchmark=level, indicator="permit_days")
    assert not app.exception
    row = table(app).iloc[0]
    for city, sign in zip(CITIES, signs, strict=True):
        assert f" · {sign} " in row[city.title()], (city, row[city.title()])
    assert row["Province"] == "7 days · ○ no counterpart"  # a province is no peer of its cities


def test_nothing_that_is_not_comparable_shares_an_axis_and_the_reason_is_said(shipped):
    several = ("registration_working_days", "construction_land_area", "drawing_review_days")
    compared = comparisons.compared(shipped.id, several, SHIPPED, "xiangtan")
    assert drawn(compared, "drawing_review_days") == {"hunan-001", "xiangtan-004"}
    for indicator in several[:2]:
        assert drawn(compared, indicator) == set()
    told = said(opened("compare", lang="en", indicator="construction_land_area", benchmark="xiangtan"))
    assert "may not share an axis with the others: 2 (different scope, periods too far apart)" in told


def test_a_figure_alone_has_the_axis_to_itself(shipped):
    compared = comparisons.compared(shipped.id, ("startup_days",), SHIPPED, "xiangtan")
    assert drawn(compared, "startup_days") == {"anyang-002"}


def test_a_field_shows_the_figure_that_compares_best_and_counts_the_others(shipped):
    every = tuple(dict.fromkeys(shipped.observations()["indicator"]))
    cells = comparisons.cells(shipped.id, every, SHIPPED, "xiangtan")
    assert len(cells) == len(every) * len(SHIPPED)
    figures = comparisons.compared(shipped.id, every, SHIPPED, "xiangtan")
    figures = figures[figures["row"] != "no_figure"]
    assert (cells["others"] + 1)[cells["ids"] != ""].sum() == len(figures)
    assert {id_ for ids in cells["ids"] if ids for id_ in ids.split(",")} == set(figures["id"])


def test_every_verdict_has_its_colour_and_a_field_without_one_keeps_that_of_the_page(shipped):
    shown = heat.table(shipped.id, ("drawing_review_days",), SHIPPED, "xiangtan", "en")
    looks = {field["look"] for row in shown["rows"] for field in row["fields"]}
    assert looks == {"surely_worse", "benchmark", ""}
    assert looks - {""} <= set(shown["tints"])
    assert len(set(VERDICT_FIELDS.values())) == len(VERDICT_FIELDS)


def test_the_benchmarks_without_a_place_are_named_in_both_languages():
    for language, names in (
        ("zh", ["同级其他地区最好", "同级其他地区中位"]),
        ("en", ["best of its peers", "median of its peers"]),
    ):
        box = opened("compare", lang=language, benchmark="median").selectbox(key=f"benchmark:{language}")
        assert box.value == "median"
        assert set(names) <= set(box.options)


def test_the_choice_among_all_indicators_rests_while_some_are_chosen():
    assert opened("compare", lang="en", indicator=RELATED).selectbox(key="reported:en").disabled
    assert not opened("compare", lang="en").selectbox(key="reported:en").disabled
