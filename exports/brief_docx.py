"""DOCX of a brief: headings numbered as in official documents, real tables, and the fonts that government offices use."""

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

from exports.brief_parts import Brief, Heading, Part, Said, Table
from exports.package import zipped

# Fonts of official documents (GB/T 9704) for the body, headings, title and subtitle; where one is not installed, the office
# suite substitutes its own. Sizes are one step smaller than in a letter, so that a brief fits on two pages.
WESTERN, CHINESE = (
    "Times New Roman",
    {"Normal": "仿宋", "List Paragraph": "仿宋", "Heading 1": "黑体", "Title": "宋体", "Subtitle": "楷体"},
)
SIZES = {"Normal": 11.5, "Title": 20, "Subtitle": 12, "Heading 1": 13, "List Paragraph": 9.5}
LINE, CELL_LINE = 1.5, 1.3  # times the font size, as fonts differ in how high they take a line to be
PAPER, SIDES, ENDS = (Mm(210), Mm(297)), Mm(25), Mm(20)  # paper; left and right; top and bottom
INK, HEAD, RULE = RGBColor(0, 0, 0), "E7E6E6", "7F7F7F"
INDENT = 2  # characters, at the start of a paragraph
CELL = 9.5  # points
MADE = datetime(1980, 1, 1)  # the same rows give the same bytes whenever they are taken
LOCALES = {"zh": "zh-CN", "en": "en-US"}


def document(brief: Brief) -> bytes:
    """The whole file."""
    written = Document()
    _lay_out(written, brief)
    for line, style in ((brief.title, "Title"), *((line, "Subtitle") for line in brief.about[:1])):
        written.add_paragraph(line, style=style).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in brief.about[1:]:
        _indented(written.add_paragraph(line))
    for part in brief.parts:
        _add(written, part)
    packed = io.BytesIO()
    written.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _lay_out(written: Written, brief: Brief) -> None:
    """Set the paper, fonts for both scripts, language, page numbers and document properties."""
    section = written.sections[0]
    section.page_width, section.page_height = PAPER[::-1] if brief.is_wide else PAPER
    section.orientation = WD_ORIENT.LANDSCAPE if brief.is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = SIDES
    section.top_margin = section.bottom_margin = ENDS
    for name, size in SIZES.items():
        style = written.styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), INK, False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # the template's theme would override a named font
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), WESTERN)
        fonts.set(qn("w:eastAsia"), CHINESE[name])
        style.paragraph_format.space_after, style.paragraph_format.left_indent = Pt(3), 0
        style.paragraph_format.line_spacing = Pt(LINE * size)
        style.font.bold = name == "Title"
    written.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    properties = written.styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):  # the template's blue line
        properties.remove(border)
    for border in next(written.styles["Table Grid"].element.iter(qn("w:tblBorders"))):
        border.set(qn("w:color"), RULE)
    for language in written.styles.element.iter(qn("w:lang")):
        # Latin text keeps its own language: marked as Chinese, it would be broken within words and numbers.
        language.set(qn("w:eastAsia"), LOCALES[brief.language])
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for said in ("PAGE", " / ", "NUMPAGES"):
        _number_field(foot, said) if said.isalpha() else foot.add_run(said)
    told = written.core_properties
    told.title, told.author, told.comments = brief.title, "Duibiao 对标", ""
    told.language, told.created, told.modified = LOCALES[brief.language], MADE, MADE


def _number_field(paragraph: Paragraph, code: str) -> None:
    """A number that the office suite fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _add(written: Written, part: Part) -> None:
    match part:
        case Heading(text, begins_page):
            heading = _indented(written.add_paragraph(text, style="Heading 1"))
            heading.paragraph_format.page_break_before = begins_page
        case Said(lines, is_small):
            for line in lines:
                _indented(written.add_paragraph(line, style="List Paragraph" if is_small else None))
        case Table():
            _table(written, part)


def _indented(paragraph: Paragraph) -> Paragraph:
    """A paragraph whose first line is indented by two characters."""
    paragraph.paragraph_format.first_line_indent = Pt(INDENT * SIZES[paragraph.style.name])
    return paragraph


def _table(written: Written, table: Table) -> None:
    """A table whose heading row is repeated on every page and whose rows are never split."""
    grid = _grid(written, table.widths, 1 + len(table.rows))
    head, *rows = grid.rows
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, heading in zip(head.cells, table.headings, strict=True):
        _fill(cell, heading, is_bold=True, colour=HEAD)
    for row, cells in zip(rows, table.rows, strict=True):
        for cell, said in zip(row.cells, cells, strict=True):
            _fill(cell, said)


def _grid(written: Written, widths: list[int], rows: int) -> Grid:
    """An empty table whose columns share the page width in proportion to `widths`."""
    grid = written.add_table(rows, len(widths), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    page = written.sections[0]
    inner = page.page_width - page.left_margin - page.right_margin
    share = [int(inner * width / sum(widths)) for width in widths]
    for column, width in zip(grid.columns, share, strict=True):
        column.width = width
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, share, strict=True):
            cell.width = width
    below = written.add_paragraph().paragraph_format  # an office suite merges two tables that touch
    below.space_after, below.line_spacing = Pt(0), Pt(6)
    return grid


def _fill(cell: Cell, said: str, is_bold: bool = False, colour: str = "") -> None:
    """Write the text of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = (
        Pt(1),
        Pt(CELL_LINE * CELL),
    )
    run = paragraph.add_run(said)
    run.bold, run.font.size = is_bold, Pt(CELL)
    if colour:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
