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
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from exports.brief import Brief, Part
from exports.package import MADE, zipped

# Fonts of official documents (GB/T 9704) and sizes of body, title, subtitle, headings and small lines. Where a font is not
# installed, the office suite substitutes its own. Sizes are one step smaller than in a letter: a brief fits on two pages.
WESTERN = "Times New Roman"
STYLES = {"Normal": ("仿宋", 11.5), "Title": ("宋体", 20), "Subtitle": ("楷体", 12), "Heading 1": ("黑体", 13),
          "List Paragraph": ("仿宋", 9.5)}  # fmt: skip
LINE, CELL_LINE = 1.5, 1.3  # times the font size, as fonts differ in how high they take a line to be
PAPER, SIDES, ENDS = (Mm(210), Mm(297)), Mm(25), Mm(20)  # paper; left and right; top and bottom
INK, HEAD, RULE = RGBColor(0, 0, 0), "E7E6E6", "7F7F7F"
INDENT = 2  # characters, at the start of a paragraph
CELL = 9.5  # points
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
        if part.heading:
            heading = _indented(written.add_paragraph(part.heading, style="Heading 1"))
            heading.paragraph_format.page_break_before = part.begins_page
        for line in part.lines:
            _indented(written.add_paragraph(line, style="List Paragraph" if part.is_small else None))
        if part.headings:
            _table(written, part)
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
    for name, (chinese, size) in STYLES.items():
        style = written.styles[name]
        style.font.size, style.font.color.rgb, style.font.italic = Pt(size), INK, False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # the template's theme would override a named font
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), WESTERN)
        fonts.set(qn("w:eastAsia"), chinese)
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
    foot._p.append(_element("w:fldSimple", instr="PAGE"))  # numbers that the office suite fills in
    foot.add_run(" / ")
    foot._p.append(_element("w:fldSimple", instr="NUMPAGES"))
    told = written.core_properties
    told.title, told.author, told.comments = brief.title, "Duibiao 对标", ""
    told.language = LOCALES[brief.language]
    told.created = told.modified = datetime(*MADE)


def _element(name: str, **values: str) -> BaseOxmlElement:
    """An element that python-docx has no name for."""
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _indented(paragraph: Paragraph) -> Paragraph:
    """A paragraph whose first line is indented by two characters."""
    paragraph.paragraph_format.first_line_indent = INDENT * paragraph.style.font.size
    return paragraph


def _table(written: Written, part: Part) -> None:
    """A table as wide as the page; its heading row is repeated on every page, and its rows are never split."""
    grid = written.add_table(1 + len(part.rows), len(part.widths), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    page = written.sections[0]
    inner = page.page_width - page.left_margin - page.right_margin
    widths = [int(inner * width / sum(part.widths)) for width in part.widths]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for n, (row, texts) in enumerate(zip(grid.rows, (part.headings, *part.rows), strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if n == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, width, said in zip(row.cells, widths, texts, strict=True):
            cell.width = width
            form = cell.paragraphs[0].paragraph_format
            form.space_after, form.line_spacing = Pt(1), Pt(CELL_LINE * CELL)
            run = cell.paragraphs[0].add_run(said)
            run.bold, run.font.size = n == 0, Pt(CELL)
            if n == 0:
                shade = _element("w:shd", val="clear", color="auto", fill=HEAD)
                cell._tc.get_or_add_tcPr().append(shade)
    below = written.add_paragraph().paragraph_format  # an office suite merges two tables that touch
    below.space_after, below.line_spacing = Pt(0), Pt(6)
