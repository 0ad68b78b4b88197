"""Rank ranges: a dot is one certain rank and nothing else; ties, tiers and the set's grade are in words."""

import pandas as pd
import pytest

from charts.ranks import rank_ranges
from words.ranks import rank_in_words


def address(id_: str) -> str:
    """Where a figure's words are, for these tests."""
    return f"sources?figure={id_}"


def ranked(*ranks: tuple[str, int, int, int, int], **of_set) -> pd.DataFrame:
    """Figures of one set: place, best and worst rank, how many are tied, tier."""
    rows = [
        {"place": place, "rank_best": best, "rank_worst": worst, "tied": tied, "tier": tier}
        for place, best, worst, tied, tier in ranks
    ]
    frame = pd.DataFrame(rows)
    frame = frame.assign(
        id=frame["place"],
        ranked=len(rows),
        tiers=frame["tier"].max(),
        amount=5.0,
        bound="exact",
        as_printed="5",
    )
    same = {
        "peer_set": "days",
        "grade": "comparable",
        "reasons": "",
        "status": "rule",
        "scope": "whole",
    } | of_set
    for language in ("zh", "en"):
        same |= {f"indicator_{language}": "Days", f"unit_{language}": "days", f"note_{language}": ""}
        frame[f"place_{language}"] = frame["place"]
    return frame.assign(**same)


def marks(figure, symbol: str) -> list[tuple[str, float]]:
    """(axis, rank) of every mark of a kind."""
    drawn = [t for t in figure.data if t.mode == "markers" and t.marker.symbol == symbol]
    return [(t.xaxis, x) for t in drawn for x in t.x if x is not None]


def written(figure) -> list[str]:
    """All lines of a chart, from the top."""
    return [a.text for a in sorted(figure.layout.annotations, key=lambda a: (a.yref, -a.y))]


THREE = ranked(("a", 1, 1, 0, 1), ("b", 2, 3, 0, 2), ("c", 2, 3, 0, 2))


def test_a_dot_is_one_certain_rank_and_a_range_is_a_bar_with_caps():
    figure = rank_ranges(THREE, "en", address)
    assert marks(figure, "circle") == [("x", 1)]
    assert sorted(marks(figure, "line-ns")) == [("x", 2), ("x", 2), ("x", 3), ("x", 3)]


@pytest.mark.parametrize(
    ("language", "certain", "tied", "open_"),
    [
        ("zh", "第 2 名", "并列第 1 至 2 名（数字相同的另有 1 地）", "第 1 至 3 名之间，无法再分"),
        ("en", "Rank 2", "Tied, ranks 1 to 2: same number as 1 more", "Between ranks 1 and 3, no closer"),
    ],
)
def test_a_range_as_wide_as_the_tie_is_a_tie_and_a_wider_one_is_open(language, certain, tied, open_):
    assert rank_in_words({"rank_best": 2, "rank_worst": 2, "tied": 0}, language) == certain
    assert rank_in_words({"rank_best": 1, "rank_worst": 2, "tied": 1}, language) == tied
    assert rank_in_words({"rank_best": 1, "rank_worst": 3, "tied": 1}, language) == open_


def test_tiers_are_named_once_above_their_places():
    lines = written(rank_ranges(THREE, "en", address))
    named = [line for line in lines if "Tier" in line]
    assert named == ["<b>Tier 1 of 2</b>", "<b>Tier 2 of 2</b>"]
    assert [lines.index(name) for name in named] == [1, 3]


def test_the_grade_of_the_set_comes_with_its_reasons():
    graded = THREE.assign(grade="with_caution", reasons="ambiguous_wording|years_apart")
    heading = written(rank_ranges(graded, "zh", address))[0]
    assert heading.endswith("可比，须谨慎：原文表述有歧义；期间相隔较远")
    assert "现行时限或规定 · 全域 · 3 地中的名次" in heading


def test_sets_never_share_an_axis():
    other = ranked(("d", 1, 1, 0, 1), ("e", 2, 2, 0, 2), peer_set="steps")
    figure = rank_ranges(pd.concat([THREE, other]), "zh", address)
    axes = [name for name in figure.layout.to_plotly_json() if name.startswith("xaxis")]
    assert len(axes) == 2
    assert {axis for axis, _ in marks(figure, "circle")} == {"x", "x2"}


def test_every_place_leads_to_its_words():
    text = " ".join(written(rank_ranges(THREE, "zh", address)))
    assert all(f"sources?figure={place}" in text for place in "abc")
