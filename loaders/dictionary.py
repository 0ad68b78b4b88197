"""Dictionary: a dataset's catalogue as a Markdown document, with the places that report and the numbers of observations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from loaders.catalogue import Catalogue
from loaders.catalogue_tables import derived_from
from loaders.contract import Indicator, Words
from loaders.dataset import read_dataset
from loaders.omitted import read_omitted

OPENING = (
    "# Data dictionary (数据字典)\n\nMade by `python -m loaders dictionary` from the dataset: do not edit it, run it again. "
    "Every text stands in Chinese and English. What the codes mean: [data-contract.md](data-contract.md)."
)
CODED = ("scope", "status", "bound", "before_kind", "before_bound", "missing", "ambiguous")
Rows = list[dict[str, str]]


def dictionary(folder: Path) -> str:
    """The data dictionary of a dataset: indicators by topic, units, places, sources, codes in use.

    Raises `Refused` where the folder does not pass its checks.
    """
    con = duckdb.connect()
    catalogue = read_dataset(con, folder)
    columns = ("place", "indicator", "unit", "source", *CODED)
    found = con.execute(f"SELECT {', '.join(columns)} FROM raw").fetchall()
    rows = [dict(zip(columns, row, strict=True)) for row in found]
    codes = _codes(catalogue, rows, (omitted.reason for omitted in read_omitted(folder)))
    parts = (*_indicators(catalogue, rows), _matters(catalogue), *_lists(catalogue, rows), *codes)
    return "\n\n".join((OPENING, *parts))


def in_both(words: Words | None) -> str:
    """Chinese · English; once where they are the same."""
    return " · ".join(dict.fromkeys(map(shown, (words.zh, words.en)))) if words else ""


def shown(text: str) -> str:
    """Text with the marks escaped that Markdown would not show."""
    return re.sub(r"([\\`*\[\]<>|#]|(?<!\w)_|_(?!\w))", r"\\\1", text)


def table(heading: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A section that holds a table; the first cell of a row is a code."""
    head = [f"| {' | '.join(columns)} |", "|" + "---|" * len(tuple(columns))]
    lines = (f"| `{code}` | {' | '.join(map(str, cells))} |" for code, *cells in rows)
    return f"{heading}\n\n" + "\n".join((*head, *lines))


def _indicators(catalogue: Catalogue, rows: Rows) -> Iterator[str]:
    """The topics, and under each its indicators, in the order of the pages."""
    counted: Counter[str] = Counter()
    held = Counter(catalogue.indicator_topic.values())
    reported: dict[str, Counter[str]] = {id_: Counter() for id_ in catalogue.indicators}
    for row in rows:
        reported[row["indicator"]][row["place"]] += 1
        counted[catalogue.indicator_topic[row["indicator"]]] += 1
    topics = ((id_, in_both(topic.name), held[id_], counted[id_]) for id_, topic in catalogue.topics.items())
    yield table("## Topics (主题)", ("topic", "name", "indicators", "observations"), topics)
    for topic, entry in catalogue.topics.items():
        yield f"## {in_both(entry.name)}"
        for id_, indicator in catalogue.indicators.items():
            if catalogue.indicator_topic[id_] == topic:
                lines = _facts(catalogue, indicator, reported[id_])
                said = "\n".join(f"- {name}: {fact}" for name, fact in lines if fact)
                yield f"### {id_}\n\n**{in_both(indicator.name)}**\n\n{said}"


def _facts(catalogue: Catalogue, indicator: Indicator, reported: Counter) -> Iterator[tuple[str, str]]:
    frameworks = catalogue.frameworks
    national, b_ready = (frameworks.national, frameworks.b_ready) if frameworks else ({}, {})
    yield "Definition (定义)", in_both(indicator.definition)
    yield "Unit (单位)", f"{in_both(catalogue.units[indicator.unit].name)} (`{indicator.unit}`)"
    yield "Direction (方向)", f"`{indicator.direction}`; range {indicator.minimum} to {indicator.maximum}"
    if indicator.department:
        yield "Department (主管部门)", f"{indicator.department.zh} · {indicator.department.en}"
    for name, known, code, reason in (
        ("National indicator (国家评价)", national, indicator.national_indicator, indicator.national_indicator_reason),
        ("B-READY", b_ready, indicator.b_ready, indicator.b_ready_reason),
    ):  # fmt: skip
        yield name, f"none: {in_both(reason)}" if code == "none" else in_both(known[code])
    yield "Subject (专题)", f"`{indicator.subject}`" if indicator.subject else ""
    yield "Caveats (注意)", in_both(indicator.caveats)
    yield "Computed from (由此计算)", _formula(catalogue, indicator)
    places = (f"{in_both(p.name)} {reported[id_]}" for id_, p in catalogue.places.items() if reported[id_])
    yield "Observations (数字)", "; ".join((str(reported.total()), *places))


def _formula(catalogue: Catalogue, indicator: Indicator) -> str:
    """How a derived indicator is computed; '' for one that is printed."""
    if not indicator.derived:
        return ""
    sides = (" + ".join(f"[{i}](#{i})" for i in side) for side in derived_from(catalogue, indicator).values())
    ratio = " ÷ ".join(f"({side})" if " + " in side else side for side in sides)
    per = indicator.derived.per
    yearly = ", per year (折成一年)" if indicator.derived.yearly == "true" else ""
    return f"{'' if per == '1' else f'{per} × '}{ratio}{yearly}"


def _matters(catalogue: Catalogue) -> str:
    """The matters, with their other names, their indicators and the comparisons declared between these."""
    return table("## Matters (事项)", ("matter", "name", "also called", "indicators", "comparisons"), (
        (
            id_,
            in_both(matter.name),
            shown("; ".join((*matter.synonyms.zh, *matter.synonyms.en))),
            ", ".join(f"[{i}](#{i})" for i in matter.indicators),
            "; ".join(f"{' / '.join(said.between)}: `{said.grade}`" for said in matter.comparisons),
        )
        for id_, matter in catalogue.matters.items()
    ))  # fmt: skip


def _lists(catalogue: Catalogue, rows: Rows) -> Iterator[str]:
    """Units, places and sources, with the number of observations of each."""
    units, places, sources = (Counter(row[c] for row in rows) for c in ("unit", "place", "source"))
    yield table("## Units (单位)", ("unit", "name", "dimension", "factor", "written", "printed in it"), (
        (id_, in_both(u.name), shown(u.dimension), u.factor, shown(" ".join(u.printed)), units[id_])
        for id_, u in catalogue.units.items()
    ))  # fmt: skip
    yield table("## Places (地区)", ("place", "name", "level", "part of", "observations"), (
        (id_, in_both(p.name), f"`{p.level}`", p.part_of, places[id_]) for id_, p in catalogue.places.items()
    ))  # fmt: skip
    yield table("## Sources (文件)", ("source", "title", "issuer", "kind", "period", "observations"), (
        (id_, in_both(s.title), in_both(s.issuer), f"`{s.kind}`", f"{s.period_start} – {s.period_end}", sources[id_])
        for id_, s in catalogue.sources.items()
    ))  # fmt: skip


def _codes(catalogue: Catalogue, rows: Rows, reasons: Iterable[str]) -> Iterator[str]:
    """Every code in use, with how often; most often first."""
    counted = {f"Observations: `{c}`": Counter(row[c] for row in rows if row[c]) for c in CODED}
    counted["Indicators: `direction`"] = Counter(i.direction for i in catalogue.indicators.values())
    counted["Checks: `kind`"] = Counter(check.kind for check in catalogue.checks.values())
    counted["Measures: `status`"] = Counter(d.status for m in catalogue.measures.values() for d in m.done_by)
    counted["Funnels: `kind`"] = Counter(funnel.kind for funnel in catalogue.funnels.values())
    counted["Omitted numbers: `reason`"] = Counter(reasons)
    yield "## Codes in use (代码)"
    for name, codes in counted.items():
        entries = sorted(codes.items(), key=lambda entry: (-entry[1], entry[0]))
        yield table(f"### {name}", ("code", "number"), entries) if codes else f"### {name}\n\nNone."
