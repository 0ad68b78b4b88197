"""Your city: what a reader brings is checked, shown on every page of that session, and of no other."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from findings.own_file import TYPED, choices_of, examples_of
from loaders.contract import COLUMNS
from loaders.own_city import PLACE, file_of, is_own
from pages.parts.site import PAGES
from tests.pages.opening import HOME, PATIENCE, blocks, opened, said, unfolded
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole pages run

DAYS = {
    "id": "my_city-001", "place": PLACE, "indicator": "startup_days", "scope": "whole", "value": "2", "unit": "day",
    "bound": "at_most", "status": "rule", "source": "upload", "locator": "一", "as_printed": "2天内办结",
    "period_start": "2021-01-01", "period_end": "2021-12-31",
}  # fmt: skip


def written(**change: str) -> bytes:
    """A file of one figure."""
    return file_of([[{**DAYS, **change}.get(c, "") for c in COLUMNS]])


def chooses(app: AppTest, content: bytes) -> AppTest:
    """The reader chooses a file."""
    return app.file_uploader[0].set_value(("own.csv", content, "text/csv")).run()


def confirms(app: AppTest) -> AppTest:
    """The reader lets what was understood count."""
    return app.button(key="own:confirm").click().run()


def uploads(app: AppTest, content: bytes) -> AppTest:
    """The reader brings a file that needs no choice."""
    return confirms(chooses(app, content))


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
    """Everything a page shows: its text, tables included, and its charts."""
    return "\n".join([said(app), charts(app)])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sound_file_stands_on_the_pages_of_the_session(language):
    text = wording(language)
    app = uploads(opened("your_city", lang=language), written())
    assert [x.value for x in app.success] == [
        text("own.added", n=1, counts=text("own.count.comparable", n=1, why=""))
    ]
    app = goes_to(app, "compare", topic="starting_business", city=PLACE)
    assert not app.exception
    assert text("own.notice") in said(app)
    assert text("own.uploaded_name", name=text("own.default_name")) in blocks(app, "compare:board")
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
    theirs = opened("compare", lang="en", city=PLACE)
    assert wording("en")("own.lost") in said(theirs)
    assert "uploaded" not in blocks(theirs)
    assert wording("en")("own.notice") not in said(theirs)
    assert "uploaded" not in shown(opened("home", lang="en"))


def test_two_readers_have_two_cities():
    one = uploads(opened("your_city", lang="en"), written(value="2"))
    other = uploads(opened("your_city", lang="en"), written(value="3"))
    for app, own, foreign in ((one, "2 days", "3 days"), (other, "3 days", "2 days")):
        found = shown(goes_to(app, "compare", topic="starting_business", city=PLACE))
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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_of_a_file_counts_before_it_is_confirmed_and_every_repair_is_shown(language):
    text = wording(language)
    app = chooses(opened("your_city", lang=language), "指标,2020年\n贷款余额,超1200亿元\n".encode("gb18030"))
    assert text("own.notice") not in said(app)
    shown_repairs = blocks(app, "own:repairs")
    assert "B2" in shown_repairs and text("import.repair.bound") in shown_repairs
    assert f"{text('bound.more_than')} 1200亿元" in shown_repairs
    app = confirms(app)
    assert [x.value for x in app.success] == [
        text("own.added", n=1, counts=text("own.count.comparable", n=1, why=""))
    ]


def test_what_is_ambiguous_is_asked_and_counts_once_it_is_answered():
    app = chooses(opened("your_city", lang="zh"), "指标,单位,数值\n企业开办用时,日,1\n".encode())
    assert app.button(key="own:confirm").disabled
    period, day = (next(box for box in app.selectbox if word in box.label) for word in ("哪一年", "工作日"))
    day.set_value("working_day").run()
    app = next(box for box in app.selectbox if "哪一年" in box.label).set_value("2024").run()
    assert period.key and [x.label for x in app.selectbox if "import" in str(x.key)] == []
    app = confirms(app)
    assert len(app.success) == 1


def test_a_name_that_is_not_known_is_matched_by_a_click_and_the_likeliest_is_first():
    app = chooses(opened("your_city", lang="zh"), "指标,2024年\n企业开办时间（工作日）,1\n".encode())
    (offered,) = app.get("button_group")
    assert offered.options[0] == "企业开办用时（工作日）" and len(offered.options) == 7
    app = (
        offered.set_value(["startup_working_days"]).run()
        if offered.value == []
        else offered.set_value("startup_working_days").run()
    )
    assert not app.get("button_group")
    assert len(confirms(app).success) == 1


def test_an_indicator_may_be_kept_for_the_session():
    app = chooses(opened("your_city", lang="en"), "指标,2024年\n某新指标（户）,7\n".encode())
    (offered,) = app.get("button_group")
    app = confirms(offered.set_value("session").run())
    assert [x.value for x in app.success] == [
        wording("en")("own.added", n=1, counts=wording("en")("own.count.alone", n=1, why=""))
    ]
    assert "某新指标" in shown(goes_to(app, "indicators", part="figures", place=PLACE))


def test_measures_and_problems_come_on_sheets_of_their_own():
    from exports.own_template import template_bytes

    book = load_workbook(io.BytesIO(template_bytes("zh", {}, [])))
    book["填写"].append(["市场主体总量", 2763, "户", "", "实际", "2024年"])
    book["举措"].append(["营商环境特约监督员", "聘请监督员", "2024年", "试点"])
    book["举措"].append(["一项新举措", "做法", "2024"])
    book["举措"].append(["没有年份的举措"])
    book["问题"].append(["思想认识跟不上"])
    content = io.BytesIO()
    book.save(content)
    app = chooses(opened("your_city", lang="zh"), content.getvalue())
    assert wording("zh")("import.left.no_year") in blocks(app, "own:left_out")
    app = confirms(app)
    (told,) = [x.value for x in app.success]
    assert (
        wording("zh")("own.added_measures", n=2) in told and wording("zh")("own.added_problems", n=1) in told
    )
    app = goes_to(app, "reforms", city=PLACE, only="all")
    assert not app.exception and "一项新举措" in blocks(app)


@pytest.mark.parametrize(
    "content, why",
    [
        ("编号,地区\n一,二\n".encode("gbk"), "no_figures"),
        ("甲,乙\n".encode("gbk"), "no_table"),
        (b"\x89PNG\r\n\x1a\n", "no_table_file"),
        (b"x\n" * 10_001, "too_long"),
        (b"\xd0\xcf\x11\xe0", "old_excel"),
    ],
)
def test_a_file_that_is_not_understood_says_why(content, why):
    text = wording("en")
    app = chooses(opened("your_city", lang="en"), content)
    assert not app.exception
    assert [x.value for x in app.warning] == [
        text("own.not_understood", why=text(f"import.unreadable.{why}"))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_lists_and_its_examples_are_read_by_nobody(language, shipped):
    from exports.own_template import template_bytes

    choices, examples = choices_of(shipped.id, language), examples_of(shipped.id, language)
    content = template_bytes(language, choices, examples)
    book, text = load_workbook(io.BytesIO(content)), wording(language)
    fill = book[text("template.fill")]
    assert [cell.value for cell in fill[1]] == [text(f"template.head.{c}") for c in TYPED]
    lists = {str(rule.sqref): rule.formula1 for rule in fill.data_validations.dataValidation}
    assert "A2:A501" in lists and text("template.lists") in lists["A2:A501"]
    assert {row[3].value for row in book[text("template.examples")].iter_rows(min_row=2)} == {
        text(f"bound.{bound}") for bound in ("exact", "about", "nearly", "at_least", "more_than", "at_most")
    }
    app = chooses(opened("your_city", lang=language), content)
    assert text("own.not_understood", why=text("import.unreadable.no_table")) in said(app)
    # The examples are right: moved to the sheet to fill in, each is understood.
    for row in examples:
        fill.append(row)
    filled = io.BytesIO()
    book.save(filled)
    app = chooses(opened("your_city", lang=language), filled.getvalue())
    assert app.button(key="own:confirm").label == text("own.confirm", n=len(examples))


@pytest.mark.parametrize("language", LANGUAGES)
def test_typed_figures_need_six_columns_and_survive_a_switch_of_language(language):
    app = opened("your_city", lang=language)
    app = unfolded(app)
    cells = {
        "indicator": "企业开办用时（工作日）", "value": "1", "unit": "个工作日", "bound": "不超过", "status": "现行时限或规定",
    }  # fmt: skip
    app.session_state[app.data_editor[0].key] = {
        "edited_rows": {1: cells}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    app.run()
    app.query_params["lang"] = next(code for code in LANGUAGES if code != language)
    app = unfolded(app.run())
    assert app.data_editor[0].value["value"].dropna().tolist() == ["1"]
    app = confirms(app.button(key="own:check").click().run())
    assert len(app.success) == 1


def test_a_new_name_is_shown_at_once():
    app = uploads(opened("your_city", lang="en"), written())
    app.text_input[0].set_value("娄底*市*").run()
    app = goes_to(app, "indicators", part="figures", place=PLACE)
    assert not app.exception
    assert "娄底*市* (uploaded)" in shown(app)
    assert "娄底" not in str(app.query_params)


def test_a_figure_that_looks_like_a_formula_is_text_on_the_page_and_harmless_in_the_file():
    from exports.csv_file import csv_bytes

    app = uploads(opened("your_city", lang="en"), written(as_printed="=1+1"))
    app = goes_to(app, "indicators", part="figures", place=PLACE)
    assert "=1+1" in shown(app)
    assert b"'=1+1" in csv_bytes(pd.DataFrame([{"place": PLACE, "as_printed": "=1+1"}]), "session-0", "")


def test_links_to_sources_are_there_again_once_the_city_is_dropped():
    app = goes_to(uploads(opened("your_city", lang="en"), written()), "approval_times")
    assert "uploaded" in blocks(app) and "<a href" not in charts(app)
    assert "<a href" in charts(drops(app))


def test_the_name_of_a_download_says_that_uploaded_figures_are_in_it():
    def page() -> None:
        import pandas as pd
        import streamlit as st

        from pages.parts import downloads

        rows = pd.DataFrame([{"place": "anyang", "place_zh": "安阳市"}])
        for language in ("zh", "en"):
            st.text(downloads.file_name_of(rows, {"zh": "对比", "en": "compare"}, language))

    app = AppTest.from_function(page, default_timeout=PATIENCE).run()
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
