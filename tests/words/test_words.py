"""Words: both languages complete, every text used, every text that is asked for there."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel import Locale

from api.addresses import ADDRESSES
from api.explained import RULES, TOOLS
from api.problems import TYPES
from charts import marks, what_if
from charts.funnel import LOOKS
from exports.arguments import BRIEFS, COMMANDS, FIRST
from exports.columns import EVERY
from exports.csv_file import CODED
from findings import catalogue
from findings.comparisons import WITHOUT_PLACE
from findings.tasks import OUTCOMES
from loaders import contract
from loaders.settings import STRICTNESS
from loaders.versions import KINDS as ENTRIES
from metrics.comparability import GRADES, REASONS
from metrics.cuts import KINDS as CUT_KINDS
from metrics.pairs import CUT
from metrics.printed_benchmarks import KINDS
from metrics.tasks import BASES
from metrics.verdicts import MIRRORED
from pages.parts import files, pictures, sections
from pages.parts.filters import ANY, SEVERAL
from pages.parts.simulations import SCENARIOS
from pages.parts.versions import CHANGES
from tests.site import PAGES
from words import LANGUAGES, texts_of, wording
from words.funnels import AMOUNTS
from words.reasons import OPEN

HOME = Path(__file__).resolve().parents[2]
# Keys that the code makes of a code: the prefix and every code there is.
MADE = {
    "city": tuple(sections.PARTS),
    "page": PAGES,
    "intro": PAGES,
    "way": ("compare", "indicators", "sources"),
    "benchmark_kind": (*WITHOUT_PLACE, *KINDS),
    "reported": (SEVERAL, ANY),
    "status": (*contract.STATUSES, "derived"),
    "bound": contract.BOUNDS,
    "before_kind": contract.BEFORE_KINDS,
    "column": (
        *contract.COLUMNS,
        "definition",
        "goalposts",
        "computed_from",
        "b_ready",
        "meaning",
        "allowed",
    ),
    "level": get_args(contract.Place.model_fields["level"].annotation),
    "own": (
        "level",
        "part_of",
        "year",
        "template",
        "template_in_words",
        "template_name",
        "template_name_codes",
    )
    + ("download", "table_name"),
    "own.column": contract.COLUMNS,
    "figure": tuple(f"download_{form}" for form in pictures.ICONS),
    "mark": tuple(marks.SIGNS.values()),
    "own.said": ("no_rows", "too_long"),
    "ambiguous": contract.AMBIGUOUS,
    "scope": contract.SCOPES,
    "missing": (*contract.MISSING, "other_basis", "not_reported", "no_number", "ambiguous_amount")
    + ("one_place", "nothing_shared"),
    "cli": tuple(COMMANDS),
    "cli.title": tuple(command for command in COMMANDS if command != "indicator"),
    "cli.with": {parameter for parameters in COMMANDS.values() for parameter in parameters}
    | {f"{name}_of" for name in FIRST},
    "brief": tuple(f"take_{form}" for form in BRIEFS),
    "asked": (
        "place",
        "topic",
        "indicator",
        "benchmark",
        "reported",
        "rule",
        "kind",
        "outcome",
        "figure",
        "part",
        "since",
    )
    + ("national", "b_ready", "unit", "direction", "status", "grade", "scenario", "value", "peer", "weights")
    + ("q", "any", "none"),
    "period_basis": ("printed", "source"),
    "total_basis": ("printed", "sum"),
    "field": {column.about for column in EVERY},
    "field_part": {column.part for column in EVERY if column.part},
    "measured": {column.measured for column in EVERY if column.measured},
    "about": (
        "simulated",
        "chosen",
        "rows",
        "period",
        "sources",
        "snapshot",
        "address",
        "cite",
        "reading",
        "caveats",
        "notes",
    )
    + ("data_package", "csv_on_the_web"),
    "grade": (*GRADES, catalogue.UNPAIRED),
    "unclear": OPEN,
    "reason": (*REASONS, "same_end", "overlapping_periods", "other_length", "start_unknown"),
    "left_out": ("no_number", "ambiguous_amount", "ambiguous_wording", "far_apart", "years_apart")
    + ("other_figure", "incomplete", "alone", "no_judgement"),
    "rank": ("certain", "tied", "open"),
    "withheld": ("no_scores", "under_threshold"),
    "scenario": SCENARIOS,
    "basis": tuple(BASES.values()),
    "task": OUTCOMES,
    "what_if": ("nothing", "nothing_best", "one_rank", "ranks", "against_said", "against_rows")
    + ("best_city_said", "no_best_city"),
    "example.ranks": ("certain", "tied", "open"),
    "example.periods": ("apart", "near"),
    "attained": ("yes", "no", "unknown"),
    "legend": (*LOOKS, *what_if.LOOKS),
    "funnel": tuple(AMOUNTS),
    "funnel_kind": get_args(contract.Funnel.model_fields["kind"].annotation),
    "without": (
        "q",
        "topic",
        "national",
        "b_ready",
        "unit",
        "direction",
        "status",
        "place",
        "grade",
        "reported",
    ),
    "heading": (
        "shared_measures",
        "other_measures",
        "pairs_of",
        "changes",
        "targets",
        "measures_on",
        "related",
    ),
    "chart.why": GRADES[1:],
    "form": (
        *get_args(contract.Indicator.model_fields["form"].annotation),
        "limit",
        CUT,
        "per_unit",
        "completion",
    ),
    "cut_kind": CUT_KINDS,
    "number": ("about", "nearly"),
    "outcome": ("holds", "fails", "cannot_tell"),
    "kind": get_args(contract.Check.model_fields["kind"].annotation),
    "measure_status": get_args(contract.DoneBy.model_fields["status"].annotation),
    "direction": ("lower_is_better", "higher_is_better", "no_judgement"),
    "verdict": (*MIRRORED, "no_figure", "no_benchmark", "benchmark"),
    "known": ("figures", "indicators", "topics", "comparable", "measures", "problems")
    + ("figures.help", "indicators.help", "topics.help", "comparable.help", "measures.help", "problems.help"),
    "part": ("figures", "dictionary", "documents", "versions"),
    "file": (*files.PAGES, "chosen", "package"),
    "entries": ("figures", *ENTRIES),
    "difference": CHANGES,
    "api.name": tuple(address.name for address in ADDRESSES),
    "api.about": (*(address.name for address in ADDRESSES), "snapshots", "openapi"),
    "api.heading": ("addresses", "tools", "parameters", "rules", "problems"),
    "api.column": (
        "address",
        "formats",
        "rows",
        "parameters",
        "parameter",
        "allowed",
        "means",
        "status",
        "problem",
    )
    + ("detail",),
    "parameter": {p.name for a in ADDRESSES for e in a.formats for p in a.asks(e, False)} | {"indicator_id"},
    "tool": tuple(TOOLS),
    "rule": (*RULES, *STRICTNESS),
    "problem": (*TYPES, *(f"{kind}.detail" for kind in TYPES)),
    "fault": ("unknown_value", "one_only", "not_a_number", "unknown_name", "meant"),
    "headline": ("figures", "places", "indicators", "shared", "comparable")
    + ("figures.help", "places.help", "indicators.help", "shared.help", "comparable.help"),
}


def to_fill(text: str) -> set[str]:
    """The names of a text's places to fill."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(text: str | dict[str, str]) -> list[str]:
    """A text, or its plural forms."""
    return [*text.values()] if isinstance(text, dict) else [text]


def spoken(language: str) -> list[tuple[str, str]]:
    """Every text of a language with its key, plural forms one by one."""
    return [(key, form) for key, text in texts_of(language).items() for form in forms(text)]


def source() -> str:
    """All Python of the rooms that show words."""
    files = [
        f
        for room in ("findings", "charts", "exports", "words", "pages", "api")
        for f in (HOME / room).rglob("*.py")
    ]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def keys_used() -> set[str]:
    """Every key the code asks for, spelled out or made of a code."""
    text = source()
    spelled = {
        key
        for key in re.findall(r"""\(\s*["']([a-z_]+\.[a-z_.]+)["']""", text)
        if not key.endswith(".py") and not key.startswith("spark.")  # which are Spark's own settings
    }
    spelled |= {
        key
        for pair in re.findall(r'"([a-z]+\.[a-z_]+)" if .*? else "([a-z]+\.[a-z_]+)"', text)
        for key in pair
    }
    made = {f"{prefix}.{code}" for prefix, codes in MADE.items() for code in codes}
    lists = re.findall(
        r"[A-Z_]*COLUMNS = \((.*?)\)",
        "\n".join(f.read_text("utf-8") for f in (HOME / "pages").rglob("*.py")),
        re.S,
    )
    columns = {f"column.{c}" for block in lists for c in re.findall(r'"([a-z_]+)"', block)}
    cards = re.search(r"FACTS = \((.*?)\)", text, re.S)[1]
    return spelled | made | columns | {f"column.{c}" for c in re.findall(r'"([a-z_]+)"', cards)}


def test_both_languages_hold_the_same_keys():
    assert set(texts_of("zh")) == set(texts_of("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_places_to_fill_are_the_same_in_both_languages(language):
    english = texts_of("en")
    for key, text in texts_of(language).items():
        wanted = set().union(*map(to_fill, forms(english[key])))
        for form in forms(text):
            assert form.strip() or key == "list.separator", key
            assert to_fill(form) == wanted or (isinstance(text, dict) and to_fill(form) == wanted - {"n"}), (
                key
            )


def test_every_key_the_code_asks_for_is_there_and_every_text_is_used():
    assert keys_used() == set(texts_of("zh"))


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for key, text in spoken("zh"):
        assert chinese.search(text) or not re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", text)), key
    for key, text in spoken("en"):
        assert not chinese.search(text) or key == "frame.brand", key


def test_a_text_that_changes_with_a_number_has_every_form_of_its_language():
    for language, names in LANGUAGES.items():
        every = {*Locale.parse(names).plural_form.tags, "other"}
        for key, text in texts_of(language).items():
            assert isinstance(text, str) or set(text) == every, key


def test_a_number_chooses_the_form(monkeypatch):
    monkeypatch.setattr("words.texts_of", lambda _: {"days": {"one": "{n} day", "other": "{n} days"}})
    text = wording.__wrapped__("en")
    assert [text("days", n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_a_key_that_is_not_there_is_an_error_not_a_text():
    with pytest.raises(KeyError):
        wording("zh")("no.such.key")


def test_every_coded_column_of_the_file_has_words_for_its_codes():
    assert set(CODED.values()) <= set(MADE)
