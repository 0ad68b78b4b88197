"""Examples of pairs: the methods that hold one figure against another, worked on real figures."""

from __future__ import annotations

import pandas as pd

from findings import answers, standing
from metrics.comparability import GRADES
from metrics.durations import UNITS
from metrics.gaps import gaps as gaps_of
from metrics.peer_benchmarks import among_peers
from metrics.tasks import tasks as tasks_of
from pages.parts import cached, example_words
from pages.parts.example_words import (
    Worked,
    every_place,
    grade,
    ids_of,
    interval,
    of,
    on_both_sides,
    peers,
    place,
    records,
    who,
)
from pages.parts.frame import View
from words.cells import cell

SHOWN = 4  # pairs in one example
ON_LIMITS = ("stricter", "same_limit", "within", "beyond")  # the others are these, seen from the other side
OPEN = "open"  # a limit beside what is usual is shown to a reader who asks for it


def comparability(view: View) -> Worked:
    """A pair of places for each set of reasons there is."""
    rows = records(between_places(view).drop_duplicates("reasons").head(SHOWN))
    return [of(on_both_sides(row, view), grade(row, view), view) for row in rows], ids_of(rows)


def pairs(view: View) -> Worked:
    """The figure that meets most figures of other places."""
    every = between_places(view)
    rows = records(every[every["id"] == every["id"].value_counts().idxmax()])
    first = view.text("example.pairs", who=who(rows[0], view), n=len(rows))
    return [
        first,
        *(
            f"· {view.text('example.because', said=who(row, view, 'benchmark_'), why=grade(row, view))}"
            for row in rows
        ),
    ], ids_of(rows)


def periods(view: View) -> Worked:
    """Pairs whose periods end on different days, each difference once."""
    every = between_places(view)
    dated = every[
        (every["period_end"] > every["benchmark_period_end"]) & (every["benchmark_period_end"] != "")
    ]
    rows = records(dated.drop_duplicates(["period_end", "benchmark_period_end"]).head(SHOWN))
    years = cached.settings().comparability.years
    return [example_words.apart(row, (years.far, years.apart), view) for row in rows], ids_of(rows)


def verdicts(view: View) -> Worked:
    """Pairs that may be compared, and one of two limits."""
    every = between_places(view)
    rows = records(pd.concat([may_be_compared(every), every[every["form"] == "limit"]]).head(SHOWN))
    said = [
        of(
            on_both_sides(row, view),
            f"{interval(row, view)} · {interval(row, view, 'benchmark_')} → {cell(row, 'verdict', view.language)}",
            view,
        )
        for row in rows
    ]
    return said, ids_of(rows)


def limits(view: View) -> Worked:
    """Of each verdict on a limit a pair of two places, the strictest grade first."""
    every = between_places(view, OPEN)
    rows = first_of_each(every[every["form"] == "limit"])
    return [example_words.limit(row, view) for row in rows], ids_of(rows)


def durations(view: View) -> Worked:
    """Of each two units of time a pair of two places whose order is sure, in days."""
    every = may_be_compared(between_places(view, OPEN))
    is_sure = every["verdict"] != "cannot_tell"
    both = every[is_sure & every["unit"].isin(UNITS) & every["benchmark_unit"].isin(UNITS)]
    rows = records(
        both[both["unit"] < both["benchmark_unit"]].drop_duplicates(["unit", "benchmark_unit"]).head(SHOWN)
    )
    return [example_words.duration(row, view) for row in rows], ids_of(rows)


def gaps(view: View) -> Worked:
    """The gap of pairs that may be compared, in their unit and in per cent."""
    every = may_be_compared(between_places(view)).dropna(subset=["gap_low"])
    rows = records(every.drop_duplicates(["verdict"]).head(SHOWN))
    return [example_words.gap(row, view) for row in rows], ids_of(rows)


def benchmarks(view: View) -> Worked:
    """Figures against the place that a comparison begins with."""
    benchmark = answers.default_benchmark(view.snapshot)
    every = standing.judged(view.snapshot)
    rows = records(every[(every["benchmark_place"] == benchmark) & (every["place"] != benchmark)].head(SHOWN))
    return [of(on_both_sides(row, view), grade(row, view), view) for row in rows], ids_of(rows)


def peer_benchmarks(view: View) -> Worked:
    """Figures against the best of the others of their peer set."""
    every, remark = peers(view)
    rows = records(gaps_of(among_peers(every, "best")).head(SHOWN))
    return [*remark, *(of(who(row, view), example_words.gap(row, view), view) for row in rows)], ids_of(rows)


def printed_benchmarks(view: View) -> Worked:
    """Figures that are printed beside an average or a limit."""
    rows = records(standing.beside_averages(view.snapshot).head(SHOWN))
    said = [
        of(
            f"{who(row, view)} · {cell(row, 'before_kind', view.language)}",
            f"{example_words.gap(row, view)} → {cell(row, 'verdict', view.language)}",
            view,
        )
        for row in rows
    ]
    return said, ids_of(rows)


def tasks(view: View) -> Worked:
    """The first task of every place that has one."""
    _, remark = peers(view)
    every = standing.judged(view.snapshot)
    listed = [
        tasks_of(every, code) if remark else standing.task_list(view.snapshot, code)[0]
        for code in every_place(view)
    ]
    rows = [row for tasks_of_place in listed for row in records(tasks_of_place.sort_values("order").head(1))]
    return [*remark, *(of(place(row, view), example_words.gap(row, view), view) for row in rows)], ids_of(
        rows
    )


def between_places(view: View, rule: str = "") -> pd.DataFrame:
    """Pairs of figures of two places, as strict as the settings say or as `rule` does."""
    every = standing.judged(view.snapshot, rule)
    return every[every["place"] != every["benchmark_place"]]


def first_of_each(every: pd.DataFrame) -> list[dict]:
    """A pair of each verdict on a limit that is certain, those that compare best first."""
    sure = every[every["verdict"].isin(ON_LIMITS)]
    order = sure["grade"].map(GRADES.index).sort_values(kind="stable").index
    return records(sure.loc[order].drop_duplicates("verdict"))


def may_be_compared(every: pd.DataFrame) -> pd.DataFrame:
    """Those that are not not comparable."""
    return every[every["grade"] != "not_comparable"]
