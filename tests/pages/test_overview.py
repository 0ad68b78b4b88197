"""Overview: what it says of the sure differences, of what can be compared, and why a cell of the matrix is blank."""

import pandas as pd
import pytest

from findings import judging, kept, standing
from metrics.comparability import GRADES
from pages.parts import cached, front
from tests.pages.opening import opened, said, unfolded
from words import takeaways, wording
from words.view import View


def links(app) -> list[tuple[str, str]]:
    """Page and parameters of every link of a page."""
    return [(link.proto.page, link.proto.query_string) for link in app.get("page_link")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_widest_sure_difference_is_told_first_with_both_figures_and_how_far_they_are_apart(language):
    # 31.84 − 7.08 = 24.76, and 31.84 ÷ 7.08 − 1 = 349.7 %.
    wanted = {
        "zh": "每万人口有效发明专利：湘潭市 31.84 件/万人，衡阳市 7.08 件/万人。▲ 确定更好；差距 24.76 件/万人（349.7%）。",
        "en": "Valid invention patents per 10,000 residents: Xiangtan 31.84 patents per 10,000 residents, Hengyang 7.08 patents "
        "per 10,000 residents. ▲ surely better; gap 24.76 patents per 10,000 residents (349.7%).",
    }
    told = said(opened("overview", lang=language))
    assert wanted[language] in told
    others = [line for line in told.splitlines() if "▲" in line or "△" in line]
    assert others[0] == wanted[language] and len(others) == front.AT_ONCE


def test_a_caution_stands_with_the_verdict_it_belongs_to(shipped):
    found = front.differences(shipped.id).set_index(["id", "benchmark_id"], drop=False)
    # 10 days against the provincial average of 15.79: 10 − 15.79 = −5.79, and 10 ÷ 15.79 − 1 = −36.7 %.
    row = found.loc[("xiangtan-004", "hunan-001")].to_dict()
    assert takeaways.difference(row, View("overview", "zh", shipped.id)) == (
        "施工图审查用时：湘潭市 10 天，湖南省 15.79 天。"
        "▲ 确定更好（须谨慎：原文未说明数字是时限、平均还是实际）；差距 −5.79 天（−36.7%）。"
    )


def test_two_limits_in_different_units_are_told_each_in_its_own_and_without_a_distance(shipped):
    row = (
        front.differences(shipped.id)
        .set_index(["id", "benchmark_id"], drop=False)
        .loc[("anyang-002", "china-001")]
    )
    for language, wanted in (
        ("zh", "企业开办用时（天）：安阳市 ≤ 1 天，全国 ≤ 8.5 个工作日。▲ 时限更严（须谨慎："),
        (
            "en",
            "Starting a business, days: Anyang ≤ 1 day, China ≤ 8.5 working days. ▲ stricter limit (with caution: ",
        ),
    ):
        told = takeaways.difference(row.to_dict(), View("overview", language, shipped.id))
        assert told.startswith(wanted) and wording(language)("number.unknown") not in told


def test_no_difference_is_only_that_one_place_is_larger_or_part_of_the_other(shipped):
    found = front.differences(shipped.id)
    higher = found[found["verdict"] == "surely_higher"]
    assert len(higher) and (higher["level"] == higher["benchmark_level"]).all()
    kinds = shipped.table("matters").set_index("id")["kind"]
    assert "size" not in set(kinds[higher["matter"]])
    assert not found.duplicated(["place", "benchmark_place", "indicator", "benchmark_indicator"]).any()


def test_a_sure_difference_leads_to_both_figures_and_to_their_comparison():
    asked = [query for _, query in links(opened("overview", lang="en"))]
    assert any("figure=xiangtan-075%2Chengyang-076" in query for query in asked), asked
    assert any(
        "indicator=valid_invention_patents_per_10k" in query and "benchmark=hengyang" in query
        for query in asked
    )


def test_how_many_indicators_can_be_compared_is_said_in_words(shipped):
    figures = kept.figures(shipped.id)
    figures = figures[(figures["cut_kind"] == "") & figures["low"].notna()]
    places = figures.groupby("indicator")["place"].nunique()
    shared = places[places > 1].index
    pairs = judging.between(shipped.id, tuple(cached.reporting_places(shipped.id, "zh")))
    own = pairs[
        (pairs["indicator"] == pairs["benchmark_indicator"]) & (pairs["place"] != pairs["benchmark_place"])
    ]
    best = (
        own[own["indicator"].isin(shared)]
        .groupby("indicator")["grade"]
        .agg(lambda g: min(g, key=GRADES.index))
    )
    counted = best.value_counts()
    may, caution = counted["comparable"] + counted["with_caution"], counted["with_caution"]
    told = said(opened("overview", lang="en"))
    assert (
        f"reported by two or more places: {len(shared)}; of these {len(shared)}, {may} can be compared ({caution} with"
        in told
    )


def test_every_cell_of_the_matrix_leads_to_its_figures_and_a_blank_one_says_why():
    app = opened("overview", lang="en")
    table = next(
        d.value
        for d in unfolded(app).dataframe
        if "Why blank" in d.value.columns and "Topic" in d.value.columns
    )
    assert len(table) == table["Topic"].nunique() * table["Place"].nunique()
    assert table["Figures"].str.fullmatch(r"sources\?place=\w+&topic=\w+&lang=en#\d+").all()
    is_blank = table["Figures"].str.endswith("#0")
    assert (table["Why blank"] != "").tolist() == is_blank.tolist()
    rows = table.set_index(["Place", "Topic"])["Why blank"]
    assert "Record of the special inquiry" in rows["Hengyang", "Courts and enforcement"]


def test_a_blank_cell_is_explained_where_its_link_leads():
    app = opened("sources", lang="en", place="hunan", topic="taxes")
    assert not app.exception
    assert "The documents read (Newspaper features" in said(app) and "give no figure on Taxes" in said(app)
    assert "No figure fits" not in said(opened("sources", lang="en", place="anyang", topic="relief"))


def test_a_blank_cell_names_the_reforms_that_its_documents_describe(shipped):
    cells = front.matrix(shipped.id, "en")
    described = cells[(cells["figures"] == 0) & (cells["measures"] > 0)].iloc[0]
    app = opened("sources", lang="en", place=described["place"], topic=described["topic"])
    assert f"describe measures: {described['measures']}" in said(app)
    assert any("measures" in page and described["topic"] in query for page, query in links(app))


def test_the_widest_sure_difference_comes_first_and_caution_after_certainty(monkeypatch):
    rows = pd.DataFrame(
        {
            "place": ["a", "a", "b", "b", "a", "a", "a", "a"],
            "benchmark_place": ["b", "c", "a", "b", "c", "b", "d", "c"],
            "verdict": [
                "surely_better",
                "surely_higher",
                "surely_worse",
                "surely_better",
                "stricter",
                "surely_better",
                "surely_higher",
                "surely_higher",
            ],
            "grade": ["comparable"] * 5 + ["with_caution", "comparable", "comparable"],
            "gap_percent_low": [-30.0, 20.0, 10.0, -90.0, -100.0, -99.0, 900.0, 800.0],
            "gap_percent_high": [-10.0, 50.0, 11.0, -90.0, float("inf"), -99.0, 900.0, 800.0],
            "indicator": ["x", "x", "x", "x", "y", "z", "x", "w"],
            "matter": [
                "services",
                "services",
                "services",
                "services",
                "services",
                "services",
                "services",
                "cities",
            ],
            "level": "prefecture",
            "benchmark_level": ["prefecture"] * 6 + ["county", "prefecture"],
            "benchmark_unit": "day",
            "period_end": "2023-12-31",
        }
    )
    rows = rows.assign(benchmark_indicator=rows["indicator"])
    # The same two places on the same indicator a year before stand no second time.
    rows = pd.concat(
        [rows, rows.iloc[[0]].assign(period_end="2022-12-31", gap_percent_high=-20.0)], ignore_index=True
    )
    kinds = pd.DataFrame({"id": ["services", "cities"], "kind": ["", "size"]})
    monkeypatch.setattr(standing, "judged", lambda _: rows)
    monkeypatch.setattr(front.cached, "table", lambda *_: kinds)
    monkeypatch.setattr(front.cached, "labels", lambda *_: {"day": "days"})
    found = front.differences("a snapshot of this test's own")
    # at least 20 % higher, at least 10 % lower, a stricter limit without a certain distance; with caution last.
    # Left out: worse is the other side of better; b against b is no difference between places; that a city has more
    # than one of its counties, or is the larger one, says nothing.
    assert found.index.tolist() == [1, 0, 4, 5]


def test_the_document_published_last_is_named(shipped):
    last = shipped.table("sources").sort_values("published").iloc[-1]
    n = (shipped.observations()["source"] == last["id"]).sum()
    told = wording("en")("takeaway.newest", title=last["title_en"], published=last["published"], n=n)
    assert last["title_en"] in told and told in said(opened("overview", lang="en"))
    assert wording("zh")("takeaway.newest", title="甲", published="2024", n=1).startswith(
        "最新的文件：《甲》"
    )
