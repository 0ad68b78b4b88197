"""Round trip: the marks of every chart of every page, drawn anew from its downloaded file alone, are those on screen."""

import io
import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.dumbbell import dumbbell
from charts.funnel import funnels
from charts.matrix import matrix
from charts.positions import positions
from charts.ranks import rank_ranges
from charts.what_if import figures as what_if
from charts.what_if import scores
from exports.columns import column
from exports.csv_file import FORMULA, csv_bytes
from pages.parts import figures
from tests.pages.opening import opened
from words import LANGUAGES

ADDRESSES = {
    "overview": {},
    "compare": {},
    "approval_times": {},
    "city": {"made_up": {"place": "fifth"}},
    "rectification": {},
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


def redrawn(page: str, name: str, rows: pd.DataFrame, language: str) -> go.Figure:
    """The chart drawn from nothing but the rows of its file."""
    rows = rows.assign(**{label: rows[of] for label, of in LABELS.items() if of in rows})
    drawn = rows[rows["row"].isin(("drawn", "benchmark"))]
    if name == "matrix":
        return matrix(rows.assign(link="", why=rows[f"why_{language}"]), language)
    if name in CHARTS:
        return CHARTS[name](drawn, language, str)
    if page == "what_if" and rows.get(f"composite_{language}", NONE).notna().any():
        return scores(rows, language)
    if page == "what_if":
        said = {f"other_{what}_{language}": "-" for what in ("value", "place", "indicator")}
        return what_if(rows.drop_duplicates("simulated"), rows.assign(**said), language, str)
    if page == "indicators":  # of which every two may be compared, so nothing is held against another
        return positions(rows.assign(verdict="", said="-"), language, str)
    return positions(rows[rows["row"] != "no_figure"], language, str)


def marks(traces: list[dict], page: str) -> list[dict]:
    """The traces; where how high a mark stands depends on how many lines its label has, only along the axis."""
    by_label = page in ("compare", "what_if")
    return [{name: trace[name] for name in trace if not by_label or name != "y"} for trace in traces]


CHARTS = {"cuts": dumbbell, "funnels": funnels, "ranks": rank_ranges}


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

    def noted(figure, rows, view, *, name, **others):
        shown.append((view, name, figure, rows))
        show(figure, rows, view, name=name, **others)

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
        traces = [marks(chart["data"], page) for chart in (again.to_plotly_json(), figure)]
        assert figure["data"] and same(*traces), name
