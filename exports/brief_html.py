"""HTML of a brief: one file without scripts or external resources, for the screen and for A4."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from exports.brief_parts import Brief
from exports.svg import FONT
from words import LANGUAGES

# The fonts of the DOCX. In a Chinese font, English quotation marks are as wide as a character.
SONG = "FangSong, STFangsong, 'Noto Serif CJK SC', serif"
FONTS = {"zh": f"'Times New Roman', 'Liberation Serif', {SONG}", "en": f"Arial, 'Liberation Sans', {FONT}"}
TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
).get_template("brief.html.j2")


def page(brief: Brief) -> str:
    """The whole file."""
    return TEMPLATE.render(
        brief=brief,
        parts=[(type(part).__name__, part) for part in brief.parts],
        tag=LANGUAGES[brief.language].replace("_", "-"),
        fonts=FONTS[brief.language],
    )
