"""A made-up province with goalposts, measures and complete composites: what the shipped figures do not have.

Scores are (worst − value) ÷ (worst − best): 5 days of 0 to 20 is 75, 2 documents of 0 to 10 is 80. The composites:

    place    days      documents  approvals  online  overall
    first    75        80         77.5       60      68.75
    second   60        60         60         90      75
    third    50 – 100  50         50 – 75    80      65 – 77.5
    fourth   40        40         40         50      45
    fifth    20        20         20         40      30
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from loaders.contract import COLUMNS
from tests.pages.made_up import CATALOGUE, CITIES

TOPICS = "approvals:\n  name: {zh: 审批, en: Approvals}\nservices:\n  name: {zh: 服务, en: Services}\n"
PERCENT = 'percent:\n  name: {zh: "%", en: "%"}\n  dimension: share\n  factor: 1\n  printed: ["%"]\n'
# Indicator → topic, names, unit, direction, and best and worst where it has goalposts.
INDICATORS = {
    "permit_days": ("approvals", "许可用时", "Permit time", "day", "lower_is_better", (0, 20)),
    "permit_documents": ("approvals", "许可材料", "Permit documents", "item", "lower_is_better", (0, 10)),
    "review_limit": ("approvals", "审查时限", "Limit of review", "day", "lower_is_better", ()),
    "online_share": ("services", "网办比例", "Online share", "percent", "higher_is_better", (100, 0)),
    "windows": ("services", "窗口数", "Windows", "item", "no_judgement", ()),
}
# Place, indicator, bound, value and status.
FIGURES = (
    *(("first", "permit_days", "exact", 5), ("second", "permit_days", "exact", 8)),
    *(("third", "permit_days", "at_most", 10), ("fourth", "permit_days", "exact", 12)),
    *(("fifth", "permit_days", "exact", 16), ("province", "permit_days", "exact", 9)),
    *((city, "permit_documents", "exact", n) for city, n in zip(CITIES, (2, 4, 5, 6, 8), strict=True)),
    *((city, "online_share", "exact", n) for city, n in zip(CITIES, (60, 90, 80, 50, 40), strict=True)),
    *(("first", "review_limit", "at_most", 3, "rule"), ("fifth", "review_limit", "at_most", 5, "rule")),
    *(("second", "windows", "exact", 7), ("fifth", "windows", "exact", 9)),
)
MEASURE = (
    "{id}:\n  name: {{zh: {zh}, en: {en}}}\n  topic: approvals\n  indicators: [{indicators}]\n  done_by:\n"
)
DONE = (
    "    - place: {place}\n      year: '2023'\n      status: {status}\n      source: yearbook\n      locator: '2'\n"
    "      what: {{zh: 逐步推行, en: Step by step}}\n"
)


def write_dataset(folder: Path, figures: Iterable[tuple] = FIGURES) -> None:
    """Write the dataset as the data contract has it, with these figures."""
    for room in ("indicators", "observations"):
        (folder / room).mkdir(parents=True)
    more = {
        "topics.yaml": TOPICS,
        "units.yaml": CATALOGUE["units.yaml"] + PERCENT,
        "measures.yaml": _measures(),
    }
    for name, text in (CATALOGUE | more).items():
        if name != "funnels.yaml":
            (folder / name).write_text(text, encoding="utf-8")
    for topic in ("approvals", "services"):
        written = "".join(_indicator(id_, *said) for id_, said in INDICATORS.items() if said[0] == topic)
        (folder / "indicators" / f"{topic}.yaml").write_text(written, encoding="utf-8")
    for place in (*CITIES, "province"):
        with (folder / "observations" / f"{place}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
            rows.writeheader()
            rows.writerows(_row(*figure) for figure in figures if figure[0] == place)


def _measures() -> str:
    window = MEASURE.format(id="one_window", zh="一窗受理", en="One window", indicators="permit_days")
    sharing = MEASURE.format(
        id="data_sharing", zh="数据共享", en="Data sharing", indicators="permit_days, permit_documents"
    )
    done = (("first", "in_force"), ("second", "pilot"), ("fifth", "planned"))
    return (
        window
        + "".join(DONE.format(place=place, status=status) for place, status in done)
        + sharing
        + DONE.format(place="first", status="in_force")
    )


def _indicator(id_: str, topic: str, zh: str, en: str, unit: str, direction: str, posts: tuple) -> str:
    best = (
        "  goalposts: {{best: {}, worst: {}, source: {{zh: 定, en: Set}}}}\n".format(*posts) if posts else ""
    )
    return (
        f"{id_}:\n  name: {{zh: {zh}, en: {en}}}\n  definition: {{zh: 义, en: Meaning}}\n  unit: {unit}\n"
        f"  direction: {direction}\n  national_indicator: any\n  b_ready: any\n{best}"
    )


def _row(place: str, indicator: str, bound: str, value: int, status: str = "achieved") -> dict[str, object]:
    names = {"id": f"{place}-{indicator.replace('_', '-')}", "place": place, "indicator": indicator}
    days = {"period_start": "2023-01-01", "period_end": "2023-12-31"}
    fixed = {"scope": "whole", "status": status, "source": "yearbook", "locator": "1"}
    printed = {"as_printed": f"{value}", "unit": INDICATORS[indicator][3], "value": value, "bound": bound}
    return names | days | fixed | printed
