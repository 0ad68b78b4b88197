"""What if: what is simulated is named so, a bound is never a dot, and what is not comparable has no mark."""

import math

import pandas as pd
import pytest

from tests.charts.validated import simulated_marks, simulated_scores


def address(id_: str) -> str | None:
    """Where a figure's words are, for these tests."""
    return None if id_.startswith("simulated/") else f"sources?figure={id_}"


def own(*levels: tuple[float, float, str]) -> pd.DataFrame:
    """The figure of a place as it is and, where there are two levels, simulated: low, high and bound."""
    rows = [
        {"id": "a-1", "simulated": number > 0, "low": low, "high": high, "bound": bound, "amount": high}
        for number, (low, high, bound) in enumerate(levels)
    ]
    words = {
        f"{c}_{x}": said for c, said in (("place", "A"), ("unit", "days"), ("note", "")) for x in ("zh", "en")
    }
    return pd.DataFrame(rows).assign(as_printed="12", indicator="days", **words)


def pair(
    verdicts: list[str], low: float, high: float, grade: str = "comparable", place: str = "B"
) -> pd.DataFrame:
    """A figure of another place with the verdict on the own one, as it is and simulated."""
    same = {"benchmark_id": f"{place}-1", "benchmark_low": low, "benchmark_high": high, "grade": grade}
    same |= {"indicator": "days", "benchmark_indicator": "days", "reasons": ""}
    same |= {
        f"other_{c}_{x}": said for c, said in (("place", place), ("value", "5 days")) for x in ("zh", "en")
    }
    rows = pd.DataFrame({"verdict": verdicts, "simulated": [False, True][: len(verdicts)]})
    return rows.assign(place_zh="A", place_en="A", **same)


def marks(drawn) -> list[tuple[str, list[float]]]:
    """The symbol, or line, and the x of every mark, without the entries of the legend."""
    kinds = [(t.marker.symbol if t.mode == "markers" else "line", list(t.x)) for t in drawn.data]
    return [(kind, xs) for kind, xs in kinds if xs != [None]]


def texts(drawn) -> list[str]:
    """The labels, from the top."""
    return [label.text for label in sorted(drawn.layout.annotations, key=lambda label: -label.y)]


def test_both_levels_of_a_figure_stand_on_one_line_and_the_simulated_one_is_named_so():
    drawn = simulated_marks(
        own((12, 12, "exact"), (5, 5, "exact")), pair(["surely_worse", "equal"], 5, 5), "en", address
    )
    assert marks(drawn) == [("circle", [5]), ("circle-open", [12]), ("circle", [5])]
    first, other = texts(drawn)
    assert "<b>12 days → 5 days (simulated)</b>" in first and 'href="sources?figure=a-1"' in first
    assert "A against it: ▼ surely worse<br>simulated: ＝ equal" in other
    assert [trace.name for trace in drawn.data if trace.showlegend] == [
        "as it is",
        "simulated",
        "other places",
    ]


def test_before_anything_is_simulated_nothing_is_called_so():
    drawn = simulated_marks(own((12, 12, "exact")), pair(["surely_worse"], 5, 5), "zh", address)
    assert not any("模拟" in text for text in texts(drawn))


def test_a_limit_is_a_bar_with_a_cap_and_never_a_dot():
    drawn = simulated_marks(
        own((0, 12, "at_most"), (0, 5, "at_most")), own()[:0].assign(benchmark_id=""), "en", address
    )
    assert marks(drawn) == [("line", [0, 12]), ("line-ns", [12]), ("line", [0, 5]), ("line-ns", [5])]
    assert "≤ 12 days → ≤ 5 days (simulated)" in texts(drawn)[0]


def test_what_is_not_comparable_has_no_mark_and_stands_last():
    against = pd.concat([
        pair(["not_comparable"] * 2, 3, 3, "not_comparable", "C"), pair(["surely_worse", "equal"], 5, 5)
    ])  # fmt: skip
    drawn = simulated_marks(own((12, 12, "exact"), (5, 5, "exact")), against, "en", address)
    assert [xs for _, xs in marks(drawn)] == [[5], [12], [5]]
    assert "⊘ not comparable" in texts(drawn)[-1] and "simulated: no change" in texts(drawn)[-1]


def test_text_from_data_is_no_markup():
    sly = own((12, 12, "exact")).assign(place_en="<b>A</b>")
    drawn = simulated_marks(sly, pair(["equal"], 5, 5).assign(other_place_en="<a>B"), "en", address)
    assert "&lt;b&gt;A&lt;/b&gt;" in texts(drawn)[0] and "&lt;a&gt;B" in texts(drawn)[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_scores_that_are_not_known_have_no_row(language):
    known = {
        "simulated": False,
        "score_low": 50.0,
        "score_high": 75.0,
        "composite_zh": "甲",
        "composite_en": "A",
    }
    unknown = known | {
        "score_low": math.nan,
        "score_high": math.nan,
        "composite_zh": "乙",
        "composite_en": "B",
    }
    rows = pd.DataFrame([known, known | {"simulated": True, "score_low": 80.0, "score_high": 80.0}, unknown])
    drawn = simulated_scores(rows.assign(score_low_open=False, score_high_open=False), language)
    assert len(texts(drawn)) == 1 and "50 – 75 → 80" in texts(drawn)[0]
    assert marks(drawn) == [("line", [50, 75]), ("line-ns", [50, 75]), ("circle", [80])]
