"""Every page in both languages, run as Streamlit runs it, with the shipped figures."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.site import PAGES
from tests.pages.opening import PATIENCE, opened, said, unfolded
from words import wording

pytestmark = pytest.mark.slow  # whole pages run

HOME = Path(__file__).resolve().parents[2]


def shown(app: AppTest) -> str:
    """Everything a page says in text and tables, every table opened."""
    return said(unfolded(app))


CODES = re.compile(r"(?<![\w/.=-])[a-z]+_[a-z_]+(?![\w.])|\bnan\b|<NA>|\{\w+\}")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("home", "your_city", "methods")])
def test_a_page_opens_for_a_country_a_province_and_a_city_and_shows_no_code(page, language, shipped):
    for place in ("china", "henan", "xiangtan", "anyang"):
        app = opened(page, lang=language, place=place)
        assert not app.exception, place
        assert not CODES.findall(shown(app)), place


# What the methods say is held by tests/metrics/test_methods.py and tests/pages/test_methods.py.
@pytest.mark.parametrize("page", [page for page in PAGES if page != "methods"])
def test_a_chinese_page_has_no_english_sentences_and_the_other_way_round(page, shipped):
    english = re.sub(
        r"sha256 \S+|[\w-]+\.txt|\w+_\w+|Duibiao|CSV|\w+-\d{3}", "", said(opened(page, lang="zh"))
    )
    assert not re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]{2,})+", english)
    quoted = {*shipped.observations()[["as_printed", "locator"]].to_numpy().ravel()}
    for table in ("measures_done", "problems_named"):
        quoted |= set(shipped.table(table)["locator"])
    told = said(opened(page, lang="en"))
    for words in sorted(quoted, key=len, reverse=True):
        told = told.replace(words, "") if words else told
    chinese = [line for line in told.splitlines() if re.search(r"[\u4e00-\u9fff]{4,}", line)]
    assert not chinese


def test_the_setting_decides_where_neither_address_nor_browser_does():
    assert wording("zh")("home.title") in said(opened("home"))
    assert wording("en")("home.title") in said(opened("home", lang="en"))


def test_a_choice_is_written_into_the_address_as_codes_and_its_default_is_left_out():
    app = opened("compare", lang="en")
    app.multiselect(key="place:en").set_value(["xiangtan", "anyang"]).run()
    assert app.query_params["place"] in ("anyang,xiangtan", ["anyang,xiangtan"])
    app.multiselect(key="place:en").set_value([]).run()
    assert "place" not in app.query_params


def test_a_switch_of_language_keeps_every_choice():
    app = opened("compare", lang="en", place="anyang,xiangtan", rule="open")
    app.query_params["lang"] = "zh"
    app.run()
    assert app.multiselect(key="place:zh").value == ["anyang", "xiangtan"]
    assert app.selectbox(key="rule:zh").value == "open"


def test_an_edited_address_wins_over_the_widget():
    app = opened("indicators", part="figures", lang="en", place="anyang")
    app.query_params["place"] = "hengyang"
    app.run()
    assert app.multiselect(key="place:en").value == ["hengyang"]


def test_what_a_link_asks_for_in_vain_is_announced():
    app = opened("compare", lang="en", place="anyang,nowhere", rule="<script>", foo="1")
    told = said(app)
    for what in ("place=nowhere", "rule=<script>", "foo"):
        assert what in told
    assert app.multiselect(key="place:en").value == ["anyang"]


def test_a_figure_is_found_by_words_in_either_language_and_shows_what_was_printed():
    for sought in ("provincial 15.79", "全省 15.79"):
        app = opened("indicators", part="figures", lang="en", q=sought)
        assert "全省平均水平15.79天" in said(app)
        assert "Figures: 1 of " in said(app)


def test_a_parameter_that_is_repeated_counts_each_time_and_a_long_value_is_told_short():
    app = AppTest.from_file(str(HOME / "pages" / "index.py"), default_timeout=PATIENCE)
    app.query_params.update({"lang": "en", "place": ["anyang", "xiangtan", "x" * 5000]})
    app.switch_page(str(HOME / "pages" / "compare.py")).run()
    assert app.multiselect(key="place:en").value == ["anyang", "xiangtan"]
    assert f"place={'x' * 80}…, which" in said(app)
