"""Printed: what the words around a figure say about it, and where its row says something else.

A word beside the number gives its bound and its unit; the clause, and the sentence with its section and the note, say
which part of a place is meant and whether the figure was achieved, is a rule or lies ahead. What no word says is
entered as the default (exact, the whole place, achieved), or a note says why not. The words are listed in
docs/data-contract.md.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loaders.catalogue import Catalogue
from loaders.numerals import NUMERAL, numbers_in

Row = Mapping[str, Any]  # of texts, '' where there is nothing
Fault = tuple[str, str, str]  # code, field, what the words say
_NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|{NUMERAL})"
BOUND_WORDS_BEFORE = {
    "不得超过": "at_most", "不超过": "at_most", "不少于": "at_least", "不低于": "at_least",
    "超过": "more_than", "超": "more_than", "约": "about", "近": "nearly",
    "不到": "less_than", "不足": "less_than", "少于": "less_than",
}  # fmt: skip
BOUND_WORDS_AFTER = {
    "以上": "at_least", "以内": "at_most", "以內": "at_most", "内": "at_most", "余": "more_than", "多": "more_than",
    "左右": "about",
}  # fmt: skip
FAR_WORDS = "不得超过|不超过|不少于|不低于"  # may be some words ahead of the number
# How a note says that a number without a bound word is not exact.
NOTED_BOUNDS = {
    "at_most": "上限", "at_least": "至少|多于", "about": "约数", "less_than": "不到|不足|少于",
    "more_than": "多于", "nearly": "近",
}  # fmt: skip
# Codes that may be entered only if one of their words is in the sentence, the section's heading or the note.
STATUS_WORDS = {
    "rule": "时限|限时|以内|日内|小时内|天内|不超过|不得|应当|必须|办结|工作制|压缩|压减|实行|分成|减半|免征|服务事项",
    "target": "目标|计划|力争|争取|将|拟|下一|下阶段|今后|推动|需要|可能|意向|预计|要求|年产",
}
STATUS_WORDS["planned"] = STATUS_WORDS["target"]
SCOPE_WORDS = {
    "city_tier": "[市州](?:本级|直|级|一级|委|政府|人大)|局|大厅|本级|市县乡|州、?县",
    "counties": "县",
    "county": "县|区|市",
    "zone": "园区|开发区|高新区|经开区",
    "pilot": "试点|试行|探索",
    "project": "项目|企业|公司|工程|施工|一[家笔项个]",
    "department": "局|部门|委|法院|中心|小组|督查|我们|调研|课题",
}
# The scopes that the nearest of these words before the number leaves possible.
SCOPES_SAID = {
    "全[市州区县]": ("whole",),
    "[市州]本级|[市州]直(?!接|达|辖)": ("city_tier",),
    "各县|县[（(]市|县市": ("counties", "county", "whole"),
}
AHEAD = "力争|目标|计划(?!”)|(?<!模)拟|下一步|下一?阶段|[还并也]将"  # before the number: not achieved yet
STATUSES_OF_KINDS = {
    "law": ("rule", "target", "planned"),
    "policy": ("rule", "target", "planned"),
    "statistics": ("achieved",),
}
KIND_OF_STATUS = {"rule": "law", "target": "policy", "planned": "policy"}  # no word needed in such sources
OBLIGING = "时限|限时|应当|必须|不得|工作制"  # with a duration: a limit in force, not an achieved time
FEW_INDICATORS = 20  # a word that more of them share does not tell them apart
TIMES = ("working_time", "calendar_time", "clock_time", "months")


@dataclass(frozen=True)
class Passage:
    """A fragment in its document: its clause up to the number, the whole clause, and all text that says something about it."""

    fragment: str
    before: str
    clause: str
    told: str


def passage(text: str, at: int, row: Row) -> Passage:
    """The passage of a row's fragment, which is at position `at` of a text."""
    fragment, value = row["printed"], row["value"]
    numbers = re.finditer(_NUMBER, fragment)
    number = next((n.start() for n in numbers if value and numbers_in(n[0]) == [float(value)]), len(fragment))
    start, end = _around(text, at, at + len(fragment), "。！？；;\n，,、（(")
    first, last = _around(text, at, at + len(fragment), "。！？；;\n")
    told = " ".join((text[first:last], row["locator"], row["note_zh"]))
    return Passage(fragment, text[start : at + number], text[start:end], told)


def indicator_words(catalogue: Catalogue) -> dict[str, set[str]]:
    """Indicator → the two-character words of its name, definition and matter that few other indicators share."""
    texts = {id_: f"{one.name.zh} {one.definition.zh}" for id_, one in catalogue.indicators.items()}
    for matter in catalogue.matters.values():
        for id_ in matter.indicators:
            texts[id_] = " ".join((texts.get(id_, ""), matter.name.zh, *matter.synonyms.zh))
    words = {id_: _words(text) for id_, text in texts.items()}
    shared = Counter(word for those in words.values() for word in those)
    return {id_: {word for word in those if shared[word] <= FEW_INDICATORS} for id_, those in words.items()}


def misread(catalogue: Catalogue, words: Mapping[str, set[str]], row: Row, here: Passage) -> Iterator[Fault]:
    """Where a row says something else than its passage: V03 and V11 unit, V05 bound, V08 status, V09 scope, V10 indicator.

    `words` are the `indicator_words` of the catalogue.
    """
    source, status = catalogue.sources[row["source"]], row["status"]
    is_table = source.file.endswith(".csv")  # where the headings hold the units and everything else
    if row["value"] and row["unit"] and not row["missing"]:
        if not is_table:
            yield from _unit_faults(catalogue, row, here)
        if bound := _bound_said(catalogue, row, here):
            yield "V05", "bound", bound
    is_sentence = re.search("[\u4e00-\u9fff]", here.clause) and not is_table
    is_of_other_kind = status not in STATUSES_OF_KINDS.get(source.kind, (status,))
    if is_of_other_kind or (is_sentence and _is_other_status(catalogue, row, here, source.kind)):
        yield "V08", "status", status
    if is_sentence and _is_other_scope(row, here):
        yield "V09", "scope", row["scope"]
    if is_sentence and words[row["indicator"]].isdisjoint(_words(here.told)):
        yield "V10", "indicator", row["indicator"]


def bound_of(fragment: str, value: float, forms: list[str]) -> str:
    """The bound given by the words around a value in a fragment, with or without a unit of `forms`; '' if there is none."""
    form = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    after = "|".join(BOUND_WORDS_AFTER)
    ahead = rf"({'|'.join(BOUND_WORDS_BEFORE)}|(?:{FAR_WORDS})[^0-9，,。]*)?"
    behind = rf"[个個]?({form})?(?:[（(].*?[)）])?({after})?"
    for word, number, unit, last in re.findall(rf"{ahead}({_NUMBER}){behind}", fragment):
        if numbers_in(number) == [value]:
            far, inside = re.match(FAR_WORDS, word), re.search(after, unit)  # inside a unit: 万余人
            said = far[0] if far else word or last or (inside[0] if inside else "")
            if said:
                return (BOUND_WORDS_BEFORE | BOUND_WORDS_AFTER)[said]
    return ""


def _bound_said(catalogue: Catalogue, row: Row, here: Passage) -> str:
    """The bound the words give where the row has another; without a word a number is exact, or a limit's upper bound."""
    said = bound_of(here.fragment, float(row["value"]), catalogue.units[row["unit"]].printed)
    bound = row["bound"]
    is_limit = bound == "at_most" and row["status"] in ("rule", "target")
    if not said and not is_limit and not re.search(NOTED_BOUNDS.get(bound, "$^"), row["note_zh"]):
        said = "exact"
    return said if said and said != bound else ""


def _unit_faults(catalogue: Catalogue, row: Row, here: Passage) -> Iterator[Fault]:
    """Where the number is printed in none of the forms of the row's unit, or just as well in one of the indicator's unit."""
    units, own = catalogue.units, catalogue.units[row["unit"]].printed
    forms = sorted({form for unit in units.values() for form in unit.printed}, key=len, reverse=True)
    form = "|".join(map(re.escape, forms))
    numbers = re.findall(rf"({_NUMBER})\s*[余多]?(?:({form})|[个個]({form}))", here.fragment)
    said = next(("".join(f) for number, *f in numbers if numbers_in(number) == [float(row["value"])]), "")
    rest = here.fragment.replace(said, "") if said not in own else here.fragment
    if not any(form in rest for form in own):
        yield "V03", "unit", " / ".join(own)
    # Several units are printed alike (件): the indicator's own is then meant.
    best = catalogue.indicators[row["indicator"]].unit
    if said in own and said in units[best].printed and best != row["unit"]:
        yield "V11", "unit", best


def _is_other_status(catalogue: Catalogue, row: Row, here: Passage, kind: str) -> bool:
    """Is a figure entered as achieved that is a limit or lies ahead, or the other way round?"""
    status = row["status"]
    if status != "achieved":
        return kind != KIND_OF_STATUS[status] and not re.search(STATUS_WORDS[status], here.told)
    dimension = catalogue.units[row["unit"]].dimension if row["unit"] else ""
    is_limit = row["bound"] == "at_most" and dimension in TIMES and re.search(OBLIGING, here.clause)
    is_level_before = re.search("从|由|去年", here.fragment)
    return bool(is_limit or (re.search(AHEAD, here.before) and not is_level_before))


def _is_other_scope(row: Row, here: Passage) -> bool:
    """Is a figure entered for a part of a place that no word names, or for another part than the words before it say?"""
    scope = row["scope"]
    if scope in SCOPE_WORDS and not re.search(SCOPE_WORDS[scope], here.told):
        return True
    said = [
        (found.start(), scopes)
        for words, scopes in SCOPES_SAID.items()
        for found in re.finditer(words, here.before)
    ]
    _, allowed = max(said, key=lambda one: one[0], default=(0, (scope,)))
    is_named = scope in SCOPE_WORDS and re.search(SCOPE_WORDS[scope], here.fragment)
    return scope not in allowed and not is_named and row["ambiguous"] != "scope"


def _words(text: str) -> set[str]:
    """Every two adjacent Chinese characters, ignoring brackets and list commas."""
    runs = re.findall("[\u4e00-\u9fff]{2,}", re.sub("[()（）、]", "", text))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def _around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """Start and end of the stretch of a text around another one, up to the nearest of some marks on either side."""
    first = max(text.rfind(mark, 0, start) for mark in marks) + 1
    last = min((at for at in (text.find(mark, end) for mark in marks) if at >= 0), default=len(text))
    return first, last
