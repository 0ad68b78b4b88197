"""Observed rows at their plainest, and what a metric makes of them in Polars; `test_engines` holds all engines equal.

A figure is written as in a textbook: `[0, 50]` is at most 50, `(70, inf)` more than 70; no text is unknown.
"""

import csv
import importlib
import inspect
import pkgutil
from math import nan
from pathlib import Path

import pandas as pd
import pytest

import metrics

PARTS = ("low", "high", "low_open", "high_open")
TEXTS = (
    *("id", "place", "level", "part_of", "indicator", "matter", "form", "cut_kind"),
    *("direction", "unit", "scope", "status"),
    *("missing", "ambiguous", "bound"),
    *("period_start", "period_end", "period_basis", "before_bound", "before_kind", "before_end"),
)
COLUMNS = (*TEXTS, "period_days", *PARTS, *(f"before_{part}" for part in PARTS))
PLAIN = dict.fromkeys(TEXTS, "") | {
    "level": "prefecture",
    "indicator": "permit_days",
    "matter": "permits",
    "form": "level",
    "direction": "lower_is_better",
    "unit": "working_day",
    "scope": "whole",
    "status": "achieved",
    "bound": "exact",
    "period_start": "2023-01-01",
    "period_end": "2023-12-31",
    "period_basis": "printed",
    "figure": "[5, 5]",
    "before": "",
}


def read_interval(text: str) -> tuple[float, float, bool, bool]:
    if not text:
        return nan, nan, False, False
    low, high = text[1:-1].split(",")
    return float(low), float(high), text[0] == "(", text[-1] == ")"


def observed_rows(*rows: dict) -> pd.DataFrame:
    """A long table: each row says only what matters in the test; ids and places not said are letters."""
    full = []
    for number, row in enumerate(rows):
        letter = chr(ord("a") + number % 26) + str(number // 26 or "")
        row = PLAIN | {"id": letter, "place": letter} | row
        for prefix, figure in (("", row.pop("figure")), ("before_", row.pop("before"))):
            row |= {prefix + part: end for part, end in zip(PARTS, read_interval(figure), strict=True)}
        dates = [row["period_start"], row["period_end"]]
        start, end = pd.to_datetime(dates, errors="coerce")
        full.append({"period_days": (end - start).days + 1} | row)
    types = dict.fromkeys(TEXTS, "str") | {
        c: bool if c.endswith("open") else float for c in COLUMNS if c not in TEXTS
    }
    return pd.DataFrame(full, columns=list(COLUMNS)).astype(types)


def opposite_rows(rows: list[tuple[dict, dict]], grade: str = "comparable") -> pd.DataFrame:
    """Graded pairs: each tuple is an observed and a benchmark row, paired with one another only."""
    observed = observed_rows(*(one for one, _ in rows))
    benchmark = observed_rows(*(other for _, other in rows)).add_prefix("benchmark_")
    benchmark["benchmark_id"] += "'"
    return pd.concat([observed, benchmark], axis=1).assign(grade=grade, declared="", one_measure=False)


def number_in_print(low: float, high: float, bound: str) -> float:
    """The number in the bound's words: 50 of at most 50, 70 of more than 70, the middle of about."""
    if bound in ("at_most", "less_than"):
        return high
    return low if bound in ("at_least", "more_than", "exact") else (low + high) / 2


def printed_rows(*rows: dict) -> pd.DataFrame:
    """As `observed_rows`, with what else stands in a document and what the loaders make of it."""
    table = observed_rows(*rows)
    words = {"source": "report", "locator": "", "topic": "time", "denominator_end": "", "before_bound": ""}
    words |= dict.fromkeys(("as_printed", "note_zh", "note_en", "printed_unit"), "")
    for name, plain in words.items():
        table[name] = pd.Series([row.get(name, plain) for row in rows], dtype="str")
    table["unit_factor"] = [float(row.get("unit_factor", 1)) for row in rows]
    for prefix in ("", "before_"):
        ends = zip(table[f"{prefix}low"], table[f"{prefix}high"], table[f"{prefix}bound"], strict=True)
        table[f"{prefix}amount"] = [number_in_print(*end) for end in ends]
        table[f"{prefix}precision"] = 0.0
    return table.assign(value=table["amount"], before=table["before_amount"])


@pytest.fixture(scope="session")
def interval():
    return read_interval


@pytest.fixture(scope="session")
def side():
    """One side of a golden pair: `status=rule bound=at_most figure=[0,30]` says what is not plain."""
    return lambda text: dict(part.split("=") for part in text.split())


@pytest.fixture(scope="session")
def observed():
    return observed_rows


@pytest.fixture(scope="session")
def printed():
    return printed_rows


@pytest.fixture(scope="session")
def opposite():
    return opposite_rows


@pytest.fixture(scope="session")
def declared():
    """Rows for `declared`: each tuple is two indicators and the grade of their pairs, written down from either side."""

    def rows(*said: tuple[str, str, str]) -> pd.DataFrame:
        both = [one for a, b, grade in said for one in ((a, b, grade), (b, a, grade))]
        return (
            pd.DataFrame(both, columns=["indicator", "other", "grade"])
            .assign(one_measure="false")
            .astype("str")
        )

    return rows


@pytest.fixture(scope="session")
def golden():
    """The rows of a golden file, as texts."""

    def read(name: str) -> list[dict]:
        with (Path(__file__).parent / "golden" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="session")
def computed():
    """Runs a metric on pandas frames and gives its rows in an order."""
    return lambda metric, *frames, **settings: in_order(metric(*frames, **settings))


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """A table has no order: sorted by what names a row."""
    names = (
        "id",
        "benchmark_id",
        "target_id",
        "place",
        "other_place",
        "indicator",
        "other_indicator",
        "reasons",
    )
    return rows.sort_values([name for name in names if name in rows], ignore_index=True)


@pytest.fixture(scope="session")
def every_metric():
    """The functions that take and give tables of any engine: all but `weights`, small matrices in numpy."""
    names = {module.name for module in pkgutil.iter_modules(metrics.__path__)} - {"weights"}
    modules = [importlib.import_module(f"metrics.{name}") for name in names]
    functions = {
        function for module in modules for _, function in inspect.getmembers(module, inspect.isfunction)
    }
    # What `nw.narwhalify` wraps it keeps here.
    return {function for function in functions if hasattr(function, "__wrapped__")}


@pytest.fixture(scope="session")
def near():
    """What agrees with a number or interval as rounded in a golden file; unknown agrees with unknown."""
    return lambda expected: pytest.approx(expected, rel=2e-5, abs=1e-9, nan_ok=True)


@pytest.fixture(scope="session")
def interval_in():
    """The interval of a computed row, by the name of its columns."""
    return lambda row, name: tuple(row[f"{name}_{part}"] for part in PARTS)
