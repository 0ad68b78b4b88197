"""Names of files: legal on Windows, one for every indicator and place, Chinese or ASCII."""

import re

import pandas as pd
import pytest

from exports.taken import download_name
from findings import kept
from words import LANGUAGES

RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def titles(snapshot_id: str) -> list[dict[str, str]]:
    """What the file of each indicator is called."""
    named = kept.labels(snapshot_id, "indicators", "zh")
    return [{"zh": name, "en": id_.replace("_", "-")} for id_, name in named.items()]


@pytest.mark.parametrize("each", [9, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_legal_and_unlike_each_other_over_all_indicators_and_places(shipped, language, each):
    places = kept.labels(shipped.id, "places", "zh")
    names = [
        download_name(pd.DataFrame([{"place": id_, "place_zh": place}]), title, language)
        for title in titles(shipped.id)[::each]
        for id_, place in places.items()
    ]
    assert len(names) == len(set(name.lower() for name in names)) > 1000 / each
    for name in names:
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name) and not RESERVED.match(name)
        assert len(name) <= 125 and not name.removesuffix(".csv").endswith((".", " "))
        assert language == "zh" or name.isascii()


def test_a_name_says_what_where_when_and_that_own_figures_are_in_it():
    rows = pd.DataFrame({"place": list("abcd"), "place_zh": list("甲乙丙丁"), "period_end": "2024-12-31"})
    title = {"zh": "对比", "en": "compare"}
    assert download_name(rows, title, "zh", mark="含上传数字") == "对比_甲等4地_2024_含上传数字.csv"
    assert download_name(rows.head(2), title, "en", "zip") == "compare_a-b_2024.zip"
