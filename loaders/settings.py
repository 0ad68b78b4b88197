"""Settings: config.yaml, typed and checked; the environment may name other folders for dataset, builds and documents."""

import os
import re
from pathlib import Path
from socket import gethostname
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from loaders.catalogue import typed_tree
from loaders.contract import refusing
from loaders.problems import DatasetError
from loaders.yaml_tree import Tree

HOME = Path(__file__).resolve().parent.parent
Weight = Annotated[float, Field(ge=0)]
Grade = Literal["comparable", "with_caution", "indicative", "not_comparable"]
LetThrough = Literal["comparable", "with_caution", "indicative"]
STRICTNESS = ("strict", "usual", "open")


def _like(pattern: str, wanted: str) -> AfterValidator:
    return refusing(lambda text: ("" if re.fullmatch(pattern, text, re.DOTALL) else "E01", wanted))


# An origin as browsers send it: no wildcard, and nothing that would end the header it is written into.
SITE = r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?"
A_SITE, A_PATH = "https://example.org", "https://example.org/duibiao"
SiteOrAll = Annotated[str, _like(rf"\*|{SITE}", A_SITE)]
# None, or a site with a path.
Address = Annotated[str, _like(rf"({SITE}(/.*)?)?", A_SITE), _like(rf"({SITE}(/[a-z0-9_-]+)*)?", A_PATH)]
Name = Annotated[str, _like(r"[a-z0-9-]+(\.[a-z0-9-]+)*|[0-9a-f:]*:[0-9a-f:.]+", "duibiao.example.org")]
Reader = Annotated[str, _like(r"[^@\s]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", "li@example.org, @example.org")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Years(_Section):
    """Years between two periods beyond which they are apart (caution) or far apart; and at most to a denominator."""

    apart: int = Field(ge=0)
    far: int
    denominator: int = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.far < self.apart:
            raise PydanticCustomError("D02", "years", {"wanted": f"apart {self.apart}"})
        return self


class Grades(_Section):
    """The grade each reason gives a pair of figures; reasons that always rule out a comparison are not settings."""

    other_object: Grade
    other_scope: Grade
    part_and_whole: Grade
    other_status: Grade
    limit_and_usual: Grade
    ambiguous_wording: Grade
    other_length: Grade
    order_only: Grade
    years_apart: Grade
    far_apart: Grade


class Strictness(_Section):
    """How strict a reader is: the worst grade of a pair that each setting lets through."""

    strict: LetThrough
    usual: LetThrough
    open: LetThrough


class Comparability(_Section):
    """Which pairs of figures may be compared."""

    rule: Literal["strict", "usual", "open"]
    lets_through: Strictness
    grades: Grades
    years: Years

    @property
    def rules(self) -> dict:
        """The rules as the metrics take them: the grades, and the years between two periods."""
        return self.model_dump(include={"grades": True, "years": {"apart", "far"}})

    def worst(self, rule: str) -> str:
        """The worst grade that a strictness lets through."""
        return getattr(self.lets_through, rule)


class Composites(_Section):
    """How scores become one number: the mean, the coverage it needs, and weights (1 where none is given)."""

    mean: Literal["arithmetic", "geometric"]
    threshold_percent: float = Field(ge=0, le=100)
    topics: dict[str, Weight]
    indicators: dict[str, Weight]

    @property
    def named(self) -> dict[str, list[str]]:
        """The ids of topics and indicators that have a weight of their own."""
        return {"topics": list(self.topics), "indicators": list(self.indicators)}


class Api(_Section):
    """The API: the sites whose pages may read it."""

    allow_origins: list[SiteOrAll]


class Server(_Section):
    """The server: where readers reach it, and under which other names."""

    address: Address
    hosts: list[Name]

    @property
    def names(self) -> frozenset[str]:
        """Every name it answers to: this machine's own, that of `address`, and `hosts`."""
        own = {"localhost", "127.0.0.1", "::1", gethostname().lower()}
        return frozenset(own | {urlsplit(self.address).hostname or "localhost", *self.hosts})


class SignIn(_Section):
    """Who may read where sign-in is set up, by e-mail address or domain, and how long a sign-in lasts."""

    allow: list[Reader]
    hours: float = Field(gt=0, le=24 * 30)


class Settings(_Section):
    """Every setting of config.yaml."""

    data: str
    build: str
    documents: str
    language: Literal["zh", "en"]
    about_band_percent: float
    build_memory: str
    comparability: Comparability
    composites: Composites
    api: Api
    server: Server
    sign_in: SignIn

    @property
    def data_folder(self) -> Path:
        """The dataset: DUIBIAO_DATA, else `data`; a relative path starts at the folder of config.yaml."""
        return HOME / (os.environ.get("DUIBIAO_DATA") or self.data)

    @property
    def build_folder(self) -> Path:
        """Where snapshots are kept: DUIBIAO_BUILD, else `build`."""
        return HOME / (os.environ.get("DUIBIAO_BUILD") or self.build)

    @property
    def documents_folder(self) -> Path | None:
        """The texts the figures were read from: DUIBIAO_DOCUMENTS, else `documents`; None where neither names a folder."""
        named = os.environ.get("DUIBIAO_DOCUMENTS") or self.documents
        return HOME / named if named else None


def read_settings(file: Path = HOME / "config.yaml") -> Settings:
    """Read config.yaml; raises `DatasetError` with every problem in it."""
    settings, problems = typed_tree(Tree(file, file.name), Settings)
    if problems:
        raise DatasetError(problems)
    return settings
