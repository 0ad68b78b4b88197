"""XLSX: data first, numbers and days as such, bounds in sight, nothing left out that must be known; text is text."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest

from exports.chart_ready import readable_columns, wide_columns
from exports.xlsx_file import MOST_ROWS, xlsx_bytes
from tests.exports.reading import texts_of, workbook
from words import LANGUAGES, wording

KINDS = ("cuts", "compared", "figures", "dictionary", "measures", "problems", "checks")


def table_of(content: bytes, language: str, name: str = "data") -> list[dict[str, object]]:
    """The rows of a sheet by their headings."""
    head, *rows = workbook(content)[wording(language)(f"sheet.{name}")].iter_rows(values_only=True)
    assert len(head) == len(set(head))
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_sheet_holds_every_cell_of_the_csv_numbers_as_numbers_and_days_as_days(
    frames, taken, kind, language
):
    shown = frames[kind].head(60)
    content = xlsx_bytes(shown, taken, language)
    assert workbook(content).sheetnames[0] == wording(language)("sheet.data")
    told = table_of(content, language)
    columns = readable_columns(shown, language)
    assert [*told[0]] == [one.heading for one in columns] and len(told) == len(shown)
    for one in columns:
        for row, cell in zip(told, one.cells, strict=True):
            found = row[one.heading]
            found = found.date() if isinstance(found, datetime) else found
            assert (found or "") == (cell or "") or (found, cell) == (0, 0), one.name


def test_a_number_with_a_bound_stays_a_number_and_shows_its_bound(observed, taken):
    shown = observed.set_index("id", drop=False).loc[["anyang-001", "xiangtan-007", "xiangtan-010"]]
    sheet = workbook(xlsx_bytes(shown, taken, "zh")).worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == wording("zh")("ready.value"))
    cells = [sheet.cell(row, at) for row in (2, 3, 4)]
    # 审批时限压减至50个工作日; 提速80%以上; 60.6天
    assert [cell.value for cell in cells] == [50, 80, 60.6]
    assert [cell.number_format.split(";")[0] for cell in cells] == ['"≤ "#,##0', '"≥ "#,##0', "#,##0.0"]


def test_days_are_days_heads_stay_in_sight_and_can_be_filtered_and_columns_are_wide_enough(frames, taken):
    sheet = workbook(xlsx_bytes(frames["compared"].head(60), taken, "zh")).worksheets[0]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:") and sheet.print_title_rows
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    days = [cell for cell in sheet[heads[wording("zh")("ready.until")]][1:] if cell.value]
    assert days and all(cell.is_date and cell.number_format == "yyyy-mm-dd" for cell in days)
    for head, letter in heads.items():
        cells = [
            cell
            for cell in sheet[letter][:50]
            if isinstance(cell.value, str) and not cell.alignment.wrap_text
        ]
        needed = max((len(cell.value.encode("gbk", "replace")) for cell in cells), default=0)
        assert sheet.column_dimensions[letter].width >= needed, head


def test_a_sheet_has_a_column_for_each_place(frames, taken):
    shown = frames["compared"]
    shown = shown[shown["place"].isin(["anyang", "xiangtan"])]
    told = table_of(xlsx_bytes(shown, taken, "en"), "en", "wide")
    columns = wide_columns(shown, "en")
    assert {"Anyang", "Xiangtan"} < {*told[0]} == {one.heading for one in columns}
    for one in columns:
        assert [row[one.heading] or None for row in told] == [cell or None for cell in one.cells]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_sheet_says_everything_that_must_be_known(frames, taken, language):
    shown = frames["cuts"]
    content = xlsx_bytes(shown, taken, language)
    assert workbook(content).sheetnames[-1] == wording(language)("sheet.about")
    said = "\n".join(texts_of(workbook(content)))
    for told in (taken.title[language], *taken.chosen[language], taken.snapshot, taken.address):
        assert told in said
    for name in ("source", "note", "caveats"):
        for text in shown[f"{name}_{language}"]:
            assert text in said
    assert wording(language)("about.how_to_read").split("\n")[0] in said


def test_text_is_never_a_formula_a_link_or_a_number(armed, taken):
    book = workbook(xlsx_bytes(armed, taken, "zh"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert set(armed["as_printed"]) <= {cell.value for cell in cells if cell.data_type == "s"}


def test_the_same_rows_give_the_same_bytes(frames, taken):
    shown = frames["compared"].head(60)
    content = xlsx_bytes(shown, taken, "zh")
    assert content == xlsx_bytes(shown, taken, "zh")
    assert {entry.date_time[0] for entry in ZipFile(BytesIO(content)).infolist()} == {1980}
    assert workbook(content).properties.created.year == 1980


def test_more_rows_than_a_sheet_holds_are_refused_in_words(taken):
    with pytest.raises(ValueError, match="CSV"):
        xlsx_bytes(pd.DataFrame({"id": range(MOST_ROWS + 1)}), taken, "zh")


def test_a_simulated_row_says_so(observed, taken):
    own = observed[observed["id"] == "anyang-001"].assign(row="drawn")
    both = pd.concat([own.assign(simulated=False), own.assign(id="simulated:anyang-001", simulated=True)])
    said = {x: wording(x)("simulated.yes") for x in LANGUAGES}
    shown = both.assign(**{f"simulated_{x}": ["", said[x]] for x in LANGUAGES})
    content = xlsx_bytes(shown, taken, "zh")
    kinds = [row[wording("zh")("ready.nature")] for row in table_of(content, "zh")]
    assert [said["zh"] in kind for kind in kinds] == [False, True]
    assert wording("zh")("about.simulated_means") in texts_of(workbook(content))
