"""Numbers as text: one rounding and one format for pages, charts and files; a bound is never shown as a point."""

import math
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from words import LANGUAGES, wording

ENDS = ("low", "high", "low_open", "high_open")  # of an interval, in the argument order of `interval`
SIGNS = {"exact": "", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< "}
UPPER_BOUNDS = ("at_most", "less_than", "nearly")  # wordings whose printed number is the upper end
# Parsed once: given a name, Babel would look the locale up among a thousand others for every number.
LOCALES = {language: Locale.parse(code) for language, code in LANGUAGES.items()}
MYRIADS = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
MYRIAD_WORDS = tuple(word for _, word in MYRIADS)


def day(when: date, language: str) -> str:
    """A day as one writes it out: 2026年12月1日, December 1, 2026."""
    return format_date(when, "long", LOCALES[language])


def rounded(value: float, digits: int = 2) -> Decimal:
    """`value` rounded half up, as by hand: 0.125 → 0.13."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


# Babel takes 0.1 ms per number, and a page shows the same hundreds of numbers at every rerun.
@lru_cache(maxsize=2**14)
def number(value: float, language: str, digits: int = 2) -> str:
    """A plain number: 15.79; from ten thousand up in 万 or 亿 in Chinese; with thousands separators in English."""
    if math.isnan(value):
        return wording(language)("number.unknown")
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    exact, unit = Decimal(repr(float(value))), ""
    for size, word in MYRIADS if language == "zh" else ():
        if abs(exact) >= size:
            exact, unit = exact / size, word
            break
    pattern = ("0." if unit else "#,##0.") + "#" * digits
    shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0  # −0.001 is 0, not −0
    return format_decimal(shown, format=pattern, locale=LOCALES[language]).replace("-", "−") + unit


def printed(value: float, bound: str, unit: str, language: str) -> str:
    """A figure with its bound and unit: ≤ 50 working days, 约 50%."""
    if math.isnan(value):
        return wording(language)("number.unknown")
    is_short = rounded(value, 4) == Decimal(repr(float(value)))
    amount = with_unit(number(value, language, 4 if is_short else 2), unit)
    return SIGNS[bound] + amount if bound in SIGNS else wording(language)(f"number.{bound}", amount=amount)


def interval(
    low: float, high: float, low_open: bool, high_open: bool, unit: str, language: str, digits: int = 2
) -> str:
    """An interval: 50, ≤ 50, > 70, 45 – 55; "unknown" if nothing is known."""
    if math.isnan(low) or math.isnan(high) or (math.isinf(low) and math.isinf(high)):
        return wording(language)("number.unknown")
    least, most = (number(end, language, digits) for end in (low, high))
    if low == high:
        return with_unit(least, unit)
    if math.isinf(high):
        return with_unit(SIGNS["more_than" if low_open else "at_least"] + least, unit)
    if math.isinf(low):
        return with_unit(SIGNS["less_than" if high_open else "at_most"] + most, unit)
    return with_unit(f"{least} – {most}", unit)


def interval_of(row: Mapping, name: str, unit: str, language: str, digits: int = 2) -> str:
    """The interval in a row's columns `name_low`, `name_high`, `name_low_open` and `name_high_open`."""
    low, high, low_open, high_open = (row[f"{name}_{end}"] for end in ENDS)
    return interval(low, high, low_open, high_open, unit, language, digits)


def per_cent(low: float, high: float, language: str) -> str:
    """A range of per cent, both of whose ends are in it."""
    return interval(low, high, False, False, "%", language, digits=1)


def with_unit(amount: str, unit: str) -> str:
    """The amount with its unit: 50 working days, 1 working day, 50%. English unit names are regular plurals."""
    if amount.split(" ")[-1] == "1" and unit.isascii():
        unit = unit.removesuffix("s")
    if unit and amount[-1:] in MYRIAD_WORDS:  # 1.57 万家, like 160 亿元
        return f"{amount[:-1]} {amount[-1]}{unit}"
    return f"{amount}{unit}" if unit == "%" else f"{amount} {unit}".rstrip()


def file_size(size: int, language: str) -> str:
    """A number of bytes as a file manager shows it: 355 KB, 1.2 MB."""
    kilobytes = size / 1024
    if kilobytes < 1000:
        return with_unit(number(max(kilobytes, 1), language, 0), "KB")
    return with_unit(number(kilobytes / 1024, language, 1), "MB")
