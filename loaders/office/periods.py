"""Periods: the period that a text names, as first and last day; two readings if it is ambiguous, none if it names none."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from loaders.numerals import numeral_value
from loaders.office.vocabulary import MOST_KEPT, narrow, plain

YEAR = r"(?:19|20)\d\d"
MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# Day 1 of Excel is 1900-01-01, and it takes 1900 for a leap year: hence two days earlier.
EXCEL_START = date(1899, 12, 30)
EXCEL_SERIALS = range(29_221, 65_746)  # 1980 to 2079


@dataclass(frozen=True, order=True)
class Period:
    """First and last day, as ISO dates."""

    start: str
    end: str

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @classmethod
    def of_text(cls, text: str) -> "Period":
        """The period of `2024-01-01/2024-12-31`, or of a text that `read_period` reads in only one way; raises ValueError."""
        if "/" not in text and len(read_period(text)) == 1:
            return read_period(text)[0]
        start, _, end = text.partition("/")
        return cls(date.fromisoformat(start).isoformat(), date.fromisoformat(end or start).isoformat())


def excel_serial(text: str) -> list[Period]:
    """The day that a number stands for in a column of dates; none if it is no plausible serial number."""
    if not re.fullmatch(r"\d{5}(\.0+)?", text) or int(float(text)) not in EXCEL_SERIALS:
        return []
    day = (EXCEL_START + timedelta(days=int(float(text)))).isoformat()
    return [Period(day, day)]


@lru_cache(MOST_KEPT)
def read_period(text: str) -> list[Period]:
    """Every way to read a whole text as a period."""
    told = narrow(text).casefold().rstrip("。.")
    told = re.sub(r"[〇零一二三四五六七八九]{4}(?=年)", lambda m: f"{numeral_value(m[0]):.0f}", told)
    told = re.sub(r"\s*(?:\[yr\d{4}\]|\(yr\d{4}\))$", "", told)
    told = re.sub(r"^(?:截至|截止|至|as of|at end of)\s*|(?:实际|数据|情况|完成|止)$", "", told).strip("()")
    told = re.sub(r"(?<=\d)\s+(?=[年月日])|(?<=[年月日])\s+", "", told)
    told = re.sub(r"[-—–~至到－]{2,}|[—–~至到－]", "-", told)
    for pattern, read in READINGS:
        if found := re.fullmatch(pattern, told):
            return read(*found.groups())
    return []


def _months(year: str, first: str | int = 1, last: str | int = 12) -> list[Period]:
    """From a month to a month of a year; none where there are no such months."""
    one, other = int(first), int(last)
    if not 1 <= one <= other <= 12:
        return []
    return [Period(f"{year}-{one:02}-01", f"{year}-{other:02}-{calendar.monthrange(int(year), other)[1]:02}")]


def _month(year: str, month: str | int) -> list[Period]:
    return _months(year, month, month)


def _quarter(year: str, quarter: str) -> list[Period]:
    return _months(year, 3 * QUARTERS[quarter] - 2, 3 * QUARTERS[quarter])


def _half(year: str, half: str) -> list[Period]:
    return _months(year, 1, 6) if half in "上1" else _months(year, 7)


def _day(year: str, month: str, day: str) -> list[Period]:
    """One day; none where there is no such day."""
    try:
        told = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return []
    return [Period(told, told)]


def _from_day_to_day(*parts: str) -> list[Period]:
    first, last = _day(*parts[:3]), _day(*parts[3:])
    return [Period(first[0].start, last[0].end)] if first and last and first <= last else []


def _day_or_month_first(one: str, other: str, year: str) -> list[Period]:
    """11/01/2026 may be a day of January or of November; 31/12/2020 can only be one day."""
    return sorted({*_day(year, other, one), *_day(year, one, other)})


READINGS = (
    (rf"(?:fy|yr|cy)?\s*({YEAR})(?:年|年度|年全年|全年|年份)?", _months),
    (rf"({YEAR})年?-({YEAR})(?:年|年度)?", lambda a, b: [Period(f"{a}-01-01", f"{b}-12-31")] if a <= b else []),
    (rf"({YEAR})(?:年|[-./])(\d\d?)月?-(\d\d?)月份?", _months),
    (rf"({YEAR})年(\d\d?)月?-(\d\d?)月?", _months),
    (rf"({YEAR})年(\d\d?)月份?", _month),
    (rf"({YEAR})[-./m]\s?(\d\d?)", _month),
    (rf"({YEAR})(0[1-9]|1[0-2])", _month),
    (rf"([a-z]{{3,9}})[\s.,-]+({YEAR}|\d\d)", lambda month, year: _month(f"20{year}"[-4:], MONTHS.get(month[:3], 0))),
    (rf"({YEAR})年?第?([一二三四1234])季度?", _quarter),
    (rf"({YEAR})[-./ ]?q([1234])", _quarter),
    (rf"q([1234])[-./ ]?({YEAR})", lambda quarter, year: _quarter(year, quarter)),
    (rf"({YEAR})年?([上下])半年", _half),
    (rf"({YEAR})[-./ ]?h([12])", _half),
    (rf"({YEAR})年?前([一二三123])个?季度?", lambda year, quarter: _months(year, 1, 3 * QUARTERS[quarter])),
    (rf"({YEAR})(?:年年|年)?(?:末|底)", lambda year: _day(year, "12", "31")),
    (rf"({YEAR})年(\d\d?)月(?:末|底)份?", lambda year, month: [Period(p.end, p.end) for p in _month(year, month)]),
    (rf"({YEAR})年(\d\d?)月(\d\d?)日", _day),
    (rf"({YEAR})[-./](\d\d?)[-./](\d\d?)(?: 00:00(?::00)?)?", _day),
    (rf"({YEAR})(0[1-9]|1[0-2])([0-3]\d)", _day),
    (rf"({YEAR})[-./](\d\d?)[-./](\d\d?)-({YEAR})[-./](\d\d?)[-./](\d\d?)", _from_day_to_day),
    (rf"({YEAR})年(\d\d?)月(\d\d?)日-({YEAR})年(\d\d?)月(\d\d?)日", _from_day_to_day),
    (rf"(\d\d?)[-./](\d\d?)[-./]({YEAR})", _day_or_month_first),
)  # fmt: skip
PRINTED = re.compile(
    rf"(?:截至|截止)?(?:fy|yr)?{YEAR}\s*(?:年\s*(?:\d\d?\s*[-—–~～至到]\s*)?\d\d?\s*月(?:末|底|\d\d?日)?份?|年[上下]半年|年?第?[一二三四]季度"
    rf"|年前[一二三]季度|年(?:末|底)|年度?|\s*\[yr\d{{4}}\]|[-./](?:0?[1-9]|1[0-2])(?!\d)|q[1-4]|)",
    re.IGNORECASE,
)
PART_OF_YEAR = (
    r"(?:(\d\d?)(?:-|—|–|~|至)?)?(\d\d?)?月份?|[上下]半年|第?[一二三四]季度|前[一二三]季度|全年|q[1-4]"
)


@lru_cache(MOST_KEPT)
def period_within(text: str) -> tuple[str, list[Period]]:
    """A text without the period it holds (2024年度营商环境考核 → 营商环境考核), and the readings of that period."""
    told = narrow(text)
    if whole := read_period(told):
        return "", whole
    for found in PRINTED.finditer(told):
        before, after = told[: found.start()], told[found.end() :]
        if re.search(r"\d$", before) or re.match(r"\d", after):
            continue
        if read := read_period(found[0]):
            return f"{before}{after}".strip(" -_·/,，：:"), read
    return told, []


def part_of_year(text: str, year: str) -> list[Period]:
    """The period of 1-6月, 二季度 or 上半年 in a year known from elsewhere."""
    told = plain(text)
    if re.fullmatch(r"[a-z]{3,9}", told):
        return read_period(f"{told} {year}")
    is_part = re.fullmatch(PART_OF_YEAR, told)
    return read_period(f"{year}{'' if told[0] == 'q' else '年'}{told}") if is_part else []


def year_before(period: Period) -> Period:
    """The same days a year before: 上年同期 of a period."""
    days = (f"{int(day[:4]) - 1}{day[4:]}" for day in (period.start, period.end))
    return Period(*(day.replace("-02-29", "-02-28") for day in days))
