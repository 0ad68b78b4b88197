"""Overview: what it says of the sure differences, of what can be compared, and why a cell of the matrix is blank."""

import pandas as pd
import pytest

from findings import standing
from locales import words
from pages.parts import front
from tests.pages.opening import opened, said, unfolded


def links(app) -> list[tuple[str, str]]:
    """Page and parameters of every link of a page."""
    return [(link.proto.page, link.proto.query_string) for link in app.get("page_link")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sure_difference_of_the_shipped_figures_is_told_with_both_figures_and_how_far_they_are_apart(
    language,
):
    # 10 days against the provincial average of 15.79: 10 − 15.79 = −5.79, and 10 ÷ 15.79 − 1 = −36.7 %.
    wanted = {
        "zh": "施工图审查用时：湘潭市 10 天，湖南省 15.79 天。▲ 确定更好（须谨慎：原文表述有歧义）；差距 −5.79 天（−36.7%）。",
        "en": "Drawing review: Xiangtan 10 days, Hunan 15.79 days. ▲ surely better (with caution: the wording is ambiguous); "
        "gap −5.79 days (−36.7%).",
    }
    app = opened("overview", lang=language)
    assert wanted[language] in said(app)


def test_a_sure_difference_leads_to_both_figures_and_to_their_comparison():
    asked = [query for _, query in links(opened("overview", lang="en"))]
    assert any("figure=xiangtan-004%2Chunan-001" in query for query in asked), asked
    assert any("indicator=drawing_review_days" in query and "benchmark=hunan" in query for query in asked)


def test_how_many_indicators_can_be_compared_is_said_in_words():
    # Of the five that two places report only one has a pair that may be compared.
    told = said(opened("overview", lang="en"))
    assert "reported by two or more places: 5; of these 5, 1 can be compared (1 with caution)" in told


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
            "place": ["a", "a", "b", "b", "a", "a"],
            "benchmark_place": ["b", "c", "a", "b", "c", "b"],
            "verdict": [
                "surely_better",
                "surely_higher",
                "surely_worse",
                "surely_better",
                "cannot_tell",
                "surely_better",
            ],
            "limits": ["", "", "", "", "stricter", ""],
            "grade": ["comparable", "comparable", "comparable", "comparable", "comparable", "with_caution"],
            "gap_percent_low": [-30.0, 20.0, 10.0, -90.0, -100.0, -99.0],
            "gap_percent_high": [-10.0, 50.0, 11.0, -90.0, float("inf"), -99.0],
        }
    )
    monkeypatch.setattr(standing, "judged", lambda _: rows)
    found = front.differences("a snapshot of this test's own")
    # at least 20 % higher, at least 10 % lower, a stricter limit without a certain distance; with caution last.
    # Left out: worse is the other side of better, and b against b is no difference between places.
    assert found.index.tolist() == [1, 0, 4, 5]


def test_the_document_published_last_is_named():
    assert "Newest document: Report on the business environment of the prefecture (published 2024)" in said(
        opened("overview", lang="en")
    )
    assert words("zh")("takeaway.newest", title="甲", published="2024", n=1).startswith("最新的文件：《甲》")
