"""Checks: what documents claim, held against their own figures, worked by hand."""

from datetime import date, timedelta

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from metrics.checks import checked
from metrics.periods import day_number
from tests.trying import tried

LIMITS = {"bound": "at_most", "before_bound": "at_most"}
DAYS = {"period_start": "2020-12-20", "period_end": "2021-03-30"}
DECIMAL = {"precision": 0.05}
WHOLE_BEFORE = {"precision": 0.05, "before_precision": 0.0}
# Sentence → kind, claim, figures (a figure, or (figure, level before)), outcome, and what is not plain of each figure; the
# working beside it.
CASES = {
    "every_kind_of_claim_follows_from_its_figures": [
        ("reduction", "[45, 55]", [("[10, 10]", "[15.79, 15.79]")], "fails"),  # 1 − 10/15.79 = 36.7 %
        ("reduction", "[45, 55]", [("[10, 10]", "[20, 20]")], "holds"),  # 1 − 10/20 = 50 %
        ("reduction", "(50, 100]", [("[10, 10]", "[20, 20]")], "fails"),  # 50 % is not more than 50 %
        ("reduction", "[45, 55]", [("[10, 10]", "[18, 22]")], "cannot_tell"),  # 44.4 … 54.5 %
        ("reduction", "[80, inf)", [("[5, 5]", "")], "cannot_tell"),  # no level before is printed
        ("reduction", "", [("[10, 10]", "[20, 20]")], "cannot_tell"),  # the claim cannot be read off
        ("sum", "[97, 97]", ["[40, 40]", "[50, 50]", "[7, 7]"], "holds"),  # 40 + 50 + 7 = 97
        ("sum", "[97, 97]", ["[40, 40]", "[50, 50]", "[8, 8]"], "fails"),  # 98
        ("sum", "[97, 97]", ["[40, 40]", "(50, inf)"], "cannot_tell"),  # more than 90
        ("sum", "[80, 80]", ["[40, 40]", "(50, inf)"], "fails"),  # more than 90 is not 80
        ("sum", "[97, 97]", ["[40, 40]", ""], "cannot_tell"),
        ("difference", "[3, 3]", ["[260, 260]", "[257, 257]"], "holds"),  # 260 − 257 = 3
        ("difference", "[4, 4]", ["[260, 260]", "[257, 257]"], "fails"),
        (
            "share",
            "[31, 31]",
            ["[81, 81]", "[262, 262]"],
            "holds",
        ),  # 81/262 = 30.9 %, rounded to whole percent
        ("share", "[32, 32]", ["[81, 81]", "[262, 262]"], "fails"),
        ("growth", "[33, 33]", ["[152, 152]", "[114, 114]"], "holds"),  # 152/114 − 1 = 33.3 %
        ("growth_from_increase", "[10, 10]", ["[110, 110]", "[10, 10]"], "holds"),  # 10/(110 − 10) = 10 %
        ("growth_from_increase", "[11, 11]", ["[110, 110]", "[10, 10]"], "fails"),
        ("ratio", "[2, 2]", ["[10, 10]", "[5, 5]"], "holds"),
        ("ratio", "[2, 2]", ["[10, 10]", "[0, 0]"], "cannot_tell"),  # nothing is divided by 0
        ("increase", "[38, 38]", [("[152, 152]", "[114, 114]")], "holds"),  # 152 − 114 = 38
        ("equal", "[5, 5]", ["[5, 5]"], "holds"),
        ("part_of", "[257, 257]", ["[91, 91]"], "holds"),  # 91 of 257
        ("part_of", "[90, 90]", ["[91, 91]"], "fails"),
        ("part_of", "(80, inf)", ["[91, 91]"], "cannot_tell"),
    ],
    # within 3 days to within 1 day: the limit fell by 1 − 1/3 = 66.7 %
    "a_claim_about_limits_is_held_against_the_limits": [
        ("reduction", "[60, 70]", [("[0, 1]", "[0, 3]")], "holds", LIMITS),
        ("reduction", "[70, 80]", [("[0, 1]", "[0, 3]")], "fails", LIMITS),
    ],
    # 1.1 + 2.2 = 3.3, printed as 3.4: the parts may have been 3.2 … 3.4 and the claim 3.35 … 3.45.
    # 1.1 + 2.2 = 3.3 is 3.3; 3.6 is out of reach.
    "numbers_with_decimals_are_read_as_rounded_to_their_last_digit": [
        ("sum", "[3.4, 3.4]", ["[1.1, 1.1]", "[2.2, 2.2]"], "cannot_tell", DECIMAL),
        ("sum", "[3.3, 3.3]", ["[1.1, 1.1]", "[2.2, 2.2]"], "holds", DECIMAL),
        ("sum", "[3.6, 3.6]", ["[1.1, 1.1]", "[2.2, 2.2]"], "fails", DECIMAL),
        ("sum", "[3.4, 3.4]", ["[1.1, 1.1]", "[2.2, 2.2]"], "fails"),
    ],
    # From 11 to 10.0 is a cut by 9.09 %; 10.0 may be 9.95 to 10.05 and 11, a whole number, is exact: 8.64 to 9.55 %.
    # From 11.0 to 10.0 both may be rounded: 100 × (1 − 10.05 ÷ 10.95) = 8.22 to 100 × (1 − 9.95 ÷ 11.05) = 9.95 %.
    "a_level_before_is_rounded_by_its_own_digits": [
        ("reduction", "[9.1, 9.1]", [("[10, 10]", "[11, 11]")], "holds", WHOLE_BEFORE),
        ("reduction", "[9.8, 9.8]", [("[10, 10]", "[11, 11]")], "fails", WHOLE_BEFORE),
        ("reduction", "[10.5, 10.5]", [("[10, 10]", "[11, 11]")], "fails", WHOLE_BEFORE),
        ("reduction", "[9.1, 9.1]", [("[10, 10]", "[11, 11]")], "holds", DECIMAL),
        ("reduction", "[9.8, 9.8]", [("[10, 10]", "[11, 11]")], "cannot_tell", DECIMAL),
        ("reduction", "[10.5, 10.5]", [("[10, 10]", "[11, 11]")], "fails", DECIMAL),
    ],
    # 12000 of ten thousand yuan and 0.8 of a hundred million are 2.0 of a hundred million: factors 1e-4 and 1.
    "figures_in_another_unit_of_the_dimension_are_brought_to_the_claims_unit": [
        ("sum", "[2, 2]", ["[12000, 12000]", "[0.8, 0.8]"], "holds", {"unit_factor": (0.0001, 1.0)}),
    ],
    # 2020-12-20 to 2021-03-30: 11 + 31 + 28 + 30 = 100 days
    "a_duration_is_counted_from_the_printed_days": [
        ("duration", "[100, 100]", ["[100, 100]"], "holds", DAYS),
        ("duration", "[99, 99]", ["[99, 99]"], "fails", DAYS),
    ],
    "a_check_whose_figure_is_unknown_computes_nothing": [
        ("share", "[50, 50]", ["", "[2, 2]"], "cannot_tell"),
    ],
}


def rows_of_check(
    name: str, kind: str, claim: str, figures: list, columns: dict
) -> tuple[dict, list[dict], list[dict]]:
    """A check, its figures in order, and all rows of the long table that it needs."""
    ends, exact = (
        claim[1:-1].split(", "),
        {"precision": 0.0, "before_precision": columns.get("precision", 0.0)},
    )
    # Of a claim that is not one number, any other word.
    bound = "exact" if ends[0] == ends[-1] else "more_than"
    claimed = {"id": f"{name} claim", "unit": "percent", "figure": claim, "bound": bound, "unit_factor": 1.0}
    rows, parts = [exact | claimed | {k: v for k, v in columns.items() if "precision" in k}], []
    for n, figure in enumerate(figures):
        now, before = figure if isinstance(figure, tuple) else (figure, "")
        row = exact | {"figure": now, "before": before, "before_bound": "exact" if before else ""} | columns
        factor = columns.get("unit_factor", (1.0,) * len(figures))[n]
        rows.append(row | {"id": f"{name} {n}", "unit_factor": factor})
        parts.append({"check_id": name, "position": n + 1, "figure": f"{name} {n}"})
    return {"id": name, "kind": kind, "claim": claimed["id"]}, parts, rows


@pytest.fixture(scope="module")
def found(observed, computed):
    """All cases, computed at once: deep plans take their time, however few the rows."""
    whole = [
        rows_of_check(f"{name} {n}", kind, claim, figures, *(more or [{}]))
        for name, cases in CASES.items()
        for n, (kind, claim, figures, _, *more) in enumerate(cases)
    ]
    checks, parts, rows = zip(*whole, strict=True)
    flat = [row for group in rows for row in group]
    aside = {
        name: [row.pop(name) for row in flat] for name in ("precision", "before_precision", "unit_factor")
    }
    typed = (
        pd.DataFrame(checks).astype("str"),
        pd.DataFrame([part for group in parts for part in group]).astype(
            {"check_id": "str", "figure": "str"}
        ),
    )
    return computed(checked, *typed, observed(*flat).assign(**aside)).set_index("id")


@pytest.mark.parametrize("name", CASES)
def test_a_claim_is_held_against_the_figures_it_follows_from(name, found):
    for n, (kind, claim, figures, outcome, *_) in enumerate(CASES[name]):
        assert found.loc[f"{name} {n}", "outcome"] == outcome, (kind, claim, figures)


def test_what_is_computed_is_in_the_unit_of_the_claim_and_unknown_where_a_figure_is(found):
    of_units = "figures_in_another_unit_of_the_dimension_are_brought_to_the_claims_unit 0"
    assert found.loc[of_units, "computed_low"] == pytest.approx(2.0)
    assert pd.isna(found.loc["a_check_whose_figure_is_unknown_computes_nothing 0", "computed_low"])


@tried(10)
@given(
    some.lists(
        some.tuples(some.dates(date(1901, 1, 1), date(2098, 12, 31)), some.integers(0, 300)), min_size=50
    )
)
def test_day_numbers_differ_by_the_days_between(spans):
    rows = [{"start": s.isoformat(), "end": (s + timedelta(days=n)).isoformat()} for s, n in spans]
    counted = nw.from_native(pd.DataFrame(rows).astype("str")).select(
        d=day_number("end") - day_number("start")
    )
    assert list(counted.to_native()["d"]) == [days for _, days in spans]
