"""Facts: sentences in which a bound stays a bound, a claim is told as one, and a bar is as long as its number."""

import pytest

from findings import home
from words import LANGUAGES
from words.facts import fact_of


def facts(shipped, city, language="en"):
    """Figure → its highlight in words."""
    rows = home.highlights(shipped.id, city).to_dict("records")
    return {row["id"]: fact_of(row, language, lambda ids: ids) for row in rows}


def test_a_limit_stays_a_bound_in_the_sentence_and_its_bars_are_drawn_as_limits(shipped):
    fact = facts(shipped, "anyang")["anyang-001"]
    assert "≤ 50" in fact.sentence and "≤ 120" in fact.sentence and "58.3%" in fact.sentence
    own, law = fact.bars
    # 50 ÷ 120 = 0.4167 of the longer bar
    assert (round(own.share, 4), law.share) == (0.4167, 1)
    assert "limit" in own.look and "other" in law.look


def test_days_beside_working_days_have_a_verdict_and_no_common_bar(shipped):
    fact = facts(shipped, "anyang")["anyang-002"]
    assert fact.bars == () and fact.grade and fact.reasons


def test_22_documents_cut_to_9_leave_9_of_22_of_the_bar(shipped):
    before, after = facts(shipped, "anyang")["anyang-006"].bars
    assert (before.share, round(after.share, 4)) == (1, 0.4091)


def test_a_claim_is_told_in_the_words_of_its_document_and_drawn_in_outline(shipped):
    fact = facts(shipped, "xiangtan")["xiangtan-007"]
    assert "提速80%以上" in fact.sentence
    assert fact.bars[0].look == ("claimed",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_leads_to_its_words_and_no_bar_is_longer_than_its_track(language, shipped):
    for city in home.reporting_cities(shipped.id):
        for fact in facts(shipped, city, language).values():
            assert fact.address and fact.source
            assert all(0 <= bar.share <= 1 for bar in fact.bars)
