"""A data folder of the size of a country, in the contract of docs/data-contract.md: invented figures on the shipped indicators.

    python benchmarks/world.py FOLDER [--places 333] [--indicators 60] [--years 6] [--census FILE] [--seed 1]

The catalogue is the shipped one. The places are those of a census list (a CSV file with `city`, `city_code`, `province` and
`province_code`), or made up, eleven to a province, where none is given. Nine of ten cells have a figure; bounds, rules, levels
before and gaps are mixed as in real documents. The same arguments give the same folder.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loaders.contract import COLUMNS

SHIPPED = Path(__file__).resolve().parent.parent / "data"
CATALOGUE = ("topics.yaml", "frameworks.yaml", "units.yaml", "matters.yaml", "funnels.yaml")
LAST = 2024  # the year of the newest figures
FULL = 0.9  # the share of cells that have a figure
BOUNDS = {"exact": 8, "at_most": 1, "more_than": 1, "about": 1}  # how often each is printed
BEFORE = {"": 8, "earlier_level": 1, "provincial_average": 1}
CITIES = 11  # of a made-up province
MEASURES, CARRIED_OUT = 40, 0.1  # how many there are, and by what share of the places each is carried out
LARGEST = 99.0


def main() -> None:
    """Write the folder that the command line asks for and print what it holds."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--places", type=int, default=333)
    asked.add_argument("--indicators", type=int, default=60)
    asked.add_argument("--years", type=int, default=6)
    asked.add_argument("--census", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    given = vars(asked.parse_args())
    print(f"{write(given.pop('folder'), **given)} figures")


def write(
    folder: Path, places: int, indicators: int, years: int, census: Path | None = None, seed: int = 1
) -> int:
    """Write a data folder in the place of whatever is there; returns how many figures it holds."""
    chance = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "observations").mkdir(parents=True)
    for name in CATALOGUE:
        if (SHIPPED / name).is_file():
            shutil.copy(SHIPPED / name, folder / name)
    shutil.copytree(SHIPPED / "indicators", folder / "indicators")
    cities = (of_census(census) if census else made_up())[:places]
    since = range(LAST - years + 1, LAST + 1)
    write_yaml(folder / "places.yaml", entries_of_places(cities))
    write_yaml(folder / "sources.yaml", {f"yearbook-{year}": yearbook(year) for year in since})
    write_yaml(folder / "measures.yaml", measures(cities, chance))
    chosen = reported(indicators)
    return sum(write_figures(folder, f"c{city['city_code']}", chosen, since, chance) for city in cities)


def of_census(file: Path) -> list[dict[str, str]]:
    """The cities of a census list."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def made_up() -> list[dict[str, str]]:
    """Cities and provinces that are nowhere."""
    numbers = [(province, city) for province in range(11, 99) for city in range(1, CITIES + 1)]
    return [
        {
            "city": f"第{p}省第{c}市",
            "city_code": f"{p}{c:02}00",
            "province": f"第{p}省",
            "province_code": f"{p}0000",
        }
        for p, c in numbers
    ]


def entries_of_places(cities: list[dict[str, str]]) -> dict[str, dict]:
    """The provinces, and the cities in them."""
    entries = {
        f"p{city['province_code']}": {
            "name": {"zh": city["province"], "en": f"P{city['province_code']}"},
            "level": "province",
            "gb2260": city["province_code"],
        }
        for city in cities
    }
    for city in cities:
        entries[f"c{city['city_code']}"] = {
            "name": {"zh": city["city"], "en": f"C{city['city_code']}"},
            "level": "prefecture",
            "part_of": f"p{city['province_code']}",
            "gb2260": city["city_code"],
        }
    return entries


def yearbook(year: int) -> dict[str, object]:
    """The document of a year."""
    return {
        "title": {"zh": f"{year}年年鉴", "en": f"Yearbook {year}"},
        "issuer": {"zh": "统计部门", "en": "Statistics office"},
        "kind": "statistics",
        "published": str(year + 1),
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "file": f"yearbook-{year}.txt",
        "sha256": f"{year:064x}",
    }


def measures(cities: list[dict[str, str]], chance: random.Random) -> dict[str, dict]:
    """Measures, each bearing on one indicator and carried out by some of the cities."""
    topics, ids = list(read_yaml(SHIPPED / "topics.yaml")), reported(MEASURES)
    entries = {}
    for n, indicator in enumerate(ids):
        carrying = [city for city in cities if chance.random() < CARRIED_OUT] or cities[:1]
        done = {"year": str(LAST), "status": "in_force", "source": f"yearbook-{LAST}", "locator": "表2"}
        entries[f"measure-{n}"] = {
            "name": {"zh": f"举措{n}", "en": f"Measure {n}"},
            "topic": topics[n % len(topics)],
            "indicators": [indicator],
            "done_by": [{"place": f"c{city['city_code']}", **done} for city in carrying],
        }
    return entries


def reported(most: int) -> dict[str, dict]:
    """The indicators that are reported, at most so many: first those of which one direction is better."""
    entries = {}
    for file in sorted((SHIPPED / "indicators").glob("*.yaml")):
        entries |= {id_: entry for id_, entry in read_yaml(file).items() if "derived" not in entry}
    order = sorted(entries, key=lambda id_: (entries[id_]["direction"] == "no_judgement", id_))
    return {id_: entries[id_] for id_ in order[:most]}


def write_figures(
    folder: Path, place: str, indicators: dict[str, dict], years: range, chance: random.Random
) -> int:
    """The file of one place; returns how many figures it holds."""
    rows = list(figures_of(place, indicators, years, chance))
    with (folder / "observations" / f"{place}.csv").open("w", encoding="utf-8", newline="") as text:
        file = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
        file.writeheader()
        file.writerows({"id": f"{place}-{n:04}", "place": place, **row} for n, row in enumerate(rows, 1))
    return len(rows)


def figures_of(
    place: str, indicators: dict[str, dict], years: range, chance: random.Random
) -> Iterator[dict[str, str]]:
    """The figures of one place: a level for each indicator that moves from year to year."""
    for id_, entry in indicators.items():
        most = min(LARGEST, float(entry.get("maximum", "none").replace("none", "inf")))
        level = chance.uniform(0.05, 0.95) * most
        for year in years:
            if chance.random() > FULL:
                continue
            level = max(most / 100, min(most, level * chance.uniform(0.85, 1.1)))
            (bound,) = chance.choices([*BOUNDS], BOUNDS.values())
            (before,) = chance.choices([*BEFORE], BEFORE.values())
            row = {
                "indicator": id_, "scope": "whole", "unit": entry["unit"], "value": f"{level:.2f}", "bound": bound,
                "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "source": f"yearbook-{year}",
                "status": "rule" if bound == "at_most" else "achieved", "locator": "表1", "as_printed": f"{level:.2f}",
            }  # fmt: skip
            if before:
                earlier = min(most, level * chance.uniform(1.05, 2))
                row |= {"before": f"{earlier:.2f}", "before_bound": bound, "before_kind": before}
            yield row


def read_yaml(file: Path) -> dict:
    """A file as text: no number, date or boolean is made of it."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)


def write_yaml(file: Path, entries: dict) -> None:
    """Entries in a file of their own."""
    file.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
