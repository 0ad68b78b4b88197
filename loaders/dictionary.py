"""Dictionary: a dataset's catalogue as a Markdown document, with the places that report and the counts of observations."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from loaders.catalogue import Catalogue
from loaders.contract import CODE_FIELDS, Derived, Indicator, Matter, Words
from loaders.dataset import read_dataset
from loaders.omitted import read_omissions
from loaders.tables import derived_from

TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True
).get_template("dictionary.md.j2")


def data_dictionary(folder: Path) -> str:
    """The data dictionary of a dataset: indicators by topic, units, places, sources, codes in use.

    Raises `DatasetError` if the folder does not pass its checks.
    """
    con = duckdb.connect()
    catalogue = read_dataset(con, folder).catalogue
    columns = ("indicator", "place", "unit", "source", *CODE_FIELDS)
    rows = con.execute(f"SELECT {', '.join(columns)} FROM raw").fetchall()
    counted = {column: Counter(row[n] for row in rows if row[n]) for n, column in enumerate(columns)}
    counted["topic"] = Counter(catalogue.indicator_topic[indicator] for indicator, *_ in rows)
    reported: dict[str, Counter[str]] = {id_: Counter() for id_ in catalogue.indicators}
    for indicator, place, *_ in rows:
        reported[indicator][place] += 1
    topics = catalogue.indicator_topic.items()
    of_topic = {topic: [id_ for id_, its in topics if its == topic] for topic in catalogue.topics}
    texts = {"both": in_both, "escape": escape, "linked": linked, "compared": compared, "formula": formula}
    counts = {"counted": counted, "reported": reported, "codes": codes_in_use(catalogue, counted, folder)}
    return TEMPLATE.render(catalogue=catalogue, of_topic=of_topic, **texts, **counts).rstrip("\n")


def in_both(words: Words | None) -> str:
    """Chinese · English; once where they are the same."""
    return " · ".join(dict.fromkeys(map(escape, (words.zh, words.en)))) if words else ""


def escape(text: str) -> str:
    """Text with every mark escaped that Markdown would interpret."""
    return re.sub(r"([\\`*\[\]<>|#]|(?<!\w)_|_(?!\w))", r"\\\1", text)


def linked(indicators: Iterable[str]) -> list[str]:
    """Links to the sections of indicators."""
    return [f"[{id_}](#{id_})" for id_ in indicators]


def compared(matter: Matter) -> str:
    """The comparisons declared between the indicators of a matter."""
    return "; ".join(f"{' / '.join(pair.between)}: `{pair.grade}`" for pair in matter.comparisons)


def formula(catalogue: Catalogue, indicator: Indicator) -> str:
    """How a derived indicator is computed."""
    sides = (" + ".join(linked(side)) for side in derived_from(catalogue, indicator).values())
    ratio = " ÷ ".join(f"({side})" if " + " in side else side for side in sides)
    derived = indicator.derived or Derived()
    per, yearly = derived.per, derived.yearly == "true"
    return f"{'' if per == '1' else f'{per} × '}{ratio}{', per year (折成一年)' if yearly else ''}"


def codes_in_use(catalogue: Catalogue, counted: dict[str, Counter], folder: Path) -> dict[str, Counter]:
    """Every code in use, with its count."""
    return {f"Observations: `{column}`": counted[column] for column in CODE_FIELDS} | {
        "Indicators: `direction`": Counter(i.direction for i in catalogue.indicators.values()),
        "Checks: `kind`": Counter(check.kind for check in catalogue.checks.values()),
        "Measures: `status`": Counter(d.status for m in catalogue.measures.values() for d in m.done_by),
        "Funnels: `kind`": Counter(funnel.kind for funnel in catalogue.funnels.values()),
        "Omitted numbers: `reason`": Counter(omitted.reason for omitted in read_omissions(folder)),
    }
