"""HTML of a brief: one file without scripts that loads nothing, for the screen and for A4."""

from __future__ import annotations

from html import escape

from exports.brief_parts import SMALL, Brief, Counts, Facts, Heading, Part, Picture, Said, Table
from exports.svg import FONTS
from words import LANGUAGES

CSS = """
@page { size: A4; margin: 16mm 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 8.5pt; } }
* { box-sizing: border-box; }
body { font-size: 10.5pt; line-height: 1.55; color: #1a1a1a; background: #fff; max-width: 178mm;
  margin: 0 auto; padding: 8mm 4mm; }
h1 { font-size: 20pt; line-height: 1.3; margin: 0 0 2mm; }
h2 { font-size: 13.5pt; margin: 5.5mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #0072b2; break-after: avoid; }
h2.page { break-before: page; }
p { margin: 0 0 1.5mm; }
.about { color: #404040; }
.small, small { font-size: 9pt; color: #404040; line-height: 1.45; }
small { font-size: 8pt; }
.counts { display: flex; gap: 2mm; margin: 3mm 0; break-inside: avoid; }
.counts div { flex: 1; border: 0.75pt solid #bbb; border-radius: 1mm; padding: 1.5mm 2mm; text-align: center; font-size: 8.5pt; }
.counts b { display: block; font-size: 14pt; line-height: 1.3; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 2mm 0 4mm; font-size: 9pt; line-height: 1.4; }
th, td { border: 0.5pt solid #b5b5b5; padding: 1mm 1.5mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; }
thead th { background: #dceaf5; }
tr, figure { break-inside: avoid; }
th.group { background: #f0f0f0; break-after: avoid; }
table.facts { font-size: 9.5pt; line-height: 1.45; }
table.facts th { width: 24%; background: #eef4f9; }
table.facts p { margin: 0 0 0.8mm; }
figure { margin: 3mm 0; }
figure svg { width: 100%; height: auto; max-height: 235mm; }
@media print { body { max-width: none; padding: 0; } }
"""


def page(brief: Brief) -> str:
    """The whole file."""
    language = LANGUAGES[brief.language].replace("_", "-")
    about = "".join(f'<p class="about">{escape(line)}</p>' for line in brief.about)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(brief.title)}</title>\n"
        f"<style>{CSS}body {{ font-family: {FONTS[brief.language]}; }}\n</style>\n</head>\n<body>\n"
        f"<h1>{escape(brief.title)}</h1>\n{about}\n"
        + "\n".join(map(_part, brief.parts))
        + "\n</body>\n</html>\n"
    )


def _part(part: Part) -> str:
    match part:
        case Heading(text, begins_page):
            return f"<h2{' class=page' * begins_page}>{escape(text)}</h2>"
        case Said(lines, is_small):
            return "".join(f"<p{' class=small' * is_small}>{escape(line)}</p>" for line in lines)
        case Facts(rows):
            return f'<table class="facts"><tbody>{"".join(_fact(*row) for row in rows)}</tbody></table>'
        case Counts(numbers):
            shown = "".join(f"<div><b>{escape(n)}</b>{escape(name)}</div>" for name, n in numbers)
            return f'<div class="counts">{shown}</div>'
        case Picture(svg, _):
            return f"<figure>{svg}</figure>"
        case Table():
            return _table(part)


def _fact(name: str, lines: list[str]) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<tr><th scope="row">{escape(name)}</th><td>{said}</td></tr>'


def _table(table: Table) -> str:
    whole = sum(table.widths)
    columns = "".join(f'<col style="width: {100 * width / whole:g}%">' for width in table.widths)
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    rows = "".join(_row(row, len(table.headings)) for row in table.rows)
    return (
        f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(cells: list[str], columns: int) -> str:
    if len(cells) == 1:
        return f'<tr><th class="group" scope="rowgroup" colspan="{columns}">{escape(cells[0])}</th></tr>'
    return f"<tr>{''.join(f'<td>{_cell(said)}</td>' for said in cells)}</tr>"


def _cell(said: str) -> str:
    first, *small = (escape(line) for line in said.split(SMALL))
    return first + "".join(f"<br><small>{line}</small>" for line in small)
