"""Numbers as text: the one form that is accepted, what a refused form probably meant, and Chinese numerals."""

import re
import unicodedata
from math import isfinite

PLAIN_NUMBER = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,18})?$"  # more digits are a slip, or do not fit a double
GROUPED = r"[0-9]{1,3}(?:[,'_ \u00a0][0-9]{3})+(?:\.[0-9]+)?"  # with separators of thousands
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "[" + "".join((*_DIGITS, *_TENS, *_MYRIADS)) + "]+"
_DIGIT = f"[{''.join(_DIGITS)}]"
# A range in words: 两三 is two or three, 七八十 is 70 to 80.
SEVERAL = re.compile(rf"(?<!{_DIGIT})[一二三四五六七八九两]{{2}}(?!{_DIGIT})")


def number_fault(text: str) -> tuple[str, str]:
    """Code and wanted form for a number that is not plain digits with a point; both '' for one that is."""
    if re.fullmatch(PLAIN_NUMBER, text):
        return "", ""
    narrow = unicodedata.normalize("NFKC", text).strip()
    if narrow != text.strip() and re.search(r"[0-9]", narrow):
        return "N01", narrow.replace(",", "")
    if re.fullmatch(f"-?{GROUPED}", narrow):
        return "N02", ungrouped(narrow)
    if re.fullmatch(NUMERAL, narrow) and not SEVERAL.search(narrow):
        value = numeral_value(narrow)
        return ("N03", f"{value:.0f}") if isfinite(value) else ("N04", "12.5")
    return "N04", "12.5"


def ungrouped(number: str) -> str:
    """A number without its separators of thousands."""
    return re.sub(r"[,'_ \u00a0]", "", number)


def numeral_value(text: str) -> float:
    """The value of a Chinese numeral: 二十二 → 22, 三千万 → 30000000, 二〇二〇万 → 20200000, 一万五 → 15000.

    Infinite for one that no double holds.
    """
    total, section = 0.0, 0.0  # up to the last 万 or 亿, and since then
    digits, last = "", 10  # those since the last unit, and that unit
    for c in text:
        if c in _DIGITS:
            digits += str(_DIGITS[c])
            continue
        if c in _TENS:
            section += float(digits[-1:] or 1) * _TENS[c]
        else:
            before = section + (total if c == "亿" else 0)
            count = before + float(digits or (0 if before else 1))
            total = count * _MYRIADS[c] + (0 if c == "亿" else total)
            section = 0
        digits, last = "", (_TENS | _MYRIADS)[c]
    # A last digit alone counts in the next lower unit; in 一万零五 it does not stand alone.
    return total + section + float(digits or 0) * (last / 10 if len(digits) == 1 else 1)


# Words that stand for a number in a fragment: 减半 is half off, 免费 is free of charge.
NUMBER_WORDS = {"减半": 50.0, "免费": 0.0, "清偿完毕": 100.0, "首(?=位)": 1.0, "半(?=月)": 0.5}


def numbers_in(text: str) -> list[float]:
    """Every number in a fragment, in order: digits, Chinese numerals and `NUMBER_WORDS`; 首位 is first place."""
    numbers = re.finditer(rf"[0-9]+(?:\.[0-9]+)?|{'|'.join(NUMBER_WORDS)}|{NUMERAL}", text)
    return [_fragment_number(m[0]) for m in numbers]


def _fragment_number(text: str) -> float:
    if text[0].isascii():
        return float(text)
    words = {word.split("(")[0]: number for word, number in NUMBER_WORDS.items()}
    return words[text] if text in words else numeral_value(text)
