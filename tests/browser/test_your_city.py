"""Your city in the browser: a clerk brings files of Excel's, sees each repair, compares, and takes Excel and Word away."""

import io
import re

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Locator, expect

from loaders.own_city import PLACE
from tests.exports.reading import is_docx

# As Excel on a Chinese Windows saves CSV: GB18030, CRLF; a title, separators, words for bounds, a total, a note.
GBK = (
    "2020年营商环境主要指标,,,\r\n序号,指标,单位,数值\r\n1,贷款余额,亿元,\"超1,200\"\r\n"
    "2,企业开办用时,个工作日,1以内\r\n3,市场主体总量,户,２０００００\r\n合计,,,\r\n注：初步数,,,\r\n"
).encode("gb18030")  # fmt: skip
LARGE = 6 * 1024 * 1024


def xlsx() -> bytes:
    """A workbook with a cover and a table with heads in two levels, years over indicators."""
    book = Workbook()
    book.active.append(["营商环境数据"])
    sheet = book.create_sheet("数据")
    for row in (
        ["市场主体总量（户）", None, "贷款余额（亿元）", None],
        ["2019年", "2020年", "2019年", "2020年"],
        ["180000", 200000, 1100.5, 1200],
    ):
        sheet.append(["指标" if row[0] == "市场主体总量（户）" else None, *row])
    sheet["A3"] = "东江市"
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def uploads(reader, name: str, content: bytes) -> None:
    """Choose a file in the browser."""
    kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
    reader.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )


def repairs(reader, n: int) -> Locator:
    """The table of repairs, of which there are so many."""
    return reader.page.get_by_role("table", name=reader.text("own.table.repairs", n=n))


def confirms(reader, n: int) -> None:
    """Let what was understood count, and wait until it is said what can be compared."""
    reader.page.get_by_role("button", name=reader.text("own.confirm", n=n)).click()
    said = reader.text("own.added", n=n, counts="@").split("@")[0]
    expect(reader.page.get_by_text(said)).to_be_visible()
    expect(reader.app).to_have_attribute("data-test-script-state", "notRunning")


def answers(reader, words: str, option: str) -> None:
    """Answer the question with these words, which is then asked no more."""
    asked = reader.page.get_by_role("combobox", name=re.compile(words))
    expect(reader.app).to_have_attribute("data-test-script-state", "notRunning")
    asked.click()
    reader.page.locator("[role=option]").filter(has_text=re.compile(f"^{option}$")).click()
    expect(asked).to_have_count(0)


def goes_to(reader, page: str) -> None:
    """Follow a link of the band: the foot names the snapshot of the session, which no other page has."""
    reader.band.get_by_role("link", name=reader.text(f"page.{page}"), exact=True).click()
    expect(reader.page).to_have_title(re.compile(f"^{reader.text(f'page.{page}')} · "))
    expect(reader.app).to_have_attribute("data-test-script-state", "notRunning")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_clerk_brings_a_file_of_excels_compares_and_takes_excel_and_word_away(reads, language, tmp_path):
    mine, theirs = reads(language), reads(language)
    mine.opens("/your-city")
    uploads(mine, "指标.csv", GBK)
    told = repairs(mine, 6)
    expect(told.get_by_role("row").filter(has_text="C4")).to_have_count(0)
    row = told.get_by_role("row").filter(has=mine.page.get_by_role("rowheader", name="D4", exact=True))
    expect(row).to_contain_text(mine.text("bound.at_most"))
    expect(mine.page.get_by_text(mine.text("own.notice"))).to_have_count(0)
    confirms(mine, 3)

    goes_to(mine, "compare")
    expect(mine.page.get_by_text(mine.text("own.notice"))).to_be_visible()
    taken = mine.takes("chart")
    assert mine.text("own.file_mark") in taken.suggested_filename
    taken.save_as(tmp_path / "compare.xlsx")
    assert load_workbook(tmp_path / "compare.xlsx").sheetnames[0] == mine.text("sheet.data")

    goes_to(mine, "your_city")
    mine.page.get_by_test_id("stPageLink").get_by_text(mine.text("page.compare")).click()
    expect(mine.page).to_have_url(re.compile(f"city={PLACE}"))
    goes_to(mine, "home")
    with mine.page.expect_download() as download:
        mine.page.get_by_role("button", name=mine.text("brief.take_docx")).click()
    download.value.save_as(tmp_path / "brief.docx")
    assert is_docx((tmp_path / "brief.docx").read_bytes())

    theirs.opens(f"/compare?city={PLACE}")
    expect(theirs.page.get_by_text(theirs.text("own.notice"))).to_have_count(0)
    mine.page.reload()
    mine.stands("home")
    expect(mine.page.get_by_text(mine.text("own.notice"))).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_with_merged_heads_is_read_and_its_strict_form_taken(reads, language):
    reader = reads(language)
    reader.opens("/your-city")
    uploads(reader, "数据.xlsx", xlsx())
    expect(
        reader.page.get_by_text(re.compile(reader.text("own.heads", lines="1[、,] *2").strip()))
    ).to_be_visible()
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=reader.text("own.strict")).click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[6] for line in lines[1:]] == ["180000", "200000", "1100.5", "1200"]
    confirms(reader, 4)


def test_what_is_asked_is_answered_and_a_name_is_matched_by_a_click(reads):
    reader = reads("zh")
    reader.opens("/your-city")
    uploads(reader, "问.csv", "指标,单位,数值\n企业开办时间,日,1\n贷款余额,,1200\n".encode())
    nearest = reader.page.get_by_role("radio", name="企业开办用时（工作日）", exact=True)
    nearest.click()
    expect(nearest).to_have_count(0)
    for words, option in (("哪一年", "2024 年"), ("工作日还是日历日", "个工作日"), ("没有写明单位", "亿元")):
        answers(reader, words, option)
    confirms(reader, 2)


def test_a_line_of_excels_fills_every_column_of_the_table(reads):
    reader = reads("zh")
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.opens("/your-city")
    reader.page.get_by_text(reader.text("own.by_hand")).click()
    table = reader.page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas td").first).to_be_attached()
    line = "企业开办用时（工作日）\t1\t个工作日\t不超过\t现行时限或规定\t2024年\t全域\t1个工作日内办结\n"
    reader.page.evaluate("line => navigator.clipboard.writeText(line)", line)
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    reader.page.mouse.click(box["x"] + 150, box["y"] + 54)
    reader.page.keyboard.press("Control+V")
    expect(table.locator("canvas td").filter(has_text="现行时限或规定")).to_be_attached()
    reader.page.get_by_role("button", name=reader.text("own.check")).click()
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=reader.text("own.strict")).click()
    (row,) = download.value.path().read_text(encoding="utf-8-sig").splitlines()[1:]
    assert ",1,working_day,at_most,,,,,rule," in row and "1个工作日内办结" in row


def test_the_template_has_its_lists_and_opens(reads):
    reader = reads("zh")
    reader.opens("/your-city")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=reader.text("own.template")).click()
    assert download.value.suggested_filename == "我的城市_填报模板.xlsx"
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames == ["填写", "举措", "问题", "示例", "说明", "选项"]
    assert len(book["填写"].data_validations.dataValidation) == 5


def test_a_file_of_six_megabytes_is_not_taken_and_the_field_speaks_chinese(reads):
    reader = reads("zh")
    reader.opens("/your-city")
    field = reader.page.get_by_test_id("stFileUploader")
    shown = "one => getComputedStyle(one, '::after').content + getComputedStyle(one).fontSize"
    assert field.get_by_role("button").locator("p").evaluate(shown) == '"选择文件"0px'
    uploads(reader, "large.csv", b"x" * LARGE)
    refused = field.locator("[aria-invalid=true]")
    expect(refused).to_be_visible()
    told = refused.evaluate("one => getComputedStyle(one, '::after').content")
    assert told == f'"{reader.text("import.unreadable.too_large")}"'
    expect(field.get_by_text("MB or smaller")).to_be_hidden()
    expect(reader.page.get_by_text(reader.text("own.notice"))).to_have_count(0)
