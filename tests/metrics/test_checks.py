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

# kind, claim, figures (a figure, or (figure, level before)), outcome; the working beside it
WORKED = [
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
    ("share", "[31, 31]", ["[81, 81]", "[262, 262]"], "holds"),  # 81/262 = 30.9 %, rounded to whole percent
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
]


@pytest.fixture
def outcomes(observed, on_both_engines):
    """Checks computed at once, the same on both engines; each is (kind, claim, figures) and columns of its figures."""

    def check(*cases, precision=0.0, before_precision=None, factors=(1.0,)):
        rows, parts, checks, unit_factors = [], [], [], []
        for n, (kind, claim, figures, columns) in enumerate(cases):
            ends = claim[1:-1].split(", ")
            bound = (
                "exact" if ends[0] == ends[-1] else "more_than"
            )  # of a claim that is not one number, any other word
            rows.append({"id": f"claim{n}", "unit": "percent", "figure": claim, "bound": bound})
            checks.append({"id": f"c{n}", "kind": kind, "claim": f"claim{n}"})
            unit_factors += [1.0, *(factors * len(figures))[: len(figures)]]
            for m, figure in enumerate(figures):
                now, before = figure if isinstance(figure, tuple) else (figure, "")
                default = {"before_bound": "exact" if before else ""}
                rows.append({"id": f"f{n}_{m}", "figure": now, "before": before} | default | columns)
                parts.append({"check_id": f"c{n}", "position": m + 1, "figure": f"f{n}_{m}"})
        before = precision if before_precision is None else before_precision
        table = observed(*rows).assign(precision=precision, before_precision=before, unit_factor=unit_factors)
        typed = (
            pd.DataFrame(checks).astype("str"),
            pd.DataFrame(parts).astype({"check_id": "str", "figure": "str"}),
        )
        found = on_both_engines(checked, *typed, table).set_index("id")
        return [found.loc[f"c{n}"] for n in range(len(cases))]

    return check


def test_every_kind_of_claim_is_held_against_the_figures_it_follows_from(outcomes):
    found = outcomes(*((kind, claim, figures, {}) for kind, claim, figures, _ in WORKED))
    for one, (kind, claim, figures, outcome) in zip(found, WORKED, strict=True):
        assert one["outcome"] == outcome, (kind, claim, figures)


def test_a_claim_about_limits_is_held_against_the_limits(outcomes):
    # within 3 days to within 1 day: the limit fell by 1 − 1/3 = 66.7 %
    limits = {"bound": "at_most", "before_bound": "at_most"}
    cases = [("reduction", claim, [("[0, 1]", "[0, 3]")], limits) for claim in ("[60, 70]", "[70, 80]")]
    assert [one["outcome"] for one in outcomes(*cases)] == ["holds", "fails"]


def test_numbers_with_decimals_are_read_as_rounded_to_their_last_digit(outcomes):
    # 1.1 + 2.2 = 3.3, printed as 3.4: the parts may have been 3.2 … 3.4 and the claim 3.35 … 3.45.
    # 1.1 + 2.2 = 3.3 is 3.3; 3.6 is out of reach.
    cases = [
        ("sum", claim, ["[1.1, 1.1]", "[2.2, 2.2]"], {})
        for claim in ("[3.4, 3.4]", "[3.3, 3.3]", "[3.6, 3.6]")
    ]
    assert [one["outcome"] for one in outcomes(*cases, precision=0.05)] == ["cannot_tell", "holds", "fails"]
    assert outcomes(cases[0])[0]["outcome"] == "fails"


def test_a_level_before_is_rounded_by_its_own_digits(outcomes):
    # From 11 to 10.0 is a cut by 9.09 %; 10.0 may be 9.95 to 10.05 and 11, a whole number, is exact: 8.64 to 9.55 %.
    # From 11.0 to 10.0 both may be rounded: 100 × (1 − 10.05 ÷ 10.95) = 8.22 to 100 × (1 − 9.95 ÷ 11.05) = 9.95 %.
    cases = [("reduction", f"[{cut}, {cut}]", [("[10, 10]", "[11, 11]")], {}) for cut in (9.1, 9.8, 10.5)]
    of_whole = [one["outcome"] for one in outcomes(*cases, precision=0.05, before_precision=0.0)]
    of_both = [one["outcome"] for one in outcomes(*cases, precision=0.05, before_precision=0.05)]
    assert of_whole == ["holds", "fails", "fails"]
    assert of_both == ["holds", "cannot_tell", "fails"]


def test_figures_in_another_unit_of_the_dimension_are_brought_to_the_claims_unit(outcomes):
    # 12000 of ten thousand yuan and 0.8 of a hundred million are 2.0 of a hundred million: factors 1e-4 and 1.
    found = outcomes(("sum", "[2, 2]", ["[12000, 12000]", "[0.8, 0.8]"], {}), factors=(0.0001, 1.0))[0]
    assert (found["outcome"], found["computed_low"]) == ("holds", pytest.approx(2.0))


def test_a_duration_is_counted_from_the_printed_days(outcomes):
    # 2020-12-20 to 2021-03-30: 11 + 31 + 28 + 30 = 100 days
    dates = {"period_start": "2020-12-20", "period_end": "2021-03-30"}
    cases = [("duration", f"[{days}, {days}]", [f"[{days}, {days}]"], dates) for days in (100, 99)]
    assert [one["outcome"] for one in outcomes(*cases)] == ["holds", "fails"]


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


def test_a_check_whose_figure_is_unknown_computes_nothing(outcomes):
    found = outcomes(("share", "[50, 50]", ["", "[2, 2]"], {}))[0]
    assert found["outcome"] == "cannot_tell"
    assert pd.isna(found["computed_low"])
