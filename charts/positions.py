"""Positions: one indicator's figures side by side, each with its verdict against the benchmark in words."""

import math
from collections.abc import Callable, Sequence

from charts import style
from charts.style import Chart, Mark, MarkEnds
from words import numbers, wording
from words.verdicts import beside_in_words, verdict_in_words

LABEL_WIDTH = 42  # text columns
BESIDE = tuple(f"benchmark_{end}" for end in numbers.ENDS)


def positions(compared: Sequence[dict], language: str, source_address: Callable[[str], str]) -> Chart:
    """Draw one row per figure of one indicator: a dot for a number, a bar with a cap for a bound.

    `compared` are rows with the observation's columns, `verdict` (`benchmark` on the benchmark's own row) and `reasons`. A figure
    whose level is unknown, or which may not share the axis (`on_axis`, if that column exists), has its words but no
    mark; such rows stand last. A benchmark without a place (`benchmark_kind`) has its mark beside the figure's.
    The columns `said` and `colour`, if they exist, replace the verdict and the chart's own colour.
    """
    rows = _rows(compared)
    drawn = [(_position_label(row, language, source_address), _marks(row, language)) for row in rows]
    chart, y, x_axis = style.drawn_rows(drawn)
    if not any(row["on_axis"] for row in rows):
        return style.framed(chart, y, 16, x_axis | style.FLAT, margin={"t": 8, "b": 0})
    unit = wording(language)("chart.unit", unit=rows[0][f"unit_{language}"])
    return style.framed(chart, y, 72, x_axis, unit, margin={"t": 8})


def _rows(compared: Sequence[dict]) -> list[dict]:
    """The rows with every optional column filled in, those with a mark first."""
    given: dict = {"on_axis": True, "benchmark_kind": "", "said": "", "colour": ""}
    given |= dict.fromkeys(BESIDE, math.nan)
    rows = [given | row for row in compared]
    for row in rows:
        row["on_axis"] = row["on_axis"] and MarkEnds(row["low"], row["high"]).is_known
    return sorted(rows, key=lambda row: not row["on_axis"])


def _marks(row: dict, language: str) -> list[Mark]:
    """The mark of a benchmark beside a figure, if there is one, and the figure's own; none if it may not share the axis."""
    if not row["on_axis"]:
        return []
    colour = row["colour"] or (style.BENCHMARK if row["verdict"] == "benchmark" else style.OWN)
    look = {"colour": colour, "filled": True, "width": 11}
    own = (look, MarkEnds(row["low"], row["high"]), style.hover(row, language))
    if not row["benchmark_kind"]:
        return [own]
    look = {"colour": style.BENCHMARK, "filled": False, "width": 4}
    beside = MarkEnds(row["benchmark_low"], row["benchmark_high"])
    return [(look, beside, beside_in_words(row, language)), own]


def _position_label(row: dict, language: str, address: Callable[[str], str]) -> str:
    text = wording(language)
    value = numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)
    if row["ambiguous"] == "amount":
        value = text("chart.level_unknown", printed=row["as_printed"])
    if row["benchmark_kind"]:
        value = text("chart.beside", value=value, benchmark=beside_in_words(row, language))
    verdict = row["said"] or verdict_in_words(row, language)
    place = row[f"place_{language}"]
    fits = style.columns(f"{place} · {value}") <= LABEL_WIDTH
    said = f"<b>{style.folded(value, LABEL_WIDTH)}</b>"
    named = style.linked(place, address(row["id"])) + (" · " if fits else "<br>") + said
    return f"{named}<br>{style.folded(verdict, LABEL_WIDTH)}"
