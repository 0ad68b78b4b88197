"""Cells: what a cell prints, read as a number with its bound, unit and note marks, or as missing and why.

Every step from what is printed to the number is a repair with a code. A text with two readings gets no value here:
`readings` are the texts between which somebody has to choose.
"""

import re
from dataclasses import dataclass, field
from math import isfinite

from loaders.numerals import GROUPED, NUMERAL, SEVERAL, numeral_value, ungrouped
from loaders.office.vocabulary import WORDS, by_word, longest_first, narrow, plain, without_marks

EUROPEAN = r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"
DIGITS = (
    EUROPEAN + r"|[0-9]+(?:[,'_ \u00a0][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:,[0-9]+)+|[0-9]*\.[0-9]+|[0-9]+\.?"
)
NUMBER = re.compile(rf"([-+−]?)\s*({DIGITS})(e[-+]?[0-9]+)?", re.IGNORECASE)
RANGE = re.compile(r"([0-9.]+)\s*\S{0,4}?\s*(?:-|—|–|~|至|到|to)\s*([0-9.]+)\s*(\S*)")
BRACKETED = re.compile(rf"\(\s*({GROUPED}|[0-9.]+)\s*(%?)\s*\)")


@dataclass
class Read:
    """What a cell prints: `value` in digits with its `unit` as printed, or why there is none.

    `missing` is the kind of a mark that stands for no number, `is_words` is true if there are only words, `readings`
    are the texts to choose between, for the reason `why`.
    """

    value: str = ""
    bound: str = "exact"
    unit: str = ""
    marks: str = ""
    missing: str = ""
    is_words: bool = False
    readings: tuple[str, ...] = ()
    why: str = ""
    repairs: list[str] = field(default_factory=list)

    @property
    def is_numeric(self) -> bool:
        """Does it belong in a column of numbers?"""
        return bool(self.value or self.readings or self.missing)

    def choose(self, why: str, *readings: str) -> None:
        """Note that somebody has to choose between some readings."""
        self.why, self.readings = why, readings


def read_cell(text: str) -> Read:
    """Read the text of a cell."""
    if not text.strip():
        return Read(missing="blank")
    kinds = by_word("missing")
    if kind := kinds.get(plain(text)) or kinds.get(narrow(text)):
        return Read(missing=kind)
    stripped, marks = without_marks(text)
    told = narrow(stripped)
    repairs = {"note_mark": marks, "full_width": told != stripped}
    read = Read(marks=marks, repairs=[why for why, is_made in repairs.items() if is_made])
    _read_words(told.strip("'\u2018\u2019\"“”"), read)
    if read.is_words:
        read.repairs, read.bound = [], "exact"
    return read


def _read_words(told: str, read: Read) -> None:
    """Read the words before a number, which may be a level, a bound or a change, then the number and its unit."""
    level, rest = _word_before(told, "levels_before")
    bound, rest = _word_before(rest, "bounds_before")
    if bound:
        read.bound = bound
        read.repairs.append("bound")
    change, changed = _word_before(rest, "changes_before")
    if change and not level and NUMBER.match(changed):
        read.choose("level_or_change", changed)  # 压缩2 may be a cut of 2; only 压缩至2 is a level of 2.
        return
    if level:
        read.repairs.append("level")
    number = NUMBER.match(rest)
    if not number:
        _read_numeral(rest, read)
    elif span := RANGE.fullmatch(rest):
        low, high, unit = span.groups()
        read.is_words = not _is_unit(unit)
        if not read.is_words:
            read.choose("range", f"≥{low}{unit}", f"≤{high}{unit}")
    else:
        _read_number(number, rest[number.end() :].strip(), read)


def _word_before(rest: str, section: str) -> tuple[str, str]:
    """The code of the longest word of a section that a text begins with, '' if none, and the text after it."""
    for word, code in longest_first(section):
        if rest.casefold().startswith(word):
            return code, rest[len(word) :].strip()
    return "", rest


def _read_number(number: re.Match[str], after: str, read: Read) -> None:
    digits = _plain_digits(number, read)
    unit = _bound_after(after, read)
    if not _is_unit(unit) or (digits and not isfinite(float(digits))):
        read.is_words = True
        read.choose("")
    elif read.readings:
        read.readings = tuple(f"{text}{unit}" for text in read.readings)
    else:
        read.value, read.unit = digits, unit


def _read_numeral(rest: str, read: Read) -> None:
    """Read a Chinese numeral that is the whole number (三十 is 30); a number in brackets has two readings."""
    if bracketed := BRACKETED.fullmatch(rest):
        number = f"{bracketed[1]}{bracketed[2]}"
        read.choose("negative_or_not", f"-{number}", number)
        return
    found = re.match(NUMERAL, rest)
    if found and found[0] not in ("万", "亿", "千", "百") and not SEVERAL.search(found[0]):
        value, unit = numeral_value(found[0]), _bound_after(rest[found.end() :].strip(), read)
        if isfinite(value) and (not unit or plain(unit) in by_word("units")):
            read.value, read.unit = f"{value:.0f}", unit
            read.repairs.append("numeral")
            return
    read.is_words = True


def _plain_digits(number: re.Match[str], read: Read) -> str:
    """The digits of a number in the form of the contract."""
    sign, digits, exponent = number.groups()
    is_european = re.fullmatch(EUROPEAN, digits)
    if "," in digits and not is_european and not re.fullmatch(GROUPED, digits):
        # 3,5 is 3.5 to some and a slip for 35 or 3,500 to others.
        read.choose("comma", *dict.fromkeys((digits.replace(",", ".", 1), digits.replace(",", ""))))
        return ""
    clean = ungrouped(digits.replace(".", "").replace(",", ".") if is_european else digits)
    if clean != digits:
        read.repairs.append("thousands")
    if exponent:
        read.repairs.append("exponent")
        clean = f"{float(clean + exponent):.15f}".rstrip("0").rstrip(".")
    whole, _, part = clean.partition(".")
    tidy = (whole.lstrip("0") or "0") + (f".{part}" if part else "")
    if (tidy != clean and not exponent) or sign not in ("", "-"):
        read.repairs.append("digits")
    return f"-{tidy}" if sign in ("-", "−") and float(tidy) != 0 else tidy


def _bound_after(unit: str, read: Read) -> str:
    """The text after a number without its bound word, which is noted: 300余家, 50个工作日以内, 95%以上."""
    told = unit.casefold()
    for word, bound in longest_first("bounds_after"):
        if told.endswith(word) and (word != "内" or len(told) == 1 or told[-2] in "日天时月%"):
            unit = unit[: len(unit) - len(word)].strip()
        elif told.startswith(word) and bound == "more_than":
            unit = unit[len(word) :].strip()
        else:
            continue
        if read.bound == "exact":
            read.bound = bound
            read.repairs.append("bound")
        break
    return unit


def _is_unit(text: str) -> bool:
    """Can it be a unit: short, and without digits, marks and words of a sentence?"""
    if not text or plain(text) in by_word("units"):
        return True
    is_sentence = len(text.split()) > 3 or re.search(r"[0-9,，。；;：:、!?()&@#=\-的了已将为与和]", text)
    return len(text) <= 10 and not is_sentence


def multiplier(text: str) -> tuple[int, str]:
    """The factor at the start of a unit, and the rest of it: 万户 → 10000, 户."""
    for word, factor in WORDS["multipliers"].items():
        if text.casefold().startswith(word):
            return factor, text[len(word) :].strip()
    return 1, text


def scaled(value: str, factor: float) -> str:
    """A number in digits, multiplied without the noise of binary fractions."""
    text = f"{float(value) * factor:.12g}"
    return f"{float(text):.12f}".rstrip("0").rstrip(".") if "e" in text or "." in text else text
