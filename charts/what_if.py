"""What if: a figure as it is and simulated, beside those of other places, and the scores that follow from it."""

import math
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from charts import marks, style
from charts.marks import FLAT, MarkEnds
from charts.style import Chart
from words import numbers, wording
from words.what_if import score_in_words, turn_in_words

BAR, GAP, LABEL_WIDTH = 32, 10, 42  # pixels; LABEL_WIDTH in text columns
LOOKS = {
    "as_it_is": {"colour": style.BEFORE, "filled": False, "width": 4},
    "simulated": {"colour": style.AFTER, "filled": True, "width": 11},
    "others": {"colour": style.BENCHMARK, "filled": True, "width": 11},
}


class Row(NamedTuple):
    """One row of a chart: its text, and the marks below it, each with a look, an interval and a hover text."""

    label: str
    drawn: list[tuple[str, MarkEnds, str]]


def simulated_marks(
    own: pd.DataFrame, against: pd.DataFrame, language: str, source_address: Callable[[str], str]
) -> Chart:
    """Draw one figure of a place, as it is and simulated, then those of other places with the verdicts against them.

    `own` and `against` are `simulations.simulated_figures` and `simulations.simulated_pairs`. A figure that is not
    comparable has no mark.
    """
    rows = [_own_row(own, language, source_address)]
    pairs: dict[str, list[dict]] = {}
    for row in against.to_dict("records"):
        pairs.setdefault(row["benchmark_id"], []).append(row)
    rows += [_other_row(pair, language, source_address) for pair in sorted(pairs.values(), key=_is_apart)]
    title = wording(language)("chart.unit", unit=own[f"unit_{language}"].iloc[0])
    return _drawn_scores(rows, title, (), language)


def simulated_scores(standings: pd.DataFrame, language: str) -> Chart:
    """Draw the score of each figure and composite that has one, as it is and simulated, from 0 to 100."""
    known = standings[standings["score_low"].notna()]
    each = known.groupby(f"composite_{language}", sort=False)
    rows = [_score_row(name, of, language) for name, of in each]
    return _drawn_scores(rows, wording(language)("chart.score"), (0, 100), language)


def _is_apart(pair: list[dict]) -> bool:
    return pair[0]["grade"] == "not_comparable"


def _own_row(own: pd.DataFrame, language: str, address: Callable[[str], str]) -> Row:
    text, rows = wording(language), own.to_dict("records")
    printed = ((r, numbers.printed(r["amount"], r["bound"], r[f"unit_{language}"], language)) for r in rows)
    said = [text("what_if.simulated", said=value) if r["simulated"] else value for r, value in printed]
    place = style.linked(rows[0][f"place_{language}"], address(rows[0]["id"]))
    label = f"{place}<br><b>{_folded_label(' → '.join(said))}</b>"
    return Row(label, [(_score_look(r), MarkEnds(r["low"], r["high"]), _hover(r, language)) for r in rows])


def _other_row(pair: list[dict], language: str, address: Callable[[str], str]) -> Row:
    row, level = pair[0], pair[0][f"other_value_{language}"]
    place = style.linked(row[f"other_place_{language}"], address(row["benchmark_id"]))
    is_same = row["benchmark_indicator"] == row["indicator"]
    name = "" if is_same else f" · {row[f'other_indicator_{language}']}"
    verdicts = "<br>".join(_folded_label(said) for said in turn_in_words(pair, language))
    label = f"{place}<b>{_folded_label(f'{name} · {level}')}</b><br>{verdicts}"
    at = MarkEnds(row["benchmark_low"], row["benchmark_high"])
    return Row(label, [] if _is_apart(pair) else [("others", at, "")])


def _score_row(name: str, rows: pd.DataFrame, language: str) -> Row:
    each = rows.to_dict("records")
    said = " → ".join(score_in_words(row, language) for row in each)
    label = f"{_folded_label(name)}<br><b>{_folded_label(said)}</b>"
    return Row(label, [(_score_look(r), MarkEnds(r["score_low"], r["score_high"]), "") for r in each])


def _score_look(row: dict) -> str:
    return "simulated" if row["simulated"] else "as_it_is"


def _hover(row: dict, language: str) -> str:
    """A simulated figure was never printed, so it has no words of its own."""
    return wording(language)("simulated.yes") if row["simulated"] else marks.hover(row, language)


def _drawn_scores(rows: list[Row], title: str, span: tuple[float, ...], language: str) -> Chart:
    """Draw the rows from the top on one axis; `span` is the axis's range, else it reaches as far as the marks."""
    chart, y = style.blank(), 0.0
    ends = [end for row in rows for _, at, _ in row.drawn for end in (at.low, at.high)]
    finite = [end for end in ends if math.isfinite(end)]
    least, most = span or (min(finite, default=0), max([end for end in finite if end > 0], default=1.0))
    most *= 1.25 if math.inf in ends else 1
    for label, drawn in rows[::-1]:
        for look, at, hover in drawn:
            marks.draw(chart, at, y + BAR / 2, LOOKS[look], hover, most)
        y = marks.write(chart, label, y + (BAR if drawn else GAP) - 5) + 5
    looks = {look for row in rows for look, _, _ in row.drawn}
    marks.legend(chart, [_legend_entry(look, language) for look in LOOKS if look in looks])
    x_axis = {"range": [min(least, 0) * 1.06, most * 1.06], "nticks": 6, "fixedrange": True}
    x_axis["title"] = {"text": style.escaped(title), "standoff": 16}
    y_axis = {"range": [0, y], **FLAT}
    return style.framed(chart, y + 100, x_axis=x_axis, y_axis=y_axis, margin={"b": 56})


def _legend_entry(look: str, language: str) -> tuple[str, dict]:
    symbol = "circle" if LOOKS[look]["filled"] else "circle-open"
    colour = LOOKS[look]["colour"]
    marker = {"size": 12, "symbol": symbol, "color": colour, "line": {"width": 2.5, "color": colour}}
    return wording(language)(f"legend.{look}"), {"mode": "markers", "marker": marker}


def _folded_label(said: str) -> str:
    return style.folded(style.escaped(said), LABEL_WIDTH)
