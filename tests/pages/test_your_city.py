"""Your city: what a reader brings is checked, shown on every page of that session, and of no other."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from loaders.contract import COLUMNS
from loaders.own_city import EXAMPLE, PLACE, csv_of, file_of, is_own, rows_of, template
from loaders.settings import read_settings
from loaders.snapshot import snapshot_file
from pages.parts import cached, own_city, own_words
from tests.pages.opening import HOME, opened, said, unfolded
from tests.site import PAGES
from words import LANGUAGES, wording

DAYS = {
    "id": "my_city-001", "place": PLACE, "indicator": "startup_days", "scope": "whole", "value": "2", "unit": "day",
    "bound": "at_most", "status": "rule", "source": "upload", "locator": "一", "as_printed": "2天内办结",
    "period_start": "2021-01-01", "period_end": "2021-12-31",
}  # fmt: skip


def written(**change: str) -> bytes:
    """A file of one figure."""
    return file_of([[{**DAYS, **change}.get(c, "") for c in COLUMNS]])


def uploads(app: AppTest, content: bytes) -> AppTest:
    """The reader uploads a file."""
    return app.file_uploader[0].set_value(("own.csv", content, "text/csv")).run()


def goes_to(app: AppTest, page: str, **address: str) -> AppTest:
    """The reader follows a link of the frame."""
    app.query_params.update(address)
    return app.switch_page(str(HOME / "pages" / f"{page}.py")).run()


def drops(app: AppTest) -> AppTest:
    """The reader drops the figures again."""
    return app.button(key="own:drop").click().run()


def charts(app: AppTest) -> str:
    """Everything the charts of a page hold."""
    return "\n".join(chart.proto.spec for chart in app.get("plotly_chart")).replace("\\u003c", "<")


def shown(app: AppTest) -> str:
    """Everything a page shows: its text, its tables and its charts."""
    tables = [table.value.to_csv() for table in app.dataframe]
    return "\n".join([said(app), *tables, charts(app)])


@pytest.fixture
def file(shipped) -> Path:
    """The file of the shipped snapshot."""
    return snapshot_file(read_settings().build_folder, shipped.id)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sound_file_stands_on_the_pages_of_the_session(language):
    text = wording(language)
    app = uploads(opened("your_city", lang=language), written())
    assert [x.value for x in app.success] == [text("own.said.added", n=1, shared=1)]
    app = goes_to(app, "compare", indicator="startup_days", benchmark=PLACE)
    assert not app.exception
    assert text("own.notice") in said(app)
    assert (
        text("own.uploaded_name", name=text("own.default_name"))
        in app.selectbox(key=f"benchmark:{language}").options
    )
    assert text("own.source_title") in said(app)
    assert "session-" in said(app)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "your_city"])
def test_every_page_shows_that_it_holds_uploaded_figures(page):
    app = goes_to(uploads(opened("your_city", lang="en"), written()), page, place=PLACE)
    assert not app.exception
    assert wording("en")("own.notice") in said(app)
    # A link in a chart is loaded anew, in a session without the reader's city.
    assert "<a href" not in charts(app)


def test_another_reader_sees_nothing_of_it():
    mine = uploads(opened("your_city", lang="en"), written())
    goes_to(mine, "compare")
    theirs = opened("compare", lang="en", benchmark=PLACE)
    assert f"benchmark={PLACE}" in said(theirs)
    assert not [name for name in theirs.selectbox(key="benchmark:en").options if "uploaded" in name]
    assert wording("en")("own.notice") not in said(theirs)
    assert "uploaded" not in shown(opened("overview", lang="en"))


def test_two_readers_have_two_cities():
    one = uploads(opened("your_city", lang="en"), written(value="2"))
    other = uploads(opened("your_city", lang="en"), written(value="3"))
    for app, own, foreign in ((one, "2 days", "3 days"), (other, "3 days", "2 days")):
        found = shown(goes_to(app, "compare", indicator="startup_days", benchmark=PLACE))
        assert own in found and foreign not in found


def test_once_dropped_everything_is_as_before():
    before = opened("compare", lang="en", indicator="startup_days")
    app = uploads(opened("your_city", lang="en"), written())
    app = goes_to(app, "compare", indicator="startup_days", benchmark=PLACE, place=f"anyang,{PLACE}")
    app = drops(app)
    assert "benchmark" not in app.query_params
    assert app.query_params["place"] in ("anyang", ["anyang"])
    assert wording("en")("own.notice") not in said(app) and PLACE not in said(app)
    del app.query_params["place"]
    app.run()
    assert shown(app) == shown(before)
    goes_to(app, "your_city")
    assert "own.csv" not in said(app) and not app.success


@pytest.mark.parametrize(
    "content, said_of_it",
    [
        (written(value="１２"), "Line 2, Figure · value: full-width digits '１２'; did you mean 12"),
        (written(unit="working_day"), "Line 2, Unit · unit: unit 'working_day' is of another dimension"),
        (written(indicator="startup_day"), "unknown id 'startup_day'; did you mean 'startup_days'"),
        (written(id="anyang-001"), "given twice, first at observations/anyang.csv"),
        ("编号,地区\n一,二\n".encode("gbk"), "Line 1, the whole line: not UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        (b"", "wrong number of fields: 0"),
        (file_of([]), "There are no figures yet"),
        (b"x\n" * (own_city.MOST + 2), "at most"),
    ],
)
def test_a_file_with_a_fault_is_not_added_and_the_fault_is_said(content, said_of_it):
    app = uploads(opened("your_city", lang="en"), content)
    assert not app.exception
    assert said_of_it in said(app)
    assert wording("en")("own.notice") not in said(app)


def test_the_faults_are_said_in_chinese_on_the_chinese_page():
    app = uploads(opened("your_city", lang="zh"), written(value="１２"))
    assert "第 2 行，数值 · value：全角字符“１２”，是否应为 12" in said(app)


def test_many_problems_stand_in_a_table(file):
    content = file_of([row[:6] + ["三"] + row[7:] for row in rows_of(template(file))] * 3)
    table = uploads(opened("your_city", lang="en"), content).dataframe[0].value
    assert {"Line", "Column", "Problem, and what is wanted", "Character", "Code"} == set(table)
    assert list(table["Line"]) == sorted(table["Line"]) and len(table) > 12


def test_the_template_uploaded_as_it_is_is_not_added_and_its_examples_are_named(file):
    assert EXAMPLE.encode() in template(file)
    app = uploads(opened("your_city", lang="en"), template(file))
    assert wording("en")("own.examples_left") in said(app)
    assert wording("en")("own.notice") not in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_in_words_is_the_template_and_comes_back_as_it_was(language, shipped, file):
    told = own_words.in_words(template(file), shipped.id, language)
    header, first, *_ = csv.reader(io.StringIO(told.decode("utf-8-sig")))
    assert header == [wording(language)(f"column.{c}") for c in COLUMNS]
    assert wording(language)("bound.exact") in first
    assert file_of(own_words.in_codes(told, shipped.id).itertuples(index=False)) == template(file)
    app = uploads(opened("your_city", lang=language), told)
    assert wording(language)("own.examples_left") in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_entries_may_be_words_of_either_language_and_the_rest_is_filled_in(language, shipped):
    text, names = wording("zh"), cached.labels(shipped.id, "indicators", "zh")
    cells = {c: "" for c in COLUMNS} | {
        "indicator": names["startup_days"], "value": "2", "unit": "天", "bound": text("bound.at_most"),
        "status": text("status.rule"), "as_printed": "2天内办结", "period_start": "2021-01-01", "period_end": "2021-12-31",
    }  # fmt: skip
    # The columns may stand in any order.
    order = [*COLUMNS[::-1]]
    content = csv_of([[text(f"column.{c}") for c in order], [cells[c] for c in order]])
    app = uploads(opened("your_city", lang=language), content)
    assert [x.value for x in app.success] == [wording(language)("own.said.added", n=1, shared=1)]
    (row,) = app.data_editor[0].value.to_dict("records")
    assert (row["id"], row["place"], row["bound"], row["unit"]) == ("my_city-001", PLACE, "at_most", "day")


def test_a_word_of_two_units_is_the_one_that_the_indicator_is_counted_in(shipped):
    units, indicators = (cached.table(shipped.id, name).set_index("id") for name in ("units", "indicators"))
    found = set()
    for unit in units.index[units["name_zh"] == "个"]:
        indicator = indicators.index[indicators["unit"] == unit][0]
        row = {**DAYS, "indicator": cached.labels(shipped.id, "indicators", "zh")[indicator], "unit": "个"}
        content = csv_of([[wording("zh")(f"column.{c}") for c in COLUMNS], [row.get(c, "") for c in COLUMNS]])
        (read,) = own_words.in_codes(content, shipped.id).to_dict("records")
        assert (read["indicator"], read["unit"]) == (indicator, unit)
        found.add(unit)
    assert len(found) == 2


def test_a_fault_in_a_file_in_words_is_said_without_a_place_among_its_characters(shipped):
    content = own_words.in_words(written(value="１２"), shipped.id, "zh")
    told = said(uploads(opened("your_city", lang="zh"), content))
    assert "第 2 行，数值 · value：全角字符“１２”，是否应为 12（N01）" in told


def test_every_column_is_explained_beside_the_template():
    guide = unfolded(opened("your_city", lang="zh")).dataframe[0].value
    assert len(guide) == len(COLUMNS)
    assert guide.set_index("列").loc["界限", "可以填"] == "确切、约、近、不少于、超过、不超过、少于"


def test_what_is_uploaded_can_be_mended_in_the_table():
    app = uploads(opened("your_city", lang="en"), written(value="２", bound="atmost"))
    editor = app.data_editor[0]
    assert editor.value["value"].tolist() == ["２"]
    app.session_state[editor.key] = {
        "edited_rows": {0: {"value": "2", "bound": "at_most"}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    app = app.button(key="own:check").click().run()
    assert [x.value for x in app.success] == [wording("en")("own.said.added", n=1, shared=1)]


def test_typed_figures_need_no_id_place_source_or_scope_and_survive_a_switch_of_language():
    app = opened("your_city", lang="zh")
    needed = ("indicator", "value", "unit", "bound", "status", "as_printed")
    app.session_state[app.data_editor[0].key] = {
        "edited_rows": {1: {c: DAYS[c] for c in needed}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    app.run()
    app.query_params["lang"] = "en"
    app.run()
    assert app.data_editor[0].value["value"].dropna().tolist() == ["2"]
    app = app.button(key="own:check").click().run()
    assert app.success
    (row,) = app.data_editor[0].value.to_dict("records")
    assert (row["id"], row["place"], row["source"], row["scope"]) == ("my_city-001", PLACE, "upload", "whole")


def test_a_table_without_figures_is_not_added():
    app = opened("your_city", lang="en").button(key="own:check").click().run()
    assert wording("en")("own.said.no_rows") in said(app)


def test_a_new_name_and_year_are_shown_at_once():
    app = uploads(opened("your_city", lang="en"), written(period_start="", period_end=""))
    app.text_input[0].set_value("娄底*市*").run()
    year = app.selectbox[-1].options[3]
    app.selectbox[-1].set_value(year).run()
    app = goes_to(app, "sources", place=PLACE)
    assert not app.exception
    assert "娄底*市* (uploaded)" in shown(app)
    assert year in shown(app)
    assert "娄底" not in str(app.query_params)


def test_a_figure_that_looks_like_a_formula_is_text_on_the_page_and_harmless_in_the_file():
    from exports.csv_file import csv_bytes

    app = uploads(opened("your_city", lang="en"), written(as_printed="=1+1"))
    app = goes_to(app, "sources", place=PLACE)
    assert "=1+1" in shown(app)
    assert b"'=1+1" in csv_bytes(pd.DataFrame([{"place": PLACE, "as_printed": "=1+1"}]), "session-0", "")


def test_links_to_sources_are_there_again_once_the_city_is_dropped():
    app = goes_to(uploads(opened("your_city", lang="en"), written()), "approval_times")
    assert "uploaded" in charts(app) and "<a href" not in charts(app)
    assert "<a href" in charts(drops(app))


def test_the_name_of_a_download_says_that_uploaded_figures_are_in_it():
    def page() -> None:
        import pandas as pd
        import streamlit as st

        from pages.parts import downloads

        rows = pd.DataFrame([{"place": "anyang", "place_zh": "安阳市"}])
        for language in ("zh", "en"):
            st.text(downloads.download_name(rows, {"zh": "对比", "en": "compare"}, language))

    app = AppTest.from_function(page).run()
    assert [x.value for x in app.text] == ["对比_安阳市.csv", "compare_anyang.csv"]
    app.session_state["own_city"] = "anything"
    app.run()
    assert [x.value for x in app.text] == [
        "对比_安阳市_含上传数字.csv",
        "compare_anyang_with-uploaded-figures.csv",
    ]


def test_the_upload_is_at_most_five_megabytes():
    assert opened("your_city", lang="en").file_uploader[0].proto.max_upload_size_mb == 5


def test_a_snapshot_of_a_session_is_told_by_its_name(shipped):
    assert is_own("session-1-2") and not is_own(shipped.id)
