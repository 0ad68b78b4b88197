"""Charts: a dot is an exact number and nothing else; bounds are bars with caps; text from data cannot be markup."""

import math

import pytest

from charts import style
from tests.charts.validated import positions, ranked_bars
from words import wording
from words.verdicts import VERDICT_SIGNS, verdict_in_words


def address(id_: str) -> str:
    """Where a figure's words are, for these tests."""
    return f"sources?figure={id_}"


def dots(figure) -> set[tuple[str, float]]:
    """(x axis, value) of every round dot drawn."""
    found = set()
    for trace in figure.data:
        is_dot = trace.mode == "markers" and trace.marker.symbol in (None, "circle", "circle-open")
        found |= {(trace.xaxis, x) for x in trace.x or () if is_dot and x is not None}
    return found


def caps(figure) -> set[float]:
    """Values at which a bar ends in a cap."""
    return {x for t in figure.data if t.mode == "markers" and t.marker.symbol == "line-ns" for x in t.x}


def labels(figure) -> str:
    """All text written into a chart."""
    return " ".join(a.text for a in figure.layout.annotations)


def compared(rows, verdict="cannot_tell"):
    """Observations with the columns that verdicts add."""
    return rows.assign(verdict=verdict, reasons="", grade="comparable")


def bars(observed, *, look="actual", low=50.0, high=50.0, colour="#0072b2"):
    """A row of ranked bars."""
    row = observed[observed["id"] == "anyang-006"]
    return row.assign(bar_name="n", bar_value="50%", share_low=low, share_high=high, look=look, colour=colour)


def test_a_limit_is_hatched_a_claim_in_outline_and_what_was_achieved_solid(observed):
    shapes = {}
    for look in ("actual", "limit", "claimed"):
        figure = ranked_bars(bars(observed, look=look), "en", address)
        [bar] = [trace for trace in figure.data if trace.x[0] is not None]
        shapes[look] = (bar.marker.pattern.shape, bar.marker.color == "rgba(0,0,0,0)")
        assert [trace.name for trace in figure.data if trace.name] == [wording("en")(f"look.{look}")]
    assert shapes == {"actual": (None, False), "limit": ("/", False), "claimed": (None, True)}


def test_a_cut_of_at_least_half_is_drawn_to_the_half_that_is_certain(observed):
    figure = ranked_bars(bars(observed, low=50.0, high=math.inf), "en", address)
    assert [trace.x[0] for trace in figure.data if trace.x[0] is not None] == [50.0]


def test_every_bar_leads_to_its_words_and_the_first_row_stands_at_the_top(observed):
    rows = observed.head(3).assign(
        bar_name="n", bar_value="1%", share_low=1.0, share_high=1.0, look="actual", colour="#000000"
    )
    figure = ranked_bars(rows, "zh", address)
    tops = sorted(figure.layout.annotations, key=lambda label: -label.y)
    assert [f"figure={id_}" in label.text for id_, label in zip(rows["id"], tops, strict=True)] == [True] * 3
    assert all("<b>1%</b>" in label.text for label in tops)


def test_the_line_of_the_law_stands_at_100_per_cent(observed):
    [line] = ranked_bars(bars(observed, look="limit"), "zh", address, "法定").layout.shapes
    assert (line.x0, line.x1) == (100, 100)


def test_a_figure_whose_level_cannot_be_read_off_has_its_words_and_no_mark(observed):
    rows = compared(observed[observed["id"] == "qiandongnan-001"], "not_comparable")
    figure = positions(rows, "zh", address)
    assert [list(trace.x) for trace in figure.data] == [[None]]
    assert "压缩1个工作日" in labels(figure)


def test_an_unbounded_figure_ends_in_an_arrow_inside_the_chart(observed):
    rows = compared(observed[observed["id"] == "xiangtan-007"])  # 提速80%以上
    figure = positions(rows, "zh", address)
    arrows = [t for t in figure.data if t.marker.symbol == "triangle-right"]
    assert len(arrows) == 1
    assert math.isfinite(arrows[0].x[0])
    assert dots(figure) == set()


def test_a_negative_figure_is_drawn_inside_the_chart_and_others_leave_the_axis_at_0(observed):
    rows = compared(observed[observed["id"] == "anyang-006"])
    least, most = positions(rows.assign(low=-2.0, high=-2.0), "zh", address).layout.xaxis.range
    assert least < -2 < most
    assert positions(rows, "zh", address).layout.xaxis.range[0] == 0


def test_text_from_data_is_not_markup(observed):
    rows = observed[observed["id"] == "anyang-006"].assign(
        place_zh="<b>x</b><script>", indicator_zh="a & <a href='x'>b</a>"
    )
    shown = rows.assign(
        bar_name="<b>n</b>", bar_value="1%", share_low=1.0, share_high=1.0, look="actual", colour="#000000"
    )
    for figure in (ranked_bars(shown, "zh", address), positions(compared(rows), "zh", address)):
        assert "<script>" not in labels(figure)
        assert "<a href='x'>" not in labels(figure)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            "A district (anonymised) · Investment-project filing",
            30,
            ["A district (anonymised) ·", "Investment-project filing"],
        ),
        ("黔东南州 · 企业开办用时", 12, ["黔东南州 ·", "企业开办用时"]),
        ("短", 10, ["短"]),
        ("甲乙丙、丁", 6, ["甲乙", "丙、丁"]),
    ],
)
def test_long_labels_break_between_words_or_characters(text, width, lines):
    assert style.folded(text, width).split("<br>") == lines
    assert all(style.columns(line) <= width for line in lines)


def test_a_figure_that_may_not_share_the_axis_has_words_and_no_mark_and_stands_last(observed):
    rows = compared(observed[observed["id"].isin(("anyang-007", "xiangtan-002"))], "not_comparable")
    rows = rows.assign(grade="not_comparable", reasons="other_status", on_axis=[False, True])
    figure = positions(rows, "en", address)
    shown = rows[rows["on_axis"]].iloc[0]
    assert {x for _, x in dots(figure)} | caps(figure) == {shown["high"]}
    top = max(figure.layout.annotations, key=lambda a: a.y)
    assert shown["id"] in top.text
    assert labels(figure).count("different status") == 2
    assert positions(rows.assign(on_axis=False), "en", address).layout.xaxis.showticklabels is False


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_indicators_of_one_matter_are_told_apart_in_the_words_of_the_dataset(observed, language):
    rows = compared(observed[observed["id"] == "anyang-002"], "stricter")
    rows = rows.assign(
        grade="with_caution",
        reasons="other_definition|order_only",
        declared_zh="自有说明",
        declared_en="own words",
    )
    text, gap = wording(language), {"zh": "", "en": " "}[language]  # what a label that was folded lost
    said = labels(positions(rows, language, address)).replace("<br>", gap)
    assert text("verdict.stricter") in said and f"{VERDICT_SIGNS['stricter']} " in said
    assert rows[f"declared_{language}"].iloc[0] in said and text("reason.other_definition") not in said
    # Without such words the reason is said in general.
    said = labels(positions(rows.assign(declared_zh="", declared_en=""), language, address)).replace(
        "<br>", gap
    )
    assert text("reason.other_definition") in said


def test_what_is_only_indicative_is_called_so(observed):
    rows = compared(observed[observed["id"] == "anyang-001"], "looser")
    rows = rows.assign(grade="indicative", reasons="limit_and_usual")
    assert "indicative only" in labels(positions(rows, "en", address))
    assert "仅供参考" in labels(positions(rows, "zh", address))


def test_a_benchmark_has_no_reasons_of_its_own(observed):
    row = compared(observed[observed["id"] == "anyang-001"], "benchmark").iloc[0].to_dict()
    row |= {"grade": "not_comparable", "reasons": "far_apart"}  # against another period of its own
    assert verdict_in_words(row, "en") == f"{VERDICT_SIGNS['benchmark']} benchmark"


def test_a_benchmark_printed_beside_a_figure_has_a_hollow_mark_in_its_row_and_its_words(observed):
    rows = compared(
        observed[observed["id"] == "xiangtan-004"], "surely_better"
    )  # 10 days, the province 15.79
    ends = {
        "benchmark_low": 15.79,
        "benchmark_high": 15.79,
        "benchmark_low_open": False,
        "benchmark_high_open": False,
    }
    figure = positions(rows.assign(benchmark_kind="provincial_average", **ends), "zh", address)
    assert {x for _, x in dots(figure)} == {10, 15.79}
    assert [t.marker.symbol for t in figure.data if t.x and t.x[0] == 15.79] == ["circle-open"]
    assert "全省平均 15.79 天" in labels(figure)
