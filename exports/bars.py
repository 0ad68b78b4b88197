"""Bars: the charts that staff may paste into a report, as the numbers they are drawn from.

Nothing shares an axis here that does not share one on the pages, and every bar says its bound in words.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from charts import style
from charts.funnel import LOOKS
from exports.spans import UNKNOWN, Bar, Chart, Span, count, span
from words import numbers, wording
from words.cells import cell
from words.cuts import change
from words.funnels import rates_in_words
from words.ranks import rank_in_words
from words.verdicts import beside_in_words

# Okabe and Ito's colours, told apart by the colour-blind.
MANY = ("#0072b2", "#d55e00", "#009e73", "#e69f00", "#56b4e9", "#cc79a7", "#8a8a8a", "#1a1a1a")


def charts(shown: pd.DataFrame, language: str) -> list[Chart]:
    """The charts of some rows, which may be none: rows that must not share an axis have no chart."""
    for columns, draw in KINDS:
        if columns <= set(shown):
            found = [chart for chart in draw(shown, language) if chart.bars]
            if found:
                return found
    return []


def _cuts(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """Before and after, one chart for each unit."""
    text = wording(language)
    known = shown[shown["cut_percent_low"].notna() | shown["limit_cut_percent"].notna()]
    series = {text("legend.before"): style.BEFORE, text("legend.after"): style.AFTER}
    for unit, rows in known.groupby(f"unit_{language}", sort=False):
        bars = []
        for row in rows.to_dict("records"):
            said = f"{row[f'indicator_{language}']} · {change(row, language)}"
            spans = (span(row, "before_", row["before_bound"]), span(row, "", row["bound"]))
            bars.append(Bar(_line(row, language, said), spans))
        yield Chart(text("sheet.cuts"), text("chart.unit", unit=unit), series, bars, rows)


def _rates(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """What part is done, and what part is done in full."""
    text = wording(language)
    rows = shown[shown["rate_low"].notna()]
    series = {text("field.rate"): LOOKS["done"]["color"], text("field.full_rate"): LOOKS["fully"]["color"]}
    bars = []
    for row in rows.to_dict("records"):
        about = f"{row[f'funnel_{language}']} · {text('scope.' + row['scope'])}"
        said = _line(row, language, f"{about} · {rates_in_words(row, language)}")
        bars.append(Bar(said, (span(row, "rate_"), span(row, "full_rate_"))))
    yield Chart(text("sheet.rates"), text("chart.of_total"), series, bars, rows, most=100)


def _scores(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """Scores of 0 to 100; simulated ones in a series of their own."""
    text = wording(language)
    rows = shown[shown["score_low"].notna()]
    states = [bool(state) for state in rows.get("simulated", [False] * len(rows))]
    series = {text("field.score"): style.AFTER}
    if any(states):
        series = {text("legend.as_it_is"): style.BEFORE, text("legend.simulated"): style.AFTER}
    bars = []
    for name, of_one in rows.assign(state=states).groupby(f"composite_{language}", sort=False):
        spans, each = [UNKNOWN] * len(series), of_one.to_dict("records")
        for row in each:
            spans[row["state"]] = span(row, "score_")
        said = " → ".join(numbers.interval_of(row, "score", "", language, digits=1) for row in each)
        bars.append(Bar(f"{name} · {said}", tuple(spans)))
    yield Chart(text("field.score"), text("chart.score"), series, bars, rows, most=100)


def _what_if(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """One figure as it is and simulated, then those of other places that may be compared with it."""
    text = wording(language)
    if shown["changes"].nunique() > 1:
        return
    own = shown.drop_duplicates("simulated")
    others = shown[shown["grade"] != "not_comparable"].drop_duplicates("benchmark_id")
    bars = [Bar(_line(row, language), (span(row, "", row["bound"]),)) for row in own.to_dict("records")]
    for row in others.to_dict("records"):
        said = f"{row[f'other_place_{language}']} · {row[f'other_value_{language}']}"
        bars.append(Bar(said, (span(row, "benchmark_", row.get("benchmark_bound", "")),)))
    unit, title = (own[f"{name}_{language}"].iloc[0] for name in ("unit", "indicator"))
    yield Chart(title, text("chart.unit", unit=unit), {text("field.interval"): style.OWN}, bars, shown)


def _ranks(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """Rank ranges, one chart for each set of peers."""
    text = wording(language)
    series = {text("column.rank"): style.OWN}
    for _, rows in shown[shown["rank_best"].notna()].groupby("peer_set", sort=False):
        bars = []
        for row in rows.to_dict("records"):
            best, worst = float(row["rank_best"]), float(row["rank_worst"])
            said = f"{_line(row, language)} · {rank_in_words(row, language)}"
            bars.append(Bar(said, (Span(best, best, worst),)))
        yield Chart(rows[f"indicator_{language}"].iloc[0], text("chart.rank"), series, bars, rows)


def _positions(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """Figures of one indicator that may share an axis; of several indicators those with two figures or more."""
    rows, by = _together(shown)
    rows = rows[rows["low"].notna() & rows["high"].notna()]
    least = 2 if rows["indicator"].nunique() > 1 else 1
    for _, of_one in rows.groupby(by, sort=False):
        if len(of_one) >= least:
            yield _side_by_side(of_one, language)


def _side_by_side(rows: pd.DataFrame, language: str) -> Chart:
    """Figures of one indicator, each beside its benchmark where that is no place."""
    text, each = wording(language), rows.to_dict("records")
    series, has_benchmark = (
        {text("field.interval"): style.OWN},
        any(row.get("benchmark_kind") for row in each),
    )
    if has_benchmark:
        series[text("field.benchmark")] = style.BENCHMARK
    bars = []
    for row, is_twice in zip(each, rows["place"].duplicated(keep=False), strict=True):
        said, spans = [_line(row, language)], [span(row, "", row["bound"])]
        if is_twice:
            said += [_days(row), *(text(f"{name}.{row[name]}") for name in ("status", "scope"))]
        if row.get("verdict"):
            said.append(cell(row, "verdict", language))
        if has_benchmark:
            spans.append(span(row, "benchmark_") if row["benchmark_kind"] else UNKNOWN)
            said += [beside_in_words(row, language)] if row["benchmark_kind"] else []
        bars.append(Bar(" · ".join(said), tuple(spans)))
    unit, title = (rows[f"{name}_{language}"].iloc[0] for name in ("unit", "indicator"))
    return Chart(title, text("chart.unit", unit=unit), series, bars, rows)


def _together(shown: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows that may share an axis with others of their indicator, and the columns that say with which."""
    if "on_axis" in shown:
        return shown[shown["on_axis"].fillna(False).astype(bool)], ["indicator"]
    if "panel" in shown:
        return shown[shown["panel"].fillna(0) > 0], ["indicator", "panel"]
    is_one_set = "peer_set" in shown and shown["peer_set"].nunique() == 1
    return (shown if is_one_set and (shown["row"] == "benchmark").any() else shown.head(0)), ["indicator"]


def _counts(shown: pd.DataFrame, language: str) -> Iterator[Chart]:
    """How many figures each place gives on each topic, of as many places as there are colours."""
    text, places = wording(language), list(dict.fromkeys(shown[f"place_{language}"]))
    bars = []
    for topic, rows in shown.groupby(f"topic_{language}", sort=False):
        held = dict(zip(rows[f"place_{language}"], rows["figures"], strict=True))
        bars.append(Bar(topic, tuple(count(held.get(place)) for place in places)))
    if len(places) <= len(MANY):
        series, name = dict(zip(places, MANY, strict=False)), text("field.figures")
        yield Chart(name, name, series, bars, shown, is_stacked=True)


# The columns that tell what some rows are, and how these are drawn; the first that fit.
KINDS = (
    ({"cut_percent_low", "limit_cut_percent", "before_low"}, _cuts),
    ({"rate_low", "full_rate_low", "funnel"}, _rates),
    ({"score_low", "composite"}, _scores),
    ({"changes", "other_value_zh", "benchmark_low"}, _what_if),
    ({"rank_best", "peer_set"}, _ranks),
    ({"low", "high", "bound", "indicator"}, _positions),
    ({"figures", "topic", "place", "why"}, _counts),
)


def _line(row: dict, language: str, said: str = "") -> str:
    """What a bar is called: the place, and the number in the words of its bound; of a simulated one also that it is."""
    said = said or numbers.printed(row["amount"], row["bound"], row[f"unit_{language}"], language)
    if row.get("simulated") is True:
        said = wording(language)("what_if.simulated", said=said)
    return f"{row[f'place_{language}']} · {said}"


def _days(row: dict) -> str:
    """From when to when."""
    return " – ".join(day for day in (row["period_start"], row["period_end"]) if day)
