"""Round trip: the marks of every chart of every page, drawn anew from its downloaded file alone, are those on screen."""

import io
import math

import pandas as pd
import pytest

from charts.funnel import funnels
from charts.positions import positions
from charts.ranked_bars import ranked_bars
from charts.style import Chart
from charts.what_if import simulated_marks as what_if
from charts.what_if import simulated_scores
from exports.columns import column
from exports.csv_file import FORMULA, csv_bytes
from pages.parts import figures
from tests.pages.opening import opened
from words import LANGUAGES
from words import approval_times as words

pytestmark = pytest.mark.slow  # whole pages run

ADDRESSES = {
    "compare": {},
    "approval_times": {},
    "what_if": {"made_up": {"place": "fifth", "figure": "fifth-permit-days", "value": "5"}},
    "indicators": {"shipped": {"indicator": "drawing_review_days"}, "made_up": {"indicator": "permit_days"}},
}


def read_back(content: bytes) -> pd.DataFrame:
    """The rows of a CSV with the types of their columns; an end that is empty while the other is not has no bound."""
    text = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows = pd.DataFrame({name: _typed(name, text[name]) for name in text})
    for low in [name for name in rows if name == "low" or name.endswith("_low")]:
        high = low.removesuffix("low") + "high"
        is_open = rows[low].isna() != rows[high].isna()
        rows[low] = rows[low].mask(is_open & rows[low].isna(), -math.inf)
        rows[high] = rows[high].mask(is_open & rows[high].isna(), math.inf)
    return rows


def _typed(name: str, cells: pd.Series) -> pd.Series:
    kind = column(name).kind
    if kind in ("number", "integer"):
        numbers = cells.replace("", "nan").astype(float)
        return numbers.astype(int) if kind == "integer" and numbers.notna().all() else numbers
    if kind == "boolean":
        return cells == "true"
    return cells.map(lambda cell: cell[1:] if cell[:1] == "'" and FORMULA.match(cell[1:]) else cell)


NONE = pd.Series(dtype=str)
# What only the labels of a chart say, not its marks: the number as printed, in the unit of the others.
LABELS = {"amount": "value", "before_amount": "before", "peers": "ranked"}


def redrawn(page: str, name: str, rows: pd.DataFrame, language: str) -> Chart:
    """The chart drawn from nothing but the rows of its file."""
    rows = rows.assign(**{label: rows[of] for label, of in LABELS.items() if of in rows})
    drawn = rows[rows["row"].isin(("drawn", "benchmark"))]
    if name in CHARTS:
        return CHARTS[name](drawn, language, str)
    if page == "what_if" and rows.get(f"composite_{language}", NONE).notna().any():
        return simulated_scores(rows, language)
    if page == "what_if":
        said = {f"other_{what}_{language}": "-" for what in ("value", "place", "indicator")}
        return what_if(rows.drop_duplicates("simulated"), rows.assign(**said), language, str)
    if page == "indicators":  # of which every two may be compared, so nothing is held against another
        return positions(rows.assign(verdict="", said="-").to_dict("records"), language, str)
    return positions(rows[rows["row"] != "no_figure"].to_dict("records"), language, str)


COLOURED = ("marker", "line")  # a place's colour is the page's, not the file's


def marks(traces: list[dict], page: str) -> list[dict]:
    """The traces; where how high a mark stands depends on how many lines its label has, only along the axis."""
    left_out = {
        "compare": ("y", *COLOURED),
        "approval_times": ("y", "hovertext", *COLOURED),
        "what_if": ("y",),
    }
    return [{name: trace[name] for name in trace if name not in left_out.get(page, ())} for trace in traces]


def cuts_again(rows: pd.DataFrame, language: str, address: object) -> Chart:
    """The chart of cuts."""
    rows = rows.assign(low=rows["cut_percent_low"], high=rows["cut_percent_high"])
    return ranked_bars(words.cuts_in_words(rows, language).assign(colour="#000000"), language, address)


def limits_again(rows: pd.DataFrame, language: str, address: object) -> Chart:
    """The chart of limits against what is demanded: 100 % and the gap is the share."""
    shares = {f"share_{end}": 100 + rows[f"gap_percent_{end}"] for end in ("low", "high")}
    names = {"bar_name": "", "bar_value": "", "look": "limit", "colour": "#000000"}
    return ranked_bars(rows.assign(**shares, **names), language, address, "-")


CHARTS = {"cuts": cuts_again, "limits": limits_again, "funnels": funnels}


def same(one: object, other: object) -> bool:
    """The same to the digits of the file."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


@pytest.fixture
def seen(monkeypatch):
    """Every chart shown, with its rows."""
    shown = []
    show = figures.show

    def noted(chart, rows, view, *, name, **others):
        if chart:
            shown.append((view, name, chart.picture.chart, rows))
        show(chart, rows, view, name=name, **others)

    monkeypatch.setattr(figures, "show", noted)
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dataset", ["shipped", "made_up"])
@pytest.mark.parametrize("page", [*ADDRESSES])
def test_the_marks_drawn_from_the_file_alone_are_those_on_screen(page, dataset, language, request, seen):
    request.getfixturevalue(dataset)
    app = opened(page, lang=language, **ADDRESSES[page].get(dataset, {}))
    assert not app.exception
    assert seen or dataset == "shipped"
    for view, name, figure, rows in seen:
        again = redrawn(page, name, read_back(csv_bytes(rows, view.snapshot, "")), language)
        traces = [marks(chart["data"], page) for chart in (again, figure)]
        assert figure["data"] and same(*traces), name
