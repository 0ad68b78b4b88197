"""Matching: finds the dictionary's indicators, places and units by what a file calls them, or offers the nearest.

A name is matched by its id, by its words in either language, ignoring brackets and character width, or by a synonym
that leaves only one indicator possible. A near match is never taken, only offered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import Any

from loaders import contract
from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks
from words import LANGUAGES, syllables, wording

OFFERED = 5
PEOPLES = "苗|侗|土家|彝|藏|回|壮|傣|白|羌|瑶|黎|满|朝鲜|哈尼|布依|蒙古|柯尔克孜|哈萨克|景颇|傈僳|仡佬|水|畲"
PLACE_ENDINGS = "|".join(WORDS["place_endings"])
Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Unit:
    """A unit of the dictionary."""

    id: str
    dimension: str
    factor: float
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """An indicator of the dictionary: its unit, its names and synonyms, and its range."""

    id: str
    unit: Unit
    names: tuple[str, ...]
    synonyms: tuple[str, ...]
    topic: str
    least: float
    most: float


class Known:
    """The dictionary, from some catalogue tables, and the words for the contract's codes and columns."""

    def __init__(self, table: Callable[[str], Rows]):
        matters = {row["id"]: row for row in table("matters")}
        self.units = {row["id"]: _unit(row) for row in table("units")}
        indicators = [_indicator(row, self.units, matters.get(row["matter"])) for row in table("indicators")]
        self.indicators = {i.id: i for i in indicators}
        self.places = {row["id"]: (row["name_zh"], row["name_en"], row["gb2260"]) for row in table("places")}
        self.codes = _codes_by_word()  # column → word → code of its list
        self.heads = {  # a page's name of a contract column → that column
            plain(wording(x)(f"column.{c}")): c for x in LANGUAGES for c in contract.COLUMNS if c != "id"
        }
        self.topics = _ids_by_name(table("topics"))
        self.listed = {kind: _ids_by_name(table(kind)) for kind in ("measures", "problems")}  # name → id
        self.problem_topics = {row["id"]: row["topic"] for row in table("problems")}
        names = [(name, i.id) for i in indicators for name in (i.id, *i.names)]
        self._by_name = _index(dict.fromkeys((form, id_) for name, id_ in names for form in _forms(name)))
        self._by_synonym = _index((_form(word), i.id) for i in indicators for word in i.synonyms)
        named = [(name, id_) for id_, names in self.places.items() for name in (id_, *names) if name]
        self._by_place = {place_form(name): id_ for name, id_ in reversed(named)}  # the first of one name
        units = self.units.values()
        self._by_printed = _index((word, u.id) for u in units for word in {u.id, *map(plain, u.printed)})
        self._unit_words = {*self._by_printed, *by_word("units"), *listed("day_or_working_day"), "‰"} - {""}

    @cached_property
    def _pieces(self) -> dict[str, list[frozenset[str]]]:
        return {
            i.id: [_in_pieces(name) for name in (*i.names, *i.synonyms)] for i in self.indicators.values()
        }

    def code(self, column: str, word: str) -> str:
        """The code of a word in a column that holds codes; '' if it has none."""
        return self.codes.get(column, {}).get(plain(word), "")

    def indicator(self, name: str, unit: str) -> tuple[tuple[str, ...], str]:
        """The ids that a name may stand for, and `synonym` if that is how one was found; '' if it is its own name.

        There are several where only a unit could decide, and none is given or fits (as printed, '' if not given).
        """
        (whole, base), units = _forms(name), self.units_printed(unit)
        if ids := self._by_name.get(whole) or self._by_name.get(base):
            return tuple(self.fitting(ids, units) or ids), ""
        called = self._by_synonym.get(base, [])
        if len(called) == 1 and self.fitting(called, units):
            return (called[0],), "synonym"
        return (), ""

    def fitting(self, indicators: Iterable[str], units: Iterable[str]) -> list[str]:
        """Those of some indicators that are measured in the dimension of one of some units."""
        dimensions = {self.units[unit].dimension for unit in units}
        return [id_ for id_ in indicators if self.indicators[id_].unit.dimension in dimensions]

    def nearest(self, name: str, unit: str = "") -> tuple[str, ...]:
        """The five indicators whose names are nearest to a name, favouring those whose unit fits."""
        told, base = _in_pieces(name), _form(in_brackets(name)[0])
        letters, units = bool(re.fullmatch(r"[a-z]+", base)), self.units_printed(unit)
        scores = {}
        for id_, pieces in self._pieces.items():
            own = self.indicators[id_].names
            likeness = [_likeness(told, piece) for piece in pieces]
            score = max(likeness[: len(own)]) + 0.5 * max(likeness[len(own) :], default=0)
            if letters and base in _initials(own[0]):
                score += 1
            if self.fitting([id_], units):
                score += 0.3
            scores[id_] = score
        return tuple(nlargest(OFFERED, scores, key=scores.__getitem__))

    def place(self, name: str) -> str:
        """The id of a place; '' where the dictionary does not know it."""
        return self._by_place.get(place_form(name), "")

    def is_place(self, text: str) -> bool:
        """Is it a place of the dictionary, or does it look like a Chinese place's name?"""
        return bool(self.place(text)) or looks_like_place(text)

    def nearest_places(self, name: str) -> tuple[str, ...]:
        """The five places whose names are nearest to a name."""
        told = _in_pieces(name)
        scores = {id_: max(_likeness(told, _in_pieces(n)) for n in own) for id_, own in self.places.items()}
        return tuple(nlargest(OFFERED, scores, key=scores.__getitem__))

    def units_printed(self, text: str) -> list[str]:
        """The units with this printed form; several if a word stands for more than one, as 个 does."""
        return self._by_printed.get(plain(text), [])

    def is_unit(self, text: str) -> bool:
        """Is the whole text a unit, in the dictionary or in the usage of offices?"""
        return plain(text) in self._unit_words

    def scales(self, unit: Unit) -> tuple[str, ...]:
        """The units of a unit's dimension that a number may be in; only one where no other is ever meant."""
        return tuple(
            other.id
            for other in self.units.values()
            if other.dimension == unit.dimension
            and (other is unit or other.factor != unit.factor)
            and "分之" not in other.printed[-1]
        )


def _unit(row: Mapping[str, Any]) -> Unit:
    more = WORDS["units"].get(row["id"], ())
    printed = (row["name_zh"], row["name_en"], *row["printed"].split("|"), *more)
    return Unit(row["id"], row["dimension"], row["factor"], tuple(map(str, printed)))


def _indicator(row: Mapping[str, Any], units: dict[str, Unit], matter: Mapping[str, Any] | None) -> Indicator:
    synonyms: list[str] = []
    if matter:
        synonyms = [matter["name_zh"], matter["name_en"]]
        synonyms += [word for x in LANGUAGES for word in matter[f"synonyms_{x}"].split("|") if word]
    return Indicator(
        row["id"], units[row["unit"]], (row["name_zh"], row["name_en"]), tuple(dict.fromkeys(synonyms)), row["topic"],
        row["minimum"], row["maximum"],
    )  # fmt: skip


def _codes_by_word() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for column, codes in contract.CODE_FIELDS.items():
        kind = "bound" if codes is contract.BOUNDS else column
        words = {plain(wording(x)(f"{kind}.{code}")): code for x in LANGUAGES for code in codes}
        found[column] = words | {plain(code): code for code in codes}
    return found


def _ids_by_name(rows: Rows) -> dict[str, str]:
    return {plain(row[name]): row["id"] for row in rows for name in ("id", "name_zh", "name_en")}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Form → the ids it stands for."""
    found: dict[str, list[str]] = {}
    for form, id_ in pairs:
        found.setdefault(form, []).append(id_)
    return found


def place_form(name: str) -> str:
    """A place's name in the form compared: without brackets and without the ending for its kind of unit."""
    base = plain(without_marks(in_brackets(name)[0])[0])
    base = re.sub(
        rf"(?:(?:{PEOPLES})族)+(?=自治)|(?<=[a-z])(?:city|prefecture|province|municipality)$", "", base
    )
    return re.sub(rf"(?<=..)(?:{PLACE_ENDINGS})$", "", base)


def looks_like_place(name: str) -> bool:
    """Does the name look like a Chinese place's?"""
    base = in_brackets(without_marks(name)[0])[0]
    if narrow(base) in WORDS["provinces"]:
        return True
    return bool(re.fullmatch(rf"[\u4e00-\u9fff]{{2,8}}?({PLACE_ENDINGS})", base))


def is_spelled(place: str, name: str) -> bool:
    """Is an id the pinyin of a place's name, as yunxi is of 云溪市?"""
    return re.sub(r"[^a-z]", "", place) in ("".join(syllables(place_form(name))), place_form(name))


def _form(name: str) -> str:
    """A name in the form compared: without note marks, brackets and quotes."""
    return re.sub(r"[()“”\"'.]", "", plain(without_marks(name)[0]))


def _forms(name: str) -> tuple[str, str]:
    """A name in the form compared, whole and without its parts in brackets."""
    return _form(name), _form(in_brackets(name)[0])


def _in_pieces(name: str) -> frozenset[str]:
    """The characters and adjacent pairs of Chinese text, and the words of anything else."""
    told = narrow(in_brackets(name)[0]).casefold()
    chinese = re.sub(r"[^\u4e00-\u9fff]", "", told)
    pairs = {chinese[n : n + 2] for n in range(len(chinese) - 1)}
    words = {word[:-1] if word.endswith("s") else word for word in re.findall(r"[a-z0-9]{2,}", told)}
    return frozenset(set(chinese) | pairs | words)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _initials(name: str) -> str:
    read = syllables(name)
    return "".join(read) + " " + "".join(syllable[0] for syllable in read)
