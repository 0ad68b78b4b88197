"""XLSX: read back, it says what the CSV says; text is text; nothing that must be known is left out."""

import math
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest

from exports.columns import used
from exports.csv_file import cell as csv_cell
from exports.csv_file import csv_bytes
from exports.xlsx_file import MOST_ROWS, xlsx_bytes
from exports.xlsx_table import CODED, HIDDEN, NAMES
from tests.exports.reading import rows_of_csv, texts_of, workbook
from words import LANGUAGES, wording

KINDS = ("cuts", "compared", "figures", "dictionary", "measures", "problems", "checks")


def table_of(content: bytes, language: str) -> list[dict[str, object]]:
    """The rows of the sheet of data by their headings."""
    head, *rows = workbook(content)[wording(language)("sheet.data")].iter_rows(values_only=True)
    assert len(head) == len(set(head))
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_and_text_is_that_of_the_csv(frames, taken, kind, language):
    shown = frames[kind]
    told = table_of(xlsx_bytes(shown, taken, language), language)
    rows = rows_of_csv(csv_bytes(shown, taken.snapshot, taken.address))
    assert len(told) == len(rows)
    compared = set()
    for column in used(shown):
        heading = column.heading(language)
        is_own = column.part not in (set(LANGUAGES) - {language}) and heading in told[0]
        if not is_own or column.name in HIDDEN | CODED | set(NAMES):
            continue
        compared.add(column.name)
        for cells, row in zip(told, rows, strict=True):
            cell, said = cells[heading], row[column.name]
            if column.kind in ("number", "integer") and said:
                assert float(cell) == float(said), (column.name, row["id"])
            elif column.kind == "boolean":
                assert (cell or "") == (wording(language)(f"sheet.{said}") if said else "")
            else:
                assert csv_cell(cell) == said, (column.name, row["id"])
    assert len(compared) >= 5


def test_beside_the_ends_of_an_interval_stand_its_words(observed, taken):
    shown = observed.set_index("id", drop=False).loc[["anyang-001", "xiangtan-007"]]
    limit, more = table_of(xlsx_bytes(shown, taken, "zh"), "zh")
    # 审批时限压减至50个工作日: a limit, 0 to 50; 提速80%以上: 80 or more.
    assert (limit["数值"], limit["数值下限"], limit["数值上限"]) == ("≤ 50 个工作日", 0, 50)
    assert (more["数值"], more["数值下限"], more["数值上限"]) == ("≥ 80%", 80, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_and_the_notes_say_everything_that_must_be_known(frames, taken, language):
    shown = frames["cuts"]
    said = "\n".join(texts_of(workbook(xlsx_bytes(shown, taken, language))))
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


def test_negative_numbers_are_numbers_and_unknown_ends_are_empty(taken):
    rows = pd.DataFrame(
        [{"id": "a-1", "gap_low": -5.5, "gap_high": math.inf}, {"id": "a-2", "gap_low": math.nan}]
    )
    first, second = table_of(xlsx_bytes(rows, taken, "en"), "en")
    assert (first["gap to the benchmark, lower end"], first["gap to the benchmark"]) == (-5.5, "≥ −5.5")
    assert second["gap to the benchmark, lower end"] is None


def test_the_same_rows_give_the_same_bytes(frames, taken):
    content = xlsx_bytes(frames["compared"], taken, "zh")
    assert content == xlsx_bytes(frames["compared"], taken, "zh")
    assert {entry.date_time[0] for entry in ZipFile(BytesIO(content)).infolist()} == {1980}
    assert workbook(content).properties.created.year == 1980


def test_more_rows_than_a_sheet_holds_are_refused_in_words(taken):
    with pytest.raises(ValueError, match="CSV"):
        xlsx_bytes(pd.DataFrame({"id": range(MOST_ROWS + 1)}), taken, "zh")


def test_a_simulated_row_says_so_in_the_data_and_in_its_chart(observed, taken):
    own = observed[observed["id"] == "anyang-001"].assign(
        row="drawn", peer_set="a", left_out="", on_axis=True, verdict=""
    )
    both = pd.concat([own.assign(simulated=False), own.assign(id="simulated:anyang-001", simulated=True)])
    said = {x: wording(x)("simulated.yes") for x in LANGUAGES}
    shown = both.assign(**{f"simulated_{x}": ["", said[x]] for x in LANGUAGES})
    content = xlsx_bytes(shown, taken, "zh")
    assert [row["是否模拟"] for row in table_of(content, "zh")] == [None, said["zh"]]
    assert any("（模拟）" in text for text in texts_of(workbook(content)))
    assert wording("zh")("about.simulated_means") in texts_of(workbook(content))
