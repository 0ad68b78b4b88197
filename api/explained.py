"""Explained: the page at /api/v1/ that says what there is, in the reader's language, with examples that work unchanged."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.addresses import ADDRESSES, MOST, PAGE
from api.problems import TYPES
from findings import kept
from findings.requests import SNAPSHOT, Number, Parameter
from words import LANGUAGES, Wording, wording

TOOLS = ("excel", "pandas", "r")
OTHER = {"zh": ("en", "English"), "en": ("zh", "中文")}
RULES = ("columns", "pages", "tags", "problems", "origins")
TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
).get_template("explained.html.j2")


def explained(at: str, base: str, snapshot_id: str, language: str) -> str:
    """The page, in one language; `base` is its own address, `at` the path of that address."""
    text = wording(language)
    # Links are relative, so that they stay on the host and below the prefix under which the page was reached.
    return TEMPLATE.render(
        at=at,
        tag=LANGUAGES[language].replace("_", "-"),
        other=OTHER[language],
        text=text,
        snapshot=snapshot_id or "–",
        snapshot_parameter=SNAPSHOT.name,
        addresses=ADDRESSES,
        tools=[text(f"tool.{name}", address=_example(base, snapshot_id)).split("\n") for name in TOOLS],
        parameters=_parameters(at, text),
        rules=[text(f"rule.{name}", page=PAGE, most=MOST) for name in RULES],
        problems=TYPES,
    )


def _parameters(at: str, text: Wording) -> dict[str, Parameter | Number]:
    """The meaning of each parameter → its name and what is allowed: first those of one address, then those of all."""
    own = [one for address in ADDRESSES for one in address.question.parameters]
    of_all = [one for a in ADDRESSES for ending in a.formats for one in a.in_query(ending, False)]
    return {text(one.meaning, page=PAGE): (one.name, _allowed(one, at, text)) for one in (*own, *of_all)}


def _allowed(parameter: Parameter | Number, at: str, text: Wording) -> str:
    if isinstance(parameter, Number):
        return text("allowed.number", least=parameter.least, most=parameter.most)
    if parameter.name in ("place", "indicator"):
        return text("allowed.ids", address=f"{at}/{parameter.name}s.json")
    is_fixed = parameter.name in ("lang", "reported", "rule")
    return ", ".join(sorted(parameter.options(""))) if is_fixed else text("allowed.codes")


def _example(base: str, snapshot_id: str) -> str:
    """The address of the observations of the place with the most figures."""
    figures = kept.snapshot(snapshot_id).places() if snapshot_id else {}
    most = sorted(figures, key=lambda place: (-figures[place], place))[:1]
    return f"{base}observations.csv{'?place=' if most else ''}{''.join(most)}"
