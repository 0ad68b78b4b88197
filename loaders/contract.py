"""The data contract: what each YAML file and the observations' columns may hold. See docs/data-contract.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from loaders import numerals

BOUNDS = ("exact", "about", "nearly", "at_least", "more_than", "at_most", "less_than")
BEFORE_KINDS = ("earlier_level", "statutory_limit", "provincial_average", "national_average")
STATUSES = ("achieved", "rule", "target", "planned")
MISSING = ("in_words", "masked", "not_applicable")
AMBIGUOUS = ("amount", "kind", "scope", "unit", "period")
SCOPES = ("whole", "city_tier", "counties", "county", "zone", "pilot", "project", "department")
OMITTED = (
    "date", "document_number", "ordinal", "name", "set_phrase", "slogan", "repeat", "masked", "phone",
    "not_a_quantity", "quoted_plan", "damaged",
)  # fmt: skip
ID = r"^[a-z0-9]+([_-][a-z0-9]+)*$"

COLUMNS = (
    "id", "place", "indicator", "scope", "period_start", "period_end", "value", "unit", "bound",
    "before", "before_bound", "before_kind", "before_end", "status", "missing", "ambiguous",
    "source", "locator", "as_printed", "note_zh", "note_en",
)  # fmt: skip


def _number(text: str) -> str:
    if not re.match(numerals.PLAIN, text):
        code, wanted = numerals.objection(text)
        raise PydanticCustomError(code, "number", {"wanted": wanted})
    return text


def _range_end(text: str) -> str:
    return text if text == "none" else _number(text)


def _iso_date(text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("D01", "date", {"wanted": "2020-12-31"}) from None
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
Number = Annotated[str, AfterValidator(_number)]
RangeEnd = Annotated[str, AfterValidator(_range_end)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Words(_Entry):
    """The same words in both languages."""

    zh: Text
    en: Text


class Place(_Entry):
    """A city, the unit it belongs to, or an anonymised one."""

    name: Words
    level: Literal["country", "province", "prefecture", "county", "zone"]
    part_of: str = ""
    gb2260: str = ""


class Topic(_Entry):
    """A group of indicators on the pages."""

    name: Words


class Frameworks(_Entry):
    """The frameworks an indicator can be filed under."""

    national: dict[str, Words]
    b_ready: dict[str, Words]


class Unit(_Entry):
    """A unit of measurement: units of one dimension convert by factor."""

    name: Words
    dimension: Text
    factor: Number
    printed: list[Text] = Field(min_length=1)


class Source(_Entry):
    """A document figures were read from, and the period it covers."""

    title: Words
    issuer: Words
    kind: Literal[
        "government_report", "inquiry_record", "newspaper", "survey_report", "statistics", "web_page", "law", "policy"
    ]  # fmt: skip
    read: Literal["whole", "selected"] = "whole"
    published: Text
    period_start: IsoDate
    period_end: IsoDate
    file: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Goalposts(_Entry):
    """Fixed best and worst levels for scores, with where they come from."""

    best: Number
    worst: Number
    source: Words


def _as_list(ids: object) -> object:
    return [ids] if isinstance(ids, str) else ids


# Four at most, as with what is pending in a funnel: `ratios` tells the figures of no more.
Ids = Annotated[list[str], Field(min_length=1, max_length=4), BeforeValidator(_as_list)]


class Derived(_Entry):
    """What a derived indicator is made of: two sums of indicators, or what is done and the total of a funnel."""

    numerator: Ids = []
    denominator: Ids = []
    funnel: str = ""
    per: Number = "1"
    yearly: Literal["true", "false"] = "false"


class Indicator(_Entry):
    """A definition of something measured; `minimum` and `maximum` are its natural range."""

    name: Words
    definition: Words
    unit: str
    direction: Literal["lower_is_better", "higher_is_better", "no_judgement"]
    department: Words | None = None
    national_indicator: str
    national_indicator_reason: Words | None = None
    b_ready: str
    b_ready_reason: Words | None = None
    minimum: RangeEnd = "0"
    maximum: RangeEnd = "none"
    goalposts: Goalposts | None = None
    derived: Derived | None = None
    form: Literal["level", "claim", "rank"] = "level"
    subject: Literal["approval_times"] | None = None
    caveats: Words | None = None

    @property
    def natural_range(self) -> tuple[float, float]:
        """Least and greatest value it can have, in its unit; infinite where there is none."""
        least, most = self.minimum, self.maximum
        return float("-inf" if least == "none" else least), float("inf" if most == "none" else most)


class Comparison(_Entry):
    """Two indicators of one matter that are not the same, and how far their figures may be compared."""

    between: list[str] = Field(min_length=2, max_length=2)
    grade: Literal["comparable", "with_caution", "indicative", "not_comparable"]
    reason: Words


class Synonyms(_Entry):
    """Other words for a matter, by language."""

    zh: list[Text] = []
    en: list[Text] = []


class Matter(_Entry):
    """What an official would call one thing, however many ways there are to count it: a row of the side-by-side board."""

    name: Words
    topic: str
    kind: Literal["environment", "size"] = "environment"
    synonyms: Synonyms = Synonyms()
    indicators: list[str] = Field(min_length=1)
    comparisons: list[Comparison] = []


class Check(_Entry):
    """A relation printed figures should satisfy: what is claimed and the observations it follows from."""

    name: Words
    kind: Literal[
        "sum", "equal", "difference", "increase", "share", "ratio", "growth", "growth_from_increase", "reduction",
        "duration", "part_of",
    ]  # fmt: skip
    claim: str
    from_: list[str] = Field(alias="from", min_length=1)


class DoneBy(_Entry):
    """One place that carries out a measure."""

    place: str
    year: Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}$")]
    status: Literal["in_force", "pilot", "planned"]
    source: str
    locator: Text
    what: Words | None = None


class Measure(_Entry):
    """A reform carried out, and by whom."""

    name: Words
    topic: str = ""
    indicators: list[str] = []
    done_by: list[DoneBy] = Field(min_length=1)


class NamedBy(_Entry):
    """One place whose document names a problem."""

    place: str
    source: str
    locator: Text


class ProblemNamed(_Entry):
    """A problem that documents name themselves (存在的问题), in our own words."""

    name: Words
    topic: str
    named_by: list[NamedBy] = Field(min_length=1)


class Change(_Entry):
    """Why figures were changed or withdrawn; without figures, a remark on the dataset as a whole."""

    date: IsoDate
    figures: list[str]
    reason: Words


class Funnel(_Entry):
    """What became of the cases found, promised or due: the indicators of its stages, all in one unit."""

    name: Words
    kind: Literal["rectification", "commitments", "money", "disputes"]
    done_means: Words
    total: str = ""
    done: str = ""
    fully: str = ""
    partly: str = ""
    pending: list[str] = Field(default=[], max_length=4)

    def stages(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Where each indicator stands in the entry, stage first, with the indicator."""
        for stage in ("total", "done", "fully", "partly"):
            if indicator := getattr(self, stage):
                yield (stage,), indicator
        for i, indicator in enumerate(self.pending):
            yield ("pending", i), indicator
