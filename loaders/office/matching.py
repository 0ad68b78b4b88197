"""Matching: finds the dictionary's indicators, places and units by what a file calls them, or offers the nearest.

A name is matched by its id, by its words in either language, ignoring brackets and character width, or by a synonym
that leaves only one indicator possible. A near match is never taken, only offered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from loaders.office.vocabulary import WORDS, by_word, in_brackets, listed, narrow, plain, without_marks
from loaders.office.wording import codes_by_word, columns_by_word
from words.pinyin import syllables

OFFERED = 5
PEOPLES = "苗|侗|土家|彝|藏|回|壮|傣|白|羌|瑶|黎|满|朝鲜|哈尼|布依|蒙古|柯尔克孜|哈萨克|景颇|傈僳|仡佬|水|畲"
Rows = Iterable[Mapping[str, str | float]]


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
    unit: str
    names: tuple[str, ...]
    synonyms: tuple[str, ...]
    topic: str
    least: float
    most: float


@dataclass(frozen=True)
class Matched:
    """What a name was matched with; there are several `ids` where only a unit, which is not given, could decide."""

    ids: tuple[str, ...] = ()
    why: str = ""  # the code of a repair, if it is not the dictionary's own name


@dataclass
class Known:
    """The dictionary, from the tables of a catalogue."""

    units: dict[str, Unit]
    indicators: dict[str, Indicator]
    places: dict[str, tuple[str, ...]]  # id → names and codes
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # column → word → code of its list
    heads: dict[str, str] = field(default_factory=dict)  # a page's name of a contract column → that column
    topics: dict[str, str] = field(default_factory=dict)  # name → id
    listed: dict[str, dict[str, str]] = field(default_factory=dict)  # measures and problems: name → id
    problem_topics: dict[str, str] = field(default_factory=dict)  # problem → topic

    @classmethod
    def of(cls, table: Callable[[str], Rows]) -> Self:
        """The dictionary from some catalogue tables, and the words for the contract's codes and columns."""
        matters = {row["id"]: row for row in table("matters")}
        units = {}
        for row in table("units"):
            told = (row["name_zh"], row["name_en"], *str(row["printed"]).split("|"))
            more = WORDS["units"].get(row["id"], ())
            units[str(row["id"])] = Unit(
                str(row["id"]), str(row["dimension"]), float(row["factor"]), tuple(map(str, (*told, *more)))
            )
        return cls(
            units,
            {str(row["id"]): _indicator(row, matters.get(row["matter"])) for row in table("indicators")},
            {
                str(row["id"]): (str(row["name_zh"]), str(row["name_en"]), str(row["gb2260"]))
                for row in table("places")
            },
            codes_by_word(),
            columns_by_word(),
            _ids_by_name(table("topics")),
            {kind: _ids_by_name(table(kind)) for kind in ("measures", "problems")},
            {str(row["id"]): str(row["topic"]) for row in table("problems")},
        )

    def code(self, column: str, word: str) -> str:
        """The code of a word in a column that holds codes; '' if it has none."""
        return self.codes.get(column, {}).get(plain(word), "")

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, indicator in self.indicators.items():
            for name in dict.fromkeys((id_, *indicator.names)):
                for form in dict.fromkeys((_form(name), _form(in_brackets(name)[0]))):
                    ids = found.setdefault(form, [])
                    if id_ not in ids:
                        ids.append(id_)
        return found

    @cached_property
    def _by_synonym(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, indicator in self.indicators.items():
            for word in indicator.synonyms:
                found.setdefault(_form(word), []).append(id_)
        return found

    @cached_property
    def _by_place(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for id_, names in self.places.items():
            for name in (id_, *names):
                if name:
                    found.setdefault(place_form(name), id_)
        return found

    @cached_property
    def _pieces(self) -> dict[str, list[frozenset[str]]]:
        return {
            id_: [_in_pieces(name) for name in (*indicator.names, *indicator.synonyms)]
            for id_, indicator in self.indicators.items()
        }

    def indicator(self, name: str, unit: str) -> Matched:
        """The indicator of a name; a unit (as printed, '' if not given) decides where several have the name."""
        whole, base = _form(name), _form(in_brackets(name)[0])
        ids = self._by_name.get(whole) or self._by_name.get(base) or []
        if len(ids) > 1 and whole != base and len(self._by_name.get(whole, ())) == 1:
            ids = self._by_name[whole]
        if ids:
            fitting = self._fitting(ids, unit)
            return Matched(tuple(fitting or ids))
        called = self._fitting(self._by_synonym.get(base, []), unit) if unit else []
        one_matter = self._by_synonym.get(base, [])
        return Matched((called[0],), "synonym") if len(called) == 1 == len(one_matter) else Matched()

    def _fitting(self, ids: list[str], unit: str) -> list[str]:
        if not unit:
            return ids
        dimensions = {self.units[id_].dimension for id_ in self.units_printed(unit)}
        return [id_ for id_ in ids if self.units[self.indicators[id_].unit].dimension in dimensions]

    def nearest(self, name: str, unit: str = "") -> tuple[str, ...]:
        """The five indicators whose names are nearest to a name, favouring those whose unit fits."""
        told, base = _in_pieces(name), _form(in_brackets(name)[0])
        letters = bool(re.fullmatch(r"[a-z]+", base))
        scores = {}
        for id_, pieces in self._pieces.items():
            own = len(self.indicators[id_].names)
            likeness = [_likeness(told, piece) for piece in pieces]
            score = max(likeness[:own]) + 0.5 * max(likeness[own:], default=0)
            if letters and base in _initials(self.indicators[id_].names[0]):
                score += 1
            if unit and self._fitting([id_], unit):
                score += 0.3
            scores[id_] = score
        return tuple(sorted(scores, key=lambda id_: -scores[id_]))[:OFFERED]

    def place(self, name: str) -> str:
        """The id of a place; '' where the dictionary does not know it."""
        return self._by_place.get(place_form(name), "")

    def nearest_places(self, name: str) -> tuple[str, ...]:
        """The five places whose names are nearest to a name."""
        told = _in_pieces(name)
        score = {
            id_: max(_likeness(told, _in_pieces(n)) for n in names) for id_, names in self.places.items()
        }
        return tuple(sorted(score, key=lambda id_: -score[id_]))[:OFFERED]

    def units_printed(self, text: str) -> list[str]:
        """The units with this printed form; several if a word stands for more than one, as 个 does."""
        return list(self._by_printed.get(plain(text), ()))

    @cached_property
    def _by_printed(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, unit in self.units.items():
            for word in {plain(printed) for printed in unit.printed} | {id_}:
                found.setdefault(word, []).append(id_)
        return found

    def is_unit(self, text: str) -> bool:
        """Is the whole text a unit, in the dictionary or in the usage of offices?"""
        told = plain(text)
        return bool(told) and told in self._unit_words

    @cached_property
    def _unit_words(self) -> frozenset[str]:
        printed = {plain(word) for unit in self.units.values() for word in unit.printed} | set(self.units)
        return frozenset(printed | set(by_word("units")) | listed("day_or_working_day") | {"‰"})

    def scales(self, unit: str) -> tuple[str, ...]:
        """The units of a unit's dimension that a number may be in; only one where no other is ever meant."""
        of = self.units[unit]
        return tuple(
            id_
            for id_, other in self.units.items()
            if other.dimension == of.dimension
            and (id_ == unit or other.factor != of.factor)
            and "分之" not in other.printed[-1]
        )


def _ids_by_name(rows: Rows) -> dict[str, str]:
    return {plain(str(row[name])): str(row["id"]) for row in rows for name in ("id", "name_zh", "name_en")}


def _indicator(row: Mapping, matter: Mapping | None) -> Indicator:
    synonyms: list[str] = []
    if matter:
        synonyms = [matter["name_zh"], matter["name_en"]]
        synonyms += [word for x in ("zh", "en") for word in matter[f"synonyms_{x}"].split("|") if word]
    least, most = row["minimum"], row["maximum"]  # None or NaN where there is none
    least = float(least) if least is not None and least == least else float("-inf")
    most = float(most) if most is not None and most == most else float("inf")
    return Indicator(
        row["id"],
        row["unit"],
        (row["name_zh"], row["name_en"]),
        tuple(dict.fromkeys(synonyms)),
        row["topic"],
        least,
        most,
    )


def place_form(name: str) -> str:
    """A place's name in the form compared: without brackets and without the ending for its kind of unit."""
    base = plain(without_marks(in_brackets(name)[0])[0])
    base = re.sub(
        rf"(?:(?:{PEOPLES})族)+(?=自治)|(?<=[a-z])(?:city|prefecture|province|municipality)$", "", base
    )
    for ending in WORDS["place_endings"]:
        if base.endswith(ending) and len(base) > len(ending) + 1:
            return base[: -len(ending)]
    return base


def looks_like_place(name: str) -> bool:
    """Does the name look like a Chinese place's?"""
    base = in_brackets(without_marks(name)[0])[0]
    if narrow(base) in WORDS["provinces"]:
        return True
    return bool(re.fullmatch(rf"[\u4e00-\u9fff]{{2,8}}?({'|'.join(WORDS['place_endings'])})", base))


def is_spelled(place: str, name: str) -> bool:
    """Is an id the pinyin of a place's name, as yunxi is of 云溪市?"""
    return re.sub(r"[^a-z]", "", place) in ("".join(syllables(place_form(name))), place_form(name))


def _form(name: str) -> str:
    """A name in the form compared: without note marks, brackets and quotes."""
    return re.sub(r"[()“”\"'.]", "", plain(without_marks(name)[0]))


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
