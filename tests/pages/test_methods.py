"""Methods: every metric is shown with its own words and worked on real figures, in both languages."""

import re
from pathlib import Path

import pytest

from pages.parts.examples import example_of
from pages.parts.methods import METHODS, blocks, on_one_line, told, whole
from tests.pages.opening import opened, said

HOME = Path(__file__).resolve().parents[2]
WITHOUT_FIGURES = {"composites", "shares", "weights", "coverage"}


def shown(app) -> str:
    """What a page says, its formulas included."""
    return said(app) + "\n".join(block.value for block in app.get("code"))


def test_every_metric_is_on_the_page_and_has_an_example():
    modules = {file.stem for file in (HOME / "metrics").glob("*.py")} - {"__init__"}
    assert set(METHODS) == modules
    assert [example_of(method).__name__ for method in METHODS] == list(METHODS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("method", METHODS)
def test_a_method_is_shown_whole_and_worked_on_real_figures(method, language):
    app = opened("methods", lang=language, method=method)
    assert not app.exception
    on_page = re.sub(r"\s", "", shown(app))
    assert len(told(method, language)) == len(blocks(whole(method, language)))
    for _, block in told(method, language):
        assert "`" not in block
        assert re.sub(r"\s", "", block) in on_page
    heading = {"zh": "用真实数字演算", "en": "Worked on real figures"}[language]
    assert heading in said(app)
    labels = [link.proto.label for link in app.get("page_link")]
    sources = {"zh": "查看出处", "en": "Sources of these"}[language]
    assert any(label.startswith(sources) for label in labels) == (method not in WITHOUT_FIGURES)


def test_codes_are_told_as_the_reader_knows_them_and_variables_stay_as_they_are():
    reductions = "\n".join(said for _, said in told("reductions", "zh"))
    assert "见“区间”" in reductions and "“原水平的性质”说明" in reductions
    assert "ratio        before ÷ after" in reductions
    scores = "\n".join(said for _, said in told("scores", "zh"))
    assert "best（满分值）和 worst（零分值）" in scores
    # All lines of this list begin with the word of their code, which is left out; the columns below each other stay so.
    assert "\n指标定义不同：两个指标" in "\n".join(said for _, said in told("comparability", "zh"))
    (kinds,) = (said.split("\n") for _, said in told("checks", "zh") if "Σ" in said)
    assert [line.split("  ")[0] for line in kinds[:2]] == ["合计", "差额"]
    assert 'see "Periods"' in "\n".join(said for _, said in told("comparability", "en"))


@pytest.mark.parametrize("method", METHODS)
def test_an_example_is_set_as_its_language_is(method):
    for line in said(opened("methods", lang="zh", method=method)).splitlines():
        assert not re.search("[\u4e00-\u9fff）]([:;] |: )", line), line


def test_the_examples_are_computed_from_the_figures_on_the_air():
    reductions = said(opened("methods", lang="en", method="reductions"))
    assert "22 − 9 = 13 documents; 100 × (1 − 9 ÷ 22) = 59.09%" in reductions
    rates = said(opened("methods", lang="zh", method="rates"))
    # 257 of 260 kept, 166 of them in full
    assert "100 × 257 ÷ 260 = 98.85%；其中全部完成 100 × 166 ÷ 260 = 63.85%" in rates
    gaps = said(opened("methods", lang="en", method="gaps"))
    assert "15.79 − 10 = 5.79 days; 100 × (15.79 ÷ 10 − 1) = 57.9%" in gaps
    # Of two limits the numbers in print, not all the days that may really be taken.
    assert "8.5 − 2 = 6.5 working days; 100 × (8.5 ÷ 2 − 1) = 325%" in gaps
    limits = said(opened("methods", lang="en", method="limits"))
    assert (
        "≤ 50 working days · ≤ 120 working days → ▲ stricter limit (comparable); 100 × (50 ÷ 120 − 1) = −58.33%"
        in limits
    )
    durations = said(opened("methods", lang="zh", method="durations"))
    # 60.6 days are less than the shortest six months in a row, 181 days; a working day is no shorter than a day.
    assert (
        "60.6 天 · ≤ 6 个月 → ✓ 在时限之内" in durations
        and "≤ 1 天 · ≤ 8.5 个工作日 → ▲ 时限更严" in durations
    )
    ratios = said(opened("methods", lang="zh", method="ratios"))
    assert "(14 个 + 34 个) ÷ (59 个 + 83 个) = 33.8%" in ratios  # 48 of 142
    cuts = said(opened("methods", lang="en", method="cuts"))
    assert (
        "actual cut: Anyang · Property-registration documents: 22 − 9 = 13 documents; 100 × (1 − 9 ÷ 22)"
        in cuts
    )
    assert "claimed cut: Xiangtan" in cuts and "提速80%以上" in cuts


def test_a_paragraph_is_joined_with_spaces_in_english_and_without_in_chinese():
    assert on_one_line("one line\nand another") == "one line and another"
    assert on_one_line("第一行，\n第二行") == "第一行，第二行"
    assert on_one_line("见 `intervals`\n与第 2 行") == "见 `intervals`与第 2 行"


def test_a_formula_keeps_its_lines():
    text = "Words: what it is.\n\n    cut   before − after\n    ratio before ÷ after"
    assert blocks(text)[1] == (True, "cut   before − after\nratio before ÷ after")
