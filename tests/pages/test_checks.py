"""Checks: every relation with its outcome, the figures it follows from by name, and what a part is held against."""

import pytest

from findings import answers, kept
from tests.pages.opening import opened, said, sheets
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole pages run

OUTCOMES = ("fails", "cannot_tell", "holds")


def rows(shipped):
    """All relations of the dataset."""
    return answers.checks_of_places(shipped.id, tuple(kept.reporting_places(shipped.id, "zh")), OUTCOMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relation_has_its_outcome_and_those_that_fail_come_first(language, shipped):
    text = wording(language)
    table = sheets(opened("indicators", part="checks", lang=language))[0]
    named = [text(f"outcome.{code}") for code in OUTCOMES]
    assert list(table[text("column.outcome")]) == sorted(table[text("column.outcome")], key=named.index)
    assert len(table) == len(rows(shipped))


def test_the_figures_a_claim_follows_from_stand_by_name_and_number_and_in_the_file_by_id(shipped):
    table = sheets(opened("indicators", part="checks", lang="en"))[0]
    assert not table["Follows from"].str.contains(r"[a-z]-\d").any()
    told = rows(shipped).set_index("follows_from").loc["qiandongnan-100, qiandongnan-103"]
    (kept,) = table[table["Follows from"] == told["follows_from_en"]].to_dict("records")
    assert kept["Follows from"] == "Promises since kept: 257 items; Promises in progress: 3 items"
    assert (kept["Claimed"], kept["Computed"], kept["Outcome"]) == ("260 items", "260 items", "holds")


def test_the_level_before_and_a_masked_number_are_told(shipped):
    told = rows(shipped)["follows_from_zh"].tolist()
    assert "施工图审查用时：10 天（全省平均 15.79 天）" in told
    assert "“信易贷”平台授信笔数：原文遮盖" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_is_said_to_be_one_and_need_not_equal_the_whole(language, shipped):
    text, app = wording(language), opened("indicators", part="checks", lang=language)
    parts = rows(shipped)["kind"] == "part_of"
    assert text("takeaway.part_of", n=int(parts.sum())) in said(app)
    table = sheets(app)[0]
    whole, part = (text(f"claim.{name}", amount="").strip() for name in ("whole", "part"))
    shown = table[table[text("column.kind")] == text("kind.part_of")]
    assert len(shown) == parts.sum()
    assert shown[text("column.claimed")].str.startswith(whole).all()
    assert shown[text("column.computed")].str.startswith(part).all()
