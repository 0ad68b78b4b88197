"""Example words: the arithmetic of one row, written out as one would write it by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from findings import standing
from pages.parts import cached
from pages.parts.frame import View
from words import numbers
from words.cells import cell
from words.numbers import ENDS, UPPER_BOUNDS

Worked = tuple[list[str], list[str]]  # sentences, and the ids of the figures they speak of


def place(row: dict, view: View, prefix: str = "") -> str:
    """The name of the row's place."""
    return row[f"{prefix}place_{view.language}"]


def who(row: dict, view: View, prefix: str = "") -> str:
    """Place and indicator."""
    return f"{place(row, view, prefix)} · {row[f'{prefix}indicator_{view.language}']}"


def of(name: str, said: str, view: View) -> str:
    """What is said of something named."""
    return view.text("card.fact", name=name, said=said)


def on_both_sides(row: dict, view: View) -> str:
    """Both figures of a pair."""
    return view.text("example.pair", one=who(row, view), other=who(row, view, "benchmark_"))


def grade(row: dict, view: View) -> str:
    """The grade with its reasons."""
    reasons = cell(row, "reasons", view.language)
    said = cell(row, "grade", view.language)
    return view.text("example.because", said=said, why=reasons) if reasons else said


def interval(row: dict, view: View, prefix: str = "") -> str:
    """An interval in brackets: [0, 50]."""
    return numbers.brackets(*(row[prefix + end] for end in ENDS), view.language)


def apart(row: dict, limits: tuple[int, int], view: View) -> str:
    """The difference of two ends of periods as whole numbers, and what it exceeds."""
    later, earlier = (int(row[c].replace("-", "")) for c in ("period_end", "benchmark_period_end"))
    exceeded = next((years for years in limits if later - earlier > years * 10000), 0)
    distance = "apart" if exceeded else "near"
    said = {
        "later": later,
        "earlier": earlier,
        "difference": later - earlier,
        "years": exceeded or min(limits),
    }
    return of(on_both_sides(row, view), view.text(f"example.periods.{distance}", **said), view)


def gap(row: dict, view: View) -> str:
    """10 − 15.79 = −5.79 days; 100 × (10 ÷ 15.79 − 1) = −36.67 %; of two limits the numbers in print; or the order alone."""
    if math.isnan(row["gap_low"]):
        return f"{printed(row, view)} → {cell(row, 'verdict', view.language)}"
    own, other = (compared(row, view, prefix) for prefix in ("", "benchmark_"))
    unit = row[f"unit_{view.language}"]
    absolute = of_interval(row, "gap", unit, view)
    said = f"{own} − {other} = {absolute}"
    if math.isnan(row["gap_percent_low"]):
        return said
    percent = f"100 × ({own} ÷ {other} − 1) = {of_interval(row, 'gap_percent', '%', view)}"
    return view.text("list.clauses").join((said, percent))


def cut(row: dict, view: View) -> str:
    """22 − 9 = 13 documents; 100 × (1 − 9 ÷ 22) = 59.09 %."""
    after, before = (interval_or_number(row, view, prefix) for prefix in ("", "before_"))
    if not math.isnan(row["limit_cut_percent"]):
        after, before = (numbers.number(row[end], view.language) for end in ("high", "before_high"))
        percent = numbers.with_unit(numbers.number(row["limit_cut_percent"], view.language), "%")
        limit = f"{view.text('example.limit')} 100 × (1 − {after} ÷ {before}) = {percent}"
        return of(who(row, view), limit, view)
    absolute = f"{before} − {after} = {of_interval(row, 'cut', row[f'unit_{view.language}'], view)}"
    percent = f"100 × (1 − {after} ÷ {before}) = {of_interval(row, 'cut_percent', '%', view)}"
    return of(who(row, view), view.text("list.clauses").join((absolute, percent)), view)


def cut_of_kind(row: dict, worked: dict, view: View) -> str:
    """A cut with its kind; `worked` is the cut of the figure it was computed from, empty where it is only claimed."""
    kind = view.text(f"cut_kind.{row['cut_kind']}")
    if worked:
        return of(kind, cut(worked, view), view)
    claimed = view.text("example.claimed", who=who(row, view), printed=row["as_printed"].strip("“”"))
    return of(kind, claimed, view)


def limit(row: dict, view: View) -> str:
    """Both limits as printed, the verdict with its grade, and how far the two numbers are apart in per cent."""
    verdict = view.text("example.because", said=cell(row, "verdict", view.language), why=grade(row, view))
    said = f"{printed(row, view)} → {verdict}"
    if math.isnan(row["gap_percent_low"]):
        return of(on_both_sides(row, view), said, view)
    own, other = (compared(row, view, prefix) for prefix in ("", "benchmark_"))
    percent = f"100 × ({own} ÷ {other} − 1) = {of_interval(row, 'gap_percent', '%', view)}"
    return of(on_both_sides(row, view), view.text("list.clauses").join((said, percent)), view)


def duration(row: dict, view: View) -> str:
    """Both durations as printed, each in its own unit, and the verdict."""
    return of(on_both_sides(row, view), f"{printed(row, view)} → {cell(row, 'verdict', view.language)}", view)


def ratio(row: dict, view: View) -> str:
    """3018 items ÷ 6,645,243 persons × 10,000 = 4.5 per 10,000 persons, with the dates of both."""
    parts = cached.table(view.snapshot, "derived_parts").set_index("derived").loc[[row["indicator"]]]
    every = cached.figures(view.snapshot, None, None, tuple(row["id"].split("/"))).to_dict("records")
    sides = []
    for side in ("numerator", "denominator"):
        wanted = set(parts[parts["side"] == side]["part"])
        added = [cell(part, "value", view.language) for part in every if part["indicator"] in wanted]
        sides.append(f"({' + '.join(added)})" if len(added) > 1 else added[0])
    said = f"{' ÷ '.join(sides)} = {cell(row, 'value', view.language)}"
    return of(
        who(row, view), view.text("example.because", said=said, why=cell(row, "period", view.language)), view
    )


def printed(row: dict, view: View) -> str:
    """Both figures of a pair as printed, each in its own unit."""
    unit = cached.labels(view.snapshot, "units", view.language)[row["benchmark_unit"]]
    other = cell(row | {f"benchmark_unit_{view.language}": unit}, "other_value", view.language)
    return f"{cell(row, 'value', view.language)} · {other}"


def score(row: dict, view: View) -> str:
    """100 × (200 − [0, 50]) ÷ (200 − 120), held within 0 to 100."""
    best, worst = (numbers.number(row[c], view.language) for c in ("best", "worst"))
    figure = interval_or_number(row, view)
    return view.text(
        "example.scores",
        who=who(row, view),
        formula=f"100 × ({worst} − {figure}) ÷ ({worst} − {best})",
        score=of_interval(row, "score", "", view),
    )


def rank(row: dict, view: View) -> str:
    """The rank range of a figure in its peer set."""
    best, worst = int(row["rank_best"]), int(row["rank_worst"])
    ranked, tied = int(row["ranked"]), int(row["tied"])
    better, worse = best - 1, ranked - worst
    is_tie = tied == worst - best
    certainty = "certain" if best == worst else "tied" if is_tie else "open"
    said = {"better": better, "worse": worse, "n": ranked, "tied": tied}
    return view.text(f"example.ranks.{certainty}", who=who(row, view), best=best, worst=worst, **said)


def composite(row: dict, view: View) -> str:
    """A composite's number, or why there is none, with its coverage."""
    covered = view.text("example.covered", k=int(row["covered"]), m=int(row["of"]))
    name = f"{place(row, view)} · {row[f'composite_{view.language}']}"
    said = view.text(f"withheld.{row['withheld']}") if row["withheld"] else interval(row, view)
    return of(name, view.text("example.because", said=said, why=covered), view)


def rate(row: dict, view: View) -> str:
    """100 × 257 ÷ 260 = 98.85 %, and of these in full 100 × 166 ÷ 260 = 63.85 %."""
    total, done, fully = (interval_or_number(row, view, f"{stage}_") for stage in ("total", "done", "fully"))
    scope = "" if row["scope"] == "whole" else f" · {cell(row, 'scope', view.language)}"
    name = f"{place(row, view)} · {row[f'funnel_{view.language}']}{scope}"
    said = of(name, f"100 × {done} ÷ {total} = {of_interval(row, 'rate', '%', view)}", view)
    if math.isnan(row["full_rate_low"]):
        return said
    in_full = f"100 × {fully} ÷ {total} = {of_interval(row, 'full_rate', '%', view)}"
    return view.text("list.clauses").join((said, f"{view.text('example.in_full')} {in_full}"))


def change(row: dict, view: View) -> str:
    """Later − earlier, or the reasons why these two are no series."""
    periods = f"{row['earlier_period_end']} → {row['period_end']}"
    name = view.text("example.because", said=who(row, view), why=periods)
    if row["change_reasons"]:
        why = view.text("list.separator").join(
            view.text(f"reason.{r}") for r in row["change_reasons"].split("|")
        )
        return of(name, view.text("example.no_change", why=why), view)
    now, then = (interval_or_number(row, view, prefix) for prefix in ("", "earlier_"))
    unit = row[f"unit_{view.language}"]
    return of(name, f"{now} − {then} = {of_interval(row, 'change', unit, view)}", view)


def target(row: dict, view: View) -> str:
    """A figure beside the place's own limit or target, and whether it is kept."""
    own, aim = interval_or_number(row, view), interval_or_number(row, view, "target_")
    return view.text(
        "example.targets",
        who=who(row, view),
        own=own,
        aim=aim,
        attained=view.text(f"attained.{row['attained']}"),
    )


def compared(row: dict, view: View, prefix: str) -> str:
    """A figure of a pair as the gap takes it: of a limit the number in print, else all that it may be."""
    if row.get("form") != "limit":
        return interval_or_number(row, view, prefix)
    end = "high" if row[f"{prefix}bound"] in UPPER_BOUNDS else "low"
    return numbers.number(row[f"{prefix}{end}"], view.language)


def interval_or_number(row: dict, view: View, prefix: str = "") -> str:
    """One number where it is one, else the interval in brackets."""
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    return numbers.number(low, view.language) if low == high else interval(row, view, prefix)


def of_interval(row: dict, name: str, unit: str, view: View) -> str:
    """A computed interval in words."""
    return numbers.interval_of(row, name, unit, view.language)


def every_place(view: View) -> tuple[str, ...]:
    """Places that have figures."""
    return tuple(cached.reporting_places(view.snapshot, view.language))


def every_topic(view: View) -> tuple[str, ...]:
    """All topics."""
    return tuple(cached.labels(view.snapshot, "topics", view.language))


def records(rows: pd.DataFrame) -> list[dict]:
    """Rows as dicts."""
    return rows.to_dict("records")


def ids_of(rows: Iterable[dict] | pd.DataFrame) -> list[str]:
    """The figures of some rows, and those they are held against."""
    rows = records(rows) if isinstance(rows, pd.DataFrame) else rows
    return [row[c] for row in rows for c in ("id", "benchmark_id") if row.get(c)]


def peers(view: View) -> tuple[pd.DataFrame, list[str]]:
    """Figures in peer sets; where no level has two places to rank, those of all levels together, and a word that says so."""
    every = standing.scored(view.snapshot)
    if ((every["peers"] > 1) & (every["direction"] != "no_judgement")).any():
        return every, []
    return standing.across_levels(view.snapshot), [view.text("example.across_levels")]
