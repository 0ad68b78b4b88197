"""A made-up province whose cities can be ranked and whose funnels have bounds: what the shipped figures do not have."""

from __future__ import annotations

import csv
from pathlib import Path

from loaders.contract import COLUMNS

CITIES = ("first", "second", "third", "fourth", "fifth")
CATALOGUE = {
    "topics.yaml": "approvals:\n  name: {zh: 审批, en: Approvals}\n",
    "units.yaml": "day:\n  name: {zh: 天, en: days}\n  dimension: time\n  factor: 1\n  printed: [天]\n"
    "item:\n  name: {zh: 项, en: items}\n  dimension: items\n  factor: 1\n  printed: [项]\n",
    "frameworks.yaml": "national:\n  any: {zh: 任一, en: Any}\nb_ready:\n  any: {zh: 任一, en: Any}\n",
    "sources.yaml": "yearbook:\n  title: {zh: 年鉴, en: Yearbook}\n  issuer: {zh: 统计局, en: Bureau}\n"
    "  kind: statistics\n  published: 2024\n  period_start: 2023-01-01\n  period_end: 2023-12-31\n"
    f"  file: yearbook.txt\n  sha256: {'0' * 64}\n",
    "places.yaml": "province:\n  name: {zh: 某省, en: Province}\n  level: province\n"
    + "".join(
        f"{city}:\n  name: {{zh: {name}市, en: {city.title()}}}\n  level: prefecture\n  part_of: province\n"
        for city, name in zip(CITIES, "甲乙丙丁戊", strict=True)
    ),
    "funnels.yaml": "problems:\n  name: {zh: 问题的整改, en: Problems put right}\n  kind: rectification\n"
    "  done_means: {zh: 已整改, en: Put right}\n  total: found\n  done: solved\n  fully: solved_fully\n"
    "  pending: [open]\n",
}
# Indicator → unit, direction and whether it is about approval times.
INDICATORS = {
    "permit_days": ("day", "lower_is_better", True),
    "permit_steps": ("item", "no_judgement", True),
    **dict.fromkeys(("found", "solved", "solved_fully", "open"), ("item", "no_judgement", False)),
}
# Place, indicator, bound and value, and the bound and value before it. The band of "about" is a tenth of the value.
FIGURES = (
    ("first", "permit_days", "exact", 5, "exact", 12),  # 12 ÷ 5 is 2.4
    ("second", "permit_days", "exact", 5),
    ("third", "permit_days", "about", 10, "at_least", 22),  # 22 ÷ 11 is 2, or more
    ("fourth", "permit_days", "exact", 10.5),
    ("fifth", "permit_days", "exact", 20, "at_most", 30),  # from no time at all to 1.5 times as much
    ("province", "permit_days", "exact", 7),
    ("first", "permit_steps", "exact", 4),
    ("second", "permit_steps", "exact", 6),
    ("first", "found", "exact", 200),
    ("first", "solved", "about", 100),  # 90 to 110 of 200: 45 to 55 %
    ("first", "solved_fully", "at_least", 60),  # 30 % at least
    ("second", "solved", "exact", 30),
    ("second", "open", "exact", 10),  # no total: 30 of 30 + 10
    ("third", "found", "exact", 50),
    ("fourth", "solved", "masked", 0),
)


def write_dataset(folder: Path) -> None:
    """Write the dataset as the data contract has it."""
    for room in ("indicators", "observations"):
        (folder / room).mkdir(parents=True)
    for name, text in CATALOGUE.items():
        (folder / name).write_text(text, encoding="utf-8")
    indicators = "".join(_indicator(id_, *said) for id_, said in INDICATORS.items())
    (folder / "indicators" / "approvals.yaml").write_text(indicators, encoding="utf-8")
    for place in (*CITIES, "province"):
        with (folder / "observations" / f"{place}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
            rows.writeheader()
            rows.writerows(_row(*figure) for figure in FIGURES if figure[0] == place)


def _indicator(id_: str, unit: str, direction: str, of_approvals: bool) -> str:
    subject = "  subject: approval_times\n" if of_approvals else ""
    name = id_.replace("_", " ")
    return (
        f"{id_}:\n  name: {{zh: 指标 {name}, en: {name}}}\n  definition: {{zh: 义, en: Meaning}}\n  unit: {unit}\n"
        f"  direction: {direction}\n{subject}  national_indicator: any\n  b_ready: any\n"
    )


def _row(
    place: str, indicator: str, bound: str, value: float, before_bound: str = "", before: float | str = ""
) -> dict[str, object]:
    days = {"period_start": "2023-01-01", "period_end": "2023-12-31"}
    names = {"id": f"{place}-{indicator.replace('_', '-')}", "place": place, "indicator": indicator}
    fixed = {"scope": "whole", "status": "achieved", "source": "yearbook", "locator": "1"}
    earlier = {"before": before, "before_bound": before_bound} | (
        {"before_kind": "earlier_level"} if before_bound else {}
    )
    printed = {"as_printed": f"{value}", "unit": INDICATORS[indicator][0], "value": value, "bound": bound}
    if bound == "masked":
        printed = {"as_printed": "*", "missing": "masked"}
    return names | days | fixed | earlier | printed
