"""Numbers as text: the one form that is accepted, what a refused form probably meant, and Chinese numerals."""

import re
import unicodedata

PLAIN_NUMBER = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,18})?$"  # more digits are a slip, or do not fit a double
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "[" + "".join((*_DIGITS, *_TENS, *_MYRIADS)) + "]+"


def number_fault(text: str) -> tuple[str, str]:
    """Code and wanted form for a number that is not plain digits with a point; both '' for one that is."""
    if re.fullmatch(PLAIN_NUMBER, text):
        return "", ""
    narrow = unicodedata.normalize("NFKC", text).strip()
    if narrow != text.strip() and re.search(r"[0-9]", narrow):
        return "N01", narrow.replace(",", "")
    if re.fullmatch(r"-?[0-9]{1,3}([, '_][0-9]{3})+(\.[0-9]+)?", narrow):
        return "N02", re.sub(r"[, '_]", "", narrow)
    if re.fullmatch(NUMERAL, narrow):
        return "N03", f"{numeral_value(narrow):.0f}"
    return "N04", "12.5"


def numeral_value(text: str) -> float:
    """The value of a Chinese numeral: 七 → 7, 二十二 → 22, 三千万 → 30000000, 二〇二〇 → 2020."""
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        elif c == "万":
            total += (section + digit or 1) * _MYRIADS[c]
            section = digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[c]
            section = digit = 0
    return float(total + section + digit)


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
