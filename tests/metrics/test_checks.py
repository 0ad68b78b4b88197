"""Checks: claimed reductions held against the documents' own figures."""

import pandas as pd
import pytest

from metrics.checks import reduction_checks
from metrics.reductions import reductions

# claim, before, after, outcome; the working beside it
WORKED = [
    ("[45, 55]", "[15.79, 15.79]", "[10, 10]", "fails"),  # 1 − 10/15.79 = 36.7 %, not in 45 … 55
    ("[45, 55]", "[20, 20]", "[10, 10]", "holds"),  # 1 − 10/20 = 50 %
    ("[50, 100]", "[20, 20]", "[10, 10]", "holds"),  # 50 % is at least 50 %
    ("(50, 100]", "[20, 20]", "[10, 10]", "fails"),  # 50 % is not more than 50 %
    ("[45, 55]", "[18, 22]", "[10, 10]", "cannot_tell"),  # 1 − 10/18 = 44.4 % … 1 − 10/22 = 54.5 %
    ("[40, 60]", "[18, 22]", "[10, 10]", "holds"),  # 44.4 … 54.5 inside 40 … 60
    ("[80, 90]", "[18, 22]", "[10, 10]", "fails"),
    ("[80, inf)", "", "[5, 5]", "cannot_tell"),  # no level before is printed
    ("", "[20, 20]", "[10, 10]", "cannot_tell"),  # the claim itself cannot be read off
]


@pytest.mark.parametrize(("claim", "before", "after", "outcome"), WORKED)
def test_a_claimed_cut_is_held_against_the_computed_one(
    claim, before, after, outcome, observed, on_both_engines
):
    figures = observed(
        {"id": "claim", "indicator": "claimed_cut", "unit": "percent", "figure": claim},
        {"id": "figure", "figure": after, "before": before, "before_bound": "exact" if before else ""},
    )
    assert check(figures, on_both_engines) == outcome


def test_a_claim_about_limits_is_held_against_the_limits(observed, on_both_engines):
    # within 3 days to within 1 day: the limit fell by 1 − 1/3 = 66.7 %
    limits = {"figure": "[0, 1]", "bound": "at_most", "before": "[0, 3]", "before_bound": "at_most"}
    for claim, outcome in (("[60, 70]", "holds"), ("[70, 80]", "fails")):
        figures = observed({"id": "claim", "unit": "percent", "figure": claim}, {"id": "figure"} | limits)
        assert check(figures, on_both_engines) == outcome


def check(figures: pd.DataFrame, on_both_engines) -> str:
    """The outcome of a check that the claim follows from the figure."""
    checks = pd.DataFrame(
        [{"id": "c", "kind": "reduction", "claim": "claim", "follows_from": "figure"}]
    ).astype("str")
    rows = on_both_engines(lambda c, o: reduction_checks(c, o, reductions(o)), checks, figures)
    return rows.loc[0, "outcome"]
