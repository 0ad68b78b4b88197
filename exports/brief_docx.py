"""DOCX of a brief: the same parts as a document that offices edit – real headings and tables, charts as pictures."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph
from vl_convert import svg_to_png

from exports.brief_parts import SMALL, Brief, Counts, Facts, Heading, Part, Picture, Said, Table
from exports.package import zipped

WESTERN, CHINESE = "Arial", "微软雅黑"  # where they are not installed the office takes its own
PAPER, MARGIN = (Mm(210), Mm(297)), Mm(18)
WIDTH, HEIGHT = Mm(174), Mm(225)  # what a picture may fill
INK, BLUE = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x00, 0x52, 0x85)
HEAD, GROUP, SIDE, RULE = "DCEAF5", "F0F0F0", "EEF4F9", "B5B5B5"
SHARP = 2.5  # points of a picture for each of the chart
SIZES = {"Normal": 10.5, "Title": 20, "Heading 1": 13.5, "List Paragraph": 9}
NAME = 24  # the share of the width that the name of a fact has
MADE = datetime(1980, 1, 1)  # the same rows give the same bytes whenever they are taken
LOCALES = {"zh": "zh-CN", "en": "en-US"}


def document(brief: Brief) -> bytes:
    """The whole file."""
    written = Document()
    _lay_out(written, brief)
    written.add_paragraph(brief.title, style="Title")
    for line in brief.about:
        written.add_paragraph(line)
    for part in brief.parts:
        _add(written, part)
    packed = io.BytesIO()
    written.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _lay_out(written: Written, brief: Brief) -> None:
    """Paper, fonts for both scripts, language, page numbers, and what the file says of itself."""
    section = written.sections[0]
    section.orientation, (section.page_width, section.page_height) = WD_ORIENT.PORTRAIT, PAPER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name, size in SIZES.items():
        style = written.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), BLUE if name == "Heading 1" else INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # the template's theme would win over a font that is named
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), WESTERN)
        fonts.set(qn("w:eastAsia"), CHINESE)
        style.paragraph_format.space_after, style.paragraph_format.left_indent = Pt(4), 0
    written.styles["Heading 1"].paragraph_format.space_before = Pt(14)
    written.styles["Title"].font.bold = True
    for border in next(written.styles["Table Grid"].element.iter(qn("w:tblBorders"))):
        border.set(qn("w:color"), RULE)
    for language in written.styles.element.iter(qn("w:lang")):
        # Latin text keeps its own language: as Chinese it would be broken within words and numbers.
        language.set(qn("w:eastAsia"), LOCALES[brief.language])
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for said in ("PAGE", " / ", "NUMPAGES"):
        _field(foot, said) if said.isalpha() else foot.add_run(said)
    told = written.core_properties
    told.title, told.author, told.comments = brief.title, "Duibiao 对标", ""
    told.language, told.created, told.modified = LOCALES[brief.language], MADE, MADE


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that the office fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _add(written: Written, part: Part) -> None:
    match part:
        case Heading(text, begins_page):
            heading = written.add_paragraph(text, style="Heading 1")
            heading.paragraph_format.page_break_before = begins_page
        case Said(lines, is_small):
            for line in lines:
                written.add_paragraph(line, style="List Paragraph" if is_small else None)
        case Picture():
            _picture(written, part)
        case Facts(rows):
            grid = _grid(written, [NAME, 100 - NAME], len(rows))
            for row, (name, lines) in zip(grid.rows, rows, strict=True):
                head, told = row.cells
                _fill(head, [name], is_bold=True, colour=SIDE)
                _fill(told, lines)
        case Counts(numbers):
            grid = _grid(written, [1] * len(numbers), 1)
            for cell, (name, n) in zip(grid.rows[0].cells, numbers, strict=True):
                _fill(cell, [n, name], sizes=(14, 8.5), is_centred=True)
        case Table():
            _table(written, part)


def _picture(written: Written, part: Picture) -> None:
    """The chart as wide as the page, or as high; its words for those who hear them."""
    drawn = io.BytesIO(svg_to_png(part.svg, scale=SHARP))
    run = written.add_paragraph().add_run()
    shape = run.add_picture(drawn, width=WIDTH)
    if shape.height > HEIGHT:
        shape.width, shape.height = int(WIDTH * HEIGHT / shape.height), HEIGHT
    shape._inline.docPr.set("descr", part.alt)


def _table(written: Written, table: Table) -> None:
    """A table whose head is repeated on every page and whose rows are not broken."""
    grid = _grid(written, table.widths, 1 + len(table.rows))
    head, *rows = grid.rows
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, heading in zip(head.cells, table.headings, strict=True):
        _fill(cell, [heading], sizes=(9,), is_bold=True, colour=HEAD)
    for row, cells in zip(rows, table.rows, strict=True):
        if len(cells) == 1:
            merged = row.cells[0].merge(row.cells[-1])
            _fill(merged, cells, sizes=(9,), is_bold=True, colour=GROUP)
            merged.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        for cell, said in zip(row.cells, cells, strict=True):
            _fill(cell, said.split(SMALL), sizes=(9, 7.5))


def _grid(written: Written, widths: list[int], rows: int) -> Grid:
    """An empty table with the columns in their shares of the page."""
    grid = written.add_table(rows, len(widths), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    share = [int(WIDTH * width / sum(widths)) for width in widths]
    for column, width in zip(grid.columns, share, strict=True):
        column.width = width
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, share, strict=True):
            cell.width = width
    below = written.add_paragraph().paragraph_format  # two tables that touch are one to an office
    below.space_after, below.line_spacing = Pt(0), Pt(6)
    return grid


def _fill(
    cell: Cell,
    lines: list[str],
    sizes: tuple[float, ...] = (10,),
    is_bold: bool = False,
    is_centred: bool = False,
    colour: str = "",
) -> None:
    """Lines of a cell, each a paragraph; the last of the sizes is that of all that follow."""
    for n, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.font.size = is_bold or (is_centred and n == 0), Pt(sizes[min(n, len(sizes) - 1)])
    if colour:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
