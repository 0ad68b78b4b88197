"""What each page asks first, on a dataset of the size of a country: seconds of CPU and the most memory of the process.

    python benchmarks/growth.py [--page compare,city]                        the snapshot that DUIBIAO_BUILD names
    python benchmarks/growth.py --places 50,100,200,333 [--indicators 60] [--years 6] [--census FILE]

Each page is asked in a process of its own, as for the first reader: then nothing helps it that another page has asked
before. CPU seconds of all threads, because others may use the machine at the same time:

    cold    the whole process: imports, opening the snapshot, laying down what is computed from it, the page's answers
    first   the page's answers alone, once the figures are laid down; nothing is kept yet
    again   the same answers asked a second time, with what is kept in service

The last line is one process that has answered for all pages, and the most memory it held. With `--places` the worlds are
made (see world.py) and built first, and cost per place is held against that of the smallest world: more than 1.3 is MISSED.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import world

from findings import (
    answers,
    catalogue,
    compare,
    home,
    judging,
    kept,
    one_indicator,
    reforms,
    requests,
    searching,
    simulations,
    speed,
    standing,
)  # fmt: skip

HOME = Path(__file__).resolve().parent.parent
LANGUAGE = "zh"
GOALS = {"cold": 10.0, "again": 1.0}  # seconds of CPU, up to `SMALL` figures
LARGE_GOALS = {"cold": 30.0, "again": 3.0}
SMALL, MEMORY, LARGE_MEMORY = 150_000, 1500, 3000  # figures, megabytes
LINEAR = 1.3
Asked = Iterator[str]  # the names of a page's questions, each told when it has been answered


def on_home(snapshot: str) -> Asked:
    """As pages/home.py, before a city is chosen."""
    places = home.reporting_cities(snapshot)
    home.between_cities(snapshot)
    yield "between cities"
    for place in places if len(places) <= home.MOST_CITIES else kept.at_once(snapshot):
        home.highlights(snapshot, place)
        home.own_problems(snapshot, place)
    yield "cards"


def on_compare(snapshot: str) -> Asked:
    """As pages/compare.py, for the first city."""
    mine = home.reporting_cities(snapshot)[0]
    chosen = (compare.columns(snapshot, (), mine), compare.SHARED, mine, judging.rule_of_settings())
    compare.matters(snapshot, *chosen[:2])
    yield "matters"
    compare.board_rows(snapshot, *chosen)
    yield "board"
    for indicator in compare.charts(snapshot, *chosen):
        compare.chart_rows(snapshot, indicator, *chosen)
    yield "charts"
    compare.mentioned(snapshot, chosen[0])
    yield "measures"


def on_approval_times(snapshot: str) -> Asked:
    """As pages/approval_times.py."""
    places = speed.places_with_times(snapshot)
    for question in (speed.cuts_with_levels, speed.against_the_law, speed.levels, speed.claims_of_places):
        question(snapshot, places)
        yield question.__name__


def on_indicators(snapshot: str) -> Asked:
    """As pages/indicators.py."""
    catalogue.filter_choices(snapshot, LANGUAGE)
    yield "choices"
    searching.fitting(snapshot, ())
    yield "fitting"
    catalogue.national(snapshot)
    yield "national"


def on_one_indicator(snapshot: str) -> Asked:
    """As pages/indicators.py where an indicator is chosen: the one with most figures."""
    catalogue.indicator_entries(snapshot)
    yield "entries"
    numbers = answers.figure_counts(snapshot).groupby("indicator")["numbers"].sum()
    for question in (
        one_indicator.figures_in_panels,
        one_indicator.pairs_of_indicator,
        one_indicator.measures_on_indicator,
        one_indicator.related,
    ):
        question(snapshot, numbers.idxmax())
        yield question.__name__
    standing.with_targets(snapshot, None, (numbers.idxmax(),))
    yield "with_targets"


def on_city(snapshot: str) -> Asked:
    """As pages/home.py, of one city."""
    place = home.reporting_cities(snapshot)[0]
    for question in (
        home.highlights,
        home.measures_to_learn,
        home.figures_by_topic,
        home.best_comparisons,
        home.own_problems,
    ):
        question(snapshot, place)
        yield question.__name__


def on_what_if(snapshot: str) -> Asked:
    """As pages/what_if.py."""
    having, first = simulations.places(snapshot, LANGUAGE), simulations.beginning(snapshot)
    yield "places"
    if not having:
        return
    place = next(iter(first))
    simulations.scenario_choices(snapshot, place, LANGUAGE)
    simulations.value_span(snapshot, first[place])
    simulations.weighted_topics(snapshot, LANGUAGE)
    yield "choices"
    asked = (place, simulations.VALUE, first[place], "")
    simulations.simulated_figures(snapshot, asked)
    yield "figures"
    simulations.simulated_pairs(snapshot, asked)
    yield "against"
    simulations.simulated_standings(snapshot, asked, ())
    yield "standings"
    simulations.attainable_frames(snapshot, asked, ())
    yield "attainable"
    simulations.best_city_frames(snapshot)
    simulations.best_composite(snapshot, ())
    yield "best city"


def on_reforms(snapshot: str) -> Asked:
    """As pages/reforms.py, of the first city."""
    mine = home.reporting_cities(snapshot)[0]
    places = compare.columns(snapshot, (), mine)
    reforms.measures_of_topic(snapshot, places, "", mine, reforms.LACKING)
    yield "measures"
    answers.problems_of_topic(snapshot, places, "")
    yield "problems"
    reforms.tasks_of_place(snapshot, mine)
    yield "tasks"


def on_checks(snapshot: str) -> Asked:
    """As show_checks of pages/parts/data_parts.py."""
    answers.checks_of_places(snapshot, kept.at_once(snapshot))
    yield "checks"


def on_sources(snapshot: str) -> Asked:
    """As show_every_figure of pages/parts/data_parts.py."""
    every = tuple(kept.tally(snapshot, "id")["id"])
    yield "every figure"
    answers.figures_found(
        snapshot, kept.at_once(snapshot), tuple(kept.labels(snapshot, "topics", LANGUAGE)), every, ""
    )
    yield "figures found"
    for name, rows in requests.FILES.items():
        if name != "figures" or standing.is_whole(snapshot):  # else written only when somebody takes it
            rows(snapshot)
            yield name


# What is asked first: page → its questions. `your_city` asks for nothing before a reader has brought figures, `methods` never.
PAGES: dict[str, Callable[[str], Asked]] = {
    page.__name__.removeprefix("on_"): page
    for page in (
        on_home, on_compare, on_approval_times, on_indicators, on_one_indicator, on_city, 
         on_what_if, on_reforms, on_checks, on_sources,
    )
}  # fmt: skip


def cpu() -> float:
    """Seconds of CPU that this process has taken, all threads, the kernel's included."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(pages: list[str]) -> dict:
    """What some pages cost in this process, one after the other: `cold`, `first`, `again`, `memory`, and `of` each question."""
    snapshot = kept.on_the_air().snapshot
    kept.computing(snapshot)
    laid_down, first = cpu(), {}
    for page in pages:
        spent = cpu()
        for name in PAGES[page](snapshot):
            first[f"{page}: {name}"] = cpu() - spent
            spent = cpu()
    answered = cpu()
    for page in pages:
        list(PAGES[page](snapshot))
    figures = kept.size(snapshot)
    costs = {
        "cold": answered,
        "laid_down": laid_down,
        "first": answered - laid_down,
        "again": cpu() - answered,
    }
    return {**costs, "memory": megabytes(), "of": first, "figures": figures}


def in_a_process(pages: list[str], build: Path | None = None) -> dict:
    """As `measured`, in a new process."""
    named = {**os.environ, **({"DUIBIAO_BUILD": str(build)} if build else {})}
    command = [sys.executable, __file__, "--in-process", ",".join(pages)]
    told = subprocess.run(command, env=named, capture_output=True, text=True)
    if told.returncode:
        raise SystemExit(told.stderr)
    return json.loads(told.stdout.splitlines()[-1])


def told(pages: list[str], build: Path | None = None, slow: float = 0.5) -> dict[str, dict]:
    """Print a line for each page and what is slow in it, and one for all pages in one process; returns the numbers."""
    found = {}
    print(
        f"{'page':16} {'cold':>7} {'first':>7} {'again':>7} {'MB':>6}   CPU seconds; questions of {slow} s and more"
    )
    for page in [*pages, "all pages"]:
        one = found[page] = in_a_process(pages if page == "all pages" else [page], build)
        is_large = one["figures"] > SMALL
        goals, most = (LARGE_GOALS, LARGE_MEMORY) if is_large else (GOALS, MEMORY)
        missed = [name for name, goal in goals.items() if one[name] > goal and page in pages]
        missed += ["memory"] if one["memory"] > most else []
        slowly = ", ".join(f"{name.split(': ')[1]} {s:.1f}" for name, s in one["of"].items() if s >= slow)
        said = (slowly if page in pages else "") + (f"  MISSED {', '.join(missed)}" if missed else "")
        print(
            f"{page:16} {one['cold']:7.2f} {one['first']:7.2f} {one['again']:7.2f} {one['memory']:6.0f}   {said}",
            flush=True,
        )
    figures, laid_down = one["figures"], min(one["laid_down"] for one in found.values())
    print(f"{figures} figures; imports, opening and laying down {laid_down:.2f} s of each cold answer")
    return found


def built(folder: Path) -> None:
    """Build the snapshot of `folder`/data into `folder`/build in a process of its own; print what it cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    named = {**os.environ, "DUIBIAO_DATA": str(folder / "data"), "DUIBIAO_BUILD": str(folder / "build")}
    subprocess.run(
        [sys.executable, "-m", "loaders", "build"], env=named, cwd=HOME, check=True, capture_output=True
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    size = sum(file.stat().st_size for file in (folder / "build").glob("*.duckdb")) / 1e6
    print(
        f"built in {seconds:.1f} s of CPU, at most {used.ru_maxrss / 1024:.0f} MB so far, a file of {size:.0f} MB"
    )


def growing(places: list[int], pages: list[str], **size: object) -> None:
    """Make a world of each number of places, measure the pages on it, and print how cost grows with the places."""
    costs = {}
    for n in places:
        with tempfile.TemporaryDirectory() as work:
            figures = world.write(Path(work, "data"), n, **size)
            print(f"\n{n} places, {figures} figures")
            built(Path(work))
            costs[n] = told(pages, Path(work, "build"))
    least = min(places)
    heads = "".join(f"{n:>8}" for n in places)
    print(
        f"\nCPU seconds of `first` by places, and cost per place beside that of {least} places (at most {LINEAR})"
    )
    print(f"{'page':16}{heads}   ratio")
    for page in costs[least]:
        each = {n: costs[n][page]["first"] for n in places}
        ratio = max(each[n] / n for n in places) / (each[least] / least)
        missed = "  MISSED" if ratio > LINEAR else ""
        print(f"{page:16}" + "".join(f"{s:8.2f}" for s in each.values()) + f"{ratio:8.2f}{missed}")


def main() -> None:
    """Measure what the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--page", default=",".join(PAGES), type=lambda text: text.split(","))
    asked.add_argument("--places", type=lambda text: [int(n) for n in text.split(",")])
    asked.add_argument("--indicators", type=int, default=60)
    asked.add_argument("--years", type=int, default=6)
    asked.add_argument("--census", type=Path)
    asked.add_argument("--in-process", type=lambda text: text.split(","), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.in_process:
        print(json.dumps(measured(given.in_process)))
    elif given.places:
        growing(given.places, given.page, indicators=given.indicators, years=given.years, census=given.census)
    else:
        told(given.page)


if __name__ == "__main__":
    main()
