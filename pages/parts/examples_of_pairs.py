"""Examples of pairs: the methods that hold one figure against another, worked on real figures."""

from __future__ import annotations

import pandas as pd

from exports.cells import cell
from findings import answers, standing
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

SHOWN = 4  # pairs in one example


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
    rows = records(pd.concat([may_be_compared(every), every[every["limits"] != ""]]).head(SHOWN))
    said = [
        of(
            on_both_sides(row, view),
            f"{interval(row, view)} · {interval(row, view, 'benchmark_')} → {cell(row, 'verdict', view.language)}",
            view,
        )
        for row in rows
    ]
    return said, ids_of(rows)


def gaps(view: View) -> Worked:
    """The gap of pairs that may be compared, in their unit and in per cent."""
    rows = records(may_be_compared(between_places(view)).head(SHOWN))
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


def between_places(view: View) -> pd.DataFrame:
    """Pairs of figures of two places."""
    every = standing.judged(view.snapshot)
    return every[every["place"] != every["benchmark_place"]]


def may_be_compared(every: pd.DataFrame) -> pd.DataFrame:
    """Those that are not not comparable."""
    return every[every["grade"] != "not_comparable"]
