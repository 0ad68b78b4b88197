"""Documents: what an office opens without a warning, set as an office sets what it hands up."""

import io
import re
import zipfile
from itertools import pairwise
from os.path import normpath
from pathlib import PurePosixPath
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips

from exports.brief import brief_bytes, task_list_bytes
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole documents in every language

# The order in which the schema of WordprocessingML wants what stands within an element; Word calls a file with another broken.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}  # fmt: skip
HEADS = ["任务", "依据", "对标对象", "其做法", "出处", "牵头单位"]
TASKS = [["压缩时限", "≤ 50", "湘潭市", "≤ 30", "《报告》", ""], ["=1+1", "<b>&", "", "", "", ""]]


def documents(shipped, language: str) -> dict[str, bytes]:
    """Every document that can be taken away."""
    gathered = (shipped.id, "anyang", language)
    return {
        "brief": brief_bytes("docx", *gathered),
        "annex": brief_bytes("docx", *gathered, has_annex=True),
        "tasks": task_list_bytes("docx", "任务清单", HEADS, TASKS, language),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_well_formed_in_the_order_of_the_schema_and_every_target_is_there(shipped, language):
    for name, content in documents(shipped, language).items():
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = {part: archive.read(part) for part in archive.namelist()}
        assert archive.testzip() is None and len(parts) == len(set(archive.namelist()))
        for part, held in parts.items():
            if not part.endswith((".xml", ".rels")):
                continue
            root = ElementTree.fromstring(held)
            if part.endswith(".rels"):
                folder = PurePosixPath(part).parent.parent
                for relation in root:
                    target = relation.get("Target").lstrip("/")
                    assert relation.get("TargetMode") == "External" or normpath(folder / target) in parts, (
                        name,
                        target,
                    )
            for tag, wanted in ORDER.items():
                places = {qn(f"w:{one}"): at for at, one in enumerate(wanted.split())}
                for element in root.iter(qn(f"w:{tag}")):
                    order = [places[child.tag] for child in element if child.tag in places]
                    assert all(a <= b for a, b in pairwise(order)), (
                        name,
                        part,
                        tag,
                        [c.tag for c in element],
                    )


def test_a_paper_is_set_as_an_office_sets_it(shipped):
    document = docx.Document(io.BytesIO(documents(shipped, "zh")["brief"]))
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Heading 1", "Title", "Subtitle")
    }
    assert fonts == {"Normal": "仿宋", "Heading 1": "黑体", "Title": "宋体", "Subtitle": "楷体"}
    title, date, *paragraphs = document.paragraphs
    assert (
        title.style.name == "Title"
        and date.style.name == "Subtitle"
        and re.fullmatch("20[0-9]{2}年[1-9][0-9]?月[1-9][0-9]?日", date.text)
    )
    headings = [p.text[:2] for p in paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["一、", "二、", "三、"]
    assert [p.text[:3] for p in paragraphs if p.text.startswith("（")][:5] == [
        f"（{n}）" for n in "一二三四五"
    ]
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_list_of_tasks_lies_on_its_side_and_repeats_its_head(shipped):
    document = docx.Document(io.BytesIO(documents(shipped, "zh")["tasks"]))
    section, [table] = document.sections[0], document.tables
    assert section.page_width > section.page_height
    assert [cell.text for cell in table.rows[0].cells] == [wording("zh")("reform.number"), *HEADS]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [[cell.text for cell in row.cells][1:] for row in table.rows[1:]] == TASKS
    wide = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) <= wide + 7 * Twips(1)  # each is rounded
