"""What if: a figure as it is and simulated, beside those of other places, and the scores that follow from it."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import pandas as pd

from charts import style
from charts.style import Chart, MarkEnds, Row
from words import numbers, wording
from words.what_if import score_in_words, turn_in_words

LABEL_WIDTH = 42  # text columns
LOOKS = {
    "as_it_is": {"colour": style.BEFORE, "filled": False, "width": 4},
    "simulated": {"colour": style.AFTER, "filled": True, "width": 11},
    "others": {"colour": style.BENCHMARK, "filled": True, "width": 11},
}


def simulated_marks(
    own: pd.DataFrame, against: pd.DataFrame, language: str, source_address: Callable[[str], str]
) -> Chart:
    """Draw one figure of a place, as it is and simulated, then those of other places with the verdicts against them.

    `own` and `against` are `simulations.simulated_figures` and `simulations.simulated_pairs`. A figure that is not
    comparable has no mark.
    """
    pairs = defaultdict(list)  # a frame of each would take longer
    for row in against.to_dict("records"):
        pairs[row["benchmark_id"]].append(row)
    others = [_other_row(pair, language, source_address) for pair in pairs.values()]
    rows = [_own_row(own, language, source_address), *sorted(others, key=lambda row: not row[1])]
    return _framed_rows(rows, wording(language)("chart.unit", unit=own[f"unit_{language}"].iloc[0]), language)


def simulated_scores(standings: pd.DataFrame, language: str) -> Chart:
    """Draw the score of each figure and composite that has one, as it is and simulated, from 0 to 100."""
    known = standings[standings["score_low"].notna()]
    each = known.groupby(f"composite_{language}", sort=False)
    rows = [_score_row(name, of.to_dict("records"), language) for name, of in each]
    return _framed_rows(rows, wording(language)("chart.score"), language, (0, 100))


def _own_row(own: pd.DataFrame, language: str, address: Callable[[str], str]) -> Row:
    text, said, drawn = wording(language), [], []
    for row in own.to_dict("records"):
        value = numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)
        said.append(text("what_if.simulated", said=value) if row["simulated"] else value)
        # A simulated figure was never printed, so it has no words of its own.
        hover = text("simulated.yes") if row["simulated"] else style.hover(row, language)
        drawn.append((_score_look(row), MarkEnds(row["low"], row["high"]), hover))
    place = style.linked(own[f"place_{language}"].iloc[0], address(own["id"].iloc[0]))
    return f"{place}<br><b>{style.folded(' → '.join(said), LABEL_WIDTH)}</b>", drawn


def _other_row(pair: list[dict], language: str, address: Callable[[str], str]) -> Row:
    row = pair[0]
    place = style.linked(row[f"other_place_{language}"], address(row["benchmark_id"]))
    is_same = row["benchmark_indicator"] == row["indicator"]
    name = "" if is_same else f" · {row[f'other_indicator_{language}']}"
    value = style.folded(f"{name} · {row[f'other_value_{language}']}", LABEL_WIDTH)
    verdicts = (style.folded(said, LABEL_WIDTH) for said in turn_in_words(pair, language))
    mark = (LOOKS["others"], MarkEnds(row["benchmark_low"], row["benchmark_high"]), "")
    return f"{place}<b>{value}</b><br>{'<br>'.join(verdicts)}", [mark] if row[
        "grade"
    ] != "not_comparable" else []


def _score_row(name: str, rows: list[dict], language: str) -> Row:
    said = " → ".join(score_in_words(row, language) for row in rows)
    label = f"{style.folded(name, LABEL_WIDTH)}<br><b>{style.folded(said, LABEL_WIDTH)}</b>"
    return label, [(_score_look(row), MarkEnds(row["score_low"], row["score_high"]), "") for row in rows]


def _score_look(row: dict) -> dict:
    return LOOKS["simulated" if row["simulated"] else "as_it_is"]


def _framed_rows(rows: list[Row], title: str, language: str, span: Sequence[float] = ()) -> Chart:
    """Draw the rows with a legend of the looks they have."""
    chart, y, x_axis = style.drawn_rows(rows, span)
    seen = [look for _, drawn in rows for look, _, _ in drawn]
    for name, look in LOOKS.items():
        if look in seen:
            colour, symbol = look["colour"], "circle" if look["filled"] else "circle-open"
            marker = {"size": 12, "symbol": symbol, "color": colour, "line": {"width": 2.5, "color": colour}}
            named = {"name": wording(language)(f"legend.{name}"), "showlegend": True}
            chart["data"].append(style.NOTHING | named | {"mode": "markers", "marker": marker})
    return style.framed(chart, y, 100, x_axis, title)
