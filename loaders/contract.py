"""The data contract: what each YAML file and the observations' columns may hold. See docs/data-contract.md."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from loaders.numerals import number_fault

BOUNDS = ("exact", "about", "nearly", "at_least", "more_than", "at_most", "less_than")
BEFORE_KINDS = ("earlier_level", "statutory_limit", "provincial_average", "national_average")
STATUSES = ("achieved", "rule", "target", "planned")
MISSING = ("in_words", "masked", "not_applicable")
AMBIGUOUS = ("amount", "kind", "scope", "unit", "period")
SCOPES = ("whole", "city_tier", "counties", "county", "zone", "pilot", "project", "department")
# Columns of codes, and the codes they may hold.
CODE_FIELDS = {
    "scope": SCOPES, "status": STATUSES, "bound": BOUNDS, "before_kind": BEFORE_KINDS, "before_bound": BOUNDS, "missing": MISSING,
    "ambiguous": AMBIGUOUS,
}  # fmt: skip
OMITTED = (
    "date", "document_number", "ordinal", "name", "set_phrase", "slogan", "repeat", "masked", "phone",
    "not_a_quantity", "quoted_plan", "damaged",
)  # fmt: skip
SHARE = "share"  # the dimension of percentages
# Ids with a meaning of their own in addresses and in a reader's own file.
OWN_PLACE, OWN_SOURCE = "my_city", "upload"
RESERVED = {"places": {"best", "median", "printed", OWN_PLACE}, "sources": {OWN_SOURCE}}
ID = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
LONGEST_ID, LONGEST_TEXT = 64, 1000  # characters
# Invisible characters with an effect: control, direction, joining, private-use. Valid in Python's and DuckDB's patterns.
STRAY = (
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff"
    "\U000e0000-\U000e007f]"
)
NO_TEXT = ("null", "none", "nan", "~", "#n/a")  # what programs write for an empty cell

COLUMNS = (
    "id", "place", "indicator", "scope", "period_start", "period_end", "value", "unit", "bound",
    "before", "before_bound", "before_kind", "before_end", "status", "missing", "ambiguous",
    "source", "locator", "as_printed", "note_zh", "note_en",
)  # fmt: skip


def text_fault(text: str) -> str:
    """The error code of a text meant for people, '' if nothing is wrong with it."""
    if text.strip().lower() in ("", *NO_TEXT):
        return "T04"
    if text != text.strip() or re.search(STRAY, text):
        return "T03"
    return "T05" if len(text) > LONGEST_TEXT else ""


def is_id(text: str) -> bool:
    """Whether an id is well formed."""
    return bool(re.fullmatch(ID, text)) and len(text) <= LONGEST_ID


def _date_fault(text: str) -> tuple[str, str]:
    with suppress(ValueError):
        if date.fromisoformat(text).isoformat() == text:
            return "", ""
    return "D01", "2020-12-31"


def refusing(fault: Callable[[str], tuple[str, str]]) -> AfterValidator:
    """A check of a text by its error code, '' if nothing is wrong with it, and the form wanted."""

    def checked(text: str) -> str:
        code, wanted = fault(text)
        if code:
            raise PydanticCustomError(code, "refused", {"wanted": wanted})
        return text

    return AfterValidator(checked)


Text = Annotated[str, refusing(lambda text: (text_fault(text), str(LONGEST_TEXT)))]
Number = Annotated[str, refusing(number_fault)]
Id = Annotated[str, refusing(lambda text: ("" if is_id(text) else "R06", "anyang-2021"))]
Factor = Annotated[Number, refusing(lambda text: ("" if float(text) > 0 else "N09", "> 0"))]
RangeEnd = Annotated[str, refusing(lambda text: ("", "") if text == "none" else number_fault(text))]
IsoDate = Annotated[str, refusing(_date_fault)]


@dataclass(frozen=True)
class Ref:
    """The kind of entry that a field's ids refer to; the word `unless`, if given, refers to none."""

    kind: str
    unless: str | None = None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Words(_Entry):
    """The same words in both languages."""

    zh: Text
    en: Text


class _Named(_Entry):
    name: Words


class Place(_Named):
    """A city, the unit it belongs to, or an anonymised one."""

    level: Literal["country", "province", "prefecture", "county", "zone"]
    part_of: Annotated[str, Ref("places", unless="")] = ""
    gb2260: str = ""


class Topic(_Named):
    """A group of indicators on the pages."""


class Frameworks(_Entry):
    """The frameworks an indicator can be filed under."""

    national: dict[Id, Words]
    b_ready: dict[Id, Words]


class Unit(_Named):
    """A unit of measurement: units of one dimension convert by factor; counted things add up whatever their dimension."""

    dimension: Text
    counted: Literal["true", "false"] = "false"
    factor: Factor
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
    """Fixed best and worst levels for scores, with their source."""

    best: Number
    worst: Number
    source: Words


ALONE = BeforeValidator(lambda ids: [ids] if isinstance(ids, str) else ids)  # one id, written without a list
# Four at most, as with the pending stage of a funnel: `ratios` joins the ids of no more.
Ids = Annotated[list[str], Field(min_length=1, max_length=4), ALONE]


class Derived(_Entry):
    """What a derived indicator is made of: two sums of indicators, or the done and the total of a funnel."""

    numerator: Annotated[Ids, Ref("indicators")] = []
    denominator: Annotated[Ids, Ref("indicators")] = []
    funnel: Annotated[str, Ref("funnels", unless="")] = ""
    per: Factor = "1"
    yearly: Literal["true", "false"] = "false"


class Indicator(_Named):
    """A definition of something measured; `minimum` and `maximum` are its natural range."""

    definition: Words
    unit: Annotated[str, Ref("units")]
    direction: Literal["lower_is_better", "higher_is_better", "no_judgement"]
    department: Words | None = None
    national_indicator: Annotated[str, Ref("national", unless="none")]
    national_indicator_reason: Words | None = None
    b_ready: Annotated[str, Ref("b_ready", unless="none")]
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
        """Least and greatest possible value, in its unit; infinite where there is none."""
        least, most = self.minimum, self.maximum
        return float("-inf" if least == "none" else least), float("inf" if most == "none" else most)


class Comparison(_Entry):
    """Two different indicators of one matter, and how far their figures may be compared."""

    between: list[str] = Field(min_length=2, max_length=2)
    grade: Literal["comparable", "with_caution", "indicative", "not_comparable"]
    reason: Words


class Synonyms(_Entry):
    """Other words for a matter, by language."""

    zh: list[Text] = []
    en: list[Text] = []


class Matter(_Named):
    """What an official would call one thing, however many ways there are to count it: a row of the side-by-side board."""

    topic: Annotated[str, Ref("topics")]
    kind: Literal["environment", "size"] = "environment"
    synonyms: Synonyms = Synonyms()
    indicators: Annotated[list[str], Field(min_length=1), Ref("indicators")]
    comparisons: list[Comparison] = []


class Check(_Named):
    """A relation printed figures should satisfy: the claim, and the observations it should follow from."""

    kind: Literal[
        "sum", "equal", "difference", "increase", "share", "ratio", "growth", "growth_from_increase", "reduction",
        "duration", "part_of",
    ]  # fmt: skip
    claim: Annotated[str, Ref("observations")]
    from_: Annotated[list[str], Field(alias="from", min_length=1), Ref("observations")]


class NamedBy(_Entry):
    """One place whose document names a problem."""

    place: Annotated[str, Ref("places")]
    source: Annotated[str, Ref("sources")]
    locator: Text


class DoneBy(_Entry):
    """One place that carries out a measure."""

    place: Annotated[str, Ref("places")]
    year: Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}$")]
    status: Literal["in_force", "pilot", "planned"]
    source: Annotated[str, Ref("sources")]
    locator: Text
    what: Words | None = None


class Measure(_Named):
    """A reform carried out, and by whom."""

    topic: Annotated[str, Ref("topics", unless="")] = ""
    indicators: Annotated[list[str], Ref("indicators")] = []
    done_by: list[DoneBy] = Field(min_length=1)


class ProblemNamed(_Named):
    """A problem that documents name themselves (存在的问题), in our own words."""

    topic: Annotated[str, Ref("topics")]
    named_by: list[NamedBy] = Field(min_length=1)


class Change(_Entry):
    """Why figures were changed or withdrawn; without figures, a remark on the dataset as a whole."""

    date: IsoDate
    figures: list[str]
    reason: Words


Stage = Annotated[str, Ref("indicators", unless="")]


class Funnel(_Named):
    """What became of the cases found, promised or due: the indicators of its stages, all in one unit."""

    kind: Literal["rectification", "commitments", "money", "disputes"]
    done_means: Words
    total: Stage = ""
    done: Stage = ""
    fully: Stage = ""
    partly: Stage = ""
    pending: Annotated[list[str], Field(max_length=4), Ref("indicators")] = []

    def stages(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The key path of each indicator in the entry, stage first, with the indicator."""
        for stage in ("total", "done", "fully", "partly"):
            if indicator := getattr(self, stage):
                yield (stage,), indicator
        for i, indicator in enumerate(self.pending):
            yield ("pending", i), indicator
